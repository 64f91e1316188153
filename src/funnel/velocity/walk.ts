import type { Durations } from "./sample.ts";

/** What becomes of weighed deals or stays: cumulative incidences by Aalen and Johansen. */
export interface Walk {
  /** Share that ends each way by the last age at which any ended. */
  readonly share: Float64Array;
  /** Per way, the sum of age × share ending then: the area between the final share and the one reached by each age. */
  readonly area: Float64Array;
  /** Share still there after the last end, and that age. */
  readonly open: number;
  readonly lastEnd: number;
  /** Mean days there, counted up to the longest time watched. */
  readonly meanDays: number;
  /** Age by which half of those that end the first way have ended; NaN where none does. */
  readonly median: number;
  /** Of what stands there, per way: the amounts times the chance, at their age, to still end that way. */
  readonly standing: Float64Array;
}

/** Shares that add up through products of fractions may miss a bound by rounding. */
const ROUNDING = 1e-12;

/**
 * Walks once through sorted durations with a weight per deal. Of what happens at the same age the ends come before the
 * cut-offs. `amounts` holds what stands there by deal, always at full weight, since it is known.
 */
export function walkDurations(
  { days, deal, exit }: Durations,
  ways: number,
  weights: ArrayLike<number> | undefined,
  amounts: Float64Array | undefined,
): Walk {
  const n = days.length;
  const share = new Float64Array(ways);
  const area = new Float64Array(ways);
  const ended = new Float64Array(ways);
  const reached = new Float64Array(ways);
  const firstAges: number[] = [];
  const firstShares: number[] = [];
  let risk = 0;
  for (let i = 0; i < n; i++) risk += weightOf(weights, deal[i] as number);
  let open = 1;
  let lastEnd = 0;
  let longest = 0;
  let standingInAll = 0;
  for (let i = 0; i < n; ) {
    const age = days[i] as number;
    let out = 0;
    let ends = 0;
    const from = i;
    for (; i < n && days[i] === age; i++) {
      const weight = weightOf(weights, deal[i] as number);
      out += weight;
      const way = exit[i] as number;
      if (way < 0) continue;
      ends += weight;
      ended[way] = (ended[way] as number) + weight;
    }
    if (out > 0) longest = age;
    if (ends > 0) {
      const first = (ended[0] as number) > 0;
      for (let k = 0; k < ways; k++) {
        const part = (open * (ended[k] as number)) / risk;
        share[k] = (share[k] as number) + part;
        area[k] = (area[k] as number) + part * age;
        ended[k] = 0;
      }
      open *= 1 - ends / risk;
      lastEnd = age;
      if (first) {
        firstAges.push(age);
        firstShares.push(share[0] as number);
      }
    }
    risk -= out;
    for (let j = from; j < i; j++) {
      if (amounts === undefined || exit[j] !== -1 || !(open > 0)) continue;
      const scaled = (amounts[deal[j] as number] as number) / open;
      standingInAll += scaled;
      for (let k = 0; k < ways; k++) reached[k] = (reached[k] as number) + scaled * (share[k] as number);
    }
  }
  let meanDays = open * longest;
  for (let k = 0; k < ways; k++) meanDays += area[k] as number;
  const standing = share.map((final, k) => Math.max(0, standingInAll * final - (reached[k] as number)));
  const half = ((share[0] ?? 0) / 2) * (1 - ROUNDING);
  const median = firstAges[firstShares.findIndex((reachedShare) => reachedShare >= half)] ?? Number.NaN;
  return { share, area, open, lastEnd, meanDays, median, standing };
}

function weightOf(weights: ArrayLike<number> | undefined, deal: number): number {
  return weights === undefined ? 1 : (weights[deal] as number);
}
