import { requireNumber, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { sum } from "../../math/sum.ts";
import { type Journey, readHistories } from "../pipeline/history.ts";
import { fewClosed, hasNoExits, reachOf } from "../stages/cautions.ts";
import { arrivalTable, chanceOf, layOut } from "../stages/chain.ts";
import { type Request, readRequest, standingOf } from "../stages/predict.ts";
import { ENOUGH_SPELLS, isThin } from "../stages/stage-fit.ts";
import type { DealHistory, FunnelModel, FunnelStage } from "../types.ts";
import { poissonBinomial } from "./poisson-binomial.ts";
import { ENOUGH_PERIODS } from "./shock.ts";
import { type Bet, type Futures, simulate } from "./simulate.ts";
import type {
  AmountBin,
  CountShare,
  DealForecast,
  ForecastFunnelOptions,
  ForecastRange,
  FunnelForecast,
} from "./types.ts";

/** Bins of the amount's distribution: fine enough to see its shape, coarse enough for a chart. */
const BINS = 40;

/**
 * What the deals open today will bring by a day: amount and number won as a distribution, and the chance to reach the
 * quota. Deals are not treated as independent: good and bad periods shift them all together.
 *
 * @param model - From {@link fitFunnel}.
 * @param deals - Deals with their stage histories; amounts in one currency. Closed deals and deals that start only
 * after `asOf` count as zero and a reason says how many. Not mutated; the order does not change any figure.
 * @param options - `asOf`; `horizonDays`, 0 to 3,650; `seed`; `draws`; `quota`, an amount; `rateDoubt` and
 * `sharedShock` switch a source of doubt off.
 * @returns Mean, P10, P50, P90, distribution, per-deal chances (they sum to the mean), what the forecast contains and
 * what it leaves out (`contains`: deals not yet created and the calendar are not in it), and the method. The mean is
 * exact; the amount's quantiles are simulated; the count's are exact (Poisson-binomial) where `rateDoubt` is false
 * and there is no shock, or nothing can be won (horizon 0). The shock of a longer horizon averages over the model's
 * periods, taken as independent. The interval of `chanceOfQuota` is the error of the simulation alone, which more
 * `draws` shorten: the doubt about rates and periods is in the chance itself. `reasons` say where the model speaks from
 * little (thin stages, fewer than five closed deals, no ends at all) or past everything observed.
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
 * forecast.expected; // ≈ 300
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
  const { seed, draws = 10_000, quota, rateDoubt = true, sharedShock = true } = options;
  requireNumber(draws, "options.draws", { min: 100, max: 1_000_000, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  if (quota !== undefined) requireNumber(quota, "options.quota", { min: 0 });
  requireFlag(rateDoubt, "options.rateDoubt");
  requireFlag(sharedShock, "options.sharedShock");
  const { list } = readHistories(deals, { pipeline: model.pipeline, asOf: options.asOf }, "deals");

  const { bets, entries } = priceDeals(model, list, request);
  const shockVariance = sharedShock ? shockOver(model, horizonDays) : 0;
  const futures = simulate(model, bets, { horizonDays, seed, draws, rateDoubt, shockVariance });
  // where no deal can be won there is nothing to simulate
  const exact = (!rateDoubt && shockVariance === 0) || bets.every((bet) => bet.chance === 0);
  return {
    asOf: new Date(asOf).toISOString(),
    horizonDays,
    ...rangeOf(futures.totals, sum(entries.map((entry) => entry.expectedAmount))),
    ...(quota === undefined ? {} : { quota, chanceOfQuota: chanceToReach(quota, futures) }),
    count: countOf(bets, futures, exact),
    distribution: binsOf(futures.totals),
    deals: entries,
    contains: {
      openDeals: true,
      rateDoubt,
      sharedShock: sharedShock && model.shock.unmeasured === undefined,
      amountSpread: model.amounts.spread > 0,
      newDeals: false,
      calendar: false,
    },
    method: { count: exact ? "poisson_binomial" : "simulation", amount: "simulation", draws, seed, shockVariance },
    reasons: reasonsOf(model, entries, sharedShock, horizonDays),
  };
}

function requireFlag(value: unknown, name: string): void {
  if (typeof value !== "boolean") {
    throw new ClienteleError("invalid_type", `${name} must be true or false, got ${show(value)}`, { name });
  }
}

/** Chance and expected amount per deal; equal stage and age are computed once. */
export function priceDeals(
  model: FunnelModel,
  list: readonly Journey[],
  { lookup, asOf, horizonDays }: Request,
): { bets: Bet[]; entries: DealForecast[] } {
  const chain = layOut(model.stages, horizonDays);
  const arrival = arrivalTable(chain, 0, Math.ceil(horizonDays) + 1);
  const known = model.stages.map(() => new Map<number, number>());
  const bets: Bet[] = [];
  const entries = list.map((journey): DealForecast => {
    const { dealId, amount, outcome, stages } = journey;
    const facts = { dealId, ...(amount === undefined ? {} : { amount }) };
    if (outcome !== undefined) return { ...facts, status: outcome, chance: 0, expectedAmount: 0 };
    if (stages.length === 0) return { ...facts, status: "not_started", chance: 0, expectedAmount: 0 };
    const standing = standingOf(model, lookup, journey, asOf);
    const cache = known[standing.stage] as Map<number, number>;
    let chance = cache.get(standing.age);
    if (chance === undefined) {
      chance = chanceOf(chain, standing, 0, horizonDays, arrival);
      cache.set(standing.age, chance);
    }
    bets.push({ dealId, standing, chance, amount: amount ?? 0 });
    const stage = (model.stages[standing.stage] as FunnelStage).id;
    const expectedAmount = chance * (amount ?? 0) * model.amounts.ratio;
    return { ...facts, status: "open", stage, ageDays: standing.age, chance, expectedAmount };
  });
  return { bets, entries };
}

/**
 * Variance of the multiplier over the horizon. Within one period it is shared in full; over several it averages out.
 * The level of the rates was itself learned from so many shocked periods, which no horizon averages out.
 */
function shockOver({ shock }: FunnelModel, horizonDays: number): number {
  if (shock.variance === 0 || shock.effectivePeriods === 0) return 0;
  return shock.variance * (Math.min(1, shock.periodDays / horizonDays) + 1 / shock.effectivePeriods);
}

/**
 * Share of the futures that reach the quota, with the error of the simulation: futures that share a version of the
 * rates stand together, so the error is that of the versions' shares, told as so many independent futures.
 */
function chanceToReach(quota: number, { totals, versions }: Futures): Estimate {
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

function rangeOf(values: Float64Array, expected: number): ForecastRange {
  const sorted = values.slice().sort();
  const [p10, p50, p90] = [0.1, 0.5, 0.9].map((p) => quantileSorted(sorted, p)) as [number, number, number];
  return { expected, p10, p50, p90 };
}

function countOf(bets: readonly Bet[], futures: Futures, exact: boolean): FunnelForecast["count"] {
  const chances = bets.map((bet) => bet.chance);
  const mass = exact ? poissonBinomial(chances) : tally(futures.wins);
  const distribution: CountShare[] = [];
  mass.forEach((share, wins) => {
    if (share > 0) distribution.push({ wins, share });
  });
  // the smallest count that is not exceeded with at least this probability
  const below = (p: number): number => {
    let total = 0;
    for (const { wins, share } of distribution) {
      total += share;
      if (total >= p - 1e-12) return wins;
    }
    return distribution[distribution.length - 1]?.wins ?? 0;
  };
  return { expected: sum(chances), p10: below(0.1), p50: below(0.5), p90: below(0.9), distribution };
}

function tally(wins: Float64Array): Float64Array {
  const mass = new Float64Array(wins.reduce((most, n) => Math.max(most, n), 0) + 1);
  for (const n of wins) mass[n] = (mass[n] as number) + 1;
  return mass.map((n) => n / wins.length);
}

function binsOf(totals: Float64Array): AmountBin[] {
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

function reasonsOf(
  model: FunnelModel,
  entries: readonly DealForecast[],
  sharedShock: boolean,
  horizonDays: number,
): Reason[] {
  const reasons: Reason[] = [];
  const open = entries.filter((entry) => entry.status === "open");
  const notStarted = entries.filter((entry) => entry.status === "not_started").length;
  const closed = entries.length - open.length - notStarted;
  if (open.length === 0) reasons.push({ code: "funnel_no_open_deals", params: { given: entries.length } });
  if (closed > 0) reasons.push({ code: "funnel_closed_deals", params: { n: closed } });
  if (notStarted > 0) reasons.push({ code: "funnel_not_started", params: { n: notStarted } });
  const unpriced = open.filter((entry) => entry.amount === undefined).length;
  if (unpriced > 0) reasons.push({ code: "funnel_amount_missing", params: { n: unpriced } });
  const stageOf = new Map(model.stages.map((stage) => [stage.id, stage]));
  const count = (is: (stage: FunnelStage, ageDays: number) => boolean): number =>
    open.filter(({ stage, ageDays }) => is(stageOf.get(stage as string) as FunnelStage, ageDays as number)).length;
  const beyond = count((stage, ageDays) => ageDays > stage.longestDays);
  if (beyond > 0) reasons.push({ code: "funnel_beyond_history_deals", params: { n: beyond } });
  const reach = reachOf(model, horizonDays);
  const past = count((stage, ageDays) => ageDays <= stage.longestDays && reach(stage, ageDays));
  if (past > 0) reasons.push({ code: "funnel_horizon_beyond_deals", params: { n: past, days: horizonDays } });
  const few = open.length === 0 ? undefined : fewClosed(model);
  if (few !== undefined) reasons.push(few);
  const unmoved = count(hasNoExits);
  if (unmoved > 0) reasons.push({ code: "funnel_no_exits_deals", params: { n: unmoved } });
  const thin = count((stage) => isThin(stage.n));
  if (thin > 0) reasons.push({ code: "funnel_thin_stage_deals", params: { n: thin, needed: ENOUGH_SPELLS } });
  const { unmeasured, periods, effectivePeriods } = model.shock;
  if (sharedShock && unmeasured === "one_cohort") reasons.push({ code: "funnel_shock_one_cohort", params: {} });
  else if (sharedShock && unmeasured !== undefined) {
    const params = { periods: Math.min(periods, effectivePeriods), needed: ENOUGH_PERIODS };
    reasons.push({ code: "funnel_shock_unmeasured", params });
  }
  return reasons;
}
