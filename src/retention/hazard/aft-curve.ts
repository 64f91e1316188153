import type { Abstention } from "../../core/estimate.ts";
import type { CovariateRecord } from "../types.ts";
import type { AftModel } from "./aft-types.ts";
import type { StayCurve } from "./cox-curve.ts";
import { quadraticForm } from "./cumulative.ts";
import { exponential, normalInterval } from "./effects.ts";
import type { PredictedAge } from "./predict-types.ts";
import { requireScore, scoreOf, termValues } from "./read-record.ts";
import { type LogPoint, timeLaw } from "./time-law.ts";

/** e to more than this leaves the range of numbers. */
const LARGEST_LOG = 709;

/** A smooth curve also tells the age by which a cumulative hazard is reached. */
export interface SmoothCurve extends StayCurve {
  /** Age at which so much hazard has come together since `from`, as logarithm, with the variance of that. */
  logAgeAt(hazard: number, from: number): { readonly logAge: number; readonly variance: number };
  /** Mean of log time, and how far each parameter moves it: intercept, effects, log scale. */
  readonly location: number;
  readonly gradient: Float64Array;
}

/** The curve of one customer by an accelerated failure time model. */
export function aftCurve(model: AftModel, record: CovariateRecord): SmoothCurve {
  const values = termValues(model, record);
  const location = requireScore(model.intercept.value + scoreOf(model, values, "record"), "record");
  const scale = model.scale.value;
  const law = timeLaw(model.distribution);
  const p = values.length;
  const size = p + (model.distribution === "exponential" ? 1 : 2);
  const at: LogPoint = { value: 0, slope: 0, curvature: 0 };
  const gradient = new Float64Array(size);
  gradient[0] = 1;
  gradient.set(values, 1);
  /** Cumulative hazard up to an age; its gradient, times `sign`, is added to `out`. */
  const hazardAt = (age: number, sign: number, out: Float64Array): number => {
    if (age === 0) return 0;
    const z = (Math.log(age) - location) / scale;
    law.survival(z, at);
    const rate = Math.min(-at.slope, Number.MAX_VALUE) * sign;
    for (let j = 0; j <= p; j++) out[j] = (out[j] as number) - (rate * (gradient[j] as number)) / scale;
    if (size === p + 2) out[p + 1] = (out[p + 1] as number) - rate * z;
    return Math.min(-at.value, Number.MAX_VALUE);
  };
  return {
    n: model.fittedOn.rows,
    location,
    gradient,
    between: (from, to) => {
      const moves = new Float64Array(size);
      const value = Math.max(0, hazardAt(to, 1, moves) - hazardAt(from, -1, moves));
      if (!(value > 0)) return { value: 0, logVariance: 0, watched: 0 };
      for (let j = 0; j < size; j++) moves[j] = (moves[j] as number) / value;
      return { value, logVariance: quadraticForm(model.covariance, moves), watched: 0 };
    },
    logAgeAt: (hazard, from) => {
      const moves = new Float64Array(size);
      const had = hazardAt(from, -1, moves);
      const z = law.inverse(had + hazard);
      const logAge = location + scale * z;
      law.survival(z, at);
      const rate = -at.slope;
      for (let j = 0; j <= p; j++) moves[j] = (moves[j] as number) - (rate * (gradient[j] as number)) / scale;
      if (size === p + 2) moves[p + 1] = (moves[p + 1] as number) - rate * z;
      // hazard reached at the age stays the same, so that the age moves against the parameters
      for (let j = 0; j < size; j++) moves[j] = ((moves[j] as number) * scale) / rate;
      return { logAge, variance: quadraticForm(model.covariance, moves) };
    },
  };
}

/** Age by which a share of those who stayed until `from` has left; an abstention where it is beyond what numbers hold. */
export function smoothAge(curve: SmoothCurve, share: number, from: number, level: number): PredictedAge | Abstention {
  const { logAge, variance } = curve.logAgeAt(-Math.log1p(-share), from);
  const { lower, upper } = normalInterval(logAge, Math.sqrt(variance), level);
  if (!(logAge < LARGEST_LOG)) return { abstained: { code: "hazard_age_too_large", params: { logAge } } };
  return {
    value: Math.max(from, Math.exp(logAge)),
    n: curve.n,
    lower: Math.max(from, exponential(lower)),
    ...(upper < LARGEST_LOG && { upper: Math.max(from, Math.exp(upper)) }),
    level,
  };
}
