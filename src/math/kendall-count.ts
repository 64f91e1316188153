import { sortOrder } from "./sort-order.ts";

/** Pairs of rows that move alike less those that do not, and what its chance variance rests on. @internal */
export interface KendallCount {
  readonly n: number;
  /** Kendall's S: pairs in the same order in both columns less pairs in opposite order. */
  readonly s: number;
  /** Variance of S where the columns have nothing to do with each other, corrected for ties in both. */
  readonly variance: number;
  /** Pairs that fall, and pairs that differ in x and not in y. */
  readonly falling: number;
  readonly level: number;
  /** Pairs that differ in x, and pairs that differ in y. */
  readonly xPairs: number;
  readonly yPairs: number;
}

/** Sums over groups of equal numbers that the variance needs. */
interface Ties {
  two: number;
  three: number;
  five: number;
}

/**
 * Counts by merge sort, n log n, instead of looking at every pair.
 *
 * @see Knight, A computer method for calculating Kendall's tau with ungrouped data, JASA 61 (1966), 436–439; Kendall,
 * Rank Correlation Methods (1975), 4.4: the variance with ties in both columns
 * @internal
 */
export function kendallCount(x: Float64Array, y: Float64Array): KendallCount {
  const n = x.length;
  const order = orderByBoth(x, y);
  const inOrder = Float64Array.from(order, (row) => y[row] as number);
  const both = Float64Array.from(order, (row) => x[row] as number);
  const total = (n * (n - 1)) / 2;
  const xTies = tiesOf(both);
  let joint = 0;
  for (let i = 1, run = 0; i < n; i++) {
    run = both[i] === both[i - 1] && inOrder[i] === inOrder[i - 1] ? run + 1 : 0;
    joint += run;
  }
  const sorted = inOrder.slice();
  const discordant = countInversions(sorted, new Float64Array(n));
  const yTies = tiesOf(sorted);
  const v1 = n < 2 ? 0 : (xTies.two * yTies.two) / (2 * n * (n - 1));
  const v2 = n < 3 ? 0 : (xTies.three * yTies.three) / (9 * n * (n - 1) * (n - 2));
  return {
    n,
    s: total - xTies.two / 2 - yTies.two / 2 + joint - 2 * discordant,
    variance: Math.max(0, (n * (n - 1) * (2 * n + 5) - xTies.five - yTies.five) / 18 + v1 + v2),
    falling: discordant,
    level: yTies.two / 2 - joint,
    xPairs: total - xTies.two / 2,
    yPairs: total - yTies.two / 2,
  };
}

/** The rows by x, those of one x by y. */
export function orderByBoth(x: Float64Array, y: Float64Array): Uint32Array {
  let ascending = true;
  for (let i = 1; i < x.length && ascending; i++) ascending = (x[i - 1] as number) < (x[i] as number);
  if (ascending) return Uint32Array.from(x, (_, i) => i);
  const byY = sortOrder(y);
  const then = sortOrder(Float64Array.from(byY, (row) => x[row] as number));
  return then.map((place) => byY[place] as number);
}

function tiesOf(sorted: Float64Array): Ties {
  const ties: Ties = { two: 0, three: 0, five: 0 };
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const t = to - from;
    ties.two += t * (t - 1);
    ties.three += t * (t - 1) * (t - 2);
    ties.five += t * (t - 1) * (2 * t + 5);
    from = to;
  }
  return ties;
}

/** Runs of this length are sorted by insertion, which is faster than merging them. */
const RUN = 8;

/** Sorts the numbers and returns how many pairs stood the wrong way round; equal ones did not. @internal */
export function countInversions(values: Float64Array, spare: Float64Array): number {
  const n = values.length;
  let inversions = 0;
  for (let start = 0; start < n; start += RUN) {
    const end = Math.min(start + RUN, n);
    for (let i = start + 1; i < end; i++) {
      const value = values[i] as number;
      let j = i;
      for (; j > start && (values[j - 1] as number) > value; j--) values[j] = values[j - 1] as number;
      values[j] = value;
      inversions += i - j;
    }
  }
  let from = values;
  let to = spare;
  for (let width = RUN; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k++) {
        if (right >= end || (left < middle && (from[left] as number) <= (from[right] as number))) {
          to[k] = from[left++] as number;
        } else {
          to[k] = from[right++] as number;
          inversions += middle - left;
        }
      }
    }
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
  return inversions;
}
