import type { Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { studentTQuantile } from "../../math/student-t.ts";

/** A share with the spread of its resampled values on the logit scale; at 0 and 1 Jeffreys' interval. */
export function shareEstimate(value: number, n: number, resampled: readonly number[], level: number): Estimate {
  const edge = 0.25 / n;
  if (value <= edge || value >= 1 - edge) {
    return { value, n, interval: jeffreysInterval(value < 0.5 ? 0 : n, n, level) };
  }
  const logit = (p: number): number => {
    const inside = Math.min(1 - edge, Math.max(edge, p));
    return Math.log(inside / (1 - inside));
  };
  const half = normalQuantile((1 + level) / 2) * deviation(resampled.filter(Number.isFinite).map(logit));
  const back = (x: number): number => 1 / (1 + Math.exp(-x));
  return { value, n, interval: { lower: back(logit(value) - half), upper: back(logit(value) + half), level } };
}

/** A figure with the spread of its resampled values on the log scale, by Student's t; at zero with their middle. */
export function logEstimate(
  value: number,
  n: number,
  resampled: readonly number[],
  freedom: number,
  level: number,
): Estimate {
  if (!(value > 0)) return percentileEstimate(value, n, resampled, level);
  const logs = resampled.filter((one) => one > 0 && one < Number.POSITIVE_INFINITY).map(Math.log);
  const half = studentTQuantile((1 + level) / 2, freedom) * deviation(logs);
  const upper = value * Math.exp(half);
  return {
    value,
    n,
    interval: {
      lower: value * Math.exp(-half),
      upper: upper < Number.POSITIVE_INFINITY ? upper : Number.MAX_VALUE,
      level,
    },
  };
}

/** A figure with the middle of its resampled values. */
export function percentileEstimate(value: number, n: number, resampled: readonly number[], level: number): Estimate {
  const sorted = Float64Array.from(resampled.filter(Number.isFinite)).sort();
  if (sorted.length === 0) return { value, n, interval: { lower: value, upper: value, level } };
  const lower = Math.min(value, quantileSorted(sorted, (1 - level) / 2));
  return { value, n, interval: { lower, upper: Math.max(value, quantileSorted(sorted, (1 + level) / 2)), level } };
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((total, one) => total + one, 0) / values.length;
  return Math.sqrt(values.reduce((total, one) => total + (one - mean) ** 2, 0) / (values.length - 1));
}
