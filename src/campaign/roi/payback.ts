import type { Abstention } from "../../core/estimate.ts";
import { toIsoDate } from "../../time/day.ts";
import { compoundInterval } from "./deal-interval.ts";
import type { CreditedDeal } from "./figures.ts";
import type { CampaignEntry } from "./records.ts";
import type { CampaignPayback } from "./types.ts";

/** Rounding that credits such as 1/3 leave behind, relative to the cost. */
const ROUNDING = 1e-12;

/**
 * The first day on which the contribution won so far covers the cost, and from when to when it may expect to: days on
 * which the cost lies within the interval of what such a campaign has brought by then. That set holds the day on which
 * the expected contribution reaches the cost as surely as the interval holds what is expected of that day.
 */
export function paybackOf(
  { cost, startDay }: CampaignEntry,
  deals: readonly CreditedDeal[],
  asOfDay: number,
  level: number,
): CampaignPayback | Abstention {
  if (startDay > asOfDay) {
    return { abstained: { code: "campaign_not_started", params: { start: toIsoDate(startDay) } } };
  }
  const won = deals.filter(({ deal }) => deal.won);
  const undated = won.filter(({ deal }) => deal.wonDay === undefined && deal.contribution !== 0).length;
  if (undated > 0 && cost > 0) return { abstained: { code: "campaign_undated_deals", params: { n: undated } } };
  if (cost === 0) return { days: 0, date: toIsoDate(startDay) };
  const byDay = new Map<number, number[]>();
  for (const { deal, share } of won) {
    // a deal from before the start cannot pay the campaign back before it began
    const day = Math.max(deal.wonDay ?? startDay, startDay);
    // in units of the cost, so that squares stay within range
    const part = ((deal.contribution ?? 0) * share) / cost;
    const list = byDay.get(day);
    if (list === undefined) byDay.set(day, [part]);
    else list.push(part);
  }
  let [n, sum, sumOfSquares, negative] = [0, 0, 0, false];
  let [paid, earliest, latest]: (number | undefined)[] = [];
  for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
    for (const part of byDay.get(day) as number[]) {
      if (part === 0) continue;
      n++;
      sum += part;
      sumOfSquares += part * part;
      negative ||= part < 0;
    }
    if (paid === undefined && sum >= 1 - ROUNDING) paid = day;
    if (!Number.isFinite(sumOfSquares)) continue;
    const { lower, upper } = compoundInterval({ n, sum, sumOfSquares }, negative, level);
    if (earliest === undefined && upper >= 1) earliest = day;
    if (latest === undefined && lower >= 1) latest = day;
    if (paid !== undefined && latest !== undefined) break;
  }
  if (paid === undefined) {
    return {
      abstained: { code: "campaign_not_paid_back", params: { days: asOfDay - startDay, missing: cost - sum * cost } },
    };
  }
  return {
    days: paid - startDay,
    date: toIsoDate(paid),
    ...(earliest === undefined ? {} : { earliest: toIsoDate(Math.min(earliest, paid)) }),
    ...(latest === undefined ? {} : { latest: toIsoDate(latest) }),
  };
}
