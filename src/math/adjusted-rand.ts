import { requireSameLength } from "../core/checks.ts";
import { groupSizes } from "./silhouette.ts";

/**
 * How far two groupings of the same rows agree, beyond what chance would give.
 *
 * @param a - Group of each row, whole numbers from 0; the numbers are names alone.
 * @param b - The other grouping, of as many rows.
 * @returns 1 where they are the same, about 0 where they are unrelated; below 0 where they agree less than by chance.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 0]); // => 1
 * adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1]); // ≈ -0.5
 * ```
 * @see Hubert & Arabie (1985), Journal of Classification 2, eq. 5
 */
export function adjustedRandIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  requireSameLength(a, "a", b, "b");
  const { sizes: first } = groupSizes(a, "a");
  const { k, sizes: second } = groupSizes(b, "b");
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const cells = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    const cell = (a[i] as number) * k + (b[i] as number);
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  let together = 0;
  for (const n of cells.values()) together += pairs(n);
  const [inA, inB] = [first, second].map((sizes) => sizes.reduce((total, n) => total + pairs(n), 0)) as [
    number,
    number,
  ];
  const all = pairs(a.length);
  const chance = all === 0 ? 0 : (inA * inB) / all;
  const most = (inA + inB) / 2;
  // both put all rows into one group, or each row into its own: the same grouping
  return most === chance ? 1 : (together - chance) / (most - chance);
}
