import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { calibrationSteps } from "../../math/calibration-steps.ts";
import { isotonicAt } from "../../math/isotonic.ts";
import { chanceOfLogOdds, logOddsOfChance } from "../../math/log-odds.ts";
import { requireChances, requireOutcomes } from "../../math/outcomes.ts";
import { fitPlatt } from "../../math/platt.ts";
import { MOST_HORIZON } from "./evaluate.ts";
import type { ChurnCalibration, FitChurnCalibrationOptions } from "./types.ts";

/**
 * Learns how the chances of any churn model must be bent to come true, from customers the model has not seen: by a line
 * on the log-odds scale (Platt), or by steps of no other shape than "higher, not less likely" (isotonic).
 *
 * @param chances - Chances to leave within the horizon, in [0, 1], one per customer.
 * @param left - 0 or 1: who had left by then.
 * @param options - `horizonMonths` for which it holds; `method`: `"platt"` (default), good from a few dozen leavers, or
 * `"isotonic"`, which wants hundreds.
 * @returns A plain JSON calibration for `predictChurn` and `predictChurnColumn`.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`,
 * `no_convergence`.
 * @example
 * ```ts
 * const chances = [0.1, 0.1, 0.2, 0.2, 0.4, 0.4, 0.8, 0.8];
 * const calibration = fitChurnCalibration(chances, [0, 0, 0, 1, 0, 0, 1, 0], { horizonMonths: 3 });
 * calibration.slope < 1; // => true
 * ```
 * @see Platt (1999), Advances in Large Margin Classifiers; Zadrozny & Elkan (2002), KDD
 */
export function fitChurnCalibration(
  chances: ArrayLike<number>,
  left: ArrayLike<number>,
  options: FitChurnCalibrationOptions,
): ChurnCalibration {
  requireObject(options, "options");
  const { horizonMonths, method = "platt" } = options;
  requireNumber(horizonMonths, "options.horizonMonths", { min: 1, max: MOST_HORIZON, integer: true });
  requireOneOf(method, ["platt", "isotonic"], "options.method");
  requireChances(chances, left);
  requireOutcomes(left, true);
  const fittedOn = { customers: chances.length, left: Array.from(left).reduce((sum, flag) => sum + flag, 0) };
  const common = { kind: "churn_calibration", version: 1, horizonMonths, fittedOn } as const;
  if (method === "isotonic") {
    const steps = calibrationSteps(chances, left).map(({ from, to, mean }) => ({ from, to, mean }));
    return { ...common, method, steps };
  }
  const { intercept, slope } = fitPlatt(Float64Array.from(chances, logOddsOfChance), left);
  return { ...common, method, intercept, slope };
}

/** Refuses what is no calibration, or one for another horizon. */
export function requireCalibration(calibration: ChurnCalibration, horizons: readonly number[]): void {
  requireObject(calibration, "options.calibration");
  const { kind, method, horizonMonths } = calibration;
  const whole =
    kind === "churn_calibration" &&
    (method === "platt"
      ? Number.isFinite(calibration.intercept) && Number.isFinite(calibration.slope)
      : method === "isotonic" && Array.isArray(calibration.steps) && calibration.steps.length > 0);
  if (!whole) {
    throw new ClienteleError(
      "invalid_model",
      `options.calibration must come from fitChurnCalibration, got ${show(kind)}`,
      {
        name: "options.calibration",
      },
    );
  }
  for (const months of horizons) {
    if (months === horizonMonths) continue;
    throw new ClienteleError(
      "inconsistent",
      `options.calibration holds for ${horizonMonths} months, not for ${months}; ask for that horizon alone, or learn one for it`,
      { horizonMonths, asked: months },
    );
  }
}

/** A chance as it comes true. */
export function calibratedChance(calibration: ChurnCalibration, chance: number): number {
  return calibration.method === "platt"
    ? chanceOfLogOdds(calibration.intercept + calibration.slope * logOddsOfChance(chance))
    : isotonicAt(calibration.steps, chance);
}

/** The same of a chance with its interval. */
export function calibratedEstimate(calibration: ChurnCalibration, { value, n, interval }: Estimate): Estimate {
  const ends = [interval.lower, interval.upper].map((end) => calibratedChance(calibration, end)) as [number, number];
  return {
    value: calibratedChance(calibration, value),
    n,
    interval: { lower: Math.min(...ends), upper: Math.max(...ends), level: interval.level },
  };
}
