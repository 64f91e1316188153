import { requireNumber } from "../core/checks.ts";
import { normalCdf, normalSurvival } from "./normal.ts";

/** Largest degrees of freedom; the noncentral t is a shifted normal to the last digit by then. */
const LARGEST_DF = 1e15;
/** Largest shift: beyond it no power is different from 1 in its first twelve digits at df ≥ 1. */
const LARGEST_SHIFT = 1e3;
/** Largest statistic whose product with a spread stays far from overflow. */
const LARGEST_T = 1e150;
/** Log density below which what is left out is under 1e-16 of the whole. */
const NEGLIGIBLE = -42;
/** Steps per standard deviation of log χ: the trapezoid rule of an analytic bell errs by exp(−2π²·9) there. */
const STEPS = 3;
/** The bell is analytic for |Im u| < π/4 only, so the rule errs by exp(−2π·(π/4)/step): under 1e-17. */
const LARGEST_STEP: number = 1 / 8;
/** Below this |u| the log density is written as its series, so that it does not cancel at large df. */
const SERIES_BELOW = 0.01;

/**
 * The probability that a t statistic stays at or below t where the true effect lies `shift` standard errors from zero.
 *
 * @param t - Statistic in [−1e150, 1e150].
 * @param df - Degrees of freedom, 0.5 to 1e15; fractions (Welch) are allowed.
 * @param shift - Noncentrality: true effect ÷ its standard error, −1,000 to 1,000. Zero gives Student's t.
 * @returns A probability, right to about 1e-13 (absolute).
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * noncentralTCdf(2, 10, 1); // ≈ 0.8076
 * noncentralTCdf(0, 10, 0); // ≈ 0.5
 * ```
 * @see Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2 (1995), equation 31.1: the mean of
 * Φ(t·χ/√df − shift) over χ
 */
export function noncentralTCdf(t: number, df: number, shift: number): number {
  return averaged(t, df, shift, normalCdf);
}

/**
 * The power of a one-sided t test: the probability that the statistic exceeds t where the true effect lies `shift`
 * standard errors from zero.
 *
 * @param t - Statistic in [−1e150, 1e150], for a power the critical value.
 * @param df - Degrees of freedom, 0.5 to 1e15; fractions (Welch) are allowed.
 * @param shift - Noncentrality: true effect ÷ its standard error, −1,000 to 1,000.
 * @returns A probability, right to about 1e-13 (absolute).
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * // 25 customers in each of two arms, true difference .8 standard deviations, two-sided 5 %
 * noncentralTSurvival(studentTQuantile(0.975, 48), 48, 0.8 * Math.sqrt(12.5)); // ≈ 0.7915
 * ```
 * @see {@link noncentralTCdf}
 */
export function noncentralTSurvival(t: number, df: number, shift: number): number {
  return averaged(t, df, shift, normalSurvival);
}

/** The mean of `chance(t·s − shift)` over s = χ/√df, by the trapezoid rule on u = ln s. */
function averaged(t: number, df: number, shift: number, chance: (x: number) => number): number {
  requireNumber(t, "t", { min: -LARGEST_T, max: LARGEST_T });
  requireNumber(df, "df", { min: 0.5, max: LARGEST_DF });
  requireNumber(shift, "shift", { min: -LARGEST_SHIFT, max: LARGEST_SHIFT });
  // the bell of u is 1/√(2·df) wide; where |shift| is large, chance() turns within 1/|shift|
  const step = Math.min(LARGEST_STEP, 1 / Math.sqrt(2 * df) / STEPS, 1 / (1 + Math.abs(shift)) / STEPS);
  let mass = 1;
  let total = chance(t - shift);
  for (const direction of [-step, step]) {
    for (let i = 1; ; i++) {
      const u = i * direction;
      const log = df * logDensity(u);
      if (log < NEGLIGIBLE) break;
      const weight = Math.exp(log);
      mass += weight;
      total += weight * chance(t * Math.exp(u) - shift);
    }
  }
  // dividing by the same rule's mass spares the constant, which cancels badly at large df
  return Math.min(1, total / mass);
}

/** u − (e^(2u) − 1)/2, the log density of u for one degree of freedom, up to its constant. */
function logDensity(u: number): number {
  if (Math.abs(u) >= SERIES_BELOW) return u - Math.expm1(2 * u) / 2;
  return -u * u * (1 + u * (2 / 3 + u * (1 / 3 + u * (2 / 15 + u * (2 / 45 + u * (4 / 315 + u / 315))))));
}
