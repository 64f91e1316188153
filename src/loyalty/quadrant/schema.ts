// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { isClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import { toEpochMs } from "../../time/day.ts";
import { isSoundAxis } from "./axis.ts";
import type {
  LoyaltyAxis,
  LoyaltyCounts,
  LoyaltyModel,
  LoyaltyNote,
  LoyaltySeparation,
  SatisfactionAnswer,
} from "./types.ts";

const text = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const axisName = /* @__PURE__ */ (() => z.literal(["satisfaction", "loyalty"]))();

/**
 * Runtime check of one answer to a satisfaction survey. Scales are checked where the ratings are used; fields that are
 * not known here are dropped.
 */
export const satisfactionAnswerSchema: z.ZodMiniType<SatisfactionAnswer> = /* @__PURE__ */ (() =>
  z.object({
    customerId: text,
    satisfaction: z.number(),
    loyalty: z.number(),
    recommend: z.exactOptional(z.int().check(z.minimum(0), z.maximum(10))),
    wave: z.exactOptional(text),
    date: z.exactOptional(
      z.union([z.string(), z.number()]).check(z.refine(isDate, "must be an ISO 8601 date or epoch milliseconds")),
    ),
  }))();

const axisSchema: z.ZodMiniType<LoyaltyAxis> = /* @__PURE__ */ (() =>
  z
    .strictObject({ scale: z.strictObject({ min: z.number(), max: z.number() }), low: z.number(), high: z.number() })
    .check(z.refine(isSoundAxis, "must have scale.min <= low <= high <= scale.max, and high above scale.min")))();

const countsSchema: z.ZodMiniType<LoyaltyCounts> = /* @__PURE__ */ (() =>
  z.strictObject({
    apostle: count,
    hostage: count,
    mercenary: count,
    defector: count,
    indifferent: count,
  }))();

const noteSchema: z.ZodMiniType<LoyaltyNote> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      code: z.literal("loyalty_axis_one_sided"),
      params: z.strictObject({ axis: axisName, position: z.literal(["low", "between", "high"]), n: count }),
    }),
    z.strictObject({
      code: z.literal("loyalty_zone_empty"),
      params: z.strictObject({ axis: axisName, low: z.number(), high: z.number(), n: count }),
    }),
    z.strictObject({
      code: z.literal("loyalty_scale_top_unused"),
      params: z.strictObject({ axis: axisName, highest: z.number(), max: z.number(), n: count }),
    }),
  ]))();

const estimateSchema: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({
    value: z.number(),
    n: count,
    interval: z.strictObject({ lower: z.number(), upper: z.number(), level: z.number() }),
  }))();

const separationSchema: z.ZodMiniType<LoyaltySeparation> = /* @__PURE__ */ (() =>
  z.strictObject({
    cut: estimateSchema,
    youden: estimateSchema,
    rank: estimateSchema,
    stayers: count,
    leavers: count,
    notes: z.readonly(
      z.array(
        z.strictObject({
          code: z.literal("loyalty_cut_weak"),
          params: z.strictObject({ axis: axisName, lower: z.number(), upper: z.number() }),
        }),
      ),
    ),
  }))();

/** Runtime check of a {@link LoyaltyModel} that crossed a process boundary. */
export const loyaltyModelSchema: z.ZodMiniType<LoyaltyModel> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("loyalty"),
    version: z.literal(1),
    method: z.literal(["midpoint", "top_box", "top_two_box", "median", "outcome", "given"]),
    satisfaction: axisSchema,
    loyalty: axisSchema,
    fittedOn: z
      .strictObject({
        customers: count,
        counts: countsSchema,
        notes: z.readonly(z.array(noteSchema)),
        separation: z.exactOptional(z.strictObject({ satisfaction: separationSchema, loyalty: separationSchema })),
      })
      .check(
        z.refine(
          ({ customers, counts }) => Object.values(counts).reduce((total, n) => total + n, 0) === customers,
          "counts must sum to customers",
        ),
      ),
  }))();

/** Loads a {@link LoyaltyModel} through `loadModel`. */
export const loyaltyModelSpec: ModelSpec<LoyaltyModel> = { kind: "loyalty", version: 1, schema: loyaltyModelSchema };

function isDate(date: string | number): boolean {
  try {
    toEpochMs(date);
    return true;
  } catch (error) {
    if (isClienteleError(error)) return false;
    throw error;
  }
}
