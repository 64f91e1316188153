import type { Interval } from "../../core/estimate.ts";
import { gammaQuantile } from "../../math/gamma-distribution.ts";
import { normalQuantile } from "../../math/normal.ts";
import { sum } from "../../math/sum.ts";

/**
 * Interval of the expected total of deals of the given sizes, had the same effort been made again. Deals are taken as a
 * compound Poisson process: their number, and which sizes occur, both vary; the total then has variance Σx². Where no
 * size is negative the interval is Fay and Feuer's gamma interval, which is the exact Poisson interval when all deals
 * are alike and stays honest when few large deals carry the total; else it is the normal one.
 *
 * @see Fay & Feuer (1997), Confidence intervals for directly standardized rates, Statistics in Medicine 16, 791–801
 */
export function dealTotalInterval(sizes: readonly number[], level: number): Interval {
  let largest = 0;
  let negative = false;
  for (const size of sizes) {
    largest = Math.max(largest, Math.abs(size));
    if (size < 0) negative = true;
  }
  if (largest === 0) return { lower: 0, upper: 0, level };
  // sizes relative to the largest, so that squares of money cannot overflow; the largest itself becomes 1
  const scaled = sizes.map((size) => size / largest);
  const total = sum(scaled);
  const variance = sum(scaled.map((size) => size * size));
  const tail = (1 - level) / 2;
  if (negative) {
    const half = -normalQuantile(tail) * Math.sqrt(variance);
    return { lower: largest * (total - half), upper: largest * (total + half), level };
  }
  return {
    lower: largest * gammaQuantile(tail, (total * total) / variance, variance / total),
    upper: largest * gammaQuantile(1 - tail, (total + 1) ** 2 / (variance + 1), (variance + 1) / (total + 1)),
    level,
  };
}
