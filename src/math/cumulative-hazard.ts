import type { KaplanMeierCurve } from "./kaplan-meier.ts";
import { normalQuantile } from "./normal.ts";
import { requireCurve } from "./survival-read.ts";

/** How often a case that is kept open would have been expected to end, by age; columns over `times`. */
export interface CumulativeHazard {
  readonly times: Float64Array;
  readonly hazard: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Adds up the risk of ending by age: a straight line is a constant risk, a bend upwards a risk that grows with age.
 *
 * @param curve - From {@link kaplanMeier}.
 * @returns The cumulative hazard at the ages of the curve, with an interval on its logarithm at the level of the curve.
 * @throws ClienteleError `invalid_type`.
 * @example
 * ```ts
 * const { hazard } = cumulativeHazard(kaplanMeier([9, 19, 30, 32, 34, 37], [1, 1, 0, 1, 1, 0]));
 * hazard[1]; // ≈ 0.3667
 * ```
 * @see Nelson (1972), Technometrics 14, 945–966; Aalen (1978), Annals of Statistics 6, 701–726: variance Σ d / r²
 */
export function cumulativeHazard(curve: KaplanMeierCurve): CumulativeHazard {
  requireCurve(curve);
  const { times, atRisk, endings, level } = curve;
  const [hazard, lower, upper] = [0, 1, 2].map(() => new Float64Array(times.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const z = -normalQuantile((1 - level) / 2);
  let sum = 0;
  let variance = 0;
  for (let step = 0; step < times.length; step++) {
    const risk = atRisk[step] as number;
    const rate = (endings[step] as number) / risk;
    sum += rate;
    variance += rate / risk;
    // the exponent is bounded where a weight of next to nothing ended
    const stretch = Math.exp(Math.min(500, (z * Math.sqrt(variance)) / sum));
    hazard[step] = sum;
    lower[step] = sum / stretch;
    upper[step] = sum * stretch;
  }
  return { times: times.slice(), hazard, lower, upper };
}
