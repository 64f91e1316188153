import type { LikelihoodMaximum } from "../fit/maximize.ts";
import type { Likelihood } from "./likelihood.ts";

/** Slope per customer at which the point may be handed on. */
const NEAR = 1e-10;

/** Steps at most: each brings two digits where the curvature is right to a hundredth. */
const STEPS = 12;

/** Where it led, and how often the likelihood of all cells was asked. */
export interface Approached {
  readonly point: readonly number[];
  readonly evaluations: number;
}

/**
 * From the maximum on binned times to that on all cells: Newton steps with the slope of all cells and the curvature of
 * the bins, so that the many cells are read a few times only. Ends early where a step leads down.
 */
export function approach(full: Likelihood, rough: LikelihoodMaximum, customers: number): Approached {
  const { covariance } = rough;
  let point = rough.point;
  if (covariance === undefined) return { point, evaluations: 0 };
  const slope = new Float64Array(full.size);
  let value = full.evaluate(point, slope);
  let evaluations = 1;
  for (let step = 0; step < STEPS; step++) {
    if (slope.every((cell) => Math.abs(cell) <= NEAR * customers)) break;
    const move = covariance.map((row) => row.reduce((total, cell, j) => total + cell * (slope[j] as number), 0));
    const next = point.map((cell, i) => cell + (move[i] as number));
    const height = full.evaluate(next, slope);
    evaluations++;
    // near the summit heights differ by rounding alone
    if (!(height >= value - 1e-10 * Math.abs(value))) break;
    point = next;
    value = height;
  }
  return { point, evaluations };
}
