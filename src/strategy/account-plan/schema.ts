// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Estimate } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import { ACCOUNT_PARTS, accountMoveRules } from "./rules.ts";
import type { AccountMove, AccountPlan } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({
    value: z.number(),
    n: z.number().check(z.nonnegative()),
    interval: z.strictObject({
      lower: z.number(),
      upper: z.number(),
      level: z.number().check(z.gt(0), z.lt(1)),
    }),
  }))();
/** A plan quotes reasons of its own alone; their parameters are the wording's business. */
const reason = /* @__PURE__ */ (() =>
  z.strictObject({
    code: z.string().check(z.startsWith("account_")),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.readonly(z.array(z.string()))])),
  }) as unknown as z.ZodMiniType<Reason>)();
const reasons = /* @__PURE__ */ (() => z.readonly(z.array(reason)))();
const part = /* @__PURE__ */ (() => z.literal([...ACCOUNT_PARTS]))();
const move: z.ZodMiniType<AccountMove> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    rule: z.exactOptional(z.literal(accountMoveRules.map((rule) => rule.id))),
    aim: z.literal(["retain", "develop", "winOver", "winBack", "acquire"]),
    means: z.literal(["price", "service", "lever", "campaign"]),
    worth: estimate,
    cost: z.number(),
    chancePays: estimate,
    beliefs: z.readonly(z.array(id)),
    reasons,
  }))();

/** Runtime check of an {@link AccountPlan} that crossed a process boundary. */
export const accountPlanSchema: z.ZodMiniType<AccountPlan> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.literal("account_plan"),
    version: z.literal(1),
    id,
    name: z.exactOptional(id),
    asOf: z.iso.date(),
    horizonMonths: z.int().check(z.positive()),
    completeness: share,
    parts: z.readonly(
      z.array(
        z.strictObject({ part, known: z.boolean(), needed: z.boolean(), coverage: z.exactOptional(share), reasons }),
      ),
    ),
    outlook: z.union([
      z.strictObject({ expected: estimate, atStake: z.number() }),
      z.strictObject({ abstained: reason }),
    ]),
    contradictions: reasons,
    unknown: z.readonly(
      z.array(
        z.strictObject({
          part: z.exactOptional(part),
          assumption: z.exactOptional(id),
          missing: share,
          needed: z.boolean(),
          worth: z.exactOptional(z.number()),
          reason,
        }),
      ),
    ),
    moves: z.readonly(z.array(move)),
    together: z.exactOptional(estimate),
    declined: z.readonly(z.array(move)),
    notes: reasons,
    fittedOn: z.strictObject({ draws: z.int().check(z.positive()), seed: z.int() }),
  }) as unknown as z.ZodMiniType<AccountPlan>)();

/** Loads an {@link AccountPlan} through `loadModel`. */
export const accountPlanSpec: ModelSpec<AccountPlan> = {
  kind: "account_plan",
  version: 1,
  schema: accountPlanSchema,
};
