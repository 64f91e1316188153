// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { intervalSchema, levelSchema, reportSchema, unitSchema } from "../fit/schema.ts";
import { soundState } from "../fit/sound.ts";
import type { BuyingRecord } from "../types.ts";
import { requireRecord, requireState } from "./checks.ts";
import { LARGEST_COEFFICIENT, LARGEST_PARAMETER, SMALLEST_PARAMETER } from "./model.ts";
import type {
  BetaGeometricParameters,
  BgNbdModel,
  BuyingFittedOn,
  BuyingNote,
  BuyingState,
  CovariateEffect,
  MbgNbdModel,
  ParetoNbdModel,
  ParetoParameters,
} from "./types.ts";

const count = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const parameter = /* @__PURE__ */ (() => z.number().check(z.gte(SMALLEST_PARAMETER), z.lte(LARGEST_PARAMETER)))();

const note: z.ZodMiniType<BuyingNote> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ code: z.literal("buying_no_repeats"), params: z.strictObject({ customers: count }) }),
    z.strictObject({
      code: z.literal("buying_not_identifiable"),
      params: z.strictObject({ customers: count, repeatShare: count }),
    }),
    z.strictObject({ code: z.literal("buying_not_converged"), params: z.strictObject({ gradientNorm: count }) }),
  ]))();
const fittedOn: z.ZodMiniType<BuyingFittedOn> = /* @__PURE__ */ (() =>
  z.strictObject({
    customers: count,
    repeatCustomers: count,
    purchases: count,
    cells: count,
    report: z.exactOptional(reportSchema),
    notes: z.readonly(z.array(note)),
  }))();
const effect: z.ZodMiniType<CovariateEffect> = /* @__PURE__ */ (() =>
  z.strictObject({
    covariate: z.string(),
    on: z.literal(["alpha", "beta", "a", "b"]),
    coefficient: z.number().check(z.gte(-LARGEST_COEFFICIENT), z.lte(LARGEST_COEFFICIENT)),
    interval: z.exactOptional(intervalSchema),
  }))();

/** The fields that all three models share. */
const shared = () => ({
  version: z.literal(1),
  unit: unitSchema,
  effects: z.exactOptional(z.readonly(z.array(effect))),
  covariance: z.exactOptional(z.readonly(z.array(z.readonly(z.array(z.number()))))),
  intervalMethod: z.exactOptional(z.literal(["delta", "bootstrap"])),
  level: levelSchema,
  fittedOn,
});

/** A covariance has one row and one column for each parameter and each effect. */
const hasWholeCovariance = ({
  covariance,
  effects = [],
}: {
  readonly covariance?: readonly (readonly number[])[];
  readonly effects?: readonly unknown[];
}): boolean => {
  const size = 4 + effects.length;
  return covariance === undefined || (covariance.length === size && covariance.every((row) => row.length === size));
};
const WHOLE = "must hold one row and one column of covariance for each parameter and effect";

const beta = <Kind extends "bg_nbd" | "mbg_nbd">(kind: Kind) =>
  z
    .strictObject({
      kind: z.literal(kind),
      ...shared(),
      parameters: z.strictObject({
        r: parameter,
        alpha: parameter,
        a: parameter,
        b: parameter,
      }) satisfies z.ZodMiniType<BetaGeometricParameters>,
      intervals: z.exactOptional(
        z.strictObject({ r: intervalSchema, alpha: intervalSchema, a: intervalSchema, b: intervalSchema }),
      ),
    })
    .check(z.refine(hasWholeCovariance, WHOLE));

/** Schema of a {@link BgNbdModel}. */
export const bgNbdModelSchema: z.ZodMiniType<BgNbdModel> = /* @__PURE__ */ (() => beta("bg_nbd"))();

/** Schema of a {@link MbgNbdModel}. */
export const mbgNbdModelSchema: z.ZodMiniType<MbgNbdModel> = /* @__PURE__ */ (() => beta("mbg_nbd"))();

/** Schema of a {@link ParetoNbdModel}. */
export const paretoNbdModelSchema: z.ZodMiniType<ParetoNbdModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("pareto_nbd"),
      ...shared(),
      parameters: z.strictObject({
        r: parameter,
        alpha: parameter,
        s: parameter,
        beta: parameter,
      }) satisfies z.ZodMiniType<ParetoParameters>,
      intervals: z.exactOptional(
        z.strictObject({ r: intervalSchema, alpha: intervalSchema, s: intervalSchema, beta: intervalSchema }),
      ),
    })
    .check(z.refine(hasWholeCovariance, WHOLE)))();

/** Loads a {@link BgNbdModel} through `loadModel`. */
export const bgNbdModelSpec: ModelSpec<BgNbdModel> = { kind: "bg_nbd", version: 1, schema: bgNbdModelSchema };

/** Loads a {@link MbgNbdModel} through `loadModel`. */
export const mbgNbdModelSpec: ModelSpec<MbgNbdModel> = { kind: "mbg_nbd", version: 1, schema: mbgNbdModelSchema };

/** Loads a {@link ParetoNbdModel} through `loadModel`. */
export const paretoNbdModelSpec: ModelSpec<ParetoNbdModel> = {
  kind: "pareto_nbd",
  version: 1,
  schema: paretoNbdModelSchema,
};

/** Schema of a {@link BuyingRecord}: one customer's purchases, for `parseRecords`. */
export const buyingRecordSchema: z.ZodMiniType<BuyingRecord> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: z.exactOptional(z.string()),
      unit: unitSchema,
      frequency: z.int().check(z.nonnegative()),
      recency: count,
      age: count,
      meanSpend: z.exactOptional(z.number().check(z.gt(0))),
      covariates: z.exactOptional(z.record(z.string(), z.number())),
    })
    .check(
      z.refine(
        (record) => soundState(() => requireRecord(record as BuyingRecord)),
        "must have recency up to age, and recency 0 without a repeat purchase",
      ),
    ))();

/** Schema of a {@link BuyingState}, for states that come from another process. */
export const buyingStateSchema: z.ZodMiniType<BuyingState> = /* @__PURE__ */ (() => {
  const column = z.readonly(z.array(z.number()));
  return z
    .strictObject({
      kind: z.literal("buying_state"),
      version: z.literal(1),
      unit: unitSchema,
      covariates: z.readonly(z.array(z.string())),
      frequency: column,
      recency: column,
      age: column,
      count: column,
      values: z.readonly(z.array(column)),
    })
    .check(
      z.refine(
        (state) => soundState(() => requireState(state as BuyingState, "state")),
        "must hold columns of one length that customers can have produced",
      ),
    );
})();
