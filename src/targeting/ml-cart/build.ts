import { ClienteleError } from "../../core/errors.ts";
import type { TreeModel, TreeNode, TreeNodeFigures, TreeOutcome } from "../tree/types.ts";
import type { ReadNode } from "./read.ts";
import type { MlCartModel } from "./types.ts";

/** What is known of the customers in a leaf: counts by class (no, yes), or mean and squared distance from it. */
export type LeafTally =
  | { readonly n: number; readonly counts: readonly number[] }
  | { readonly n: number; readonly mean: number; readonly squares: number };

/** Puts questions and leaves together to a tree; the figures of inner nodes are those of their leaves together. */
export function buildModel(
  nodes: readonly ReadNode[],
  tallies: ReadonlyMap<number, LeafTally>,
  outcome: TreeOutcome,
  features: readonly string[],
): MlCartModel {
  const whole = nodes.map((_, at) => tallies.get(at));
  for (let at = nodes.length - 1; at >= 0; at--) {
    const { says, left, right } = nodes[at] as ReadNode;
    if (says === undefined) whole[at] = together(whole[left] as LeafTally, whole[right] as LeafTally);
  }
  const figures = whole.map((tally) => figuresOf(tally as LeafTally, outcome));
  const all = (figures[0] as TreeNodeFigures).weight;
  const lost = (at: number): number =>
    ((figures[at] as TreeNodeFigures).weight / all) * (figures[at] as TreeNodeFigures).impurity;
  let leaves = 0;
  const made = nodes.map((node, at): TreeNode => {
    const own = figures[at] as TreeNodeFigures;
    if (node.says !== undefined) return { ...own, leaf: ++leaves };
    const { feature, threshold, left, right } = node;
    // a comparison with NaN fails in ml-cart, so who is not known goes right
    const question = { kind: "number", feature, threshold, missing: "right" } as const;
    return { ...own, question, left, right, gain: Math.max(0, lost(at) - lost(left) - lost(right)) };
  });
  return {
    kind: "tree",
    version: 1,
    outcome,
    features: features.map((id): TreeModel["features"][number] => ({ id, kind: "number" })),
    nodes: made,
    fittedOn: {
      rows: all,
      weight: all,
      method: "exact",
      impurity: outcome.kind === "amount" ? "variance" : "gini",
      engine: "ml-cart",
    },
  };
}

function together(a: LeafTally, b: LeafTally): LeafTally {
  const n = a.n + b.n;
  if ("counts" in a && "counts" in b) return { n, counts: a.counts.map((count, k) => count + (b.counts[k] as number)) };
  if ("counts" in a || "counts" in b) throw new ClienteleError("invalid_model", "json mixes shares and amounts", {});
  // Chan, Golub and LeVeque (1983), The American Statistician 37, 242-247, eq. 1.5b
  const gap = b.mean - a.mean;
  return { n, mean: a.mean + gap * (b.n / n), squares: a.squares + b.squares + gap * gap * ((a.n / n) * b.n) };
}

function figuresOf(tally: LeafTally, outcome: TreeOutcome): TreeNodeFigures {
  const { n } = tally;
  if (!("counts" in tally)) {
    const variance = tally.squares / n;
    return { n, weight: n, value: tally.mean, variance, impurity: variance };
  }
  const { counts } = tally;
  const impurity = 1 - counts.reduce((sum, count) => sum + (count / n) ** 2, 0);
  if (outcome.kind === "yes_no") return { n, weight: n, value: (counts[1] as number) / n, impurity };
  return { n, weight: n, value: Math.max(...counts) / n, counts, impurity };
}
