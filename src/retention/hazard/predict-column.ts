import { requireColumn, requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { countUpTo } from "../../math/count-below.ts";
import type { Covariates } from "../types.ts";
import { baselineOf } from "./cox-curve.ts";
import { monthHazard, monthLevels } from "./discrete-curve.ts";
import { exponential } from "./effects.ts";
import { requireStayModel } from "./model-check.ts";
import type { PredictSurvivalColumnOptions, StayModel, SurvivalColumn } from "./predict-types.ts";
import { linearPredictors } from "./read-record.ts";
import { type LogPoint, timeLaw } from "./time-law.ts";

/**
 * How likely each of many customers is to be still there a horizon from now, given that they stayed until today.
 *
 * @param model - From {@link fitCox}, {@link fitAft}, {@link fitDiscreteHazard} or `loadModel`.
 * @param covariates - Columns of the fit by name, one entry per customer. Not mutated.
 * @param options - `horizon` ahead, in the unit of the fit, `ages` that the customers have reached, `strata`.
 * @returns A chance per customer in [0, 1], and whether anybody was watched that long: where not, the chance is the one
 * to stay as far as somebody was, which is too high.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`, `unknown_id`,
 * `empty_input` for a model without covariates where no `ages` say how many customers there are.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitCox(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] });
 * const ahead = predictSurvivalColumn(model, { complaints: [1, 3] }, { horizon: 3, ages: [3, 14] });
 * ahead.survival[0]; // ≈ 0.75
 * ahead.watched; // => Uint8Array.of(1, 0)
 * ```
 */
export function predictSurvivalColumn(
  model: StayModel,
  covariates: Covariates,
  options: PredictSurvivalColumnOptions,
): SurvivalColumn {
  requireStayModel(model);
  requireObject(options, "options");
  const { horizon, ages, strata } = options;
  requireNumber(horizon, "options.horizon", { above: 0 });
  const scores = scoresOf(model, covariates, ages);
  const n = scores.length;
  if (ages !== undefined) requireSameLength(scores, "covariates", ages, "options.ages");
  if (strata !== undefined) requireSameLength(scores, "covariates", strata, "options.strata");
  if (strata !== undefined && model.kind !== "cox") {
    throw new ClienteleError("unknown_id", "the model has no strata; leave options.strata out");
  }
  const survival = new Float64Array(n);
  const watched = new Uint8Array(n).fill(1);
  const staying = stayingBy(model, strata);
  for (let i = 0; i < n; i++) {
    const age = ages === undefined ? 0 : (ages[i] as number);
    if (!(typeof age === "number" && age >= 0 && age < Number.POSITIVE_INFINITY)) {
      requireNumber(age, `options.ages[${i}]`, { min: 0 });
    }
    const { hazard, lastAge } = staying(i);
    survival[i] = Math.exp(-hazard(age, age + horizon, scores[i] as number));
    if (age + horizon > lastAge) watched[i] = 0;
  }
  return { survival, watched };
}

/** Linear predictor of every row; of a model without covariates ages say how many rows there are. */
function scoresOf(model: StayModel, covariates: Covariates, ages: ArrayLike<number> | undefined): Float64Array {
  if (ages === undefined || model.covariates.length > 0) return linearPredictors(model, covariates);
  requireObject(covariates, "covariates");
  requireColumn(ages, "options.ages");
  return new Float64Array(ages.length);
}

interface Staying {
  /** Cumulative hazard between two ages at a linear predictor. */
  hazard(from: number, to: number, score: number): number;
  readonly lastAge: number;
}

function stayingBy(model: StayModel, strata: ArrayLike<string | number> | undefined): (row: number) => Staying {
  if (model.kind === "cox") {
    const known = new Map<string | number | undefined, Staying>();
    return (row) => {
      const stratum = strata?.[row];
      let found = known.get(stratum);
      if (found === undefined) {
        found = coxStaying(baselineOf(model, stratum));
        known.set(stratum, found);
      }
      return found;
    };
  }
  const one = model.kind === "aft" ? aftStaying(model) : discreteStaying(model);
  return () => one;
}

function coxStaying({ ages, cumulativeHazard, lastAge }: ReturnType<typeof baselineOf>): Staying {
  const steps = Float64Array.from(ages);
  const sums = Float64Array.from([0, ...cumulativeHazard]);
  return {
    lastAge,
    hazard: (from, to, score) =>
      ((sums[countUpTo(steps, to)] as number) - (sums[countUpTo(steps, from)] as number)) * exponential(score),
  };
}

function aftStaying(model: Extract<StayModel, { kind: "aft" }>): Staying {
  const law = timeLaw(model.distribution);
  const at: LogPoint = { value: 0, slope: 0, curvature: 0 };
  const upTo = (age: number, score: number): number => {
    if (age === 0) return 0;
    law.survival((Math.log(age) - model.intercept.value - score) / model.scale.value, at);
    return Math.min(-at.value, Number.MAX_VALUE);
  };
  return {
    lastAge: Number.POSITIVE_INFINITY,
    hazard: (from, to, score) => Math.max(0, upTo(Math.min(to, Number.MAX_VALUE), score) - upTo(from, score)),
  };
}

function discreteStaying(model: Extract<StayModel, { kind: "discrete_hazard" }>): Staying {
  const levels = monthLevels(model).map(({ level }) => level);
  return {
    lastAge: levels.length,
    hazard: (from, to, score) => {
      let total = 0;
      for (let m = Math.floor(from); m < Math.min(levels.length, Math.floor(to)); m++) {
        const level = levels[m] as number;
        if (level > Number.NEGATIVE_INFINITY) total += monthHazard(model, level + score).hazard;
      }
      return total;
    },
  };
}
