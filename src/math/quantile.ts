import { requireColumn, requireFinite, requireNonEmpty, requireNumber, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** Up to here sorting a copy is as fast as counting into 65,536 bins (measured, Node 20). */
const SORT_LIMIT = 4096;

/** Bins of one 16-bit digit of a double. */
const BINS = 65_536;

const SHARE = { min: 0, max: 1 } as const;

/**
 * A quantile of a column that is sorted already.
 *
 * @param sorted - At least one finite number, ascending; the order is the caller's promise and is not checked.
 * @param p - Share of rows below the quantile, in [0, 1]; 0 is the smallest cell, 1 the largest.
 * @returns The quantile, interpolated between the two nearest cells (type 7: as in R, NumPy and Excel).
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * quantileSorted([10, 20, 30, 40], 0.5); // => 25
 * ```
 * @see Hyndman, Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 7
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  requireNonEmpty(sorted, "sorted");
  requireNumber(p, "p", SHARE);
  const position = (sorted.length - 1) * p;
  const rank = Math.floor(position);
  const lower = sorted[rank] as number;
  const upper = sorted[Math.ceil(position)] as number;
  requireNumber(lower, `sorted[${rank}]`);
  requireNumber(upper, `sorted[${Math.ceil(position)}]`);
  return interpolate(lower, upper, position - rank);
}

/**
 * A quantile of a column in any order: the median revenue, the response time that 90 % of cases stay below.
 *
 * @param column - At least one finite number. Not mutated, not sorted as a whole: linear in the number of rows.
 * @param p - Share of rows below the quantile, in [0, 1].
 * @returns The quantile, interpolated between the two nearest cells (type 7: as in R, NumPy and Excel).
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * quantile([40, 10, 30, 20], 0.5); // => 25
 * ```
 * @see Hyndman, Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 7
 */
export function quantile(column: ArrayLike<number>, p: number): number {
  requireNumber(p, "p", SHARE);
  return quantiles(column, [p])[0] as number;
}

/**
 * Several quantiles of one column, for little more than the price of one.
 *
 * @param column - At least one finite number. Not mutated.
 * @param ps - Shares in [0, 1], in any order.
 * @returns One quantile per share, in the order of `ps`.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no rows), `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * quantiles([4, 1, 3, 2, 5], [0.9, 0.25]); // => Float64Array.of(4.6, 2)
 * ```
 * @see Hyndman, Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 7
 */
export function quantiles(column: ArrayLike<number>, ps: ArrayLike<number>): Float64Array {
  requireNonEmpty(column, "column");
  requireColumn(ps, "ps");
  // selectRanks looks for NaN and Infinity while it counts, so a Float64Array needs no pass of its own
  if (!(column instanceof Float64Array)) requireFinite(column, "column");
  const values = column instanceof Float64Array ? column : Float64Array.from(column);
  const ranks: number[] = [];
  for (let i = 0; i < ps.length; i++) {
    requireNumber(ps[i] as number, `ps[${i}]`, SHARE);
    const position = (values.length - 1) * (ps[i] as number);
    ranks.push(Math.floor(position), Math.ceil(position));
  }
  const ascending = Float64Array.from(new Set(ranks)).sort();
  const cells = selectRanks(values, ascending);
  const cellAt = new Map(Array.from(ascending, (rank, i) => [rank, cells[i] as number]));
  return Float64Array.from(ps, (p, i) => {
    const rank = ranks[2 * i] as number;
    const lower = cellAt.get(rank) as number;
    const upper = cellAt.get(ranks[2 * i + 1] as number) as number;
    return interpolate(lower, upper, (values.length - 1) * p - rank);
  });
}

/**
 * Picks the cells that would stand at the given places if the column were sorted, without sorting it. Linear in the
 * number of rows for any data: the 16-bit digits of a double are counted from the top, and only the rows that share a
 * digit with a wanted cell are looked at again.
 *
 * @param column - At least one finite number; −0 counts as 0. Not mutated.
 * @param ranks - Places from 0 (the smallest cell) to `column.length - 1`, ascending; a place may stand twice.
 * @returns One cell per place.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * selectRanks(Float64Array.of(30, 10, 40, 20), [0, 2]); // => Float64Array.of(10, 30)
 * ```
 * @see Knuth, The Art of Computer Programming 3 (1998), 5.2.5: radix exchange, here descending into wanted bins only
 */
export function selectRanks(column: Float64Array, ranks: ArrayLike<number>): Float64Array {
  if (!(column instanceof Float64Array)) {
    throw new ClienteleError("invalid_type", `column must be a Float64Array, got ${show(column)}`, { name: "column" });
  }
  requireNonEmpty(column, "column");
  requireColumn(ranks, "ranks");
  for (let i = 0; i < ranks.length; i++) {
    const min = i === 0 ? 0 : (ranks[i - 1] as number);
    requireNumber(ranks[i] as number, `ranks[${i}]`, { min, max: column.length - 1, integer: true });
  }
  const cells = new Float64Array(ranks.length);
  if (column.length <= SORT_LIMIT) {
    requireFinite(column, "column");
    // adding 0 turns −0 into 0
    const sorted = column.slice().sort();
    for (let i = 0; i < ranks.length; i++) cells[i] = (sorted[ranks[i] as number] as number) + 0;
  } else {
    selectByDigit({ ranks, cells, bigEndian: new Uint8Array(Uint16Array.of(1).buffer)[1] === 1 }, column, 3, {
      from: 0,
      to: ranks.length,
      base: 0,
    });
  }
  return cells;
}

interface Selection {
  readonly ranks: ArrayLike<number>;
  readonly cells: Float64Array;
  readonly bigEndian: boolean;
}

/** The wanted ranks `from` to `to` (exclusive) and the number of cells known to lie below. */
interface Wanted {
  readonly from: number;
  readonly to: number;
  readonly base: number;
}

/** `values` agree in every digit above `digit` (3 is the highest); below the highest they may be reordered. */
function selectByDigit(selection: Selection, values: Float64Array, digit: number, wanted: Wanted): void {
  const { ranks, cells, bigEndian } = selection;
  const n = values.length;
  if (digit < 0 || (digit < 3 && n <= SORT_LIMIT)) {
    if (digit >= 0) values.sort();
    for (let i = wanted.from; i < wanted.to; i++) cells[i] = (values[(ranks[i] as number) - wanted.base] as number) + 0;
    return;
  }
  // a Float64Array is always aligned to 8 bytes, so this view exists for every column
  const digits = new Uint16Array(values.buffer, values.byteOffset, n * 4);
  const lane = bigEndian ? 3 - digit : digit;
  const counts = new Uint32Array(BINS);
  for (let i = lane; i < digits.length; i += 4) (counts[digits[i] as number] as number)++;
  if (digit === 3) refuseNotFinite(counts, values);

  // negative doubles grow as their digits shrink; in the highest digit they also stand before the positive ones
  const negative = digit < 3 && (digits[bigEndian ? 0 : 3] as number) >= BINS / 2;
  const bins: (Wanted & { readonly start: number; readonly end: number })[] = [];
  const slotOf = new Uint16Array(BINS);
  let below = wanted.base;
  let kept = 0;
  for (let step = 0, from = wanted.from; from < wanted.to; step++) {
    const flip = digit === 3 ? step < BINS / 2 : negative;
    const key = flip ? BINS - 1 - step : digit === 3 ? step - BINS / 2 : step;
    const count = counts[key] as number;
    let to = from;
    while (to < wanted.to && (ranks[to] as number) < below + count) to++;
    if (to > from) {
      bins.push({ from, to, base: below, start: kept, end: kept + count });
      slotOf[key] = bins.length;
      kept += count;
      from = to;
    }
    below += count;
  }
  if (kept === n && bins.length === 1) {
    selectByDigit(selection, values, digit - 1, wanted);
    return;
  }
  const gathered = gather(values, digits, lane, slotOf, bins, kept);
  for (const bin of bins) selectByDigit(selection, gathered.subarray(bin.start, bin.end), digit - 1, bin);
}

/** Copies the rows of the wanted bins, bin by bin, in one pass. */
function gather(
  values: Float64Array,
  digits: Uint16Array,
  lane: number,
  slotOf: Uint16Array,
  bins: readonly { readonly start: number }[],
  kept: number,
): Float64Array {
  const gathered = new Float64Array(kept);
  const next = Uint32Array.from([0, ...bins.map((bin) => bin.start)]);
  for (let i = 0, j = lane; i < values.length; i++, j += 4) {
    const slot = slotOf[digits[j] as number] as number;
    if (slot === 0) continue;
    const place = next[slot] as number;
    gathered[place] = values[i] as number;
    next[slot] = place + 1;
  }
  return gathered;
}

/** The bins of exponent 0x7ff hold NaN and both infinities; looking there is cheaper than looking at every row. */
function refuseNotFinite(counts: Uint32Array, values: Float64Array): void {
  for (let low = 0x7ff0; low <= 0x7fff; low++) {
    if (counts[low] !== 0 || counts[low + BINS / 2] !== 0) requireFinite(values, "column");
  }
}

function interpolate(lower: number, upper: number, share: number): number {
  if (share === 0 || lower === upper) return lower + 0;
  const gap = upper - lower;
  if (gap === Number.POSITIVE_INFINITY) return lower * (1 - share) + upper * share;
  // from the nearer end, so that the result is monotone in p and never leaves [lower, upper]
  return share < 0.5 ? lower + gap * share : upper - gap * (1 - share);
}
