import { MS_PER_DAY } from "../stages/grid.ts";
import { chainOf, onwardShare } from "./chain.ts";
import { type VelocitySample, WON } from "./sample.ts";
import { walkDurations } from "./walk.ts";

/** What stays the same from one resampled history to the next. */
export interface FigureSettings {
  /** Days from the first entry to the day of looking. */
  readonly spanDays: number;
  readonly improvement: number;
  readonly periodDays: number;
  readonly revenuePerDay: number;
  /** How much more weeks scatter than chance would have them, as a factor of the standard deviation. */
  readonly scatter: number;
  /** What stands in each deal still open, by deal; 0 for closed deals. */
  readonly standing: Float64Array;
}

/** Every figure of one (resampled) history; NaN where it cannot be named. */
export interface Figures {
  readonly enteredPerDay: number;
  readonly winRate: number;
  readonly withinDays: number;
  readonly stillOpen: number;
  readonly wonAmount: number;
  readonly cycleDays: number;
  /** Per stage. */
  readonly wentOn: Float64Array;
  readonly passOn: Float64Array;
  readonly faster: Float64Array;
  readonly expected: Float64Array;
  readonly needed: Float64Array;
  /** Amount that a fresh deal of mean amount in the stage is worth. */
  readonly fresh: Float64Array;
}

/** Computes all figures from the deals, each counted `weights` times (absent: once). */
export function figuresOf(
  sample: VelocitySample,
  weights: ArrayLike<number> | undefined,
  settings: FigureSettings,
): Figures {
  const { n, stages, first, whole, wonAmount: amounts } = sample;
  const { spanDays, improvement, periodDays, revenuePerDay, scatter, standing } = settings;
  const size = stages.length;
  let deals = 0;
  let amountSum = 0;
  let priced = 0;
  const entry = new Float64Array(size);
  for (let i = 0; i < n; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    deals += weight;
    const at = first[i] as number;
    entry[at] = (entry[at] as number) + weight;
    const amount = amounts[i] as number;
    if (!(amount >= 0)) continue;
    amountSum += weight * amount;
    priced += weight;
  }
  const all = walkDurations(whole, 3, weights, undefined);
  const wonAmount = amountSum / priced;
  const enteredPerDay = Math.max(0, (n / spanDays) * (1 + scatter * (deals / n - 1)));

  const walks = sample.stays.map((stay) => walkDurations(stay, size + 3, weights, standing));
  const chain = chainOf(
    stages,
    walks,
    entry.map((weight) => weight / deals),
  );
  const { winChance, win, visits, totalDays } = chain;
  const perPeriod = enteredPerDay * wonAmount * periodDays;
  const byStage = (figure: (i: number) => number): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => figure(i));
  /** Σ over the ways to a win of a quantity of the stage, each weighed by its chance to be won from there. */
  const towardsWin = (i: number, of: "area" | "standing"): number => {
    const column = (walks[i] as (typeof walks)[number])[of];
    let total = column[size + WON] as number;
    for (let j = 0; j < size; j++) total += (column[j] as number) * (win[j] as number);
    return total;
  };
  return {
    enteredPerDay,
    winRate: all.share[WON] as number,
    withinDays: all.lastEnd,
    stillOpen: all.open,
    wonAmount,
    cycleDays: all.median,
    wentOn: byStage((i) => onwardShare(stages, (walks[i] as (typeof walks)[number]).share, i)),
    passOn: byStage((i) => perPeriod * (chain.improved(i, improvement) - winChance)),
    faster: byStage((i) => {
      const saved = improvement * (visits[i] as number) * (walks[i] as (typeof walks)[number]).meanDays;
      return saved > 0 ? (perPeriod * winChance * saved) / (totalDays - saved) : 0;
    }),
    expected: byStage((i) => towardsWin(i, "standing")),
    needed: byStage((i) => ((revenuePerDay * (visits[i] as number)) / winChance) * towardsWin(i, "area")),
    fresh: byStage((i) => wonAmount * (win[i] as number)),
  };
}

/** Scatter of weekly entries beyond Poisson's, as a factor of the standard deviation; at least 1. */
export function weeklyScatter({ entered, n }: VelocitySample, from: number, to: number): number {
  const week = 7 * MS_PER_DAY;
  const weeks = Math.floor((to - from) / week);
  // thousands of years of weeks tell no more than chance
  if (weeks < 4 || weeks > 10_000) return 1;
  const counts = new Float64Array(weeks);
  for (let i = 0; i < n; i++) {
    const at = Math.floor(((entered[i] as number) - from) / week);
    if (at < weeks) counts[at] = (counts[at] as number) + 1;
  }
  const mean = counts.reduce((total, one) => total + one, 0) / weeks;
  if (!(mean > 0)) return 1;
  const variance = counts.reduce((total, one) => total + (one - mean) ** 2, 0) / (weeks - 1);
  return Math.sqrt(Math.max(1, variance / mean));
}
