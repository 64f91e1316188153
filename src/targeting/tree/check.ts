import { requireColumn, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TreeModel, TreeNode } from "./types.ts";

/** Refuses what is no tree, such as the reason that fitTree gave instead of one. */
export function requireTreeShape(model: TreeModel, name: string): void {
  requireObject(model, name);
  if (model.kind !== "tree") {
    const why = "abstained" in model ? "the data carried none; look at its abstained" : `got kind ${show(model.kind)}`;
    throw new ClienteleError("invalid_type", `${name} must be a tree from fitTree: ${why}`, { name });
  }
  requireColumn(model.features, `${name}.features`);
  requireColumn(model.nodes, `${name}.nodes`);
  requireObject(model.outcome, `${name}.outcome`);
}

/** Refuses also a tree whose nodes do not fit together. */
export function requireTree(model: TreeModel, name: string): void {
  requireTreeShape(model, name);
  const problem = treeProblem(model);
  if (problem !== undefined)
    throw new ClienteleError("invalid_model", `${name} is not a whole tree: ${problem}`, { name });
}

/** What is wrong with the structure of a tree; undefined where every node is reached once and every field exists. */
export function treeProblem({ features, nodes }: Pick<TreeModel, "features" | "nodes">): string | undefined {
  if (nodes.length % 2 === 0) return "its number of nodes must be odd";
  // a tree of two branches a node has one more leaf than inner nodes
  const leaves = (nodes.length + 1) / 2;
  const reached = new Uint8Array(nodes.length);
  reached[0] = 1;
  const numbered = new Uint8Array(nodes.length + 1);
  for (let t = 0; t < nodes.length; t++) {
    const node = nodes[t] as TreeNode | null;
    if (typeof node !== "object" || node === null) return `node ${t} is no object`;
    if (reached[t] === 0) return `node ${t} is not reached before its turn`;
    if (!("question" in node)) {
      if (!(node.leaf >= 1 && node.leaf <= leaves) || numbered[node.leaf] !== 0)
        return `node ${t} must have a leaf number from 1 to ${leaves} of its own`;
      numbered[node.leaf] = 1;
      continue;
    }
    const { left, right, question } = node;
    for (const branch of [left, right]) {
      if (!(Number.isInteger(branch) && branch > t && branch < nodes.length))
        return `node ${t} has a branch before it or none`;
      if (reached[branch] === 1) return `node ${branch} is reached twice`;
      reached[branch] = 1;
    }
    const feature = features[question?.feature];
    if (feature === undefined) return `node ${t} asks for a field that does not exist`;
    if (feature.kind !== question.kind) return `node ${t} asks ${feature.id} as a ${question.kind}`;
    if (question.kind === "category" && feature.kind === "category") {
      if (!Array.isArray(question.left)) return `node ${t} must list the levels that go left`;
      const levels = new Set(feature.levels);
      if (!question.left.every((level) => levels.has(level)))
        return `node ${t} names a level that ${feature.id} does not have`;
    }
  }
  return undefined;
}
