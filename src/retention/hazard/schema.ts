// Each schema is built inside a call marked as pure, so that a bundler keeps only those that are used.
import * as z from "zod/mini";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import type { AftModel } from "./aft-types.ts";
import type { DiscreteHazardModel } from "./discrete-types.ts";
import { requireStayModel } from "./model-check.ts";
import type { StayModel } from "./predict-types.ts";
import type { CovariateCoding, CoxBaseline, CoxModel, HazardNote, HazardTest, ScoreConcordance } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const level = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lt(1)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const positive = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const numbers = /* @__PURE__ */ (() => z.readonly(z.array(z.number())))();
const interval = /* @__PURE__ */ (() => z.strictObject({ lower: z.number(), upper: z.number(), level }))();
const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({ value: z.number(), n: count, interval }))();
const coding: z.ZodMiniType<CovariateCoding> = /* @__PURE__ */ (() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("number"), name: z.string(), centre: z.number() }),
    z
      .strictObject({
        kind: z.literal("category"),
        name: z.string(),
        reference: z.string(),
        levels: z.readonly(z.array(z.string())),
      })
      .check(
        z.refine(({ reference, levels }) => levels.includes(reference), "must hold its reference among its levels"),
      ),
  ]))();
const test: z.ZodMiniType<HazardTest> = /* @__PURE__ */ (() =>
  z.strictObject({ statistic: positive, degreesOfFreedom: z.int().check(z.positive()), pValue: share }))();
const note: z.ZodMiniType<HazardNote> = /* @__PURE__ */ (() => {
  const names = z.readonly(z.array(z.string()));
  return z.discriminatedUnion("code", [
    z.strictObject({ code: z.literal("hazard_column_constant"), params: z.strictObject({ column: z.string() }) }),
    z.strictObject({
      code: z.literal("hazard_column_collinear"),
      params: z.strictObject({ column: z.string(), others: names }),
    }),
    z.strictObject({ code: z.literal("hazard_separation"), params: z.strictObject({ columns: names }) }),
    z.strictObject({
      code: z.literal("hazard_few_leavers"),
      params: z.strictObject({ leavers: count, terms: count, needed: count }),
    }),
    z.strictObject({ code: z.literal("hazard_not_converged"), params: z.strictObject({ iterations: count }) }),
    z.strictObject({
      code: z.literal("hazard_few_clusters"),
      params: z.strictObject({ clusters: count, terms: count }),
    }),
  ]);
})();
const notes = /* @__PURE__ */ (() => z.readonly(z.array(note)))();
const codings = /* @__PURE__ */ (() => z.readonly(z.array(coding)))();

/** What every effect says. */
const effect = /* @__PURE__ */ (() => ({
  column: z.string(),
  level: z.exactOptional(z.string()),
  coefficient: estimate,
  standardError: positive,
  modelStandardError: z.exactOptional(positive),
  z: z.number(),
  pValue: share,
}))();

/** Whether sizes fit together, as every prediction needs it. */
function fits(model: StayModel): boolean {
  try {
    requireStayModel(model);
    return true;
  } catch {
    return false;
  }
}

const isRising = (list: readonly number[]): boolean => list.every((age, k) => k === 0 || age > (list[k - 1] as number));
const isNotFalling = (list: readonly number[]): boolean =>
  list.every((cell, k) => cell >= (k === 0 ? 0 : (list[k - 1] as number)));

const baseline: z.ZodMiniType<CoxBaseline> = /* @__PURE__ */ (() =>
  z.strictObject({
    stratum: z.exactOptional(z.string()),
    rows: count,
    leavers: count,
    lastAge: positive,
    ages: numbers.check(z.refine((ages) => isRising(ages as number[]), "must rise")),
    atRisk: numbers,
    cumulativeHazard: numbers.check(z.refine((sums) => isNotFalling(sums as number[]), "must not fall, from 0")),
    variance: numbers.check(z.refine((sums) => isNotFalling(sums as number[]), "must not fall, from 0")),
    means: z.readonly(z.array(numbers)),
    thinned: z.boolean(),
  }))();
const concordance: z.ZodMiniType<ScoreConcordance | Abstention> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ value: share, n: count, interval, standardError: positive }),
    z.strictObject({
      abstained: z.strictObject({ code: z.literal("hazard_no_pairs"), params: z.strictObject({ n: count }) }),
    }),
  ]))();

/** Runtime check of a {@link CoxModel} that crossed a process boundary. */
export const coxModelSchema: z.ZodMiniType<CoxModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("cox"),
      version: z.literal(1),
      ties: z.literal(["efron", "breslow"]),
      level,
      ridge: positive,
      errors: z.literal(["model", "robust", "cluster"]),
      converged: z.boolean(),
      covariates: codings,
      terms: z.readonly(z.array(z.strictObject({ ...effect, hazardRatio: estimate }))),
      covariance: numbers,
      baseline: z.readonly(z.array(baseline).check(z.minLength(1))),
      logLikelihood: z.number(),
      nullLogLikelihood: z.number(),
      tests: z.exactOptional(z.strictObject({ likelihoodRatio: test, wald: test, score: test })),
      concordance,
      fittedOn: z.strictObject({
        rows: count,
        leavers: count,
        clusters: z.exactOptional(count),
        iterations: count,
        notes,
      }),
    })
    .check(
      z.refine((model) => fits(model as CoxModel), "columns, covariance and baseline must have one size per term"),
    ))();

/** Runtime check of an {@link AftModel} that crossed a process boundary. */
export const aftModelSchema: z.ZodMiniType<AftModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("aft"),
      version: z.literal(1),
      distribution: z.literal(["weibull", "log_normal", "exponential"]),
      level,
      ridge: positive,
      converged: z.boolean(),
      covariates: codings,
      intercept: estimate,
      scale: estimate,
      terms: z.readonly(z.array(z.strictObject({ ...effect, timeRatio: estimate }))),
      covariance: numbers,
      logLikelihood: z.number(),
      nullLogLikelihood: z.number(),
      aic: z.number(),
      likelihoodRatio: z.exactOptional(test),
      fittedOn: z.strictObject({ rows: count, leavers: count, lastAge: positive, iterations: count, notes }),
    })
    .check(z.refine((model) => fits(model as AftModel), "the covariance must have one row per parameter")))();

/** Runtime check of a {@link DiscreteHazardModel} that crossed a process boundary. */
export const discreteHazardModelSchema: z.ZodMiniType<DiscreteHazardModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("discrete_hazard"),
      version: z.literal(1),
      link: z.literal(["logit", "cloglog"]),
      level,
      ridge: positive,
      converged: z.boolean(),
      covariates: codings,
      baseline: z.discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("smooth"),
          knots: numbers.check(z.refine((knots) => isRising(knots as number[]), "must rise")),
          coefficients: numbers,
        }),
        z.strictObject({
          kind: z.literal("by_month"),
          months: numbers.check(z.refine((months) => isRising(months as number[]), "must rise")),
          coefficients: numbers,
        }),
      ]),
      terms: z.readonly(z.array(z.strictObject({ ...effect, ratio: estimate }))),
      covariance: numbers,
      logLikelihood: z.number(),
      nullLogLikelihood: z.number(),
      aic: z.number(),
      likelihoodRatio: z.exactOptional(test),
      fittedOn: z.strictObject({
        rows: count,
        leavers: count,
        months: positive,
        patterns: count,
        lastAge: count,
        iterations: count,
        notes,
      }),
    })
    .check(
      z.refine(
        (model) => fits(model as DiscreteHazardModel),
        "baseline and covariance must have one size per parameter",
      ),
    ))();

/** Loads a {@link CoxModel} through `loadModel`. */
export const coxModelSpec: ModelSpec<CoxModel> = { kind: "cox", version: 1, schema: coxModelSchema };

/** Loads an {@link AftModel} through `loadModel`. */
export const aftModelSpec: ModelSpec<AftModel> = { kind: "aft", version: 1, schema: aftModelSchema };

/** Loads a {@link DiscreteHazardModel} through `loadModel`. */
export const discreteHazardModelSpec: ModelSpec<DiscreteHazardModel> = {
  kind: "discrete_hazard",
  version: 1,
  schema: discreteHazardModelSchema,
};
