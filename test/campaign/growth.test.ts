import { describe, expect, test } from "vitest";
import { armMean, meanCovariance } from "../../src/campaign/growth/contrast.ts";
import { type GrowthRow, growthChart, measureGrowth, toCoverageRows } from "../../src/campaign/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { effectOf, growthCoverage, simulate } from "./growth-worlds.ts";

const panel = (values: Readonly<Record<string, readonly number[]>>): GrowthRow[] =>
  Object.entries(values).flatMap(([unit, list]) => list.map((value, period) => ({ unit, period, value })));

describe("difference in differences", () => {
  // before is the first period, after the second; by hand: campaign grows by 4, 6, 5; comparison by 1, 2, 3
  const units = ["a", "b", "c", "d", "e", "f"].map((unit, i) => (i < 3 ? { unit, start: 1 } : { unit }));
  const values = { a: [10, 14], b: [20, 26], c: [15, 20], d: [12, 13], e: [18, 20], f: [9, 12] };

  test("a small case adds up by hand", () => {
    const growth = measureGrowth(units, panel(values));
    const { effect, standardError, df, relative } = effectOf(growth);
    expect(effect.value).toBeCloseTo(5 - 2, 12);
    // variances of the changes are 1 and 1: √(1/3 + 1/3); Welch df = (2/3)² / (2 · (1/3)²/2) = 4
    expect(standardError).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(df).toBeCloseTo(4, 12);
    // t(4) at 0.975 = 2.7764451052, any table
    expect(effect.interval.upper).toBeCloseTo(3 + 2.7764451052 * Math.sqrt(2 / 3), 9);
    if ("abstained" in relative) throw new Error("abstained");
    // without the campaign 15 + 2
    expect(relative.value).toBeCloseTo(3 / 17, 12);
    expect(growth.campaign?.growth).toBeCloseTo(5 / 15, 12);
    expect(growth.series[1]?.expected).toBeCloseTo(17, 12);
    expect(growth.verdict.code).toBe("growth_rose");
  });

  test("Fieller's interval holds exactly the ratios that the data do not reject", () => {
    const { relative, df } = effectOf(measureGrowth(units, panel(values)));
    if ("abstained" in relative) throw new Error("abstained");
    // at each end ρ the combination effect − ρ · base is as far from zero as t allows
    const change = [4, 6, 5];
    const before = [10, 20, 15];
    const other = [1, 2, 3];
    const t = 2.7764451052;
    expect(df).toBeCloseTo(4, 9);
    const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    const variance = (list: readonly number[]) => list.reduce((a, b) => a + (b - mean(list)) ** 2, 0) / 2 / 3;
    for (const rho of [relative.interval.lower, relative.interval.upper]) {
      const campaign = change.map((x, i) => x - rho * (before[i] as number));
      const comparison = other.map((x) => (1 + rho) * x);
      const gap = mean(campaign) - mean(comparison);
      expect(gap ** 2 / (variance(campaign) + variance(comparison))).toBeCloseTo(t * t, 6);
    }
  });

  test("it is the regression with unit and period effects, its error the cluster-robust one", () => {
    // numpy 2.4: OLS on dummies, CR2 by unit (pseudo-inverse root), Krishnamoorthy–Yu by matrices
    const many = Array.from({ length: 28 }, (_, i) => (i < 13 ? { unit: `u${i}`, start: 3 } : { unit: `u${i}` }));
    const rows = many.flatMap(({ unit }, i) =>
      Array.from({ length: 5 }, (_, period) => ({
        unit,
        period,
        value: ((i * 37 + period * 61 + i * period * 13) % 101) / 10 + (i < 13 && period >= 3 ? 4 : 0),
      })),
    );
    const growth = measureGrowth(many, rows);
    const { effect, standardError, df } = effectOf(growth);
    expect(effect.value).toBeCloseTo(4.5542735042735085, 10);
    expect(standardError).toBeCloseTo(0.8918202478155953, 10);
    expect(df).toBeCloseTo(25.878809134090975, 8);
    if ("abstained" in growth.trend || "abstained" in growth.trend.joint) throw new Error("abstained");
    expect(growth.trend.joint.statistic).toBeCloseTo(0.2247829753560838, 9);
    expect(growth.trend.joint.dfDenominator).toBeCloseTo(24.488124229371426, 8);
  });

  test("weights follow Bell and McCaffrey", () => {
    // numpy 2.4, trace formulas with the full matrices
    const arm = armMean({
      values: [6.3400000000000016, 8.733333333333333, 5.993333333333336, 6.56, 10.0],
      weights: [1, 2, 3, 1, 2],
      scale: 1,
    });
    expect(arm.df).toBeCloseTo(2.542095047086682, 12);
    const even = armMean({ values: [1, 2, 3, 5], weights: [2, 2, 2, 2], scale: 1 });
    expect(even.df).toBeCloseTo(3, 12);
    // s² ÷ n of 1, 2, 3, 5 is (35/12)/4
    expect(meanCovariance(even, even)).toBeCloseTo(35 / 48, 12);
  });

  test("logarithms measure growth as a share, whatever the size of a unit", () => {
    const rows = panel({ a: [10, 22], b: [1000, 1980], c: [5, 10.5], d: [7, 7.7], e: [90, 96], f: [300, 340] });
    const { effect } = effectOf(measureGrowth(units, rows, { outcome: "log" }));
    const grown = (Math.log(2.2) + Math.log(1.98) + Math.log(2.1)) / 3;
    const other = (Math.log(1.1) + Math.log(96 / 90) + Math.log(340 / 300)) / 3;
    expect(effect.value).toBeCloseTo(Math.exp(grown - other) - 1, 12);
  });

  test("with several starts a season is neither an effect nor a scatter", () => {
    const random = createRandom(2);
    const staggered = simulate(random, { treated: 9, control: 9, periods: 8, start: 3, effect: 5, rho: 0, starts: 3 });
    const quiet = staggered.rows.map((row) => {
      const i = Number(row.unit.slice(1));
      const on = i < 9 && (row.period as number) >= 3 + (i % 3) ? 5 : 0;
      return {
        ...row,
        value: 100 * Math.sin(row.period as number) + i + on + 0.01 * ((i * 7 + Number(row.period) * 3) % 5),
      };
    });
    const { effect } = effectOf(measureGrowth(staggered.units, quiet));
    expect(effect.value).toBeCloseTo(5, 1);
    expect(effect.interval.upper - effect.interval.lower).toBeLessThan(0.1);
  });
});

describe("what cannot be told says why", () => {
  const units = [{ unit: "a", start: "2026-02" }, { unit: "b", start: "2026-02" }, { unit: "c" }, { unit: "d" }];
  const rows = ["a", "b", "c", "d"].flatMap((unit, i) =>
    ["2026-01", "2026-02", "2026-03"].map((period, t) => ({ unit, period, value: 5 + ((i * 3 + t * 2) % 4) })),
  );

  test("a unit with a hole is left out, or had nothing there, as the caller says", () => {
    const holes = rows.filter((row) => row.unit !== "c" || row.period !== "2026-03");
    const left = measureGrowth(units, holes);
    expect(left.leftOut.map(({ unit, reason }) => `${unit}: ${word(reason)}`)).toEqual([
      "c: left out: 1 of 3 periods missing",
    ]);
    expect(left.verdict).toEqual({
      code: "growth_few_units",
      params: { arm: "comparison", n: 1, needed: 2 },
    });
    expect(measureGrowth(units, holes, { missing: "zero" }).leftOut).toEqual([]);
  });

  test("without a period before there is nothing to compare with", () => {
    const early = measureGrowth(
      units.map((unit) => ("start" in unit ? { ...unit, start: "2025-12" } : unit)),
      rows,
    );
    expect(early.leftOut.map(({ reason }) => reason.code)).toEqual(["growth_no_before", "growth_no_before"]);
    expect(word(early.verdict, "zh")).toBe("活动组只有 0 个单位，至少需要 2 个");
    const late = measureGrowth([...units.slice(1), { unit: "a", start: "2026-04" }], rows);
    expect(late.leftOut.map(({ reason }) => reason.code)).toEqual(["growth_no_after"]);
  });

  test("one period before shows no trend, and few units are named", () => {
    const growth = measureGrowth(units, rows);
    expect(growth.trend).toEqual({ abstained: { code: "growth_trend_unseen", params: { periods: 1 } } });
    expect(growth.cautions.map(({ code }) => code)).toEqual([
      "growth_trend_unseen",
      "growth_few_clusters",
      "growth_few_clusters",
    ]);
    const { permutation } = effectOf(growth);
    expect(permutation?.pValue).toBeGreaterThan(0);
  });

  test("growth without scatter is no certainty", () => {
    const same = panel({ a: [1e6, 1e6 + 0.1], b: [2e6, 2e6 + 0.1], c: [5, 5.3], d: [7, 7.3] });
    const plain = ["a", "b", "c", "d"].map((unit, i) => (i < 2 ? { unit, start: 1 } : { unit }));
    expect(measureGrowth(plain, same).verdict.code).toBe("growth_no_scatter");
  });

  test.each<[string, () => unknown, string, string]>([
    ["a row of no unit", () => measureGrowth([], [{ unit: "x", period: 1, value: 1 }]), "unknown_id", "rows[0].unit"],
    ["a repeated cell", () => measureGrowth(units, [...rows, rows[0] as GrowthRow]), "duplicate_id", "rows[12]"],
    [
      "two kinds of period",
      () => measureGrowth(units, [...rows.slice(1), { unit: "a", period: 1, value: 1 }]),
      "inconsistent",
      "rows[11].period",
    ],
    [
      "a start of another kind",
      () => measureGrowth([{ unit: "a", start: 3 }], rows.slice(0, 3)),
      "inconsistent",
      "units[0].start",
    ],
    ["a share above one", () => measureGrowth(units, rows, { outcome: "rate" }), "out_of_range", "rows[0].value"],
    [
      "a logarithm of zero",
      () => measureGrowth(units, [{ unit: "a", period: "1", value: 0 }], { outcome: "log" }),
      "out_of_range",
      "rows[0].value",
    ],
    [
      "holes as zeros of a logarithm",
      () => measureGrowth(units, rows.slice(1), { outcome: "log", missing: "zero" }),
      "inconsistent",
      "options.missing",
    ],
    [
      "not a number",
      () => measureGrowth(units, [{ unit: "a", period: "1", value: Number.NaN }]),
      "not_finite",
      "rows[0].value",
    ],
    ["a weight of zero", () => measureGrowth([{ unit: "a", weight: 0 }], []), "out_of_range", "units[0].weight"],
    ["a unit twice", () => measureGrowth([{ unit: "a" }, { unit: "a" }], []), "duplicate_id", "units[1]"],
    ["another measure", () => toCoverageRows([], { units, measure: "most" as never }), "unknown_id", "options.measure"],
    ["a share of nothing", () => toCoverageRows([], { units, measure: "share" }), "empty_input", "options.products"],
  ])("%s is refused", (_, act, code, where) => {
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringContaining(where) }));
  });
});

describe("in simulation", () => {
  test("intervals hold the truth though a unit's errors hang together", () => {
    const [held] = growthCoverage(
      { treated: 8, control: 20, periods: 6, start: 3, effect: 2, rho: 0.6, treatedSd: 2 },
      60,
    );
    // three standard errors of a simulated share: 3 √(.05 · .95 / 60) = 0.085; the long run is nightly
    expect(held).toBeGreaterThan(0.95 - 0.085);
  });

  test("groups that went apart before are caught", () => {
    const drifting = simulate(createRandom(4), {
      treated: 30,
      control: 30,
      periods: 9,
      start: 6,
      effect: 0,
      rho: 0.3,
      drift: 0.5,
    });
    const growth = measureGrowth(drifting.units, drifting.rows);
    expect(growth.verdict.code).toBe("growth_rose");
    expect(growth.cautions[0]?.code).toBe("growth_trend_apart");
    if ("abstained" in growth.trend || "abstained" in growth.trend.slope) throw new Error("abstained");
    expect(growth.trend.slope.interval.lower).toBeGreaterThan(0);
  });
});

describe("product coverage", () => {
  test("is counted by customer and period, with nothing where nothing was bought", () => {
    const purchases = [
      { unit: "a", period: 1, product: "tea" },
      { unit: "a", period: 1, product: "tea" },
      { unit: "a", period: 2, product: "oil" },
      { unit: "b", period: 2, product: "rice" },
    ];
    const units = [{ unit: "a" }, { unit: "b" }];
    const values = (measure: "any" | "share" | "count", products?: readonly string[]) =>
      toCoverageRows(purchases, { units, measure, ...(products === undefined ? {} : { products }) }).map(
        (row) => row.value,
      );
    expect(values("any")).toEqual([1, 1, 0, 1]);
    expect(values("count")).toEqual([1, 1, 0, 1]);
    expect(values("share", ["tea", "oil"])).toEqual([0.5, 0.5, 0, 0]);
  });
});

describe("the chart", () => {
  const world = simulate(createRandom(8), { treated: 24, control: 30, periods: 12, start: 7, effect: 3, rho: 0.5 });
  const months = world.rows.map((row) => ({
    ...row,
    period: `2026-${String(Number(row.period) + 1).padStart(2, "0")}`,
  }));
  const units = world.units.map(({ unit, start }) => (start === undefined ? { unit } : { unit, start: "2026-08" }));
  const growth = measureGrowth(units, months);

  test.each(["en", "zh"] as const)("shows both groups and the trend before, in %s", async (locale) => {
    const chart = growthChart(growth, { locale });
    expectValidChart(chart);
    const svg = await writePicture(chart, `growth-${locale}`);
    expect(svg).toContain(locale === "zh" ? "若无活动的预期" : "Expected without it");
  });

  test("of shares, and of nothing to compare, is valid too", async () => {
    const rows = months.map((row, i) => ({ ...row, value: (i * 7) % 3 === 0 ? 1 : 0 }));
    expectValidChart(growthChart(measureGrowth(units, rows, { outcome: "rate" })));
    await writePicture(growthChart(measureGrowth(units, rows, { outcome: "rate" })), "growth-rate");
    const empty = growthChart(measureGrowth([], []));
    expectValidChart(empty);
    await writePicture(empty, "growth-empty");
    expect(() => growthChart({} as never)).toThrow(expect.objectContaining({ code: "invalid_type" }));
  });
});
