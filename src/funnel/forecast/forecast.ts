import { requireNumber, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { sum } from "../../math/sum.ts";
import { type ForecastUnit, lookAhead } from "../calendar/outlook.ts";
import { readHistories } from "../pipeline/history.ts";
import { readRequest } from "../predict/deal.ts";
import { type PathFinder, pathFinder } from "../predict/path.ts";
import { requireFlag } from "../stages/fit.ts";
import type { DealHistory, FunnelModel } from "../types.ts";
import { type AmountMass, amountMass, countMass, massAbove, massBins, massRange } from "./exact.ts";
import { binsOf, chanceToReach, countRange, countShares, rangeOf, tally } from "./figures.ts";
import { foreseeNewDeals, noNewDeals } from "./new-deals.ts";
import { periodsOf } from "./periods.ts";
import { priceDeals } from "./price.ts";
import { forecastReasons } from "./reasons.ts";
import { type Bet, type Futures, simulate } from "./simulate.ts";
import type { ForecastFunnelOptions, FunnelForecast } from "./types.ts";

const UNITS: readonly ForecastUnit[] = ["day", "week", "month", "quarter"];

/** Days that a chart can still show one by one. */
const MOST_DAYS = 366;

/** Simulated futures where nothing else is asked for. */
const MOST_DRAWS = 10_000;
const FEWEST_DRAWS = 1000;
const WIN_BUDGET = 2_000_000;

/**
 * What the funnel will bring by a day: amount and number won as a distribution, in all and by day, week, month or
 * quarter, and the chance to reach the quota. It holds the deals open today and those that will come in and be won in
 * time; good and bad periods shift all deals together, and the calendar has its part.
 *
 * @param model - From {@link fitFunnel}.
 * @param deals - Deals with their stage histories; amounts in one currency. Closed deals and deals that start only
 * after `asOf` count as zero and a reason says how many. Not mutated; the order does not change any figure.
 * @param options - `asOf`; `horizonDays`, 0 to 3,650; `seed`; `by`, a calendar unit to break the horizon down; `quota`, an
 * amount; `holidays` ahead; `draws`; `newDeals`, `rateDoubt` and `sharedShock` switch a part off.
 * @returns Mean, P10, P50, P90, distribution, `periods` where `by` is given, per-deal chances (with `newDeals` they sum to
 * the mean), what the forecast contains, and the method. The means are exact. Without `rateDoubt` and `sharedShock` the
 * count is exact (Poisson-binomial, with a Poisson number of new deals), and so is the amount where signed amounts do not
 * stray from listed ones (convolution by Fourier transform on 1,024 points); otherwise both are simulated. Each period's
 * luck is independent of the next one's; the doubt about how much periods differ, about seasons and about the level of
 * the rates is in the range. The interval of `chanceOfQuota` is the error of the simulation alone. `reasons` say where
 * the model speaks from little (thin stages, few closed deals, no ends at all) or past everything observed.
 * @throws `ClienteleError` `duplicate_id`, `invalid_type`, `invalid_date`, `unknown_id`, `not_finite`,
 * `out_of_range`, `inconsistent`, `invalid_model`.
 * @example
 * ```ts
 * const history = (dealId: string, days: number, end: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: 0 }, { stage: end, entered: days * 86_400_000 }] });
 * const past = Array.from({ length: 40 }, (_, i) => history(`past ${i}`, 10 + i, i % 4 === 0 ? "lost" : "contract"));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01" });
 * const deals = [{ dealId: "new", amount: 1000, stages: [{ stage: "bid", entered: "2026-05-01" }] }];
 * const forecast = forecastFunnel(model, deals, { asOf: "2026-05-01", horizonDays: 25, seed: 1, quota: 500 });
 * forecast.expected; // ≈ 319
 * forecast.contains.newDeals; // => false
 * ```
 */
export function forecastFunnel(
  model: FunnelModel,
  deals: readonly DealHistory[],
  options: ForecastFunnelOptions,
): FunnelForecast {
  const request = readRequest(model, options);
  const { asOf, horizonDays } = request;
  const asked = readForecastOptions(options);
  const { seed, by, quota, rateDoubt, sharedShock } = asked;
  const { list } = readHistories(deals, { pipeline: model.pipeline, asOf: options.asOf }, "deals");

  const outlook = lookAhead(model, asOf, horizonDays, request.holidays, by);
  const finder = pathFinder(model, asOf, horizonDays, outlook);
  const { bets, entries } = priceDeals(model, list, request, finder);
  const fresh = asked.newDeals ? foreseeNewDeals(model, outlook, asOf, horizonDays) : noNewDeals();
  const freshAmount = fresh.wins * fresh.worth * model.amounts.ratio;
  const expected = {
    count: sum(bets.map(({ path }) => path.chance)) + fresh.wins,
    amount: sum(entries.map((entry) => entry.expectedAmount)) + freshAmount,
  };
  const variance = sharedShock ? sharedVariance(model, finder, bets) : 0;
  // where nothing can be won there is nothing to simulate
  const certain = fresh.wins === 0 && bets.every(({ path }) => path.chance === 0);
  const independent = !rateDoubt && !sharedShock;
  const exactCount = independent || certain;
  const exactAmount = independent && model.amounts.spread === 0;
  const draws = asked.draws ?? drawsFor(expected.count);
  const futures =
    exactCount && exactAmount && by === undefined
      ? undefined
      : simulate(model, finder, bets, fresh, { horizonDays, seed, draws, rateDoubt, sharedShock, variance });
  const counts = exactCount
    ? countMass(
        bets.map(({ path }) => path.chance),
        fresh.wins,
      )
    : tally((futures as Futures).wins);
  const amounts = exactAmount
    ? amountMass(
        bets.map(({ path, amount }) => ({ chance: path.chance, amount: amount * model.amounts.ratio })),
        fresh.wins,
        fresh.amounts.map((amount) => amount * model.amounts.ratio),
        fresh.priced,
      )
    : undefined;
  return {
    asOf: new Date(asOf).toISOString(),
    horizonDays,
    ...(amounts === undefined
      ? rangeOf((futures as Futures).totals, expected.amount)
      : massRange(amounts, expected.amount)),
    ...(quota === undefined ? {} : { quota, chanceOfQuota: chanceOf(quota, amounts, futures, bets.length) }),
    count: { ...countRange(counts, expected.count), distribution: countShares(counts) },
    distribution: amounts === undefined ? binsOf((futures as Futures).totals) : massBins(amounts),
    ...(by === undefined ? {} : { periods: periodsOf(finder, futures as Futures, bets, fresh, model) }),
    newDeals: { created: fresh.created, won: fresh.wins, expectedAmount: freshAmount },
    deals: entries,
    contains: {
      openDeals: true,
      rateDoubt,
      sharedShock: sharedShock && model.shock.unmeasured === undefined,
      amountSpread: model.amounts.spread > 0,
      newDeals: fresh.groups.length > 0,
      calendar:
        model.season.pace.some((row) => row.some(({ mean }) => mean !== 1)) ||
        outlook.stretches.some(({ factor }) => factor !== 1),
    },
    method: {
      count: exactCount ? "poisson_binomial" : "simulation",
      amount: exactAmount ? "convolution" : "simulation",
      draws: futures === undefined ? 0 : draws,
      seed,
      shockVariance: variance,
    },
    reasons: forecastReasons(model, entries, fresh, { sharedShock, horizonDays }),
  };
}

interface AskedForecast {
  readonly seed: number;
  readonly by: ForecastUnit | undefined;
  readonly draws: number | undefined;
  readonly quota: number | undefined;
  readonly newDeals: boolean;
  readonly rateDoubt: boolean;
  readonly sharedShock: boolean;
}

function readForecastOptions(options: ForecastFunnelOptions): AskedForecast {
  const { seed, by, draws, quota, newDeals = true, rateDoubt = true, sharedShock = true } = options;
  if (draws !== undefined) requireNumber(draws, "options.draws", { min: 100, max: 1_000_000, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  if (quota !== undefined) requireNumber(quota, "options.quota", { min: 0 });
  if (by !== undefined) requireOneOf(by, UNITS, "options.by");
  if (by === "day" && options.horizonDays > MOST_DAYS) {
    throw new ClienteleError("out_of_range", `options.by "day" takes a horizon up to ${MOST_DAYS} days; use "week"`, {
      horizonDays: options.horizonDays,
    });
  }
  requireFlag(newDeals, "options.newDeals");
  requireFlag(rateDoubt, "options.rateDoubt");
  requireFlag(sharedShock, "options.sharedShock");
  return { seed, by, draws, quota, newDeals, rateDoubt, sharedShock };
}

/** Fewer futures where each holds many wins: large books have smooth distributions, whose quantiles need few. */
function drawsFor(expectedWins: number): number {
  return Math.round(Math.min(MOST_DRAWS, Math.max(FEWEST_DRAWS, WIN_BUDGET / Math.max(1, expectedWins))));
}

function chanceOf(
  quota: number,
  amounts: AmountMass | undefined,
  futures: Futures | undefined,
  deals: number,
): Estimate {
  if (amounts === undefined) return chanceToReach(quota, futures as Futures);
  const value = massAbove(amounts, quota);
  // exact for the chances given: there is no error of a simulation
  return { value, n: deals, interval: { lower: value, upper: value, level: 0.95 } };
}

/**
 * Variance of what all deals share over the horizon: each period's luck by its part of the wins, the doubt of the
 * seasons by theirs, and the level, which was learned from so many lucky and unlucky periods.
 */
function sharedVariance({ shock, season }: FunnelModel, { outlook, bands }: PathFinder, bets: readonly Bet[]): number {
  const periods = outlook.places.length;
  const byPeriod = new Float64Array(periods);
  const byPace = new Map<number, number>();
  let all = 0;
  for (const { path } of bets) {
    path.group.forEach((group, i) => {
      const share = path.intensity[i] as number;
      const period = Math.floor(group / bands) % periods;
      const key = (outlook.places[period] as number) * bands + (group % bands);
      byPeriod[period] = (byPeriod[period] as number) + share;
      byPace.set(key, (byPace.get(key) ?? 0) + share);
      all += share;
    });
  }
  if (all === 0) return 0;
  const luck = byPeriod.reduce((total, part) => total + (part / all) ** 2, 0);
  const level = shock.effectivePeriods > 0 ? 1 / shock.effectivePeriods : 0;
  let variance = shock.variance * (luck + level);
  for (const [key, part] of byPace) {
    const { shape } = season.pace[Math.floor(key / bands)]?.[key % bands] ?? {};
    if (shape !== undefined && shape > 0) variance += (part / all) ** 2 / shape;
  }
  return variance;
}
