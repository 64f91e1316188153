import { requireNumber } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { regularizedBeta, requireBetaParameters } from "./beta.ts";
import { betaKernel, betaTail } from "./incomplete-beta.ts";
import { invertTail } from "./invert.ts";

/**
 * The probability that a rate known up to a beta(a, b) distribution is at most x.
 *
 * @param x - A share in [0, 1].
 * @param a - Greater than 0, at most 1e10: prior successes plus those seen.
 * @param b - Greater than 0, at most 1e10: prior failures plus those seen.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * betaCdf(0.5, 2, 3); // ≈ 0.6875
 * ```
 * @see NIST DLMF 8.17.2.
 */
export function betaCdf(x: number, a: number, b: number): number {
  return regularizedBeta(x, a, b);
}

/**
 * The rate that a beta(a, b) distribution stays at or below with probability p: an end of a credible interval.
 *
 * @param p - Probability in [0, 1].
 * @param a - Greater than 0, at most 1e10.
 * @param b - Greater than 0, at most 1e10.
 * @returns The quantile, a share in [0, 1].
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`, `no_convergence` (also for a p between 0 and
 * 2⁻¹⁰²²).
 * @example
 * ```ts
 * betaQuantile(0.5, 2, 3); // ≈ 0.385727568132
 * betaQuantile(1, 2, 3); // => 1
 * ```
 * @see {@link betaCdf}, its inverse.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireNumber(p, "p", { min: 0, max: 1 });
  requireBetaParameters(a, b);
  if (p === 0 || p === 1) return p;
  const upper = p > 0.5;
  return shareOf(betaLogitQuantile(upper ? 1 - p : p, upper, a, b));
}

/** The share whose log odds are w. @internal */
export function shareOf(w: number): number {
  return 1 / (1 + Math.exp(-w));
}

/** The smallest double with all its digits, 2⁻¹⁰²²: tails below it are too coarse to be met. */
const SMALLEST_TAIL = 2 ** -1022;

/** Log odds at which the lower (or upper) tail equals the target; ±Infinity where a double cannot hold the odds. @internal */
export function betaLogitQuantile(target: number, upper: boolean, a: number, b: number): number {
  if (target < SMALLEST_TAIL) {
    throw new ClienteleError("no_convergence", `no quantile is known for a tail probability below ${SMALLEST_TAIL}`, {
      target,
    });
  }
  return invertTail(target, upper, Math.log(a / b), (w) => {
    const x = shareOf(w);
    const y = shareOf(-w);
    return { tail: betaTail(x, y, a, b, upper), density: betaKernel(x, y, a, b), slope: a * y - b * x };
  });
}
