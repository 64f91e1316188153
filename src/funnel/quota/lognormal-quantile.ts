import type { Estimate } from "../../core/estimate.ts";
import { brentRoot } from "../../math/brent.ts";
import { chiSquaredQuantile } from "../../math/chi-squared.ts";
import { normalCdf, normalQuantile } from "../../math/normal.ts";

/** Points at which the sample deviation is tried; ten times as many change the fourth digit of an interval. */
const POINTS = 200;

/** Beyond this logarithm a ratio is no figure. */
const LARGEST_LOG = 700;

/**
 * Quantiles of a log-normal quantity from a sample's log mean and deviation: median-unbiased, with exact intervals.
 * (q − mean) / deviation is distributed as (z − Z/√n) / √(χ²/ν), whatever the truth: non-central t.
 *
 * @see Hahn & Meeker (1991), Statistical Intervals, § 4.4
 */
export function lognormalQuantiles(
  mean: number,
  deviation: number,
  n: number,
  shares: readonly number[],
  level: number,
): Estimate[] {
  const degrees = n - 1;
  // denser where the deviation is small, which decides the tails
  const scales = Array.from({ length: POINTS }, (_, i) => {
    const u = (i + 0.5) / POINTS;
    return { weight: (2 * u) / POINTS, scale: Math.sqrt(chiSquaredQuantile(u * u, degrees) / degrees) };
  });
  return shares.map((share) => {
    const z = normalQuantile(share);
    const below = (t: number): number =>
      scales.reduce((total, { weight, scale }) => total + weight * normalCdf(Math.sqrt(n) * (t * scale - z)), 0);
    const at = (chance: number): number => {
      let reach = 4;
      while (reach < 1e6 && (below(-reach) > chance || below(reach) < chance)) reach *= 2;
      const pivot = brentRoot((t) => below(t) - chance, -reach, reach, { tolerance: 1e-9 }).x;
      return Math.exp(Math.min(LARGEST_LOG, Math.max(-LARGEST_LOG, mean + deviation * pivot)));
    };
    const tail = 0.5 - level / 2;
    return { value: at(0.5), n, interval: { lower: at(tail), upper: at(1 - tail), level } };
  });
}
