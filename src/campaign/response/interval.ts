import type { Estimate, Interval } from "../../core/estimate.ts";
import { quantile } from "../../math/quantile.ts";

/**
 * The middle of what was drawn. The ends are placed so that one draw more would fall outside with the chance that the
 * level leaves, however few draws there are; quantiles of the draws alone would be too narrow.
 *
 * @see Hyndman, Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 6
 */
export function drawnInterval(draws: Float64Array, level: number): Interval {
  const n = draws.length;
  const tail = n > 1 ? Math.max(0, (((1 - level) / 2) * (n + 1) - 1) / (n - 1)) : 0;
  return { lower: quantile(draws, tail) as number, upper: quantile(draws, 1 - tail) as number, level };
}

/**
 * A figure that cannot be negative: the interval of its unconstrained draws cut at 0, which keeps what it covers, and
 * widened to the best fit where that lies outside.
 */
export function estimate(value: number, draws: Float64Array, n: number, level: number): Estimate {
  const { lower, upper } = drawnInterval(draws, level);
  return {
    value,
    n,
    interval: { lower: Math.min(Math.max(0, lower), value), upper: Math.max(0, upper, value), level },
  };
}
