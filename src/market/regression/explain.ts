import type { Reason } from "../../core/reasons.ts";
import { predictRegression } from "./predict.ts";
import { type RegressionRecord, readRecord } from "./record.ts";
import { requireRegression } from "./require-model.ts";
import type { RegressionModel, RegressionTerm } from "./types.ts";

/**
 * What a formula says, in sentences as data: how much it explains, what each field goes along with, what was found when it
 * was checked; with a record, how that customer comes to their expected value.
 *
 * @param model - From {@link fitRegression} or `loadModel`.
 * @param record - A value for each predictor by its id; left out for the formula as a whole.
 * @returns Reasons for `describe`. Of a record: the starting point, then what each field adds to it, the largest first; the
 * parts sum to the predicted value. Where the record cannot be read, the one reason why.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const hours = [1, 2, 3, 4, 5, 6];
 * const model = fitRegression([3, 5, 6, 9, 10, 13], { predictors: [{ id: "hours", value: hours }] });
 * explainRegression(model).slice(0, 2).map(({ code }) => code); // => ["regression_fit", "regression_effect"]
 * describe(explainRegression(model, { hours: 4 })[1]); // => "hours = 4 adds 0.97"
 * ```
 */
export function explainRegression(model: RegressionModel, record?: RegressionRecord): Reason[] {
  requireRegression(model);
  if (record !== undefined) return explainRecord(model, record);
  const { rSquared, adjustedRSquared, n, wald, terms, fittedOn } = model;
  return [
    {
      code: "regression_fit",
      params: { rSquared, adjustedRSquared, n, ...(wald !== undefined && { pValue: wald.pValue }) },
    },
    ...Array.from(terms, (term) => effectOf(model, term)),
    ...fittedOn.notes,
  ];
}

function effectOf({ inputs }: RegressionModel, { predictor, category, estimate, sd }: RegressionTerm): Reason {
  const { value, interval } = estimate;
  const clear = interval.lower > 0 || interval.upper < 0;
  const base = { predictor, value, from: interval.lower, to: interval.upper, clear };
  if (category === undefined) return { code: "regression_effect", params: { ...base, sd } };
  const input = Array.from(inputs).find(({ id }) => id === predictor);
  const reference = input !== undefined && input.kind === "category" ? input.reference : "";
  return { code: "regression_category", params: { ...base, category, reference } };
}

function explainRecord(model: RegressionModel, record: RegressionRecord): Reason[] {
  const read = readRecord(model, record);
  const predicted = predictRegression(model, record);
  if ("abstained" in read) return [read.abstained];
  if ("abstained" in predicted) return [predicted.abstained];
  const parts = Array.from(model.inputs, ({ id }) => {
    let adds = 0;
    Array.from(model.terms).forEach(({ predictor, estimate }, k) => {
      if (predictor === id) adds += estimate.value * (read.away[k] as number);
    });
    return { predictor: id, value: record[id] as string | number | boolean, adds };
  }).sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
  const { value, single } = predicted;
  return [
    { code: "regression_start", params: { center: model.center, value, from: single.lower, to: single.upper } },
    ...parts.map((params): Reason => ({ code: "regression_part", params })),
    ...read.notes,
  ];
}
