import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { chanceEstimate, courseOf, scaled } from "./course.ts";
import { requireChurnModel, requireCustomer } from "./evaluate.ts";
import type { ChurnCustomer, ChurnForecast, ChurnModel, ChurnPrediction, PredictChurnOptions } from "./types.ts";

/** Fifty years are far beyond what any customer table can tell. */
export const MOST_HORIZON = 600;
const MOST_VALUE = 1e150;

/**
 * How likely a customer is to leave within the next months, given that they have stayed so far, and what money hangs on
 * it; what is known of the customer is taken to stay as it is, tenure alone moves on.
 *
 * @param model - From {@link fitChurn} or `loadModel(churnModelSpec, …)`.
 * @param customer - `tenure` in whole months, counted as in the fit; `covariates` by name. A fact that is left out,
 * `null`, or a level never seen counts as the average customer's; a number beyond those seen as the nearest seen. Both
 * are named in the answer.
 * @param options - `horizonMonths`, one or several; `value` lost with the customer; `monthlyValue` they bring; `level`.
 * @returns Per horizon the chance and the months expected to be lost, each with an interval that holds what the fit does
 * not know about its coefficients; `n` counts the months fitted.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 600 }, (_, i) => ({ tenure: i % 24, plan: i % 3 === 0 ? "month" : "year" }));
 * const left = rows.map(({ plan }, i) => i % (plan === "month" ? 4 : 20) === 0);
 * const table = { tenure: rows.map((r) => r.tenure), left, covariates: { plan: rows.map((r) => r.plan) } };
 * const model = fitChurn(table, { rows: "months" });
 * const customer = { tenure: 12, covariates: { plan: "year" } };
 * const { horizons } = predictChurn(model, customer, { horizonMonths: [1, 12], monthlyValue: 50 });
 * horizons[0].chance.value < horizons[1].chance.value; // => true
 * horizons[1].monthlyValueAtStake.value === 50 * horizons[1].monthsLost.value; // => true
 * ```
 * @see Tutz & Schmid (2016), Modeling Discrete Time-to-Event Data, eq. 3.2: survival as a product of monthly chances
 */
export function predictChurn(
  model: ChurnModel,
  customer: ChurnCustomer,
  options: PredictChurnOptions,
): ChurnPrediction {
  requireChurnModel(model);
  requireCustomer(customer);
  requireObject(options, "options");
  const { horizonMonths, value, monthlyValue, level = model.level } = options;
  const horizons = readHorizons(horizonMonths);
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (value !== undefined) requireNumber(value, "options.value", { min: 0, max: MOST_VALUE });
  if (monthlyValue !== undefined) requireNumber(monthlyValue, "options.monthlyValue", { min: 0, max: MOST_VALUE });
  const course = courseOf(model, customer, horizons[horizons.length - 1] as number);
  const n = model.fittedOn.months;
  return {
    horizons: horizons.map((months): ChurnForecast => {
      const k = months - 1;
      const chance = chanceEstimate(course.left[k] as number, course.error[k] as number, n, level);
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
    beyond: course.beyond,
  };
}

/** Horizons in whole months, nearest first, each once. */
export function readHorizons(asked: number | readonly number[]): readonly number[] {
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
