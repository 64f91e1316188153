import { requireColumn, requireFinite, requireNonEmpty, requireNumber } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/**
 * How well each row sits in its group: near its own, far from the next one.
 *
 * @param distances - Pairs of rows, finite, at least 0: the lower triangle row by row (row 1 to 0, row 2 to 0 and 1, …).
 * @param groups - Group of each row, whole numbers from 0; at least two groups with rows.
 * @returns One figure a row, from −1 (sits in the wrong group) to 1; 0 for a row alone in its group.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const widths = silhouetteWidths([1, 9, 8, 10, 9, 1], [0, 0, 1, 1]);
 * widths[0]; // ≈ 0.8947
 * widths[1]; // ≈ 0.8824
 * ```
 * @see Rousseeuw (1987), Journal of Computational and Applied Mathematics 20, section 2
 */
export function silhouetteWidths(distances: ArrayLike<number>, groups: ArrayLike<number>): Float64Array {
  requireFinite(distances, "distances");
  const { k, sizes } = groupSizes(groups, "groups");
  const n = groups.length;
  if (distances.length !== (n * (n - 1)) / 2) {
    throw new ClienteleError(
      "length_mismatch",
      `distances has ${distances.length} pairs, but ${n} rows have ${(n * (n - 1)) / 2}`,
      { distances: distances.length, rows: n },
    );
  }
  if (sizes.filter((size) => size > 0).length < 2) {
    throw new ClienteleError("out_of_range", "groups must name at least two groups", { groups: k });
  }
  const totals = new Float64Array(n * k);
  for (let i = 1, at = 0; i < n; i++) {
    const own = groups[i] as number;
    for (let j = 0; j < i; j++, at++) {
      const distance = distances[at] as number;
      const [a, b] = [i * k + (groups[j] as number), j * k + own];
      totals[a] = (totals[a] as number) + distance;
      totals[b] = (totals[b] as number) + distance;
    }
  }
  return widthsOf(totals, groups, sizes);
}

/** Silhouettes from each row's summed distance to each group. @internal */
export function widthsOf(totals: Float64Array, groups: ArrayLike<number>, sizes: Float64Array): Float64Array {
  const k = sizes.length;
  return Float64Array.from({ length: groups.length }, (_, i) => {
    const own = groups[i] as number;
    const size = sizes[own] as number;
    if (size < 2) return 0;
    const inside = (totals[i * k + own] as number) / (size - 1);
    let nearest = Number.POSITIVE_INFINITY;
    for (let g = 0; g < k; g++) {
      if (g === own || (sizes[g] as number) === 0) continue;
      nearest = Math.min(nearest, (totals[i * k + g] as number) / (sizes[g] as number));
    }
    const most = Math.max(inside, nearest);
    return most > 0 ? (nearest - inside) / most : 0;
  });
}

/** Rows a group. @internal */
export function groupSizes(
  groups: ArrayLike<number>,
  name: string,
): { readonly k: number; readonly sizes: Float64Array } {
  requireColumn(groups, name);
  requireNonEmpty(groups, name);
  let k = 0;
  for (let i = 0; i < groups.length; i++) {
    requireNumber(groups[i] as number, `${name}[${i}]`, { min: 0, max: 1e6, integer: true });
    k = Math.max(k, (groups[i] as number) + 1);
  }
  const sizes = new Float64Array(k);
  for (let i = 0; i < groups.length; i++) sizes[groups[i] as number] = (sizes[groups[i] as number] as number) + 1;
  return { k, sizes };
}
