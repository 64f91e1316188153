import { requireNumber } from "../core/checks.ts";
import { betaTail } from "./incomplete-beta.ts";

/** Largest parameter: beyond it the continued fraction would take more than about 1e5 steps. */
const LARGEST = 1e10;

/** Refuses parameters of a beta distribution outside (0, 1e10]. @internal */
export function requireBetaParameters(a: number, b: number): void {
  requireNumber(a, "a", { above: 0, max: LARGEST });
  requireNumber(b, "b", { above: 0, max: LARGEST });
}

/**
 * The probability that a share with a beta(a, b) distribution stays at or below x.
 *
 * @param x - A share in [0, 1].
 * @param a - Greater than 0, at most 1e10: prior successes plus those seen.
 * @param b - Greater than 0, at most 1e10: prior failures plus those seen.
 * @returns I_x(a, b) in [0, 1], exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * regularizedBeta(0.5, 2, 3); // ≈ 0.6875
 * ```
 * @see NIST DLMF 8.17.2.
 */
export function regularizedBeta(x: number, a: number, b: number): number {
  requireNumber(x, "x", { min: 0, max: 1 });
  requireBetaParameters(a, b);
  return betaTail(x, 1 - x, a, b, false);
}

/**
 * The probability that a share with a beta(a, b) distribution exceeds x.
 *
 * @param x - A share in [0, 1].
 * @param a - Greater than 0, at most 1e10.
 * @param b - Greater than 0, at most 1e10.
 * @returns 1 − I_x(a, b) in [0, 1], exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * regularizedBetaUpper(0.5, 2, 3); // ≈ 0.3125
 * ```
 * @see NIST DLMF 8.17.4.
 */
export function regularizedBetaUpper(x: number, a: number, b: number): number {
  requireNumber(x, "x", { min: 0, max: 1 });
  requireBetaParameters(a, b);
  return betaTail(x, 1 - x, a, b, true);
}
