// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import {
  abstentionSchema,
  countSchema,
  intervalSchema,
  reasonSchema,
  reportSchema,
  spreadFields,
} from "../fit/schema.ts";
import { soundState } from "../fit/sound.ts";
import { requireSpendingState } from "./state.ts";
import type { GammaGammaModel, SpendIndependence, SpendingRecord, SpendingState } from "./types.ts";

/** What one customer spent, as a service receives it. */
export const spendingRecordSchema: z.ZodMiniType<SpendingRecord> = /* @__PURE__ */ (() =>
  z.object({ frequency: countSchema, meanSpend: z.exactOptional(z.number().check(z.gte(0))) }).check(
    z.refine(({ frequency, meanSpend = 0 }) => frequency > 0 === meanSpend > 0, {
      message: "must be above 0 where there was a repeat purchase, and 0 or absent where there was none",
      path: ["meanSpend"],
    }),
  ))();

const independence: z.ZodMiniType<SpendIndependence> = /* @__PURE__ */ (() =>
  z.strictObject({
    correlation: z.strictObject({ value: z.number(), n: countSchema, interval: intervalSchema }),
    explained: z.number().check(z.gte(0), z.lte(1)),
    verdict: z.literal(["holds", "doubtful"]),
  }))();

/** Runtime check of a {@link GammaGammaModel} that crossed a process boundary. */
export const gammaGammaModelSchema: z.ZodMiniType<GammaGammaModel> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("gamma_gamma"),
    ...spreadFields(["p", "q", "v"]),
    fittedOn: z.strictObject({
      customers: countSchema,
      repeaters: countSchema,
      // of very many customers more than can be counted to the last one
      purchases: z.number().check(z.gte(0)),
      independence: z.exactOptional(
        z.union([independence, abstentionSchema({ too_few_rows: ["n", "needed"], all_values_equal: ["n", "value"] })]),
      ),
      report: z.exactOptional(reportSchema),
      notes: z.readonly(
        z.array(
          reasonSchema({
            spend_mean_infinite: ["q"],
            spend_depends_on_frequency: ["correlation", "lower", "upper"],
            spend_not_identifiable: ["repeaters"],
            spend_not_converged: ["gradientNorm"],
          }),
        ),
      ),
    }),
  }))();

/** Loads a {@link GammaGammaModel} through `loadModel`. */
export const gammaGammaModelSpec: ModelSpec<GammaGammaModel> = {
  kind: "gamma_gamma",
  version: 1,
  schema: gammaGammaModelSchema,
};

/** Counted customers of a shard that crossed a process boundary. */
export const spendingStateSchema: z.ZodMiniType<SpendingState> = /* @__PURE__ */ (() => {
  const numbers = z.readonly(z.array(z.number()));
  return z
    .strictObject({
      kind: z.literal("spending_state"),
      version: z.literal(1),
      customers: countSchema,
      frequency: numbers,
      meanSpend: numbers,
      counts: numbers,
    })
    .check(
      z.refine(
        (state) => soundState(() => requireSpendingState(state, "state")),
        "must hold cells in ascending order, of columns of one length",
      ),
    );
})();
