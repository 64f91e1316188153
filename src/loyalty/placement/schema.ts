// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { isSoundPlacement } from "./check.ts";
import type { PlacementAxis, PlacementModel, PlacementNote, PlacementSize } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const amount = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const axis: z.ZodMiniType<PlacementAxis> = /* @__PURE__ */ (() =>
  z.strictObject({
    scale: z.strictObject({ min: z.number(), max: z.number() }),
    low: z.number(),
    high: z.number(),
    errorSd: amount,
    answers: z.literal(["whole", "graded"]),
    truth: z.literal(["whole", "graded"]),
  }))();
const size: z.ZodMiniType<PlacementSize> = /* @__PURE__ */ (() =>
  z.strictObject({
    quadrant: z.literal(["apostle", "hostage", "mercenary", "defector", "indifferent"]),
    observed: count,
    expected: z.strictObject({
      value: amount,
      n: count,
      interval: z
        .strictObject({ lower: amount, upper: amount, level: z.number().check(z.gt(0), z.lt(1)) })
        .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper")),
    }),
  }))();
const note: z.ZodMiniType<PlacementNote> = /* @__PURE__ */ (() =>
  z.strictObject({
    code: z.literal("placement_misfit"),
    params: z.strictObject({ statistic: z.number(), groups: count, pValue: z.number(), n: count }),
  }))();

/** Runtime check of a {@link PlacementModel} that crossed a process boundary. */
export const placementModelSchema: z.ZodMiniType<PlacementModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("loyalty_placement"),
      version: z.literal(1),
      satisfaction: axis,
      loyalty: axis,
      weights: z.readonly(z.array(amount)),
      sizes: z.readonly(z.array(size).check(z.length(5))),
      fittedOn: z.strictObject({ customers: count, surelyPlaced: count, notes: z.readonly(z.array(note)) }),
    })
    .check(
      z.refine((model) => isSoundPlacement(model), "must have sound axes and one weight per cell that sum to 1"),
      z.refine(
        ({ sizes, fittedOn }) => sizes.reduce((sum, { observed }) => sum + observed, 0) === fittedOn.customers,
        "observed sizes must sum to customers",
      ),
    ))();

/** Loads a {@link PlacementModel} through `loadModel`. */
export const placementModelSpec: ModelSpec<PlacementModel> = {
  kind: "loyalty_placement",
  version: 1,
  schema: placementModelSchema,
};
