import type { Interval } from "../../core/estimate.ts";
import { normalCdf, normalQuantile } from "../../math/normal.ts";
import { createRandom } from "../../math/random.ts";
import { correlate, type DriverMatrix } from "./matrix.ts";

/** Shares out R² given correlations whose last column is the outcome. */
export type Decompose = (correlations: Float64Array, width: number) => Float64Array;

/** R² and its parts in every resample that could be computed. */
export interface Resampled {
  /** R² itself. */
  readonly total: Float64Array;
  /** One column per driver: its part of R². */
  readonly contributions: readonly Float64Array[];
  /** One column per driver: its share of R². */
  readonly shares: readonly Float64Array[];
  readonly usable: number;
}

/** R² below which shares of it are noise of rounding. */
const NOTHING = 1e-12;

/**
 * Draws rows with repetition, as counts per row over the numbers already read, and shares out R² anew each time. A
 * resample in which the outcome does not vary, or nothing is explained, is left out and not counted.
 *
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 6
 */
export function resample(matrix: DriverMatrix, decompose: Decompose, seed: number, resamples: number): Resampled {
  const { n, width, weights } = matrix;
  const p = width - 1;
  const random = createRandom(seed);
  const counts = new Float64Array(n);
  const correlations = new Float64Array(width * width);
  const totals = new Float64Array(resamples);
  const contributions = Array.from({ length: p }, () => new Float64Array(resamples));
  const shares = Array.from({ length: p }, () => new Float64Array(resamples));
  let usable = 0;
  for (let b = 0; b < resamples; b++) {
    counts.fill(0);
    for (let i = 0; i < n; i++) {
      const drawn = Math.floor(random.uniform() * n);
      counts[drawn] = (counts[drawn] as number) + (weights === undefined ? 1 : (weights[drawn] as number));
    }
    correlate(matrix, counts, correlations);
    const parts = decompose(correlations, width);
    const total = sumOf(parts);
    if (!(total > NOTHING)) continue;
    for (let j = 0; j < p; j++) {
      (contributions[j] as Float64Array)[usable] = parts[j] as number;
      (shares[j] as Float64Array)[usable] = (parts[j] as number) / total;
    }
    totals[usable] = Math.min(1, total);
    usable++;
  }
  const cut = (column: Float64Array): Float64Array => column.subarray(0, usable);
  return { total: cut(totals), contributions: contributions.map(cut), shares: shares.map(cut), usable };
}

/** Plain sum of a few numbers. */
export function sumOf(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/**
 * Percentile interval of a part of R² or a share of it. Parts are never negative, so that of a driver which does
 * nothing would never reach 0: an end below `chance`, what a driver of pure chance brings on average, is put at 0.
 */
export function partInterval(replicates: Float64Array, value: number, level: number, chance: number): Interval {
  const sorted = replicates.slice().sort();
  const lower = rankAt(sorted, (1 - level) / 2);
  return {
    lower: lower <= chance ? 0 : Math.min(value, lower),
    upper: Math.max(value, rankAt(sorted, (1 + level) / 2)),
    level,
  };
}

/**
 * Bias-corrected percentile interval, for R²: a resample exceeds the sample about as the sample exceeds the truth, and
 * the correction takes that back.
 *
 * @see Efron (1981), Nonparametric standard errors and confidence intervals, Canadian Journal of Statistics 9(2), 158
 */
export function biasCorrected(replicates: Float64Array, value: number, level: number): Interval {
  const sorted = replicates.slice().sort();
  let [below, equal] = [0, 0];
  for (const replicate of sorted) {
    if (replicate < value) below++;
    else if (replicate === value) equal++;
  }
  const bias = normalQuantile((below + equal / 2 + 0.5) / (sorted.length + 1));
  const z = normalQuantile((1 - level) / 2);
  return {
    lower: Math.min(value, rankAt(sorted, normalCdf(2 * bias + z))),
    upper: Math.max(value, rankAt(sorted, normalCdf(2 * bias - z))),
    level,
  };
}

function rankAt(sorted: Float64Array, p: number): number {
  const last = sorted.length - 1;
  const rank = Math.min(last, Math.max(0, p * (sorted.length + 1) - 1));
  const low = Math.floor(rank);
  const lower = sorted[low] as number;
  return lower + (rank - low) * ((sorted[Math.min(last, low + 1)] as number) - lower);
}
