import { answerOf, type Reader } from "./intake.ts";

/** Complete rows as numbers: drivers first, the outcome last, each column brought to mean 0 and a range of at most 1. */
export interface DriverMatrix {
  /** Rows × width numbers, row by row. */
  readonly cells: Float64Array;
  readonly width: number;
  readonly n: number;
  /** Weight per complete row, the largest 1; undefined where all count alike. */
  readonly weights: Float64Array | undefined;
  readonly effectiveN: number;
  /** Rows without an answer, per column. */
  readonly missing: readonly number[];
  /** The value of a column that does not vary; undefined for one that does. */
  readonly constants: readonly (number | undefined)[];
}

/** Reads all columns and keeps the rows in which every one is answered. */
export function readMatrix(
  readers: readonly Reader[],
  rows: number,
  weightAt: ((index: number) => number) | undefined,
): DriverMatrix {
  const width = readers.length;
  const cells = new Float64Array(rows * width);
  const weights = weightAt === undefined ? undefined : new Float64Array(rows);
  const missing = new Array<number>(width).fill(0);
  let n = 0;
  for (let i = 0; i < rows; i++) {
    const weight = weightAt === undefined ? 1 : weightAt(i);
    let complete = weight > 0;
    for (let j = 0; j < width; j++) {
      const answer = answerOf(readers[j] as Reader, i);
      if (answer === undefined) {
        missing[j] = (missing[j] as number) + 1;
        complete = false;
      } else {
        cells[n * width + j] = answer;
      }
    }
    if (!complete) continue;
    if (weights !== undefined) weights[n] = weight;
    n++;
  }
  const kept = cells.subarray(0, n * width);
  const scaledWeights = weights === undefined ? undefined : scaleWeights(weights.subarray(0, n));
  const constants = Array.from({ length: width }, (_, j) => normalise(kept, width, j, scaledWeights));
  return { cells: kept, width, n, weights: scaledWeights, effectiveN: kish(scaledWeights, n), missing, constants };
}

/** The largest becomes 1, so that no square overflows; all alike are no weights at all. */
function scaleWeights(weights: Float64Array): Float64Array | undefined {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, 0];
  for (const weight of weights) {
    smallest = Math.min(smallest, weight);
    largest = Math.max(largest, weight);
  }
  return smallest >= largest ? undefined : weights.map((weight) => weight / largest);
}

function kish(weights: Float64Array | undefined, n: number): number {
  if (weights === undefined) return n;
  let [sum, squares] = [0, 0];
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / squares;
}

/** Brings one column to mean 0 and a range of 1; a column that does not vary becomes zeros and its value is returned. */
function normalise(
  cells: Float64Array,
  width: number,
  j: number,
  weights: Float64Array | undefined,
): number | undefined {
  if (cells.length === 0) return undefined;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = j; at < cells.length; at += width) {
    low = Math.min(low, cells[at] as number);
    high = Math.max(high, cells[at] as number);
  }
  // halves, so that the range of the largest numbers stays finite
  const range = high / 2 - low / 2;
  let [sum, total] = [0, 0];
  for (let at = j, i = 0; at < cells.length; at += width, i++) {
    const unit = range === 0 ? 0 : ((cells[at] as number) / 2 - low / 2) / range;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    cells[at] = unit;
    sum += weight * unit;
    total += weight;
  }
  const mean = sum / total;
  for (let at = j; at < cells.length; at += width) cells[at] = (cells[at] as number) - mean;
  return range === 0 ? low : undefined;
}

/**
 * Correlations of all columns in one pass, width × width. A column that does not vary correlates with nothing.
 * `counts` says how often each row counts; undefined for once.
 */
export function correlate(
  { cells, width, n }: DriverMatrix,
  weights: ArrayLike<number> | undefined,
  into: Float64Array = new Float64Array(width * width),
): Float64Array {
  const sums = new Float64Array(width);
  into.fill(0);
  let total = 0;
  for (let i = 0, at = 0; i < n; i++, at += width) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (weight === 0) continue;
    total += weight;
    for (let j = 0; j < width; j++) {
      const cell = weight * (cells[at + j] as number);
      sums[j] = (sums[j] as number) + cell;
      const row = j * width;
      for (let k = 0; k <= j; k++) into[row + k] = (into[row + k] as number) + cell * (cells[at + k] as number);
    }
  }
  const scale = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const raw = into[j * width + j] as number;
    const centred = raw - (sums[j] as number) ** 2 / total;
    // what is left of equal values after rounding is no variance
    scale[j] = centred > raw * 1e-13 ? Math.sqrt(centred) : 0;
  }
  for (let j = 0; j < width; j++) {
    for (let k = 0; k < j; k++) {
      const size = (scale[j] as number) * (scale[k] as number);
      const shared = (into[j * width + k] as number) - ((sums[j] as number) * (sums[k] as number)) / total;
      const r = size === 0 ? 0 : Math.max(-1, Math.min(1, shared / size));
      into[j * width + k] = r;
      into[k * width + j] = r;
    }
    into[j * width + j] = (scale[j] as number) === 0 ? 0 : 1;
  }
  return into;
}
