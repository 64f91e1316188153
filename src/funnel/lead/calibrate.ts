import { calibrationSteps } from "../../math/calibration-steps.ts";
import { isotonicAt } from "../../math/isotonic.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
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
  return { method, steps: calibrationSteps(logOdds, outcomes, { weights }) };
}

/** The chance that belongs to raw log-odds. */
export function chanceAt(calibration: LeadCalibration, logOdds: number): number {
  const chance =
    calibration.method === "isotonic"
      ? isotonicAt(calibration.steps, logOdds)
      : chanceOfLogOdds(calibration.method === "platt" ? calibration.intercept + calibration.slope * logOdds : logOdds);
  return Math.min(1 - SMALLEST, Math.max(SMALLEST, chance));
}
