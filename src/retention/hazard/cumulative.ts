import type { Estimate, Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { wilsonUnchecked } from "../../math/proportion.ts";
import { exponential } from "./effects.ts";

/** A cumulative hazard between two ages, and the variance of its logarithm. */
export interface CumulativeHazard {
  readonly value: number;
  readonly logVariance: number;
  /** Rows watched meanwhile, for the case that nobody left. */
  readonly watched: number;
}

/** The chance to stay through a cumulative hazard, with an interval on the scale of log(−log). */
export function survivalEstimate(hazard: CumulativeHazard, n: number, level: number): Estimate {
  return { value: Math.exp(-hazard.value), n, interval: survivalInterval(hazard, level) };
}

function survivalInterval({ value, logVariance, watched }: CumulativeHazard, level: number): Interval {
  // nobody left meanwhile: as sure as so many who stayed make it
  if (value === 0) return watched > 0 ? wilsonUnchecked(watched, watched, level) : { lower: 0, upper: 1, level };
  const spread = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, logVariance));
  const at = Math.log(value);
  return { lower: Math.exp(-exponential(at + spread)), upper: Math.exp(-exponential(at - spread)), level };
}

/** vᵀ·C·v over a covariance held row by row; not below zero. */
export function quadraticForm(covariance: ArrayLike<number>, v: ArrayLike<number>): number {
  const p = v.length;
  let total = 0;
  for (let j = 0; j < p; j++) {
    let row = 0;
    for (let l = 0; l < p; l++) row += (covariance[j * p + l] as number) * (v[l] as number);
    total += row * (v[j] as number);
  }
  return Number.isFinite(total) ? Math.max(0, total) : Number.MAX_VALUE;
}
