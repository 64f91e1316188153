import { exactSum, roundingPoint } from "./exact-sum.ts";
import type { OutcomeColumn } from "./outcome.ts";
import type { TreeNodeFigures, TreeOutcome } from "./types.ts";

/**
 * What the search for splits adds up. Per group of customers it holds `stride` counters: the weight of each class, or
 * the weight and the sum of weighted amounts. Every term is a whole multiple of one unit, so all sums are exact: they are
 * the same for every order of customers, by both methods, and by subtraction.
 */
export interface TreeTarget {
  readonly outcome: TreeOutcome;
  readonly stride: number;
  /** Class of each customer; classes alone. */
  readonly codes: Uint8Array | undefined;
  /** Weighted amount of each customer around the mean of all; amounts alone. */
  readonly amounts: Float64Array | undefined;
  /** Weight of each customer; undefined where all weigh 1. */
  readonly weights: Float64Array | undefined;
  /** The figures of the customers in `rows[from, to)` without the impurity, whose counters are `sums`. */
  readonly figures: (
    rows: Int32Array,
    from: number,
    to: number,
    sums: Float64Array,
  ) => Omit<TreeNodeFigures, "impurity">;
  /** By how much a node's figures are off for one customer, squared; for classes summed over them. */
  readonly lossAt: (row: number, node: TreeNodeFigures) => number;
}

/** Prepares the outcome for growing; `weights` as the caller gave them. */
export function targetOf(column: OutcomeColumn, weights: ArrayLike<number> | undefined): TreeTarget {
  const plain = weights === undefined ? undefined : Float64Array.from(weights);
  const { outcome } = column;
  if ("codes" in column) {
    const { codes, classes } = column;
    const stride = classes.length;
    const own = plain === undefined ? undefined : inUnits(plain);
    const figures: TreeTarget["figures"] = (rows, from, to, sums) => {
      const counts =
        plain === undefined ? Array.from(sums) : weightPerClass(rows, from, to, { codes, weights: plain, stride });
      const weight = counts.reduce((total, count) => total + count, 0);
      const value = (outcome.kind === "yes_no" ? (counts[1] as number) : Math.max(...counts)) / weight;
      return outcome.kind === "yes_no" ? { n: to - from, weight, value } : { n: to - from, weight, value, counts };
    };
    const lossAt: TreeTarget["lossAt"] = (row, { value, counts, weight }) => {
      const code = codes[row] as number;
      if (counts === undefined) return (code - value) ** 2;
      return counts.reduce((loss, count, k) => loss + ((k === code ? 1 : 0) - count / weight) ** 2, 0);
    };
    return { outcome, stride, codes, amounts: undefined, weights: own, figures, lossAt };
  }
  return amountTarget(column.amounts, plain);
}

function weightPerClass(
  rows: Int32Array,
  from: number,
  to: number,
  { codes, weights, stride }: { codes: Uint8Array; weights: Float64Array; stride: number },
): number[] {
  const largest = largestOf(weights);
  return Array.from({ length: stride }, (_, k) =>
    exactSum(rows, from, to, largest, (row) => (codes[row] === k ? (weights[row] as number) : 0)),
  );
}

function amountTarget(amounts: Float64Array, plain: Float64Array | undefined): TreeTarget {
  const size = amounts.length;
  const all = Int32Array.from({ length: size }, (_, i) => i);
  const largestWeight = plain === undefined ? 1 : largestOf(plain);
  const largest = largestOf(amounts);
  const weightAt = (row: number): number => (plain === undefined ? 1 : (plain[row] as number));
  const moments = (rows: Int32Array, from: number, to: number): { weight: number; mean: number } => {
    const weight = plain === undefined ? to - from : exactSum(rows, from, to, largestWeight, weightAt);
    const sum = exactSum(rows, from, to, largest * largestWeight, (row) => weightAt(row) * (amounts[row] as number));
    return { weight, mean: sum / weight };
  };
  const { weight: total, mean: centre } = moments(all, 0, size);
  const centred = amounts.map((amount) => amount - centre);
  const whole = plain === undefined || plain.every((weight) => Number.isInteger(weight));
  let parts: Float64Array;
  if (whole && total < 2 ** 40) {
    // rounded before they are weighted, so that a weight of 2 is the same as two customers
    const point = roundingPoint(largestOf(centred), total);
    parts = centred.map((amount, row) => weightAt(row) * (amount + point - point));
  } else {
    parts = inUnits(centred.map((amount, row) => weightAt(row) * amount));
  }
  const figures: TreeTarget["figures"] = (rows, from, to) => {
    const { weight, mean } = moments(rows, from, to);
    const square = (row: number): number => weightAt(row) * ((amounts[row] as number) - mean) ** 2;
    const variance = exactSum(rows, from, to, largestWeight * (2 * largest) ** 2, square) / weight;
    return { n: to - from, weight, value: mean + 0, variance };
  };
  const weights = plain === undefined ? undefined : inUnits(plain);
  const lossAt: TreeTarget["lossAt"] = (row, { value }) => ((amounts[row] as number) - value) ** 2;
  return { outcome: { kind: "amount" }, stride: 2, codes: undefined, amounts: parts, weights, figures, lossAt };
}

/** Rounds numbers to whole multiples of one unit, so small that it does not show and so large that all sums are exact. */
function inUnits(values: Float64Array): Float64Array {
  if (values.every((value) => Number.isInteger(value)) && largestOf(values) * values.length < 2 ** 53) return values;
  const point = roundingPoint(largestOf(values), values.length);
  return values.map((value) => value + point - point);
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] as number));
  return largest;
}
