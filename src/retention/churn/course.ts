import type { Estimate, Interval } from "../../core/estimate.ts";
import { dot } from "../../math/dot.ts";
import { normalQuantile } from "../../math/normal.ts";
import { calibrated, coefficientsOf, moveOn, vectorOf } from "./evaluate.ts";
import type { ChurnCustomer, ChurnModel } from "./types.ts";

/** A customer's chances month by month. */
export interface ChurnCourse {
  /** Chance to have left within 1, 2, … months. */
  readonly left: Float64Array;
  /** Its standard error on the scale log(−log(1 − chance)). */
  readonly error: Float64Array;
  /** Months expected to be lost within 1, 2, … months, and the standard error of the same scale for their share. */
  readonly lost: Float64Array;
  readonly lostError: Float64Array;
  readonly unknown: readonly string[];
  readonly beyond: readonly string[];
}

/** Walks the months ahead, everything but tenure staying as it is. */
export function courseOf(model: ChurnModel, customer: ChurnCustomer, months: number): ChurnCourse {
  const { values, unknown, beyond } = vectorOf(model, customer);
  const coefficients = coefficientsOf(model);
  const p = values.length;
  // gradients of the cumulative hazard, and of the months lost
  const gradient = new Float64Array(p);
  const lostGradient = new Float64Array(p);
  const course = {
    left: new Float64Array(months),
    error: new Float64Array(months),
    lost: new Float64Array(months),
    lostError: new Float64Array(months),
  };
  const slope = model.calibration.slope;
  let hazard = 0;
  let lost = 0;
  for (let k = 0; k < months; k++) {
    if (k > 0) moveOn(model, customer.tenure + k, values);
    const odds = Math.exp(calibrated(model, dot(coefficients, values)));
    hazard += Math.log1p(odds);
    const chance = odds / (1 + odds);
    for (let j = 0; j < p; j++) gradient[j] = (gradient[j] as number) + slope * chance * (values[j] as number);
    const stay = Math.exp(-hazard);
    for (let j = 0; j < p; j++) lostGradient[j] = (lostGradient[j] as number) + stay * (gradient[j] as number);
    const left = -Math.expm1(-hazard);
    lost += left;
    course.left[k] = left;
    course.error[k] = hazard > 0 ? spreadOf(model, gradient) / hazard : 0;
    course.lost[k] = lost;
    // log(−log(1 − share)) of the share of months lost
    const share = lost / (k + 1);
    const minusLog = -Math.log1p(-share);
    const scale = (k + 1) * (1 - share) * minusLog;
    course.lostError[k] = scale > 0 && Number.isFinite(scale) ? spreadOf(model, lostGradient) / scale : 0;
  }
  return { ...course, unknown, beyond };
}

/** Standard error of what has this gradient. */
export function spreadOf({ covariance }: ChurnModel, gradient: Float64Array): number {
  const p = gradient.length;
  let variance = 0;
  for (let i = 0; i < p; i++) {
    const g = gradient[i] as number;
    if (g === 0) continue;
    let row = 0;
    for (let j = 0; j < p; j++) row += (covariance[i * p + j] as number) * (gradient[j] as number);
    variance += g * row;
  }
  return Math.sqrt(Math.max(0, variance));
}

/** A chance with the interval of its standard error on the scale log(−log(1 − chance)), which stays inside [0, 1]. */
export function chanceEstimate(chance: number, error: number, n: number, level: number): Estimate {
  const interval = ((): Interval => {
    const hazard = -Math.log1p(-chance);
    // with certainty there is nothing to spread
    if (!(hazard > 0) || hazard === Number.POSITIVE_INFINITY) return { lower: chance, upper: chance, level };
    const factor = Math.exp(Math.min(MOST_STEP, normalQuantile((1 + level) / 2) * error));
    return { lower: -Math.expm1(-hazard / factor), upper: -Math.expm1(-hazard * factor), level };
  })();
  return { value: chance, n, interval };
}

/** e to this is still a number. */
const MOST_STEP = 700;

/** The same figure in another unit. */
export function scaled({ value, n, interval }: Estimate, by: number): Estimate {
  return {
    value: value * by,
    n,
    interval: { lower: interval.lower * by, upper: interval.upper * by, level: interval.level },
  };
}
