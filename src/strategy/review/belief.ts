import { momentsOf } from "../../math/moments.ts";
import { effectMean } from "../simulate/distribution.ts";
import type { EffectDistribution } from "../types.ts";

/** A normal belief on the scale on which data add up. */
export interface NormalBelief {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Spread of a belief, before limits. */
export function effectVariance(distribution: EffectDistribution): number {
  switch (distribution.kind) {
    case "fixed":
      return 0;
    case "normal":
      return distribution.standardDeviation ** 2;
    case "logNormal":
      return effectMean(distribution) ** 2 * Math.expm1(distribution.logStandardDeviation ** 2);
    case "beta": {
      const { a, b } = distribution;
      return (a * b) / ((a + b) ** 2 * (a + b + 1));
    }
    case "empirical": {
      const { n, m2 } = momentsOf(distribution.draws);
      return n === 0 ? 0 : m2 / n;
    }
  }
}

/**
 * The belief about `shift` plus the effect, in logarithms: exact for a log-normal one without shift, otherwise that of
 * the log-normal with the same mean and spread. Absent where the mean leaves no logarithm.
 */
export function logBelief(distribution: EffectDistribution, shift: 0 | 1): NormalBelief | undefined {
  if (distribution.kind === "logNormal" && shift === 0) {
    return { mean: Math.log(distribution.median), standardDeviation: distribution.logStandardDeviation };
  }
  const mean = shift + effectMean(distribution);
  if (!(mean > 0)) return undefined;
  const variance = Math.log1p(effectVariance(distribution) / mean ** 2);
  return { mean: Math.log(mean) - variance / 2, standardDeviation: Math.sqrt(variance) };
}

/** Mean of what a normal belief in logarithms is about. */
export function meanOfLog(mean: number, variance: number): number {
  return Math.exp(mean + variance / 2);
}
