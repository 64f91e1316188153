// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Label } from "../../core/locale.ts";
import type { ModelSpec } from "../../core/model.ts";
import type { AhpJudgement } from "../ahp/types.ts";
import type { CriteriaModel, CriteriaNote, FittedCriterion } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const unit = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const label: z.ZodMiniType<Label> = /* @__PURE__ */ (() => z.strictObject({ en: id, zh: id }))();

/** Slack of sums of weights that were rounded on the way through JSON. */
const SLACK = 1e-9;

/** One pairwise judgement as a form or a spreadsheet delivers it; fields that are not known here are dropped. */
export const ahpJudgementSchema: z.ZodMiniType<AhpJudgement> = /* @__PURE__ */ (() =>
  z.object({
    item: id,
    over: id,
    ratio: z.number().check(z.minimum(1e-6), z.maximum(1e6)),
    by: z.exactOptional(id),
    weight: z.exactOptional(z.number().check(z.gt(0), z.maximum(1e6))),
  }))();

const criterion: z.ZodMiniType<FittedCriterion> = /* @__PURE__ */ (() =>
  z.union([
    z
      .strictObject({
        id,
        kind: z.literal("quantitative"),
        name: label,
        weight: unit,
        normalise: z.literal(["percentile", "min_max", "z", "anchors"]),
        at: z.readonly(z.array(z.number()).check(z.minLength(1))),
        utility: z.readonly(z.array(unit)),
      })
      .check(
        z.refine(({ at, utility }) => at.length === utility.length, "at and utility must be as many"),
        z.refine(({ at }) => at.every((x, i) => i === 0 || x > (at[i - 1] as number)), "at must ascend"),
        z.refine(({ utility }) => {
          const steps = utility.slice(1).map((value, i) => value - (utility[i] as number));
          return steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
        }, "utility must rise or fall throughout"),
      ),
    z
      .strictObject({
        id,
        kind: z.literal("ordinal"),
        name: label,
        weight: unit,
        levels: z.readonly(
          z
            .array(z.strictObject({ level: z.union([z.number(), id, z.boolean()]), utility: unit }))
            .check(z.minLength(2)),
        ),
      })
      .check(
        z.refine(
          ({ levels }) => new Set(levels.map(({ level }) => level)).size === levels.length,
          "levels must be unique",
        ),
        z.refine(
          ({ levels }) => levels.every(({ utility }, i) => i === 0 || utility >= (levels[i - 1]?.utility as number)),
          "utilities must not fall",
        ),
      ),
  ]))();

const note: z.ZodMiniType<CriteriaNote> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      code: z.literal("criterion_constant"),
      params: z.strictObject({ criterion: label, accounts: count }),
    }),
    z.strictObject({
      code: z.literal("criterion_gaps"),
      params: z.strictObject({ criterion: label, missing: count, accounts: count }),
    }),
    z.strictObject({ code: z.literal("criteria_entropy_flat"), params: z.strictObject({ criteria: count }) }),
    z.strictObject({
      code: z.literal("criteria_weights_inconsistent"),
      params: z.strictObject({ ratio: z.number(), limit: z.number() }),
    }),
  ]))();

/** A criteria model that crossed a process boundary: every field, and the fields against one another. */
export const criteriaModelSchema: z.ZodMiniType<CriteriaModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("criteria"),
      version: z.literal(1),
      criteria: z.readonly(z.array(criterion).check(z.minLength(1))),
      weighting: z.literal(["given", "ahp", "entropy"]),
      fittedOn: z.strictObject({
        accounts: count,
        answered: z.readonly(z.array(count)),
        consistencyRatio: z.exactOptional(z.number().check(z.minimum(0))),
        notes: z.readonly(z.array(note)),
      }),
    })
    .check(
      z.refine(({ criteria }) => new Set(criteria.map((c) => c.id)).size === criteria.length, "ids must be unique"),
      z.refine(
        ({ criteria }) => Math.abs(criteria.reduce((sum, c) => sum + c.weight, 0) - 1) <= SLACK,
        "weights must sum to 1",
      ),
      z.refine(
        ({ criteria, fittedOn: { answered, accounts } }) =>
          answered.length === criteria.length && answered.every((n) => n <= accounts),
        "answered must count the accounts of each criterion",
      ),
    ))();

/** How `loadModel` reads a criteria model. */
export const criteriaModelSpec: ModelSpec<CriteriaModel> = {
  kind: "criteria",
  version: 1,
  schema: criteriaModelSchema,
};
