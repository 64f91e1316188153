import { requireNumber } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { type RegressionRecord, readRecord } from "./record.ts";
import { requireRegression } from "./require-model.ts";
import type { RegressionModel, RegressionPrediction } from "./types.ts";

/**
 * What is expected of one customer, where the mean of such customers lies, and where a single one may lie.
 *
 * @param model - From {@link fitRegression} or `loadModel`.
 * @param record - A value for each predictor by its id: a number, or one of the categories seen.
 * @returns Value with both intervals at the model's level, and notes where a figure lies outside what was seen; an
 * abstention where a value is missing or a category was never seen.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const hours = [1, 2, 3, 4, 5, 6];
 * const model = fitRegression([3, 5, 6, 9, 10, 13], { predictors: [{ id: "hours", value: hours }] });
 * const expected = predictRegression(model, { hours: 4 });
 * expected.value; // ≈ 8.638
 * expected.mean.upper < expected.single.upper; // => true
 * predictRegression(model, { hours: 9 }).notes[0].code; // => "regression_outside"
 * ```
 */
export function predictRegression(model: RegressionModel, record: RegressionRecord): RegressionPrediction | Abstention {
  requireRegression(model);
  const read = readRecord(model, record);
  if ("abstained" in read) return read;
  const { level, df, sigma, center, covariance, terms } = model;
  const from = [1, ...read.away];
  let value = center;
  Array.from(terms).forEach(({ estimate }, k) => {
    value += estimate.value * (read.away[k] as number);
  });
  let variance = 0;
  from.forEach((a, i) => {
    from.forEach((b, j) => {
      variance += a * b * ((covariance[i] as readonly number[])[j] as number);
    });
  });
  const t = studentTQuantile((1 + level) / 2, df);
  const around = (spread: number): { lower: number; upper: number; level: number } => {
    const half = t * Math.sqrt(Math.max(0, spread));
    requireNumber(half, "the half-width of the interval");
    return { lower: value - half, upper: value + half, level };
  };
  requireNumber(value, "the predicted value");
  return { value, mean: around(variance), single: around(variance + sigma ** 2), notes: read.notes };
}
