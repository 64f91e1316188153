import {
  requireFinite,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireSameLength,
  show,
} from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Estimate } from "../core/estimate.ts";
import { normalQuantile } from "./normal.ts";
import { wilsonUnchecked } from "./proportion.ts";
import { sortOrder } from "./sort-order.ts";
import { Tally } from "./tally.ts";

/** Options of {@link concordanceIndex}. */
export interface ConcordanceOptions {
  /** Age from which each row was watched, 0 or more and below its duration; 0 where left out. */
  readonly entries?: ArrayLike<number>;
  /** How often each row counts, from 1e-100 to 1e100; 1 where left out. */
  readonly weights?: ArrayLike<number>;
  /** Group of each row; only rows of one group are compared. */
  readonly strata?: ArrayLike<string | number>;
  /** Whose row it is; rows of one cluster are taken as one when the interval is made. */
  readonly clusters?: ArrayLike<string | number>;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** How well a score orders cases by when they ended. */
export interface Concordance extends Estimate {
  /** Infinitesimal jackknife. */
  readonly standardError: number;
  /** Weight of the pairs whose order is known: in the right order, in the wrong one, and with equal scores. */
  readonly concordant: number;
  readonly discordant: number;
  readonly tiedScores: number;
}

/**
 * How well a score tells who ends first: of all pairs whose order is known, the share in which the one with the higher
 * score ended first. One half is guessing, 1 is perfect.
 *
 * A pair counts where one was seen to end while the other was watched and stayed longer; a case last seen open at the
 * age at which the other ended stayed longer. Two that ended at one age say nothing. Equal scores count half (Harrell).
 *
 * @param durations - Age of each case at its end, or when it was last seen open; 0 or more. Not mutated.
 * @param ended - 1 or `true` where it ended, 0 or `false` where it was still open.
 * @param scores - Finite numbers, higher for an earlier end: a risk, not an expected stay.
 * @param options - `entries`, `weights`, `strata`, `clusters`, `level`.
 * @returns The index over `n` rows, its interval on the scale of log-odds from the infinitesimal jackknife; where the
 * index is 0 or 1 or does not vary, Wilson's over the rows that ended. `undefined` where no pair can be compared.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `inconsistent`.
 * @example
 * ```ts
 * concordanceIndex([1, 2, 3, 4], [1, 1, 1, 0], [4, 2, 3, 1])?.value; // ≈ 0.8333
 * concordanceIndex([1, 2, 3, 4], [0, 0, 0, 0], [4, 2, 3, 1]); // => undefined
 * ```
 * @see Harrell, Lee & Mark (1996), Statistics in Medicine 15, 361–387; Therneau & Watson (2017), Mayo Clinic Technical
 * Report 85, for the variance
 */
export function concordanceIndex(
  durations: ArrayLike<number>,
  ended: ArrayLike<boolean | number>,
  scores: ArrayLike<number>,
  options: ConcordanceOptions = {},
): Concordance | undefined {
  requireSameLength(durations, "durations", ended, "ended");
  requireSameLength(durations, "durations", scores, "scores");
  requireNonEmpty(durations, "durations");
  requireFinite(scores, "scores");
  requireObject(options, "options");
  const { entries, weights, strata, clusters, level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const n = durations.length;
  const stops = new Float64Array(n);
  const ends = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    requireNumber(durations[i] as number, `durations[${i}]`, { min: 0 });
    stops[i] = durations[i] as number;
    const end: unknown = ended[i];
    if (end === true || end === 1) ends[i] = 1;
    else if (end !== false && end !== 0) {
      throw new ClienteleError("invalid_type", `ended[${i}] must be true, false, 1 or 0, got ${show(end)}`, {
        index: i,
      });
    }
  }
  const column = (cells: ArrayLike<number>, name: string, min: number, max: number): Float64Array => {
    requireSameLength(durations, "durations", cells, name);
    return Float64Array.from({ length: n }, (_, i) => {
      requireNumber(cells[i] as number, `${name}[${i}]`, { min, max });
      return cells[i] as number;
    });
  };
  const starts = entries === undefined ? undefined : column(entries, "options.entries", 0, Number.MAX_VALUE);
  starts?.forEach((start, i) => {
    if (start < (stops[i] as number)) return;
    throw new ClienteleError("inconsistent", `options.entries[${i}] must lie below durations[${i}]`, { index: i });
  });
  return concordanceOf(
    {
      stops,
      ends,
      scores: Float64Array.from(scores),
      starts,
      weights: weights === undefined ? undefined : column(weights, "options.weights", 1e-100, 1e100),
      strata: strata === undefined ? undefined : codesOf(strata, "options.strata", durations),
      clusters: clusters === undefined ? undefined : codesOf(clusters, "options.clusters", durations),
    },
    level,
  );
}

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

/** {@link concordanceIndex} over columns that were checked. @internal */
export function concordanceOf(columns: ConcordanceColumns, level: number): Concordance | undefined {
  const { stops, starts, strata, clusters } = columns;
  const n = stops.length;
  const { rank, distinct } = denseRanks(columns.scores);
  const byStop = columns.byStop ?? sortOrder(stops);
  const byStart = starts === undefined ? undefined : sortOrder(starts);
  const parts = strata === undefined ? [byStop] : split(byStop, strata);
  const startParts = byStart === undefined || strata === undefined ? [byStart] : split(byStart, strata);
  const tally = new Tally(distinct);
  const totals: Totals = { concordant: 0, tied: 0, pairs: 0 };
  const compared = parts.map((order, s) => {
    const cases = sortedCases(columns, order, rank, startParts[s]);
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

function intervalOf(value: number, error: number, ends: Uint8Array, level: number): Estimate["interval"] {
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
    const place = new Uint32Array(stops.length);
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

/** One order per stratum, each as long as its rows. */
function split(order: Uint32Array, strata: Uint32Array): Uint32Array[] {
  const lists: number[][] = [];
  for (const row of order) {
    const code = strata[row] as number;
    const list = lists[code];
    if (list === undefined) lists[code] = [row];
    else list.push(row);
  }
  return lists.map((rows) => Uint32Array.from(rows));
}

function codesOf(column: ArrayLike<string | number>, name: string, durations: ArrayLike<number>): Uint32Array {
  requireSameLength(durations, "durations", column, name);
  const seen = new Map<string | number, number>();
  return Uint32Array.from({ length: column.length }, (_, i) => {
    const id: unknown = column[i];
    if (typeof id !== "string" && !(typeof id === "number" && Number.isFinite(id))) {
      throw new ClienteleError("invalid_type", `${name}[${i}] must be a text or a finite number, got ${show(id)}`, {
        index: i,
      });
    }
    const code = seen.get(id) ?? seen.size;
    seen.set(id, code);
    return code;
  });
}
