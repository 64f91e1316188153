import type { CovariateRecord, Covariates } from "../types.ts";
import { requireStayModel } from "./model-check.ts";
import type { StayModel } from "./predict-types.ts";
import { linearPredictors, scoreOf, termValues } from "./read-record.ts";

/**
 * How much sooner than the average customer one is expected to leave, as one number to rank by: the linear predictor,
 * Σ coefficient · (value − centre), with the centre of every covariate as the model states it.
 *
 * @param model - From {@link fitCox}, {@link fitDiscreteHazard} or {@link fitAft}, or `loadModel`.
 * @param record - Every covariate of the fit, by name.
 * @returns A number without unit; 0 at the centre (mean of a number, reference of a category). For Cox and discrete
 * models higher means sooner, and e to it is the factor on the hazard (with logit link, on the odds); for an accelerated
 * model higher means *later*, and e to it is the factor on the time.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitCox(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] });
 * predictHazardScore(model, { complaints: 1.25 }); // => 0
 * predictHazardScore(model, { complaints: 3 }); // ≈ 0.40
 * ```
 */
export function predictHazardScore(model: StayModel, record: CovariateRecord): number {
  requireStayModel(model);
  return scoreOf(model, termValues(model, record), "record");
}

/**
 * {@link predictHazardScore} of many customers at once.
 *
 * @param model - As there.
 * @param covariates - Columns of the fit by name, one entry per customer; others are passed over. Not mutated.
 * @returns One score per customer.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`, `unknown_id`,
 * `empty_input` for a model without covariates.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitCox(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] });
 * predictHazardScoreColumn(model, { complaints: [1.25, 3] })[1]; // ≈ 0.40
 * ```
 */
export function predictHazardScoreColumn(model: StayModel, covariates: Covariates): Float64Array {
  requireStayModel(model);
  return linearPredictors(model, covariates);
}
