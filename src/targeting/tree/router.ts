import type { TreeNode } from "./types.ts";

/** A tree as columns of numbers, for walking many customers down. */
export interface Router {
  /** Field asked by each node; −1 at a leaf. */
  readonly feature: Int32Array;
  /** Values at or below it go left; fields of numbers alone. */
  readonly threshold: Float64Array;
  /** Where a node's levels stand in `sides`; −1 where it asks for a number. */
  readonly levels: Int32Array;
  /** For each node that asks for a level: 1 for those that go left, first the one of those not known. */
  readonly sides: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Where those go whose value is not known. */
  readonly missing: Int32Array;
}

/** Lays out a tree; `levelsOf` tells the names of a field's codes, in their order. */
export function routerOf(
  nodes: readonly TreeNode[],
  levelsOf: (feature: number) => readonly string[],
  known: (feature: number) => ReadonlySet<string>,
): Router {
  const size = nodes.length;
  const router = {
    feature: new Int32Array(size).fill(-1),
    threshold: new Float64Array(size),
    levels: new Int32Array(size).fill(-1),
    left: new Int32Array(size),
    right: new Int32Array(size),
    missing: new Int32Array(size),
  };
  const sides: number[] = [];
  for (let t = 0; t < size; t++) {
    const node = nodes[t] as TreeNode;
    if (!("question" in node)) continue;
    const { question, left, right } = node;
    router.feature[t] = question.feature;
    router.left[t] = left;
    router.right[t] = right;
    router.missing[t] = question.missing === "left" ? left : right;
    if (question.kind === "number") {
      router.threshold[t] = question.threshold;
      continue;
    }
    router.levels[t] = sides.length;
    const missingLeft = question.missing === "left" ? 1 : 0;
    sides.push(missingLeft);
    const goLeft = new Set(question.left);
    const seen = known(question.feature);
    for (const level of levelsOf(question.feature))
      sides.push(seen.has(level) ? (goLeft.has(level) ? 1 : 0) : missingLeft);
  }
  return { ...router, sides: Uint8Array.from(sides) };
}

/** The end of the tree that each customer reaches, by columns of numbers (NaN not known) or of codes (−1 not known). */
export function routeRows(router: Router, columns: readonly Float64Array[], rows: number): Int32Array {
  const { feature, threshold, levels, sides, left, right, missing } = router;
  const ends = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let t = 0;
    let f = feature[0] as number;
    while (f >= 0) {
      const value = (columns[f] as Float64Array)[i] as number;
      const at = levels[t] as number;
      if (at < 0) {
        const cut = threshold[t] as number;
        t = (value <= cut ? left[t] : value > cut ? right[t] : missing[t]) as number;
      } else t = (sides[at + 1 + value] === 1 ? left[t] : right[t]) as number;
      f = feature[t] as number;
    }
    ends[i] = t;
  }
  return ends;
}
