import { isotonicAt, isotonicRegression, poolAdjacentViolators } from "../../math/isotonic.ts";
import { fitPlatt } from "../../math/platt.ts";
import type { LeadCalibration, LeadCalibrationMethod } from "./types.ts";

/** No chance is ever shown nearer to 0 or 1; Odoo's limits, 0.01 % and 99.99 %. */
const SMALLEST = 1e-4;

/** Learns from raw log-odds of leads that had no part in the fit how often such leads are won. */
export function fitCalibration(
  method: LeadCalibrationMethod,
  logOdds: Float64Array,
  outcomes: Float64Array,
  weights: Float64Array,
): LeadCalibration {
  if (method === "none") return { method };
  if (method === "platt") {
    const { intercept, slope } = fitPlatt(logOdds, outcomes, { weights });
    if (slope >= 0) return { method, intercept, slope };
    // a score that ranks the wrong way round knows nothing: the base rate for all, rather than the order reversed
    return { method, intercept: fitPlatt(new Float64Array(logOdds.length), outcomes, { weights }).intercept, slope: 0 };
  }
  const steps = isotonicRegression(logOdds, outcomes, { weights });
  const n = steps.reduce((sum, step) => sum + step.n, 0);
  const rate = steps.reduce((sum, step) => sum + step.n * step.mean, 0) / n;
  // one lead at the base rate on each step: a step of three lost leads is no proof that nobody wins there
  const drawn = steps.map((step) => ({ n: step.n, mean: (step.n * step.mean + rate) / (step.n + 1) }));
  return {
    method,
    steps: poolAdjacentViolators(drawn).map(({ first, last, n: size, mean }) => ({
      from: (steps[first] as { from: number }).from,
      to: (steps[last] as { to: number }).to,
      n: size,
      mean,
    })),
  };
}

/** The chance that belongs to raw log-odds. */
export function chanceAt(calibration: LeadCalibration, logOdds: number): number {
  const chance =
    calibration.method === "isotonic"
      ? isotonicAt(calibration.steps, logOdds)
      : logistic(calibration.method === "platt" ? calibration.intercept + calibration.slope * logOdds : logOdds);
  return Math.min(1 - SMALLEST, Math.max(SMALLEST, chance));
}

export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}
