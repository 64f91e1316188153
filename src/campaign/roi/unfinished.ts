import type { Reason } from "../../core/reasons.ts";
import { toIsoDate } from "../../time/day.ts";
import type { CampaignEntry, Deal } from "./records.ts";

/**
 * Says how much of the answer is still to come: campaigns that run beyond the day carry cost before their returns, and
 * open deals bring nothing yet, so the return so far is lower than the return will be.
 */
export function unfinishedCautions(
  deals: readonly Deal[],
  entries: readonly CampaignEntry[],
  asOfDay: number,
): Reason[] {
  const cautions: Reason[] = [];
  const running = entries.filter(({ startDay, endDay }) => startDay <= asOfDay && (endDay ?? asOfDay) > asOfDay);
  if (running.length > 0) {
    const last = Math.max(...running.map(({ endDay = asOfDay }) => endDay));
    cautions.push({ code: "campaign_running", params: { n: running.length, until: toIsoDate(last) } });
  }
  const open = deals.filter((deal) => deal.open).length;
  if (open > 0) cautions.push({ code: "campaign_open_deals", params: { open, of: deals.length } });
  return cautions;
}
