import type { Abstention } from "../../core/estimate.ts";
import { toIsoDate } from "../../time/day.ts";
import type { CreditedDeal } from "./figures.ts";
import type { CampaignEntry } from "./records.ts";
import type { CampaignPayback } from "./types.ts";

/** Rounding that credits such as 1/3 leave behind, relative to the cost. */
const ROUNDING = 1e-12;

/** The first day on which the contribution won so far covers the cost. */
export function paybackOf(
  { cost, startDay }: CampaignEntry,
  deals: readonly CreditedDeal[],
  asOfDay: number,
): CampaignPayback | Abstention {
  if (startDay > asOfDay) {
    return { abstained: { code: "campaign_not_started", params: { start: toIsoDate(startDay) } } };
  }
  const won = deals.filter(({ deal }) => deal.won);
  const undated = won.filter(({ deal }) => deal.wonDay === undefined && deal.contribution !== 0).length;
  if (undated > 0 && cost > 0) return { abstained: { code: "campaign_undated_deals", params: { n: undated } } };
  const byDay = new Map<number, number>();
  for (const { deal, share } of won) {
    // a deal from before the start cannot pay the campaign back before it began
    const day = Math.max(deal.wonDay ?? startDay, startDay);
    byDay.set(day, (byDay.get(day) ?? 0) + (deal.contribution ?? 0) * share);
  }
  let earned = 0;
  if (cost === 0) return { days: 0, date: toIsoDate(startDay) };
  for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
    earned += byDay.get(day) as number;
    if (earned >= cost * (1 - ROUNDING)) return { days: day - startDay, date: toIsoDate(day) };
  }
  return {
    abstained: { code: "campaign_not_paid_back", params: { days: asOfDay - startDay, missing: cost - earned } },
  };
}
