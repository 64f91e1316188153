import { betaQuantile } from "../../math/beta-distribution.ts";
import { normalQuantile } from "../../math/normal.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { mean } from "../../math/sum.ts";
import type { AssumptionKind, EffectDistribution } from "../types.ts";

/** No move makes customers leave more than twenty times as fast. */
const HIGHEST_RATIO = 20;

/** What an effect or a cost cannot go beyond. */
export const LIMITS: Readonly<Record<AssumptionKind, readonly [number, number]>> = {
  churn: [0, HIGHEST_RATIO],
  revenue: [-1, Number.POSITIVE_INFINITY],
  margin: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  conversion: [0, 1],
  cost: [0, Number.POSITIVE_INFINITY],
};

/** Value below which a share `p` of the distribution lies; rises with p, so that a common p is common luck. */
export function effectQuantile(distribution: EffectDistribution, p: number): number {
  switch (distribution.kind) {
    case "fixed":
      return distribution.value;
    case "normal":
      return distribution.mean + distribution.standardDeviation * normalQuantile(p);
    case "logNormal":
      return distribution.median * Math.exp(distribution.logStandardDeviation * normalQuantile(p));
    case "beta":
      return betaQuantile(p, distribution.a, distribution.b);
    case "empirical":
      return quantileSorted(
        [...distribution.draws].sort((a, b) => a - b),
        p,
      );
  }
}

/** Many draws at once, from uniform numbers. */
export function effectDraws(distribution: EffectDistribution, uniforms: Float64Array): Float64Array {
  if (distribution.kind !== "empirical") return uniforms.map((u) => effectQuantile(distribution, u));
  const sorted = Float64Array.from(distribution.draws).sort();
  // one of the draws, never a value between two
  return uniforms.map((u) => sorted[Math.min(sorted.length - 1, Math.floor(u * sorted.length))] as number);
}

/** A value held within what can be. */
export function withinLimits(on: AssumptionKind, value: number): number {
  const [low, high] = LIMITS[on];
  return Math.min(high, Math.max(low, value));
}

/** Exact mean, before limits. */
export function effectMean(distribution: EffectDistribution): number {
  switch (distribution.kind) {
    case "fixed":
      return distribution.value;
    case "normal":
      return distribution.mean;
    case "logNormal":
      return distribution.median * Math.exp(distribution.logStandardDeviation ** 2 / 2);
    case "beta":
      return distribution.a / (distribution.a + distribution.b);
    case "empirical":
      return mean(distribution.draws) as number;
  }
}
