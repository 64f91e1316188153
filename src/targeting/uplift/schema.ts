// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import type { TreeFeature, TreeQuestion } from "../tree/types.ts";
import { requireUpliftModel } from "./model-check.ts";
import type { UpliftArm, UpliftColumn, UpliftModel, UpliftNode, UpliftRegression } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const place = count;
const arm: z.ZodMiniType<UpliftArm> = /* @__PURE__ */ (() =>
  z.strictObject({
    n: z.number().check(z.nonnegative()),
    mean: z.number(),
    m2: z.number().check(z.nonnegative()),
  }))();
const feature: z.ZodMiniType<TreeFeature> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ id: z.string(), kind: z.literal("number") }),
    z.strictObject({ id: z.string(), kind: z.literal("category"), levels: z.readonly(z.array(z.string())) }),
  ]))();
const question: z.ZodMiniType<TreeQuestion> = /* @__PURE__ */ (() => {
  const missing = z.literal(["left", "right"]);
  return z.union([
    z.strictObject({ kind: z.literal("number"), feature: place, threshold: z.number(), missing }),
    z.strictObject({ kind: z.literal("category"), feature: place, left: z.readonly(z.array(z.string())), missing }),
  ]);
})();
const node: z.ZodMiniType<UpliftNode> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      treated: arm,
      control: arm,
      question,
      left: place,
      right: place,
      statistic: z.number().check(z.nonnegative()),
      pValue: z.number().check(z.minimum(0), z.maximum(1)),
    }),
    z.strictObject({ treated: arm, control: arm, leaf: z.int().check(z.positive()) }),
  ]))();
const column: z.ZodMiniType<UpliftColumn> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      kind: z.literal("value"),
      feature: place,
      centre: z.number(),
      scale: z.number().check(z.gt(0)),
    }),
    z.strictObject({ kind: z.literal("missing"), feature: place }),
    z.strictObject({ kind: z.literal("level"), feature: place, level: z.string() }),
  ]))();
const regression: z.ZodMiniType<UpliftRegression> = /* @__PURE__ */ (() =>
  z.strictObject({
    n: count,
    intercept: z.number(),
    coefficients: z.readonly(z.array(z.number())),
    covariance: z.readonly(z.array(z.number())),
  }))();
const note: z.ZodMiniType<Reason> = /* @__PURE__ */ (() => {
  const of = (code: string, params: readonly string[]) =>
    z.strictObject({
      code: z.literal(code),
      params: z.strictObject(Object.fromEntries(params.map((name) => [name, z.number()]))),
    });
  // each code stands with its own parameters; the type checker cannot read them out of the lists
  return z.union([
    of("all_values_equal", ["n", "value"]),
    of("uplift_tree_not_honest", ["leaves"]),
    of("uplift_tree_no_split", ["n", "significance"]),
  ]) as unknown as z.ZodMiniType<Reason>;
})();

/** Runtime check of an {@link UpliftModel} that crossed a process boundary. */
export const upliftModelSchema: z.ZodMiniType<UpliftModel> = /* @__PURE__ */ (() => {
  const base = {
    kind: z.literal("uplift"),
    version: z.literal(1),
    outcome: z.literal(["yes_no", "amount"]),
    features: z.readonly(z.array(feature)),
    level: z.number().check(z.gt(0), z.lt(1)),
    fittedOn: z.strictObject({ treated: count, control: count, notes: z.readonly(z.array(note)) }),
  };
  const columns = z.readonly(z.array(column));
  return z
    .union([
      z.strictObject({ ...base, method: z.literal("tree"), nodes: z.readonly(z.array(node)) }),
      z.strictObject({ ...base, method: z.literal("two_model"), columns, treated: regression, control: regression }),
      z.strictObject({ ...base, method: z.literal("class_transformation"), columns, transformed: regression }),
    ])
    .check(z.refine(isUpliftModel, "must be a model whose tree or columns fit its fields"));
})();

function isUpliftModel(model: UpliftModel): boolean {
  try {
    requireUpliftModel(model);
    return true;
  } catch {
    return false;
  }
}

/** Loads an {@link UpliftModel} through `loadModel`. */
export const upliftModelSpec: ModelSpec<UpliftModel> = {
  kind: "uplift",
  version: 1,
  schema: upliftModelSchema,
};
