import { requireNumber } from "../core/checks.ts";
import { betaKernel, betaTail } from "./incomplete-beta.ts";
import { poissonMixture } from "./poisson-mixture.ts";

/** Largest noncentrality; the number of terms grows with its square root. */
const LARGEST_SHIFT = 1e10;

/**
 * The probability that a variance ratio stays at or below f where the groups truly differ: what the interval of an
 * effect size is solved from.
 *
 * @param f - Statistic, at least 0, at most 1e150.
 * @param df1 - Degrees of freedom of the numerator, 0.001 to 1e10.
 * @param df2 - Degrees of freedom of the denominator, 0.001 to 1e10.
 * @param shift - Noncentrality λ, 0 to 1e10; 0 is the ordinary distribution.
 * @returns A probability, to about 1e-13.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * noncentralFCdf(3, 2, 20, 4); // ≈ 0.566031
 * ```
 * @see Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, eq. 30.12
 */
export function noncentralFCdf(f: number, df1: number, df2: number, shift: number): number {
  requireNumber(f, "f", { min: 0, max: 1e150 });
  requireNumber(df1, "df1", { min: 1e-3, max: 1e10 });
  requireNumber(df2, "df2", { min: 1e-3, max: 1e10 });
  requireNumber(shift, "shift", { min: 0, max: LARGEST_SHIFT });
  const part = df1 * f;
  const x = part / (part + df2);
  const y = df2 / (part + df2);
  const b = df2 / 2;
  // DLMF 8.17.20: I(a, b) − I(a + 1, b) = x^a y^b / (a B(a, b))
  return poissonMixture(shift / 2, {
    tail: (j) => betaTail(x, y, df1 / 2 + j, b, false),
    step: (j) => (x <= 0 || y <= 0 ? 0 : betaKernel(x, y, df1 / 2 + j, b) / (df1 / 2 + j)),
    next: (j) => (x * (df1 / 2 + j + b)) / (df1 / 2 + j + 1),
  });
}
