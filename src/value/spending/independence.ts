import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { spendingStateOf } from "./state.ts";
import type { SpendIndependence, SpendingState, SpendingTable } from "./types.ts";

/** Customers below which the interval of a correlation means nothing. */
const NEEDED = 10;

/** A correlation this close to 1 has no interval on Fisher's scale. */
const LARGEST = 1 - 1e-12;

/**
 * Tells whether customers who buy often spend more or less per purchase than those who buy rarely. Gamma-Gamma rests on
 * their not doing so, and a lifetime value that multiplies purchases by spend inherits it.
 *
 * @param table - Repeat purchases and their mean spend, one row per customer; those without a repeat are left out.
 * @param options - `level` of the interval, default 0.95.
 * @returns The correlation of the two with an interval from their own fourth moments (amounts are too skewed for the
 * textbook one), or an abstention: fewer than 10 repeat customers, or all alike in one of the two.
 * @throws ClienteleError `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * const frequency = [1, 1, 1, 2, 2, 2, 3, 3, 4, 6, 0];
 * const meanSpend = [20, 35, 28, 31, 22, 40, 18, 36, 29, 30, 0];
 * const found = measureSpendIndependence({ frequency, meanSpend });
 * found.correlation.value; // ≈ 0.0441
 * found.verdict; // => "holds"
 * ```
 * @see Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, section 5; Yuan & Bentler (2000), Journal of
 * Multivariate Analysis 72, for the interval without normality
 */
export function measureSpendIndependence(
  table: SpendingTable,
  options: { readonly level?: number } = {},
): SpendIndependence | Abstention {
  const state = spendingStateOf(table);
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return independenceOf(state, level);
}

/** The same from cells. */
export function independenceOf(state: SpendingState, level: number): SpendIndependence | Abstention {
  const { frequency, meanSpend, counts } = state;
  const n = counts.reduce((total, count) => total + count, 0);
  if (n < NEEDED) return { abstained: { code: "too_few_rows", params: { n, needed: NEEDED } } };
  const xs = standardized(frequency, counts, n);
  const zs = standardized(meanSpend, counts, n);
  if (xs === undefined || zs === undefined) {
    const value = (xs === undefined ? frequency : meanSpend)[0] as number;
    return { abstained: { code: "all_values_equal", params: { n, value } } };
  }
  const meanOf = (of: (u: number, w: number) => number): number =>
    counts.reduce((total, count, i) => total + count * of(xs[i] as number, zs[i] as number), 0) / n;
  const value = Math.min(
    LARGEST,
    Math.max(
      -LARGEST,
      meanOf((u, w) => u * w),
    ),
  );
  // each customer's pull on the correlation
  const variance = meanOf((u, w) => (u * w - (value * (u * u + w * w)) / 2) ** 2) / (n - 2);
  const reach = (normalQuantile((1 + level) / 2) * Math.sqrt(variance)) / (1 - value * value);
  const end = (sign: number): number => Math.tanh(Math.atanh(value) + sign * reach);
  const interval = { lower: end(-1), upper: end(1), level };
  return {
    correlation: { value, n, interval },
    explained: value * value,
    verdict: interval.lower <= 0 && interval.upper >= 0 ? "holds" : "doubtful",
  };
}

/** A column with mean 0 and variance 1; undefined where all cells are equal. */
function standardized(column: readonly number[], counts: readonly number[], n: number): Float64Array | undefined {
  const largest = column.reduce((most, cell) => Math.max(most, cell), 0);
  const scaled = Float64Array.from(column, (cell) => cell / largest);
  const mean = scaled.reduce((total, cell, i) => total + cell * (counts[i] as number), 0) / n;
  const centred = scaled.map((cell) => cell - mean);
  const variance = centred.reduce((total, cell, i) => total + cell * cell * (counts[i] as number), 0) / n;
  const deviation = Math.sqrt(variance);
  return deviation > 1e-14 ? centred.map((cell) => cell / deviation) : undefined;
}
