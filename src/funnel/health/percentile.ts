import type { Abstention, Estimate } from "../../core/estimate.ts";
import { countUpTo } from "../../math/count-below.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import type { FunnelStage, WonAges } from "../types.ts";
import type { DealStatus } from "./types.ts";

/** With fewer winners than this none of them stands for the last 5 %. */
const ENOUGH_WINNERS = 20;

/** The quarter of the winners that left first is how long a deal is fresh; the last quarter was slow. */
const FRESH = 25;
const ON_PACE = 75;

/** Older than 95 % of the winners: the definition of stalled. */
const STALLED = 95;

/** Share of a stage's winners that had left it by an age; between two whole per cents it grows evenly. */
function wonShareAt({ days }: WonAges, ageDays: number): number {
  // where many left at one age, the last of the per cents that share it counts
  const low = countUpTo(days, ageDays);
  const top = days.length - 1;
  if (low === 0) return 0;
  if (low > top) return 1;
  const from = days[low - 1] as number;
  return (low - 1 + (ageDays - from) / ((days[low] as number) - from)) / top;
}

/** Where a deal's age stands among those won from its stage. */
export function percentileAt(
  stage: FunnelStage,
  name: string,
  ageDays: number,
  level: number,
): { readonly status: DealStatus; readonly percentile: Estimate | Abstention } {
  const { wonAges, longestLeftDays } = stage;
  if (wonAges === undefined || longestLeftDays === undefined || wonAges.effective < ENOUGH_WINNERS) {
    const params = { stage: name, n: Math.floor(wonAges?.effective ?? 0), needed: ENOUGH_WINNERS };
    return { status: "unknown", percentile: { abstained: { code: "deal_health_thin", params } } };
  }
  const { n, effective, days } = wonAges;
  const value = wonShareAt(wonAges, ageDays);
  const percentile = { value, n, interval: jeffreysInterval(value * effective, effective, level) };
  const past = (percent: number): boolean => ageDays > (days[percent] as number);
  if (ageDays > longestLeftDays) return { status: "zombie", percentile };
  if (past(STALLED)) return { status: "stalled", percentile };
  return { status: past(ON_PACE) ? "slow" : past(FRESH) ? "on_pace" : "fresh", percentile };
}
