import { assignCells, quantileBreaks } from "./cells.ts";
import { MISSING_BIN } from "./check.ts";
import { midpoint } from "./midpoint.ts";
import type { BinnedNumber } from "./types.ts";

/** A column of numbers in the making: values with NaN where not known and 0 instead of −0. */
export interface NumbersToBin {
  readonly id: string;
  readonly values: Float64Array;
  /** How many values are known. */
  readonly known: number;
  readonly weights: ArrayLike<number> | undefined;
  /** Room for one whole number per row. */
  readonly cellOf: Int32Array;
}

/** Cuts one column into at most `most` groups. */
export function binNumbers(column: NumbersToBin, most: number): BinnedNumber {
  const bins = new Uint8Array(column.values.length);
  const few = binFewValues(column.values, bins, most);
  if (few !== undefined) {
    // a column without any known value still has one group, which nobody is in
    const values = few.length === 0 ? new Float64Array(1) : few;
    return {
      id: column.id,
      kind: "number",
      bins,
      cuts: cutsBetween(values, values),
      lowest: values,
      highest: values,
      exact: true,
    };
  }
  const { lowest, highest } = binByWeight(column, bins, most);
  return { id: column.id, kind: "number", bins, cuts: cutsBetween(lowest, highest), lowest, highest, exact: false };
}

function cutsBetween(lowest: Float64Array, highest: Float64Array): Float64Array {
  const cuts = new Float64Array(lowest.length - 1);
  for (let k = 0; k < cuts.length; k++) cuts[k] = midpoint(highest[k] as number, lowest[k + 1] as number);
  return cuts;
}

const SLOTS = 1024;

/** One group per value; undefined as soon as there are more than `most` values. */
function binFewValues(values: Float64Array, bins: Uint8Array, most: number): Float64Array | undefined {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const keys = new Float64Array(SLOTS);
  const numbers = new Int16Array(SLOTS).fill(-1);
  const found = new Float64Array(most);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) {
      bins[i] = MISSING_BIN;
      continue;
    }
    const mixed = Math.imul(words[2 * i] as number, 0x85ebca6b) ^ Math.imul(words[2 * i + 1] as number, 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & (SLOTS - 1);
    while ((numbers[slot] as number) >= 0 && keys[slot] !== value) slot = (slot + 1) & (SLOTS - 1);
    if ((numbers[slot] as number) < 0) {
      if (count === most) return undefined;
      numbers[slot] = count;
      keys[slot] = value;
      found[count++] = value;
    }
    bins[i] = numbers[slot] as number;
  }
  const sorted = found.slice(0, count).sort();
  const groupOf = new Uint8Array(256).fill(MISSING_BIN);
  for (let k = 0; k < count; k++) groupOf[k] = sorted.indexOf(found[k] as number);
  for (let i = 0; i < bins.length; i++) bins[i] = groupOf[bins[i] as number] as number;
  return sorted;
}

/** Entries in rising order, each a cell or one value of a cell that is too heavy to stay whole. */
interface Entries {
  readonly weights: Float64Array;
  readonly cells: Int32Array;
  /** Value of an entry that is one value of a cell; NaN for a whole cell. */
  readonly values: Float64Array;
}

/** Marks a cell where a group begins or ends: its values bound the group. */
const EDGE = 256;

/** Groups of about equal weight. */
function binByWeight(
  column: NumbersToBin,
  bins: Uint8Array,
  most: number,
): { lowest: Float64Array; highest: Float64Array } {
  const { values, cellOf } = column;
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const rows = assignCells(words, column.known, cellOf);
  const entries = entriesOf(column, rows, most);
  const breaks = quantileBreaks(entries.weights, most);
  const groups = breaks.length + 1;
  const groupOf = new Int16Array(rows.length);
  const lastGroup = new Uint8Array(rows.length);
  groupOf[0] = MISSING_BIN;
  /** Highest value of a group that ends inside a cell. */
  const ends = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  let begin = 0;
  for (let group = 0; group < groups; group++) {
    // the last group ends with the last entry
    const end = breaks[group] ?? entries.cells.length - 1;
    for (let e = begin; e <= end; e++) {
      const cell = entries.cells[e] as number;
      // a cell that began in an earlier group keeps it as its first
      if (e === 0 || entries.cells[e - 1] !== cell) groupOf[cell] = group;
      if (e === begin || e === end) groupOf[cell] = (groupOf[cell] as number) | EDGE;
      lastGroup[cell] = group;
    }
    const value = entries.values[end] as number;
    if (!Number.isNaN(value)) ends[group] = value;
    begin = end + 1;
  }
  return assignGroups(column, bins, { groupOf, lastGroup, ends });
}

/** Which group a cell belongs to, or its first and last with the values at which they end. */
interface CellGroups {
  readonly groupOf: Int16Array;
  readonly lastGroup: Uint8Array;
  readonly ends: Float64Array;
}

function assignGroups(
  { values, cellOf }: NumbersToBin,
  bins: Uint8Array,
  { groupOf, lastGroup, ends }: CellGroups,
): { lowest: Float64Array; highest: Float64Array } {
  const lowest = new Float64Array(ends.length).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(ends.length).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < cellOf.length; i++) {
    const cell = cellOf[i] as number;
    let group = groupOf[cell] as number;
    if (group >= EDGE) {
      group -= EDGE;
      const value = values[i] as number;
      let last = lastGroup[cell] as number;
      while (group < last) {
        const middle = (group + last) >> 1;
        if (value <= (ends[middle] as number)) last = middle;
        else group = middle + 1;
      }
      if (value < (lowest[group] as number)) lowest[group] = value;
      if (value > (highest[group] as number)) highest[group] = value;
    }
    bins[i] = group;
  }
  return { lowest, highest };
}

function entriesOf(column: NumbersToBin, rows: Int32Array, most: number): Entries {
  const { cellOf, weights } = column;
  let held: Int32Array | Float64Array = rows;
  let total = column.known;
  if (weights !== undefined) {
    held = new Float64Array(rows.length);
    total = 0;
    for (let i = 0; i < cellOf.length; i++) {
      const cell = cellOf[i] as number;
      if (cell === 0) continue;
      held[cell] = (held[cell] as number) + (weights[i] as number);
      total += weights[i] as number;
    }
  }
  const split = splitHeavyCells(column, held, total / (4 * most));
  let count = 0;
  for (let cell = 1; cell < rows.length; cell++) if (rows[cell] !== 0) count++;
  for (const inside of split.values()) count += inside.length - 1;
  const entries = { weights: new Float64Array(count), cells: new Int32Array(count), values: new Float64Array(count) };
  let e = 0;
  const add = (cell: number, value: number, weight: number): void => {
    entries.cells[e] = cell;
    entries.values[e] = value;
    entries.weights[e++] = weight;
  };
  for (let cell = 1; cell < rows.length; cell++) {
    if (rows[cell] === 0) continue;
    const inside = split.size === 0 ? undefined : split.get(cell);
    if (inside === undefined) add(cell, Number.NaN, held[cell] as number);
    else for (const [value, weight] of inside) add(cell, value, weight);
  }
  return entries;
}

const HEAVY = 1;
const MIXED = 2;

/** The values of each cell that is heavier than `limit` and holds more than one value, rising, with their weights. */
function splitHeavyCells(
  column: NumbersToBin,
  held: Int32Array | Float64Array,
  limit: number,
): Map<number, [value: number, weight: number][]> {
  const { values, weights, cellOf } = column;
  const split = new Map<number, [number, number][]>();
  const state = new Uint8Array(held.length);
  let heavy = false;
  for (let cell = 1; cell < held.length; cell++) {
    if ((held[cell] as number) <= limit) continue;
    state[cell] = HEAVY;
    heavy = true;
  }
  if (!heavy) return split;
  const first = new Float64Array(held.length).fill(Number.NaN);
  for (let i = 0; i < cellOf.length; i++) {
    const cell = cellOf[i] as number;
    if (state[cell] !== HEAVY || first[cell] === values[i]) continue;
    if (Number.isNaN(first[cell])) {
      first[cell] = values[i] as number;
      continue;
    }
    state[cell] = MIXED;
    split.set(cell, []);
  }
  if (split.size === 0) return split;
  const rows: number[] = [];
  for (let i = 0; i < cellOf.length; i++) if (state[cellOf[i] as number] === MIXED) rows.push(i);
  rows.sort((a, b) => (values[a] as number) - (values[b] as number));
  for (const i of rows) {
    const inside = split.get(cellOf[i] as number) as [number, number][];
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const last = inside[inside.length - 1];
    if (last !== undefined && last[0] === values[i]) last[1] += weight;
    else inside.push([values[i] as number, weight]);
  }
  return split;
}
