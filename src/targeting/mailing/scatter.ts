import type { Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { placesTo, type RankedList } from "./ranked.ts";
import { SplitSums } from "./split-sums.ts";

/** Second and third cumulant of what the contacted customers will bring. */
export interface Scatter {
  readonly variance: number;
  readonly third: number;
}

/**
 * Scatter of the customers down to each of the places. Summed so that customers of one score may stand in any order;
 * those tied at a place count by share.
 */
export function scatterAt(
  list: RankedList,
  places: readonly number[],
  scores: Float64Array,
  chances: ArrayLike<number>,
  marginAt: (row: number) => number,
): Scatter[] {
  const cuts = [...new Set(places.filter((place) => place > 0).map((place) => list.scores[place - 1] as number))].sort(
    (a, b) => b - a,
  );
  // two groups a cut: those strictly above it, and those tied with it
  const variances = new SplitSums(2 * cuts.length + 1);
  const thirds = new SplitSums(2 * cuts.length + 1);
  const terms = (row: number, use: (variance: number, third: number) => void): void => {
    const p = chances[row] as number;
    const margin = marginAt(row);
    const variance = margin * margin * p * (1 - p);
    use(variance, variance * margin * (1 - 2 * p));
  };
  for (let i = 0; i < list.n; i++) {
    terms(i, (variance, third) => {
      variances.see(variance);
      thirds.see(third);
    });
  }
  variances.start(list.n);
  thirds.start(list.n);
  for (let i = 0; i < list.n; i++) {
    const group = groupOf(cuts, scores[i] as number);
    terms(i, (variance, third) => {
      variances.add(group, variance);
      thirds.add(group, third);
    });
  }
  return places.map((place) => {
    if (place === 0) return { variance: 0, third: 0 };
    const cut = list.scores[place - 1] as number;
    const from = placesTo(list, cut, false);
    const share = (place - from) / (placesTo(list, cut, true) - from);
    const tied = groupOf(cuts, cut);
    return { variance: variances.to(tied, share), third: thirds.to(tied, share) };
  });
}

/** Position of a score among falling cuts: 2j where it lies above cut j, 2j + 1 where it is tied with it. */
function groupOf(cuts: readonly number[], score: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] as number) > score) low = middle + 1;
    else high = middle;
  }
  return cuts[low] === score ? 2 * low + 1 : 2 * low;
}

/**
 * What chance may make of an expected sum: the normal interval bent for skewness, within what is possible at all.
 *
 * See Cornish & Fisher (1938), Revue de l'Institut International de Statistique 5, first term.
 */
export function scatterInterval(value: number, { variance, third }: Scatter, lowest: number, level: number): Interval {
  if (!(variance > 0)) return { lower: value, upper: value, level };
  const z = normalQuantile((1 + level) / 2);
  const sd = Math.sqrt(variance);
  const bend = (((z * z - 1) / 6) * third) / variance;
  return {
    lower: Math.min(value, Math.max(lowest, value - z * sd + bend)),
    upper: Math.max(value, value + z * sd + bend),
    level,
  };
}
