import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { gammaQuantile } from "../../math/gamma-distribution.ts";
import { normalQuantile } from "../../math/normal.ts";
import { sum } from "../../math/sum.ts";
import { meanFactors } from "./skewed.ts";

/** Squared variation below which amounts are alike and the rest is rounding. */
const ROUNDING = 1e-12;

/**
 * Exact interval of a Poisson mean from a count, which may be 0.
 *
 * @see Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437–442
 */
export function countInterval(count: number, level: number): Interval {
  const tail = (1 - level) / 2;
  const lower = count === 0 ? 0 : gammaQuantile(tail, count, 1);
  return { lower, upper: gammaQuantile(1 - tail, count + 1, 1), level };
}

/** What a total of amounts leaves behind. */
export interface AmountSums {
  /** Number of amounts other than 0. */
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** Sample variance ÷ squared mean; 0 where the amounts are alike to rounding, or only one is there to tell. */
export function squaredVariation({ n, sum: total, sumOfSquares }: AmountSums): number {
  if (n < 2) return 0;
  const variation = (((sumOfSquares / total) * n) / total - 1) * (n / (n - 1));
  return variation > ROUNDING ? variation : 0;
}

/** Refuses an interval whose ends no double can hold. */
function within(lower: number, upper: number, level: number): Interval {
  if (Number.isFinite(lower) && Number.isFinite(upper)) return { lower, upper, level };
  throw new ClienteleError("out_of_range", "the interval exceeds the largest number; use a lower level", { level });
}

/**
 * Interval of the expected total of amounts, had the same effort been made again. Amounts are taken as a compound
 * Poisson process: their number, and which sizes occur, both vary. Where no amount is negative, the exact interval of the
 * number and the skewed interval of the mean size are joined on the logarithm; amounts that are all alike give the exact
 * Poisson interval. Where amounts are negative it is the normal interval with variance Σx².
 *
 * @see Zou & Donner (2008), Statistics in Medicine 27, 1693–1702, for joining the intervals of two parts
 */
export function compoundInterval(amounts: AmountSums, negative: boolean, level: number): Interval {
  const { n, sum: total, sumOfSquares } = amounts;
  if (n === 0) return { lower: 0, upper: 0, level };
  if (negative || !(total > 0)) {
    const half = -normalQuantile((1 - level) / 2) * Math.sqrt(sumOfSquares);
    return within(total - half, total + half, level);
  }
  const count = countInterval(n, level);
  if (n === 1) return within((total * count.lower) / n, (total * count.upper) / n, level);
  const [low, high] = meanFactors(n, squaredVariation(amounts), level);
  const down = Math.hypot(Math.log(n / count.lower), Math.log(low));
  const up = Math.hypot(Math.log(count.upper / n), Math.log(high));
  return within(total * Math.exp(-down), total * Math.exp(up), level);
}

/** {@link compoundInterval} of listed sizes. */
export function dealTotalInterval(sizes: readonly number[], level: number): Interval {
  const largest = sizes.reduce((most, size) => Math.max(most, Math.abs(size)), 0);
  if (largest === 0) return { lower: 0, upper: 0, level };
  // sizes relative to the largest, so that squares of money cannot overflow
  const scaled = sizes.filter((size) => size !== 0).map((size) => size / largest);
  const amounts = { n: scaled.length, sum: sum(scaled), sumOfSquares: sum(scaled.map((size) => size * size)) };
  const negative = scaled.some((size) => size < 0);
  const { lower, upper } = compoundInterval(amounts, negative, level);
  return within(lower * largest, upper * largest, level);
}

/**
 * Interval of an expected count by credit, such as 1.25 contracts: exact Poisson where all shares are alike.
 *
 * @see Fay & Feuer (1997), Confidence intervals for directly standardized rates, Statistics in Medicine 16, 791–801
 */
export function creditedCountInterval(shares: readonly number[], level: number): Interval {
  const total = sum(shares);
  const variance = sum(shares.map((share) => share * share));
  const largest = shares.reduce((most, share) => Math.max(most, share), 0);
  const tail = (1 - level) / 2;
  return {
    lower: gammaQuantile(tail, (total * total) / variance, variance / total),
    upper: gammaQuantile(
      1 - tail,
      (total + largest) ** 2 / (variance + largest ** 2),
      (variance + largest ** 2) / (total + largest),
    ),
    level,
  };
}
