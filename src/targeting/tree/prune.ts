import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireTree } from "./check.ts";
import type { TreeModel, TreeNode, TreePruningStep, TreeSplit } from "./types.ts";
import { weakestLinks } from "./weakest-links.ts";

/**
 * Shows every size that a tree can sensibly be cut back to, from all its leaves to the root alone.
 *
 * @param model - A tree from {@link fitTree}.
 * @returns The sizes, largest tree first: leaves fall, prices per leaf and impurity rise. Each tree holds the next one.
 * @throws `ClienteleError` `invalid_type` when `model` is no tree.
 * @example
 * ```ts
 * const table = readFeatures([{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }], ["age"]);
 * const tree = fitTree(table, [true, false, false, false], { minLeaf: 1 });
 * treePruningPath(tree); // => [{ alpha: 0, leaves: 2, impurity: 0 }, { alpha: 0.375, leaves: 1, impurity: 0.375 }]
 * ```
 * @see Breiman et al. (1984), section 3.3 (weakest-link cutting)
 */
export function treePruningPath(model: TreeModel): TreePruningStep[] {
  requireTree(model, "model");
  return pathOf(model.nodes);
}

/** The price per leaf, or the number of leaves, of {@link pruneTree}. */
export type PruneTreeOptions =
  | { readonly alpha: number; readonly leaves?: never }
  | { readonly leaves: number; readonly alpha?: never };

/**
 * Cuts a tree back to fewer segments: branches that pay too little for their leaves go.
 *
 * @param model - A tree from {@link fitTree}. Not mutated.
 * @param options - Either `alpha`, the price per leaf as a share of all weight times impurity (at least 0): every step of
 * {@link treePruningPath} up to and with this price is taken. Or `leaves`, the most leaves that may stay (at least 1).
 * @returns The smaller tree, its leaves numbered anew.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `inconsistent` (both or neither option).
 * @example
 * ```ts
 * const table = readFeatures([{ age: 22 }, { age: 25 }, { age: 41 }, { age: 52 }], ["age"]);
 * const tree = fitTree(table, [true, false, false, false], { minLeaf: 1 });
 * pruneTree(tree, { alpha: 0.1 }).nodes.length; // => 3
 * pruneTree(tree, { leaves: 1 }).nodes.length; // => 1
 * ```
 */
export function pruneTree(model: TreeModel, options: PruneTreeOptions): TreeModel {
  requireTree(model, "model");
  requireObject(options, "options");
  const { alpha, leaves } = options;
  if ((alpha === undefined) === (leaves === undefined)) {
    throw new ClienteleError("inconsistent", "options must hold either alpha or leaves", {});
  }
  if (alpha !== undefined) {
    requireNumber(alpha, "options.alpha", { min: 0 });
    return { ...model, nodes: pruneNodes(model.nodes, alpha) };
  }
  requireNumber(leaves as number, "options.leaves", { min: 1, integer: true });
  // the path ends with one leaf, so there always is such a step
  const step = pathOf(model.nodes).find((candidate) => candidate.leaves <= (leaves as number)) as TreePruningStep;
  return { ...model, nodes: pruneNodes(model.nodes, step.alpha) };
}

/** The sizes of a tree given by its nodes. */
export function pathOf(nodes: readonly TreeNode[]): TreePruningStep[] {
  const { prices } = weakestLinks(nodes);
  const cut = nodes
    .flatMap((node, t) => ("question" in node ? [{ price: prices[t] as number, gain: node.gain }] : []))
    .sort((a, b) => a.price - b.price);
  let leaves = cut.length + 1;
  // what the whole tree leaves, from the root's impurity downwards; rounding must not make it negative
  let impurity = (nodes[0] as TreeNode).impurity - cut.reduce((sum, { gain }) => sum + gain, 0);
  const steps: TreePruningStep[] = [{ alpha: 0, leaves, impurity: Math.max(0, impurity) }];
  for (let i = 0; i < cut.length; i++) {
    const { price, gain } = cut[i] as { price: number; gain: number };
    leaves--;
    impurity += gain;
    if (cut[i + 1]?.price === price) continue;
    const whole = leaves === 1 ? (nodes[0] as TreeNode).impurity : Math.max(0, impurity);
    steps.push({ alpha: price, leaves, impurity: whole });
  }
  return steps;
}

/** The tree after every cut up to a price. */
export function pruneNodes(nodes: readonly TreeNode[], alpha: number): TreeNode[] {
  const { prices } = weakestLinks(nodes);
  const kept: TreeNode[] = [];
  let leaves = 0;
  const pending = [{ at: 0, parent: -1, side: "left" as "left" | "right" }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, parent, side } = next;
    const node = nodes[at] as TreeNode;
    const here = kept.length;
    if (parent >= 0) kept[parent] = { ...(kept[parent] as TreeSplit), [side]: here };
    if ("question" in node && (prices[at] as number) > alpha) {
      kept.push(node);
      pending.push({ at: node.right, parent: here, side: "right" }, { at: node.left, parent: here, side: "left" });
    } else kept.push(leafOf(node, ++leaves));
  }
  return kept;
}

function leafOf(node: TreeNode, leaf: number): TreeNode {
  if (!("question" in node)) return { ...node, leaf };
  const { question: _question, left: _left, right: _right, gain: _gain, ...figures } = node satisfies TreeSplit;
  return { ...figures, leaf };
}
