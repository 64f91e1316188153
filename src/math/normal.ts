import { requireNumber } from "../core/checks.ts";
import { erfcScaled, erfSeries, gaussian } from "./erf.ts";

const ROOT_TWO_PI = 2.5066282746310002;

/**
 * The height of the bell curve with mean 0 and standard deviation 1.
 *
 * @param x - Any finite number.
 * @returns The density, at most 0.3989…
 * @throws ClienteleError `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * normalPdf(0); // ≈ 0.398942280401
 * ```
 * @see NIST DLMF 7.2; φ(x) = e^(−x²/2)/√(2π).
 */
export function normalPdf(x: number): number {
  requireNumber(x, "x");
  return gaussian(Math.abs(x), 0.5) / ROOT_TWO_PI;
}

/**
 * The probability that a standard normal quantity stays at or below x.
 *
 * @param x - Any finite number.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * normalCdf(0); // => 0.5
 * normalCdf(1.959963984540054); // ≈ 0.975
 * ```
 * @see NIST DLMF 7.2.2; Φ(x) = ½·erfc(−x/√2).
 */
export function normalCdf(x: number): number {
  requireNumber(x, "x");
  return x < 0 ? upper(-x) : 1 - upper(x);
}

/**
 * The one-sided p-value of a z statistic: the probability that a standard normal quantity exceeds x.
 *
 * @param x - Any finite number.
 * @returns A probability, exact in its leading digits however small it is.
 * @throws ClienteleError `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * normalSurvival(1.959963984540054); // ≈ 0.025
 * normalSurvival(10) * 1e24; // ≈ 7.61985302416
 * ```
 * @see {@link normalCdf}
 */
export function normalSurvival(x: number): number {
  requireNumber(x, "x");
  return x < 0 ? 1 - upper(-x) : upper(x);
}

/**
 * The z value that a standard normal quantity stays at or below with probability p, such as 1.96 for 0.975.
 *
 * @param p - Probability in (0, 1).
 * @returns The quantile, exact in its leading digits near zero and in the far tail.
 * @throws ClienteleError `not_finite`, `out_of_range`, `invalid_type`.
 * @example
 * ```ts
 * normalQuantile(0.975); // ≈ 1.95996398454
 * normalQuantile(0.5); // => 0
 * ```
 * @see Start: Abramowitz and Stegun (1964), 26.2.23; then Halley's step on the logarithm of the tail.
 */
export function normalQuantile(p: number): number {
  requireNumber(p, "p", { above: 0, below: 1 });
  const outer = Math.min(p, 1 - p);
  if (outer > 0.4) return centralQuantile(p - 0.5);
  const t = Math.sqrt(-2 * Math.log(outer));
  let x = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let i = 0; i < 2; i++) {
    const scaled = erfcScaled(x / Math.SQRT2);
    const hazard = 2 / (ROOT_TWO_PI * scaled);
    const gap = Math.log(scaled / 2) - Math.log(outer) - (x * x) / 2;
    x += gap / (hazard + (gap / 2) * (hazard - x));
  }
  return p < 0.5 ? -x : x;
}

/** Halley's step on ½·erf(x/√2) = d for |d| ≤ 0.1. */
function centralQuantile(d: number): number {
  const y = d * ROOT_TWO_PI;
  let x = y + y ** 3 / 6;
  for (let i = 0; i < 2; i++) {
    const gap = ((erfSeries(x / Math.SQRT2) / 2 - d) * ROOT_TWO_PI) / Math.exp((-x * x) / 2);
    x -= gap / (1 + (x * gap) / 2);
  }
  return x;
}

function upper(x: number): number {
  return x < 1e-300 ? 0.5 : (gaussian(x, 0.5) * erfcScaled(x / Math.SQRT2)) / 2;
}
