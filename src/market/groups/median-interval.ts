import type { Interval } from "../../core/estimate.ts";
import { regularizedBetaUpper } from "../../math/beta.ts";

/**
 * Between which bounds the median lies, from the order of the rows alone: two order statistics whose coverage lies just
 * above and just below the level, mixed so that the level is met.
 *
 * @param sorted - Ascending.
 * @param level - In (0, 1).
 * @returns `undefined` where even the smallest and largest row together do not reach the level.
 * @see Hettmansperger & Sheather (1986), Statistics & Probability Letters 4, 75–79
 */
export function medianInterval(sorted: Float64Array, level: number): Interval | undefined {
  const n = sorted.length;
  // the k-th row from either end: its chance to lie beyond the median is P(Bin(n, ½) < k)
  const beyond = (k: number): number => regularizedBetaUpper(0.5, k, n - k + 1);
  const coverage = (k: number): number => 1 - 2 * beyond(k);
  if (n < 2 || coverage(1) < level) return undefined;
  let low = 1;
  let high = Math.floor((n + 1) / 2);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (coverage(middle) >= level) low = middle;
    else high = middle;
  }
  const k = low;
  const wide = coverage(k);
  const narrow = Math.max(0, coverage(k + 1));
  const part = (wide - level) / (wide - narrow);
  const share = Math.min(k + 1 > n - k ? 0.5 : 1, ((n - k) * part) / (k + (n - 2 * k) * part));
  const at = (rank: number): number => sorted[rank - 1] as number;
  return {
    lower: (1 - share) * at(k) + share * at(k + 1),
    upper: (1 - share) * at(n - k + 1) + share * at(n - k),
    level,
  };
}
