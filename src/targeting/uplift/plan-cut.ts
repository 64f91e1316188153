import { createRandom, type Random } from "../../math/random.ts";
import { type GroupTotals, totalsBy } from "./areas.ts";
import type { Ranking } from "./rank.ts";

/** Shares of the book at which a cut-off may lie. */
export const STEPS = 100;

/** Money of one more outcome, and of one contact. */
export interface Money {
  readonly value: number;
  readonly cost: number;
}

/** Last cell contacted (−1 for nobody), its share of the customers and its profit per customer. */
export interface BestCell {
  readonly cell: number;
  readonly share: number;
  readonly profit: number;
}

/** Profit per customer of contacting everybody up to a cell; −1 for nobody. */
export function profitAt(totals: GroupTotals, cell: number, { value, cost }: Money): number {
  const upTo = (column: Float64Array): number => column.subarray(0, cell + 1).reduce((sum, x) => sum + x, 0);
  const nt = upTo(totals.treatedN);
  const nc = upTo(totals.controlN);
  if (nt === 0 || nc === 0) return 0;
  const n = [totals.treatedN, totals.controlN].reduce((sum, column) => column.reduce((all, x) => all + x, sum), 0);
  return ((nt + nc) / n) * ((upTo(totals.treatedSum) / nt - upTo(totals.controlSum) / nc) * value - cost);
}

/** The most profitable cut by totals per cell; of equal ones the shortest list. */
export function bestCell(totals: GroupTotals, money: Money, most: number): BestCell {
  const cells = totals.treatedN.length;
  let n = 0;
  for (let k = 0; k < cells; k++) n += (totals.treatedN[k] as number) + (totals.controlN[k] as number);
  let nt = 0;
  let st = 0;
  let nc = 0;
  let sc = 0;
  let best: BestCell = { cell: -1, share: 0, profit: 0 };
  for (let k = 0; k < cells; k++) {
    nt += totals.treatedN[k] as number;
    st += totals.treatedSum[k] as number;
    nc += totals.controlN[k] as number;
    sc += totals.controlSum[k] as number;
    const share = (nt + nc) / n;
    if (nt === 0 || nc === 0 || share > most + 1e-12) continue;
    const profit = share * ((st / nt - sc / nc) * money.value - money.cost);
    if (profit > best.profit) best = { cell: k, share, profit };
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

function emptyTotals(cells: number): GroupTotals {
  const column = (): Float64Array => new Float64Array(cells);
  return { treatedN: column(), treatedSum: column(), controlN: column(), controlSum: column() };
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

function takenProfit(parts: readonly GroupTotals[], n: number, { value, cost }: Money, most: number): number {
  const columns = ["treatedN", "treatedSum", "controlN", "controlSum"] as const;
  const cells = (parts[0] as GroupTotals).treatedN.length;
  const all = emptyTotals(cells);
  for (const part of parts) addTotals(all, part, 1);
  const taken = { treatedN: 0, treatedSum: 0, controlN: 0, controlSum: 0 };
  for (const part of parts) {
    addTotals(all, part, -1);
    const { cell } = bestCell(all, { value, cost }, most);
    addTotals(all, part, 1);
    for (const column of columns) {
      for (let k = 0; k <= cell; k++) taken[column] += part[column][k] as number;
    }
  }
  const { treatedN, treatedSum, controlN, controlSum } = taken;
  // without customers of both arms there is nothing to judge the list by: nobody is contacted
  if (treatedN === 0 || controlN === 0) return 0;
  return ((treatedN + controlN) / n) * ((treatedSum / treatedN - controlSum / controlN) * value - cost);
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
