import { requireFinite } from "../core/checks.ts";
import { sortOrder } from "./sort-order.ts";

/** Places of the rows of a column in ascending order, and how many share one. */
export interface Ranks {
  /** From 1 (smallest) to n; equal cells share the mean of their places. */
  readonly ranks: Float64Array;
  /** Sum of t³ − t over groups of t equal cells, as corrections for ties need it; 0 without ties. */
  readonly ties: number;
}

/**
 * The place of each row in ascending order; rows with equal values share the mean of their places.
 *
 * @param column - Finite numbers; may be empty. Not mutated. Zero and minus zero are equal.
 * @returns Ranks in the order of the rows, with the figure that tests by ranks need for ties.
 * @throws ClienteleError `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * midranks([10, 30, 20, 20]); // => { ranks: Float64Array.of(1, 4, 2.5, 2.5), ties: 6 }
 * ```
 */
export function midranks(column: ArrayLike<number>): Ranks {
  requireFinite(column, "column");
  const values = column instanceof Float64Array ? column : Float64Array.from(column);
  const order = sortOrder(values);
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let first = 0; first < order.length; ) {
    let after = first + 1;
    const value = values[order[first] as number];
    while (after < order.length && values[order[after] as number] === value) after++;
    for (let k = first; k < after; k++) ranks[order[k] as number] = (first + 1 + after) / 2;
    const t = after - first;
    ties += t * (t - 1) * (t + 1);
    first = after;
  }
  return { ranks, ties };
}
