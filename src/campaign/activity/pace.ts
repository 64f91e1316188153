import { msToDay } from "../../time/day.ts";
import type { CampaignActivity } from "./types.ts";

/**
 * Share of the planned time that a campaign has run, first and last day counted and days on hold left out: 0 before the
 * start, 1 once completed, `undefined` where it runs and the plan names no last day. A cancelled campaign stays at what
 * it had run by then.
 */
export function elapsedShare(state: CampaignActivity, asOfDay: number): number | undefined {
  const { standing, startedAt, start, end, endedAt } = state;
  if (startedAt === undefined) return 0;
  if (standing === "completed") return 1;
  if (end === undefined) return undefined;
  const first = msToDay(startedAt);
  const days = msToDay(end) - msToDay(start) + 1;
  const last = Math.min(asOfDay, endedAt === undefined ? asOfDay : msToDay(endedAt));
  let held = 0;
  for (const { since, until } of state.holds) {
    held += Math.max(0, Math.min(last, until === undefined ? last : msToDay(until)) - msToDay(since));
  }
  return Math.min(1, Math.max(0, (last - first + 1 - held) / days));
}
