import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type FunnelForecast,
  measureQuotaAttainment,
  type QuotaAttainment,
  type QuotaAttainmentOptions,
  type QuotaBook,
  quotaChart,
  replayOpportunity,
  splitOpportunity,
  standardPipeline,
} from "../../src/funnel/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { codeOf } from "../loyalty/support.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { QUARTER, quarterBook } from "./quota-books.ts";

const options: QuotaAttainmentOptions = { ...QUARTER, asOf: "2026-05-20", sharedVariance: 0.1 };
const attainment = measureQuotaAttainment(quarterBook(), options);
const unitOf = (from: QuotaAttainment, dimension: string, unit?: string) => {
  const found = from.units.find((one) => one.dimension === dimension && one.unit === unit);
  if (found === undefined) throw new Error(`no ${dimension} ${unit}`);
  return found;
};

describe("what is booked", () => {
  test("counts won credit of the period up to the day of looking", () => {
    expect(unitOf(attainment, "person", "ann").bookedMinor).toBe(7_500_002);
    expect(attainment.wonOutside).toBe(2);
    const later = measureQuotaAttainment(quarterBook(), { ...options, asOf: "2026-05-21" });
    expect(unitOf(later, "person", "ann").bookedMinor).toBe(17_500_001);
  });

  test("says how much credit goes beyond revenue where overlays were agreed", () => {
    expect(attainment.total).toMatchObject({
      revenueMinor: 11_500_002,
      creditMinor: 12_100_002,
      overlayMinor: 600_000,
    });
    expect(attainment.reasons.map((reason) => word(reason))[0]).toMatch(/^credit of 12,100,002 was agreed on revenue/);
  });

  test("sums to the same total by person, team, region and product", () => {
    for (const dimension of ["person", "team", "region", "product"]) {
      const units = attainment.units.filter((unit) => unit.dimension === dimension);
      expect(units.reduce((total, unit) => total + unit.bookedMinor, 0)).toBe(attainment.total.creditMinor);
      expect(units.reduce((total, unit) => total + unit.open.creditMinor, 0)).toBe(attainment.total.openCreditMinor);
    }
    // w3 has no region
    expect(unitOf(attainment, "region").bookedMinor).toBe(3_600_001);
  });

  test("takes credit as an opportunity splits it", () => {
    const { state } = replayOpportunity(
      [
        { type: "created", dealId: "x", at: "2026-04-02", amountMinor: 100, owner: "ann" },
        {
          type: "splits_agreed",
          dealId: "x",
          at: "2026-04-03",
          credit: {
            per: 100,
            shares: [
              { owner: "ann", weight: 100 },
              { owner: "bo", weight: 50 },
            ],
          },
        },
        { type: "won", dealId: "x", at: "2026-04-04" },
      ],
      { pipelines: [standardPipeline] },
    );
    const parts = splitOpportunity(state as NonNullable<typeof state>);
    if ("abstained" in parts) throw new Error("no parts");
    const { total } = measureQuotaAttainment(
      { quotas: [], won: [{ dealId: "x", wonOn: "2026-04-04", ...parts }] },
      options,
    );
    expect(total).toMatchObject({ revenueMinor: 100, creditMinor: 150, overlayMinor: 50 });
  });
});

describe("a quota", () => {
  test("of a newcomer asks for nothing before the start and for the ramp's share after it", () => {
    // from 1 May: May at 0, June at 50 %: 30 of 91 days at one half
    expect(unitOf(attainment, "person", "bo").quota).toEqual({
      amountMinor: 9_100_000,
      effectiveMinor: 1_500_000,
      source: "given",
    });
  });

  test("is whole again after the ramp, and nothing for one who starts after the period", () => {
    const quota = { dimension: "person", unit: "n", ...QUARTER, amountMinor: 9100 } as const;
    const effective = (more: object) =>
      unitOf(measureQuotaAttainment({ quotas: [{ ...quota, ...more }], won: [] }, options), "person", "n").quota
        ?.effectiveMinor;
    expect(effective({})).toBe(9100);
    expect(effective({ startsOn: "2025-01-01", ramp: [0, 0.5] })).toBe(9100);
    expect(effective({ startsOn: "2026-05-01" })).toBe(6100);
    // starts on 31 March: months from 31 March, 30 April, 31 May, 30 June
    expect(effective({ startsOn: "2026-03-31", ramp: [0, 0, 0.5] })).toBe(Math.round((9100 * (0.5 * 30 + 1)) / 91));
    const after = measureQuotaAttainment({ quotas: [{ ...quota, startsOn: "2026-07-01" }], won: [] }, options);
    expect(unitOf(after, "person", "n")).not.toHaveProperty("attainment");
    expect(unitOf(after, "person", "n")).toMatchObject({ chanceToReach: 1, remainingMinor: 0, requiredPerDayMinor: 0 });
  });

  test("of a team is its people's unless it has one of its own", () => {
    expect(unitOf(attainment, "team", "east").quota).toEqual({
      amountMinor: 17_100_000,
      effectiveMinor: 9_500_000,
      source: "rolled_up",
    });
    const west = unitOf(attainment, "team", "west");
    expect(west.quota).toEqual({ amountMinor: 8_000_000, effectiveMinor: 8_000_000, source: "given" });
    expect(west.reasons).toEqual([
      { code: "quota_team_mismatch", params: { givenMinor: 8_000_000, peopleMinor: 7_000_000 } },
    ]);
  });

  test("tells what is missing and what it takes a day", () => {
    const cy = unitOf(attainment, "person", "cy");
    expect(attainment).toMatchObject({ daysElapsed: 50, daysLeft: 41 });
    expect(cy).toMatchObject({
      remainingMinor: 4_500_000,
      requiredPerDayMinor: 4_500_000 / 41,
      bookedPerDayMinor: 50_000,
    });
    expect(cy.attainment).toBeCloseTo(2.5 / 7, 12);
  });
});

describe("the outlook at the period's end", () => {
  test("adds up independent deals exactly", () => {
    const { units } = measureQuotaAttainment(quarterBook(), { ...options, sharedVariance: 0 });
    const cy = units.find(({ unit }) => unit === "cy");
    // 3 M at .5 and 5 M at .2 on 2.5 M booked: 2.5 (.4), 5.5 (.4), 7.5 (.1), 10.5 (.1)
    expect(cy?.outlook).toEqual({
      expected: 5_000_000,
      p10: 2_500_000,
      p50: 5_500_000,
      p90: 7_500_000,
      method: "exact",
    });
    expect(cy?.chanceToReach).toBeCloseTo(0.2, 12);
  });

  const equal = (more: (i: number) => number) =>
    Array.from({ length: 40 }, (_, i) => ({
      dealId: `o${i}`,
      chance: 0.3,
      amountMinor: 100_000,
      credit: [{ owner: "ann", amountMinor: 100_000 + more(i) }],
    }));
  /** 1 − F(14) of a binomial of 40 and 0.3, term by term. */
  const fifteenOrMore = () => {
    let term = 0.7 ** 40;
    let below = term;
    for (let k = 1; k < 15; k++) {
      term *= ((41 - k) / k) * (0.3 / 0.7);
      below += term;
    }
    return 1 - below;
  };
  const chanceOf = (amountMinor: number, open: ReturnType<typeof equal>) =>
    measureQuotaAttainment(
      { quotas: [{ dimension: "person", unit: "ann", ...QUARTER, amountMinor }], won: [], open },
      { ...QUARTER, asOf: "2026-05-20" },
    ).units[0];

  test("of forty equal deals is the binomial, to the last digit", () => {
    const ann = chanceOf(
      1_500_000,
      equal(() => 0),
    );
    expect(ann?.outlook.method).toBe("exact");
    expect(ann?.chanceToReach).toBeCloseTo(fifteenOrMore(), 12);
  });

  test("of forty nearly equal deals is the binomial on a grid, to its step", () => {
    const ann = chanceOf(
      1_450_000,
      equal((i) => (i % 2 === 0 ? 7 : -7)),
    );
    expect(ann?.outlook.method).toBe("grid");
    expect(ann?.chanceToReach).toBeCloseTo(fifteenOrMore(), 3);
  });

  test("with a shared shock agrees with simulated good and bad quarters", () => {
    const variance = 0.3;
    const open = Array.from({ length: 30 }, (_, i) => ({
      dealId: `o${i}`,
      chance: 0.1 + 0.02 * i,
      amountMinor: 100 + 10 * i,
      credit: [{ owner: "ann", amountMinor: 100 + 10 * i }],
    }));
    const quotas = [{ dimension: "person", unit: "ann", ...QUARTER, amountMinor: 4000 } as const];
    const { units } = measureQuotaAttainment(
      { quotas, won: [], open },
      { ...QUARTER, asOf: "2026-05-20", sharedVariance: variance },
    );
    const random = createRandom(7);
    const draws = Array.from({ length: 8_000 }, () => {
      const shock = random.gamma(1 / variance, variance);
      return open.reduce((total, { chance, amountMinor }) => {
        const intensity = ((1 - chance) ** -variance - 1) / variance;
        return random.uniform() < 1 - Math.exp(-shock * intensity) ? total + amountMinor : total;
      }, 0);
    }).sort((a, b) => a - b);
    const at = (share: number) => draws[Math.floor(share * draws.length)] as number;
    const { outlook, chanceToReach = 0 } = units[0] as (typeof units)[number];
    expect(Math.abs(outlook.p10 - at(0.1))).toBeLessThan(90);
    expect(Math.abs(outlook.p50 - at(0.5))).toBeLessThan(90);
    expect(Math.abs(outlook.p90 - at(0.9))).toBeLessThan(90);
    expect(Math.abs(chanceToReach - draws.filter((total) => total >= 4000).length / draws.length)).toBeLessThan(0.02);
    const alone = measureQuotaAttainment({ quotas, won: [], open }, { ...QUARTER, asOf: "2026-05-20" }).units[0];
    expect(outlook.p90 - outlook.p10).toBeGreaterThan(1.3 * ((alone?.outlook.p90 ?? 0) - (alone?.outlook.p10 ?? 0)));
  });

  test("takes a forecast of the unit, deals yet to come included", () => {
    const forecast = {
      asOf: "2026-05-20T00:00:00.000Z",
      horizonDays: 41,
      expected: 3_000_000,
      p10: 1_000_000,
      p50: 3_000_000,
      p90: 5_000_000,
      distribution: [
        { from: 0, to: 4_000_000, share: 0.8 },
        { from: 4_000_000, to: 6_000_000, share: 0.2 },
      ],
    } as unknown as FunnelForecast;
    const book = { ...quarterBook(), forecasts: [{ dimension: "person", unit: "cy", forecast } as const] };
    const cy = unitOf(measureQuotaAttainment(book, options), "person", "cy");
    expect(cy.outlook).toEqual({
      expected: 5_500_000,
      p10: 3_500_000,
      p50: 5_500_000,
      p90: 7_500_000,
      method: "forecast",
    });
    // 4.5 M missing: three quarters of the upper bin
    expect(cy.chanceToReach).toBeCloseTo(0.15, 12);
    const other = {
      ...book,
      forecasts: [{ dimension: "person", unit: "cy", forecast: { ...forecast, horizonDays: 90 } } as const],
    };
    expect(codeOf(() => measureQuotaAttainment(other, options))).toBe("inconsistent");
    const twice = { ...book, forecasts: [...book.forecasts, ...book.forecasts] };
    expect(codeOf(() => measureQuotaAttainment(twice, options))).toBe("inconsistent");
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("shows bars, ranges and the quota in %s", async (locale) => {
    for (const dimension of ["person", "team"] as const) {
      const chart = quotaChart(attainment, { locale, dimension });
      expectValidChart(chart);
      const svg = await writePicture(chart, `quota-${dimension}-${locale}`);
      // one person may end beyond three times the quota, no team does
      expect(/arrow|箭头/.test(svg)).toBe(dimension === "person");
      if (locale === "zh")
        expect(svg.replace(/P[159]0|specialist/g, "")).not.toMatch(/>[^<]*\b(quota|chance|days?)\b[^<]*</i);
    }
  });

  test("draws one unit without a quota, and refuses what was not measured", async () => {
    const empty = measureQuotaAttainment({ quotas: [], won: quarterBook().won }, options);
    expectValidChart(quotaChart(empty));
    await writePicture(quotaChart(empty), "quota-none");
    expect(codeOf(() => quotaChart(empty, { dimension: "team" }))).toBe("unknown_id");
  });
});

describe("bad input", () => {
  const book = quarterBook();
  const [first] = book.quotas as [QuotaBook["quotas"][number]];
  const [deal] = book.won as [QuotaBook["won"][number]];
  const code = (change: object, more: object = {}) =>
    codeOf(() => measureQuotaAttainment({ ...book, ...change } as QuotaBook, { ...options, ...more }));

  test.each([
    [{ quotas: [first, first] }, "duplicate_id"],
    [{ quotas: [{ ...first, amountMinor: 1.5 }] }, "out_of_range"],
    [{ quotas: [{ ...first, amountMinor: -1 }] }, "out_of_range"],
    [{ quotas: [{ ...first, ramp: [0.5] }] }, "inconsistent"],
    [{ quotas: [{ ...first, startsOn: "2026-04-01", ramp: [50] }] }, "out_of_range"],
    [{ quotas: [{ ...first, to: "2026-05-31" }] }, "inconsistent"],
    [{ quotas: [{ ...first, to: "2026-01-31" }] }, "inconsistent"],
    [{ quotas: [{ ...first, dimension: "country" }] }, "unknown_id"],
    [{ won: [deal, deal] }, "duplicate_id"],
    [{ won: [{ ...deal, credit: [] }] }, "empty_input"],
    [{ won: [{ ...deal, credit: [...deal.credit, ...deal.credit] }] }, "duplicate_id"],
    [{ won: [{ ...deal, credit: [{ owner: "ann", amountMinor: 0.5 }] }] }, "out_of_range"],
    [{ won: [{ ...deal, wonOn: "May" }] }, "invalid_date"],
    [{ won: undefined }, "invalid_type"],
    [{ open: [{ ...deal, chance: 1.1 }] }, "out_of_range"],
    [{ open: [{ ...deal }] }, "invalid_type"],
    [{ people: [{ id: "a" }, { id: "a" }] }, "duplicate_id"],
  ])("%# is refused as %s", (change, expected) => {
    expect(code(change)).toBe(expected);
  });

  test("credit beyond what a double holds is refused, not rounded", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const huge = ["a", "b"].map((dealId) => ({ ...deal, dealId, credit: [{ owner: "ann", amountMinor: most }] }));
    expect(code({ won: huge })).toBe("out_of_range");
  });

  test("a day of looking outside the period, or a shock without bounds, is refused", () => {
    expect(code({}, { asOf: "2026-07-01" })).toBe("inconsistent");
    expect(code({}, { to: "2026-03-01" })).toBe("inconsistent");
    expect(code({}, { sharedVariance: 11 })).toBe("out_of_range");
    expect(code({}, { sharedVariance: Number.NaN })).toBe("not_finite");
  });

  test("quotas of other periods are counted and left aside", () => {
    const other = { ...first, from: "2026-01-01", to: "2026-03-31" };
    expect(measureQuotaAttainment({ ...book, quotas: [first, other] }, options).quotasOutside).toBe(1);
  });

  test("units named like parts of an object are units", () => {
    const quotas = ["__proto__", "constructor"].map((unit) => ({ ...first, unit }));
    const won = [{ ...deal, credit: [{ owner: "__proto__", amountMinor: 5 }] }];
    expect(unitOf(measureQuotaAttainment({ quotas, won }, options), "person", "__proto__").bookedMinor).toBe(5);
  });
});
