import { requireNumber } from "../core/checks.ts";
import type { Estimate } from "../core/estimate.ts";
import type { KaplanMeierCurve } from "./kaplan-meier.ts";
import { wilsonUnchecked } from "./proportion.ts";
import { studentTQuantile } from "./student-t.ts";
import { requireCurve, watchedAt } from "./survival-read.ts";

/** From so many degrees of freedom on Student's t is the normal one. */
const MANY = 1e6;

/** Mean time open up to a horizon, with its standard error. */
export interface RestrictedMean extends Estimate {
  /** The horizon, in the unit of the curve. */
  readonly horizon: number;
  /** 0 where every case was open up to the same age. */
  readonly standardError: number;
  /** Of Student's t in the interval: ends before the horizon less one, at least one. */
  readonly degreesOfFreedom: number;
}

/**
 * Measures how long cases stay open on average until a horizon: the area under the curve, which needs no assumption
 * about what happens beyond.
 *
 * @param curve - From {@link kaplanMeier}.
 * @param horizon - Age up to which time is counted, above 0, in the unit of the curve.
 * @returns The mean, in [0, horizon], with an interval from Greenwood's variance and Student's t, cut there; `undefined`
 * where the curve ends before the horizon with cases still open. Where all cases were open up to one age the interval is
 * Wilson's for the shares around it.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const curve = kaplanMeier([9, 19, 30, 32, 34, 37], [1, 1, 0, 1, 1, 0]);
 * restrictedMean(curve, 30).value; // ≈ 24.67
 * restrictedMean(curve, 38); // => undefined
 * ```
 * @see Irwin (1949), Journal of Hygiene 47, 188–189; Royston & Parmar (2013), BMC Medical Research Methodology 13, 152
 */
export function restrictedMean(curve: KaplanMeierCurve, horizon: number): RestrictedMean | undefined {
  requireCurve(curve);
  requireNumber(horizon, "horizon", { above: 0 });
  const { n, level, times, survival, atRisk, endings, staying, ages } = curve;
  const last = survival.length === 0 ? 1 : (survival[survival.length - 1] as number);
  if (last > 0 && horizon > (ages[ages.length - 1] as number)) return undefined;
  // shares of the horizon, so that no square of an age overflows
  let area = 0;
  let variance = 0;
  let ended = 0;
  let right = 1;
  for (let step = times.length - 1; step >= 0; step--) {
    const at = (times[step] as number) / horizon;
    if (at >= 1) continue;
    area += (survival[step] as number) * (right - at);
    right = at;
    ended += endings[step] as number;
    const left = staying[step] as number;
    if (left > 0) variance += area * area * ((endings[step] as number) / (atRisk[step] as number) / left);
  }
  // until the first end all are open
  const value = area + right;
  const standardError = Math.sqrt(variance) * horizon;
  // the variance is learned from those who ended: a normal interval covers too little where they are few
  const degreesOfFreedom = Math.max(1, ended - 1);
  const t = -studentTQuantile((1 - level) / 2, Math.min(degreesOfFreedom, MANY));
  const range =
    variance > 0
      ? { lower: Math.max(0, value - t * Math.sqrt(variance)), upper: Math.min(1, value + t * Math.sqrt(variance)) }
      : sameAge(value, watchedAt(curve, value * horizon), level);
  const interval = { lower: range.lower * horizon, upper: range.upper * horizon, level };
  return { value: value * horizon, n, interval, horizon, standardError, degreesOfFreedom };
}

/** Bounds of the mean where all are open up to `value` and none after: as if those who differ did at once or never. */
function sameAge(value: number, n: number, level: number): { lower: number; upper: number } {
  if (n <= 0) return { lower: 0, upper: 1 };
  const share = wilsonUnchecked(n, n, level).lower;
  return { lower: value * share, upper: value + (1 - value) * (1 - share) };
}
