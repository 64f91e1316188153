import { choleskyFactor, choleskyInverse, choleskySolve } from "../../math/cholesky.ts";
import type { NormalBelief } from "./belief.ts";

/** Beliefs after the data, as a normal with its covariance, row by row. */
export interface Posterior {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** Adds the data's slope and curvature (of minus the log-likelihood) at a point; returns minus the log-likelihood. */
export type Evidence = (at: Float64Array, slope: Float64Array, curvature: Float64Array) => number;

const STEPS = 100;
const CLOSE = 1e-10;

/**
 * Most plausible values under normal beliefs and the data, with the curvature there as the doubt that is left.
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, 4.1: the normal approximation
 */
export function posteriorOf(beliefs: readonly NormalBelief[], evidence: Evidence): Posterior {
  const n = beliefs.length;
  const slope = new Float64Array(n);
  const curvature = new Float64Array(n * n);
  const look = (at: Float64Array): number => {
    slope.fill(0);
    curvature.fill(0);
    let loss = evidence(at, slope, curvature);
    beliefs.forEach(({ mean, standardDeviation }, k) => {
      const z = ((at[k] as number) - mean) / standardDeviation;
      loss += (z * z) / 2;
      slope[k] = (slope[k] as number) + z / standardDeviation;
      curvature[k * n + k] = (curvature[k * n + k] as number) + standardDeviation ** -2;
    });
    return loss;
  };
  let at = Float64Array.from(beliefs, ({ mean }) => mean);
  let loss = look(at);
  for (let step = 0; step < STEPS && n > 0; step++) {
    const factor = choleskyFactor(curvature, n);
    if (factor === undefined) break;
    const move = choleskySolve(factor, slope);
    const size = Math.max(
      ...beliefs.map(({ standardDeviation }, k) => Math.abs(move[k] as number) / standardDeviation),
    );
    let part = 1;
    let next = at;
    let better = loss;
    for (let half = 0; half < 40; half++, part /= 2) {
      next = at.map((x, k) => x - part * (move[k] as number));
      better = look(next);
      if (better <= loss) break;
    }
    const done = size * part < CLOSE || !(better < loss);
    if (better <= loss) at = next;
    else look(at);
    loss = Math.min(loss, better);
    if (done) break;
  }
  const factor = n === 0 ? undefined : choleskyFactor(curvature, n);
  return { mean: at, covariance: factor === undefined ? new Float64Array(n * n) : choleskyInverse(factor) };
}
