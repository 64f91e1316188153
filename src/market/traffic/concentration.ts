import type { Abstention, Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { type ChannelSums, totalsOf } from "./read.ts";
import type { TrafficConcentration, TrafficStage } from "./types.ts";

/** Two are needed to have come through the same channel. */
const FEWEST = 2;

/**
 * How much hangs on one channel. The Herfindahl index is estimated without bias as the share of pairs that came through
 * the same channel, with the exact variance of that share.
 *
 * @see Simpson (1949), Measurement of diversity, Nature 163, 688; Hoeffding (1948), Annals of Mathematical Statistics
 * 19, 293–325, for the variance; Hill (1973), Ecology 54, 427–432, for the effective number
 */
export function concentrationOf(
  channels: readonly ChannelSums[],
  by: TrafficStage,
  level: number,
): TrafficConcentration | Abstention {
  const n = channels.reduce((sum, own) => sum + own[by], 0);
  if (n < FEWEST) return { abstained: { code: "too_few_rows", params: { n, needed: FEWEST } } };
  const largest = channels.reduce((best, own) => (own[by] > best[by] ? own : best));
  const share = { value: largest[by] / n, n, interval: wilsonInterval(largest[by], n, level) };
  const shares = channels.map((own) => own[by] / n);
  const index = herfindahl(shares, n, level);
  const { lower, upper } = index.interval;
  const effective = { value: 1 / index.value, n, interval: { lower: 1 / upper, upper: 1 / lower, level } };
  return {
    by,
    largest: { channel: largest.channel, share },
    herfindahl: { ...index, n },
    effective,
    loss: totalsOf([largest]),
    reason: {
      code: "traffic_dependence",
      params: {
        channel: largest.channel,
        stage: by,
        share: share.value,
        lower: share.interval.lower,
        upper: share.interval.upper,
        effective: effective.value,
      },
    },
  };
}

/** Steps by which a place on the way is halved down to the last digits. */
const HALVINGS = 60;
/** Along the way beyond this the index no longer moves. */
const FARTHEST = 1e6;

/** Index and standard error of its estimate at given shares. */
interface Place {
  readonly index: number;
  readonly error: number;
}

/**
 * The index with the interval of all values that the estimate does not contradict. The standard error is that at the
 * value asked about, on the straight way from equal shares through the shares at hand (a score interval): the standard
 * error at shares that happen to be nearly equal would be far too small.
 */
function herfindahl(shares: readonly number[], n: number, level: number): { value: number; interval: Interval } {
  const least = 1 / shares.length;
  const value = Math.max(least, (n * indexOf(shares) - 1) / (n - 1));
  if (shares.length === 1) return { value: 1, interval: { lower: 1, upper: 1, level } };
  const z = -normalQuantile((1 - level) / 2);
  const off = shares.map((share) => share - least);
  // equal shares point nowhere: towards one channel, whichever
  const away = off.some((d) => d !== 0) ? off : shares.map((_, c) => (c === 0 ? 1 - least : -least));
  const at = (way: number): Place => placeOf(away, least, way, n);
  const below = (way: number): boolean => at(way).index + z * at(way).error < value;
  const above = (way: number): boolean => at(way).index - z * at(way).error > value;
  let far = 1;
  while (far < FARTHEST && !above(far)) far *= 2;
  const lower = below(0) ? at(turn(0, 1, below)).index : least;
  const upper = above(far) ? at(turn(0, far, (way) => !above(way))).index : at(far).index;
  return { value, interval: { lower: Math.min(value, lower), upper: Math.max(value, upper), level } };
}

function indexOf(shares: readonly number[]): number {
  return shares.reduce((sum, p) => sum + p * p, 0);
}

function placeOf(away: readonly number[], least: number, way: number, n: number): Place {
  const raw = away.map((d) => Math.max(0, least + way * d));
  const total = raw.reduce((sum, p) => sum + p, 0);
  const shares = raw.map((p) => p / total);
  const squares = indexOf(shares);
  const cubes = shares.reduce((sum, p) => sum + p ** 3, 0);
  // of a share of pairs: what one observation tells, and what a pair tells beyond both
  const single = Math.max(0, cubes - squares * squares);
  const pair = Math.max(0, squares - squares * squares);
  return { index: squares, error: Math.sqrt((2 / (n * (n - 1))) * (2 * (n - 2) * single + pair)) };
}

/** Where a condition that holds from `from` on stops to hold, before `to`. */
function turn(from: number, to: number, holds: (way: number) => boolean): number {
  let [low, high] = [from, to];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
