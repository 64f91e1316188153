// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../../core/model.ts";
import { bringsValue, grossOf } from "./balance.ts";
import type {
  ModelTier,
  TierCustomer,
  TierDefinition,
  TierMethod,
  TierModel,
  TierNote,
  TierRealised,
} from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const askedShare = /* @__PURE__ */ (() => z.number().check(z.gt(0), z.maximum(1)))();
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

/** One tier and its share of customers or of value. */
export const tierDefinitionSchema: z.ZodMiniType<TierDefinition> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    share: askedShare,
  }))();

const modelTier: z.ZodMiniType<ModelTier> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    share: z.exactOptional(askedShare),
  }))();

const method: z.ZodMiniType<TierMethod> = /* @__PURE__ */ (() =>
  z.literal(["customer_share", "value_share", "thresholds", "natural_breaks"]))();

/** One kind of note, with its parameters. */
function noteOf<Code extends string, Params extends z.core.$ZodLooseShape>(code: Code, params: Params) {
  return z.strictObject({ code: z.literal(code), params: z.strictObject(params) });
}

const note: z.ZodMiniType<TierNote> = /* @__PURE__ */ (() => {
  const number = z.number();
  return z.union([
    noteOf("tier_ties", { tier: id, customers: count, cut: number }),
    noteOf("tier_book_too_small", { tier: id, share, customers: count }),
    noteOf("tier_negative_values", { customers: count, sum: number }),
    noteOf("tier_zeros_in_better_tier", { tier: id, customers: count }),
    noteOf("tier_value_share_undefined", { total: number }),
    noteOf("tier_empty", { tier: id }),
    noteOf("tier_no_gains", { customers: count }),
    noteOf("tier_shares_of_gains", { gains: number, losses: number }),
    noteOf("tier_too_few_values", { distinct: count, tiers: count }),
    noteOf("all_values_equal", { n: count, value: number }),
  ]);
})();

const realised: z.ZodMiniType<TierRealised> = /* @__PURE__ */ (() =>
  z.strictObject({
    id,
    customers: count,
    share,
    value: z.number(),
    valueShare: z.exactOptional(z.number()),
  }))();

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= SLACK;
}

/** A fitted tier model that crossed a process boundary: every field, and the fields against one another. */
export const tierModelSchema: z.ZodMiniType<TierModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("tiers"),
      version: z.literal(1),
      method,
      tiers: z.array(modelTier),
      cuts: z.array(z.number()),
      fittedOn: z.strictObject({
        customers: z.int().check(z.minimum(1)),
        total: z.number(),
        realised: z.array(realised),
        notes: z.array(note),
        varianceExplained: z.exactOptional(share),
      }),
    })
    .check(
      z.refine(
        ({ cuts, tiers }) => tiers.length < 256 && cuts.length === tiers.length - 1,
        "cuts must be one fewer than tiers",
      ),
      z.refine((m) => m.cuts.every((cut, i) => i === 0 || cut <= (m.cuts[i - 1] as number)), "cuts must not ascend"),
      z.refine((m) => new Set(m.tiers.map((tier) => tier.id)).size === m.tiers.length, "tier ids must be unique"),
      z.refine((m) => {
        const shares = m.tiers.flatMap((tier) => tier.share ?? []);
        if (!m.method.endsWith("_share")) return shares.length === 0;
        return shares.length === m.tiers.length && near(sumOf(shares), 1);
      }, "shares must sum to 1 where asked for"),
      z.refine(
        (m) => (m.fittedOn.varianceExplained !== undefined) === (m.method === "natural_breaks"),
        "varianceExplained stands with natural breaks alone",
      ),
      z.refine(
        ({ tiers, fittedOn }) =>
          fittedOn.realised.length === tiers.length && fittedOn.realised.every((row, i) => row.id === tiers[i]?.id),
        "realised must name the tiers in their order",
      ),
      z.refine(
        ({ fittedOn }) =>
          sumOf(fittedOn.realised.map((row) => row.customers)) === fittedOn.customers &&
          fittedOn.realised.every((row) => near(row.share, row.customers / fittedOn.customers)),
        "realised customers must sum to the book",
      ),
      z.refine(({ fittedOn }) => {
        const values = fittedOn.realised.map((row) => row.value);
        const scale = grossOf(values);
        return near(sumOf(values) / (scale || 1), fittedOn.total / (scale || 1));
      }, "realised values must sum to the total"),
      z.refine(({ fittedOn: { realised: rows, total } }) => {
        const shared = bringsValue(total, grossOf(rows.map((row) => row.value)));
        return rows.every((row) => (row.valueShare !== undefined) === shared);
      }, "valueShare stands where the book brings something"),
    ))();

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

/**
 * How `loadModel` reads a tier model. The format has grown by further methods; every model that was ever written is
 * valid as it is, so the version is still the first.
 */
export const tierModelSpec: ModelSpec<TierModel> = { kind: "tiers", version: 1, schema: tierModelSchema };
