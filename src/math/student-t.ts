import { requireNumber } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { betaLogitQuantile } from "./beta-distribution.ts";
import { betaTail } from "./incomplete-beta.ts";

/** Largest degrees of freedom, beyond every sample; the t distribution is normal to the last digit by then. */
const LARGEST_DF = 1e18;

/** Largest statistic whose square a double can hold. */
const LARGEST_T = 1e150;

/**
 * The probability that chance alone gives a t statistic of at most t.
 *
 * @param t - Statistic in [−1e150, 1e150].
 * @param df - Degrees of freedom, 0.001 to 1e18; fractions (Welch) are allowed.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * studentTCdf(0, 5); // => 0.5
 * studentTCdf(2, 5); // ≈ 0.949030260585
 * ```
 * @see NIST DLMF 8.17.2 with x = df/(df + t²), a = df/2, b = ½.
 */
export function studentTCdf(t: number, df: number): number {
  requireStatistic(t, df);
  return t < 0 ? tail(-t, df) : 1 - tail(t, df);
}

/**
 * The one-sided p-value of a t statistic: the probability that chance alone gives more than t.
 *
 * @param t - Statistic in [−1e150, 1e150].
 * @param df - Degrees of freedom, 0.001 to 1e18; fractions (Welch) are allowed.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * 2 * studentTSurvival(5.3001404, 36671.15798); // ≈ 1.163815e-7
 * ```
 * @see {@link studentTCdf}
 */
export function studentTSurvival(t: number, df: number): number {
  requireStatistic(t, df);
  return t < 0 ? 1 - tail(-t, df) : tail(t, df);
}

/**
 * The t statistic that chance alone stays at or below with probability p.
 *
 * @param p - Probability in (0, 1).
 * @param df - Degrees of freedom, 0.001 to 1e18.
 * @returns The quantile, exact in its leading digits near zero too.
 * @throws ClienteleError `not_finite`, `out_of_range` (also where the quantile itself overflows: a tiny p at a small
 * df), `invalid_type`, `no_convergence` (also for a p nearer to 0 than 2⁻¹⁰²³).
 * @example
 * ```ts
 * studentTQuantile(0.975, 5); // ≈ 2.57058183564
 * studentTQuantile(0.5, 5); // => 0
 * ```
 * @see {@link studentTCdf}, its inverse.
 */
export function studentTQuantile(p: number, df: number): number {
  requireNumber(p, "p", { above: 0, below: 1 });
  requireNumber(df, "df", { min: 1e-3, max: LARGEST_DF });
  if (p === 0.5) return 0;
  const outer = Math.min(p, 1 - p);
  const central = outer > 0.25;
  const logOdds = betaLogitQuantile(central ? 1 - 2 * outer : 2 * outer, central, df / 2, 0.5);
  const size = Math.sqrt(df) * Math.exp(-logOdds / 2);
  if (size > LARGEST_T) {
    throw new ClienteleError("out_of_range", `p = ${p} at df = ${df} has no quantile within ±1e150`, { p, df });
  }
  return p < 0.5 ? -size : size;
}

function requireStatistic(t: number, df: number): void {
  requireNumber(t, "t", { min: -LARGEST_T, max: LARGEST_T });
  requireNumber(df, "df", { min: 1e-3, max: LARGEST_DF });
}

/** P(T > t) for t ≥ 0. */
function tail(t: number, df: number): number {
  const square = t * t;
  return betaTail(df / (df + square), square / (df + square), df / 2, 0.5, false) / 2;
}
