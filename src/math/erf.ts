import { requireNumber } from "../core/checks.ts";

const TWO_OVER_ROOT_PI = 1.1283791670955126;

/** Distance of the nodes in {@link erfcScaled}; the rule's relative error is e^(−π²/h²) = 7e-18. */
const STEP = 0.5;

/** Nodes after which e^(−n²h²) is below the last digit. */
const NODES = 12;

/** Above this the factor e^(x²) times the pole's correction is below the last digit. */
const POLE = Math.PI / STEP;

/**
 * The error function: the share of normally distributed errors that stay within ±x·√2 standard deviations.
 *
 * @param x - Any finite number.
 * @returns A number in [−1, 1], to full relative accuracy near zero.
 * @throws ClienteleError `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * erf(0); // => 0
 * erf(1); // ≈ 0.842700792950
 * ```
 * @see NIST DLMF 7.2.1 and 7.6.1.
 */
export function erf(x: number): number {
  requireNumber(x, "x");
  const size = Math.abs(x);
  if (size < 0.5) return erfSeries(x);
  return Math.sign(x) * (1 - upper(size));
}

/**
 * The complement 1 − erf(x): the share of errors beyond, exact in its leading digits however small it is.
 *
 * @param x - Any finite number; the result falls below the smallest number a computer holds from x = 27.3 on.
 * @returns A number in [0, 2].
 * @throws ClienteleError `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * erfc(0); // => 1
 * erfc(1); // ≈ 0.157299207050
 * erfc(10) * 1e45; // ≈ 2.08848758376
 * ```
 * @see NIST DLMF 7.2.2.
 */
export function erfc(x: number): number {
  requireNumber(x, "x");
  return x < 0 ? 2 - upper(-x) : upper(x);
}

function upper(x: number): number {
  return x < 0.5 ? 1 - erfSeries(x) : gaussian(x, 1) * erfcScaled(x);
}

/** DLMF 7.6.1; for |x| < 0.5. @internal */
export function erfSeries(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; n < 14; n++) {
    term *= -square / n;
    sum += term / (2 * n + 1);
  }
  return TWO_OVER_ROOT_PI * sum;
}

/** e^(−scale·x²) for x ≥ 0 without the rounding of x², which the exponential would blow up. @internal */
export function gaussian(x: number, scale: number): number {
  if (x > 40) return 0;
  const head = Math.round(x * 16) / 16;
  return Math.exp(-scale * head * head) * Math.exp(-scale * (x - head) * (x + head));
}

/**
 * e^(x²)·erfc(x) for x ≥ 0: the trapezoidal rule for (x/π)∫e^(−t²)/(x²+t²)dt, corrected for the poles at ±ix.
 *
 * @see Matta and Reichl (1971), Mathematics of Computation 25, 339–344.
 * @internal
 */
export function erfcScaled(x: number): number {
  const square = x * x;
  if (x < 0.5) return Math.exp(square) * (1 - erfSeries(x));
  let weight = 1;
  let sum = 1 / (2 * x);
  for (let n = 1; n <= NODES; n++) {
    const node = STEP * n;
    weight *= Math.exp(STEP * (STEP / 2 - node) * 2);
    sum += weight / (x + (node * node) / x);
  }
  const pole = x < POLE ? (2 * Math.exp(square)) / (1 - Math.exp((2 * Math.PI * x) / STEP)) : 0;
  return ((2 * STEP) / Math.PI) * sum + pole;
}
