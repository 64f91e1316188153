import { requireNumber } from "../core/checks.ts";
import { gammaKernel, gammaTail, LARGEST_SHAPE } from "./incomplete-gamma.ts";
import { invertTail } from "./invert.ts";

/**
 * The probability that an amount or a waiting time with a gamma distribution stays at or below x.
 *
 * @param x - At least 0, in the unit of `scale`.
 * @param shape - Greater than 0, at most 1e10.
 * @param scale - Greater than 0; the mean is shape × scale.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * gammaCdf(3, 2, 1.5); // ≈ 0.593994150290
 * ```
 * @see NIST DLMF 8.2.4.
 */
export function gammaCdf(x: number, shape: number, scale: number): number {
  requireNumber(x, "x", { min: 0 });
  requireNumber(shape, "shape", { above: 0, max: LARGEST_SHAPE });
  requireNumber(scale, "scale", { above: 0 });
  return gammaTail(shape, Math.min(x / scale, Number.MAX_VALUE), false);
}

/**
 * The amount that a gamma-distributed quantity stays at or below with probability p.
 *
 * @param p - Probability in [0, 1).
 * @param shape - Greater than 0, at most 1e10.
 * @param scale - Greater than 0; the mean is shape × scale.
 * @returns The quantile, at least 0; 0 also where it lies below the smallest number a computer holds.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`, `no_convergence`.
 * @example
 * ```ts
 * gammaQuantile(0.5, 2, 1.5); // ≈ 2.51752048502
 * gammaQuantile(0, 2, 1.5); // => 0
 * ```
 * @see {@link gammaCdf}, its inverse.
 */
export function gammaQuantile(p: number, shape: number, scale: number): number {
  requireNumber(p, "p", { min: 0, below: 1 });
  requireNumber(shape, "shape", { above: 0, max: LARGEST_SHAPE });
  requireNumber(scale, "scale", { above: 0 });
  return gammaQuantileUnchecked(p, shape) * scale;
}

/** Quantile at scale 1. @internal */
export function gammaQuantileUnchecked(p: number, shape: number): number {
  if (p === 0) return 0;
  const upper = p > 0.5;
  const log = invertTail(upper ? 1 - p : p, upper, Math.log(shape), (w) => {
    const x = Math.exp(w);
    return { tail: gammaTail(shape, x, upper), density: gammaKernel(shape, x), slope: shape - x };
  });
  return Math.exp(log);
}
