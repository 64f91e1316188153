import { countBelow } from "../../math/count-below.ts";
import { indicesOf } from "../../math/outcomes.ts";
import type { Arms } from "./arms.ts";

/** One arm's customers from the best score to the worst. */
export interface RankedArm {
  /** Outcomes; within a tie from the smallest, so that the order of the rows leaves no trace. */
  readonly outcomes: Float64Array;
  /** Tie group of each customer, 0 for the best score. */
  readonly groups: Uint32Array;
}

/** Customers in order of their scores, those with the same score taken together. */
export interface Ranking {
  /** Customers of both arms. */
  readonly n: number;
  /** Distinct scores, the best first. */
  readonly scores: Float64Array;
  readonly treated: RankedArm;
  readonly control: RankedArm;
}

/** First place of an arm whose group is `group` or later: as many of its customers have a better score. */
export function firstAt({ groups }: RankedArm, group: number): number {
  return countBelow(groups, group);
}

/** Bits of one digit: 2,048 counters stay in the fastest cache. */
const BITS = 11;
const BUCKETS = 1 << BITS;
const DIGITS = Math.ceil(64 / BITS);

/** Ranks customers by score, best first. Scores are finite and as many as customers. */
export function rankByScore(scores: ArrayLike<number>, arms: Arms): Ranking {
  const n = scores.length;
  const order = descendingOrder(scores);
  const distinct = new Float64Array(n);
  const treated = emptyArm(arms.treatedN);
  const control = emptyArm(n - arms.treatedN);
  let groups = 0;
  let t = 0;
  let c = 0;
  for (let k = 0; k < n; k++) {
    const row = order[k] as number;
    const score = scores[row] as number;
    if (k === 0 || score !== distinct[groups - 1]) distinct[groups++] = score;
    if (arms.treated[row] === 1) {
      treated.outcomes[t] = arms.outcomes[row] as number;
      treated.groups[t++] = groups - 1;
    } else {
      control.outcomes[c] = arms.outcomes[row] as number;
      control.groups[c++] = groups - 1;
    }
  }
  sortTies(treated);
  sortTies(control);
  return { n, scores: distinct.slice(0, groups), treated, control };
}

function emptyArm(n: number): RankedArm {
  return { outcomes: new Float64Array(n), groups: new Uint32Array(n) };
}

function sortTies({ outcomes, groups }: RankedArm): void {
  for (let from = 0; from < groups.length; ) {
    let to = from + 1;
    while (to < groups.length && groups[to] === groups[from]) to++;
    if (to > from + 1) outcomes.subarray(from, to).sort();
    from = to;
  }
}

/**
 * Rows from the highest value to the lowest, equal values in the order of their rows: a radix sort on the bits of the
 * doubles, since a comparator costs ten times as much at a million rows.
 */
export function descendingOrder(values: ArrayLike<number>): Uint32Array {
  const n = values.length;
  // + 0 makes −0 and 0 the same bits, as they are the same score
  const doubles = new Float64Array(n);
  for (let i = 0; i < n; i++) doubles[i] = (values[i] as number) + 0;
  const words = new Uint32Array(doubles.buffer);
  const low = new Uint32Array(n);
  const high = new Uint32Array(n);
  const first = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;
  for (let i = 0; i < n; i++) {
    const upper = words[2 * i + 1 - first] as number;
    const lower = words[2 * i + first] as number;
    // negative doubles grow as their bits shrink; turned over for both, larger values get smaller keys
    const negative = upper >>> 31 === 1;
    high[i] = negative ? upper : ~upper & 0x7fffffff;
    low[i] = negative ? lower : ~lower;
  }
  let order = indicesOf(n);
  let next: Uint32Array = new Uint32Array(n);
  const counts = new Uint32Array(BUCKETS);
  for (let digit = 0; digit < DIGITS; digit++) {
    const shift = digit * BITS;
    counts.fill(0);
    for (let i = 0; i < n; i++) (counts[digitOf(low, high, i, shift)] as number)++;
    // a digit in which all rows agree moves nothing
    if (n > 0 && counts[digitOf(low, high, 0, shift)] === n) continue;
    let place = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = counts[bucket] as number;
      counts[bucket] = place;
      place += count;
    }
    for (let k = 0; k < n; k++) {
      const row = order[k] as number;
      const bucket = digitOf(low, high, row, shift);
      const at = counts[bucket] as number;
      next[at] = row;
      counts[bucket] = at + 1;
    }
    [order, next] = [next, order];
  }
  return order;
}

function digitOf(low: Uint32Array, high: Uint32Array, row: number, shift: number): number {
  const mask = BUCKETS - 1;
  if (shift >= 32) return ((high[row] as number) >>> (shift - 32)) & mask;
  if (shift + BITS <= 32) return ((low[row] as number) >>> shift) & mask;
  return (((low[row] as number) >>> shift) | ((high[row] as number) << (32 - shift))) & mask;
}
