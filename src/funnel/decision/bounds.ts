import type { ChainFigure } from "./types.ts";

/** A weight and a value, each with the range in which it could lie. */
export interface Ranged {
  readonly weight: number;
  readonly weightRange: readonly [number, number];
  /** Absent where it is not known: then it takes no part in the value, and any part in the range. */
  readonly value?: number;
  readonly valueRange: readonly [number, number];
}

/** Weighted mean of what is known, with all that the unknown could make of it; `undefined` where no weight is known. */
export function weightedMean(rows: readonly Ranged[]): ChainFigure | undefined {
  let total = 0;
  let sum = 0;
  let least = 2;
  let most = -2;
  for (const { weight, value } of rows) {
    if (value === undefined || weight === 0) continue;
    total += weight;
    sum += weight * value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (total === 0) return undefined;
  // a mean lies among its values, whatever the last bit of a sum says
  const value = Math.max(least, Math.min(most, sum / total));
  const highest = extreme(rows, 1) ?? value;
  const lowest = extreme(rows, 0) ?? value;
  return { value, lower: Math.min(value, lowest), upper: Math.max(value, highest) };
}

/**
 * The most (side 1) or the least (side 0) that the mean can be. For fixed values a weighted mean is largest where all
 * weights above some value are as heavy, and all below as light, as they can be; so every such cut is tried.
 */
function extreme(rows: readonly Ranged[], side: 0 | 1): number | undefined {
  const sign = side === 1 ? 1 : -1;
  const sorted = rows
    .map(({ weightRange, valueRange }) => ({ weightRange, value: valueRange[side] }))
    .sort((a, b) => sign * (b.value - a.value));
  let total = sorted.reduce((sum, { weightRange }) => sum + weightRange[0], 0);
  let sum = sorted.reduce((all, { weightRange, value }) => all + weightRange[0] * value, 0);
  let best: number | undefined = total > 0 ? sum / total : undefined;
  for (const { weightRange, value } of sorted) {
    const more = weightRange[1] - weightRange[0];
    total += more;
    sum += more * value;
    if (total > 0 && (best === undefined || sign * (sum / total - best) > 0)) best = sum / total;
  }
  return best;
}
