import {
  requireFinite,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireSameLength,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { chiSquaredQuantile } from "../../math/chi-squared.ts";
import type { RatingErrorOptions } from "./types.ts";

/** Fewer customers asked twice leave the kurtosis of their differences untold. */
const NEEDED = 30;

/** Variance that rounding to whole numbers adds to each answer (Sheppard 1898). */
const ROUNDING = 1 / 12;

/**
 * Measures how far a rating strays from the true one, from customers who were asked the same question twice within so
 * short a time that their opinion did not change.
 *
 * The sd of the differences over √2, a change of all customers alike aside. From whole answers the variance of rounding
 * (1/12) is taken off. Answers piled up at an end of the scale stray less than others; the figure is then too small.
 *
 * @param first - One rating per customer, in scale points.
 * @param second - The rating of the second time, same order.
 * @param options - `answers`, `"whole"` (default) or `"graded"`; `level` of the interval, default 0.95.
 * @returns The error sd in scale points, for `errorSd` of {@link fitPlacement}. Its interval follows the differences' own
 * kurtosis. An abstention for fewer than 30 customers, or where they differ by no more than rounding explains.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const first = Array.from({ length: 60 }, (_, i) => 1 + (i % 5));
 * const second = first.map((rating, i) => Math.max(1, Math.min(5, rating + ((i % 3) - 1))));
 * measureRatingError(first, second).value; // ≈ 0.43
 * ```
 * @see Bland & Altman (1996), Measurement error, BMJ 313; Box (1953), Biometrika 40, on variances and kurtosis
 */
export function measureRatingError(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  options: RatingErrorOptions = {},
): Estimate | Abstention {
  requireObject(options, "options");
  const { answers = "whole", level = 0.95 } = options;
  requireOneOf(answers, ["whole", "graded"], "options.answers");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNonEmpty(first, "first");
  requireSameLength(first, "first", second, "second");
  requireFinite(first, "first");
  requireFinite(second, "second");
  const n = first.length;
  if (n < NEEDED) return { abstained: { code: "too_few_rows", params: { n, needed: NEEDED } } };
  // sorted, so that the order of customers does not reach the last digit
  const differences = Float64Array.from({ length: n }, (_, i) => (first[i] as number) - (second[i] as number)).sort();
  const mean = differences.reduce((sum, d) => sum + d / n, 0);
  const squares = differences.map((d) => (d - mean) ** 2);
  const m2 = squares.reduce((sum, s) => sum + s / n, 0);
  const m4 = squares.reduce((sum, s) => sum + s * (s / n), 0);
  if (!Number.isFinite(m4)) {
    throw new ClienteleError("out_of_range", "first and second differ by more than can be squared", { n });
  }
  const off = answers === "whole" ? ROUNDING : 0;
  const sdOf = (variance: number): number => Math.sqrt(Math.max(0, variance / 2 - off));
  const variance = (m2 * n) / (n - 1);
  const value = sdOf(variance);
  if (!(value > 0)) {
    return { abstained: { code: "placement_error_below_rounding", params: { sd: Math.sqrt(variance / 2), n } } };
  }
  // heavy tails leave as much information as fewer normal differences: Box's matching of the variance of s²
  const freedom = Math.max(1, (2 * (n - 1)) / Math.max(1, m4 / m2 / m2 - 1));
  const at = (p: number): number => sdOf((freedom * variance) / chiSquaredQuantile(p, freedom));
  return { value, n, interval: { lower: at((1 + level) / 2), upper: at((1 - level) / 2), level } };
}
