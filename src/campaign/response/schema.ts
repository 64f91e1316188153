// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import { LARGEST_AMOUNT, requireResponseModel } from "./curves.ts";
import type {
  ChannelSpend,
  FittedChannel,
  ResponseCurve,
  ResponseCurveModel,
  Saturation,
  ShapeParameter,
} from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.gte(0), z.lte(LARGEST_AMOUNT)))();
const positive = /* @__PURE__ */ (() => z.number().check(z.gte(1 / LARGEST_AMOUNT), z.lte(LARGEST_AMOUNT)))();
const count = /* @__PURE__ */ (() => z.int().check(z.gte(0)))();
const level = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lt(1)))();
const interval: z.ZodMiniType<Interval> = /* @__PURE__ */ (() =>
  z
    .strictObject({ lower: z.number(), upper: z.number(), level })
    .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper")))();
const parameterName = /* @__PURE__ */ (() => z.literal(["rate", "shape", "reach"]))();

const reason: z.ZodMiniType<Reason> = /* @__PURE__ */ (() => {
  const of = (code: string, numbers: readonly string[], more: Record<string, z.ZodMiniType> = { channel: id }) =>
    z.strictObject({
      code: z.literal(code),
      params: z.strictObject({ ...more, ...Object.fromEntries(numbers.map((name) => [name, z.number()])) }),
    });
  const parameter = { channel: id, parameter: parameterName };
  // each code stands with its own parameters; the type checker cannot read them out of the lists
  return z.union([
    of("media_no_variation", ["mean"]),
    of("media_little_variation", ["variation"]),
    of("media_few_weeks", ["weeks"]),
    of("media_collinear", ["correlation"], { channel: id, other: id }),
    of("media_confounded", ["explained"]),
    of("media_half_beyond", ["half", "max"]),
    of("media_at_bound", ["value"], parameter),
    of("media_effect_unclear", ["upper"]),
    of("media_carryover_unclear", ["upper"]),
    of("media_shape_unknown", ["learned"], parameter),
    of("media_margin_assumed", ["learned"]),
    of("media_not_converged", ["rHat", "agreeing", "starts"], {}),
    of("media_holdout_worse", ["model", "withoutMedia"], {}),
    of("media_errors_linked", ["autocorrelation"], {}),
    of("media_control_redundant", [], { control: id }),
  ]) as unknown as z.ZodMiniType<Reason>;
})();
const abstention: z.ZodMiniType<Abstention> = /* @__PURE__ */ (() => z.strictObject({ abstained: reason }))();
const estimate: z.ZodMiniType<Estimate | Abstention> = /* @__PURE__ */ (() =>
  z.union([z.strictObject({ value: z.number(), n: count, interval }), abstention]))();

const saturation: z.ZodMiniType<Saturation> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ kind: z.literal("hill"), shape: z.number().check(z.gt(0), z.lte(20)), half: positive }),
    z.strictObject({ kind: z.literal("log"), scale: positive }),
  ]))();

/** One response curve stated by hand, as JSON. */
export const responseCurveSchema: z.ZodMiniType<ResponseCurve> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    effect: amount,
    saturation,
    adstock: z.exactOptional(
      z.strictObject({
        kind: z.literal(["geometric", "binomial"]),
        rate: z.number().check(z.gte(0), z.lt(1)),
        maxLag: z.int().check(z.gte(0), z.lte(104)),
      }),
    ),
  }))();

/** What is to be spent on a channel, as JSON. */
export const channelSpendSchema: z.ZodMiniType<ChannelSpend> = /* @__PURE__ */ (() =>
  z.strictObject({ id, spend: z.union([amount, z.readonly(z.array(amount))]) }))();

const parameter: z.ZodMiniType<ShapeParameter> = /* @__PURE__ */ (() =>
  z.strictObject({
    parameter: parameterName,
    value: z.number(),
    interval,
    bounds: z.readonly(z.tuple([z.number(), z.number()])),
    learned: z.number().check(z.gte(0), z.lte(1)),
  }))();

const channel: z.ZodMiniType<FittedChannel> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    curve: z.exactOptional(responseCurveSchema),
    parameters: z.readonly(z.array(parameter)),
    observed: z.strictObject({
      total: amount,
      mean: amount,
      max: amount,
      carriedMax: amount,
      activeWeeks: count,
      carried: z.readonly(z.array(amount)),
      recent: z.readonly(z.array(amount)),
    }),
    contribution: estimate,
    roas: estimate,
    marginalReturn: estimate,
    warnings: z.readonly(z.array(reason)),
  }))();

const share = /* @__PURE__ */ (() => z.number().check(z.gte(0)))();
const errors = /* @__PURE__ */ (() => ({
  model: share,
  withoutMedia: share,
  naive: share,
}))();

function isWhole(model: ResponseCurveModel): boolean {
  try {
    requireResponseModel(model);
    return true;
  } catch (error) {
    if (error instanceof ClienteleError) return false;
    throw error;
  }
}

/** Runtime check of a {@link ResponseCurveModel} that crossed a process boundary. */
export const responseCurveModelSchema: z.ZodMiniType<ResponseCurveModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("response_curve"),
      version: z.literal(1),
      level,
      channels: z.readonly(z.array(channel)),
      baseline: z.strictObject({
        mean: z.number(),
        trend: z.exactOptional(z.number()),
        seasons: z.readonly(z.array(z.readonly(z.tuple([z.number(), z.number()])))),
        controls: z.readonly(z.array(z.strictObject({ id, effect: z.number() }))),
      }),
      explained: z.number().check(z.lte(1)),
      autocorrelation: z.number().check(z.gt(-1), z.lt(1)),
      inSample: z.strictObject(errors),
      holdout: z.exactOptional(z.strictObject({ ...errors, folds: count, weeks: count })),
      converged: z.boolean(),
      diagnostics: z.strictObject({ startsAgreeing: count, starts: count, rHat: z.number().check(z.gte(1)) }),
      draws: z.readonly(z.array(z.readonly(z.array(z.readonly(z.array(z.number())))))),
      fittedOn: z.strictObject({
        weeks: count,
        from: z.string(),
        to: z.string(),
        seed: z.int(),
        notes: z.readonly(z.array(reason)),
      }),
    })
    .check(z.refine(isWhole, "channels, parameters and draws must belong together")))();

/** Loads a {@link ResponseCurveModel} through `loadModel`. */
export const responseCurveModelSpec: ModelSpec<ResponseCurveModel> = {
  kind: "response_curve",
  version: 1,
  schema: responseCurveModelSchema,
};
