import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/index.ts";
import { believed, correlationOf, scatterOf } from "../../src/market/attainment/noise.ts";
import { doubtOf, type GroupModel, intervalOf, restUntil } from "../../src/market/attainment/outlook.ts";
import { periodsOf } from "../../src/market/attainment/periods.ts";
import { shortfallOf } from "../../src/market/attainment/rest.ts";
import { ownSeason, type Season } from "../../src/market/attainment/season.ts";
import {
  type Attainment,
  type AttainmentGroup,
  type AttainmentOutlook,
  breakDownTarget,
  type MeasureAttainmentOptions,
  measureAttainment,
  summarizeTargets,
  type TargetAmount,
} from "../../src/market/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { attainmentRuleSchema, targetAmountSchema, targetBoundSchema } from "../../src/schemas.ts";
import { defineBusinessCalendar, toDay } from "../../src/time/index.ts";
import { coverageOf, WORLDS } from "./attainment-worlds.ts";

interface Row {
  readonly region: string;
  readonly product: string;
  readonly amount: number;
  readonly date: string;
}

const row = (path: string, amount: number, date: string): Row => {
  const [region = "", product = ""] = path.split("/");
  return { region, product, amount, date };
};
const monthly = (path: string, year: number, amounts: readonly number[]): Row[] =>
  amounts.map((amount, m) => row(path, amount, `${year}-${String(m + 1).padStart(2, "0")}-15`));
const target = (path: string, amount: number) => {
  const [region = "", product = ""] = path.split("/");
  return { cell: { region, product }, amount };
};
const PLAN = { from: "2026-01-01", to: "2026-12-31", asOf: "2026-05-31" };
const BASE = { ...PLAN, dimensions: ["region", "product"] };

const Y2024 = [100, 85, 90, 110, 105, 100, 85, 75, 100, 120, 130, 190];
const Y2025 = [120, 80, 95, 130, 110, 105, 90, 70, 115, 125, 140, 210];
const Y2026 = [130, 95, 100, 140, 125];
const years = (path: string): Row[] => [
  ...monthly(path, 2024, Y2024),
  ...monthly(path, 2025, Y2025),
  ...monthly(path, 2026, Y2026),
];

function group(attainment: Attainment, path: string): AttainmentGroup {
  const found = [attainment.whole, ...attainment.levels.flat()].find((g) => g.path.join("/") === path);
  if (found === undefined) throw new Error(`no group ${path}`);
  return found;
}

function outlookOf({ outlook }: AttainmentGroup): AttainmentOutlook {
  if ("abstained" in outlook) throw new Error(JSON.stringify(outlook));
  return outlook;
}

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return isClienteleError(error) ? error.code : String(error);
  }
  return undefined;
};

describe("actual against target", () => {
  const rows = [
    ...years("north/A"),
    row("north/B", 40, "2026-02-01"),
    row("south/A", -10, "2026-05-31"),
    row("south/A", 30, "2026-06-01"),
    row("south/A", 70, "2027-01-01"),
    row("west/A", 500, "2025-03-01"),
  ];
  const targets = [target("north/A", 1500), target("south/A", 300), target("south/C", 200)];
  const attainment = measureAttainment(rows, { ...BASE, targets });

  test("every group carries its actual and target, and groups sum to the group above", () => {
    const figures = (path: string) => {
      const { actual, untargeted, target: aim } = group(attainment, path);
      return [actual, untargeted, aim];
    };
    expect(figures("north/A")).toEqual([590, 0, 1500]);
    expect(figures("north/B")).toEqual([40, 40, 0]);
    expect(figures("north")).toEqual([630, 40, 1500]);
    expect(figures("south")).toEqual([-10, 0, 500]);
    expect(figures("")).toEqual([620, 40, 2000]);
    expect(group(attainment, "north").attainment).toBeCloseTo(0.42, 12);
    expect(attainment.levels[1]?.map(({ path, parent }) => [path.join("/"), parent])).toEqual([
      ["north/A", 0],
      ["north/B", 0],
      ["south/A", 1],
      ["south/C", 1],
    ]);
  });

  test("no row is lost: each stands in one tally, and what was left aside is said", () => {
    const { ledger, notes } = attainment;
    expect(ledger).toEqual({
      counted: { rows: 7, amount: 620 },
      before: { rows: 25, amount: 1290 + 1390 + 500 },
      later: { rows: 1, amount: 30 },
      after: { rows: 1, amount: 70 },
    });
    expect(notes.map(({ code }) => code)).toEqual([
      "attainment_without_target",
      "attainment_without_actual",
      "attainment_later_rows",
      "attainment_rows_after_plan",
      "attainment_season_from_above",
    ]);
    expect(notes[0]?.params).toEqual({ cells: 1, amount: 40 });
    expect(notes[1]?.params).toEqual({ cells: 1, target: 200 });
  });

  test("a product that is no longer sold counts in the past of the whole, and is no group of this year", () => {
    expect(attainment.levels[0]?.map(({ path }) => path[0])).toEqual(["north", "south"]);
    // 1,025 of 2,680 by May at north; the whole also had 500 in the March of 2025
    expect(outlookOf(group(attainment, "north/A")).usualShare).toBeCloseTo(1025 / 2680, 12);
    expect(outlookOf(attainment.whole).usualShare).toBeCloseTo(1525 / 3180, 12);
  });

  test("the target to date follows the season of past years, cell by cell, in whole units", () => {
    expect(attainment.pace).toBe("season");
    const share = 1525 / 3180;
    const cells = [1500, 0, 300, 200].map((amount) => Math.round(amount * share));
    expect(attainment.levels[1]?.map(({ targetToDate }) => targetToDate)).toEqual(cells);
    expect(attainment.whole.targetToDate).toBe(cells.reduce((a, b) => a + b, 0));
    const own = measureAttainment(rows, { ...BASE, targets, seasonDimension: "region" });
    // north alone: 1,025 of 2,680; south has no past of its own and takes the whole's
    expect(group(own, "north/A").targetToDate).toBe(Math.round((1500 * 1025) / 2680));
    expect(group(own, "south/C").targetToDate).toBe(cells[3]);
  });

  test("a breakdown goes in as it comes out", () => {
    const dimensions = [
      { id: "region", values: ["north", "north", "south", "south"] },
      { id: "month", values: ["2026-01", "2026-07", "2026-01", "2026-07"] },
    ];
    const plan = breakDownTarget(1000, { dimensions, basis: [{ id: "h", values: [1, 2, 3, 4] }] });
    if (!("cells" in plan)) throw new Error("infeasible");
    const dated = measureAttainment([row("north", 90, "2026-02-01")], {
      ...PLAN,
      dimensions: ["region"],
      targets: summarizeTargets(plan, dimensions),
      targetDate: ({ cell }) => `${cell["month"]}-01`,
    });
    expect(dated.pace).toBe("plan");
    expect(dated.levels[0]?.map((g) => [g.target, g.targetToDate])).toEqual([
      [300, 100],
      [700, 300],
    ]);
    expect(dated.whole.course?.map((point) => point.target)).toEqual([...Array(6).fill(400), ...Array(6).fill(1000)]);
  });
});

describe("the outlook", () => {
  const attainment = measureAttainment(years("north/A"), { ...BASE, targets: [target("north/A", 1540)] });
  const periods = periodsOf(
    { from: toDay(PLAN.from), to: toDay(PLAN.to), asOf: toDay(PLAN.asOf) },
    "month",
    2,
    undefined,
  );

  // R 4.2.2: glm(y ~ year + month, family = quasipoisson) on the 29 months seen; predict() of the seven ahead sums to
  // 952.6341463415, their variance at dispersion 1 is sum(mu) + g' cov.unscaled g = 3924.5126588413 (epsilon = 1e-15)
  test("is actual plus the chain ladder's rest, as a quasi-Poisson fit of years and months gives it", () => {
    expect(outlookOf(attainment.whole).value).toBeCloseTo(590 + 952.6341463415, 8);
    expect(outlookOf(attainment.whole).n).toBe(29);
  });

  test("has the error of that fit where scatter grows with the mean", () => {
    const column = (amounts: readonly number[]) => Float64Array.from({ length: 12 }, (_, k) => amounts[k] ?? 0);
    const series = { now: column(Y2026), past: [column(Y2024), column(Y2025)], pastRunning: [0, 0] };
    const season = ownSeason(series, periods) as Season;
    const scatter = {
      factors: [1, 1, 1],
      losses: [0, 0, 0],
      periods: 29,
      df: 15,
      lag: { sum: 0, pairs: 0, length: 10 },
    };
    const beliefs = [1, 0, 0];
    const doubt = doubtOf(series, season, scatter, beliefs, 0, periods);
    const model: GroupModel = { series, season, scatter, beliefs, correlation: 0, doubt };
    const rest = restUntil(11, model, 590, periods);
    expect(rest.error ** 2).toBeCloseTo(3924.5126588413, 8);
    expect(scatterOf(series, season.shares, 5, true, 3)?.df).toBe(15);
  });

  test("has a doubt about the season of the same size where it is learned by the function itself", () => {
    const { value, interval, likely } = outlookOf(attainment.whole);
    // dispersion 0.2297 in R's fit: the Student half width at power 1 is 2.1314 · √(0.2297 · 3924.5) ≈ 64
    const half = (interval.upper - interval.lower) / 2;
    expect(half).toBeGreaterThan(50);
    expect(half).toBeLessThan(80);
    expect(interval.lower).toBeLessThan(likely.lower);
    expect(likely.upper).toBeLessThan(interval.upper);
    expect(value).toBeGreaterThan(likely.lower);
  });

  // R 4.2.2: integrate(function(u) 2*u*pt((u - root)/unit, df), 0, sqrt(gap), rel.tol = 1e-12) with root = sqrt(value)
  // and unit = error/(2*root)
  test.each([
    [900, 60, 15, 950, 57.2940365689],
    [900, 300, 3, 700, 56.6423228624],
    [100, 5, 20, 400, 299.9305555556],
  ])("expects to miss of a gap what the integral of chances gives: %s ± %s", (value, error, df, gap, expected) => {
    expect(shortfallOf({ value, error, df }, gap).expected).toBeCloseTo(expected, 5);
  });

  test("the chance to close the gap is Student's on the root scale, and 1 where there is none", () => {
    // R: 1 - pt(sqrt(950) - 30, 15)
    expect(shortfallOf({ value: 900, error: 60, df: 15 }, 950).chance).toBeCloseTo(0.2119561656, 9);
    expect(shortfallOf({ value: 900, error: 60, df: 15 }, 0)).toEqual({ chance: 1, expected: 0 });
    expect(shortfallOf({ value: 900, error: 0, df: 15 }, 950)).toEqual({ chance: 0, expected: 50 });
  });

  test("an interval never promises less than nothing", () => {
    expect(intervalOf(100, { value: 4, error: 40, df: 5 }, 0.95).lower).toBe(100);
  });

  test("where everything is over it is the actual, sure", () => {
    const whole = measureAttainment(years("north/A"), {
      ...BASE,
      targets: [target("north/A", 600)],
      asOf: "2027-02-01",
    }).whole;
    expect(outlookOf(whole)).toMatchObject({ value: 590, chance: 0, interval: { lower: 590, upper: 590 } });
    expect(whole.atStake).toBe(10);
    expect(whole.rating.status).toBe("red");
  });

  test("in the middle of a period, past years are counted up to the same day", () => {
    const rows = [2024, 2025].flatMap((year) => [
      ...monthly("a/b", year, Array(12).fill(100)),
      row("a/b", 100, `${year}-06-05`),
    ]);
    const now = [...monthly("a/b", 2026, [110, 90, 105, 95, 100]), row("a/b", 100, "2026-06-04")];
    const whole = measureAttainment([...rows, ...now], {
      ...BASE,
      targets: [target("a/b", 1300)],
      asOf: "2026-06-10",
    }).whole;
    // 600 of 1,300 by 10 June in both years
    expect(outlookOf(whole).usualShare).toBeCloseTo(600 / 1300, 12);
    expect(outlookOf(whole).value).toBeCloseTo(1300, 9);
  });

  test("a whole is as doubtful as its own series, not as the sum of its parts' limits", () => {
    const random = createRandom(3);
    const cells = Array.from({ length: 16 }, (_, i) => `r${i}/p`);
    const rows = cells.flatMap((path) =>
      [2024, 2025, 2026].flatMap((year) =>
        monthly(
          path,
          year,
          Array.from({ length: year === 2026 ? 6 : 12 }, () => Math.round(random.gamma(25, 4))),
        ),
      ),
    );
    const all = measureAttainment(rows, {
      ...BASE,
      targets: cells.map((path) => target(path, 1200)),
      asOf: "2026-06-30",
    });
    const width = (g: AttainmentGroup): number => outlookOf(g).interval.upper - outlookOf(g).interval.lower;
    const parts = (all.levels[0] as AttainmentGroup[]).map(width);
    const rootOfSquares = Math.sqrt(parts.reduce((sum, w) => sum + w * w, 0));
    expect(width(all.whole) / rootOfSquares).toBeGreaterThan(0.6);
    expect(width(all.whole) / rootOfSquares).toBeLessThan(1.6);
    expect(width(all.whole)).toBeLessThan(0.5 * parts.reduce((a, b) => a + b, 0));
  });

  test("the power of the scatter is learned from all groups that scatter alike", () => {
    const random = createRandom(8);
    const season = [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 6];
    const shares = Float64Array.from(season, (s) => s / 20);
    const scatters = (draw: (mean: number) => number) =>
      Array.from({ length: 12 }, () => {
        const year = () => Float64Array.from(season, (s) => draw(50 * s));
        return scatterOf({ now: new Float64Array(12), past: [year(), year(), year()] }, shares, 0, false, 3);
      });
    expect(believed(scatters((mean) => random.poisson(mean)))[0]).toBeGreaterThan(0.8);
    expect(believed(scatters((mean) => random.gamma(25, mean / 25)))[2]).toBeGreaterThan(0.95);
    // before anything is seen, the cautious one
    expect(believed([undefined])[2]).toBeCloseTo(6 / 9, 12);
  });

  test("how far the scatter of one period carries over to the next is learned likewise, and 0 where it does not", () => {
    const random = createRandom(21);
    const shares = new Float64Array(12).fill(1 / 12);
    const learned = (carried: number): number => {
      const scatters = Array.from({ length: 20 }, () => {
        let mood = random.normal();
        const year = () =>
          Float64Array.from(shares, () => {
            mood = carried * mood + Math.sqrt(1 - carried ** 2) * random.normal();
            return 100 + 10 * mood;
          });
        return scatterOf(
          { now: new Float64Array(12), past: [year(), year(), year(), year(), year()] },
          shares,
          0,
          true,
          3,
        );
      });
      return correlationOf(scatters);
    };
    expect(learned(0)).toBeLessThan(0.1);
    expect(Math.abs(learned(0.6) - 0.6)).toBeLessThan(0.12);
    expect(correlationOf([undefined])).toBe(0);
  });

  test("where scatter carries over, the outlook is more doubtful", () => {
    const series = {
      now: Float64Array.from([...Y2026, ...Array(7).fill(0)]),
      past: [Float64Array.from(Y2025)],
      pastRunning: [0],
    };
    const season = ownSeason(series, periods) as Season;
    const scatter = {
      factors: [1, 1, 1],
      losses: [0, 0, 0],
      periods: 24,
      df: 10,
      lag: { sum: 0, pairs: 0, length: 12 },
    };
    const errors = [0, 0.3, 0.6].map((correlation) => {
      const beliefs = [1, 0, 0];
      const doubt = doubtOf(series, season, scatter, beliefs, correlation, periods);
      return restUntil(11, { series, season, scatter, beliefs, correlation, doubt }, 590, periods);
    });
    expect(errors[1]?.error).toBeGreaterThan(1.1 * (errors[0]?.error as number));
    expect(errors[2]?.error).toBeGreaterThan(1.1 * (errors[1]?.error as number));
    expect(errors[2]?.value).toBe(errors[0]?.value);
    expect(errors[2]?.df).toBeLessThan(10);
  });

  // the long run over sixteen worlds: test/nightly/attainment-coverage.test.ts
  test.each([4, 9])("its intervals hold what becomes true, world %s", (i) => {
    const [whole, regions, cells] = coverageOf(WORLDS[i] as (typeof WORLDS)[number], createRandom(40 + i), 40);
    const n = (whole?.n ?? 0) + (regions?.n ?? 0) + (cells?.n ?? 0);
    expect(n).toBe(520);
    const share = (key: "wide" | "likely"): number =>
      [whole, regions, cells].reduce((sum, c) => sum + (c?.[key] ?? 0) * (c?.n ?? 0), 0) / n;
    // groups of one business move together: 40 independent businesses, so two and a half standard errors are wide
    expect(share("wide")).toBeGreaterThan(0.915);
    expect(share("wide")).toBeLessThan(0.98);
    expect(share("likely")).toBeGreaterThan(0.74);
    expect(share("likely")).toBeLessThan(0.86);
  });
});

describe("what the data cannot carry is said", () => {
  const reason = (rows: readonly Row[], more: Partial<MeasureAttainmentOptions<Row>> = {}): string | undefined => {
    const { outlook } = measureAttainment(rows, { ...BASE, targets: [target("a/b", 1000)], ...more }).whole;
    return "abstained" in outlook ? outlook.abstained.code : undefined;
  };

  test("nothing came in yet", () => {
    expect(reason(monthly("a/b", 2025, Y2025))).toBe("attainment_no_run_rate");
  });

  test("too few periods", () => {
    expect(reason(monthly("a/b", 2026, [90, 110, 100]), { asOf: "2026-03-31" })).toBe("attainment_thin");
    expect(reason(monthly("a/b", 2026, [90, 110, 100, 95]), { asOf: "2026-04-30" })).toBeUndefined();
  });

  test("no scatter at all", () => {
    expect(reason(monthly("a/b", 2026, Array(5).fill(100)), { season: Array(12).fill(1) })).toBe(
      "attainment_no_scatter",
    );
  });

  test("the season has not begun", () => {
    const winter = [...Array(11).fill(1), 5000];
    const rows = [2023, 2024, 2025].flatMap((year) => monthly("a/b", year, winter));
    expect(reason([...rows, ...monthly("a/b", 2026, [1, 2, 1])], { asOf: "2026-03-31" })).toBe(
      "attainment_before_season",
    );
  });

  test("without an outlook a group is judged by its target to date, which is then what is at stake", () => {
    const whole = measureAttainment(monthly("a/b", 2026, [80, 80]), {
      ...BASE,
      targets: [target("a/b", 1200)],
      asOf: "2026-02-28",
    }).whole;
    // 59 of 365 days
    expect(whole.targetToDate).toBe(Math.round((1200 * 59) / 365));
    expect(whole.rating).toMatchObject({ status: "red", rule: { measure: "pace" }, value: 160 / whole.targetToDate });
    expect(whole.atStake).toBe(whole.targetToDate - 160);
  });

  test("a new product takes the season of the group above, and is counted among those that do", () => {
    const rows = [...years("north/A"), ...monthly("north/B", 2026, [12, 9, 11, 13, 10])];
    const targets = [target("north/A", 1500), target("north/B", 150)];
    const attainment = measureAttainment(rows, { ...BASE, targets });
    const fresh = outlookOf(group(attainment, "north/B"));
    expect(fresh).toMatchObject({ season: "above", pastYears: 0 });
    expect(fresh.usualShare).toBe(outlookOf(group(attainment, "north")).usualShare);
    expect(attainment.notes).toContainEqual({ code: "attainment_season_from_above", params: { groups: 1 } });
  });
});

describe("pace", () => {
  const rows = monthly("a/b", 2026, [90, 110, 100, 95, 105]);
  const toDate = (more: Partial<MeasureAttainmentOptions<Row>>): Attainment =>
    measureAttainment(rows, { ...BASE, targets: [target("a/b", 36_500)], ...more });

  test("by calendar days, by a given season, by working hours", () => {
    expect(toDate({}).whole.targetToDate).toBe(15_100);
    expect(toDate({}).pace).toBe("days");
    expect(toDate({ season: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9] }).whole.targetToDate).toBe(Math.round(36_500 / 4));
    const open = ["09:00–17:00"];
    const week = { mon: open, tue: open, wed: open, thu: open, fri: open };
    const calendar = defineBusinessCalendar({ hours: week, holidays: ["2026-01-01"], utcOffsetMinutes: 480 });
    // 2026 has 261 weekdays, 107 of them by 31 May; one is a holiday
    expect(toDate({ calendar }).whole.targetToDate).toBe(Math.round((36_500 * 106) / 260));
  });

  test("a dated plan may be paced by days all the same, and is the season where none is known", () => {
    const targets = Array.from({ length: 12 }, (_, m) => ({
      cell: { ...target("a/b", 1).cell, month: `2026-${String(m + 1).padStart(2, "0")}` },
      amount: m === 11 ? 900 : 100,
    }));
    const options = { targets, targetDate: ({ cell }: TargetAmount) => `${cell["month"]}-01` };
    expect(toDate({ ...options, pace: "days" }).whole.targetToDate).toBe(Math.round((2000 * 151) / 365));
    expect(toDate(options).whole.targetToDate).toBe(500);
    expect(outlookOf(toDate(options).whole).season).toBe("plan");
    expect(outlookOf(toDate(options).whole).usualShare).toBeCloseTo(0.25, 12);
  });

  test("weeks and days are counted from the first day of the plan, past years 52 weeks earlier", () => {
    const daily: Row[] = [];
    // sold on Mondays alone, at random twice as much every now and then
    const random = createRandom(4);
    for (let day = toDay("2024-12-30"); day <= toDay("2026-06-28"); day += 7) {
      daily.push(row("a/b", random.integer(50, 100), new Date(day * 86_400_000).toISOString().slice(0, 10)));
    }
    for (const period of ["week", "day"] as const) {
      const plan = { from: "2025-12-29", to: "2026-12-27", asOf: "2026-06-28", period };
      const { whole } = measureAttainment(daily, { ...BASE, ...plan, targets: [target("a/b", 4000)] });
      expect(whole.course).toHaveLength(period === "week" ? 52 : 364);
      expect(outlookOf(whole).season).toBe("own");
      expect(outlookOf(whole).interval.upper - outlookOf(whole).value).toBeLessThan(800);
    }
  });
});

describe("status and exceptions", () => {
  const random = createRandom(12);
  const cells = ["north/A", "north/B", "south/A", "south/B"];
  const rows = cells.flatMap((path, i) =>
    [2025, 2026].flatMap((year) =>
      monthly(
        path,
        year,
        Array.from({ length: year === 2026 ? 6 : 12 }, () => Math.round(random.gamma(50, 2 * (i + 1)))),
      ),
    ),
  );
  const aims = [1200, 2700, 5000, 4700];
  const options = { ...BASE, asOf: "2026-06-30", targets: cells.map((path, i) => target(path, aims[i] as number)) };
  const attainment = measureAttainment(rows, options);

  test("exceptions are ranked by the money expected to be missing, not by percent", () => {
    const { exceptions, exceptionCount } = attainment;
    expect(exceptions.length).toBe(exceptionCount);
    expect(exceptions.length).toBeGreaterThan(1);
    expect(exceptions.every(({ rating }) => rating.status === "amber" || rating.status === "red")).toBe(true);
    const stakes = exceptions.map(({ atStake }) => atStake);
    expect(stakes).toEqual([...stakes].sort((a, b) => b - a));
    expect(exceptions[0]?.path).toEqual(["south", "A"]);
    const byRegion = measureAttainment(rows, { ...options, exceptionsBy: "region" });
    expect(byRegion.exceptions.every(({ path }) => path.length === 1)).toBe(true);
  });

  test("each status carries the rule and the figure, and the first rule that can judge does", () => {
    const rules = [
      { measure: "outlook", green: 0.98, amber: 0.9 },
      { measure: "attainment", green: 1, amber: 0.5 },
    ] as const;
    const judged = measureAttainment(rows, { ...options, rules });
    for (const g of judged.levels.flat()) {
      const value = outlookOf(g).value / g.target;
      expect(g.rating).toEqual({
        status: value >= 0.98 ? "green" : value >= 0.9 ? "amber" : "red",
        rule: rules[0],
        value,
      });
    }
    const late = measureAttainment(rows, { ...options, rules: [{ measure: "chance", green: 0.9, amber: 0.9 }] });
    expect(late.levels.flat().every(({ rating }) => rating.status !== "amber")).toBe(true);
  });

  test("the course of a group ends where its outlook does", () => {
    const { levels, whole } = measureAttainment(rows, { ...options, asOf: "2026-06-15", courseDimension: "product" });
    for (const g of [whole, ...levels.flat()]) {
      const course = g.course ?? [];
      expect(course).toHaveLength(13);
      expect(course[5]).toMatchObject({ on: "2026-06-15", actual: g.actual, target: g.targetToDate });
      expect(course[12]?.target).toBe(g.target);
      const { value, interval, likely } = outlookOf(g);
      expect(course[12]?.outlook).toEqual({ value, interval, likely });
    }
  });

  test("names such as __proto__ are names", () => {
    const named = (name: string) => Object.fromEntries([["__proto__", name]]) as Readonly<Record<string, string>>;
    const odd = measureAttainment([{ ...named("constructor"), amount: 3, date: "2026-02-01" }], {
      ...PLAN,
      dimensions: [{ id: "__proto__", value: () => "constructor" }],
      targets: [{ cell: named("constructor"), amount: 9 }],
    });
    expect(odd.levels[0]).toMatchObject([{ path: ["constructor"], actual: 3, target: 9 }]);
  });
});

describe("bad input is refused", () => {
  const good = { ...BASE, targets: [target("a/b", 10)] };
  const rows = [row("a/b", 1, "2026-02-01")];
  test.each<[string, () => unknown, string]>([
    ["no dimension", () => measureAttainment(rows, { ...good, dimensions: [] }), "empty_input"],
    ["a dimension twice", () => measureAttainment(rows, { ...good, dimensions: ["region", "region"] }), "duplicate_id"],
    ["a row without a name", () => measureAttainment([{ ...rows[0], region: "" }], good), "invalid_type"],
    ["a row without an amount", () => measureAttainment([{ ...rows[0], amount: Number.NaN }], good), "not_finite"],
    ["a row without a date", () => measureAttainment([{ ...rows[0], date: "soon" }], good), "invalid_date"],
    ["amounts too large", () => measureAttainment([{ ...rows[0], amount: 1e300 }], good), "out_of_range"],
    ["a negative target", () => measureAttainment(rows, { ...good, targets: [target("a/b", -1)] }), "out_of_range"],
    [
      "a target without a product",
      () => measureAttainment(rows, { ...good, targets: [{ cell: { region: "a" }, amount: 1 }] }),
      "invalid_type",
    ],
    [
      "a target dated outside the plan",
      () => measureAttainment(rows, { ...good, targetDate: () => "2027-01-01" }),
      "inconsistent",
    ],
    ["nothing to follow", () => measureAttainment([] as Row[], { ...good, targets: [] }), "empty_input"],
    ["a plan that ends before it begins", () => measureAttainment(rows, { ...good, to: "2025-12-31" }), "inconsistent"],
    ["a plan of two years", () => measureAttainment(rows, { ...good, to: "2027-12-31" }), "out_of_range"],
    [
      "a day of looking before the plan",
      () => measureAttainment(rows, { ...good, asOf: "2025-12-31" }),
      "inconsistent",
    ],
    ["another period", () => measureAttainment(rows, { ...good, period: "year" as "month" }), "unknown_id"],
    ["a season of another length", () => measureAttainment(rows, { ...good, season: [1, 2] }), "length_mismatch"],
    ["a season of nothing", () => measureAttainment(rows, { ...good, season: Array(12).fill(0) }), "inconsistent"],
    ["a pace that needs dates", () => measureAttainment(rows, { ...good, pace: "plan" }), "inconsistent"],
    [
      "amber above green",
      () => measureAttainment(rows, { ...good, rules: [{ measure: "pace", green: 0.5, amber: 0.9 }] }),
      "inconsistent",
    ],
    [
      "a chance above 1",
      () => measureAttainment(rows, { ...good, rules: [{ measure: "chance", green: 2, amber: 0.9 }] }),
      "out_of_range",
    ],
    [
      "a dimension that is not there",
      () => measureAttainment(rows, { ...good, seasonDimension: "owner" }),
      "unknown_id",
    ],
    ["a level of 1", () => measureAttainment(rows, { ...good, level: 1 }), "out_of_range"],
    ["half a past year", () => measureAttainment(rows, { ...good, pastYears: 0.5 }), "out_of_range"],
  ])("%s", (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });

  test("schemas hold rules, targets and bounds kept as JSON to the same", () => {
    const rule = { measure: "chance", green: 0.5, amber: 0.2 };
    expect(attainmentRuleSchema.safeParse(rule).success).toBe(true);
    expect(attainmentRuleSchema.safeParse({ ...rule, amber: 0.6 }).success).toBe(false);
    expect(attainmentRuleSchema.safeParse({ ...rule, green: 1.5 }).success).toBe(false);
    expect(targetAmountSchema.safeParse(target("a/b", 3)).success).toBe(true);
    expect(targetAmountSchema.safeParse(target("a/", 3)).success).toBe(false);
    expect(targetBoundSchema.safeParse({ where: { region: "north" }, max: 3 }).success).toBe(true);
    expect(targetBoundSchema.safeParse({ where: { region: "north" }, max: -3 }).success).toBe(false);
  });
});
