import { MISSING_BIN } from "../table/check.ts";
import type { TreeColumn } from "./columns.ts";
import type { TreeTarget } from "./target.ts";

/** Counters per group of every field, field after field; whole numbers where customers are just counted. */
export type Histogram = Int32Array | Float64Array;

/** Groups of a field, with the one of those not known. */
const GROUPS = MISSING_BIN + 1;

/** Position of a field's first counter. */
export function histogramBase(column: number, stride: number): number {
  return column * GROUPS * stride;
}

/** Fills histograms for the nodes of one tree, and uses again the ones that were given back. */
export interface Histograms {
  /** The histogram of the customers in `rows[from, to)`. */
  readonly of: (rows: Int32Array, from: number, to: number) => Histogram;
  /** Takes the part from the whole, which becomes the histogram of the rest. */
  readonly subtract: (whole: Histogram, part: Histogram) => void;
  readonly giveBack: (histogram: Histogram) => void;
}

/** Prepares for the fields and the outcome of one tree; `bins` from {@link binsByRow}. */
export function histogramsFor(bins: Uint8Array, fields: number, target: TreeTarget): Histograms {
  const { stride, codes, weights, amounts } = target;
  const size = fields * GROUPS * stride;
  const free: Histogram[] = [];
  const of = (rows: Int32Array, from: number, to: number): Histogram => {
    const here = rows.subarray(from, to);
    if (codes !== undefined && weights === undefined) {
      const counters = (free.pop() as Int32Array | undefined)?.fill(0) ?? new Int32Array(size);
      countClasses(counters, bins, fields, here, codes, stride);
      return counters;
    }
    const counters = (free.pop() as Float64Array | undefined)?.fill(0) ?? new Float64Array(size);
    if (codes !== undefined) sumClassWeights(counters, bins, fields, here, codes, weights as Float64Array, stride);
    else sumAmounts(counters, bins, fields, here, amounts as Float64Array, weights);
    return counters;
  };
  const subtract = (whole: Histogram, part: Histogram): void => {
    for (let i = 0; i < whole.length; i++) whole[i] = (whole[i] as number) - (part[i] as number);
  };
  return { of, subtract, giveBack: (histogram) => void free.push(histogram) };
}

/** Rows that are turned at a time, so that both sides stay in the fastest memory. */
const BLOCK = 512;

/** The groups of all fields customer by customer, so that those of one customer are read from one place. */
export function binsByRow(columns: readonly TreeColumn[], rows: number): Uint8Array {
  const fields = columns.length;
  const bins = new Uint8Array(rows * fields);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    for (let f = 0; f < fields; f++)
      turnBlock(bins, (columns[f] as TreeColumn).codes as Uint8Array, f, fields, from, to);
  }
  return bins;
}

function turnBlock(bins: Uint8Array, codes: Uint8Array, field: number, fields: number, from: number, to: number): void {
  let at = from * fields + field;
  for (let i = from; i < to; i++) {
    bins[at] = codes[i] as number;
    at += fields;
  }
}

// The loops below are where the time goes: one kind of counter each, so that each compiles to a few instructions.

function countClasses(
  counters: Int32Array,
  bins: Uint8Array,
  fields: number,
  rows: Int32Array,
  codes: Uint8Array,
  stride: number,
): void {
  const step = GROUPS * stride;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    let base = codes[row] as number;
    const end = (row + 1) * fields;
    let b = end - fields;
    // four fields at a time, for less bookkeeping
    for (; b + 3 < end; b += 4) {
      const first = base + Math.imul(bins[b] as number, stride);
      const second = base + step + Math.imul(bins[b + 1] as number, stride);
      const third = base + 2 * step + Math.imul(bins[b + 2] as number, stride);
      const fourth = base + 3 * step + Math.imul(bins[b + 3] as number, stride);
      counters[first] = (counters[first] as number) + 1;
      counters[second] = (counters[second] as number) + 1;
      counters[third] = (counters[third] as number) + 1;
      counters[fourth] = (counters[fourth] as number) + 1;
      base += 4 * step;
    }
    for (; b < end; b++) {
      const at = base + Math.imul(bins[b] as number, stride);
      counters[at] = (counters[at] as number) + 1;
      base += step;
    }
  }
}

function sumClassWeights(
  counters: Float64Array,
  bins: Uint8Array,
  fields: number,
  rows: Int32Array,
  codes: Uint8Array,
  weights: Float64Array,
  stride: number,
): void {
  const step = GROUPS * stride;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const weight = weights[row] as number;
    let base = codes[row] as number;
    const end = (row + 1) * fields;
    for (let b = end - fields; b < end; b++) {
      const at = base + Math.imul(bins[b] as number, stride);
      counters[at] = (counters[at] as number) + weight;
      base += step;
    }
  }
}

function sumAmounts(
  counters: Float64Array,
  bins: Uint8Array,
  fields: number,
  rows: Int32Array,
  amounts: Float64Array,
  weights: Float64Array | undefined,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const weight = weights === undefined ? 1 : (weights[row] as number);
    const amount = amounts[row] as number;
    let base = 0;
    const end = (row + 1) * fields;
    for (let b = end - fields; b < end; b++) {
      const at = base + 2 * (bins[b] as number);
      counters[at] = (counters[at] as number) + weight;
      counters[at + 1] = (counters[at + 1] as number) + amount;
      base += 2 * GROUPS;
    }
  }
}
