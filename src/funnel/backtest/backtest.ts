import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { sum } from "../../math/sum.ts";
import { forecastFunnel } from "../forecast/forecast.ts";
import type { ForecastRange } from "../forecast/types.ts";
import type { OpportunityEvent } from "../opportunity/events.ts";
import type { Journey } from "../pipeline/history.ts";
import { fitFunnel } from "../stages/fit.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { DealHistory } from "../types.ts";
import { askBaselines } from "./baselines.ts";
import { hardestSkill, judgeBaselines, judgeDeals, type Trial } from "./judge.ts";
import { historyOf, type Ledger, openLedger, wasOpen, wasWon, worthOf } from "./ledger.ts";
import { judgeTotals } from "./losses.ts";
import { readOrigins } from "./origins.ts";
import type {
  BacktestAbstention,
  BacktestFunnelOptions,
  BacktestTotal,
  FunnelBacktest,
  JudgedOrigin,
  TotalJudgement,
  UnjudgedOrigin,
} from "./types.ts";
import { reachVerdict, silentBaselines, wideRanges } from "./verdict.ts";

/**
 * Would the forecast have been right? Goes back to past days, learns and forecasts from what was known then, sets it
 * against what came and against rules of thumb, and says in words whether to use it.
 *
 * @param data - Deal histories, or the log of events (told apart by the first row), in any order; closed and open deals
 * alike. Not mutated. From events, each origin sees amounts, close dates and owners as they were that day. Histories hold
 * one of each per deal, which may be later than the origin; stages, pushes, activities and signed amounts are cut at the
 * origin either way.
 * @param options - `pipeline`; `origins`, past days, or `{ from, to, every }`; `horizonDays`, above 0 up to 3,650;
 * `knownUntil`, the data's last moment; `seed`; `fit` and `forecast`, options of {@link fitFunnel} and
 * {@link forecastFunnel}; `minimumOrigins`, `minimumDeals`, `level`; `toAmount` for events.
 * @returns Per origin what was forecast and what came after the origin and up to the end of the horizon, wins of deals
 * created meanwhile included. Over all origins whose horizon is over: chances of single deals (Brier with decomposition,
 * log loss, reliability, slope and intercept), totals (pinball loss at P10, P50, P90, coverage, bias, WAPE), four
 * baselines on the same days, skill, verdict. Baselines: the share won of closed deals that ever were in the stage, times
 * the open deals promised within the horizon (all open ones where none has a close date); the wins of as many days just
 * before; those of the same days a year before; and one constant chance per day and stage. The first and the last rate
 * the open deals alone; their ranges take deals as independent. The other two have no range: their one figure is judged
 * as P10, P50 and P90, and their chance is that of the deals open back then. Skill has an interval over origins; those of
 * Brier, log loss and slope take forecasts as independent and are narrower than they should be. Abstains where no origin
 * can be judged.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `unknown_id`,
 * `duplicate_id` (an origin or a deal twice), `inconsistent` (origins out of order; a deal that ends twice).
 * @example
 * ```ts
 * const deals = Array.from({ length: 400 }, (_, i) => ({
 *   dealId: `d${i}`,
 *   stages: [
 *     { stage: "prospect", entered: i * 86_400_000 },
 *     { stage: "bid", entered: (i + 5 + (i % 7)) * 86_400_000 },
 *     { stage: i % 3 === 0 ? "contract" : "lost", entered: (i + 20 + (i % 5)) * 86_400_000 },
 *   ],
 * }));
 * const origins = { from: "1970-06-01", to: "1970-11-30", every: "month" } as const;
 * const test = backtestFunnel(deals, {
 *   pipeline: standardPipeline, origins, horizonDays: 14, knownUntil: "1971-01-31", seed: 1, forecast: { draws: 500 },
 * });
 * test.count.actual; // => 27
 * test.verdict.code; // => "use_with_care"
 * test.verdict.parts[0].params.baseline; // => "run_rate"
 * ```
 * @see Tashman (2000), International Journal of Forecasting 16, on rolling origins; Gneiting & Raftery (2007), JASA 102
 */
export function backtestFunnel(
  data: readonly DealHistory[] | readonly OpportunityEvent[],
  options: BacktestFunnelOptions,
): FunnelBacktest | BacktestAbstention {
  requireObject(options, "options");
  const { pipeline, horizonDays, seed, forecast = {}, fit = {} } = options;
  const { minimumOrigins = 5, minimumDeals = 50, level = 0.95 } = options;
  requireNumber(horizonDays, "options.horizonDays", { above: 0, max: 3650 });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(minimumOrigins, "options.minimumOrigins", { min: 2, integer: true });
  requireNumber(minimumDeals, "options.minimumDeals", { min: 1, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireObject(forecast, "options.forecast");
  requireObject(fit, "options.fit");
  const moments = readOrigins(options.origins);
  const ledger = openLedger(data, options);
  const { list, asOf: end } = ledger.final;
  const finals = new Map(list.map((journey) => [journey.dealId, journey]));
  const priced = list.some(({ amount, signedAmount }) => amount !== undefined || signedAmount !== undefined);

  const trials: Trial[] = [];
  const origins = moments.map((origin): JudgedOrigin | UnjudgedOrigin => {
    const until = origin + Math.round(horizonDays * MS_PER_DAY);
    const when = { origin: new Date(origin).toISOString(), until: new Date(until).toISOString() };
    if (until > end) return { ...when, status: "unresolved" };
    const trial = tryOrigin(ledger, finals, { origin, until, pipeline, horizonDays, seed, fit, forecast });
    if (trial === undefined) return { ...when, status: "no_history" };
    trials.push(trial);
    return { ...when, status: "judged", ...listed(trial, priced) };
  });
  const unresolved = origins.filter(({ status }) => status === "unresolved").length;
  if (trials.length === 0) {
    return {
      abstained: { code: "backtest_nothing_resolved", params: { origins: origins.length, unresolved } },
      // none is judged
      origins: origins as UnjudgedOrigin[],
    };
  }
  const deals = judgeDeals(trials, level);
  const judgeTotal = (total: BacktestTotal): TotalJudgement => {
    const totals = trials.map((trial) => trial[total]);
    return judgeTotals(totals, level);
  };
  const baselines = judgeBaselines(trials, priced, level);
  const judged = {
    ...(deals === undefined ? {} : { deals }),
    count: judgeTotal("count"),
    ...(priced ? { amount: judgeTotal("amount") } : {}),
    baselines,
    skill: hardestSkill(baselines, trials.length),
  };
  const notes: Reason[] = [];
  const knownUntil = new Date(end).toISOString();
  if (unresolved > 0) notes.push({ code: "backtest_unresolved", params: { origins: unresolved, knownUntil } });
  const empty = origins.length - unresolved - trials.length;
  if (empty > 0) notes.push({ code: "backtest_no_history", params: { origins: empty } });
  if (!ledger.factsAsOf) notes.push({ code: "backtest_facts_as_given", params: { deals: list.length } });
  notes.push(...overlap(origins, horizonDays), ...silentBaselines(baselines, trials.length), ...wideRanges(judged));
  return {
    pipeline: ledger.final.lookup.pipeline.id,
    horizonDays,
    knownUntil,
    origins,
    ...judged,
    verdict: reachVerdict(judged, { minimumOrigins, minimumDeals }),
    notes,
  };
}

interface OriginRequest
  extends Required<Pick<BacktestFunnelOptions, "pipeline" | "horizonDays" | "seed" | "fit" | "forecast">> {
  readonly origin: number;
  readonly until: number;
}

/** Forecasts from what was known at the origin; only what came of it is read from the end of the data. */
function tryOrigin(ledger: Ledger, finals: ReadonlyMap<string, Journey>, request: OriginRequest): Trial | undefined {
  const { origin, until, pipeline, horizonDays, seed, fit, forecast } = request;
  const known = ledger.knownAt(origin);
  if (known.list.every(({ stages }) => stages.length === 0)) return undefined;
  const histories = known.list.map((journey) => historyOf(journey, pipeline));
  const model = fitFunnel(histories, { ...fit, pipeline, asOf: origin });
  const open = known.list.filter((journey) => wasOpen(journey, origin));
  const said = forecastFunnel(
    model,
    open.map((journey) => historyOf(journey, pipeline)),
    { ...forecast, asOf: origin, horizonDays, seed },
  );
  const openOnly = forecast.newDeals === false;
  const outcomes = Uint8Array.from(open, ({ dealId }) => (isWon(finals.get(dealId), origin, until) ? 1 : 0));
  const won = ledger.final.list.filter(
    (journey) => wasWon(journey, origin, until) && (!openOnly || wasOpen(journey, origin)),
  );
  return {
    dealIds: open.map(({ dealId }) => dealId),
    chances: Float64Array.from(said.deals, ({ chance }) => chance),
    outcomes,
    count: { ...rangeOf(said.count), actual: won.length },
    amount: { ...rangeOf(said), actual: sum(won.map(worthOf)) },
    baselines: askBaselines({ known, open, horizonDays, openOnly }),
  };
}

function isWon(journey: Journey | undefined, after: number, upTo: number): boolean {
  return journey !== undefined && wasWon(journey, after, upTo);
}

function rangeOf({ expected, p10, p50, p90 }: ForecastRange): ForecastRange {
  return { expected, p10, p50, p90 };
}

/** A trial as it is handed out. */
function listed(
  { chances, outcomes, count, amount, baselines }: Trial,
  priced: boolean,
): Omit<JudgedOrigin, "origin" | "until" | "status"> {
  return {
    openDeals: chances.length,
    count,
    ...(priced ? { amount } : {}),
    fromOpen: { expected: sum(chances), actual: sum(outcomes) },
    baselines: baselines.map((one) => ({
      baseline: one.baseline,
      count: one.count,
      ...(priced ? { amount: one.amount } : {}),
    })),
  };
}

function overlap(origins: readonly (JudgedOrigin | UnjudgedOrigin)[], horizonDays: number): Reason[] {
  const starts = origins.filter(({ status }) => status === "judged").map(({ origin }) => Date.parse(origin));
  // infinite for one origin, which overlaps with nothing
  const shortestGapDays = Math.min(...starts.slice(1).map((at, i) => (at - (starts[i] as number)) / MS_PER_DAY));
  return shortestGapDays < horizonDays ? [{ code: "backtest_overlap", params: { horizonDays, shortestGapDays } }] : [];
}
