import { logGamma } from "./gamma.ts";

/** A family of tails F₀ > F₁ > … that fall by known steps. @internal */
export interface TailFamily {
  /** F_j, in [0, 1]. */
  readonly tail: (j: number) => number;
  /** F_j − F_(j+1). */
  readonly step: (j: number) => number;
  /** The step at j + 1 over the step at j. */
  readonly next: (j: number) => number;
}

/** Weights below this change no digit that is asked for. */
const SMALLEST = 1e-17;

/**
 * The mean of tails F_j, j being Poisson with the mean given: how noncentral distributions are made of central ones.
 * Starts where the weights are largest and walks both ways, so that no term is lost at a large mean.
 *
 * @internal
 */
export function poissonMixture(mean: number, { tail, step, next }: TailFamily): number {
  if (mean === 0) return tail(0);
  const middle = Math.floor(mean);
  const weight = Math.exp(middle * Math.log(mean) - mean - logGamma(middle + 1));
  const level = tail(middle);
  const fall = step(middle);
  let total = weight * level;
  let mass = weight;
  let w = weight;
  let f = level;
  let s = fall;
  for (let j = middle; w > SMALLEST * weight; j++) {
    f = Math.max(0, f - s);
    s *= next(j);
    w *= mean / (j + 1);
    total += w * f;
    mass += w;
  }
  w = weight;
  f = level;
  s = fall;
  for (let j = middle - 1; j >= 0 && w > SMALLEST * weight; j--) {
    s /= next(j);
    f = Math.min(1, f + s);
    w *= (j + 1) / mean;
    total += w * f;
    mass += w;
  }
  // the rounding of the first weight, which grows with the mean, drops out
  return Math.min(1, total / mass);
}
