import { type Cells, cellAt, cellsOf, HIGH_WORD, quantileBreaks } from "./cells.ts";
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
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const keys = new Float64Array(SLOTS);
  const numbers = new Int16Array(SLOTS).fill(-1);
  const found = new Float64Array(most);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) {
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
  for (let k = 0; k < count; k++) {
    groupOf[k] = sorted.indexOf(found[k] as number);
  }
  if (count === 255) groupOf[MISSING_BIN] = MISSING_BIN;
  for (let i = 0; i < bins.length; i++) bins[i] = groupOf[bins[i] as number] as number;
  return sorted;
}

/** Entries in rising order, each a cell or one value of a cell that is too heavy to stay whole. */
interface Entries {
  readonly weights: number[];
  readonly cells: number[];
  /** Value of an entry that is one value of a cell; NaN for a whole cell. */
  readonly values: number[];
}

/** Groups of about equal weight. */
function binByWeight(
  column: NumbersToBin,
  bins: Uint8Array,
  most: number,
): { lowest: Float64Array; highest: Float64Array } {
  const { values, known } = column;
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const cells = cellsOf(words, known);
  const entries = entriesOf(column, words, cells, most);
  const breaks = quantileBreaks(entries.weights, most);
  const groups = breaks.length + 1;
  const firstGroup = new Uint8Array(cells.count);
  const lastGroup = new Uint8Array(cells.count);
  /** Highest value of a group that ends inside a cell. */
  const ends = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  for (let e = 0, group = 0; e < entries.weights.length; e++) {
    const cell = entries.cells[e] as number;
    if (e === 0 || entries.cells[e - 1] !== cell) firstGroup[cell] = group;
    lastGroup[cell] = group;
    if (breaks[group] === e) {
      const value = entries.values[e] as number;
      if (!Number.isNaN(value)) ends[group] = value;
      group++;
    }
  }
  const lowest = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(groups).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) {
      bins[i] = MISSING_BIN;
      continue;
    }
    const cell = cellAt(cells, words[2 * i + HIGH_WORD] as number);
    let group = firstGroup[cell] as number;
    let last = lastGroup[cell] as number;
    while (group < last) {
      const middle = (group + last) >> 1;
      if (value <= (ends[middle] as number)) last = middle;
      else group = middle + 1;
    }
    bins[i] = group;
    if (value < (lowest[group] as number)) lowest[group] = value;
    if (value > (highest[group] as number)) highest[group] = value;
  }
  return { lowest, highest };
}

function entriesOf(column: NumbersToBin, words: Uint32Array, cells: Cells, most: number): Entries {
  const { values, weights } = column;
  const held = new Float64Array(cells.count);
  const rows = weights === undefined ? held : new Uint32Array(cells.count);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) continue;
    const cell = cellAt(cells, words[2 * i + HIGH_WORD] as number);
    rows[cell] = (rows[cell] as number) + 1;
    if (weights !== undefined) {
      held[cell] = (held[cell] as number) + (weights[i] as number);
      total += weights[i] as number;
    }
  }
  if (weights === undefined) total = column.known;
  const split = splitHeavyCells(column, words, cells, held, total / (4 * most));
  const entries: Entries = { weights: [], cells: [], values: [] };
  for (let cell = 0; cell < cells.count; cell++) {
    if (rows[cell] === 0) continue;
    const inside = split.get(cell);
    if (inside === undefined) {
      entries.weights.push(held[cell] as number);
      entries.cells.push(cell);
      entries.values.push(Number.NaN);
      continue;
    }
    for (const [value, weight] of inside) {
      entries.weights.push(weight);
      entries.cells.push(cell);
      entries.values.push(value);
    }
  }
  return entries;
}

/** The values of each cell that is heavier than `limit` and holds more than one value, rising, with their weights. */
function splitHeavyCells(
  column: NumbersToBin,
  words: Uint32Array,
  cells: Cells,
  held: Float64Array,
  limit: number,
): Map<number, [value: number, weight: number][]> {
  const { values, weights } = column;
  const split = new Map<number, [number, number][]>();
  if (!held.some((weight) => weight > limit)) return split;
  const first = new Float64Array(cells.count).fill(Number.NaN);
  const mixed = new Uint8Array(cells.count);
  for (let pass = 0; pass < 2; pass++) {
    // the first pass finds the cells of more than one value, the second gathers those
    const gathered = new Map<number, number[]>();
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value !== value) continue;
      const cell = cellAt(cells, words[2 * i + HIGH_WORD] as number);
      if (!((held[cell] as number) > limit)) continue;
      if (pass === 0) {
        const seen = first[cell] as number;
        if (seen !== seen) first[cell] = value;
        else if (seen !== value) mixed[cell] = 1;
      } else if (mixed[cell] === 1) {
        const list = gathered.get(cell);
        if (list === undefined) gathered.set(cell, [i]);
        else list.push(i);
      }
    }
    for (const [cell, list] of gathered) {
      const order = Uint32Array.from(list).sort((a, b) => (values[a] as number) - (values[b] as number));
      const inside: [number, number][] = [];
      for (const i of order) {
        const weight = weights === undefined ? 1 : (weights[i] as number);
        const last = inside[inside.length - 1];
        if (last !== undefined && last[0] === values[i]) last[1] += weight;
        else inside.push([values[i] as number, weight]);
      }
      split.set(cell, inside);
    }
  }
  return split;
}
