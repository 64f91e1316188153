import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { type MeasureTrendOptions, measureTrend, type TrendMeasure, trendChart } from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { expectRelative } from "../support/close.ts";
import { airmiles, lakeHuron, nile, ukGas } from "./r-series.ts";
import { noiseOf, trendCoverage } from "./trend-support.ts";

const codes = ({ notes }: TrendMeasure) => notes.map(({ code }) => code);
const figure = <T extends object>(found: T): Exclude<T, { readonly abstained: unknown }> => {
  if ("abstained" in found) throw new Error(JSON.stringify(found.abstained));
  return found as Exclude<T, { readonly abstained: unknown }>;
};
const reason = (found: object) => ("abstained" in found ? (found.abstained as { code: string }).code : "a figure");

describe("series that everybody knows", () => {
  test("the Nile fell at once, in 1899, when the dam was begun", () => {
    const trend = measureTrend(nile, { periodsPerYear: 1 });
    expect(trend.direction).toBe("falling");
    const { found, pValue } = figure(trend.breaks);
    // Cobb (1978), Biometrika 65, 243–251: the change is after 1898; first period is 1871. R 4.2.2, least squares of
    // two lines beside every place: least after the 28th value
    expect(found.map(({ at }) => 1871 + at.period)).toEqual([1899]);
    expect(pValue).toBeLessThan(0.006);
    const { jump, earliest, latest, slopeAfter } = found[0] as (typeof found)[number];
    // the means of both sides, 1097.75 and 849.97, lie 247.78 apart; `jump` is the distance of the two lines at the break.
    // R 4.2.2: t <- 0:99; y <- as.numeric(Nile); b1 <- lm(y ~ t, subset = t < 28); b2 <- lm(y ~ t, subset = t >= 28);
    // predict(b2, data.frame(t = 27.5)) - predict(b1, data.frame(t = 27.5)); its interval by qt(0.975, 96), the residual
    // variance of both lines times (1 + rho) / (1 - rho), rho = 0.243910119537 as corrected in break-scan.ts
    expectRelative(jump.value, -288.868140982566, 1e-9);
    expectRelative(jump.interval.lower, -434.422455198036, 1e-9);
    expectRelative(jump.interval.upper, -143.313826767097, 1e-9);
    // R 4.2.2: places whose 100 * log(deviance / least) after quasi-differences is at most -2 * log(1 - sqrt(0.95))
    expect([earliest.period, latest.period].map((period) => 1871 + period)).toEqual([1896, 1902]);
    expect(figure(slopeAfter).interval.lower).toBeLessThan(0);
    expect(figure(slopeAfter).interval.upper).toBeGreaterThan(0);
    expect(codes(trend)).toContain("trend_broken");
  });

  test("the level of Lake Huron wanders, and no trend is called sure", () => {
    const trend = measureTrend(lakeHuron);
    // without a correction p = 2.5e-7, see test/math/theil-sen.test.ts; R: lag-1 correlation of the residuals 0.76
    expect(codes(trend)).toContain("trend_wanders");
    const { value, varianceFactor } = figure(trend.autocorrelation);
    expect(value).toBeGreaterThan(0.7);
    expect(varianceFactor).toBeGreaterThan(5);
    expect(figure(trend.test).pValue).toBeGreaterThan(0.01);
  });

  test("air miles grew by a fifth a year", () => {
    const trend = measureTrend(airmiles, { periodsPerYear: 1 });
    const { perPeriod, endToEnd } = figure(trend.compound);
    // R 4.2.2: (30514 / 412)^(1 / 23) - 1
    expectRelative(endToEnd, 0.205832653592, 1e-10);
    // R 4.2.2: y <- log(airmiles), all slopes by outer(), expm1(median(slopes)); the bounds between ranks
    // (276 -+ qnorm(0.975) * sqrt(24 * 23 * 53 / 18 * 3.714174932523742)) / 2, the factor of an AR(1) of 0.95
    expectRelative(perPeriod.value, 0.207227546866047, 1e-9);
    expectRelative(perPeriod.interval.lower, 0.154741732381961, 1e-9);
    expectRelative(perPeriod.interval.upper, 0.256339709817414, 1e-9);
    expectRelative(figure(trend.lastPeriod).value, 30514 / 29269 - 1, 1e-12);
    expect(figure(trend.lastPeriod).n).toBe(23);
  });

  test("British gas is compared quarter by quarter", () => {
    const trend = measureTrend(ukGas, { season: 4 });
    expectRelative(4 * figure(trend.slope).value, 19.265, 1e-12);
    expect(figure(trend.test)).toMatchObject({ s: 1328, method: "seasonal" });
    expectRelative(figure(trend.yearOnYear).value, 782.8 / 787.6 - 1, 1e-9);
    // the swings grow with the level, which no autoregression of first order explains
    expect(codes(trend)).toContain("trend_beyond_lag_one");
    expect(codes(measureTrend(ukGas, { periodsPerYear: 4 }))).toContain("trend_season_ignored");
  });
});

describe("what the data cannot carry is said", () => {
  test("a zero leaves the slope and takes the compound rate", () => {
    const trend = measureTrend([5, 4, 0, 3, 2, 1, 2, 1, 0, 1]);
    expect(reason(trend.compound)).toBe("trend_not_positive");
    expect(figure(trend.slope).value).toBeLessThan(0);
    expect(reason(trend.lastPeriod)).toBe("trend_base_not_positive");
  });

  test("one row, two rows, four rows", () => {
    const one = measureTrend([7]);
    expect([one.slope, one.test, one.lastPeriod, one.compound, one.breaks].map(reason)).toEqual([
      "too_few_rows",
      "too_few_rows",
      "trend_no_counterpart",
      "too_few_rows",
      "too_few_rows",
    ]);
    const two = measureTrend([7, 8]);
    expect(figure(two.lastPeriod)).toMatchObject({ value: 8 / 7 - 1, n: 1 });
    expect("interval" in two.lastPeriod).toBe(false);
    // five rows have ten pairs: (10 − 1.96 · sqrt(50 / 3)) / 2 is below 1
    expect(measureTrend([1, 2, 3, 4, 5]).slope).toEqual({
      abstained: { code: "too_few_rows", params: { n: 5, needed: 6 } },
    });
  });

  test("equal values are no trend, and most pairs tie", () => {
    const trend = measureTrend([3, 3, 3, 3, 3, 3, 3, 3]);
    expect(trend.direction).toBe("unclear");
    expect(figure(trend.slope)).toMatchObject({ value: 0, interval: { lower: 0, upper: 0 } });
    expect(codes(trend)).toEqual(["trend_ties"]);
    expect(reason(measureTrend([0, 0, 0, 0, 0, 0]).relativeSlope)).toBe("zero_base");
  });

  test("missing months are counted and their distance kept", () => {
    const rows = ["2025-01-31", "2025-02-01", "2025-04-30", "2025-05-05", "2025-06-01", "2025-08-15"].map(
      (date, i) => ({
        date,
        value: [0, 1, 3, 4, 5, 7][i] as number,
      }),
    );
    const trend = measureTrend(rows, { value: (row) => row.value, date: (row) => row.date });
    expect(figure(trend.slope).value).toBe(1);
    expect(trend.points.map(({ period }) => period)).toEqual([0, 1, 3, 4, 5, 7]);
    expect(trend.points[5]).toEqual({ period: 7, date: "2025-08-01", value: 7 });
    expect(trend.notes).toContainEqual({ code: "trend_gaps", params: { missing: 2, periods: 8 } });
    expect(reason(trend.lastPeriod)).toBe("trend_no_counterpart");
  });

  test("seasons that go different ways", () => {
    const values = Array.from({ length: 48 }, (_, i) => (i % 2 === 0 ? i : -i) + ((i * 7) % 5));
    expect(codes(measureTrend(values, { season: 2 }))).toContain("trend_seasons_disagree");
  });

  test("a search for breaks that was switched off", () => {
    expect(reason(measureTrend(nile, { breakRate: 0 }).breaks)).toBe("trend_breaks_not_sought");
  });
});

describe("in simulation", () => {
  // the long run stands in test/nightly/trend-coverage.test.ts; limits here are 3 standard errors wide
  test("intervals hold the truth as often as they say, alike neighbours or not", () => {
    for (const world of [
      { n: 36, slope: 0.05 },
      { n: 60, rho: 0.4 },
      { n: 60, season: 12, rho: 0.4 },
    ] as const) {
      const { at95, at80, called, growth } = trendCoverage(world, 150, 21);
      expect(at95).toBeGreaterThan(0.896);
      expect(at80).toBeGreaterThan(0.702);
      expect(at80).toBeLessThan(0.898);
      if (!("slope" in world)) expect(growth).toBeGreaterThan(0.896);
      if (!("slope" in world)) expect(called).toBeLessThan(0.104);
    }
  });

  test("a series without a break is seldom broken, whatever neighbours share; a real break is found", () => {
    const random = createRandom(31);
    let alarms = 0;
    let found = 0;
    for (let r = 0; r < 40; r++) {
      const calm = noiseOf(60, r % 2 === 0 ? 0 : 0.4, "normal", random);
      if (figure(measureTrend(calm).breaks).found.length > 0) alarms++;
      const moved = noiseOf(60, 0, "normal", random).map((value, i) => value + (i < 36 ? 0 : 4));
      if (figure(measureTrend(moved).breaks).found.some(({ at }) => Math.abs(at.period - 36) <= 2)) found++;
    }
    expect(alarms).toBeLessThan(7);
    expect(found).toBeGreaterThan(35);
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)("shows values, line and break in %s", async (locale) => {
    const chart = trendChart(measureTrend(nile, { periodsPerYear: 1 }), { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `trend-nile-${locale}`);
    if (locale === "zh") expect(svg.replace(/p [<=] /g, "")).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
  });

  test("shows dates where there are dates, and one value where there is one", async () => {
    const rows = ukGas.map((value, i) => ({ value, date: Date.UTC(1960, 3 * i, 1) }));
    const trend = measureTrend(rows, { value: (r) => r.value, date: (r) => r.date, unit: "quarter", season: 4 });
    const chart = trendChart(trend);
    expectValidChart(chart);
    await writePicture(chart, "trend-gas");
    expectValidChart(trendChart(measureTrend([7])));
  });
});

describe("bad input", () => {
  const code = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "nothing";
  };
  test.each<[string, readonly number[], object]>([
    ["empty_input", [], {}],
    ["not_finite", [1, Number.NaN], {}],
    ["out_of_range", [1, 1e200], {}],
    ["out_of_range", [1, 2], { season: 1 }],
    ["out_of_range", [1, 2], { level: 1 }],
    ["out_of_range", [1, 2], { breakRate: 0.7 }],
    ["out_of_range", [1, 2], { periodsPerYear: 0 }],
    ["unknown_id", [1, 2], { unit: "hour" }],
    ["duplicate_id", [1, 2], { date: () => "2026-01-01" }],
    ["invalid_date", [1, 2], { date: () => "tomorrow" }],
    ["invalid_type", [1, 2], { date: "2026-01-01" }],
  ])("%s", (expected, series, options) => {
    expect(code(() => measureTrend(series, options as MeasureTrendOptions<number>))).toBe(expected);
  });

  test("an edited measure cannot be drawn", () => {
    const trend = measureTrend(nile);
    for (const change of [
      { points: [] },
      { direction: "up" },
      { slope: 3 },
      { breaks: { found: 1 } },
      { test: { pValue: 7 } },
    ]) {
      expect(code(() => trendChart({ ...trend, ...change } as unknown as TrendMeasure))).not.toBe("nothing");
    }
  });
});

test("every reason is worded in both languages", () => {
  const all = [
    measureTrend(nile),
    measureTrend(lakeHuron),
    measureTrend(ukGas, { periodsPerYear: 4 }),
    measureTrend([1, 1, 1, 0]),
  ];
  for (const trend of all) {
    for (const note of trend.notes) {
      expect(word(note, "en")).toMatch(/^[a-z0-9]/);
      expect(word(note, "zh")).toMatch(/[\u4e00-\u9fff]/);
    }
  }
});
