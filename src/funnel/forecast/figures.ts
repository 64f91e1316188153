import type { Estimate } from "../../core/estimate.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import { quantileSorted } from "../../math/quantile.ts";
import type { Futures } from "./simulate.ts";
import type { AmountBin, CountShare, ForecastRange } from "./types.ts";

/** Bins of the amount's distribution: fine enough to see its shape, coarse enough for a chart. */
const BINS = 40;

/** P10, P50 and P90 of simulated amounts beside the exact mean. */
export function rangeOf(values: Float64Array, expected: number): ForecastRange {
  const sorted = values.slice().sort();
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((p) => quantileSorted(sorted, p)) as [number, number, number];
  return { expected, p10, p50, p90 };
}

/** The smallest whole number that is not exceeded with at least a probability. */
export function countRange(mass: ArrayLike<number>, expected: number): ForecastRange {
  const below = (p: number): number => {
    let total = 0;
    let last = 0;
    for (let wins = 0; wins < mass.length; wins++) {
      if (!((mass[wins] as number) > 0)) continue;
      last = wins;
      total += mass[wins] as number;
      if (total >= p - 1e-12) return wins;
    }
    return last;
  };
  return { expected, p10: below(0.1), p50: below(0.5), p90: below(0.9) };
}

/** Shares of the futures by number of wins. */
export function tally(wins: Float64Array): Float64Array {
  const mass = new Float64Array(wins.reduce((most, n) => Math.max(most, n), 0) + 1);
  for (const n of wins) mass[n] = (mass[n] as number) + 1;
  return mass.map((n) => n / wins.length);
}

/** The numbers of wins that may happen. */
export function countShares(mass: ArrayLike<number>): CountShare[] {
  const shares: CountShare[] = [];
  for (let wins = 0; wins < mass.length; wins++) {
    if ((mass[wins] as number) > 0) shares.push({ wins, share: mass[wins] as number });
  }
  return shares;
}

/** Simulated amounts in bins of equal width. */
export function binsOf(totals: Float64Array): AmountBin[] {
  const low = totals.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = totals.reduce((a, b) => Math.max(a, b), 0);
  const width = (high - low) / BINS;
  if (!(width > 0)) return [{ from: low, to: high, share: 1 }];
  const counts = new Float64Array(BINS);
  for (const total of totals) {
    const bin = Math.min(BINS - 1, Math.floor((total - low) / width));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return Array.from(counts, (n, i) => ({
    from: low + i * width,
    to: i === BINS - 1 ? high : low + (i + 1) * width,
    share: n / totals.length,
  }));
}

/**
 * Share of the futures that reach the quota, with the error of the simulation: futures that share a version of the
 * rates stand together, so the error is that of the versions' shares, told as so many independent futures.
 */
export function chanceToReach(quota: number, { totals, versions }: Futures): Estimate {
  const draws = totals.length;
  const reached = new Float64Array(versions);
  const played = new Float64Array(versions);
  let all = 0;
  for (let draw = 0; draw < draws; draw++) {
    const version = draw % versions;
    played[version] = (played[version] as number) + 1;
    if ((totals[draw] as number) < quota) continue;
    reached[version] = (reached[version] as number) + 1;
    all++;
  }
  const value = all / draws;
  let independent = draws;
  if (versions > 1) {
    const strayed = reached.reduce((total, n, v) => total + (n - value * (played[v] as number)) ** 2, 0);
    const variance = (strayed / draws ** 2) * (versions / (versions - 1));
    // none or all of them: at worst each version is one future
    independent = variance === 0 ? versions : Math.min(draws, (value * (1 - value)) / variance);
  }
  return { value, n: draws, interval: jeffreysInterval(value * independent, independent) };
}
