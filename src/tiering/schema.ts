// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../core/model.ts";
import { bringsValue, grossOf } from "./balance.ts";
import type { TierCustomer, TierDefinition, TierModel, TierNote, TierRealised } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();

/** Slack of sums of shares and of values that were rounded on the way through JSON. */
const SLACK = 1e-9;

/** A customer row as a CRM exports it; fields that are not known here are dropped. */
export const tierCustomerSchema: z.ZodMiniType<TierCustomer> = /* @__PURE__ */ (() =>
  z.object({
    id,
    value: z.number(),
    name: z.exactOptional(z.string()),
    region: z.exactOptional(z.string()),
  }))();

/** One tier and its share of customers. */
export const tierDefinitionSchema: z.ZodMiniType<TierDefinition> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    share: z.number().check(z.gt(0), z.maximum(1)),
  }))();

const note: z.ZodMiniType<TierNote> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      code: z.literal("tier_ties"),
      params: z.strictObject({ tier: id, customers: count, cut: z.number() }),
    }),
    z.strictObject({
      code: z.literal("tier_book_too_small"),
      params: z.strictObject({ tier: id, share, customers: count }),
    }),
    z.strictObject({
      code: z.literal("tier_negative_values"),
      params: z.strictObject({ customers: count, sum: z.number() }),
    }),
    z.strictObject({
      code: z.literal("tier_zeros_in_better_tier"),
      params: z.strictObject({ tier: id, customers: count }),
    }),
    z.strictObject({
      code: z.literal("tier_value_share_undefined"),
      params: z.strictObject({ total: z.number() }),
    }),
    z.strictObject({ code: z.literal("all_values_equal"), params: z.strictObject({ n: count, value: z.number() }) }),
  ]))();

const realised: z.ZodMiniType<TierRealised> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    customers: count,
    share,
    value: z.number(),
    valueShare: z.exactOptional(z.number()),
  }))();

function near(a: number, b: number, scale: number): boolean {
  return Math.abs(a - b) <= SLACK * Math.max(1, scale);
}

/** A fitted tier model that crossed a process boundary: every field, and the fields against one another. */
export const tierModelSchema: z.ZodMiniType<TierModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("tiers"),
      version: z.literal(1),
      method: z.literal("customer_share"),
      tiers: z.readonly(z.array(tierDefinitionSchema).check(z.minLength(1), z.maxLength(255))),
      cuts: z.readonly(z.array(z.number())),
      fittedOn: z.strictObject({
        customers: z.int().check(z.positive()),
        total: z.number(),
        realised: z.readonly(z.array(realised)),
        notes: z.readonly(z.array(note)),
      }),
    })
    .check(
      z.refine((m) => m.cuts.length === m.tiers.length - 1, "cuts must be one fewer than tiers"),
      z.refine((m) => m.cuts.every((cut, i) => i === 0 || cut <= (m.cuts[i - 1] as number)), "cuts must not ascend"),
      z.refine((m) => new Set(m.tiers.map((tier) => tier.id)).size === m.tiers.length, "tier ids must be unique"),
      z.refine((m) => near(sumOf(m.tiers.map((tier) => tier.share)), 1, 1), "shares must sum to 1"),
      z.refine(
        ({ tiers, fittedOn }) =>
          fittedOn.realised.length === tiers.length && fittedOn.realised.every((row, i) => row.id === tiers[i]?.id),
        "realised must name the tiers in their order",
      ),
      z.refine(
        ({ fittedOn }) =>
          sumOf(fittedOn.realised.map((row) => row.customers)) === fittedOn.customers &&
          fittedOn.realised.every((row) => near(row.share, row.customers / fittedOn.customers, 1)),
        "realised customers must sum to the book and agree with their shares",
      ),
      z.refine(({ fittedOn }) => {
        const values = fittedOn.realised.map((row) => row.value);
        const scale = grossOf(values);
        return near(sumOf(values) / (scale || 1), fittedOn.total / (scale || 1), 1);
      }, "realised values must sum to the total"),
      z.refine(({ fittedOn: { realised: rows, total } }) => {
        const shared = bringsValue(total, grossOf(rows.map((row) => row.value)));
        return rows.every((row) => (row.valueShare !== undefined) === shared);
      }, "valueShare stands exactly where the book brings something on balance"),
    ))();

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

/** How `loadModel` reads a tier model. */
export const tierModelSpec: ModelSpec<TierModel> = { kind: "tiers", version: 1, schema: tierModelSchema };
