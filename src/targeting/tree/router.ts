import type { TreeQuestion } from "./types.ts";

/** A node as far as the way through a tree goes: a question with its branches, or the end of the way. */
export type RoutedNode =
  | { readonly question: TreeQuestion; readonly left: number; readonly right: number }
  | { readonly leaf: number };

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
  /** Left and right branch of each node, node after node. */
  readonly branches: Int32Array;
  /** 1 where those go right whose value is not known. */
  readonly missingRight: Uint8Array;
}

/** Lays out a tree; `levelsOf` tells the names of a field's codes, in their order. */
export function routerOf(
  nodes: readonly RoutedNode[],
  levelsOf: (feature: number) => readonly string[],
  known: (feature: number) => ReadonlySet<string>,
): Router {
  const size = nodes.length;
  const router = {
    feature: new Int32Array(size).fill(-1),
    threshold: new Float64Array(size),
    levels: new Int32Array(size).fill(-1),
    branches: new Int32Array(2 * size),
    missingRight: new Uint8Array(size),
  };
  const sides: number[] = [];
  for (let t = 0; t < size; t++) {
    const node = nodes[t] as RoutedNode;
    if (!("question" in node)) continue;
    const { question, left, right } = node;
    router.feature[t] = question.feature;
    router.branches[2 * t] = left;
    router.branches[2 * t + 1] = right;
    router.missingRight[t] = question.missing === "left" ? 0 : 1;
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

/** Customers that are walked down at a time: their values fit the fastest memory. */
const BLOCK = 1024;

/** The end of the tree that each customer reaches, by columns of numbers (NaN not known) or of codes (−1 not known). */
export function routeRows(
  router: Router,
  columns: readonly (Float64Array | Int32Array | undefined)[],
  rows: number,
): Int32Array {
  const asked = [...new Set(router.feature)].filter((feature) => feature >= 0);
  // a node finds its field's values at this place in the block
  const place = router.feature.map((feature) => (feature < 0 ? -1 : asked.indexOf(feature) * BLOCK));
  const block = new Float64Array(asked.length * BLOCK);
  const ends = new Int32Array(rows);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    for (const [slot, feature] of asked.entries()) {
      block.set((columns[feature] as Float64Array | Int32Array).subarray(from, to), slot * BLOCK);
    }
    walkBlock(router, place, block, ends.subarray(from, to));
  }
  return ends;
}

function walkBlock(router: Router, place: Int32Array, block: Float64Array, ends: Int32Array): void {
  const { threshold, levels, sides, branches, missingRight } = router;
  for (let i = 0; i < ends.length; i++) {
    let t = 0;
    let at = place[0] as number;
    while (at >= 0) {
      const value = block[at + i] as number;
      const first = levels[t] as number;
      let goesRight: number;
      if (first < 0) {
        const cut = threshold[t] as number;
        // without a branch, which would be guessed wrong for every other customer; NaN is neither above nor below
        const below = Number(value <= cut);
        goesRight = Number(value > cut) | ((missingRight[t] as number) & (below ^ 1));
      } else goesRight = (sides[first + 1 + value] as number) ^ 1;
      t = branches[2 * t + goesRight] as number;
      at = place[t] as number;
    }
    ends[i] = t;
  }
}
