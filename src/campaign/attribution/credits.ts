import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import { amountInterval, normalInterval, proportionInterval } from "./intervals.ts";
import type { Journeys, Outcome } from "./journeys.ts";
import type { Credits } from "./tally.ts";
import type { ChannelCredit, ChannelReach } from "./types.ts";

/** What one method found, before it is told with intervals. */
export interface Findings {
  /** One entry per outcome. */
  readonly credits: readonly Credits[];
  /** Whether credits may be negative. */
  readonly signed?: boolean;
  readonly removalEffects?: Float64Array;
  /** Variance that sampled orders add to the credited conversions. */
  readonly samplingVariance?: Float64Array;
}

/** Words a method's findings as estimates, channel by channel. */
export function creditRows(
  journeys: Journeys,
  reach: readonly ChannelReach[],
  findings: Findings,
  costs: ReadonlyMap<string, number>,
  level: number,
): readonly ChannelCredit[] {
  const { channels, outcomes, n } = journeys;
  const { credits, signed = false, removalEffects, samplingVariance } = findings;
  const [conversions, value] = outcomes as readonly [Outcome, Outcome?];
  const [counted, valued] = credits as readonly [Credits, Credits?];
  const shareOf = (from: Credits, outcome: Outcome, c: number): Estimate => {
    const share = at(from.credit, c) / outcome.total;
    const variance = at(from.shareVariance, c) * besselOf(outcome);
    return {
      value: share,
      n: Math.round(conversions.total),
      interval: signed
        ? normalInterval(share, variance, level)
        : proportionInterval(share, variance, evenNumber(outcome), level),
    };
  };
  return channels.map((channel, c) => {
    const touched = reach[c]?.journeys ?? 0;
    const credit = at(counted.credit, c);
    const variance = at(counted.variance, c);
    const interval = signed
      ? normalInterval(credit, variance, level)
      : scaled(proportionInterval(credit / n, variance / (n * n), n, level), n);
    const estimate = { value: credit, n: touched, interval };
    const cost = costs.get(channel);
    return {
      channel,
      conversions: estimate,
      share: shareOf(counted, conversions, c),
      ...(value !== undefined &&
        valued !== undefined && {
          value: { value: at(valued.credit, c), n: touched, interval: valueInterval(valued, value, c, signed, level) },
          valueShare: shareOf(valued, value, c),
        }),
      ...(removalEffects !== undefined && { removalEffect: at(removalEffects, c) }),
      ...(samplingVariance !== undefined && { samplingError: Math.sqrt(at(samplingVariance, c)) }),
      ...(cost !== undefined && { costPerConversion: costOf(channel, cost, estimate) }),
    };
  });
}

const at = (column: Float64Array, i: number): number => column[i] as number;

function scaled({ lower, upper, level }: Interval, by: number): Interval {
  return { lower: lower * by, upper: upper * by, level };
}

/** How many conversions of one size have as much scatter: amounts of uneven size weigh like fewer. */
function evenNumber({ total, totalSquares }: Outcome): number {
  return (total * total) / totalSquares;
}

/** Bessel's correction: scatter around a mean that the same few conversions have set is too small. */
function besselOf(outcome: Outcome): number {
  const n = Math.max(2, evenNumber(outcome));
  return n / (n - 1);
}

function valueInterval(credits: Credits, outcome: Outcome, c: number, signed: boolean, level: number): Interval {
  const sum = at(credits.credit, c);
  const variance = at(credits.variance, c) * besselOf(outcome);
  return signed
    ? normalInterval(sum, variance, level)
    : amountInterval(sum, variance, outcome.totalSquares / outcome.total, level);
}

/** Cost of one credited conversion; the cost is known, so its interval is that of the credit turned over. */
function costOf(channel: string, cost: number, { value, n, interval }: Estimate): Estimate | Abstention {
  const { lower, upper, level } = interval;
  const dearest = cost / lower;
  // the smallest credits are below what a division can hold
  if (!(value > 0 && lower > 0 && Number.isFinite(dearest))) {
    return { abstained: { code: "attribution_no_credit", params: { channel } } };
  }
  return { value: cost / value, n, interval: { lower: cost / upper, upper: dearest, level } };
}
