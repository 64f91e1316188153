// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { columnsOf } from "./evaluate.ts";
import { MOST_MONTHS } from "./table.ts";
import type {
  ChurnCalibration,
  ChurnCustomer,
  ChurnField,
  ChurnInteraction,
  ChurnLine,
  ChurnModel,
  ChurnNote,
  FitChurnOptions,
} from "./types.ts";

const numbers: z.ZodMiniType<readonly number[]> = /* @__PURE__ */ (() => z.readonly(z.array(z.number())))();
const texts: z.ZodMiniType<readonly string[]> = /* @__PURE__ */ (() => z.readonly(z.array(z.string())))();
const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const level = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lt(1)))();
const ascending = (list: readonly number[]): boolean => list.every((x, i) => i === 0 || x > (list[i - 1] as number));

const field: z.ZodMiniType<ChurnField> = /* @__PURE__ */ (() => {
  const common = { id: z.string(), coefficients: numbers, averages: numbers, missing: z.boolean() };
  const ends = { min: z.number(), max: z.number() };
  return z
    .union([
      z.strictObject({
        kind: z.literal("number"),
        ...common,
        ...ends,
        shape: z.enum(["straight", "spline"]),
        knots: numbers.check(z.refine(ascending, "must ascend")),
      }),
      z.strictObject({
        kind: z.literal("groups"),
        ...common,
        ...ends,
        upTo: numbers.check(z.refine(ascending, "must ascend")),
      }),
      z.strictObject({ kind: z.literal("category"), ...common, levels: texts }),
    ])
    .check(
      z.refine((one) => {
        const own =
          one.kind === "category"
            ? one.levels.length
            : one.kind === "groups"
              ? one.upTo.length + 1
              : Math.max(1, one.knots.length - 1);
        return (
          one.coefficients.length === own + (one.missing ? 1 : 0) && one.averages.length === one.coefficients.length
        );
      }, "must have one coefficient and one average per column"),
      z.refine((one) => one.kind === "category" || one.min <= one.max, "must have min up to max"),
    );
})();

const note: z.ZodMiniType<ChurnNote> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ code: z.literal("churn_column_constant"), params: z.strictObject({ column: z.string() }) }),
    z.strictObject({ code: z.literal("churn_columns_repeat"), params: z.strictObject({ columns: texts }) }),
    z.strictObject({
      code: z.literal("churn_level_separates"),
      params: z.strictObject({ column: z.string(), level: z.string(), n: count, left: z.boolean() }),
    }),
    z.strictObject({
      code: z.literal("churn_few_leavers"),
      params: z.strictObject({ leavers: count, coefficients: count }),
    }),
    z.strictObject({ code: z.literal("churn_not_settled"), params: z.strictObject({ iterations: count }) }),
  ]))();

const line: z.ZodMiniType<ChurnLine> = /* @__PURE__ */ (() =>
  z.strictObject({ intercept: z.number(), slope: z.number() }))();
const interaction: z.ZodMiniType<ChurnInteraction> = /* @__PURE__ */ (() =>
  z.strictObject({ id: z.string(), coefficients: numbers, averages: numbers }))();

/** Accepts one {@link ChurnCustomer}, as known now. */
export const churnCustomerSchema: z.ZodMiniType<ChurnCustomer> = /* @__PURE__ */ (() =>
  z.strictObject({
    tenure: z.number().check(z.gte(0), z.lte(MOST_MONTHS)),
    covariates: z.readonly(z.record(z.string(), z.optional(z.nullable(z.union([z.number(), z.string()]))))),
  }))();

/** Accepts the {@link FitChurnOptions}. */
export const fitChurnOptionsSchema: z.ZodMiniType<FitChurnOptions> = /* @__PURE__ */ (() => {
  const ridge = z.number().check(z.gte(1e-3), z.lte(1e6));
  return z.strictObject({
    rows: z.enum(["months", "stays"]),
    shapes: z.exactOptional(z.readonly(z.record(z.string(), z.enum(["straight", "spline", "groups"])))),
    interactions: z.exactOptional(texts),
    ridge: z.exactOptional(z.union([ridge, z.readonly(z.array(ridge).check(z.minLength(1), z.maxLength(50)))])),
    calibration: z.exactOptional(z.enum(["auto", "none"])),
    folds: z.exactOptional(z.int().check(z.gte(2), z.lte(20))),
    seed: z.exactOptional(z.int()),
    level: z.exactOptional(level),
  });
})();

/** Accepts a {@link ChurnModel} that crossed a process boundary. */
export const churnModelSchema: z.ZodMiniType<ChurnModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("churn"),
      version: z.literal(1),
      rows: z.enum(["months", "stays"]),
      level,
      ridge: z.number().check(z.gt(0)),
      intercept: z.number(),
      tenure: field.check(z.refine((one) => one.kind === "number" && !one.missing, "must be a curve over months")),
      fields: z.readonly(z.array(field)),
      interactions: z.readonly(z.array(interaction)),
      covariance: numbers,
      calibration: line,
      fittedOn: z.strictObject({
        months: count,
        customers: count,
        leavers: count,
        ridges: z.readonly(z.array(z.strictObject({ ridge: z.number(), logLoss: z.number() }))),
        notes: z.readonly(z.array(note)),
      }),
    })
    .check(
      z.refine((model) => model.covariance.length === columnsOf(model) ** 2, "must have one covariance per pair"),
      z.refine(
        ({ fields, interactions }) =>
          interactions.every(({ id, coefficients, averages }) => {
            const own = fields.find((one) => one.id === id);
            return own?.coefficients.length === coefficients.length && averages.length === coefficients.length;
          }),
        "must name fields of as many columns in interactions",
      ),
    ))();

/** Accepts a {@link ChurnCalibration} that crossed a process boundary. */
export const churnCalibrationSchema: z.ZodMiniType<ChurnCalibration> = /* @__PURE__ */ (() => {
  const common = {
    kind: z.literal("churn_calibration"),
    version: z.literal(1),
    horizonMonths: z.int().check(z.gte(1)),
    fittedOn: z.strictObject({ customers: count, left: count }),
  };
  const step = z.strictObject({ from: z.number(), to: z.number(), mean: z.number().check(z.gte(0), z.lte(1)) });
  return z.union([
    z.strictObject({ ...common, method: z.literal("platt"), intercept: z.number(), slope: z.number() }),
    z.strictObject({
      ...common,
      method: z.literal("isotonic"),
      steps: z.readonly(z.array(step).check(z.minLength(1))),
    }),
  ]);
})();

/** Loads a {@link ChurnCalibration} through `loadModel`. */
export const churnCalibrationSpec: ModelSpec<ChurnCalibration> = {
  kind: "churn_calibration",
  version: 1,
  schema: churnCalibrationSchema,
};

/** Loads a {@link ChurnModel} through `loadModel`. */
export const churnModelSpec: ModelSpec<ChurnModel> = { kind: "churn", version: 1, schema: churnModelSchema };
