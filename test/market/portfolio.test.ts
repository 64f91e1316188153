import { describe, expect, test } from "vitest";
import { parseRecords, describe as word } from "../../src/core/index.ts";
import {
  assignPortfolio,
  assignSpan,
  measurePortfolio,
  measureRelativeShare,
  measureSpan,
  type PortfolioPosition,
  type PortfolioUnit,
  portfolioChart,
} from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { portfolioUnitSchema, spanCriterionSchema, spanUnitSchema } from "../../src/schemas.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { codeOf, js, OURS, WRONG } from "./portfolio-support.ts";

const between = (lower: number, value: number, upper: number) => ({ value, interval: { lower, upper, level: 0.95 } });
const place = (found: object): PortfolioPosition => {
  if ("abstained" in found) throw new Error(word((found as { abstained: never }).abstained));
  return found as PortfolioPosition;
};
const pumps: PortfolioUnit = { id: "pumps", revenue: 300, relativeShare: 2, growth: 0.02 };

describe("the quadrant", () => {
  test.each([
    [2, 0.2, "star"],
    [2, 0.05, "cash_cow"],
    [0.5, 0.2, "question_mark"],
    [0.5, 0.05, "dog"],
  ])("share %f and growth %f make a %s", (relativeShare, growth, quadrant) => {
    expect(place(assignPortfolio({ id: "a", revenue: 1, relativeShare, growth })).quadrant).toBe(quadrant);
  });

  test("a business at both cuts counts as high", () => {
    expect(place(assignPortfolio({ id: "a", revenue: 1, relativeShare: 1, growth: 0.1 })).quadrant).toBe("star");
  });

  test("its chances are those that the intervals leave, share by its logarithm", () => {
    const found = place(
      assignPortfolio({ id: "a", revenue: 1, relativeShare: between(0.9, 1.3, 2), growth: between(0.08, 0.14, 0.2) }),
    );
    // R 4.2.2: pnorm(log(1.3) / ((log(1.3) - log(0.9)) / qnorm(0.975))), pnorm(0.04 / (0.06 / qnorm(0.975)))
    const [share, growth] = [0.919002764330634, 0.90433294882977];
    expect(found.x.highChance).toBeCloseTo(share, 10);
    expect(found.y.highChance).toBeCloseTo(growth, 10);
    expect(found.chances.star).toBeCloseTo(share * growth, 10);
    expect(found.chances.cash_cow).toBeCloseTo(share * (1 - growth), 10);
    expect(found.x.interval?.lower).toBeCloseTo(0.9, 12);
    expect(found.x.interval?.upper).toBeCloseTo(2, 12);
  });

  test("cannot be told where none has two chances in three, and says which is likeliest", () => {
    const found = place(
      assignPortfolio({ id: "a", revenue: 1, relativeShare: between(0.6, 1.1, 2), growth: between(0, 0.11, 0.22) }),
    );
    expect(found.quadrant).toBe("undecided");
    expect(found.likeliest).toBe("star");
    expect(found.reasons.map((reason) => word(reason))).toEqual([
      expect.stringMatching(/^cannot be told: star is likeliest with \d/),
    ]);
  });

  test("figures without an interval are told, with the warning that they only look certain", () => {
    expect(place(assignPortfolio(pumps)).reasons.map(({ code }) => code)).toEqual(["portfolio_no_doubt"]);
  });

  test("is not named where share or growth is unknown", () => {
    const missing = assignPortfolio({ id: "a", revenue: 1, growth: 0.1 });
    expect(missing).toEqual({
      abstained: { code: "portfolio_axis_unknown", params: { axis: "relative_share" } },
    });
  });
});

describe("relative share from a sample of purchases", () => {
  test("is the ratio to the largest rival, with Wilson's interval carried over", () => {
    const share = measureRelativeShare(60, [25, 40, 0]);
    // R 4.2.2: ci <- prop.test(60, 100, correct = FALSE)$conf.int; ci / (1 - ci)
    expect(share).toMatchObject({ value: 1.5, n: 100 });
    if ("abstained" in share) throw new Error("abstained");
    expect(share.interval.lower).toBeCloseTo(1.00804255900912, 10);
    expect(share.interval.upper).toBeCloseTo(2.23204861728426, 10);
  });

  test("cannot be named where one side sold nothing", () => {
    expect(measureRelativeShare(0, [3])).toMatchObject({ abstained: { code: "portfolio_share_empty" } });
    expect(measureRelativeShare(3, [0])).toMatchObject({ abstained: { code: "portfolio_share_empty" } });
  });

  test("makes chances that come true: of businesses called star with 70–95 %, about that many are", () => {
    // true relative shares spread evenly around the cut, each seen through 120 purchases; growth is certain
    const random = createRandom(7);
    let [called, were, expected] = [0, 0, 0];
    for (let i = 0; i < 8000; i++) {
      const truth = Math.exp(3 * random.uniform() - 1.5);
      const ours = random.binomial(120, truth / (1 + truth));
      const relativeShare = measureRelativeShare(ours, [120 - ours]);
      if ("abstained" in relativeShare) continue;
      const { star } = place(assignPortfolio({ id: "a", revenue: 1, relativeShare, growth: 0.2 })).chances;
      if (star < 0.7 || star > 0.95) continue;
      called++;
      expected += star;
      if (truth >= 1) were++;
    }
    const sd = Math.sqrt(called * 0.85 * 0.15);
    expect(called).toBeGreaterThan(500);
    expect(Math.abs(were - expected)).toBeLessThan(4 * sd);
  });
});

describe("the portfolio", () => {
  const units: PortfolioUnit[] = [
    { id: "a", revenue: 50, relativeShare: between(0.7, 1.2, 2), growth: 0.2, cashGenerated: 10, cashNeeded: 14 },
    { id: "b", revenue: 30, relativeShare: 3, growth: between(0, 0.05, 0.12), cashGenerated: 12, cashNeeded: 2 },
    { id: "c", revenue: 20, relativeShare: between(0.2, 0.5, 1.1), growth: 0.3, cashGenerated: 1, cashNeeded: 6 },
  ];

  test("shares of the quadrants, expected ones and cash add up to the whole", () => {
    const report = measurePortfolio(units);
    expect(report.quadrants.reduce((sum, q) => sum + q.share, 0)).toBeCloseTo(1, 12);
    expect(report.quadrants.reduce((sum, q) => sum + (q.expectedShare?.value ?? 0), 0)).toBeCloseTo(1, 12);
    expect(report.cash).toEqual({
      generated: expect.closeTo(0.23, 12),
      needed: expect.closeTo(0.22, 12),
      net: expect.closeTo(0.01, 12),
    });
    expect(report.quadrants.reduce((sum, q) => sum + (q.cash?.net ?? 0), 0)).toBeCloseTo(0.01, 12);
  });

  test("the interval of an expected share is that of all combinations of chances", () => {
    const report = measurePortfolio(units, { level: 0.8 });
    const chances = report.positions.map((position) => position.chances.star);
    const sums: [number, number][] = [];
    for (let mask = 0; mask < 8; mask++) {
      let [share, chance] = [0, 1];
      for (let i = 0; i < 3; i++) {
        const inside = (mask >> i) % 2 === 1;
        if (inside) share += (report.positions[i]?.size ?? 0) / 100;
        chance *= inside ? (chances[i] as number) : 1 - (chances[i] as number);
      }
      sums.push([share, chance]);
    }
    sums.sort((a, b) => a[0] - b[0]);
    const quantile = (wanted: number) => {
      let below = 0;
      return sums.find(([, chance]) => {
        below += chance;
        return below >= wanted;
      })?.[0];
    };
    const star = report.quadrants.find(({ quadrant }) => quadrant === "star")?.expectedShare;
    expect(star?.interval.lower).toBeCloseTo(quantile(0.1) as number, 3);
    expect(star?.interval.upper).toBeCloseTo(quantile(0.9) as number, 3);
  });

  test("the interval of an expected share is as wide for thousands of small businesses as their chances make it", () => {
    const n = 5000;
    const small = Array.from({ length: n }, (_, i): PortfolioUnit => {
      return { id: `u${i}`, revenue: 1 + (i % 3), relativeShare: between(0.5, 1, 2), growth: 0.2 };
    });
    const standardError = (all: readonly PortfolioUnit[]) =>
      Math.sqrt(all.reduce((sum, { revenue }) => sum + revenue ** 2, 0) / 4) /
      all.reduce((sum, { revenue }) => sum + revenue, 0);
    const star = measurePortfolio(small).quadrants.find(({ quadrant }) => quadrant === "star")?.expectedShare;
    const half = 1.959963984540054 * standardError(small);
    // a step of the scale is 0.0005
    expect(Math.abs((star?.interval.upper as number) - 0.5 - half)).toBeLessThan(0.0006);
    expect(Math.abs(0.5 - half - (star?.interval.lower as number))).toBeLessThan(0.0006);
    // one that is as large as all others together, for certain, halves what is in doubt
    const large = { id: "large", revenue: 9999, relativeShare: 3, growth: 0.2 };
    const both = measurePortfolio([...small, large]).quadrants.find(({ quadrant }) => quadrant === "star");
    const rest = half / 2;
    expect(Math.abs((both?.expectedShare?.interval.upper as number) - 0.75 - rest)).toBeLessThan(0.0006);
    expect(Math.abs(0.75 - rest - (both?.expectedShare?.interval.lower as number))).toBeLessThan(0.0006);
  });

  test("cash is not told where a business has none", () => {
    expect(measurePortfolio([...units, pumps]).cash).toEqual({
      abstained: { code: "portfolio_cash_unknown", params: { missing: 1, units: 4 } },
    });
  });

  test("an empty portfolio and one without revenue have no shares", () => {
    expect(measurePortfolio([]).cash).toMatchObject({ abstained: { code: "portfolio_no_size" } });
    const nothing = measurePortfolio([{ ...pumps, revenue: 0 }]);
    expect(nothing.quadrants.map(({ share }) => share)).toEqual([0, 0, 0, 0, 0]);
  });

  test("movement names who changed quadrant, with the chance that the change is real", () => {
    const previous = [
      { ...pumps, growth: between(0.12, 0.15, 0.18) },
      { id: "gone", revenue: 1, relativeShare: 1, growth: 0 },
      { id: "dark", revenue: 1 },
    ];
    const { movement } = measurePortfolio([pumps, { id: "new", revenue: 1, relativeShare: 1, growth: 0 }], {
      previous,
    });
    expect(movement?.entered).toEqual(["new"]);
    expect(movement?.left).toEqual(["gone"]);
    expect(movement?.moves).toEqual([
      {
        id: "pumps",
        from: "star",
        to: "cash_cow",
        moved: "moved",
        xRoseChance: 0.5,
        yRoseChance: expect.closeTo(0, 3),
      },
    ]);
  });
});

describe("strategy positioning", () => {
  const criteria = [
    { id: "size", axis: "attractiveness", weight: 3 },
    { id: "margin", axis: "attractiveness", weight: 1 },
    { id: "__proto__", axis: "position", weight: 1 },
  ] as const;
  const own = (json: string) => JSON.parse(json) as Record<string, number>;

  test("is the weighted mean of the ratings, whatever the criteria are called", () => {
    const found = place(
      assignSpan({ id: "a", size: 1, ratings: own('{"size":5,"margin":1,"__proto__":4}') }, { criteria }),
    );
    expect([found.y.value, found.x.value, found.quadrant]).toEqual([4, 4, "grow_invest"]);
  });

  test("carries the doubt of ratings: half their weight, half their doubt", () => {
    const even = [
      { id: "a", axis: "attractiveness", weight: 1 },
      { id: "b", axis: "attractiveness", weight: 1 },
      { id: "c", axis: "position", weight: 1 },
    ] as const;
    const found = place(
      assignSpan({ id: "x", size: 1, ratings: { a: between(3, 4, 5), b: 4, c: 2 } }, { criteria: even }),
    );
    expect(found.y.interval?.lower).toBeCloseTo(3.5, 12);
    expect(found.y.interval?.upper).toBeCloseTo(4.5, 12);
  });

  test("a criterion that was not rated is carried by the rest and named; too few, and nothing is said", () => {
    const found = place(assignSpan({ id: "a", size: 1, ratings: own('{"size":5,"__proto__":2}') }, { criteria }));
    expect(found.reasons[0]).toEqual({
      code: "portfolio_rating_missing",
      params: { axis: "attractiveness", missing: ["margin"], coverage: 0.75 },
    });
    expect(assignSpan({ id: "a", size: 1, ratings: { margin: 5 } }, { criteria })).toMatchObject({
      abstained: { code: "portfolio_unrated" },
    });
  });
});

describe("the chart", () => {
  const units: PortfolioUnit[] = [
    { id: "Pumps", revenue: 420, relativeShare: between(1.4, 2, 2.9), growth: between(0.01, 0.03, 0.05) },
    { id: "Drives", revenue: 260, relativeShare: between(1.1, 1.5, 2.1), growth: between(0.12, 0.16, 0.2) },
    { id: "Sensors", revenue: 120, relativeShare: between(0.2, 0.35, 0.6), growth: between(0.18, 0.26, 0.34) },
    { id: "Valves", revenue: 90, relativeShare: between(0.3, 0.5, 0.8), growth: between(-0.04, 0, 0.04) },
    { id: "Controls", revenue: 180, relativeShare: between(0.7, 1.05, 1.6), growth: between(0.05, 0.11, 0.17) },
  ];

  test.each(["en", "zh"] as const)("draws the growth–share matrix in %s", async (locale) => {
    const chart = portfolioChart(measurePortfolio(units), { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `portfolio-${locale}`);
    expect(svg).toContain(locale === "en" ? "Question mark" : "瘦狗");
  });

  test.each(["en", "zh"] as const)("draws strategy positioning in %s", async (locale) => {
    const criteria = [
      { id: "m", axis: "attractiveness", weight: 1 },
      { id: "p", axis: "position", weight: 1 },
    ] as const;
    const report = measureSpan(
      [
        { id: "Hospitals", size: 900, ratings: { m: between(3.6, 4.2, 4.8), p: between(1.6, 2.2, 2.8) } },
        { id: "Schools", size: 300, ratings: { m: between(2.4, 3.1, 3.8), p: between(2.6, 3.4, 4.2) } },
        { id: "Hotels", size: 500, ratings: { m: 1.8, p: 4.1 } },
      ],
      { criteria },
    );
    const chart = portfolioChart(report, { locale });
    expectValidChart(chart);
    await writePicture(chart, `span-${locale}`);
  });

  test("draws an empty portfolio and extreme figures without complaint", async () => {
    for (const report of [
      measurePortfolio([]),
      measurePortfolio([{ id: "x", revenue: 0, relativeShare: between(1e-6, 1e-5, 1e9), growth: 1e6 }]),
    ]) {
      expectValidChart(portfolioChart(report));
      await writePicture(portfolioChart(report), "portfolio-extreme");
    }
  });
});

describe("bad input", () => {
  const criteria = [
    { id: "m", axis: "attractiveness", weight: 1 },
    { id: "p", axis: "position", weight: 1 },
  ] as const;

  test.each(WRONG.map((value) => [value]))("%s", (value) => {
    const listed = Array.isArray(value) ? /nothing|^[a-z_]+$/ : OURS;
    expect(codeOf(() => assignPortfolio(js(value)))).toMatch(OURS);
    expect(codeOf(() => measurePortfolio(js(value)))).toMatch(listed);
    expect(codeOf(() => measureSpan([], js(value)))).toMatch(OURS);
    expect(codeOf(() => portfolioChart(js(value)))).toMatch(OURS);
    expect(codeOf(() => measureRelativeShare(js(value === 7 ? -7 : value), [1]))).toMatch(OURS);
    for (const field of ["id", "revenue", "relativeShare", "growth", "cashNeeded"]) {
      if (value === undefined && field !== "id" && field !== "revenue") continue;
      if ((field === "id" && value === "x") || (value === 7 && field !== "id")) continue;
      expect(
        codeOf(() => assignPortfolio({ ...pumps, [field]: value })),
        field,
      ).toMatch(OURS);
    }
    if (value !== undefined && value !== 7) {
      for (const field of ["level", "certainty", "shareCut", "growthCut"]) {
        expect(
          codeOf(() => assignPortfolio(pumps, { [field]: js(value) })),
          field,
        ).toMatch(OURS);
      }
      expect(codeOf(() => assignSpan({ id: "a", size: 1, ratings: { m: js(value) } }, { criteria }))).toMatch(OURS);
    }
  });

  test("names what is wrong: an interval beside its value, an id twice, a criterion that is none, an axis without one", () => {
    expect(codeOf(() => assignPortfolio({ ...pumps, growth: between(0.2, 0.1, 0.3) }))).toBe("inconsistent");
    expect(codeOf(() => assignPortfolio({ ...pumps, relativeShare: between(0, 1, 2) }))).toBe("out_of_range");
    expect(codeOf(() => measurePortfolio([pumps, pumps]))).toBe("duplicate_id");
    expect(codeOf(() => assignSpan({ id: "a", size: 1, ratings: { q: 1 } }, { criteria }))).toBe("unknown_id");
    expect(codeOf(() => assignSpan({ id: "a", size: 1, ratings: { m: 6 } }, { criteria }))).toBe("out_of_range");
    expect(codeOf(() => measureSpan([], { criteria: criteria.slice(0, 1) }))).toBe("inconsistent");
  });

  test("forms come in through the schemas, an estimate with its n among them", () => {
    const rows = [{ ...pumps, growth: { value: 0.1, n: 12, interval: { lower: 0, upper: 0.2, level: 0.9 } } }];
    expect(parseRecords(portfolioUnitSchema, rows).accepted).toHaveLength(1);
    for (const change of [{ revenue: -1 }, { relativeShare: 0 }, { growth: between(1, 0, 2) }, { colour: 1 }]) {
      expect(parseRecords(portfolioUnitSchema, [{ ...pumps, ...change }]).rejected).toHaveLength(1);
    }
    expect(parseRecords(spanUnitSchema, [{ id: "a", size: 1, ratings: { m: 3 } }]).accepted).toHaveLength(1);
    expect(parseRecords(spanCriterionSchema, [...criteria, { id: "x", axis: "y", weight: 1 }]).rejected).toHaveLength(
      1,
    );
  });
});
