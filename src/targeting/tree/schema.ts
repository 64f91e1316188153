// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { treeProblem } from "./check.ts";
import type { TreeFeature, TreeModel, TreeNode, TreeOutcome, TreePruning, TreeQuestion } from "./types.ts";

const atLeastZero = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const names: z.ZodMiniType<readonly string[]> = /* @__PURE__ */ (() =>
  z
    .readonly(z.array(z.string().check(z.minLength(1))))
    .check(z.refine((list) => new Set(list).size === list.length, "must hold each name once")))();
const outcome: z.ZodMiniType<TreeOutcome> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ kind: z.literal("yes_no") }),
    z.strictObject({ kind: z.literal("class"), classes: names }),
    z.strictObject({ kind: z.literal("amount") }),
  ]))();
const feature: z.ZodMiniType<TreeFeature> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ id: z.string(), kind: z.literal("number") }),
    z.strictObject({ id: z.string(), kind: z.literal("category"), levels: names }),
  ]))();
const question: z.ZodMiniType<TreeQuestion> = /* @__PURE__ */ (() => {
  const missing = z.literal(["left", "right"]);
  return z.union([
    z.strictObject({ kind: z.literal("number"), feature: count, threshold: z.number(), missing }),
    z.strictObject({ kind: z.literal("category"), feature: count, left: names, missing }),
  ]);
})();
const node: z.ZodMiniType<TreeNode> = /* @__PURE__ */ (() => {
  const figures = {
    n: z.int().check(z.positive()),
    weight: z.number().check(z.positive()),
    value: z.number(),
    counts: z.exactOptional(z.readonly(z.array(atLeastZero))),
    variance: z.exactOptional(atLeastZero),
    impurity: atLeastZero,
  };
  return z.union([
    z.strictObject({ ...figures, question, left: count, right: count, gain: atLeastZero }),
    z.strictObject({ ...figures, leaf: z.int().check(z.positive()) }),
  ]);
})();
const pruning: z.ZodMiniType<TreePruning> = /* @__PURE__ */ (() =>
  z.strictObject({
    rule: z.literal(["one_se", "minimum"]),
    folds: z.int().check(z.minimum(2)),
    seed: z.int(),
    alpha: atLeastZero,
    candidates: z.readonly(
      z.array(
        z.strictObject({
          alpha: atLeastZero,
          leaves: z.int().check(z.positive()),
          loss: atLeastZero,
          standardError: atLeastZero,
        }),
      ),
    ),
  }))();

/** Runtime check of a {@link TreeModel} that crossed a process boundary. */
export const treeModelSchema: z.ZodMiniType<TreeModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("tree"),
      version: z.literal(1),
      outcome,
      features: z.readonly(z.array(feature)),
      nodes: z.readonly(z.array(node)),
      fittedOn: z.strictObject({
        rows: count,
        weight: z.number().check(z.positive()),
        method: z.literal(["exact", "histogram"]),
        impurity: z.literal(["gini", "entropy", "variance"]),
        pruning: z.exactOptional(pruning),
      }),
    })
    .check(
      z.refine(
        ({ features }) => new Set(features.map(({ id }) => id)).size === features.length,
        "features must have names of their own",
      ),
      z.refine(
        (tree) => treeProblem(tree) === undefined,
        "nodes must form a tree: each reached once, after its parent, asking for a field that exists",
      ),
      z.refine(figuresFit, "figures of nodes must fit the kind of outcome and sum up from branch to branch"),
    ))();

/** Customers sum up, shares are shares, and each kind of outcome has its own figures. */
function figuresFit({ outcome: { kind, ...rest }, nodes }: TreeModel): boolean {
  const classes = "classes" in rest ? rest.classes.length : undefined;
  return nodes.every((each) => {
    if (each.counts?.length !== classes || (each.variance === undefined) !== (kind !== "amount")) return false;
    if (kind !== "amount" && !(each.value >= 0 && each.value <= 1)) return false;
    return !("question" in each) || (nodes[each.left]?.n ?? 0) + (nodes[each.right]?.n ?? 0) === each.n;
  });
}

/** Loads a {@link TreeModel} through `loadModel`. */
export const treeModelSpec: ModelSpec<TreeModel> = { kind: "tree", version: 1, schema: treeModelSchema };
