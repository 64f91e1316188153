import { studentTQuantile } from "../../math/student-t.ts";

/**
 * Skewness of amounts of money in units of their coefficient of variation: 2 for gamma amounts, 3 and more for
 * log-normal ones; what campaigns and customers bring lies between.
 */
const SKEW = 2.5;

/** Kurtosis of gamma amounts is 3 + 6 · (their squared coefficient of variation). */
const GAMMA_KURTOSIS = 6;

/** Largest part of the half-width by which an interval is moved for skewness; beyond it the expansion says nothing. */
const LARGEST_SHIFT = 0.5;

/** What an interval of a positive mean of skewed amounts needs. */
export interface SkewedMean {
  /** Squared standard error ÷ squared mean. */
  readonly variance: number;
  /** The same for a typical mean among those that the variance was estimated from. */
  readonly typical: number;
  /** Degrees of freedom with which the variance is known, at least 2. */
  readonly df: number;
  /** Part of the variance's estimate that comes from this mean's own rows, 0–1. */
  readonly own: number;
}

/**
 * Both ends of the interval of a mean of skewed positive amounts, as factors of the mean: t on the logarithm, moved up by
 * the skewness that amounts have and widened because few skewed rows look less scattered than they are.
 *
 * @see Hall (1992), The Bootstrap and Edgeworth Expansion, 2.6 and 3.5, for skewness and the t statistic
 */
export function skewedFactors({ variance, typical, df, own }: SkewedMean, level: number): readonly [number, number] {
  const reach = -studentTQuantile((1 - level) / 2, df);
  // the mean in a relative residual's denominator goes up with the residuals, which makes them look smaller
  const error = Math.sqrt(variance * (1 + (2 * SKEW - 3) * Math.min(1, typical)));
  // Cornish–Fisher on the logarithm: its bias, its skewness, and how the mean's own rows tie scatter to mean
  const bend = 1 / 2 + ((3 - SKEW) / 6) * (reach * reach - 1) + (own * (SKEW - 2) * reach * reach) / 2;
  const shift = Math.min(error * bend, LARGEST_SHIFT * reach);
  return [Math.exp(error * (shift - reach)), Math.exp(error * (shift + reach))];
}

/**
 * The same for the plain mean of `n` amounts, at least two, whose squared coefficient of variation is known. Degrees of
 * freedom are those with which the variance of amounts as heavy-tailed as gamma ones is known.
 */
export function meanFactors(n: number, squaredVariation: number, level: number): readonly [number, number] {
  const variance = squaredVariation / n;
  const df = Math.max(2, (2 * (n - 1)) / (2 + GAMMA_KURTOSIS * squaredVariation));
  return skewedFactors({ variance, typical: variance, df, own: 1 }, level);
}
