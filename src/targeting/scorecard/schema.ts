// Each schema is built inside a call marked as pure, so that a bundler keeps only those that are used.
import * as z from "zod/mini";
import type { Estimate } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import { requireScorecard } from "./read.ts";
import type { ScorecardBin, ScorecardField, ScorecardModel, ScorecardNote } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const level = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lt(1)))();
const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({
    value: z.number(),
    n: z.number(),
    interval: z.strictObject({ lower: z.number(), upper: z.number(), level }),
  }))();
const bin: z.ZodMiniType<ScorecardBin> = /* @__PURE__ */ (() =>
  z.strictObject({
    group: z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("range"),
        above: z.exactOptional(z.number()),
        upTo: z.exactOptional(z.number()),
      }),
      z.strictObject({ kind: z.literal("levels"), levels: z.readonly(z.array(z.string().check(z.minLength(1)))) }),
      z.strictObject({ kind: z.literal("missing") }),
    ]),
    n: count,
    events: count,
    woe: z.number(),
    logOdds: z.number(),
    points: z.int(),
  }))();
/** Ranges must follow one another, no level may stand twice, and `missing` closes the list. */
function isComplete(bins: readonly ScorecardBin[]): boolean {
  const levels = new Set<string>();
  return bins.every(({ group }, k) => {
    if (k === bins.length - 1) return group.kind === "missing";
    if (group.kind === "levels") {
      return group.levels.every((name) => !levels.has(name) && levels.add(name) !== undefined);
    }
    if (group.kind !== "range") return false;
    const before = bins[k - 1]?.group;
    const last = bins[k + 1]?.group.kind === "missing";
    const from = before?.kind === "range" ? before.upTo : undefined;
    return (
      group.above === from &&
      (group.upTo === undefined) === last &&
      (group.upTo === undefined || group.above === undefined || group.above < group.upTo)
    );
  });
}
const field: z.ZodMiniType<ScorecardField> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: z.string().check(z.minLength(1)),
    kind: z.literal(["number", "category"]),
    direction: z.exactOptional(z.literal(["up", "down", "free"])),
    informationValue: estimate,
    coefficient: z.exactOptional(estimate),
    bins: z
      .readonly(z.array(bin).check(z.minLength(1)))
      .check(z.refine((bins) => isComplete(bins as readonly ScorecardBin[]), "must cover every value once")),
  }))();
const note: z.ZodMiniType<ScorecardNote> = /* @__PURE__ */ (() =>
  z.discriminatedUnion("code", [
    z.strictObject({
      code: z.literal("scorecard_sign"),
      params: z.strictObject({
        field: z.string(),
        coefficient: z.number(),
        lower: z.number(),
        upper: z.number(),
      }),
    }),
    z.strictObject({ code: z.literal("scorecard_says_nothing"), params: z.strictObject({ field: z.string() }) }),
    z.strictObject({
      code: z.literal("scorecard_too_few"),
      params: z.strictObject({ events: count, nonEvents: count, needed: count }),
    }),
  ]))();

/** Whether the parts of a card fit together: the covariance to the coefficients, for one. */
function isConsistent(model: ScorecardModel): boolean {
  try {
    requireScorecard(model);
    return true;
  } catch {
    return false;
  }
}

/** Runtime check of a {@link ScorecardModel} that crossed a process boundary. */
export const scorecardModelSchema: z.ZodMiniType<ScorecardModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("scorecard"),
      version: z.literal(1),
      coding: z.literal(["woe", "bins"]),
      scale: z.strictObject({
        basePoints: z.number(),
        baseOdds: z.number().check(z.gt(0)),
        pointsToDouble: z.number().check(z.gt(0)),
      }),
      intercept: z.number(),
      basePoints: z.int(),
      fields: z.readonly(z.array(field)),
      covariance: z.exactOptional(z.readonly(z.array(z.number()))),
      level,
      fittedOn: z.strictObject({
        rows: count,
        events: count,
        baseRate: estimate,
        ridge: z.number().check(z.gt(0)),
        converged: z.boolean(),
        iterations: count,
        logLikelihood: z.number(),
        notes: z.readonly(z.array(note)),
      }),
    })
    .check(z.refine(isConsistent, "must have fields and a covariance that fit together")))();

/** Loads a {@link ScorecardModel} through `loadModel`. */
export const scorecardModelSpec: ModelSpec<ScorecardModel> = {
  kind: "scorecard",
  version: 1,
  schema: scorecardModelSchema,
};
