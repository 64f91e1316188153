import { requireNumber } from "../core/checks.ts";
import { betaLogitQuantile } from "./beta-distribution.ts";
import { betaTail } from "./incomplete-beta.ts";

/** Largest degrees of freedom: beyond it the continued fraction would take more than about 1e5 steps. */
const LARGEST_DF = 2e10;

/**
 * The probability that chance alone gives a variance ratio of at most f.
 *
 * @param f - Statistic, at least 0, at most 1e150.
 * @param df1 - Degrees of freedom of the numerator, 0.001 to 2e10; fractions (Welch) are allowed.
 * @param df2 - Degrees of freedom of the denominator, 0.001 to 2e10.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * fCdf(2, 3, 10); // ≈ 0.821993
 * ```
 * @see NIST DLMF 8.17.2 with x = df1·f/(df1·f + df2), a = df1/2, b = df2/2
 */
export function fCdf(f: number, df1: number, df2: number): number {
  return tail(f, df1, df2, false);
}

/**
 * The p-value of a variance ratio: the probability that chance alone gives more than f.
 *
 * @param f - Statistic, at least 0, at most 1e150.
 * @param df1 - Degrees of freedom of the numerator, 0.001 to 2e10; fractions (Welch) are allowed.
 * @param df2 - Degrees of freedom of the denominator, 0.001 to 2e10.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * fSurvival(4.8461, 2, 27); // ≈ 0.015910
 * ```
 * @see {@link fCdf}
 */
export function fSurvival(f: number, df1: number, df2: number): number {
  return tail(f, df1, df2, true);
}

/**
 * The variance ratio that chance alone stays at or below with probability p.
 *
 * @param p - Probability in (0, 1).
 * @param df1 - Degrees of freedom of the numerator, 0.001 to 2e10.
 * @param df2 - Degrees of freedom of the denominator, 0.001 to 2e10.
 * @returns The quantile, above 0 unless it is smaller than every double.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`, `no_convergence` where a double cannot hold the
 * quantile.
 * @example
 * ```ts
 * fQuantile(0.95, 2, 27); // ≈ 3.354131
 * ```
 * @see {@link fCdf}, its inverse
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  requireNumber(p, "p", { above: 0, below: 1 });
  requireDf(df1, df2);
  const upper = p > 0.5;
  const logOdds = betaLogitQuantile(upper ? 1 - p : p, upper, df1 / 2, df2 / 2);
  const quantile = (df2 / df1) * Math.exp(logOdds);
  requireNumber(quantile, "the quantile");
  return quantile;
}

function requireDf(df1: number, df2: number): void {
  requireNumber(df1, "df1", { min: 1e-3, max: LARGEST_DF });
  requireNumber(df2, "df2", { min: 1e-3, max: LARGEST_DF });
}

function tail(f: number, df1: number, df2: number, upper: boolean): number {
  requireNumber(f, "f", { min: 0, max: 1e150 });
  requireDf(df1, df2);
  const part = df1 * f;
  return betaTail(part / (part + df2), df2 / (part + df2), df1 / 2, df2 / 2, upper);
}
