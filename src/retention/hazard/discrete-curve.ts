import type { CovariateRecord } from "../types.ts";
import type { StayCurve } from "./cox-curve.ts";
import { quadraticForm } from "./cumulative.ts";
import type { DiscreteHazardModel } from "./discrete-types.ts";
import { exponential } from "./effects.ts";
import { monthBasis, shapeOf, shapeSize } from "./month-basis.ts";
import { scoreOf, termValues } from "./read-record.ts";

/** Level of the baseline at every month from 1 on; absent where nobody left in it. */
export function monthLevels(
  model: DiscreteHazardModel,
): readonly { readonly level: number; readonly basis: Float64Array }[] {
  const shape = shapeOf(model);
  return Array.from({ length: model.fittedOn.lastAge }, (_, m) => {
    const basis = new Float64Array(shapeSize(shape));
    if (!monthBasis(shape, m + 1, basis)) return { level: Number.NEGATIVE_INFINITY, basis };
    let level = 0;
    basis.forEach((cell, j) => {
      level += cell * (model.baseline.coefficients[j] as number);
    });
    return { level, basis };
  });
}

/** −log(1 − chance) of one month, and its derivative by the linear predictor. */
export function monthHazard(
  model: DiscreteHazardModel,
  eta: number,
): { readonly hazard: number; readonly slope: number } {
  const grown = exponential(eta);
  if (model.link === "cloglog") return { hazard: grown, slope: grown };
  return { hazard: Math.log1p(grown), slope: grown / (1 + grown) };
}

/** The curve of one customer, stepping at the end of every month. */
export function discreteCurve(model: DiscreteHazardModel, record: CovariateRecord): StayCurve {
  const values = termValues(model, record);
  const score = scoreOf(model, values, "record");
  const months = monthLevels(model);
  const k = model.baseline.coefficients.length;
  return {
    n: model.fittedOn.rows,
    lastAge: model.fittedOn.lastAge,
    steps: months.map((_, m) => m + 1),
    between: (from, to) => {
      const moves = new Float64Array(k + values.length);
      let value = 0;
      let total = 0;
      for (let m = Math.floor(from); m < Math.min(months.length, Math.floor(to)); m++) {
        const { level, basis } = months[m] as { level: number; basis: Float64Array };
        if (level === Number.NEGATIVE_INFINITY) continue;
        const { hazard, slope } = monthHazard(model, level + score);
        value += hazard;
        total += slope;
        for (let j = 0; j < k; j++) moves[j] = (moves[j] as number) + slope * (basis[j] as number);
      }
      if (!(value > 0)) return { value: 0, logVariance: 0, watched: model.fittedOn.rows };
      values.forEach((cell, j) => {
        moves[k + j] = total * cell;
      });
      for (let j = 0; j < moves.length; j++) moves[j] = (moves[j] as number) / value;
      return { value, logVariance: quadraticForm(model.covariance, moves), watched: 0 };
    },
  };
}
