import { requireNumber } from "../core/checks.ts";
import { gammaQuantileUnchecked } from "./gamma-distribution.ts";
import { gammaTail, LARGEST_SHAPE } from "./incomplete-gamma.ts";

/**
 * The probability that chance alone gives a chi-squared statistic of at most x.
 *
 * @param x - Statistic, at least 0.
 * @param df - Degrees of freedom, greater than 0, at most 2e10; fractions are allowed.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * chiSquaredCdf(3.841458820694124, 1); // ≈ 0.95
 * ```
 * @see NIST DLMF 8.2.4 with a = df/2 and x/2.
 */
export function chiSquaredCdf(x: number, df: number): number {
  requireNumber(x, "x", { min: 0 });
  requireNumber(df, "df", { above: 0, max: 2 * LARGEST_SHAPE });
  return gammaTail(shapeOf(df), x / 2, false);
}

/**
 * The p-value of a chi-squared statistic: the probability that chance alone gives more than x.
 *
 * @param x - Statistic, at least 0.
 * @param df - Degrees of freedom, greater than 0, at most 2e10; fractions are allowed.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * chiSquaredSurvival(0.20253125, 2); // ≈ 0.9036929576
 * ```
 * @see NIST DLMF 8.2.4 with a = df/2 and x/2.
 */
export function chiSquaredSurvival(x: number, df: number): number {
  requireNumber(x, "x", { min: 0 });
  requireNumber(df, "df", { above: 0, max: 2 * LARGEST_SHAPE });
  return gammaTail(shapeOf(df), x / 2, true);
}

/**
 * The chi-squared statistic that chance alone stays at or below with probability p.
 *
 * @param p - Probability in [0, 1).
 * @param df - Degrees of freedom, greater than 0, at most 2e10; fractions are allowed.
 * @returns The quantile, at least 0; 0 also where it lies below the smallest number a computer holds.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`, `no_convergence`.
 * @example
 * ```ts
 * chiSquaredQuantile(0.95, 1); // ≈ 3.84145882069
 * ```
 * @see {@link chiSquaredCdf}, its inverse.
 */
export function chiSquaredQuantile(p: number, df: number): number {
  requireNumber(p, "p", { min: 0, below: 1 });
  requireNumber(df, "df", { above: 0, max: 2 * LARGEST_SHAPE });
  return 2 * gammaQuantileUnchecked(p, shapeOf(df));
}

/** Half of the smallest double would round to zero. */
function shapeOf(df: number): number {
  return Math.max(df / 2, Number.MIN_VALUE);
}
