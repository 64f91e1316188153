import { requireNumber, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import { createRandom } from "../../math/random.ts";
import { isTerminal } from "../pipeline/category.ts";
import { type Journeys, readHistories } from "../pipeline/history.ts";
import type { PipelineStage } from "../pipeline/types.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { DealHistory } from "../types.ts";
import { logEstimate, percentileEstimate, shareEstimate } from "./estimates.ts";
import { type Figures, figuresOf, weeklyScatter } from "./figures.ts";
import { bottleneckOf, reasonsOf } from "./notes.ts";
import { drawWeights } from "./resample.ts";
import { sampleOf, type VelocitySample } from "./sample.ts";
import { stageVelocity } from "./stage.ts";
import type { MeasureVelocityOptions, Velocity } from "./types.ts";

/** Won deals below which no velocity is named. */
const FEWEST_WON = 10;
/** Days whose won amount is to be kept up, unless the caller says otherwise. */
const RECENT_DAYS = 90;

/**
 * Measures how fast the pipeline turns into money: open deals × win rate × won amount ÷ cycle, how long deals stay in
 * each stage, which stage would add most if it were better, and whether each stage holds enough for later revenue.
 *
 * @param histories - One history per deal, in any order: all deals that came in, those still open included. Not mutated.
 * @param options - `pipeline`; `asOf`; `from`, a stage from whose first entry deals are followed; `level`; `seed` and
 * `resamples` of the intervals; `improvement` and `periodDays`, how much better a stage is made and over which time what
 * that adds is counted; `revenuePerDay` that has to be kept up.
 * @returns Each figure with n and interval, or why there is none (fewer than ten won deals, fewer than ten stays in a
 * stage). The win rate counts open deals as open (Aalen–Johansen, up to the last age at which any deal closed);
 * `closedWinRate` beside it shows what leaving them out would say. The cycle is the age by which half of those that are
 * won are won. Which stage adds most is told twice: passing on more deals at the same inflow, and holding each deal for
 * less time while as many are worked on at once (Little's law). A stage holds enough where what stands there is expected to
 * bring, at its age, what steady revenue needs there at any time; the ratio's interval tells `enough`, `short` or `unclear`.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `unknown_id`, `duplicate_id`, `out_of_range`, `not_finite`,
 * `inconsistent` (see {@link dealSpells}; also `from` not being open).
 * @example
 * ```ts
 * const day = (n: number) => Date.UTC(2026, 0, 1) + n * 86_400_000;
 * const deals = Array.from({ length: 40 }, (_, i) => ({
 *   dealId: `d${i}`,
 *   amount: 1000,
 *   stages: [
 *     { stage: "bid", entered: day(i) },
 *     ...(i < 30 ? [{ stage: i % 2 === 0 ? "contract" : "lost", entered: day(i + 10) }] : []),
 *   ],
 * }));
 * const velocity = measureVelocity(deals, { pipeline: standardPipeline, asOf: day(40), seed: 1 });
 * velocity.open; // => 10
 * velocity.winRate.value; // ≈ 0.484
 * velocity.cycleDays.value; // => 10
 * velocity.perDay.value; // ≈ 483.87
 * velocity.bottleneck.passOn; // => "bid"
 * ```
 * @see Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150; Little (1961), Operations Research 9,
 * 383–387; Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13
 */
export function measureVelocity(histories: readonly DealHistory[], options: MeasureVelocityOptions): Velocity {
  const journeys = readHistories(histories, options, "histories");
  const { level = 0.95, seed = 1, resamples = 400, improvement = 0.1, periodDays = 30 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(resamples, "options.resamples", { min: 100, max: 10_000, integer: true });
  requireNumber(improvement, "options.improvement", { above: 0, max: 0.9 });
  requireNumber(periodDays, "options.periodDays", { above: 0, max: 3650 });
  if (options.revenuePerDay !== undefined) requireNumber(options.revenuePerDay, "options.revenuePerDay", { min: 0 });
  const random = createRandom(seed);
  const sample = sampleOf(journeys, fromIndex(journeys, options.from));
  const { n, counts } = sample;

  const { asOf } = journeys;
  const firstEntry = sample.entered.reduce((least, at) => Math.min(least, at), asOf);
  const spanDays = (asOf - firstEntry) / MS_PER_DAY;
  const revenuePerDay = options.revenuePerDay ?? recentRevenue(sample, asOf, Math.min(RECENT_DAYS, spanDays));
  const priced = sample.wonAmount.filter((amount) => amount >= 0);
  const meanAmount = priced.length === 0 ? 0 : priced.reduce((total, amount) => total + amount / priced.length, 0);
  const settings = {
    spanDays,
    improvement,
    periodDays,
    revenuePerDay,
    scatter: weeklyScatter(sample, firstEntry, asOf),
    standing: sample.openAmount.map((amount) => (Number.isNaN(amount) ? meanAmount : amount)),
  };
  const point = figuresOf(sample, undefined, settings);
  const replicas =
    n === 0 ? [] : Array.from({ length: resamples }, () => figuresOf(sample, drawWeights(n, random), settings));
  const values = (figure: (one: Figures) => number): number[] => replicas.map(figure);

  const tooFew = (have: number, needed: number): Abstention => ({
    abstained: { code: "too_few_rows", params: { n: have, needed } },
  });
  const fewWon = counts.won < FEWEST_WON ? tooFew(counts.won, FEWEST_WON) : undefined;
  const fewPriced = priced.length < FEWEST_WON ? tooFew(priced.length, FEWEST_WON) : undefined;
  const winRate: Velocity["winRate"] =
    n === 0
      ? tooFew(0, 1)
      : {
          ...shareEstimate(
            point.winRate,
            n,
            values((one) => one.winRate),
            level,
          ),
          withinDays: point.withinDays,
          stillOpen: point.stillOpen,
        };
  const closed = counts.won + counts.lost + counts.cancelled;
  const closedWinRate: Velocity["closedWinRate"] =
    closed === 0
      ? tooFew(0, 1)
      : { value: counts.won / closed, n: closed, interval: jeffreysInterval(counts.won, closed, level) };
  const cycleDays =
    fewWon ??
    percentileEstimate(
      point.cycleDays,
      counts.won,
      values((one) => one.cycleDays),
      level,
    );
  const wonAmount =
    fewPriced ??
    logEstimate(
      point.wonAmount,
      priced.length,
      values((one) => one.wonAmount),
      priced.length - 1,
      level,
    );
  const noCycle: Abstention | undefined =
    point.cycleDays > 0 ? undefined : { abstained: { code: "velocity_no_cycle", params: { n: counts.won } } };
  const noOpen: Abstention | undefined =
    counts.open > 0 ? undefined : { abstained: { code: "funnel_no_open_deals", params: { given: n } } };
  const perDayOf = (one: Figures): number => (counts.open * one.winRate * one.wonAmount) / one.cycleDays;
  const noInflow = spanDays > 0 ? undefined : tooFew(n, n + 1);
  const resampled = {
    point,
    replicas,
    level,
    freedom: priced.length - 1,
    noMoney: fewPriced ?? noInflow,
    noNeed:
      revenuePerDay > 0
        ? undefined
        : ({ abstained: { code: "velocity_no_revenue", params: { days: Math.min(RECENT_DAYS, spanDays) } } } as const),
  };
  const stages = sample.stages.map((_, i) => stageVelocity(sample, i, resampled));
  const bottleneck = bottleneckOf(stages);
  return {
    asOf: new Date(asOf).toISOString(),
    level,
    seed,
    resamples,
    improvement,
    periodDays,
    n,
    ...counts,
    enteredPerDay:
      n === 0
        ? tooFew(0, 1)
        : (noInflow ??
          logEstimate(
            point.enteredPerDay,
            n,
            values((one) => one.enteredPerDay),
            n,
            level,
          )),
    winRate,
    closedWinRate,
    ...("value" in winRate && "value" in closedWinRate && { winRateGap: closedWinRate.value - winRate.value }),
    wonAmount,
    cycleDays,
    perDay:
      fewWon ??
      fewPriced ??
      noOpen ??
      noCycle ??
      logEstimate(perDayOf(point), n, values(perDayOf), priced.length - 1, level),
    revenuePerDay,
    stages,
    ...(bottleneck === undefined ? {} : { bottleneck }),
    reasons: reasonsOf(winRate, closedWinRate, counts.won - priced.length),
  };
}

function fromIndex({ lookup }: Journeys, from: string | undefined): number | undefined {
  if (from === undefined) return undefined;
  const index = lookup.indexOf.get(from);
  if (index === undefined) {
    throw new ClienteleError("unknown_id", `options.from must be a stage of the pipeline, got ${show(from)}`, { from });
  }
  if (isTerminal((lookup.pipeline.stages[index] as PipelineStage).category)) {
    throw new ClienteleError("inconsistent", `options.from must be an open stage; ${show(from)} ends a deal`, { from });
  }
  return index;
}

function recentRevenue({ wonAt, wonAmount }: VelocitySample, asOf: number, days: number): number {
  if (!(days > 0)) return 0;
  let total = 0;
  for (let i = 0; i < wonAt.length; i++) {
    const amount = wonAmount[i] as number;
    if ((wonAt[i] as number) > asOf - days * MS_PER_DAY && amount >= 0) total += amount / days;
  }
  return total;
}
