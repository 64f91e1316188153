// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Estimate } from "../../core/estimate.ts";
import type { DefenceAccount, DefenceLever } from "./types.ts";

const name = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const names = /* @__PURE__ */ (() => z.readonly(z.array(name)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e100)))();
const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();

function estimateOf(value: z.ZodMiniType<number>): z.ZodMiniType<number | Estimate> {
  const interval = z
    .strictObject({ lower: z.number(), upper: z.number(), level: z.number().check(z.gt(0), z.lt(1)) })
    .check(z.refine(({ lower, upper }) => lower <= upper, "must have lower up to upper"));
  return z.union([value, z.strictObject({ value, n: z.number().check(z.minimum(0)), interval })]);
}

/** Runtime check of a {@link DefenceAccount} as JSON carries it. */
export const defenceAccountSchema: z.ZodMiniType<DefenceAccount> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: name,
    value: estimateOf(amount),
    risk: estimateOf(share),
    priceSensitivity: z.exactOptional(z.union([z.boolean(), estimateOf(z.number())])),
    levers: z.exactOptional(names),
    inPlace: z.exactOptional(names),
  }))();

/** Runtime check of a {@link DefenceLever} as JSON carries it. */
export const defenceLeverSchema: z.ZodMiniType<DefenceLever> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: name,
      cost: z.exactOptional(amount),
      costShare: z.exactOptional(z.number().check(z.minimum(0), z.maximum(1e6))),
      hours: z.exactOptional(amount),
      effect: estimateOf(share),
      price: z.exactOptional(z.boolean()),
      excludes: z.exactOptional(names),
      requires: z.exactOptional(names),
      min: z.exactOptional(count),
      max: z.exactOptional(count),
      fixedCost: z.exactOptional(amount),
      fixedHours: z.exactOptional(amount),
    })
    .check(z.refine(({ min = 0, max = min }) => min <= max, { error: "min must not be above max", path: ["min"] })))();
