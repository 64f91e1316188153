import type { Abstention, Estimate } from "../../core/estimate.ts";
import { regularizedBeta } from "../../math/beta.ts";
import { quantileSorted } from "../../math/quantile.ts";

/** Days between neighbouring contacts; several contacts on one day are one. `days` ascend. */
export function gapsOf(days: readonly number[]): Float64Array {
  const gaps: number[] = [];
  for (let i = 1; i < days.length; i++) {
    const gap = (days[i] as number) - (days[i - 1] as number);
    if (gap > 0) gaps.push(gap);
  }
  return Float64Array.from(gaps).sort();
}

/**
 * Median with the interval of order statistics, exact for any continuous distribution and on the safe side with ties.
 *
 * @see Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2
 */
export function medianOf(values: Float64Array, level: number): Estimate | Abstention {
  const n = values.length;
  const tail = (1 - level) / 2;
  // with so few values even the range from the smallest to the largest misses the median too often
  const needed = Math.max(1, Math.ceil(-Math.log2(tail) - 1e-9));
  if (n < needed) return { abstained: { code: "too_few_rows", params: { n, needed } } };
  const sorted = values.slice().sort();
  // the largest k with P(fewer than k of n below the median) within the tail
  let low = 1;
  let high = Math.max(1, Math.floor(n / 2));
  while (low < high) {
    const k = (low + high + 1) >>> 1;
    // P(X ≤ k − 1) for X ~ Bin(n, ½)
    if (regularizedBeta(0.5, n - k + 1, k) <= tail) low = k;
    else high = k - 1;
  }
  return {
    value: quantileSorted(sorted, 0.5),
    n,
    interval: { lower: sorted[low - 1] as number, upper: sorted[n - low] as number, level },
  };
}
