// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../core/model.ts";
import { byLever } from "./account-schema.ts";
import { leverIds, SUM_SLACK } from "./levers.ts";
import type { FacetShares, LeverId, SwitchingModel, WeightDoubt } from "./types.ts";

export { switchingAccountSchema } from "./account-schema.ts";

const amount = /* @__PURE__ */ (() => z.number().check(z.nonnegative()))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();

const facetShares: z.ZodMiniType<FacetShares> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      procedural: z.exactOptional(share),
      financial: z.exactOptional(share),
      relational: z.exactOptional(share),
    })
    .check(z.refine((shares) => sumsToOne(Object.values(shares)), "facet shares of a lever must sum to 1")))();

const leverId: z.ZodMiniType<LeverId> = /* @__PURE__ */ (() => z.enum(leverIds as readonly [LeverId, ...LeverId[]]))();

const doubt: z.ZodMiniType<WeightDoubt> = /* @__PURE__ */ (() =>
  z
    .strictObject({ levers: z.array(leverId), covariance: z.array(z.number()) })
    .check(
      z.refine(
        ({ levers, covariance }) => covariance.length === levers.length ** 2 && new Set(levers).size === levers.length,
        "covariance must hold one cell for each pair of levers",
      ),
    ))();

/** Runtime check of a {@link SwitchingModel} that crossed a process boundary. */
export const switchingModelSchema: z.ZodMiniType<SwitchingModel> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("switching"),
    version: z.literal(2),
    weights: z
      .strictObject(byLever(() => amount))
      .check(z.refine((weights) => sumsToOne(Object.values(weights)), "weights must sum to 1")),
    facets: z.strictObject(byLever(() => facetShares)),
    doubt: z.exactOptional(doubt),
    leaving: z.exactOptional(z.strictObject({ intercept: z.number(), slope: z.number().check(z.maximum(0)) })),
    fittedOn: z.union([
      z.strictObject({ source: z.literal("stated"), basis: z.enum(["equal_facets", "own"]) }),
      z.strictObject({
        source: z.literal("learned"),
        n: count,
        left: count,
        priorStrength: amount,
        levers: z.array(leverId),
      }),
    ]),
  }))();

/** How `loadModel` reads a switching model. */
export const switchingModelSpec: ModelSpec<SwitchingModel> = {
  kind: "switching",
  version: 2,
  schema: switchingModelSchema,
  // version 1 knew stated weights alone, and they mean the same today
  migrations: { 1: (old) => old },
};

function sumsToOne(parts: readonly (number | undefined)[]): boolean {
  const total = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  return Math.abs(total - 1) <= SUM_SLACK;
}
