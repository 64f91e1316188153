// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Abstention, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { FitReport, TimeUnit } from "../types.ts";
import type { IntervalMethod } from "./types.ts";

/** A whole number of customers or periods. @internal */
export const countSchema: z.ZodMiniType<number> = /* @__PURE__ */ (() => z.int().check(z.gte(0)))();

/** A unit of time. @internal */
export const unitSchema: z.ZodMiniType<TimeUnit> = /* @__PURE__ */ (() =>
  z.literal(["day", "week", "month", "quarter", "year"]))();

/** Coverage of an interval. @internal */
export const levelSchema: z.ZodMiniType<number> = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.lt(1)))();

/** An interval in its order. @internal */
export const intervalSchema: z.ZodMiniType<Interval> = /* @__PURE__ */ (() =>
  z
    .strictObject({ lower: z.number(), upper: z.number(), level: levelSchema })
    .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper")))();

/** A report of a search. @internal */
export const reportSchema: z.ZodMiniType<FitReport> = /* @__PURE__ */ (() =>
  z.strictObject({
    converged: z.boolean(),
    logLikelihood: z.number(),
    gradientNorm: z.number().check(z.gte(0)),
    condition: z.exactOptional(z.number().check(z.gte(0))),
    identifiable: z.boolean(),
    starts: countSchema,
    agreeing: countSchema,
    evaluations: countSchema,
  }))();

/** Reasons of the given codes, each with numbers as parameters. @internal */
export function reasonSchema(codes: Readonly<Record<string, readonly string[]>>): z.ZodMiniType<Reason> {
  const reasons = Object.entries(codes).map(([code, params]) =>
    z.strictObject({
      code: z.literal(code),
      params: z.strictObject(Object.fromEntries(params.map((name) => [name, z.number()]))),
    }),
  );
  // each code stands with its own parameters in the list; the type checker cannot read them out of it
  return z.union(reasons) as unknown as z.ZodMiniType<Reason>;
}

/** An abstention for one of the given reasons. @internal */
export function abstentionSchema(codes: Readonly<Record<string, readonly string[]>>): z.ZodMiniType<Abstention> {
  return z.strictObject({ abstained: reasonSchema(codes) });
}

type Each<Name extends string, T> = z.ZodMiniType<Readonly<Record<Name, T>>>;

/** The fields that every model with parameters above 0 shares. @internal */
export interface SpreadFields<Name extends string> {
  readonly version: z.ZodMiniType<1>;
  readonly parameters: Each<Name, number>;
  readonly intervals: z.ZodMiniExactOptional<Each<Name, Interval>>;
  readonly covariance: z.ZodMiniExactOptional<z.ZodMiniType<readonly (readonly number[])[]>>;
  readonly intervalMethod: z.ZodMiniExactOptional<z.ZodMiniType<IntervalMethod>>;
  readonly level: z.ZodMiniType<number>;
}

/** Schemas of those fields for parameters of the given names. @internal */
export function spreadFields<Name extends string>(names: readonly Name[]): SpreadFields<Name> {
  const size = names.length;
  // a record of literal names; the type checker cannot read them out of a list
  const each = <T>(of: z.ZodMiniType<T>): Each<Name, T> =>
    z.strictObject(Object.fromEntries(names.map((name) => [name, of]))) as unknown as Each<Name, T>;
  const covariance: z.ZodMiniType<readonly (readonly number[])[]> = z
    .readonly(z.array(z.readonly(z.array(z.number()))))
    .check(
      z.refine(
        (rows) => rows.length === size && rows.every((row) => row.length === size),
        `must hold ${size} rows of ${size} numbers`,
      ),
    );
  return {
    version: z.literal(1),
    parameters: each(z.number().check(z.gt(0))),
    intervals: z.exactOptional(each(intervalSchema)),
    covariance: z.exactOptional(covariance),
    intervalMethod: z.exactOptional(z.literal(["delta", "bootstrap"])),
    level: levelSchema,
  };
}
