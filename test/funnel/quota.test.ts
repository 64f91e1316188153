import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type ForecastCall,
  measureCoverageNeed,
  measureForecastBias,
  measurePace,
  type PaceOptions,
  predictFromCall,
} from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { quotaSchema, wonDealCreditSchema } from "../../src/schemas.ts";
import { codeOf } from "../loyalty/support.ts";
import { biasCoverage, lateMonth, needCoverage, paceCoverage, QUARTER, quarterBook } from "./quota-books.ts";

const calls = (owner: string, ratios: readonly number[], more: Partial<ForecastCall> = {}): ForecastCall[] =>
  ratios.map((ratio, i) => ({ owner, period: `2025-${i + 10}`, forecast: 100, actual: 100 * ratio, ...more }));
const member = (all: readonly ForecastCall[], id: string, role: "owners" | "managers" = "owners") => {
  const found = measureForecastBias(all)[role].members.find((one) => one.id === id);
  if (found === undefined) throw new Error(`nobody called ${id}`);
  return found;
};

describe("the bias of past calls", () => {
  const team = [
    ...calls("ann", [0.6, 0.7, 0.5, 0.65, 0.55, 0.6]),
    ...calls("bo", [1.3, 1.45, 1.25, 1.5, 1.4, 1.35]),
    ...calls("cy", [0.9, 1.1, 1.05, 0.95, 1.0, 1.02]),
    ...calls("new", [0.4]),
  ];

  test("tells who calls too much, who too little, and who cannot be told", () => {
    expect(["ann", "bo", "cy", "new"].map((id) => member(team, id).tendency)).toEqual([
      "over_forecaster",
      "sandbagger",
      "cannot_tell",
      "cannot_tell",
    ]);
    expect(member(team, "new").ratio).toEqual({
      abstained: { code: "quota_bias_few_periods", params: { n: 1, needed: 4 } },
    });
    expect(word(member(team, "ann").reasons[0] as never, "zh")).toMatch(/^预测偏高/);
  });

  test("is drawn towards the team the more, the noisier the periods", () => {
    const noisy = [
      ...calls("ann", [0.1, 1.4, 0.3, 0.7]),
      ...calls("bo", [1.9, 0.6, 1.2, 0.9]),
      ...calls("cy", [0.8, 1.2, 0.4, 1.5]),
    ];
    const { own = 0, ratio, weight } = member(noisy, "ann");
    if ("abstained" in ratio) throw new Error("abstained");
    expect(own).toBeCloseTo(0.625, 9);
    expect(ratio.value).toBeGreaterThan(own);
    expect(weight).toBeLessThan(0.6);
    expect(member(team, "ann").weight).toBeGreaterThan(0.9);
  });

  test("of one person alone is the mean ratio with Student's t interval", () => {
    const { ratio } = member(calls("ann", [0.5, 0.7, 0.6, 0.8]), "ann");
    if ("abstained" in ratio) throw new Error("abstained");
    // mean .65, s .1291; t(.975, 3) = 3.18245 (NIST/SEMATECH e-Handbook § 1.3.6.7.2)
    expect(ratio.value).toBeCloseTo(0.65, 12);
    expect(ratio.interval.upper).toBeCloseTo(0.65 + (3.18245 * 0.129099) / 2, 4);
  });

  test("leaves zero calls out of the ratio and counts what came; a zero actual counts as nothing came", () => {
    const rows = [...calls("ann", [0.5, 0.7, 0.6, 0]), { owner: "ann", period: "x", forecast: 0, actual: 40 }];
    const ann = member(rows, "ann");
    expect(ann).toMatchObject({ n: 4, zeroCalls: 1, actualWithoutCall: 40 });
    expect(ann.own).toBeCloseTo(0.45, 9);
    expect(ann.reasons.map(({ code }) => code)).toContain("quota_bias_zero_calls");
    const never = member([{ owner: "idle", period: "x", forecast: 0, actual: 0 }], "idle");
    expect(never).not.toHaveProperty("own");
    expect(never.ratio).toMatchObject({ abstained: { params: { n: 0 } } });
  });

  test("of a manager sums the rows that name the manager, by the manager's own calls where they are written down", () => {
    const rows = [
      ...calls("ann", [0.9, 1, 1.1, 1], { manager: "lee", managerForecast: 50 }),
      ...calls("bo", [1, 1.1, 0.9, 1.05], { manager: "lee" }),
    ];
    const lee = member(rows, "lee", "managers");
    expect(lee).toMatchObject({ n: 4, forecast: 600, tendency: "sandbagger" });
    expect(measureForecastBias(calls("ann", [1, 2])).managers.members).toEqual([]);
  });

  test("of one category is not mixed with another's", () => {
    const rows = [
      ...calls("ann", [0.9, 1, 1.1, 0.95], { category: "commit" }),
      ...calls("ann", [0.3, 0.4, 0.2, 0.35], { category: "best_case" }),
    ];
    expect(codeOf(() => measureForecastBias(rows))).toBe("inconsistent");
    const { owners } = measureForecastBias(rows, { category: "best_case" });
    expect(owners.members[0]?.own).toBeCloseTo(0.3125, 9);
  });

  test("says so where every period comes out alike", () => {
    const { ratio, own } = member(calls("ann", [0.9, 0.9, 0.9, 0.9]), "ann");
    expect(own).toBeCloseTo(0.9, 12);
    expect(ratio).toMatchObject({ abstained: { code: "quota_bias_no_scatter" } });
  });

  test("corrects a new call, for somebody new by the team's", () => {
    const bias = measureForecastBias(team);
    const ann = predictFromCall(bias, { id: "ann", forecast: 200 });
    const stranger = predictFromCall(bias, { id: "nobody", forecast: 200 });
    if ("abstained" in ann || "abstained" in stranger) throw new Error("abstained");
    expect(ann.basis).toBe("own_past");
    expect(ann.corrected).toBeGreaterThan(115);
    expect(ann.corrected).toBeLessThan(130);
    expect(stranger.basis).toBe("team");
    const width = (one: typeof ann) => one.interval.upper - one.interval.lower;
    expect(width(stranger)).toBeGreaterThan(2 * width(ann));
    expect(predictFromCall(bias, { id: "ann", forecast: 0 })).toMatchObject({ corrected: 0, interval: { upper: 0 } });
    const pair = measureForecastBias(team.filter(({ owner }) => owner === "ann" || owner === "bo"));
    expect(predictFromCall(pair, { id: "nobody", forecast: 1 })).toMatchObject({
      abstained: { code: "quota_bias_few_forecasters" },
    });
    expect(predictFromCall(pair, { id: "bo", forecast: 1 })).toMatchObject({ basis: "own_past" });
  });

  test("its intervals hold the true ratio and the next actual about as often as they say", () => {
    const found = biasCoverage(
      { owners: 8, periods: 8, between: 0.2, noise: 0.3, sizeExponent: 0.5, shared: 0.3 },
      60,
      5,
    );
    // 480 intervals that share their team: three standard errors of 60 teams at worst
    expect(found.ratios).toBeGreaterThan(0.9);
    expect(found.ratios).toBeLessThan(0.985);
    expect(found.actuals).toBeGreaterThan(0.91);
    expect(found.actuals).toBeLessThan(0.985);
  });

  test.each([
    [{ forecast: -1 }, "out_of_range"],
    [{ actual: Number.NaN }, "not_finite"],
    [{ actual: undefined }, "invalid_type"],
    [{ owner: "" }, "invalid_type"],
    [{ category: "won" }, "unknown_id"],
    [{ managerForecast: 1e16 }, "out_of_range"],
  ])("refuses %j as %s", (change, code) => {
    expect(codeOf(() => measureForecastBias([{ ...calls("a", [1])[0], ...change } as ForecastCall]))).toBe(code);
  });

  test("refuses a measurement that lost its method, or a call of nobody", () => {
    const bias = measureForecastBias(team);
    const { method: _, ...owners } = bias.owners;
    expect(codeOf(() => predictFromCall({ ...bias, owners }, { id: "ann", forecast: 1 }))).toBe("inconsistent");
    expect(codeOf(() => predictFromCall(bias, { id: "", forecast: 1 }))).toBe("invalid_type");
    expect(codeOf(() => predictFromCall(bias, { id: "ann", forecast: Number.NaN }))).toBe("not_finite");
  });
});

describe("how much must be open", () => {
  const history = [4, 3, 2, 3, 3.5, 2.5].map((need, i) => ({ period: `q${i}`, open: 100 * need, won: 100 }));

  test("is what half of past periods, and eight in ten, needed", () => {
    const { need } = measureCoverageNeed(history);
    if ("abstained" in need) throw new Error("abstained");
    // the median of a normal sample's mean is the mean: the geometric mean of the six ratios
    expect(need.p50.value).toBeCloseTo((4 * 3 * 2 * 3 * 3.5 * 2.5) ** (1 / 6), 4);
    expect(need.p80.value).toBeGreaterThan(need.p50.value);
    expect(need.p80.interval.lower).toBeLessThan(need.p80.value);
  });

  test("at one half has Student's t interval of the log mean", () => {
    const logs = history.map(({ open, won }) => Math.log(open / won));
    const mean = logs.reduce((a, b) => a + b, 0) / 6;
    const s = Math.sqrt(logs.reduce((a, b) => a + (b - mean) ** 2, 0) / 5);
    const { need } = measureCoverageNeed(history);
    if ("abstained" in need) throw new Error("abstained");
    const pivot = (x: number) => (Math.log(x) - mean) / s;
    // t interval of the mean: t(.975, 5) = 2.57058 (NIST/SEMATECH e-Handbook § 1.3.6.7.2)
    expect(pivot(need.p50.interval.upper)).toBeCloseTo(2.57058 / Math.sqrt(6), 2);
    expect(pivot(need.p50.interval.lower)).toBeCloseTo(-2.57058 / Math.sqrt(6), 2);
  });

  test.each([
    [500, "enough", 0],
    [310, "thin", 0],
    [200, "short", 90],
  ] as const)("with %d open for a quota of 100 is %s", (open, sufficiency, short) => {
    const { today, reasons } = measureCoverageNeed(history, { today: { open, quota: 100 } });
    if (today === undefined || "abstained" in today) throw new Error("abstained");
    expect(today.sufficiency).toBe(sufficiency);
    expect(Math.abs(today.shortOfP50 - short)).toBeLessThan(10);
    expect(today.shortOfP80 === 0).toBe(sufficiency === "enough");
    expect(reasons[0]?.code).toBe("quota_coverage_verdict");
    expect(today.chance > 0.5).toBe(sufficiency !== "short");
  });

  test("cannot be told of three periods, of none that scatter, or where nothing was won", () => {
    const code = (rows: typeof history) => {
      const { need, today } = measureCoverageNeed(rows, { today: { open: 1, quota: 1 } });
      expect(today).toEqual(need);
      return "abstained" in need ? need.abstained.code : "told";
    };
    expect(code(history.slice(0, 3))).toBe("too_few_rows");
    expect(code(history.map((row) => ({ ...row, open: 300 })))).toBe("all_values_equal");
    expect(code(history.map((row, i) => (i === 0 ? { ...row, won: 0 } : row)))).toBe("quota_coverage_nothing_won");
    expect(measureCoverageNeed([...history, { period: "x", open: 0, won: 5 }]).withoutOpen).toBe(1);
  });

  test("warns where what is won does not grow with what is open", () => {
    const flat = [100, 150, 220, 330, 500, 750].map((open, i) => ({ period: `${i}`, open, won: 100 + (i % 2) }));
    expect(measureCoverageNeed(flat).reasons.map(({ code }) => code)).toContain("quota_coverage_not_proportional");
    expect(
      measureCoverageNeed(history.map((row, i) => ({ ...row, won: row.open / (3 + (i % 3) / 5) }))).reasons,
    ).toEqual([]);
  });

  test("its intervals hold the truth about as often as they say", () => {
    const { p50, p80 } = needCoverage(6, 40, 3);
    // 0.95 less four standard errors of 40
    expect(Math.min(p50, p80)).toBeGreaterThan(0.81);
  });

  test.each([
    [{ open: -1 }, "out_of_range"],
    [{ won: Number.POSITIVE_INFINITY }, "not_finite"],
    [{ period: undefined }, "invalid_type"],
    [{ period: "q1" }, "duplicate_id"],
  ])("refuses %j as %s", (change, code) => {
    const rows = history.map((row, i) => (i === 0 ? { ...row, ...change } : row));
    expect(codeOf(() => measureCoverageNeed(rows as typeof history))).toBe(code);
    expect(codeOf(() => measureCoverageNeed(history, { today: { open: 1, quota: 0 } }))).toBe("out_of_range");
  });
});

describe("the pace", () => {
  const random = createRandom(4);
  const history = Array.from({ length: 6 }, (_, m) => lateMonth(m, random));
  const options = { ...lateMonth(6, random), asOf: 199 * 86_400_000, plan: 6000, history } satisfies PaceOptions;
  const pace = (amount: number, more: Partial<PaceOptions> = {}) =>
    measurePace([{ on: options.from, amount }], { ...options, ...more });

  test("is measured against past months, which sell late, not against a straight line", () => {
    const { linear, standing } = pace(2600);
    expect(linear).toBe(4000);
    if ("abstained" in standing) throw new Error("abstained");
    expect(standing.expected.value).toBeLessThan(3000);
    expect(standing.ahead.value).toBeCloseTo(2600 - standing.expected.value, 9);
    expect(standing.ahead.interval.lower).toBeCloseTo(2600 - standing.expected.interval.upper, 9);
    expect(standing.projected).toBeCloseTo(2600 / standing.usualShare.value, 9);
  });

  test("is green at what is usual, amber inside the range, red below it", () => {
    const { standing } = pace(0);
    if ("abstained" in standing) throw new Error("abstained");
    const { value, interval } = standing.expected;
    const light = (amount: number) => {
      const { standing: found } = pace(amount);
      return "abstained" in found ? "none" : found.light;
    };
    expect(light(value)).toBe("green");
    expect(light(value * 0.999)).toBe("amber");
    expect(light(interval.lower)).toBe("amber");
    expect(light(interval.lower * 0.999)).toBe("red");
    expect(light(0)).toBe("red");
  });

  test("on the last day stands against the whole plan", () => {
    const { standing, elapsed } = pace(5999, { asOf: options.to });
    expect(elapsed).toBe(1);
    expect(standing).toMatchObject({ usualShare: { value: 1 }, ahead: { value: -1 }, light: "red" });
  });

  test("counts part of a day in part where months differ in length", () => {
    // 15 of 30 days are half: of a 31-day month the first 15.5 days
    const month = (m: number) => ({
      from: `2025-${m}-01`,
      to: `2025-${m}-31`,
      won: [
        { on: `2025-${m}-16`, amount: 40 },
        { on: `2025-${m}-17`, amount: 60 },
      ],
    });
    const found = measurePace([], {
      from: "2026-04-01",
      to: "2026-04-30",
      asOf: "2026-04-15",
      plan: 100,
      history: ["01", "03", "05", "07"].map((m) => month(m as unknown as number)),
    });
    expect(found.standing).toMatchObject({ usualShare: { value: 0.2, n: 4 } });
  });

  test("leaves aside wins of tomorrow, of other periods, and months without a win", () => {
    const wins = [
      { on: options.from, amount: 10 },
      { on: (options.asOf as number) + 86_400_000, amount: 1000 },
      { on: (options.from as number) - 1, amount: 1000 },
    ];
    expect(measurePace(wins, options).won).toBe(10);
    const empty = { ...(history[0] as (typeof history)[number]), won: [] };
    expect(pace(1, { history: [empty, ...history.slice(1)] }).reasons.map(({ code }) => code)).toContain(
      "quota_pace_empty_periods",
    );
  });

  test("cannot be told from three months", () => {
    expect(pace(1, { history: history.slice(0, 3) }).standing).toMatchObject({
      abstained: { params: { n: 3, needed: 4 } },
    });
  });

  test("its range holds a month on plan in eight of ten", () => {
    const { held, red } = paceCoverage(6, 20, 300, 8);
    // 0.8 and 0.1 with three standard errors of 300
    expect(Math.abs(held - 0.8)).toBeLessThan(0.07);
    expect(Math.abs(red - 0.1)).toBeLessThan(0.052);
  });

  test("refuses a running month as history, a day outside, a plan of nothing", () => {
    expect(codeOf(() => pace(1, { history: [options] }))).toBe("inconsistent");
    expect(codeOf(() => pace(1, { asOf: 0 }))).toBe("inconsistent");
    expect(codeOf(() => pace(1, { plan: 0 }))).toBe("out_of_range");
    expect(codeOf(() => pace(-1))).toBe("out_of_range");
    expect(codeOf(() => pace(1, { to: "1969-01-01" }))).toBe("inconsistent");
  });
});

describe("records", () => {
  test("that the functions take pass their schema; a ramp without its start does not", () => {
    const book = quarterBook();
    for (const quota of book.quotas) expect(quotaSchema.safeParse(quota).success).toBe(true);
    for (const deal of book.won) expect(wonDealCreditSchema.safeParse(deal).success).toBe(true);
    const quota = { dimension: "team", unit: "t", ...QUARTER, amountMinor: 1 };
    expect(quotaSchema.safeParse({ ...quota, ramp: [0.5] }).success).toBe(false);
    expect(quotaSchema.safeParse({ ...quota, to: "2020-01-01" }).success).toBe(false);
  });
});
