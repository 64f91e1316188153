import type { BinnedTable } from "../table/types.ts";
import type { Arms } from "./arms.ts";

/** Groups of a field with the one for values that are not known. */
export const BINS = 256;

/** Counters of a group for a yes/no outcome: control no, control yes, contacted no, contacted yes. */
const YES_NO_CELLS = 4;
/** Counters of a group for amounts: customers, sum and sum of squares of the control group, then of the contacted. */
const AMOUNT_CELLS = 6;

/** Customers of a node, as positions in the table, with what they count as. */
export interface NodeRows {
  readonly rows: Uint32Array;
  /** For yes/no the counter of each customer, 2 · contacted + yes; for amounts the arm. */
  readonly cell: Uint8Array;
  /** Outcomes less their overall mean; empty for yes/no. */
  readonly amount: Float64Array;
}

/** Counters of all fields of a node. */
export type Histogram = Uint32Array | Float64Array;

/** Sums of one arm: customers, outcomes, squared outcomes. */
export interface ArmSums {
  n: number;
  sum: number;
  squares: number;
}

/** Both arms of some customers. */
export interface PairSums {
  readonly treated: ArmSums;
  readonly control: ArmSums;
}

export const emptyPair = (): PairSums => ({
  treated: { n: 0, sum: 0, squares: 0 },
  control: { n: 0, sum: 0, squares: 0 },
});

/** Makes `into` the sum, or with `sign` −1 the difference, of itself and another pair. */
export function addPair(into: PairSums, other: PairSums, sign: number = 1): void {
  for (const arm of ["treated", "control"] as const) {
    into[arm].n += sign * other[arm].n;
    into[arm].sum += sign * other[arm].sum;
    into[arm].squares += sign * other[arm].squares;
  }
}

/** The listed customers, ready to be counted. `centre` is taken off amounts, so that squares do not cancel. */
export function nodeRows(arms: Arms, rows: Uint32Array, centre: number): NodeRows {
  const n = rows.length;
  const yesNo = arms.kind === "yes_no";
  const cell = new Uint8Array(n);
  const amount = new Float64Array(yesNo ? 0 : n);
  for (let i = 0; i < n; i++) {
    const row = rows[i] as number;
    const treated = arms.treated[row] as number;
    const outcome = arms.outcomes[row] as number;
    if (yesNo) cell[i] = 2 * treated + outcome;
    else {
      cell[i] = treated;
      amount[i] = outcome - centre;
    }
  }
  return { rows, cell, amount };
}

/** Counts the customers at places `from` to `to` by the groups of every field. */
export function countRows(
  { features }: BinnedTable,
  node: NodeRows,
  from: number,
  to: number,
  yesNo: boolean,
): Histogram {
  if (yesNo) {
    const counts = new Uint32Array(features.length * BINS * YES_NO_CELLS);
    features.forEach(({ bins }, f) => {
      countYesNo(counts, f * BINS * YES_NO_CELLS, bins, node, from, to);
    });
    return counts;
  }
  const sums = new Float64Array(features.length * BINS * AMOUNT_CELLS);
  features.forEach(({ bins }, f) => {
    countAmounts(sums, f * BINS * AMOUNT_CELLS, bins, node, from, to);
  });
  return sums;
}

function countYesNo(
  counts: Uint32Array,
  base: number,
  bins: Uint8Array,
  node: NodeRows,
  from: number,
  to: number,
): void {
  const { rows, cell } = node;
  for (let i = from; i < to; i++) {
    const at = base + ((bins[rows[i] as number] as number) << 2) + (cell[i] as number);
    counts[at] = (counts[at] as number) + 1;
  }
}

function countAmounts(
  sums: Float64Array,
  base: number,
  bins: Uint8Array,
  node: NodeRows,
  from: number,
  to: number,
): void {
  const { rows, cell, amount } = node;
  for (let i = from; i < to; i++) {
    const at = base + (2 * (bins[rows[i] as number] as number) + (cell[i] as number)) * 3;
    const value = amount[i] as number;
    sums[at] = (sums[at] as number) + 1;
    sums[at + 1] = (sums[at + 1] as number) + value;
    sums[at + 2] = (sums[at + 2] as number) + value * value;
  }
}

/** What is left of a parent when one child is taken away: the other child, without counting it. */
export function subtract(parent: Histogram, child: Histogram): Histogram {
  const rest = parent.slice();
  for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] as number) - (child[i] as number);
  return rest;
}

/** Reads one group of one field into `pair`. */
export function readGroup(histogram: Histogram, feature: number, bin: number, pair: PairSums): void {
  const { treated, control } = pair;
  if (histogram instanceof Uint32Array) {
    const at = (feature * BINS + bin) * YES_NO_CELLS;
    control.sum = control.squares = histogram[at + 1] as number;
    control.n = control.sum + (histogram[at] as number);
    treated.sum = treated.squares = histogram[at + 3] as number;
    treated.n = treated.sum + (histogram[at + 2] as number);
    return;
  }
  const at = (feature * BINS + bin) * AMOUNT_CELLS;
  control.n = histogram[at] as number;
  control.sum = histogram[at + 1] as number;
  control.squares = histogram[at + 2] as number;
  treated.n = histogram[at + 3] as number;
  treated.sum = histogram[at + 4] as number;
  treated.squares = histogram[at + 5] as number;
}
