// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Estimate } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import type { PurchaseAnswer, PurchaseChoiceModel } from "./types.ts";

const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const names = /* @__PURE__ */ (() => z.readonly(z.array(name)))();
const numbers = /* @__PURE__ */ (() => z.readonly(z.array(z.number())))();

/** Runtime check of a {@link PurchaseAnswer} as a survey tool exports it; whether ratings lie on the scale is seen when they are measured. */
export const purchaseAnswerSchema: z.ZodMiniType<PurchaseAnswer> = /* @__PURE__ */ (() =>
  z.strictObject({
    segment: z.exactOptional(name),
    weights: z.exactOptional(
      z
        .record(name, z.number().check(z.minimum(0), z.maximum(1e9)))
        .check(z.refine((points) => Object.values(points).some((value) => value > 0), "must give points to something")),
    ),
    ratings: z.exactOptional(z.record(name, z.record(name, z.number()))),
    choice: z.exactOptional(name),
  }))();

const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({
    value: z.number(),
    n: count,
    interval: z.strictObject({ lower: z.number(), upper: z.number(), level: z.number().check(z.gt(0), z.lt(1)) }),
  }))();
const note: z.ZodMiniType<Reason> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      code: z.literal("purchase_rows_incomplete"),
      params: z.strictObject({ skipped: count, used: count }),
    }),
    z.strictObject({
      code: z.literal("purchase_sensitivity_unsure"),
      params: z.strictObject({ value: z.number(), lower: z.number(), upper: z.number() }),
    }),
  ]))();

/** Runtime check of a {@link PurchaseChoiceModel} that crossed a process boundary. */
export const purchaseChoiceModelSchema: z.ZodMiniType<PurchaseChoiceModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("purchase_choice"),
      version: z.literal(1),
      suppliers: names,
      criteria: names,
      scale: z.strictObject({ min: z.number(), max: z.number() }),
      sensitivity: estimate,
      constants: numbers,
      covariance: numbers,
      fittedOn: z.strictObject({
        source: z.literal(["choices", "sales"]),
        respondents: count,
        skipped: count,
        chosen: z.readonly(z.array(count)),
        logLikelihood: z.number(),
        explained: z.number(),
        notes: z.readonly(z.array(note)),
      }),
    })
    .check(
      z.refine(
        ({ suppliers, constants, covariance }) =>
          constants.length === suppliers.length && [1, suppliers.length ** 2].includes(covariance.length),
        "constants and covariance must fit the suppliers",
      ),
    ))();

/** Loads a {@link PurchaseChoiceModel} through `loadModel`. */
export const purchaseChoiceModelSpec: ModelSpec<PurchaseChoiceModel> = {
  kind: "purchase_choice",
  version: 1,
  schema: purchaseChoiceModelSchema,
};
