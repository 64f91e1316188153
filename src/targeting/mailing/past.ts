import type { Interval } from "../../core/estimate.ts";
import { indicesOf } from "../../math/outcomes.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { createRandom, type Random } from "../../math/random.ts";
import { placesTo, type RankedList } from "./ranked.ts";

/** A stretch of equal or neighbouring scores: how the past mailing went there, and how many of the list are there. */
export interface MailingCell {
  /** Lowest past score of the cell. */
  readonly score: number;
  /** Past customers. */
  readonly n: number;
  readonly yes: number;
  /** Sum of the past customers' chances. */
  readonly promised: number;
  /** Margins of those who said yes, rising; absent where one value holds for all. */
  readonly margins: Float64Array | undefined;
  /**
   * Mean margin per contact: that of the past customers, moved by how much more the list's customers of the cell promise
   * than the past ones do.
   */
  readonly mean: number;
  /** That move, 0 where both promise alike. */
  readonly shift: number;
  /** Variance of the margin per past customer. */
  readonly variance: number;
  /** Customers of the list that may be contacted: none beyond the capacity. */
  readonly listed: number;
}

/** Cells at most: fine enough for a cut-off, coarse enough to be redrawn quickly. */
const MOST_CELLS = 100;
/** Past customers, and yes among them, that a cell should hold. */
const CELL_SIZE = 20;
const CELL_YES = 3;

/** Customers of a past mailing, best first; those of one score by what they brought, so that their order has no say. */
export interface RankedPast {
  readonly scores: Float64Array;
  readonly chances: Float64Array;
  readonly outcomes: Uint8Array;
  /** Margin that a yes brought. */
  readonly margins: Float64Array;
}

export function rankPast(
  scores: Float64Array,
  chances: ArrayLike<number>,
  outcomes: Uint8Array,
  marginAt: (row: number) => number,
): RankedPast {
  const order = indicesOf(scores.length);
  order.sort(
    (a, b) =>
      (scores[b] as number) - (scores[a] as number) ||
      (outcomes[a] as number) - (outcomes[b] as number) ||
      marginAt(a) - marginAt(b) ||
      (chances[a] as number) - (chances[b] as number),
  );
  return {
    scores: Float64Array.from(order, (i) => scores[i] as number),
    chances: Float64Array.from(order, (i) => chances[i] as number),
    outcomes: Uint8Array.from(order, (i) => outcomes[i] as number),
    margins: Float64Array.from(order, marginAt),
  };
}

/**
 * Cuts the past mailing into cells of about equal size that keep one score together, and counts the list into them: a
 * past mailing whose customers were better or worse then tells the profit of this list all the same.
 */
export function cellsOf(past: RankedPast, list: RankedList, most: number, margin: number | undefined): MailingCell[] {
  const unit = margin ?? 1;
  const n = past.scores.length;
  const cells: MailingCell[] = [];
  const worthOf = (i: number): number => (past.scores[i] as number) * unit;
  let yes = 0;
  for (let i = 0; i < n; i++) yes += past.outcomes[i] as number;
  const wanted = Math.max(1, Math.min(MOST_CELLS, Math.floor(n / CELL_SIZE), Math.floor(yes / CELL_YES)));
  let from = 0;
  let listedTo = 0;
  while (from < n) {
    // what is left is shared out anew after each cell, so that large ties do not leave a tiny last one
    let to = Math.min(n, from + Math.max(1, Math.round((n - from) / Math.max(1, wanted - cells.length))));
    const score = past.scores[to - 1] as number;
    while (to < n && past.scores[to] === score) to++;
    const end = to === n ? list.n : placesTo(list, score, true);
    const start = listedTo;
    listedTo = Math.max(start, Math.min(end, most));
    const listed = listedTo - start;
    let promised = 0;
    for (let i = from; i < to; i++) promised += worthOf(i);
    const shift =
      listed === 0
        ? 0
        : ((list.worth[listedTo] as number) - (list.worth[start] as number)) / listed - promised / (to - from);
    cells.push(cellOf(past, from, to, { listed, shift, oneValue: margin !== undefined }));
    from = to;
  }
  return cells;
}

function cellOf(
  past: RankedPast,
  from: number,
  to: number,
  { listed, shift, oneValue }: { readonly listed: number; readonly shift: number; readonly oneValue: boolean },
): MailingCell {
  const n = to - from;
  const won: number[] = [];
  let promised = 0;
  for (let i = from; i < to; i++) {
    promised += past.chances[i] as number;
    if (past.outcomes[i] === 1) won.push(past.margins[i] as number);
  }
  won.sort((a, b) => a - b);
  let sum = 0;
  let squares = 0;
  for (const margin of won) {
    sum += margin;
    squares += margin * margin;
  }
  const mean = sum / n;
  return {
    score: past.scores[to - 1] as number,
    n,
    yes: won.length,
    promised,
    margins: oneValue ? undefined : Float64Array.from(won),
    mean: mean + shift,
    shift,
    variance: n > 1 ? Math.max(0, squares - n * mean * mean) / (n - 1) : mean * mean,
    listed,
  };
}

/** The most profitable last cell by mean margins per cell; −1 for nobody. Of equal ones the shortest list. */
export function bestCell(cells: readonly MailingCell[], means: ArrayLike<number>, cost: number): number {
  let best = -1;
  let highest = 0;
  let profit = 0;
  for (let k = 0; k < cells.length; k++) {
    profit += (cells[k] as MailingCell).listed * ((means[k] as number) - cost);
    if (profit > highest) {
      highest = profit;
      best = k;
    }
  }
  return best;
}

/**
 * How far the best share wanders when the past mailing is redrawn cell by cell with replacement. A cut-off is only known
 * to lie near the end of a cell, so each bound reaches halfway into the next one.
 */
export function wanderOf(
  cells: readonly MailingCell[],
  cost: number,
  customers: number,
  { replicates, seed, level }: { readonly replicates: number; readonly seed: number; readonly level: number },
): Interval {
  const random = createRandom(seed);
  const means = new Float64Array(cells.length);
  const lasts = new Float64Array(replicates);
  for (let run = 0; run < replicates; run++) {
    for (let k = 0; k < cells.length; k++) means[k] = redrawnMean(cells[k] as MailingCell, random);
    lasts[run] = bestCell(cells, means, cost);
  }
  lasts.sort();
  const ends = [0];
  for (const { listed } of cells) ends.push((ends.at(-1) as number) + listed);
  const end = (last: number): number => ends[Math.min(cells.length, Math.max(0, last + 1))] as number;
  const between = (last: number, step: number): number => (end(last) + end(last + step)) / 2 / customers;
  const tail = (1 - level) / 2;
  return {
    lower: between(Math.floor(quantileSorted(lasts, tail)), -1),
    upper: between(Math.ceil(quantileSorted(lasts, 1 - tail)), 1),
    level,
  };
}

function redrawnMean({ n, yes, margins, mean, shift }: MailingCell, random: Random): number {
  const hits = random.binomial(n, yes / n);
  if (margins === undefined) return (yes === 0 ? 0 : ((mean - shift) * hits) / yes) + shift;
  let sum = 0;
  for (let i = 0; i < hits; i++) sum += margins[random.integer(0, margins.length - 1)] as number;
  return sum / n + shift;
}
