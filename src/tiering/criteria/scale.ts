import { countBelow, countUpTo } from "../../math/count-below.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import type { Normalisation } from "./types.ts";

/** A line through points: value in [0, 1] at ascending numbers, level beyond the ends. */
export interface Scale {
  readonly at: readonly number[];
  readonly utility: readonly number[];
}

/** Standard deviations either side of the mean that fill the scale: the three-sigma limits of Shewhart (1931). */
const SIGMAS = 3;

/** Points that carry a percentile scale: one at each whole per cent. */
const PERCENTS = 100;

/** Value of an account on a criterion that tells none apart. */
const MIDDLE = 0.5;

/** Learns the scale on which more is better; `values` are finite and at least one. */
export function learnScale(values: Float64Array, normalise: Normalisation): Scale {
  const sorted = Float64Array.from(values).sort();
  const low = (sorted[0] as number) + 0;
  const high = (sorted[sorted.length - 1] as number) + 0;
  if (low === high) return { at: [low], utility: [MIDDLE] };
  if (normalise === "percentile") return percentileScale(sorted);
  if (normalise === "min_max") return { at: [low, high], utility: [0, 1] };
  const moments = momentsOf(sorted);
  const { mean } = moments;
  const reach = SIGMAS * Math.sqrt(varianceOf(moments) ?? 0);
  const from = Math.max(-Number.MAX_VALUE, mean - reach);
  const to = Math.min(Number.MAX_VALUE, mean + reach);
  // a spread too small or too large for a double leaves the extremes themselves
  return from < to ? { at: [from, to], utility: [0, 1] } : { at: [low, high], utility: [0, 1] };
}

/** The same scale where less is better. */
export function turned({ at, utility }: Scale): Scale {
  return { at, utility: utility.map((value) => 1 - value) };
}

/** Percent rank with ties at their middle: 0 for a lone worst, 1 for a lone best. */
function percentileScale(sorted: Float64Array): Scale {
  const n = sorted.length;
  const nodes = n <= PERCENTS + 1 ? new Set(sorted) : nodesOf(sorted);
  const at: number[] = [];
  const utility: number[] = [];
  for (const value of nodes) {
    const first = countBelow(sorted, value);
    const next = countUpTo(sorted, value);
    at.push(value + 0);
    utility.push((first + next - 1) / 2 / (n - 1));
  }
  return { at, utility };
}

/** Values that stand in the column nearest to each whole per cent. */
function nodesOf(sorted: Float64Array): Set<number> {
  const ranks = Array.from({ length: PERCENTS + 1 }, (_, k) => Math.round(((sorted.length - 1) * k) / PERCENTS));
  return new Set(ranks.map((rank) => sorted[rank] as number));
}

/** Value of a number on a scale, always in [0, 1]. */
export function valueAt({ at, utility }: Scale, x: number): number {
  let low = 0;
  let high = at.length - 1;
  if (x <= (at[0] as number)) return utility[0] as number;
  if (x >= (at[high] as number)) return utility[high] as number;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((at[middle] as number) <= x) low = middle;
    else high = middle;
  }
  const from = at[low] as number;
  const to = at[high] as number;
  const start = utility[low] as number;
  const end = utility[high] as number;
  const span = to - from;
  // halves where a span from one end of the doubles to the other overflows
  const share = Number.isFinite(span) ? (x - from) / span : (x / 2 - from / 2) / (to / 2 - from / 2);
  const value = start + (end - start) * share;
  return Math.min(Math.max(start, end), Math.max(Math.min(start, end), value));
}
