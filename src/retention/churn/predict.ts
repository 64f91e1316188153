import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { predictSurvival } from "../hazard/predict.ts";
import type { StayModel } from "../hazard/predict-types.ts";
import type { CovariateRecord } from "../types.ts";
import { calibratedEstimate, requireCalibration } from "./calibrate.ts";
import { chanceEstimate, courseOf, scaled } from "./course.ts";
import { MOST_HORIZON, requireChurnModel, requireCustomer } from "./evaluate.ts";
import type {
  ChurnAnswer,
  ChurnCustomer,
  ChurnForecast,
  ChurnModel,
  ChurnNumberField,
  ChurnPrediction,
  PredictChurnOptions,
  StayChurnForecast,
  StayChurnPrediction,
} from "./types.ts";

const MOST_VALUE = 1e150;

/**
 * How likely a customer is to leave within the next months, given that they have stayed so far, and what money hangs on
 * it; what is known of the customer is taken to stay as it is, tenure alone moves on.
 *
 * @param model - From {@link fitChurn}, or from {@link fitCox}, {@link fitAft} or {@link fitDiscreteHazard}, which know no
 * missing facts and see no farther than they watched; or any of them from `loadModel`.
 * @param customer - `tenure` in whole months, counted as in the fit; `covariates` by name. A fact that is left out,
 * `null`, or a level never seen counts as the average customer's; a number beyond those seen as the nearest seen. Both
 * are named in the answer.
 * @param options - `horizonMonths`, one or several; `value` lost with the customer; `monthlyValue` they bring; `level`;
 * `calibration` for one horizon; of a Cox model with strata the customer's `stratum`.
 * @returns Per horizon the chance and the months expected to be lost, each with an interval that holds what the fit does
 * not know about its coefficients; `n` counts the months fitted. By a model of stays the chance alone, or why there is none.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `inconsistent` for a calibration
 * of another horizon.
 * @example
 * ```ts
 * const random = createRandom(1);
 * const rows = Array.from({ length: 600 }, (_, i) => ({ tenure: i % 24, plan: i % 3 === 0 ? "month" : "year" }));
 * const left = rows.map(({ plan }) => random.uniform() < (plan === "month" ? 0.25 : 0.05));
 * const table = { tenure: rows.map((r) => r.tenure), left, covariates: { plan: rows.map((r) => r.plan) } };
 * const model = fitChurn(table, { rows: "months" });
 * const customer = { tenure: 12, covariates: { plan: "year" } };
 * const { horizons } = predictChurn(model, customer, { horizonMonths: [1, 12], monthlyValue: 50 });
 * horizons[0].chance.value < horizons[1].chance.value; // => true
 * horizons[1].monthlyValueAtStake.value === 50 * horizons[1].monthsLost.value; // => true
 * ```
 * @see Tutz & Schmid (2016), Modeling Discrete Time-to-Event Data, eq. 3.2: survival as a product of monthly chances
 */
export function predictChurn<M extends ChurnModel | StayModel>(
  model: M,
  customer: ChurnCustomer,
  options: PredictChurnOptions,
): ChurnAnswer<M> {
  const stays = isStayModel(model);
  if (!stays) requireChurnModel(model);
  requireCustomer(customer);
  requireObject(options, "options");
  const { horizonMonths, value, monthlyValue, level = model.level, calibration, stratum } = options;
  const horizons = readHorizons(horizonMonths);
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (value !== undefined) requireNumber(value, "options.value", { min: 0, max: MOST_VALUE });
  if (monthlyValue !== undefined) requireNumber(monthlyValue, "options.monthlyValue", { min: 0, max: MOST_VALUE });
  if (calibration !== undefined) requireCalibration(calibration, horizons);
  if (stays) {
    if (monthlyValue !== undefined) {
      throw new ClienteleError("inconsistent", "options.monthlyValue needs a model from fitChurn; give options.value", {
        kind: model.kind,
      });
    }
    const forecasts: StayChurnPrediction = { horizons: stayForecasts(model, customer, horizons, options) };
    return forecasts as ChurnAnswer<M>;
  }
  if (stratum !== undefined) {
    throw new ClienteleError("inconsistent", "options.stratum belongs to a Cox model with strata; leave it out", {});
  }
  const farthest = horizons[horizons.length - 1] as number;
  const course = courseOf(model, customer, farthest);
  const { max } = model.tenure as ChurnNumberField;
  const agesBeyond = !course.beyond.includes("tenure") && customer.tenure + farthest - 1 > max;
  const n = model.fittedOn.months;
  return {
    horizons: horizons.map((months): ChurnForecast => {
      const k = months - 1;
      const raw = chanceEstimate(course.left[k] as number, course.error[k] as number, n, level);
      const chance = calibration === undefined ? raw : calibratedEstimate(calibration, raw);
      const share = (course.lost[k] as number) / months;
      const monthsLost = scaled(chanceEstimate(share, course.lostError[k] as number, n, level), months);
      return {
        months,
        chance,
        ...(value !== undefined && { valueAtStake: scaled(chance, value) }),
        monthsLost,
        ...(monthlyValue !== undefined && { monthlyValueAtStake: scaled(monthsLost, monthlyValue) }),
      };
    }),
    unknown: course.unknown,
    beyond: agesBeyond ? ["tenure", ...course.beyond] : course.beyond,
  } as ChurnPrediction as ChurnAnswer<M>;
}

/** Whether a model is one of stays, not of churn. */
export function isStayModel(model: ChurnModel | StayModel): model is StayModel {
  const kind: unknown = (model as { kind?: unknown } | null | undefined)?.kind;
  return kind === "cox" || kind === "aft" || kind === "discrete_hazard";
}

/** One less the chance to be still there, given stayed so far. */
function stayForecasts(
  model: StayModel,
  { tenure, covariates }: ChurnCustomer,
  horizons: readonly number[],
  { value, level, calibration, stratum }: PredictChurnOptions,
): StayChurnForecast[] {
  // what a model of stays cannot take, such as a missing fact, it refuses itself
  const { points } = predictSurvival(model, covariates as CovariateRecord, {
    times: horizons.map((months) => tenure + months),
    age: tenure,
    ...(stratum !== undefined && { stratum }),
    ...(level !== undefined && { level }),
  });
  return points.map(({ survival }, k): StayChurnForecast => {
    const months = horizons[k] as number;
    if ("abstained" in survival) return { months, chance: survival };
    const { n, interval } = survival;
    const raw = {
      value: 1 - survival.value,
      n,
      interval: { lower: 1 - interval.upper, upper: 1 - interval.lower, level: interval.level },
    };
    const chance = calibration === undefined ? raw : calibratedEstimate(calibration, raw);
    return { months, chance, ...(value !== undefined && { valueAtStake: scaled(chance, value) }) };
  });
}

/** Horizons in whole months, nearest first, each once. */
function readHorizons(asked: number | readonly number[]): readonly number[] {
  const list: readonly unknown[] = Array.isArray(asked) ? asked : [asked];
  if (list.length === 0) {
    throw new ClienteleError("empty_input", "options.horizonMonths must name at least one horizon", {
      name: "options.horizonMonths",
    });
  }
  if (list.length > MOST_HORIZON) {
    throw new ClienteleError("out_of_range", `options.horizonMonths names more than ${MOST_HORIZON} horizons`, {
      horizons: show(list),
    });
  }
  list.forEach((months, i) => {
    const name = Array.isArray(asked) ? `options.horizonMonths[${i}]` : "options.horizonMonths";
    requireNumber(months as number, name, { min: 1, max: MOST_HORIZON, integer: true });
  });
  return [...new Set(list as readonly number[])].sort((a, b) => a - b);
}
