import type { Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { ModelFigure } from "../fit/types.ts";

/** A factor of a product: its value, and the spread of its logarithm; absent where that is not known. */
export interface Factor {
  readonly value: number;
  readonly spread?: number;
}

/** A figure whose interval is symmetric in the logarithm, as a factor. */
export function factorOf({ value, interval }: ModelFigure): Factor {
  if (interval === undefined) return { value };
  if (interval.lower === interval.upper) return { value, spread: 0 };
  const reach = normalQuantile((1 + interval.level) / 2);
  return { value, spread: (Math.log(interval.upper) - Math.log(interval.lower)) / (2 * reach) };
}

/**
 * The product of independent factors of any sign, with its interval; without one where a factor has none. A product of
 * exactly 0 is certain.
 */
export function productFigure(factors: readonly Factor[], n: number, level: number): ModelFigure {
  const value = factors.reduce((product, factor) => product * factor.value, 1) + 0;
  if (factors.some((factor) => factor.value === 0 && factor.spread === 0)) {
    return { value: 0, n, interval: { lower: 0, upper: 0, level } };
  }
  let variance = 0;
  for (const { spread } of factors) {
    if (spread === undefined) return { value, n };
    variance += spread * spread;
  }
  const interval = aroundLog(value, Math.sqrt(variance), level);
  return interval === undefined ? { value, n } : { value, n, interval };
}

/** The interval of a figure whose logarithm (of its size) has this spread; none where an end would not be finite. */
function aroundLog(value: number, spread: number, level: number): Interval | undefined {
  const wide = Math.exp(normalQuantile((1 + level) / 2) * spread);
  const ends = [value / wide, value * wide].sort((a, b) => a - b) as [number, number];
  return ends.every(Number.isFinite) && value !== 0 ? { lower: ends[0], upper: ends[1], level } : undefined;
}
