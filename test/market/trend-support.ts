import { measureTrend } from "../../src/market/index.ts";
import { createRandom, type Random } from "../../src/math/index.ts";

/** What a simulated series is made of: a straight line, a season, and noise whose neighbours resemble each other. */
export interface TrendWorld {
  readonly n: number;
  /** First-order autoregression of the noise. */
  readonly rho?: number;
  readonly noise?: "normal" | "t3" | "ties" | "gaps";
  readonly season?: number;
  /** Per period, in standard deviations of the shocks. */
  readonly slope?: number;
}

const shock = (random: Random, noise: string): number =>
  noise === "t3" ? random.normal() / Math.sqrt(random.gamma(1.5, 2 / 3)) : random.normal();

/** Noise of a first-order autoregression that has run in. */
export function noiseOf(n: number, rho: number, noise: string, random: Random): number[] {
  let value = 0;
  const values: number[] = [];
  for (let i = -40; i < n; i++) {
    value = rho * value + shock(random, noise);
    if (i >= 0) values.push(value);
  }
  return values;
}

export interface TrendCoverage {
  readonly at95: number;
  readonly at80: number;
  /** How often the test at 5 % calls a trend, which is a false alarm where the slope is 0. */
  readonly called: number;
  readonly compound: number;
  readonly growth: number;
}

/** How often intervals hold the truth, and how often the test calls a trend. */
export function trendCoverage(world: TrendWorld, replicates: number, seed: number): TrendCoverage {
  const { n, rho = 0, noise = "normal", season, slope = 0 } = world;
  const random = createRandom(seed);
  const hits = { at95: 0, at80: 0, called: 0, compound: 0, growth: 0 };
  for (let r = 0; r < replicates; r++) {
    const own = noiseOf(n, rho, noise, random);
    const rows = own.map((value, i) => {
      const cycle = season === undefined ? 0 : 3 * Math.sin((2 * Math.PI * i) / season);
      const exact = 10 * slope * i + 10 * (value + cycle);
      return { i, value: noise === "ties" ? Math.round(exact / 5) * 5 : exact };
    });
    const kept = noise === "gaps" ? rows.filter(({ i }) => i % 7 !== 3 || i === 0) : rows;
    const options = {
      value: (row: (typeof rows)[number]) => row.value,
      date: (row: (typeof rows)[number]) => row.i * 86_400_000,
      unit: "day",
      breakRate: 0,
      ...(season !== undefined && { season }),
    } as const;
    const wide = measureTrend(kept, options);
    const narrow = measureTrend(kept, { ...options, level: 0.8 });
    const holds = (figure: object, truth: number): number => {
      if (!("interval" in figure)) return 0;
      const { lower, upper } = figure.interval as { lower: number; upper: number };
      return lower <= truth && truth <= upper ? 1 : 0;
    };
    hits.at95 += holds(wide.slope, 10 * slope);
    hits.at80 += holds(narrow.slope, 10 * slope);
    if ("pValue" in wide.test && wide.test.pValue < 0.05) hits.called++;
    // the same noise around a growth of 1 % a period
    const grown = measureTrend(kept, {
      ...options,
      value: (row) => Math.exp(0.00995033085316809 * row.i + row.value / 200),
    });
    if ("perPeriod" in grown.compound) hits.compound += holds(grown.compound.perPeriod, 0.01);
    hits.growth += holds(grown.lastPeriod, 0.01);
  }
  return {
    at95: hits.at95 / replicates,
    at80: hits.at80 / replicates,
    called: hits.called / replicates,
    compound: hits.compound / replicates,
    growth: hits.growth / replicates,
  };
}
