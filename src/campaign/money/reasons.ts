import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { CheckedMoney } from "./parts.ts";

/** What the money comes to: gain or loss, and how far the responses are from covering the cost. */
export function reasonsOf(
  profit: Estimate | Abstention,
  needed: Estimate | Abstention,
  { cost, contacted, responses, control }: CheckedMoney,
): Reason[] {
  const reasons: Reason[] = [];
  if ("abstained" in profit) reasons.push(profit.abstained);
  else {
    const { lower, upper } = profit.interval;
    const code = lower > 0 ? "campaign_money_gain" : upper < 0 ? "campaign_money_loss" : "campaign_money_open";
    reasons.push({ code, params: { profit: profit.value, lower, upper } });
  }
  if (cost > 0 && !("abstained" in needed)) {
    const { value, interval } = needed;
    const { lower, upper } = interval;
    reasons.push({ code: "campaign_break_even", params: { responses, needed: value, lower, upper } });
    if (contacted !== undefined && value > contacted) {
      reasons.push({ code: "campaign_break_even_out_of_reach", params: { needed: value, contacted } });
    }
  }
  if (control === undefined) reasons.push({ code: "campaign_no_control", params: {} });
  return reasons;
}
