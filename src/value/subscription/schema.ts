// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { countSchema, intervalSchema, reasonSchema, reportSchema, spreadFields, unitSchema } from "../fit/schema.ts";
import { soundState } from "../fit/sound.ts";
import { requireTenureState, tenureStateOf } from "./state.ts";
import type { BdwModel, ContractTerms, SbgModel, TenureCohort, TenureState, UncertainInput } from "./types.ts";

/** Customers who signed up together, as a service receives them. */
export const tenureCohortSchema: z.ZodMiniType<TenureCohort> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: z.exactOptional(z.string().check(z.minLength(1))),
      unit: unitSchema,
      survivors: z.readonly(z.array(z.number().check(z.gte(0)))).check(z.minLength(2)),
      weight: z.exactOptional(z.number().check(z.gt(0))),
    })
    .check(
      z.refine((cohort) => soundState(() => tenureStateOf([cohort])), {
        message: "must start above 0 and never rise",
        path: ["survivors"],
      }),
    ))();

const fittedOn = /* @__PURE__ */ (() => ({
  customers: z.number().check(z.gte(0)),
  periods: countSchema,
  report: z.exactOptional(reportSchema),
  notes: z.readonly(
    z.array(
      reasonSchema({
        tenure_nobody_left: ["customers"],
        tenure_nobody_stayed: ["customers"],
        tenure_not_identifiable: ["customers", "periods"],
        tenure_not_converged: ["gradientNorm"],
        tenure_shape_undecided: ["c", "pValue"],
      }),
    ),
  ),
}))();

/** Runtime check of an {@link SbgModel} that crossed a process boundary. */
export const sbgModelSchema: z.ZodMiniType<SbgModel> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("sbg"),
    unit: unitSchema,
    ...spreadFields(["alpha", "beta"]),
    fittedOn: z.strictObject(fittedOn),
  }))();

/** Loads an {@link SbgModel} through `loadModel`. */
export const sbgModelSpec: ModelSpec<SbgModel> = { kind: "sbg", version: 1, schema: sbgModelSchema };

/** Runtime check of a {@link BdwModel} that crossed a process boundary. */
export const bdwModelSchema: z.ZodMiniType<BdwModel> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("bdw"),
    unit: unitSchema,
    ...spreadFields(["alpha", "beta", "c"]),
    fittedOn: z.strictObject({
      ...fittedOn,
      againstSbg: z.exactOptional(
        z.strictObject({
          logLikelihood: z.number(),
          statistic: z.number().check(z.gte(0)),
          pValue: z.number().check(z.gte(0), z.lte(1)),
        }),
      ),
    }),
  }))();

/** Loads a {@link BdwModel} through `loadModel`. */
export const bdwModelSpec: ModelSpec<BdwModel> = { kind: "bdw", version: 1, schema: bdwModelSchema };

/** Counted cohorts of a shard that crossed a process boundary. */
export const tenureStateSchema: z.ZodMiniType<TenureState> = /* @__PURE__ */ (() => {
  const counts = z.readonly(z.array(z.number().check(z.gte(0))));
  return z
    .strictObject({
      kind: z.literal("tenure_state"),
      version: z.literal(1),
      unit: unitSchema,
      customers: z.number().check(z.gt(0)),
      stayed: counts,
      left: counts,
    })
    .check(
      z.refine(
        (state) => soundState(() => requireTenureState(state, "state")),
        "must hold as many periods in both columns, and in none more customers than were left",
      ),
    );
})();

const input = (low: number, high: number): z.ZodMiniType<UncertainInput> => {
  const value = z.number().check(z.gte(low), z.lte(high));
  return z.union([value, z.object({ value, interval: intervalSchema })]);
};

/** Terms of a contract, as a service receives them. */
export const contractTermsSchema: z.ZodMiniType<ContractTerms> = /* @__PURE__ */ (() =>
  z.strictObject({
    unit: unitSchema,
    margin: input(-1e100, 1e100),
    retentionRate: input(0, 1),
    discountRate: input(0, 1e100),
    discounting: z.exactOptional(z.literal(["periodic", "continuous"])),
    payment: z.exactOptional(z.literal(["start", "end", "continuous"])),
    marginGrowth: z.exactOptional(z.number().check(z.gt(-1), z.lte(1e100))),
    periods: z.exactOptional(countSchema.check(z.gte(1), z.lte(10_000))),
  }))();
