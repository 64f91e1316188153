import { requireNumber, requireObject } from "../core/checks.ts";

/** Two estimates and how they vary, as {@link fiellerInterval} takes them. */
export interface RatioParts {
  readonly numerator: number;
  readonly denominator: number;
  /** Squared standard error of the numerator, at least 0. */
  readonly numeratorVariance: number;
  /** Squared standard error of the denominator, at least 0. */
  readonly denominatorVariance: number;
  /** Covariance of the two estimates, default 0 (independent). */
  readonly covariance?: number;
}

/**
 * Interval of a ratio of two estimates: every ratio ρ for which numerator − ρ · denominator may be zero. Unlike the
 * usual approximation it is skewed where the denominator is uncertain, and it admits when nothing can be said.
 *
 * @param parts - Both estimates, their squared standard errors and their covariance.
 * @param multiplier - Standard errors on each side, at least 0: 1.96 of the normal distribution, or a t quantile.
 * @returns Both ends; `undefined` where the denominator cannot be told from zero, so that the set has no ends.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const parts = { numerator: 10, denominator: 5, numeratorVariance: 1, denominatorVariance: 0.25 };
 * fiellerInterval(parts, 2)?.lower; // ≈ 1.5
 * fiellerInterval({ ...parts, denominator: 0.9 }, 2); // => undefined
 * ```
 * @see Fieller (1954), Some problems in interval estimation, JRSS B 16, 175–185
 */
export function fiellerInterval(parts: RatioParts, multiplier: number): { lower: number; upper: number } | undefined {
  requireObject(parts, "parts");
  const { numerator, denominator, numeratorVariance, denominatorVariance, covariance = 0 } = parts;
  requireNumber(numerator, "parts.numerator");
  requireNumber(denominator, "parts.denominator");
  requireNumber(numeratorVariance, "parts.numeratorVariance", { min: 0 });
  requireNumber(denominatorVariance, "parts.denominatorVariance", { min: 0 });
  requireNumber(covariance, "parts.covariance");
  requireNumber(multiplier, "multiplier", { min: 0 });
  if (denominator === 0) return undefined;
  // in units of the denominator, so that no square leaves the range of a double for want of a scale
  const ratio = numerator / denominator;
  const vn = numeratorVariance / denominator / denominator;
  const vd = denominatorVariance / denominator / denominator;
  const c = covariance / denominator / denominator;
  const z2 = multiplier * multiplier;
  const rest = 1 - z2 * vd;
  if (!(rest > 0)) return undefined;
  const spread = vn - 2 * ratio * c + ratio * ratio * vd - z2 * (vn * vd - c * c);
  const half = multiplier * Math.sqrt(Math.max(0, spread));
  const centre = ratio - z2 * c;
  const lower = (centre - half) / rest;
  const upper = (centre + half) / rest;
  return Number.isFinite(lower) && Number.isFinite(upper) ? { lower, upper } : undefined;
}
