import type { GroupSeries } from "./noise.ts";
import type { PlanPeriods } from "./periods.ts";
import type { AttainmentOutlook } from "./types.ts";

/** How a year of one group spreads over the periods of the plan. */
export interface Season {
  readonly source: AttainmentOutlook["season"];
  /** Shares by period; they sum to 1. */
  readonly shares: Float64Array;
  /** Share of the running period by the day of looking, in [0, 1]. */
  readonly running: number;
  /** Share of the year by the day of looking, in [0, 1]. */
  readonly toDate: number;
}

/** A season from weights by period; days divide the running period. */
export function seasonFrom(
  weights: ArrayLike<number>,
  periods: PlanPeriods,
  source: AttainmentOutlook["season"],
): Season {
  const shares = Float64Array.from(weights);
  let largest = 0;
  for (const share of shares) largest = Math.max(largest, share);
  let sum = 0;
  for (const share of shares) sum += share / largest;
  for (let k = 0; k < shares.length; k++) shares[k] = (shares[k] as number) / largest / sum;
  return seasonOf(shares, periods, periods.running, source);
}

function seasonOf(shares: Float64Array, periods: PlanPeriods, running: number, source: Season["source"]): Season {
  const { done, count } = periods;
  let toDate = 0;
  for (let k = 0; k < done; k++) toDate += shares[k] as number;
  if (done < count) toDate += running * (shares[done] as number);
  return { source, shares, running, toDate: done === count ? 1 : Math.min(1, toDate) };
}

/**
 * The season of a group from its own past: the shares under which levels of years times shares of periods fit all
 * periods seen best. As in the chain ladder, what is still ahead is told by past years alone. `undefined` without a past
 * year, or where returns exceed sales in a period.
 *
 * @see Renshaw & Verrall (1998), British Actuarial Journal 4, 903–923: the chain ladder as a quasi-Poisson fit
 */
export function ownSeason(series: GroupSeries, periods: PlanPeriods): Season | undefined {
  const { now, past, pastRunning } = series;
  const { done, count } = periods;
  if (past.length === 0) return undefined;
  const sums = new Float64Array(count);
  for (const year of past) for (let k = 0; k < count; k++) sums[k] = (sums[k] as number) + (year[k] as number);
  let total = 0;
  let before = 0;
  let nowDone = 0;
  for (let k = 0; k < count; k++) {
    if (!((sums[k] as number) >= 0)) return undefined;
    total += sums[k] as number;
    if (k >= done) continue;
    before += sums[k] as number;
    nowDone += now[k] as number;
  }
  if (!(total > 0)) return undefined;
  const shares = sums.map((sum) => sum / total);
  // finished periods are seen this year too
  if (before > 0 && nowDone > 0) {
    const both = Array.from({ length: done }, (_, k) => (sums[k] as number) + (now[k] as number));
    if (both.every((sum) => sum >= 0)) {
      for (let k = 0; k < done; k++) shares[k] = ((both[k] as number) / (before + nowDone)) * (before / total);
    }
  }
  const half = done < count ? (sums[done] as number) : 0;
  const early = pastRunning.reduce((sum, amount) => sum + amount, 0);
  const running = half > 0 ? Math.min(1, Math.max(0, early / half)) : periods.running;
  return seasonOf(shares, periods, done < count ? running : 0, "own");
}
