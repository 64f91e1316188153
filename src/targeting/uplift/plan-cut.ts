import { createRandom, type Random } from "../../math/random.ts";
import { emptyTotals, type GroupTotals, totalsBy } from "./areas.ts";
import type { Ranking } from "./rank.ts";

/** Shares of the book at which a cut-off may lie. */
export const STEPS = 100;

/** Money of one more outcome, and of one contact. */
export interface Money {
  readonly value: number;
  readonly cost: number;
}

/** Last cell contacted (−1 for nobody) and its profit per customer. */
export interface BestCell {
  readonly cell: number;
  readonly profit: number;
}

/** Both arms of those contacted. */
interface Contacted {
  treatedN: number;
  treatedSum: number;
  controlN: number;
  controlSum: number;
}

const nobody = (): Contacted => ({ treatedN: 0, treatedSum: 0, controlN: 0, controlSum: 0 });

function addCell(into: Contacted, totals: GroupTotals, cell: number): void {
  into.treatedN += totals.treatedN[cell] as number;
  into.treatedSum += totals.treatedSum[cell] as number;
  into.controlN += totals.controlN[cell] as number;
  into.controlSum += totals.controlSum[cell] as number;
}

/** Profit per customer of the book; 0 without customers of both arms, where there is nothing to judge a list by. */
function profitOf(
  { treatedN, treatedSum, controlN, controlSum }: Contacted,
  n: number,
  { value, cost }: Money,
): number {
  if (treatedN === 0 || controlN === 0) return 0;
  return ((treatedN + controlN) / n) * ((treatedSum / treatedN - controlSum / controlN) * value - cost);
}

/** Profit per customer of contacting everybody up to each cell. */
export function profitsOf(totals: GroupTotals, n: number, money: Money): Float64Array {
  const contacted = nobody();
  return totals.treatedN.map((_, cell) => {
    addCell(contacted, totals, cell);
    return profitOf(contacted, n, money);
  });
}

/** The most profitable cut by totals per cell; of equal ones the shortest list. */
export function bestCell(totals: GroupTotals, money: Money, most: number): BestCell {
  const cells = totals.treatedN.length;
  let n = 0;
  for (let k = 0; k < cells; k++) n += (totals.treatedN[k] as number) + (totals.controlN[k] as number);
  const contacted = nobody();
  let best: BestCell = { cell: -1, profit: 0 };
  for (let cell = 0; cell < cells; cell++) {
    addCell(contacted, totals, cell);
    if ((contacted.treatedN + contacted.controlN) / n > most + 1e-12) break;
    const profit = profitOf(contacted, n, money);
    if (profit > best.profit) best = { cell, profit };
  }
  return best;
}

/** Deals of the customers over which the judgement is averaged, so that it does not hang on one of them. */
const DEALS = 10;

/**
 * Profit per customer of choosing a cut-off on all parts of the customers but one, taking that part's customers by it,
 * and so on in turn; averaged over several deals.
 */
export function judgedProfit(
  ranking: Ranking,
  lasts: readonly number[],
  money: Money,
  most: number,
  { folds, seed }: { readonly folds: number; readonly seed: number },
): number {
  const random = createRandom(seed).fork(1);
  const cellOf = cellsByGroup(lasts);
  let total = 0;
  for (let deal = 0; deal < DEALS; deal++) {
    const parts = Array.from({ length: folds }, () => emptyTotals(lasts.length));
    for (const arm of ["treated", "control"] as const) {
      const { outcomes, groups } = ranking[arm];
      const part = dealt(outcomes.length, folds, random);
      for (let i = 0; i < outcomes.length; i++) {
        const totals = parts[part[i] as number] as GroupTotals;
        const n = arm === "treated" ? totals.treatedN : totals.controlN;
        const sum = arm === "treated" ? totals.treatedSum : totals.controlSum;
        const cell = cellOf[groups[i] as number] as number;
        n[cell] = (n[cell] as number) + 1;
        sum[cell] = (sum[cell] as number) + (outcomes[i] as number);
      }
    }
    total += takenProfit(parts, ranking.n, money, most) / DEALS;
  }
  return total;
}

/** Cell of each group of equal score. */
function cellsByGroup(lasts: readonly number[]): Uint8Array {
  const cells = new Uint8Array((lasts.at(-1) ?? -1) + 1);
  let cell = 0;
  for (let group = 0; group < cells.length; group++) {
    cells[group] = cell;
    if (group === lasts[cell]) cell++;
  }
  return cells;
}

/** Parts of about equal size in random order. */
function dealt(n: number, folds: number, random: Random): Uint8Array {
  const part = new Uint8Array(n);
  for (let i = 0; i < n; i++) part[i] = i % folds;
  for (let i = n - 1; i > 0; i--) {
    const j = random.integer(0, i);
    const held = part[i] as number;
    part[i] = part[j] as number;
    part[j] = held;
  }
  return part;
}

function takenProfit(parts: readonly GroupTotals[], n: number, money: Money, most: number): number {
  const cells = (parts[0] as GroupTotals).treatedN.length;
  const all = emptyTotals(cells);
  for (const part of parts) addTotals(all, part, 1);
  const taken = nobody();
  for (const part of parts) {
    addTotals(all, part, -1);
    const { cell } = bestCell(all, money, most);
    addTotals(all, part, 1);
    for (let k = 0; k <= cell; k++) addCell(taken, part, k);
  }
  return profitOf(taken, n, money);
}

function addTotals(into: GroupTotals, other: GroupTotals, sign: number): void {
  for (const column of ["treatedN", "treatedSum", "controlN", "controlSum"] as const) {
    for (let k = 0; k < into[column].length; k++) {
      into[column][k] = (into[column][k] as number) + sign * (other[column][k] as number);
    }
  }
}

/** Totals of all customers by cell. */
export function cellTotals(ranking: Ranking, lasts: readonly number[]): GroupTotals {
  const cellOf = cellsByGroup(lasts);
  const by = ({ groups }: Ranking["treated"]): Uint8Array =>
    Uint8Array.from(groups, (group) => cellOf[group] as number);
  return totalsBy(ranking, by(ranking.treated), by(ranking.control), lasts.length);
}
