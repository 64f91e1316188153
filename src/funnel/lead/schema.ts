// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import type { LeadCalibration, LeadFieldModel, LeadJudgement, LeadNote, LeadRest, LeadScoreModel } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const amount = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const level = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lt(1)))();

const interval: z.ZodMiniType<Interval> = /* @__PURE__ */ (() =>
  z
    .strictObject({ lower: z.number(), upper: z.number(), level })
    .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper")))();
const estimateShape = /* @__PURE__ */ (() => ({ value: z.number(), n: amount, interval }))();
const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() => z.strictObject(estimateShape))();

const tooFew: z.ZodMiniType<Abstention> = /* @__PURE__ */ (() =>
  z.strictObject({
    abstained: z.strictObject({
      code: z.literal("lead_too_few"),
      params: z.strictObject({ won: count, lost: count, needed: count }),
    }),
  }))();

const note: z.ZodMiniType<LeadNote> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ code: z.literal("lead_open_excluded"), params: z.strictObject({ n: count }) }),
    z.strictObject({ code: z.literal("lead_leak"), params: z.strictObject({ field: id, auc: share }) }),
    z.strictObject({ code: z.literal("lead_stage_not_judged"), params: z.strictObject({ field: id }) }),
    z.strictObject({ code: z.literal("lead_field_empty"), params: z.strictObject({ field: id }) }),
  ]))();

const judged: z.ZodMiniType<LeadJudgement> = /* @__PURE__ */ (() =>
  z.strictObject({
    n: amount,
    auc: z.strictObject({ ...estimateShape, positives: amount, negatives: amount }),
    brier: z.strictObject({
      ...estimateShape,
      reliability: amount,
      resolution: amount,
      uncertainty: amount,
      remainder: z.number(),
      skill: z.exactOptional(z.number()),
    }),
    logLoss: estimate,
    reliability: z.readonly(
      z.array(z.strictObject({ n: amount, from: share, to: share, meanForecast: share, observed: estimate })),
    ),
    calibration: z.exactOptional(z.strictObject({ slope: estimate, intercept: estimate })),
  }))();

const rest: z.ZodMiniType<LeadRest> = /* @__PURE__ */ (() =>
  z.strictObject({ won: amount, lost: amount, logOdds: z.number() }))();

const ascending = (list: readonly number[]): boolean => list.every((x, i) => i === 0 || x > (list[i - 1] as number));

const field: z.ZodMiniType<LeadFieldModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id,
      kind: z.literal(["category", "number", "tags", "stage"]),
      offset: z.number(),
      levels: z.readonly(
        z.array(z.strictObject({ value: z.string(), won: amount, lost: amount, logOdds: z.number() })),
      ),
      cuts: z.exactOptional(z.readonly(z.array(z.number()).check(z.refine(ascending, "must ascend")))),
      line: z.exactOptional(
        z
          .strictObject({ mean: z.number(), slope: z.number(), from: z.number(), to: z.number() })
          .check(z.refine(({ from, to }) => from <= to, "must have from up to to")),
      ),
      other: z.exactOptional(rest),
      missing: z.exactOptional(rest),
    })
    .check(
      z.refine(({ levels }) => new Set(levels.map(({ value }) => value)).size === levels.length, "values must differ"),
      z.refine(
        ({ kind, cuts, line }) => (kind === "number") === (cuts !== undefined || line !== undefined),
        "a number, and no other field, has cuts or a line",
      ),
    ))();

const calibration: z.ZodMiniType<LeadCalibration> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ method: z.literal("none") }),
    z.strictObject({ method: z.literal("platt"), intercept: z.number(), slope: amount }),
    z.strictObject({
      method: z.literal("isotonic"),
      steps: z.readonly(
        z.array(z.strictObject({ from: z.number(), to: z.number(), n: amount, mean: share })).check(
          z.minLength(1),
          z.refine(
            (steps) =>
              steps.every(
                ({ from, to, mean }, i) =>
                  from <= to && (i === 0 || (from > (steps[i - 1]?.to ?? 0) && mean > (steps[i - 1]?.mean ?? 0))),
              ),
            "steps must rise",
          ),
        ),
      ),
    }),
  ]))();

/** Runtime check of a {@link LeadScoreModel} that crossed a process boundary. */
export const leadScoreModelSchema: z.ZodMiniType<LeadScoreModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("lead_score"),
      version: z.literal(1),
      method: z.literal(["naive_bayes", "logistic"]),
      preset: z.exactOptional(z.literal("odoo")),
      base: z.number(),
      fields: z.readonly(z.array(field).check(z.minLength(1))),
      calibration,
      smoothing: z.exactOptional(z.strictObject({ won: amount, lost: amount })),
      covariance: z.exactOptional(z.readonly(z.array(z.number()))),
      level,
      fittedOn: z.strictObject({
        leads: count,
        weight: amount,
        won: amount,
        lost: amount,
        open: count,
        folds: count,
        seed: z.int(),
        judged: z.union([judged, tooFew]),
        notes: z.readonly(z.array(note)),
      }),
    })
    .check(
      z.refine(({ fields }) => new Set(fields.map((f) => f.id)).size === fields.length, "field ids must be unique"),
      z.refine(({ fields, covariance }) => {
        const parts = fields.flatMap(({ levels, line, other, missing }) => [
          ...levels,
          ...[line, other, missing].filter((part) => part !== undefined),
        ]);
        const p = parts.length + 1;
        return covariance === undefined || covariance.length === (p * (p + 1)) / 2;
      }, "covariance must have one row per coefficient"),
    ))();

/** Loads a {@link LeadScoreModel} through `loadModel`. */
export const leadScoreModelSpec: ModelSpec<LeadScoreModel> = {
  kind: "lead_score",
  version: 1,
  schema: leadScoreModelSchema,
};
