import { requireNumber, requireObject, requireSameLength } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import { gammaQuantile } from "../../math/gamma-distribution.ts";
import { requireOutcomes, requireScores } from "../../math/outcomes.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import {
  type BlockSums,
  blockAt,
  cumulated,
  partAbove,
  type Ranking,
  rankCustomers,
  shareVariance,
  sumTo,
} from "./ranking.ts";
import type { Gains, GainsAmount, GainsGroup, GainsStretch } from "./types.ts";

/** Options of {@link measureGains}. */
export interface MeasureGainsOptions {
  /** Groups of equal size, a whole number from 1 to 1,000 and at most one per customer; default 10. */
  readonly groups?: number;
  /** Money that each customer brought, in one currency; may be negative. */
  readonly amounts?: ArrayLike<number>;
  /** Nominal coverage of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Squares of larger amounts could not be summed. */
const AMOUNT = { min: -1e100, max: 1e100 } as const;

/**
 * What a campaign reaches that asks the best scores first: of all who would say yes, how many are among the first
 * tenth, the first two tenths and so on, and how much better is that than asking at random?
 *
 * Tied customers share: a group that ends amid customers of one score takes the same fraction of each, which is what
 * an order drawn by lot brings on average. So every group has the same size and the order of rows has no say.
 *
 * @param scores - One per customer, higher for more likely; of customers that had no part in making it. Not mutated.
 * @param outcomes - 1 for yes and 0 for no, one per score.
 * @param options - `groups`, `amounts`, `level`.
 * @returns Groups from the best scores down, each alone and cumulative: customers, yes, rate, gain (share of all yes)
 * and lift (rate over that of all), each with its interval; with `amounts` the same for money. Intervals of gain and
 * lift hold the luck of where the ranking is cut. Refused with a reason where nobody said yes.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const gains = measureGains([9, 8, 7, 6, 5, 4, 3, 2], [1, 1, 0, 1, 0, 0, 0, 0], { groups: 4 });
 * gains.groups[0].lift.value; // ≈ 2.6667
 * gains.groups[1].cumulative.gain.value; // => 1
 * ```
 * @see Hand & Till (2001), Machine Learning 45, on what ranks tell; Wilson (1927), JASA 22
 */
export function measureGains(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  options: MeasureGainsOptions = {},
): Gains | Abstention {
  requireScores(scores, outcomes, "scores");
  requireOutcomes(outcomes, true);
  requireObject(options, "options");
  const { groups = 10, amounts, level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(groups, "options.groups", { min: 1, max: 1000, integer: true });
  const n = scores.length;
  if (groups > n) {
    throw new ClienteleError("out_of_range", `options.groups must be at most ${n}, one per customer; got ${groups}`, {
      groups,
      n,
    });
  }
  if (amounts !== undefined) {
    requireSameLength(amounts, "options.amounts", scores, "scores");
    for (let i = 0; i < n; i++) requireNumber(amounts[i] as number, `options.amounts[${i}]`, AMOUNT);
  }
  const ranking = rankCustomers(scores, outcomes, amounts);
  const { events, amount } = ranking;
  if (events.total === 0) {
    return { abstained: { code: "judging_too_few", params: { events: 0, nonEvents: n, needed: 1 } } };
  }
  const perfect = perfectAmounts(amounts);
  const nonNegative = !hasNegative(amounts);
  const stretch = (from: number, to: number): GainsStretch => stretchOf(ranking, from, to, { level, nonNegative });
  const list = Array.from({ length: groups }, (_, g): GainsGroup => {
    const from = (g * n) / groups;
    const to = g + 1 === groups ? n : ((g + 1) * n) / groups;
    return {
      group: g + 1,
      highest: ranking.score[blockAt(ranking, Math.floor(from) + 1)] as number,
      lowest: ranking.score[blockAt(ranking, to)] as number,
      ...stretch(from, to),
      cumulative: {
        depth: to / n,
        ...stretch(0, to),
        perfectGain: Math.min(1, to / events.total),
        ...(perfect === undefined || amount === undefined || amount.total <= 0
          ? {}
          : { perfectAmountGain: perfectTo(perfect, to) / amount.total }),
      },
    };
  });
  return {
    n,
    events: events.total,
    baseRate: { value: events.total / n, n, interval: wilsonInterval(events.total, n, level) },
    groups: list,
    ...(amount === undefined
      ? {}
      : { amount: { total: amount.total, mean: meanAmount(ranking, amount, 0, n, { level, nonNegative }) } }),
    methods: { rate: "wilson", gain: "wilson_effective", amount: nonNegative ? "gamma" : "student_t" },
  };
}

interface StretchOptions {
  readonly level: number;
  /** Whether no amount is below 0, so that shares of money stay in [0, 1]. */
  readonly nonNegative: boolean;
}

function stretchOf(ranking: Ranking, from: number, to: number, options: StretchOptions): GainsStretch {
  const { level } = options;
  const { amount } = ranking;
  const n = to - from;
  const events = Math.min(n, Math.max(0, sumTo(ranking, ranking.events, to) - sumTo(ranking, ranking.events, from)));
  const gain = gainOf(ranking, ranking.events, from, to, { level, nonNegative: true });
  return {
    n,
    events,
    rate: { value: events / n, n, interval: wilsonInterval(events, n, level) },
    gain,
    lift: perDepth(gain, n / ranking.n),
    ...(amount === undefined ? {} : { amount: amountOf(ranking, amount, from, to, options) }),
  };
}

function amountOf(ranking: Ranking, amount: BlockSums, from: number, to: number, options: StretchOptions): GainsAmount {
  const total = sumTo(ranking, amount, to) - sumTo(ranking, amount, from);
  const mean = meanAmount(ranking, amount, from, to, options);
  if (amount.total <= 0) return { total, mean };
  const gain = gainOf(ranking, amount, from, to, options);
  return { total, mean, gain, lift: perDepth(gain, (to - from) / ranking.n) };
}

/** Share of the total in a stretch. Its interval is Wilson's with as many trials as its variance is worth. */
function gainOf(ranking: Ranking, sums: BlockSums, from: number, to: number, options: StretchOptions): Estimate {
  const { level, nonNegative } = options;
  const n = to - from;
  const value = (sumTo(ranking, sums, to) - sumTo(ranking, sums, from)) / sums.total;
  if (from <= 0 && to >= ranking.n) return { value: 1, n, interval: { lower: 1, upper: 1, level } };
  const variance = shareVariance(ranking, sums, from, to, value);
  if (nonNegative) {
    const share = Math.min(1, Math.max(0, value));
    const inside = share * (1 - share);
    // nobody or everybody in the stretch has no variance: as many trials as there were yes then
    const worth = sums.total / sizeOf(sums);
    const trials = Math.min(1e9, Math.max(1, inside > 0 && variance > 0 ? inside / variance : worth));
    return { value: share, n, interval: wilsonInterval(share * trials, trials, level) };
  }
  return { value, n, interval: around(value, variance, ranking.n - 1, level) };
}

function perDepth({ value, n, interval }: Estimate, depth: number): Estimate {
  const { lower, upper, level } = interval;
  return { value: value / depth, n, interval: { lower: lower / depth, upper: upper / depth, level } };
}

function meanAmount(ranking: Ranking, sums: BlockSums, from: number, to: number, options: StretchOptions): Estimate {
  const { level, nonNegative } = options;
  const n = to - from;
  const value = (sumTo(ranking, sums, to) - sumTo(ranking, sums, from)) / n;
  let spread = 0;
  for (let k = blockAt(ranking, from); k <= blockAt(ranking, to); k++) {
    const size = ranking.rows[k] as number;
    const share = partAbove(ranking, k, to) - partAbove(ranking, k, from);
    spread += share * ((sums.squares[k] as number) - 2 * value * (sums.sum[k] as number) + size * value * value);
  }
  // one customer tells no spread: the amount itself is taken for it
  const variance = n > 1 ? Math.max(0, spread) / (n - 1) / n : value * value;
  if (!nonNegative || sums.total <= 0) return { value, n, interval: around(value, variance, n - 1, level) };
  return { value, n, interval: gammaInterval(value, variance, sizeOf(sums) / n, level) };
}

/** What a typical part of the money is: the mean amount, each weighted by itself. */
function sizeOf({ squares, total }: BlockSums): number {
  return squares.reduce((sum, square) => sum + square, 0) / total;
}

/**
 * A mean of amounts of which many are zero and few are large is skewed, and so is its doubt: the gamma interval with
 * the mean and the variance that were seen, on the upper side with half of one more amount.
 *
 * See Fay & Feuer (1997), Statistics in Medicine 16, 791–801; the half as in a mid-P interval.
 */
function gammaInterval(mean: number, variance: number, size: number, level: number): Interval {
  const tail = (1 - level) / 2;
  const bound = (m: number, v: number, p: number): number => (v / m) * gammaQuantile(p, (m * m) / v, 1);
  const more = size / 2;
  return {
    lower: mean > 0 && variance > 0 ? Math.min(mean, bound(mean, variance, tail)) : mean,
    upper: Math.max(mean, bound(mean + more, variance + size * more, 1 - tail)),
    level,
  };
}

function around(value: number, variance: number, freedom: number, level: number): Interval {
  const reach = studentTQuantile((1 + level) / 2, Math.max(1, freedom)) * Math.sqrt(variance);
  return { lower: value - reach, upper: value + reach, level };
}

/** Money of the best payers: sums of amounts from the largest down. */
function perfectAmounts(amounts: ArrayLike<number> | undefined): Float64Array | undefined {
  if (amounts === undefined) return undefined;
  return cumulated(Float64Array.from(amounts).sort().reverse());
}

function perfectTo(perfect: Float64Array, place: number): number {
  const whole = Math.floor(place);
  const before = whole === 0 ? 0 : (perfect[whole - 1] as number);
  return whole === place ? before : before + (place - whole) * ((perfect[whole] as number) - before);
}

function hasNegative(amounts: ArrayLike<number> | undefined): boolean {
  if (amounts !== undefined) for (let i = 0; i < amounts.length; i++) if ((amounts[i] as number) < 0) return true;
  return false;
}
