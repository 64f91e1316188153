// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import { isSquare } from "./require-model.ts";
import type { RegressionModel } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const positive = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const level = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lt(1)))();
const interval = /* @__PURE__ */ (() =>
  z
    .strictObject({ lower: z.number(), upper: z.number(), level })
    .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper")))();
const coefficient = /* @__PURE__ */ (() => ({
  estimate: z.strictObject({ value: z.number(), n: count, interval }),
  standardError: positive,
  statistic: z.number(),
  pValue: share,
}))();
const name = /* @__PURE__ */ (() => ({ predictor: z.string(), category: z.exactOptional(z.string()) }))();
const wald = /* @__PURE__ */ (() => ({ statistic: positive, df1: positive, df2: positive, pValue: share }))();
const input = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ id: z.string(), kind: z.literal("number"), min: z.number(), max: z.number() }),
    z.strictObject({
      id: z.string(),
      kind: z.literal("category"),
      reference: z.string(),
      categories: z.array(z.strictObject({ name: z.string(), n: count })),
    }),
  ]))();
const param = /* @__PURE__ */ (() => z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]))();
// notes are written by the fit alone; codes and parameters are kept together by the Reason type
const note = /* @__PURE__ */ (() =>
  z.strictObject({
    code: z.string().check(z.startsWith("regression_")),
    params: z.record(z.string(), param),
  }) as unknown as z.ZodMiniType<Reason>)();

/** Runtime check of a {@link RegressionModel} that crossed a process boundary. */
export const regressionModelSchema: z.ZodMiniType<RegressionModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("regression"),
      version: z.literal(1),
      level,
      errors: z.literal(["classic", "hc0", "hc1", "hc2", "hc3", "clustered"]),
      n: count,
      df: z.int().check(z.positive()),
      inputs: z.array(input),
      intercept: z.strictObject(coefficient),
      terms: z.array(
        z.strictObject({
          ...name,
          ...coefficient,
          mean: z.number(),
          sd: positive,
          inflation: z.number().check(z.minimum(1)),
        }),
      ),
      aliased: z.array(z.strictObject({ ...name, of: z.array(z.strictObject({ ...name, factor: z.number() })) })),
      center: z.number(),
      covariance: z.array(z.array(z.number())),
      sigma: positive,
      rSquared: share,
      adjustedRSquared: z.number().check(z.maximum(1)),
      wald: z.exactOptional(z.strictObject(wald)),
      effects: z.array(z.strictObject({ predictor: z.string(), ...wald })),
      influence: z.array(
        z.strictObject({
          row: count,
          name: z.exactOptional(z.string()),
          leverage: share,
          cooksDistance: z.exactOptional(positive),
          studentized: z.exactOptional(z.number()),
        }),
      ),
      checks: z.strictObject({
        spread: z.exactOptional(z.strictObject({ statistic: positive, df: count, pValue: share })),
        bends: z.array(z.strictObject({ predictor: z.string(), statistic: z.number(), pValue: share })),
        skewness: z.exactOptional(z.strictObject({ value: z.number(), pValue: share })),
      }),
      fittedOn: z.strictObject({
        rows: count,
        missing: count,
        missingBy: z.array(z.strictObject({ id: z.string(), n: count })),
        weighted: z.boolean(),
        clusters: z.exactOptional(count),
        notes: z.array(note),
      }),
    })
    .check(
      z.refine(({ covariance, terms }) => isSquare(covariance, terms.length + 1), "covariance must fit the terms"),
      z.refine(
        ({ terms, inputs }) => terms.every(({ predictor }) => inputs.some(({ id }) => id === predictor)),
        "every term must belong to an input",
      ),
    ))();

/** Loads a {@link RegressionModel} through `loadModel`. */
export const regressionModelSpec: ModelSpec<RegressionModel> = {
  kind: "regression",
  version: 1,
  schema: regressionModelSchema,
};
