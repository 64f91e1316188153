import { indicesOf } from "../../math/outcomes.ts";

/** Customers by falling score, tied ones as one block, with what each block holds. */
export interface Ranking {
  readonly n: number;
  /** Score of each block. */
  readonly score: Float64Array;
  readonly rows: Float64Array;
  /** Customers down to the end of each block. */
  readonly end: Float64Array;
  readonly events: BlockSums;
  readonly amount?: BlockSums;
}

/** Sum and sum of squares of one outcome per block, and the sum down to the end of each block. */
export interface BlockSums {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly end: Float64Array;
  readonly total: number;
}

/** Sorts customers by falling score and sums up what they did, so that the order of rows has no say. */
export function rankCustomers(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  amounts: ArrayLike<number> | undefined,
): Ranking {
  const n = scores.length;
  // amounts in one order too, because a sum of fractions depends on its order
  const order = indicesOf(n).sort(
    (a, b) =>
      (scores[b] as number) - (scores[a] as number) ||
      (amounts === undefined ? 0 : (amounts[a] as number) - (amounts[b] as number)),
  );
  const block = new Uint32Array(n);
  let blocks = 0;
  for (let i = 0; i < n; i++) {
    if (i > 0 && scores[order[i] as number] !== scores[order[i - 1] as number]) blocks++;
    block[i] = blocks;
  }
  blocks++;
  const score = new Float64Array(blocks);
  const rows = new Float64Array(blocks);
  for (let i = 0; i < n; i++) {
    const at = block[i] as number;
    score[at] = scores[order[i] as number] as number;
    rows[at] = (rows[at] as number) + 1;
  }
  const sums = (column: ArrayLike<number>): BlockSums => {
    const sum = new Float64Array(blocks);
    const squares = new Float64Array(blocks);
    for (let i = 0; i < n; i++) {
      const at = block[i] as number;
      const value = column[order[i] as number] as number;
      sum[at] = (sum[at] as number) + value;
      squares[at] = (squares[at] as number) + value * value;
    }
    const end = cumulated(sum);
    return { sum, squares, end, total: end[blocks - 1] as number };
  };
  return {
    n,
    score,
    rows,
    end: cumulated(rows),
    events: sums(outcomes),
    ...(amounts === undefined ? {} : { amount: sums(amounts) }),
  };
}

/** Sums down to each entry. */
export function cumulated(column: Float64Array): Float64Array {
  const end = new Float64Array(column.length);
  let total = 0;
  for (let k = 0; k < column.length; k++) {
    total += column[k] as number;
    end[k] = total;
  }
  return end;
}

/** Which block holds the customer at this place of the ranking, counted from 0 at the top. */
export function blockAt({ end }: Ranking, place: number): number {
  let low = 0;
  let high = end.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((end[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How much of a block stands above a place of the ranking, from 0 to 1. */
export function partAbove({ rows, end }: Ranking, block: number, place: number): number {
  const size = rows[block] as number;
  const before = (end[block] as number) - size;
  return Math.min(1, Math.max(0, (place - before) / size));
}

/** What the first `place` customers did in all; tied customers at the border count by share. */
export function sumTo(ranking: Ranking, { sum, end }: BlockSums, place: number): number {
  const at = blockAt(ranking, place);
  const share = partAbove(ranking, at, place);
  // at the end of a block its own sum, to the last bit
  return share === 1 ? (end[at] as number) : (at === 0 ? 0 : (end[at - 1] as number)) + share * (sum[at] as number);
}

/** What a customer near this place does on average: over a window, or over the tied block where that is wider. */
function levelAt(ranking: Ranking, sums: BlockSums, place: number): number {
  // wide enough to be steady, narrow against the ranking: its share shrinks as n^−0.2
  const half = 0.25 * ranking.n ** 0.8;
  const from = Math.max(0, place - half);
  const to = Math.min(ranking.n, place + half);
  return (sumTo(ranking, sums, to) - sumTo(ranking, sums, from)) / (to - from);
}

/**
 * Variance of the share of the total that a stretch of the ranking holds, from its influence function: that of the
 * customers in it and that of where the ranking is cut.
 *
 * For a stretch between depths q₁ and q₂ with share B, a customer with outcome y and memberships I₁ ≤ I₂ counts
 * (y·(I₂ − I₁ − B) − ρ₂·(I₂ − q₂) + ρ₁·(I₁ − q₁)) / mean, with ρ the mean outcome of customers at the cut.
 */
export function shareVariance(ranking: Ranking, sums: BlockSums, from: number, to: number, share: number): number {
  const { n, rows } = ranking;
  const [q1, q2] = [from / n, to / n];
  const rho1 = from <= 0 ? 0 : levelAt(ranking, sums, from);
  const rho2 = to >= n ? 0 : levelAt(ranking, sums, to);
  let total = 0;
  for (let k = 0; k < rows.length; k++) {
    const in1 = partAbove(ranking, k, from);
    const in2 = partAbove(ranking, k, to);
    const u = in2 - in1 - share;
    const v = rho2 * (in2 - q2) - rho1 * (in1 - q1);
    total += u * u * (sums.squares[k] as number) - 2 * u * v * (sums.sum[k] as number) + (rows[k] as number) * v * v;
  }
  return Math.max(0, total) / sums.total ** 2;
}
