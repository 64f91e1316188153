import type { Interval } from "../core/estimate.ts";
import type { Concordance } from "./concordance.ts";
import { rowsByGroup } from "./group-rows.ts";
import { normalQuantile } from "./normal.ts";
import { wilsonUnchecked } from "./proportion.ts";
import { sortOrder } from "./sort-order.ts";
import { Tally } from "./tally.ts";

/** Checked columns of a concordance. @internal */
export interface ConcordanceColumns {
  readonly stops: Float64Array;
  readonly ends: Uint8Array;
  readonly scores: Float64Array;
  readonly starts: Float64Array | undefined;
  readonly weights: Float64Array | undefined;
  readonly strata: Uint32Array | undefined;
  readonly clusters: Uint32Array | undefined;
  /** Rows by age, where the caller has sorted them already. */
  readonly byStop?: Uint32Array;
}

/** The concordance over columns that were checked. @internal */
export function concordanceOf(columns: ConcordanceColumns, level: number): Concordance | undefined {
  const { stops, starts, strata, clusters } = columns;
  const n = stops.length;
  const { rank, distinct } = denseRanks(columns.scores);
  const byStop = columns.byStop ?? sortOrder(stops);
  const byStart = starts === undefined ? undefined : sortOrder(starts);
  const parts = strata === undefined ? [byStop] : rowsByGroup(strata, byStop);
  const startParts = byStart === undefined || strata === undefined ? [byStart] : rowsByGroup(strata, byStart);
  const tally = new Tally(distinct);
  const totals: Totals = { concordant: 0, tied: 0, pairs: 0 };
  const place = new Uint32Array(byStart === undefined ? 0 : n);
  const compared = parts.map((order, s) => {
    const cases = sortedCases(columns, order, rank, startParts[s], place);
    compareLater(cases, tally, totals);
    compareEarlier(cases, tally);
    return cases;
  });
  if (!(totals.pairs > 0)) return undefined;
  const value = Math.min(1, (totals.concordant + totals.tied / 2) / totals.pairs);
  // what the index would change by if a row, or all rows of a cluster, counted a little more
  const influence = clusters === undefined ? undefined : new Float64Array(n);
  let variance = 0;
  for (const { n: rows, row, weight, right, pairs } of compared) {
    for (let k = 0; k < rows; k++) {
      const change = ((weight[k] as number) * ((right[k] as number) - value * (pairs[k] as number))) / totals.pairs;
      if (influence === undefined || clusters === undefined) variance += change * change;
      else {
        const cluster = clusters[row[k] as number] as number;
        influence[cluster] = (influence[cluster] as number) + change;
      }
    }
  }
  influence?.forEach((change) => {
    variance += change * change;
  });
  const standardError = Math.sqrt(variance);
  return {
    value,
    n,
    interval: intervalOf(value, standardError, columns.ends, level),
    standardError,
    concordant: totals.concordant,
    discordant: Math.max(0, totals.pairs - totals.concordant - totals.tied),
    tiedScores: totals.tied,
  };
}

interface Totals {
  concordant: number;
  tied: number;
  pairs: number;
}

/** Below this the spread is rounding. */
const NO_SPREAD = 1e-12;

function intervalOf(value: number, error: number, ends: Uint8Array, level: number): Interval {
  if (value <= 0 || value >= 1 || error < NO_SPREAD) {
    const n = ends.reduce((count, end) => count + end, 0);
    return wilsonUnchecked(value * n, n, level);
  }
  const step = (normalQuantile((1 + level) / 2) * error) / (value * (1 - value));
  const odds = Math.log(value / (1 - value));
  return { lower: 1 / (1 + Math.exp(step - odds)), upper: 1 / (1 + Math.exp(-step - odds)), level };
}

/** The cases of one stratum by age, laid side by side so that walking along them stays in the cache. */
interface SortedCases {
  readonly n: number;
  readonly row: Uint32Array;
  readonly stop: Float64Array;
  readonly end: Uint8Array;
  readonly rank: Uint32Array;
  readonly weight: Float64Array;
  /** Positions by the age from which they were watched, with those ages. */
  readonly byStart: Uint32Array | undefined;
  readonly start: Float64Array | undefined;
  /** Weight of the pairs of each case, and of those in the right order. */
  readonly pairs: Float64Array;
  readonly right: Float64Array;
}

function sortedCases(
  { stops, ends, weights, starts }: ConcordanceColumns,
  row: Uint32Array,
  ranks: Uint32Array,
  startRows: Uint32Array | undefined,
  place: Uint32Array,
): SortedCases {
  const n = row.length;
  const stop = new Float64Array(n);
  const end = new Uint8Array(n);
  const rank = new Uint32Array(n);
  const weight = new Float64Array(n).fill(1);
  for (let k = 0; k < n; k++) {
    const i = row[k] as number;
    stop[k] = stops[i] as number;
    end[k] = ends[i] as number;
    rank[k] = ranks[i] as number;
    if (weights !== undefined) weight[k] = weights[i] as number;
  }
  let byStart: Uint32Array | undefined;
  let start: Float64Array | undefined;
  if (startRows !== undefined && starts !== undefined) {
    for (let k = 0; k < n; k++) place[row[k] as number] = k;
    byStart = startRows.map((i) => place[i] as number);
    start = Float64Array.from(startRows, (i) => starts[i] as number);
  }
  const sums = { pairs: new Float64Array(n), right: new Float64Array(n) };
  return { n, row, stop, end, rank, weight, byStart, start, ...sums };
}

/** From the last age back: each that ended against all that stayed longer. */
function compareLater(cases: SortedCases, tally: Tally, totals: Totals): void {
  const { n, stop, end, rank, weight, byStart, start, pairs, right } = cases;
  tally.clear();
  const add = (low: number, high: number, kind: number): void => {
    for (let k = low + 1; k <= high; k++) {
      if (end[k] === kind) tally.add(rank[k] as number, weight[k] as number, 1);
    }
  };
  let coming = n - 1;
  for (let high = n - 1, low = high; high >= 0; high = low) {
    const age = stop[high] as number;
    while (low >= 0 && stop[low] === age) low--;
    while (byStart !== undefined && start !== undefined && coming >= 0 && (start[coming] as number) >= age) {
      const k = byStart[coming] as number;
      tally.add(rank[k] as number, -(weight[k] as number), -1);
      coming--;
    }
    add(low, high, 0);
    for (let k = low + 1; k <= high; k++) {
      if (end[k] === 0 || tally.rows === 0) continue;
      const r = rank[k] as number;
      const below = tally.below(r);
      const equal = tally.at(r);
      const total = tally.total;
      right[k] = (right[k] as number) + below + equal / 2;
      pairs[k] = (pairs[k] as number) + total;
      totals.concordant += (weight[k] as number) * below;
      totals.tied += (weight[k] as number) * equal;
      totals.pairs += (weight[k] as number) * total;
    }
    add(low, high, 1);
  }
}

/** From the first age on: each against all that ended while it was watched. */
function compareEarlier(cases: SortedCases, tally: Tally): void {
  const { n, stop, end, rank, weight, byStart, start, pairs, right } = cases;
  tally.clear();
  const count = (k: number, sign: number): void => {
    if (tally.rows === 0) return;
    const r = rank[k] as number;
    const equal = tally.at(r);
    right[k] = (right[k] as number) + sign * (tally.total - tally.below(r) - equal / 2);
    pairs[k] = (pairs[k] as number) + sign * tally.total;
  };
  let entering = 0;
  for (let low = 0, high = low; low < n; low = high) {
    const age = stop[low] as number;
    while (high < n && stop[high] === age) high++;
    while (byStart !== undefined && start !== undefined && entering < n && (start[entering] as number) < age) {
      count(byStart[entering] as number, -1);
      entering++;
    }
    for (let k = low; k < high; k++) if (end[k] === 1) count(k, 1);
    for (let k = low; k < high; k++) {
      if (end[k] === 1) tally.add(rank[k] as number, weight[k] as number, 1);
    }
    for (let k = low; k < high; k++) if (end[k] === 0) count(k, 1);
  }
}

function denseRanks(scores: Float64Array): { readonly rank: Uint32Array; readonly distinct: number } {
  const order = sortOrder(scores);
  const rank = new Uint32Array(scores.length);
  let distinct = 0;
  for (let k = 0; k < order.length; k++) {
    const row = order[k] as number;
    if (k > 0 && scores[row] !== scores[order[k - 1] as number]) distinct++;
    rank[row] = distinct;
  }
  return { rank, distinct: distinct + 1 };
}
