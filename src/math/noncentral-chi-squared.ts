import { requireNumber } from "../core/checks.ts";
import { gammaKernel, gammaTail } from "./incomplete-gamma.ts";
import { poissonMixture } from "./poisson-mixture.ts";

/**
 * The probability that a chi-squared statistic stays at or below x where there truly is something to be found: what the
 * interval of an association is solved from.
 *
 * @param x - Statistic, at least 0, at most 1e12.
 * @param df - Degrees of freedom, 0.001 to 1e9.
 * @param shift - Noncentrality λ, 0 to 1e10; 0 is the ordinary distribution.
 * @returns A probability, to about 1e-13.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * noncentralChiSquaredCdf(5, 2, 3); // ≈ 0.594061
 * ```
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, eq. 29.3
 */
export function noncentralChiSquaredCdf(x: number, df: number, shift: number): number {
  requireNumber(x, "x", { min: 0, max: 1e12 });
  requireNumber(df, "df", { min: 1e-3, max: 1e9 });
  requireNumber(shift, "shift", { min: 0, max: 1e10 });
  // DLMF 8.8.5: P(a, z) − P(a + 1, z) = z^a e^−z / Γ(a + 1)
  return poissonMixture(shift / 2, {
    tail: (j) => gammaTail(df / 2 + j, x / 2, false),
    step: (j) => (x <= 0 ? 0 : gammaKernel(df / 2 + j, x / 2) / (df / 2 + j)),
    next: (j) => x / 2 / (df / 2 + j + 1),
  });
}
