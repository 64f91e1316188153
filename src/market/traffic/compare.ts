import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { effectsOf, type Pair, type Step } from "./decompose.ts";
import { type ChannelSums, readTraffic, totalsOf } from "./read.ts";
import type { ChannelChange, TrafficCause, TrafficChange, TrafficEffect, TrafficRow } from "./types.ts";

const CAUSES = ["volume", "mix", "visit_to_lead", "lead_to_customer", "outside"] as const;
/** How far a count is moved to see what follows, as a share of its standard error. */
const NUDGE = 0.01;

/**
 * Says why there are more or fewer customers than before: more visits, another mix of channels, more leads per visit,
 * more customers per lead, or customers that no visit or lead stands behind. The five parts sum to the change.
 *
 * @param before - Rows of the earlier period, as {@link measureTraffic} takes them. Not mutated.
 * @param after - Rows of the later period.
 * @param options - `level` of the intervals in (0, 1), default 0.95.
 * @returns The change and its parts with intervals, and the same by channel. Intervals take visits, and customers
 * outside, for Poisson counts, and leads and customers for shares of the step before.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const before = [
 *   { source: "search", visits: 1000, leads: 100, customers: 20 },
 *   { source: "fair", visits: 100, leads: 50, customers: 20 },
 * ];
 * const after = [
 *   { source: "search", visits: 1000, leads: 100, customers: 20 },
 *   { source: "fair", visits: 200, leads: 100, customers: 30 },
 * ];
 * const { change, effects } = compareTraffic(before, after);
 * change.value; // => 10
 * effects.mix.value; // ≈ 13.5
 * effects.lead_to_customer.value; // ≈ -7.4
 * ```
 * @see Shorrocks (2013), Decomposition procedures for distributional analysis, Journal of Economic Inequality 11, 99–126
 */
export function compareTraffic(
  before: ArrayLike<TrafficRow>,
  after: ArrayLike<TrafficRow>,
  options: Readonly<{ level?: number }> = {},
): TrafficChange {
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const [first, second] = [readTraffic(before, "before"), readTraffic(after, "after")];
  const names = [...new Set([...first, ...second].map(({ channel }) => channel))].sort();
  const [early, late] = [byName(first), byName(second)];
  const pairs = names.map((name): Pair => [early.get(name) ?? NOTHING, late.get(name) ?? NOTHING]);
  const totals = totalVisits(pairs);
  const channels = names.map((channel, c): ChannelChange => {
    const pair = pairs[c] as Pair;
    const [from, to] = [pair[0].customers, pair[1].customers];
    return { channel, before: from, after: to, change: to - from, effects: effectsOf(pair, totals) };
  });
  const errors = errorsOf(pairs);
  const z = -normalQuantile((1 - level) / 2);
  const effectOf = (value: number, error: number): TrafficEffect => ({
    value,
    interval: { lower: value - z * error, upper: value + z * error, level },
  });
  const [all, allAfter] = [totalsOf(first), totalsOf(second)];
  const change = allAfter.customers - all.customers;
  const effects = Object.fromEntries(
    CAUSES.map((cause, k) => [cause, effectOf(sumOf(channels, cause), errors[k] as number)]),
  ) as unknown as Record<TrafficCause, TrafficEffect>;
  const reasons = CAUSES.filter((cause) => effects[cause].value !== 0)
    .sort((a, b) => Math.abs(effects[b].value) - Math.abs(effects[a].value))
    .map((cause): Reason<"traffic_change"> => {
      return { code: "traffic_change", params: { cause, customers: effects[cause].value, of: change } };
    });
  return {
    level,
    before: all,
    after: allAfter,
    change: effectOf(change, errors[CAUSES.length] as number),
    effects,
    channels: [...channels].sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
    reasons,
  };
}

const NOTHING: Step = { visits: 0, leads: 0, customers: 0 };

function byName(sums: readonly ChannelSums[]): ReadonlyMap<string, Step> {
  return new Map(sums.map((own) => [own.channel, own]));
}

function totalVisits(pairs: readonly Pair[]): readonly [number, number] {
  return [pairs.reduce((sum, [own]) => sum + own.visits, 0), pairs.reduce((sum, [, own]) => sum + own.visits, 0)];
}

function sumOf(channels: readonly ChannelChange[], cause: TrafficCause): number {
  return channels.reduce((sum, { effects }) => sum + effects[cause], 0);
}

/**
 * Standard errors of the five parts and of the change, by moving one count of one channel at a time (delta method). What
 * moves: the visits with all that follows from them, the leads with their customers, the customers. Visits also move the
 * total that every channel is a part of; that slope is taken once for all, not channel by channel.
 */
function errorsOf(pairs: readonly Pair[]): Float64Array {
  const squares = new Float64Array(CAUSES.length + 1);
  const totals = totalVisits(pairs);
  const byTotal = [totalSlope(pairs, totals, 0), totalSlope(pairs, totals, 1)] as const;
  for (const pair of pairs) {
    for (const period of [0, 1] as const) {
      const own = pair[period];
      for (const { step, error } of nudgesOf(own)) {
        if (error === 0) continue;
        const [low, high] = [-NUDGE, NUDGE].map((by) => {
          const changed = [...pair] as [Step, Step];
          changed[period] = step(by * error);
          return partsOf(changed, totals);
        }) as [Float64Array, Float64Array];
        const visits = (step(NUDGE * error).visits - own.visits) / NUDGE;
        for (let k = 0; k < squares.length; k++) {
          const alone = ((high[k] as number) - (low[k] as number)) / (2 * NUDGE);
          const slope = alone + visits * (byTotal[period][k] as number);
          squares[k] = (squares[k] as number) + slope * slope;
        }
      }
    }
  }
  return squares.map(Math.sqrt);
}

/** How the parts of all channels together move with the visits of one period, where those of the channels stay. */
function totalSlope(pairs: readonly Pair[], totals: readonly [number, number], period: 0 | 1): Float64Array {
  const slopes = new Float64Array(CAUSES.length + 1);
  const by = NUDGE * Math.sqrt(totals[period]);
  if (by === 0) return slopes;
  for (const [sign, pair] of pairs.flatMap((own) => [[-1, own] as const, [1, own] as const])) {
    const shifted: [number, number] = [...totals];
    shifted[period] += sign * by;
    partsOf(pair, shifted).forEach((part, k) => {
      slopes[k] = (slopes[k] as number) + (sign * part) / (2 * by);
    });
  }
  return slopes;
}

/** How the counts of a channel move when one of its three parts does, with the standard error of that part. */
function nudgesOf({ visits, leads, customers }: Step): readonly { step(by: number): Step; error: number }[] {
  if (visits === 0 || leads === 0) {
    // nothing to take a share of: each is a count of its own
    return [
      { error: Math.sqrt(visits), step: (by) => ({ visits: visits + by, leads, customers }) },
      { error: Math.sqrt(leads), step: (by) => ({ visits, leads: leads + by, customers }) },
      { error: Math.sqrt(customers), step: (by) => ({ visits, leads, customers: customers + by }) },
    ];
  }
  const first = leads / visits;
  const second = customers / leads;
  return [
    {
      error: Math.sqrt(visits),
      step: (by) => ({ visits: visits + by, leads: leads + by * first, customers: customers + by * first * second }),
    },
    {
      error: countError(leads, visits),
      step: (by) => ({ visits, leads: leads + by, customers: customers + by * second }),
    },
    { error: countError(customers, leads), step: (by) => ({ visits, leads, customers: customers + by }) },
  ];
}

/** Standard error of x of n: of a share where it can be one, with half a count on each side; else of a Poisson count. */
function countError(x: number, n: number): number {
  if (x > n) return Math.sqrt(x);
  const share = (x + 0.5) / (n + 1);
  return Math.sqrt(n * share * (1 - share));
}

/** The five parts of one channel, and their sum. */
function partsOf(pair: Pair, totals: readonly [number, number]): Float64Array {
  const effects = effectsOf(pair, totals);
  const parts = new Float64Array(CAUSES.length + 1);
  CAUSES.forEach((cause, k) => {
    parts[k] = effects[cause];
    parts[CAUSES.length] = (parts[CAUSES.length] as number) + effects[cause];
  });
  return parts;
}
