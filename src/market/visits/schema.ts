// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Estimate } from "../../core/estimate.ts";
import type { VisitAccount, Visitor, VisitResponse, VisitTier, VisitTravel } from "./types.ts";

const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const names = /* @__PURE__ */ (() => z.readonly(z.array(name)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e100)))();
const hours = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.maximum(1e100)))();
const visits = /* @__PURE__ */ (() => z.int().check(z.minimum(0), z.maximum(366)))();

function estimateOf(value: z.ZodMiniType<number>): z.ZodMiniType<number | Estimate> {
  const interval = z
    .strictObject({ lower: z.number(), upper: z.number(), level: z.number().check(z.gt(0), z.lt(1)) })
    .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper"));
  return z.union([value, z.strictObject({ value, n: z.number().check(z.minimum(0)), interval })]);
}

/** Runtime check of a {@link VisitResponse} as JSON carries it. */
export const visitResponseSchema: z.ZodMiniType<VisitResponse> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      rate: estimateOf(z.number().check(z.minimum(0), z.maximum(700))),
      ceiling: z.exactOptional(z.number().check(z.minimum(0), z.maximum(1))),
    }),
    z.strictObject({
      marginal: z
        .readonly(z.array(amount).check(z.maxLength(366)))
        .check(
          z.refine((list) => list.every((worth, k) => k === 0 || worth <= (list[k - 1] as number)), "must not rise"),
        ),
    }),
  ]))();

const limits = /* @__PURE__ */ (() => ({
  promised: z.exactOptional(visits),
  max: z.exactOptional(visits),
  response: z.exactOptional(visitResponseSchema),
}))();

/** Runtime check of a {@link VisitAccount} as JSON carries it. */
export const visitAccountSchema: z.ZodMiniType<VisitAccount> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: name,
      worth: estimateOf(amount),
      tier: z.exactOptional(z.string()),
      region: z.exactOptional(name),
      skills: z.exactOptional(names),
      visitHours: z.exactOptional(hours),
      visitCost: z.exactOptional(amount),
      ...limits,
    })
    .check(z.refine(possible, { error: "must not promise more than max", path: ["promised"] })))();

/** Runtime check of a {@link VisitTier} as JSON carries it. */
export const visitTierSchema: z.ZodMiniType<VisitTier> = /* @__PURE__ */ (() =>
  z
    .strictObject({ id: name, ...limits, rule: z.exactOptional(visits) })
    .check(z.refine(possible, { error: "must not promise more than max", path: ["promised"] })))();

/** Runtime check of a {@link Visitor} as JSON carries it. */
export const visitorSchema: z.ZodMiniType<Visitor> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: name,
    hours: amount,
    skills: z.exactOptional(names),
    regions: z.exactOptional(names),
    hourlyCost: z.exactOptional(amount),
  }))();

/** Runtime check of a {@link VisitTravel} as JSON carries it. */
export const visitTravelSchema: z.ZodMiniType<VisitTravel> = /* @__PURE__ */ (() =>
  z.strictObject({
    region: name,
    person: z.exactOptional(name),
    hours: z.exactOptional(amount),
    cost: z.exactOptional(amount),
  }))();

function possible({ promised: least, max }: { readonly promised?: number; readonly max?: number }): boolean {
  return least === undefined || max === undefined || least <= max;
}
