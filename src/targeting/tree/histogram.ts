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

/** Prepares for the fields and the outcome of one tree. */
export function histogramsFor(columns: readonly TreeColumn[], target: TreeTarget): Histograms {
  const { stride, codes, weights, amounts } = target;
  const size = columns.length * GROUPS * stride;
  const free: Histogram[] = [];
  const bins = columns.map((column) => column.codes as Uint8Array);
  const rowCount = columns[0]?.codes.length ?? 0;
  const gathered = new Uint8Array(codes === undefined ? 0 : rowCount);
  const of = (rows: Int32Array, from: number, to: number): Histogram => {
    const histogram =
      free.pop() ?? (codes !== undefined && weights === undefined ? new Int32Array(size) : new Float64Array(size));
    histogram.fill(0);
    const all = to - from === rowCount;
    if (codes !== undefined) {
      let own = codes;
      if (!all) {
        own = gathered;
        for (let i = from; i < to; i++) own[i - from] = codes[rows[i] as number] as number;
      }
      for (let f = 0; f < bins.length; f++) {
        const field = bins[f] as Uint8Array;
        const counters = histogram.subarray(histogramBase(f, stride), histogramBase(f + 1, stride));
        if (weights !== undefined)
          sumClassWeights(counters as Float64Array, field, rows.subarray(from, to), own, weights, stride);
        else if (all) countAllClasses(counters as Int32Array, field, own, stride);
        else countClasses(counters as Int32Array, field, rows.subarray(from, to), own, stride);
      }
    } else {
      for (let f = 0; f < bins.length; f++) {
        const counters = histogram.subarray(histogramBase(f, 2), histogramBase(f + 1, 2)) as Float64Array;
        sumAmounts(counters, bins[f] as Uint8Array, rows.subarray(from, to), amounts as Float64Array, weights);
      }
    }
    return histogram;
  };
  const subtract = (whole: Histogram, part: Histogram): void => {
    for (let i = 0; i < whole.length; i++) whole[i] = (whole[i] as number) - (part[i] as number);
  };
  return { of, subtract, giveBack: (histogram) => void free.push(histogram) };
}

// The loops below are where the time goes: one kind of counter each, so that each compiles to a few instructions.

function countAllClasses(counters: Int32Array, bins: Uint8Array, codes: Uint8Array, stride: number): void {
  for (let i = 0; i < bins.length; i++) {
    const at = Math.imul(bins[i] as number, stride) + (codes[i] as number);
    counters[at] = (counters[at] as number) + 1;
  }
}

/** `codes` are those of `rows`, in their order. */
function countClasses(
  counters: Int32Array,
  bins: Uint8Array,
  rows: Int32Array,
  codes: Uint8Array,
  stride: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    const at = Math.imul(bins[rows[i] as number] as number, stride) + (codes[i] as number);
    counters[at] = (counters[at] as number) + 1;
  }
}

function sumClassWeights(
  counters: Float64Array,
  bins: Uint8Array,
  rows: Int32Array,
  codes: Uint8Array,
  weights: Float64Array,
  stride: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const at = (bins[row] as number) * stride + (codes[i] as number);
    counters[at] = (counters[at] as number) + (weights[row] as number);
  }
}

function sumAmounts(
  counters: Float64Array,
  bins: Uint8Array,
  rows: Int32Array,
  amounts: Float64Array,
  weights: Float64Array | undefined,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const at = (bins[row] as number) * 2;
    counters[at] = (counters[at] as number) + (weights === undefined ? 1 : (weights[row] as number));
    counters[at + 1] = (counters[at + 1] as number) + (amounts[row] as number);
  }
}
