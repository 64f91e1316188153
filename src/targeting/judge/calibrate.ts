import { requireFinite, requireNumber, requireObject, requireOneOf, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { calibrationSteps } from "../../math/calibration-steps.ts";
import { isotonicAt } from "../../math/isotonic.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { requireOutcomes, requireScores } from "../../math/outcomes.ts";
import { fitPlatt } from "../../math/platt.ts";
import type { CalibrationMethod, CalibrationModel } from "./types.ts";

/** Options of {@link fitCalibration}. */
export interface FitCalibrationOptions {
  /**
   * `"platt"` (default) lays a logistic curve through what came true and holds with few customers; `"isotonic"` takes
   * steps of any rising shape and wants about a thousand.
   */
  readonly method?: CalibrationMethod;
}

const METHODS: readonly CalibrationMethod[] = ["isotonic", "platt"];

/**
 * Learns how a score of any scale, such as points or the share of a leaf, becomes a chance that can be taken at its
 * word. Use scores of customers that had no part in making the score, such as those of {@link crossValidate}.
 *
 * @param scores - One per customer, any finite numbers, higher for more likely. Not mutated.
 * @param outcomes - 1 for yes and 0 for no, one per score.
 * @param options - `method`.
 * @returns The model, plain JSON. Customers of one score are one observation, so the order of rows has no say. On each
 * isotonic step stands one customer more, at the base rate: three who said no do not prove that nobody will. A score
 * that ranks the wrong way round gets the base rate for all, with a note.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`, `unknown_id`,
 * `no_convergence` for scores too large for a curve: scale them.
 * @example
 * ```ts
 * const model = fitCalibration([1, 2, 3, 4, 5, 6], [0, 0, 1, 0, 1, 1]);
 * calibrateScore(model, 6); // ≈ 0.7923
 * ```
 * @see Platt (1999), Advances in Large Margin Classifiers; Zadrozny & Elkan (2002), KDD; Niculescu-Mizil & Caruana
 * (2005), ICML 22, on how many rows each needs
 */
export function fitCalibration(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: FitCalibrationOptions = {},
): CalibrationModel {
  requireScores(scores, outcomes, "scores");
  requireOutcomes(outcomes, true);
  requireObject(options, "options");
  const { method = "platt" } = options;
  requireOneOf(method, METHODS, "options.method");
  const n = scores.length;
  let events = 0;
  for (let i = 0; i < n; i++) events += outcomes[i] as number;
  const envelope = { kind: "calibration", version: 1 } as const;
  if (method === "isotonic") {
    return { ...envelope, method, steps: calibrationSteps(scores, outcomes), fittedOn: { n, events, notes: [] } };
  }
  const { intercept, slope } = fitPlatt(scores, outcomes);
  if (slope >= 0) return { ...envelope, method, intercept, slope, fittedOn: { n, events, notes: [] } };
  const notes = [{ code: "judging_calibration_reversed", params: { slope, baseRate: events / n } }] as const;
  const base = fitPlatt(new Float64Array(n), outcomes).intercept;
  return { ...envelope, method, intercept: base, slope: 0, fittedOn: { n, events, notes } };
}

/**
 * The chance that belongs to a score.
 *
 * @param model - From {@link fitCalibration} or `loadModel(calibrationModelSpec, …)`.
 * @param score - Any finite number on the scale that the model was learned on.
 * @returns A chance in [0, 1] that never falls as the score rises; between two isotonic steps on the straight line
 * between them, beyond the ends level.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const model = fitCalibration([1, 2, 3, 4], [0, 1, 0, 1], { method: "isotonic" });
 * calibrateScore(model, 2); // => 0.5
 * ```
 */
export function calibrateScore(model: CalibrationModel, score: number): number {
  requireCalibration(model);
  requireNumber(score, "score");
  return chanceOf(model, score);
}

/**
 * The chances that belong to many scores at once.
 *
 * @param model - From {@link fitCalibration} or `loadModel`.
 * @param scores - Finite numbers. Not mutated.
 * @returns One chance per score, as {@link calibrateScore} gives it.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const model = fitCalibration([1, 2, 3, 4], [0, 1, 0, 1], { method: "isotonic" });
 * calibrateScoreColumn(model, [2, 3]); // => Float64Array.of(0.5, 0.5)
 * ```
 */
export function calibrateScoreColumn(model: CalibrationModel, scores: ArrayLike<number>): Float64Array {
  requireCalibration(model);
  requireFinite(scores, "scores");
  return Float64Array.from(scores, (score) => chanceOf(model, score));
}

/**
 * Calibrates scores without letting a customer judge itself: the chance of each part comes from a calibration that was
 * learned on all other parts.
 *
 * @param scores - Out-of-fold scores, such as those of {@link crossValidate}. Not mutated.
 * @param outcomes - 1 for yes and 0 for no, one per score.
 * @param fold - Part of each customer, a whole number from 0 to 65,535, as `crossValidate` returns it; at least two.
 * @param options - `method`.
 * @returns One chance per score, to be judged by {@link measureScores}.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`, `unknown_id`,
 * `inconsistent` where all customers are in one part.
 * @example
 * ```ts
 * const chances = calibrateOutOfFold([1, 2, 3, 4], [0, 1, 0, 1], [0, 0, 1, 1], { method: "isotonic" });
 * chances.length; // => 4
 * ```
 */
export function calibrateOutOfFold(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  fold: ArrayLike<number>,
  options: FitCalibrationOptions = {},
): Float64Array {
  requireScores(scores, outcomes, "scores");
  requireOutcomes(outcomes, true);
  requireObject(options, "options");
  requireSameLength(fold, "fold", scores, "scores");
  const parts = new Map<number, number[]>();
  for (let i = 0; i < fold.length; i++) {
    const part = fold[i] as number;
    requireNumber(part, `fold[${i}]`, { min: 0, max: 65_535, integer: true });
    const rows = parts.get(part);
    if (rows === undefined) parts.set(part, [i]);
    else rows.push(i);
  }
  if (parts.size < 2) {
    throw new ClienteleError("inconsistent", "fold must name at least two parts; one cannot be judged by another", {});
  }
  const chances = new Float64Array(scores.length);
  for (const [part, rows] of parts) {
    const others = Array.from({ length: fold.length }, (_, i) => i).filter((i) => fold[i] !== part);
    const model = fitCalibration(
      others.map((i) => scores[i] as number),
      others.map((i) => outcomes[i] as number),
      options,
    );
    for (const row of rows) chances[row] = chanceOf(model, scores[row] as number);
  }
  return chances;
}

function chanceOf(model: CalibrationModel, score: number): number {
  if (model.method === "isotonic") return Math.min(1, Math.max(0, isotonicAt(model.steps, score)));
  // a slope of 0 holds everywhere, even where the product would not be a number
  const logOdds = model.slope === 0 ? model.intercept : model.intercept + model.slope * score;
  return chanceOfLogOdds(logOdds);
}

/** Refuses what was not made by {@link fitCalibration}. */
function requireCalibration(model: CalibrationModel): void {
  requireObject(model, "model");
  const wrong = (problem: string): never => {
    throw new ClienteleError("invalid_model", `model ${problem}; take it from fitCalibration or loadModel`, {});
  };
  if (model.kind !== "calibration") wrong("is no calibration");
  if (model.method === "platt") {
    if (!Number.isFinite(model.intercept) || !Number.isFinite(model.slope)) wrong("has no intercept and slope");
  } else if (model.method === "isotonic") {
    if (!Array.isArray(model.steps) || model.steps.length === 0) wrong("has no steps");
  } else wrong("has an unknown method");
}
