import { toIsoDate } from "../../time/day.ts";
import type { PathFinder } from "../predict/path.ts";
import type { FunnelModel } from "../types.ts";
import { countRange, rangeOf, tally } from "./figures.ts";
import type { NewDeals } from "./new-deals.ts";
import type { Bet, Futures } from "./simulate.ts";
import type { ForecastPeriod } from "./types.ts";

/** The forecast part by part, and added up from the day of looking to the end of each part. */
export function periodsOf(
  { outlook, bands }: PathFinder,
  futures: Futures,
  bets: readonly Bet[],
  fresh: NewDeals,
  { amounts }: FunnelModel,
): ForecastPeriod[] {
  const groupsPerBucket = outlook.places.length * bands;
  const wins = new Float64Array(outlook.buckets.length);
  const listed = new Float64Array(outlook.buckets.length);
  const put = (bucket: number, chance: number, amount: number): void => {
    wins[bucket] = (wins[bucket] as number) + chance;
    listed[bucket] = (listed[bucket] as number) + chance * amount;
  };
  for (const { path, amount } of bets) {
    let before = 0;
    path.group.forEach((group, i) => {
      const now = before + (path.intensity[i] as number);
      put(Math.floor(group / groupsPerBucket), Math.exp(-before) - Math.exp(-now), amount);
      before = now;
    });
  }
  for (const { bucket, expected } of fresh.groups) put(bucket, expected, fresh.worth);

  const draws = futures.totals.length;
  const totalSoFar = new Float64Array(draws);
  const winsSoFar = new Float64Array(draws);
  let expectedWins = 0;
  let expectedAmount = 0;
  return outlook.buckets.map(({ label, from, to }, bucket) => {
    const total = futures.bucketTotals[bucket] as Float64Array;
    const count = futures.bucketWins[bucket] as Float64Array;
    for (let i = 0; i < draws; i++) {
      totalSoFar[i] = (totalSoFar[i] as number) + (total[i] as number);
      winsSoFar[i] = (winsSoFar[i] as number) + (count[i] as number);
    }
    const own = { wins: wins[bucket] as number, amount: amounts.ratio * (listed[bucket] as number) };
    expectedWins += own.wins;
    expectedAmount += own.amount;
    return {
      label,
      from: toIsoDate(from),
      to: toIsoDate(to),
      amount: rangeOf(total, own.amount),
      count: countRange(tally(count), own.wins),
      cumulative: {
        amount: rangeOf(totalSoFar, expectedAmount),
        count: countRange(tally(winsSoFar), expectedWins),
      },
    };
  });
}
