import { requireNumber } from "../core/checks.ts";
import type { Estimate } from "../core/estimate.ts";
import { logOddsOfChance } from "./log-odds.ts";
import { fitLogistic } from "./logistic.ts";
import { normalQuantile } from "./normal.ts";
import { type OutcomeWeights, requireChances, requireOutcomes, weightsOf } from "./outcomes.ts";

/** How forecasts would have to be bent to fit what came true: log-odds of the truth = intercept + slope · log-odds. */
export interface CalibrationLine {
  /** 1 for honest forecasts; below 1 they are too extreme, above 1 too timid. */
  readonly slope: Estimate;
  /** 0 for honest forecasts. */
  readonly intercept: Estimate;
}

/**
 * Tells whether forecasts are too bold or too timid, by a logistic regression of what happened on their log-odds.
 *
 * @param forecasts - Chances in [0, 1]; those within 1e-12 of 0 or 1 count as 1e-12 away.
 * @param outcomes - 0 or 1, one per forecast.
 * @param options - `level` of the intervals in (0, 1), default 0.95; `weights`.
 * @returns Slope and intercept with normal intervals; `undefined` where no line is decided: one outcome or one forecast
 * for all, or forecasts that tell both kinds apart without a miss.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const line = calibrationLine([0.1, 0.2, 0.3, 0.7, 0.8, 0.9], [0, 1, 0, 1, 0, 1]);
 * line?.slope.value; // ≈ 0.4739
 * ```
 * @see Cox (1958), Biometrika 45, 562–565; Van Calster et al. (2019), BMC Medicine 17, 230
 */
export function calibrationLine(
  forecasts: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: OutcomeWeights & { readonly level?: number } = {},
): CalibrationLine | undefined {
  requireChances(forecasts, outcomes);
  requireOutcomes(outcomes, true);
  const weights = weightsOf(options, forecasts.length);
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const logits = Float64Array.from(forecasts, logOddsOfChance);
  const fit = fitLogistic([logits], outcomes, { ridge: 0, weights });
  if (fit === undefined || !fit.converged) return undefined;
  const z = normalQuantile((1 + level) / 2);
  const estimate = (value: number, variance: number): Estimate => {
    const reach = z * Math.sqrt(Math.max(0, variance));
    return { value, n: fit.n, interval: { lower: value - reach, upper: value + reach, level } };
  };
  return {
    slope: estimate(fit.coefficients[0] as number, fit.covariance[3] as number),
    intercept: estimate(fit.intercept, fit.covariance[0] as number),
  };
}
