import type { Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { jeffreysInterval, wilsonInterval } from "../../math/proportion.ts";

/** Answers added before a Wald interval is taken, a quarter of them at each end of the scale, half in its middle. */
const ADDED = 3;

/** Most trials for which the intervals of a share are computed; beyond, nothing moves in the first four digits. */
const MOST_TRIALS = 1e9;

/** Mean and its variance after answers were added to `evidence` many on a scale from −1 to 1. */
export function adjusted(
  mean: number,
  square: number,
  evidence: number,
  added: number = ADDED,
): { readonly centre: number; readonly variance: number } {
  // written as a step away from the plain mean, so that endless evidence leaves the mean as it is
  const centre = mean - (added * mean) / (evidence + added);
  const second = square + (added * (0.5 - square)) / (evidence + added);
  return { centre, variance: Math.max(0, second - centre * centre) / (evidence + added) };
}

/**
 * Adjusted Wald interval of a mean on a scale from −1 to 1 whose answers have the mean square `square`; it is cut at
 * the ends of the scale and reaches at least to the mean.
 *
 * @see Rocks (2016), The American Statistician 70(4), 365–372
 */
export function adjustedWald(mean: number, square: number, evidence: number, level: number): Interval {
  const { centre, variance } = adjusted(mean, square, evidence);
  const half = -normalQuantile((1 - level) / 2) * Math.sqrt(variance);
  // the centre is drawn towards the middle, so a unanimous handful could leave its own value outside
  return {
    lower: Math.min(mean, Math.max(-1, centre - half)),
    upper: Math.max(mean, Math.min(1, centre + half)),
    level,
  };
}

/** Wilson's or Jeffreys' interval of a share that rests on `evidence` many answers, a point where it is endless. */
export function shareInterval(
  share: number,
  evidence: number,
  level: number,
  method: "wilson" | "jeffreys" = "wilson",
): Interval {
  if (evidence === Number.POSITIVE_INFINITY) return { lower: share, upper: share, level };
  const n = Math.min(evidence, MOST_TRIALS);
  const { lower, upper } = (method === "wilson" ? wilsonInterval : jeffreysInterval)(Math.min(1, share) * n, n, level);
  return { lower: Math.min(share, lower), upper: Math.max(share, upper), level };
}
