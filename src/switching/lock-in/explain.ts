import type { Reason } from "../../core/reasons.ts";
import { requireForecast } from "./checks.ts";
import type { LockInForecast, LockInMonth } from "./types.ts";

/** Customers of the calendar that are named: as many as one reads in a brief. */
const NAMED = 3;

/** Below this share of answered weight the index is said to rest on little. */
const THIN = 0.5;

/**
 * Tells what a lock-in forecast says, in sentences: the money that holds today and at the end, when half of it has
 * gone, how many can leave and what they are worth, in which month most comes free, who is first among the valuable,
 * what the index does, and what limits these figures.
 *
 * @param forecast - From {@link forecastLockIn}.
 * @returns Reasons in that order; `describe` words them in English or Chinese.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for what is no forecast.
 * @example
 * ```ts
 * const book = [{ id: "a", evidence: {}, contract: { end: "2026-09-15", monthlyFee: 100 }, monthlyRevenue: 100 }];
 * const forecast = forecastLockIn(book, { asOf: "2026-07-01", months: 3, model: defaultSwitchingModel });
 * const words = explainLockIn(forecast).map((reason) => describe(reason));
 * words[0]; // => "Our customers: leaving would cost them 247 today and 0 in 3 months"
 * words[4]; // => "a can leave on 2026-09-15: 100 a month at stake"
 * ```
 */
export function explainLockIn(forecast: LockInForecast): Reason[] {
  requireForecast(forecast);
  const { months, calendar, n, side } = forecast;
  const first = months[0] as LockInMonth;
  const last = months.at(-1) as LockInMonth;
  const ahead = last.month;
  const reasons: Reason[] = [];
  const now = first.money.total;
  reasons.push({ code: "lock_in_money", params: { side, now, later: last.money.total, months: ahead } });
  const half = now > 0 ? months.find(({ money }) => money.total <= now / 2) : undefined;
  if (half !== undefined) reasons.push({ code: "lock_in_half_gone", params: { month: half.month, day: half.day } });
  if (n > 0) {
    const coming = months.reduce((sum, { comingFree }) => sum + comingFree, 0);
    const value = months.reduce((sum, { valueComingFree }) => sum + valueComingFree, 0);
    reasons.push({ code: "lock_in_coming_free", params: { n: coming, of: n, value, months: ahead } });
  }
  // those free already come at no month; the most valuable month wins, then the one with more customers
  const peak = months
    .slice(1)
    .filter(({ comingFree }) => comingFree > 0)
    .sort((a, b) => b.valueComingFree - a.valueComingFree || b.comingFree - a.comingFree)[0];
  if (peak !== undefined) {
    const params = { day: peak.day, n: peak.comingFree, value: peak.valueComingFree };
    reasons.push({ code: "lock_in_peak", params });
  }
  const dearest = [...calendar].sort((a, b) => (b.value ?? -1) - (a.value ?? -1)).slice(0, NAMED);
  for (const { id, freeOn, value, noticeBy } of dearest) {
    reasons.push({
      code: "lock_in_customer_free",
      params: {
        id,
        freeOn,
        ...(value === undefined ? {} : { value }),
        ...(noticeBy === undefined ? {} : { noticeBy }),
      },
    });
  }
  if (!("abstained" in first.meanIndex) && !("abstained" in last.meanIndex)) {
    const params = { now: first.meanIndex.value, later: last.meanIndex.value, months: ahead };
    reasons.push({ code: "lock_in_index", params });
  }
  const { meanCoverage = 1 } = forecast;
  if (meanCoverage < THIN) reasons.push({ code: "lock_in_thin_evidence", params: { coverage: meanCoverage } });
  return [...reasons, ...forecast.reasons];
}
