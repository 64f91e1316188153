import type { LorenzPoint } from "../pyramid/types.ts";

/** Points of a thinned curve, the asked ones apart. */
const CURVE_POINTS = 180;

/** A rank this close to a whole number is that number. */
const RANK_SLACK = 1e-9;

/**
 * A book from the best customer down: values in units of the largest magnitude, so that nothing overflows, and what
 * the best k bring together.
 */
export interface RankedBook {
  readonly n: number;
  /** Values, best first. */
  readonly values: Float64Array;
  /** `brought[k]` is the sum of the best k, k = 0 … n. */
  readonly brought: Float64Array;
  readonly total: number;
  /** The best customer's value in the unit of the input. */
  readonly best: number;
}

export function rankBook(column: Float64Array): RankedBook {
  const n = column.length;
  const values = column.slice().sort().reverse();
  const best = (values[0] as number) + 0;
  const largest = Math.max(Math.abs(values[0] as number), Math.abs(values[n - 1] as number));
  const brought = new Float64Array(n + 1);
  let sum = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const value = largest === 0 ? 0 : (values[i] as number) / largest;
    values[i] = value;
    const next = sum + value;
    const added = next - sum;
    rest += sum - (next - added) + (value - added);
    sum = next;
    brought[i + 1] = sum + rest;
  }
  return { n, values, brought, total: brought[n] as number, best };
}

/** Share of value that the best `topShare` of customers bring; within one customer the curve is straight. */
export function broughtBy({ n, values, brought, total }: RankedBook, topShare: number): number {
  const rank = wholeRank(n, topShare);
  const k = Math.min(n - 1, Math.floor(rank));
  return ((brought[k] as number) + (rank - k) * (values[k] as number)) / total;
}

/** Value of the customer at the edge of the best `topShare`, in units of the largest magnitude. */
export function edgeOf({ n, values }: RankedBook, topShare: number): number {
  return values[Math.min(n - 1, Math.floor(wholeRank(n, topShare)))] as number;
}

/** Smallest share of customers that brings `valueShare` of a positive total, with the value of the last one needed. */
export function neededFor(
  { n, values, brought, total }: RankedBook,
  valueShare: number,
): { readonly share: number; readonly edge: number } {
  const goal = valueShare * total;
  // brought rises until the first negative value, and the goal lies below the total: halve the rising part
  let low = 0;
  let high = n;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((brought[middle] as number) >= goal || (values[middle - 1] as number) < 0) high = middle;
    else low = middle;
  }
  const edge = values[low] as number;
  return { share: (low + (goal - (brought[low] as number)) / edge) / n, edge };
}

/** The curve from (0, 0) to (1, 1): every customer of a small book, else ranks that are denser among the best. */
export function lorenzPoints(book: RankedBook, exactAt: readonly number[]): LorenzPoint[] {
  const { n, brought, total } = book;
  const shares = new Map<number, number>();
  const steps = Math.min(n, CURVE_POINTS);
  for (let j = 0; j <= steps; j++) {
    const k = n <= CURVE_POINTS ? j : Math.round(n * (j / steps) ** 2);
    shares.set(k / n, (brought[k] as number) / total);
  }
  for (const topShare of exactAt) shares.set(topShare, broughtBy(book, topShare));
  const points = Array.from(shares, ([topShare, valueShare]) => ({ topShare, valueShare }));
  return points.sort((a, b) => a.topShare - b.topShare);
}

function wholeRank(n: number, share: number): number {
  const exact = n * share;
  const nearest = Math.round(exact);
  return Math.abs(exact - nearest) <= Math.max(RANK_SLACK, 4 * Number.EPSILON * n) ? nearest : exact;
}
