import { createRandom } from "../../math/random.ts";
import type { ChannelSets, RateGame } from "./game.ts";

/** Up to so many channels every subset is taken: 32,768 of them. */
export const MOST_EXACT = 15;

/** Influences are summed over sampled orders while this many additions are not exceeded, at least over 20 orders. */
const MOST_WORK = 2e8;

/**
 * Shapley values where a set of channels is worth the outcome per journey that touches no other channel, and nothing
 * where there is no such journey. Every subset by sums over subsets, so that rows are read once.
 */
export function exactRateGame(sets: ChannelSets, outcome: number, channels: number): RateGame {
  const size = 2 ** channels;
  const masks = sets.members.map((members) => members.reduce((mask, i) => mask | (1 << i), 0));
  const journeys = new Float64Array(size);
  const sums = new Float64Array(size);
  masks.forEach((mask, s) => {
    journeys[mask] = (sets.lost[s] as number) + (sets.won[s] as number);
    sums[mask] = sets.outcomes[outcome]?.sums[s] as number;
  });
  sumOverSubsets(journeys, channels);
  sumOverSubsets(sums, channels);
  const worth = sums.map((sum, mask) => (journeys[mask] === 0 ? 0 : sum / (journeys[mask] as number)));
  // weight of a subset without the channel: size! · (channels − size − 1)! ÷ channels!
  const weights = new Float64Array(channels);
  weights[0] = 1 / channels;
  for (let k = 1; k < channels; k++) weights[k] = ((weights[k - 1] as number) * k) / (channels - k);
  const values = new Float64Array(channels);
  const constant = new Float64Array(masks.length * channels);
  const slope = new Float64Array(masks.length * channels);
  const a = new Float64Array(size);
  const b = new Float64Array(size);
  for (let i = 0; i < channels; i++) {
    for (let mask = 1; mask < size; mask++) {
      const has = (mask >> i) & 1;
      const weight = has === 1 ? (weights[bits(mask) - 1] as number) : -(weights[bits(mask)] ?? 0);
      values[i] = (values[i] as number) + weight * (worth[mask] as number);
      const per = journeys[mask] === 0 ? 0 : weight / (journeys[mask] as number);
      b[mask] = per;
      a[mask] = -per * (worth[mask] as number);
    }
    sumOverSupersets(a, channels);
    sumOverSupersets(b, channels);
    masks.forEach((mask, s) => {
      constant[s * channels + i] = a[mask] as number;
      slope[s * channels + i] = b[mask] as number;
    });
  }
  return { values, constant, slope };
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}

function sumOverSubsets(table: Float64Array, channels: number): void {
  for (let i = 0; i < channels; i++) {
    for (let mask = 0; mask < table.length; mask++) {
      if (mask & (1 << i)) table[mask] = (table[mask] as number) + (table[mask ^ (1 << i)] as number);
    }
  }
}

function sumOverSupersets(table: Float64Array, channels: number): void {
  for (let i = 0; i < channels; i++) {
    for (let mask = 0; mask < table.length; mask++) {
      if (!(mask & (1 << i))) table[mask] = (table[mask] as number) + (table[mask | (1 << i)] as number);
    }
  }
}

/**
 * The same over sampled orders: a channel's value is the mean of what it adds to those before it. Each order is
 * followed by its reverse, which cancels much of the noise; in every order the additions sum to the whole.
 *
 * @see Castro, Gómez, Tejada (2009), Polynomial calculation of the Shapley value based on sampling, Computers & OR 36
 */
export function sampledRateGame(
  sets: ChannelSets,
  outcome: number,
  channels: number,
  orders: number,
  seed: number,
): RateGame {
  const random = createRandom(seed);
  const order = Int32Array.from({ length: channels }, (_, i) => i);
  const place = new Int32Array(channels);
  const journeys = new Float64Array(channels);
  const worth = new Float64Array(channels);
  const count = sets.members.length;
  const values = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const added = new Float64Array(channels);
  const constant = new Float64Array(count * channels);
  const slope = new Float64Array(count * channels);
  const traced = Math.min(orders, Math.max(20, Math.floor(MOST_WORK / (count * channels))));
  const last = new Int32Array(count);
  const sums = sets.outcomes[outcome]?.sums as Float64Array;

  const play = (trace: boolean): void => {
    for (let p = 0; p < channels; p++) place[order[p] as number] = p;
    journeys.fill(0);
    worth.fill(0);
    sets.members.forEach((members, s) => {
      let latest = 0;
      for (const i of members) latest = Math.max(latest, place[i] as number);
      last[s] = latest;
      journeys[latest] = (journeys[latest] as number) + (sets.lost[s] as number) + (sets.won[s] as number);
      worth[latest] = (worth[latest] as number) + (sums[s] as number);
    });
    let all = 0;
    let sum = 0;
    let before = 0;
    for (let p = 0; p < channels; p++) {
      all += journeys[p] as number;
      sum += worth[p] as number;
      const now = all === 0 ? 0 : sum / all;
      journeys[p] = all;
      worth[p] = now;
      const i = order[p] as number;
      added[i] = (added[i] as number) + (now - before) / 2;
      before = now;
    }
    if (!trace) return;
    for (let s = 0; s < count; s++) {
      const from = last[s] as number;
      let perBefore = 0;
      let constantBefore = 0;
      for (let p = from; p < channels; p++) {
        const per = 1 / (journeys[p] as number);
        const here = -per * (worth[p] as number);
        const cell = s * channels + (order[p] as number);
        slope[cell] = (slope[cell] as number) + (per - perBefore) / traced;
        constant[cell] = (constant[cell] as number) + (here - constantBefore) / traced;
        perBefore = per;
        constantBefore = here;
      }
    }
  };

  const pairs = orders / 2;
  for (let pair = 0; pair < pairs; pair++) {
    for (let i = channels - 1; i > 0; i--) {
      const j = random.integer(0, i);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    added.fill(0);
    play(2 * pair < traced);
    order.reverse();
    play(2 * pair + 1 < traced);
    for (let i = 0; i < channels; i++) {
      const mean = added[i] as number;
      const off = mean - (values[i] as number);
      values[i] = (values[i] as number) + off / (pair + 1);
      squares[i] = (squares[i] as number) + off * (mean - (values[i] as number));
    }
  }
  return { values, constant, slope, samplingVariance: squares.map((square) => square / (pairs - 1) / pairs) };
}
