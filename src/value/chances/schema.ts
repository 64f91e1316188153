// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { countSchema, reasonSchema, reportSchema, spreadFields, unitSchema } from "../fit/schema.ts";
import { soundState } from "../fit/sound.ts";
import { requireOccasionState, requireOccasions } from "./state.ts";
import type { BgBbModel, OccasionRecord, OccasionState } from "./types.ts";

/** What one customer did at set occasions, as a service receives it. */
export const occasionRecordSchema: z.ZodMiniType<OccasionRecord> = /* @__PURE__ */ (() =>
  z
    .object({ unit: unitSchema, frequency: countSchema, recency: countSchema, periods: countSchema })
    .check(
      z.refine(
        ({ frequency, recency, periods }) =>
          soundState(() => requireOccasions(frequency, recency, periods, (field) => field)),
        { message: "must lie between frequency and periods, and be 0 where nothing was used", path: ["recency"] },
      ),
    ))();

/** Runtime check of a {@link BgBbModel} that crossed a process boundary. */
export const bgBbModelSchema: z.ZodMiniType<BgBbModel> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("bg_bb"),
    unit: unitSchema,
    ...spreadFields(["alpha", "beta", "gamma", "delta"]),
    fittedOn: z.strictObject({
      customers: countSchema,
      purchases: z.number().check(z.gte(0)),
      periods: countSchema,
      cohorts: z.readonly(z.array(z.strictObject({ periods: countSchema, customers: countSchema }))),
      report: z.exactOptional(reportSchema),
      notes: z.readonly(
        z.array(
          reasonSchema({
            occasions_nobody_came: ["customers"],
            occasions_not_identifiable: ["customers", "periods"],
            occasions_not_converged: ["gradientNorm"],
          }),
        ),
      ),
    }),
  }))();

/** Loads a {@link BgBbModel} through `loadModel`. */
export const bgBbModelSpec: ModelSpec<BgBbModel> = { kind: "bg_bb", version: 1, schema: bgBbModelSchema };

/** Counted customers of a shard that crossed a process boundary. */
export const occasionStateSchema: z.ZodMiniType<OccasionState> = /* @__PURE__ */ (() => {
  const counts = z.readonly(z.array(countSchema));
  return z
    .strictObject({
      kind: z.literal("occasion_state"),
      version: z.literal(1),
      unit: unitSchema,
      frequency: counts,
      recency: counts,
      periods: counts,
      counts,
    })
    .check(
      z.refine(
        (state) => soundState(() => requireOccasionState(state, "state")),
        "must hold cells once each, in ascending order, of columns of one length",
      ),
    );
})();
