import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireRecord } from "../buying/checks.ts";
import type { BuyingRecord, TimeUnit } from "../types.ts";
import { requireSameUnit } from "../units.ts";
import { requireDiscounting } from "./discount.ts";
import { lifetimeOf } from "./predict.ts";
import { requireRequest, spendOf } from "./request.ts";
import type { LifetimeModels, LifetimeValueExplanation, LifetimeValueOptions } from "./types.ts";

/**
 * Says why a customer is worth what they are worth: how likely they still buy, how often, at what spend, at what margin,
 * and what waiting takes off.
 *
 * @param models - As for {@link predictLifetimeValue}.
 * @param record - As for {@link predictLifetimeValue}.
 * @param options - As for {@link predictLifetimeValue}.
 * @returns The value with its parts, and `reasons` that multiply to it, to be worded by `describe`; notes come last.
 * @throws `ClienteleError` as {@link predictLifetimeValue}.
 * @example
 * ```ts
 * const buying = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const customer = { unit: "week", frequency: 2, recency: 30.43, age: 38.86 };
 * const horizon = { unit: "week", length: 52 };
 * const terms = { horizon, discountRate: 0.15, marginRate: 0.3, spendPerPurchase: 40 };
 * const why = explainLifetimeValue({ buying }, customer, terms);
 * describe(why.reasons[0]); // => "still a customer with a chance of 72.7%: 2 repeat purchases, silent for 8.43 weeks"
 * ```
 */
export function explainLifetimeValue<Unit extends TimeUnit>(
  models: LifetimeModels<Unit>,
  record: BuyingRecord<NoInfer<Unit>>,
  options: LifetimeValueOptions<NoInfer<Unit>>,
): LifetimeValueExplanation | Abstention {
  const request = requireRequest(models, options);
  requireRecord(record);
  const { unit } = request.read;
  requireSameUnit(record.unit, "record", unit);
  const plan = requireDiscounting(options, unit);
  const spend = spendOf(request, record);
  if ("abstained" in spend) return spend;
  const found = lifetimeOf(request, record, plan, spend);
  if ("abstained" in found) return found;
  const { frequency, recency, age } = record;
  const { alive, purchases, discountedPurchases } = found;
  const endless = plan.length === Number.POSITIVE_INFINITY;
  const reasons: Reason[] = [
    { code: "lifetime_alive", params: { alive: alive.value, frequency, silence: age - recency, unit } },
  ];
  if (purchases !== undefined) {
    const horizon = endless ? {} : { length: plan.length };
    reasons.push({ code: "lifetime_purchases", params: { purchases: purchases.value, unit, ...horizon } });
    if (plan.force > 0 && purchases.value > 0) {
      const taken = 1 - discountedPurchases.value / purchases.value;
      reasons.push({
        code: "lifetime_discounted",
        params: { rate: options.discountRate, discounted: discountedPurchases.value, taken },
      });
    }
  } else {
    reasons.push({
      code: "lifetime_discounted_endless",
      params: { rate: options.discountRate, discounted: discountedPurchases.value },
    });
  }
  const { ownWeight } = spend;
  reasons.push({
    code: "lifetime_spend",
    params: { spend: spend.figure.value, ...(ownWeight !== undefined && { ownWeight }) },
  });
  const refundShare = 1 - request.kept.value;
  reasons.push({ code: "lifetime_margin", params: { marginRate: request.marginRate, refundShare } });
  return { ...found, reasons: [...reasons, ...found.notes] };
}
