import { requireNumber } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireTierModel, tierIndex } from "./assign.ts";
import type { ModelTier, TierExplanation, TierModel } from "./types.ts";

/**
 * Tells why a customer is in its tier and how much is missing to the next one.
 *
 * @param model - From `fitTiers` or `loadModel(tierModelSpec, …)`.
 * @param value - The customer's value, finite, in the unit and period of the model.
 * @returns The tier, the distance above its lower bound, the next better tier that can be reached and the distance to
 * it, and the same as reasons that `describe` words in English or Chinese. Where two cuts are equal the tier between
 * them cannot be reached, and the one above it is named.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `invalid_model`.
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * const why = explainTier(model, 100);
 * why.toNextTier; // => 67.5
 * describe(why.reasons[1]); // => "67.5 more would lift it into gold, which begins at 167.5"
 * ```
 */
export function explainTier(model: TierModel, value: number): TierExplanation {
  requireTierModel(model);
  requireNumber(value, "value");
  const { tiers, cuts } = model;
  const index = tierIndex(cuts, value);
  const tier = (tiers[index] as ModelTier).id;
  const reasons: Reason<"tier_reached" | "tier_last" | "tier_next">[] = [];
  let aboveCut: number | undefined;
  if (index < cuts.length) {
    const cut = cuts[index] as number;
    aboveCut = distance(cut, value);
    reasons.push({ code: "tier_reached", params: { tier, cut, above: aboveCut } });
  } else {
    reasons.push({ code: "tier_last", params: { tier } });
  }
  if (index === 0) return { tier, value, reasons, ...(aboveCut === undefined ? {} : { aboveCut }) };
  const cut = cuts[index - 1] as number;
  const nextTier = (tiers[tierIndex(cuts, cut)] as ModelTier).id;
  const toNextTier = distance(value, cut);
  reasons.push({ code: "tier_next", params: { tier: nextTier, cut, missing: toNextTier } });
  return { tier, value, reasons, ...(aboveCut === undefined ? {} : { aboveCut }), nextTier, toNextTier };
}

/** A difference that is never infinite nor −0: beyond the largest number it is that number. */
function distance(from: number, to: number): number {
  return Math.min(to - from + 0, Number.MAX_VALUE);
}
