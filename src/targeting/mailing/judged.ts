import { createRandom, type Random } from "../../math/random.ts";
import { bestCell, type MailingCell } from "./past.ts";

/** Deals of the customers over which the judgement is averaged, so that it does not hang on one of them. */
const DEALS = 10;

/**
 * Profit of choosing a cut-off on all parts of the past mailing but one and contacting that part by it, in turn for
 * every part; each past customer stands for the customers of the list with such a score.
 */
export function judgedProfit(cells: readonly MailingCell[], cost: number, folds: number, seed: number): number {
  const random = createRandom(seed).fork(1);
  let total = 0;
  for (let deal = 0; deal < DEALS; deal++) {
    const counts = Array.from({ length: folds }, () => new Float64Array(cells.length));
    const sums = Array.from({ length: folds }, () => new Float64Array(cells.length));
    cells.forEach((cell, k) => {
      dealCell(cell, k, counts, sums, random);
    });
    total += dealtProfit(cells, cost, counts, sums) / DEALS;
  }
  return total;
}

/** Shares one cell out among the parts: those who said yes and those who said no each as evenly as they divide. */
function dealCell(
  { n, yes, margins, mean, shift }: MailingCell,
  k: number,
  counts: readonly Float64Array[],
  sums: readonly Float64Array[],
  random: Random,
): void {
  const folds = counts.length;
  const give = (part: number, customers: number, sum: number): void => {
    const count = counts[part] as Float64Array;
    const own = sums[part] as Float64Array;
    count[k] = (count[k] as number) + customers;
    own[k] = (own[k] as number) + sum;
  };
  // without replacement, part by part: as dealing customers one by one would
  let open = n;
  let left = margins === undefined ? yes : 0;
  const each = margins === undefined && yes > 0 ? ((mean - shift) * n) / yes : 0;
  for (let part = 0; part < folds; part++) {
    const size = Math.floor((n + part) / folds);
    const hits = left === 0 ? 0 : hypergeometric(random, size, left, open);
    give(part, size, hits * each);
    left -= hits;
    open -= size;
  }
  if (margins === undefined) return;
  const seats = Array.from({ length: folds }, (_, part) => Math.floor((n + part) / folds));
  let free = n;
  for (let i = 0; i < margins.length; i++) {
    let at = random.integer(0, free - 1);
    let part = 0;
    while (at >= (seats[part] as number)) at -= seats[part++] as number;
    seats[part] = (seats[part] as number) - 1;
    free--;
    give(part, 0, margins[i] as number);
  }
}

/** How many of `left` marked ones are among `size` drawn from `open`. */
function hypergeometric(random: Random, size: number, left: number, open: number): number {
  // draws the smaller of the two kinds of lots: marked ones into seats, or seats out of those marked
  const [draws, marked] = size < left ? [size, left] : [left, size];
  let hits = 0;
  for (let i = 0; i < draws; i++) {
    if (random.uniform() * (open - i) < marked - hits) hits++;
  }
  return hits;
}

function dealtProfit(
  cells: readonly MailingCell[],
  cost: number,
  counts: readonly Float64Array[],
  sums: readonly Float64Array[],
): number {
  const means = new Float64Array(cells.length);
  let profit = 0;
  for (let part = 0; part < counts.length; part++) {
    const count = counts[part] as Float64Array;
    const sum = sums[part] as Float64Array;
    cells.forEach(({ n, mean, shift }, k) => {
      const others = n - (count[k] as number);
      // a cell that lies in one part alone is judged by nobody else: its neighbours decide
      means[k] = others === 0 ? cost : ((mean - shift) * n - (sum[k] as number)) / others + shift;
    });
    const best = bestCell(cells, means, cost);
    for (let k = 0; k <= best; k++) {
      const { n, listed, shift } = cells[k] as MailingCell;
      profit += (listed / n) * ((sum[k] as number) - (count[k] as number) * (cost - shift));
    }
  }
  return profit;
}
