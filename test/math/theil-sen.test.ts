import { describe, expect, test } from "vitest";
import { createRandom, mannKendall, medianAbsoluteDeviation, theilSen } from "../../src/math/index.ts";
import { airmiles, lakeHuron, nile, ukGas } from "../market/r-series.ts";
import { expectClose, expectRelative } from "../support/close.ts";

const times = (values: readonly number[]) => values.map((_, i) => i);

// R 4.2.2, datasets; S, its variance and the sorted slopes by outer(); p and tau by
// cor.test(seq_along(v), v, method = "kendall", exact = FALSE, continuity = TRUE)
const REFERENCE = [
  [
    "Nile",
    nile,
    -1387,
    112728.333333333,
    3.65826292166434e-5,
    -0.280741334724613,
    -2.6,
    -3.62792647784487,
    -1.42844437594575,
    179.3946,
  ],
  [
    "LakeHuron",
    lakeHuron,
    -1682,
    106136.666666667,
    2.47180483772577e-7,
    -0.354366707502826,
    -0.0251249999999999,
    -0.0349290970345768,
    -0.0165761909255983,
    1.297275,
  ],
  [
    "airmiles",
    airmiles,
    274,
    1625.33333333333,
    1.2736409837405e-11,
    0.992753623188406,
    1312.14090909091,
    1014.69332825552,
    1626.76755681625,
    8248.4451,
  ],
] as const;

describe("Mann-Kendall and Theil-Sen on the series that come with R", () => {
  test.each(REFERENCE)("%s", (_, values, s, variance, pValue, tau, slope, lower, upper, mad) => {
    // a factor next to 1 asks for the normal approximation, as exact = FALSE does
    const counted = mannKendall(values, { varianceFactor: 1 + 1e-15 });
    expect(counted.s).toBe(s);
    expectRelative(counted.variance, variance, 1e-12);
    expectRelative(counted.pValue, pValue, 1e-9);
    expectRelative(counted.tau, tau, 1e-12);
    const line = theilSen(times(values), values);
    expectRelative(line.slope, slope, 1e-12);
    expectRelative(line.interval?.lower ?? 0, lower, 1e-12);
    expectRelative(line.interval?.upper ?? 0, upper, 1e-12);
    // R's mad() corrects no small samples
    const n = values.length;
    expectRelative(
      medianAbsoluteDeviation(values).deviation,
      (mad / 1.4826) * 1.482602218505602 * (n / (n - 0.8)),
      1e-12,
    );
  });

  test("quarters of UKgas are compared with like quarters", () => {
    // R 4.2.2: sums of S, variance and all slopes over the four quarters
    const seasons = ukGas.map((_, i) => i % 4);
    const counted = mannKendall(ukGas, { seasons });
    expect(counted.s).toBe(1328);
    expectClose(counted.variance, 9196, 1e-9);
    expectRelative(counted.z, 13.8379399475562, 1e-12);
    // slope per year, so four quarters
    expectRelative(4 * theilSen(times(ukGas), ukGas, { groups: seasons }).slope, 19.265, 1e-12);
  });
});

describe("short columns, by R", () => {
  test("five years that fall", () => {
    // R 4.2.2: median of all ten slopes by outer(); T = 2 rising pairs of 10, so S = -6
    const ratios = [1.26, 1.27, 1.12, 1.16, 1.03];
    expect(mannKendall(ratios).s).toBe(-6);
    expectClose(theilSen([1, 2, 3, 4, 5], ratios).slope, -0.05625, 1e-15);
    // R 4.2.2: cor.test(1:5, ratios, method = "kendall")$p.value
    expectClose(mannKendall(ratios).pValue, 0.233333333333, 1e-12);
  });

  test("tuna: lightness by which the exact chance is summed", () => {
    // data of R 4.2.2's example(cor.test), there from Hollander & Wolfe (1973), p. 187f; cor.test(lightness, panel,
    // method = "kendall"): T = 26, so S = 2 * 26 - 36; p = 0.1194389329806, tau = 0.4444444
    const lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
    const panel = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
    const { s, pValue, tau, exact } = mannKendall(panel, { times: lightness });
    expect([s, exact]).toEqual([16, true]);
    expectClose(pValue, 0.1194389329806, 1e-13);
    expectClose(tau, 4 / 9, 1e-15);
  });
});

describe("slopes are exact whatever the number of points", () => {
  const random = createRandom(8);
  const worlds: readonly (readonly [string, (i: number) => number])[] = [
    ["noise around a line", (i) => 0.01 * i + random.normal()],
    ["whole numbers with many ties", (i) => Math.round(0.002 * i + 2 * random.normal())],
    ["a straight line", (i) => 0.1 * i],
    ["a step", (i) => (i > 300 ? 5 : 0)],
    ["wild values", () => random.normal() / random.uniform()],
    ["thirds", (i) => Math.floor(i / 3) + random.integer(0, 1)],
  ];
  test.each(worlds)("%s: 700 points by counting give the slope of all 244,650 pairs", (_, make) => {
    const x = Array.from({ length: 700 }, (_, i) => i + (i % 5 === 0 ? 1 : 0));
    const y = x.map((_, i) => make(i));
    const slopes: number[] = [];
    for (let i = 0; i < x.length; i++) {
      for (let j = i + 1; j < x.length; j++) {
        const run = (x[j] as number) - (x[i] as number);
        if (run !== 0) slopes.push(((y[j] as number) - (y[i] as number)) / run + 0);
      }
    }
    const sorted = Float64Array.from(slopes).sort();
    const { slope, pairs } = theilSen(x, y);
    expect(pairs).toBe(sorted.length);
    const [low, high] = [Math.floor((pairs - 1) / 2), Math.ceil((pairs - 1) / 2)].map((k) => sorted[k] as number);
    expect(slope).toBe((low as number) === high ? low : (low as number) + ((high as number) - (low as number)) / 2);
  });

  test("100,000 points take about a second", () => {
    const x = Array.from({ length: 100_000 }, (_, i) => i);
    const y = x.map((i) => 0.001 * i + random.normal());
    const { slope, interval, pairs } = theilSen(x, y);
    expect(pairs).toBe(4_999_950_000);
    expect(slope).toBeCloseTo(0.001, 5);
    // the interval of least squares is 2 · 1.96 · sqrt(12 / n³) wide; that of ranks 1 / sqrt(3 / π) times as wide
    expectRelative(
      (interval?.upper ?? 0) - (interval?.lower ?? 0),
      2 * 1.96 * Math.sqrt((12 / 1e15) * (Math.PI / 3)),
      0.02,
    );
  });
});

describe("bad input", () => {
  test("is named", () => {
    expect(() => theilSen([1, 1], [1, 2])).toThrow("two different numbers");
    expect(() => theilSen([], [])).toThrow("at least two points");
    expect(() => theilSen([1, 2], [1])).toThrow("same number");
    expect(() => theilSen([0, 5e-324], [0, 1e300])).toThrow("exceed the largest number");
    expect(() => mannKendall([1, Number.NaN])).toThrow("values[1]");
    expect(() => mannKendall([1, 2], { times: [1] })).toThrow("same number");
    expect(() => medianAbsoluteDeviation([-1.7e308, 1.7e308, 1.7e308])).toThrow("larger unit");
  });

  test("of nothing but equal values is no trend", () => {
    expect(mannKendall([3, 3, 3])).toMatchObject({ s: 0, tau: 0, z: 0, pValue: 1 });
    expect(theilSen([1, 2, 3], [4, 4, 4]).slope).toBe(0);
  });
});

test("a spread of few normal numbers is right on average", () => {
  // Croux & Rousseeuw (1992), table 1; 4,000 samples leave a standard error of about 1.2 %
  const random = createRandom(4);
  for (const n of [2, 3, 5, 8, 12]) {
    let total = 0;
    for (let r = 0; r < 4000; r++) {
      total += medianAbsoluteDeviation(Array.from({ length: n }, () => random.normal())).deviation;
    }
    expect(Math.abs(total / 4000 - 1)).toBeLessThan(0.045);
  }
});
