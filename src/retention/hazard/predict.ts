import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { CovariateRecord } from "../types.ts";
import { aftCurve, type SmoothCurve, smoothAge } from "./aft-curve.ts";
import { coxCurve, type StayCurve } from "./cox-curve.ts";
import { survivalEstimate } from "./cumulative.ts";
import { discreteCurve } from "./discrete-curve.ts";
import { requireStayModel } from "./model-check.ts";
import type {
  PredictedAge,
  PredictedSurvival,
  PredictSurvivalOptions,
  StayModel,
  SurvivalPoint,
} from "./predict-types.ts";

/**
 * How likely one customer is to be still there at given ages, and by which age half of such customers will have left.
 *
 * @param model - From {@link fitCox}, {@link fitAft}, {@link fitDiscreteHazard} or `loadModel`.
 * @param record - What is known about the customer: every covariate of the fit, by name; texts as they are.
 * @param options - `times`, ages in the unit of the fit; `age` that the customer has reached (chances are then given
 * that they stayed until then), `stratum`, `level`.
 * @returns A chance with its interval per time, on the scale of log(−log S) by the delta method, uncertainty of baseline
 * and effects alike; an abstention for ages beyond all that were watched. The interval is that of the chance itself.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for a level or
 * stratum that was not fitted.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const model = fitCox(stays, { complaints: [2, 1, 0, 1, 3, 1, 0, 2] });
 * const stay = predictSurvival(model, { complaints: 1 }, { times: [6, 12], age: 3 });
 * stay.points[0].survival.value; // ≈ 0.75
 * ```
 * @see Therneau & Grambsch (2000), Modeling Survival Data, section 10.2; Kalbfleisch & Prentice (2002), section 4.3
 */
export function predictSurvival(
  model: StayModel,
  record: CovariateRecord,
  options: PredictSurvivalOptions,
): PredictedSurvival {
  requireStayModel(model);
  requireObject(options, "options");
  const { times, age = 0, stratum, level = model.level } = options;
  requireColumn(times, "options.times");
  requireNumber(age, "options.age", { min: 0 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const curve = curveOf(model, record, stratum);
  const points = Array.from(times, (time, k): SurvivalPoint => {
    requireNumber(time, `options.times[${k}]`, { min: age });
    const { lastAge } = curve;
    if (lastAge !== undefined && time > lastAge) {
      return { time, survival: { abstained: { code: "hazard_beyond_watched", params: { time, lastAge } } } };
    }
    // at the age reached already it is certain
    if (time === age) return { time, survival: { value: 1, n: curve.n, interval: { lower: 1, upper: 1, level } } };
    return { time, survival: survivalEstimate(curve.between(age, time), curve.n, level) };
  });
  return { points, median: "logAgeAt" in curve ? smoothAge(curve, 0.5, age, level) : stepMedian(curve, age, level) };
}

/** One customer's curve by whichever model. */
function curveOf(
  model: StayModel,
  record: CovariateRecord,
  stratum: string | number | undefined,
): StayCurve | SmoothCurve {
  if (model.kind === "cox") return coxCurve(model, record, stratum);
  if (stratum !== undefined)
    throw new ClienteleError("unknown_id", "the model has no strata; leave options.stratum out");
  return model.kind === "aft" ? aftCurve(model, record) : discreteCurve(model, record);
}

/** First step at which at least half of those of that age have left; its interval holds the crossings of the limits. */
function stepMedian(curve: StayCurve, age: number, level: number): PredictedAge | Abstention {
  const { steps = [], n, lastAge = 0 } = curve;
  const first = (at: (hazard: ReturnType<StayCurve["between"]>) => number): number => {
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const time = steps[middle] as number;
      if (time > age && at(curve.between(age, time)) <= 0.5) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const found = first(({ value }) => Math.exp(-value));
  if (found === steps.length) {
    const end = Math.max(age, lastAge);
    const survival = Math.exp(-curve.between(age, end).value);
    return { abstained: { code: "hazard_median_beyond", params: { lastAge: end, survival } } };
  }
  const limit = (side: "lower" | "upper"): number =>
    first((hazard) => survivalEstimate(hazard, n, level).interval[side]);
  const upper = limit("upper");
  const lower = Math.min(found, limit("lower"));
  return {
    value: steps[found] as number,
    n,
    lower: steps[lower] as number,
    ...(upper < steps.length && { upper: steps[upper] as number }),
    level,
  };
}
