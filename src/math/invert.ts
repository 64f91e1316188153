import { ClienteleError } from "../core/errors.ts";

/** Where a tail probability stands at w, and how it changes there. @internal */
export interface TailPoint {
  readonly tail: number;
  /** Density of w. */
  readonly density: number;
  /** Derivative of the density's logarithm. */
  readonly slope: number;
}

/** Beyond e^±708 no double holds full precision. */
const LIMIT = 708;

/**
 * Finds the w on the log or logit scale whose lower (or upper) tail is the target, in (0, 1), by Euler's third-order
 * step on the tail's logarithm; that is concave where the density of w is log-concave, so the step cannot run away.
 * −Infinity or Infinity where the answer lies beyond what a double can hold.
 *
 * @see Traub, Iterative Methods for the Solution of Equations (1964), section 5.
 * @internal
 */
export function invertTail(target: number, upper: boolean, start: number, at: (w: number) => TailPoint): number {
  const sign = upper ? -1 : 1;
  let previous = start;
  let w = start;
  for (let i = 0; i < 300; i++) {
    const { tail, density, slope } = at(w);
    if (tail <= 0 || density <= 0) {
      w = (w + previous) / 2;
      continue;
    }
    const gap = Math.log(tail / target);
    const rate = (sign * density) / tail;
    const root = 1 - 2 * gap * (slope / rate - 1);
    const step = -gap / rate / (root > 0 ? (1 + Math.sqrt(root)) / 2 : 1);
    if (Math.abs(step) * (Math.abs(rate) + Math.abs(slope)) < 1e-5) return w + step;
    if (Math.abs(w) === LIMIT && step * w > 0) return w * Infinity;
    previous = w;
    w = Math.min(LIMIT, Math.max(-LIMIT, w + step));
  }
  throw new ClienteleError("no_convergence", `no quantile found for the tail probability ${target}`, { target });
}
