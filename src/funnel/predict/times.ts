import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { gammaQuantile } from "../../math/gamma-distribution.ts";
import { readHistory } from "../pipeline/history.ts";
import type { DealHistory, FunnelAmounts, FunnelModel } from "../types.ts";
import { chancesOf, readRequest, standingOf } from "./deal.ts";
import { wholeHorizon } from "./path.ts";
import type { DealAmount, DealTimeQuantile, DealTimes, DealTimesOptions } from "./types.ts";

/** A year: long enough for almost every deal to close. */
const DEFAULT_HORIZON = 365;

const QUANTILES = [0.1, 0.5, 0.9];

/** A spread that moves an amount by less than a millionth is none. */
const NO_SPREAD = 1e-6;

/**
 * When an open deal will be won, when it will be off the table at all, and what it will come to: listed and signed
 * amount apart.
 *
 * @param model - From {@link fitFunnel}.
 * @param deal - The deal with its stage history so far. Not mutated.
 * @param options - `asOf`; `horizonDays`, how far ahead is looked, 0 to 3,650, default 365; `quantiles`, shares in (0, 1),
 * default 0.1, 0.5 and 0.9; `holidays` ahead.
 * @returns The chances by the horizon as {@link predictDeal} has them; `wonIn`, the days by which the shares of those
 * futures have been won that are won within the horizon; `closedIn`, the days by which the deal is won, lost or cancelled
 * with the chances given. A share that is not reached within the horizon has no `days`. Further ahead than two months the
 * days are exact to within a week. The signed amount is the listed one times what past won deals came to, P10 to P90 from
 * how far single deals strayed (a gamma law).
 * @throws `ClienteleError` As {@link predictDeal}; `out_of_range`, `not_finite`, `invalid_type` for bad quantiles.
 * @example
 * ```ts
 * const history = (dealId: string, days: number, end: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: 0 }, { stage: end, entered: days * 86_400_000 }] });
 * const past = Array.from({ length: 40 }, (_, i) => history(`past ${i}`, 10 + i, i % 4 === 0 ? "lost" : "contract"));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01", calendar: false, smooth: false });
 * const deal = { dealId: "new", amount: 900, stages: [{ stage: "bid", entered: "2026-05-01" }] };
 * const times = predictDealTimes(model, deal, { asOf: "2026-05-01", horizonDays: 60 });
 * times.closedIn[1].days; // ≈ 29
 * times.amount.ifWon; // => { expected: 900, n: 0 }
 * ```
 */
export function predictDealTimes(model: FunnelModel, deal: DealHistory, options: DealTimesOptions): DealTimes {
  requireObject(options, "options");
  const { horizonDays = DEFAULT_HORIZON, quantiles = QUANTILES } = options;
  const request = readRequest(model, { ...options, horizonDays });
  requireColumn(quantiles, "options.quantiles");
  const shares = Array.from(quantiles, (share, i) => {
    requireNumber(share, `options.quantiles[${i}]`, { above: 0, below: 1 });
    return share;
  });
  const { lookup, asOf, holidays } = request;
  const journey = readHistory(deal, lookup, asOf, "deal");
  const chances = chancesOf(model, journey, request);
  if (journey.outcome !== undefined) return { ...chances, horizonDays, wonIn: [], closedIn: [] };
  const finder = wholeHorizon(model, asOf, horizonDays, holidays);
  const curve = finder.endCurve(journey, standingOf(model, lookup, journey, asOf));
  const until = finder.outlook.stretches.map((stretch) => stretch.until);
  const won = curve.map((point) => point.won);
  const closed = curve.map((point) => point.won + point.lost + point.cancelled);
  const { amount } = journey;
  return {
    ...chances,
    horizonDays,
    wonIn: shares.map((share) => reach(share, share * chances.won, until, won)),
    closedIn: shares.map((share) => reach(share, share, until, closed)),
    ...(amount === undefined ? {} : { amount: amountOf(amount, chances.won, model.amounts) }),
  };
}

/** When a chance that grows stretch by stretch reaches a level; within a stretch it grows evenly. */
function reach(share: number, level: number, until: readonly number[], chance: readonly number[]): DealTimeQuantile {
  const j = level > 0 ? chance.findIndex((c) => c >= level) : -1;
  if (j < 0) return { share };
  const from = until[j - 1] ?? 0;
  const before = chance[j - 1] ?? 0;
  const grown = (chance[j] as number) - before;
  return { share, days: from + ((until[j] as number) - from) * (grown > 0 ? (level - before) / grown : 1) };
}

function amountOf(listed: number, won: number, { n, ratio, spread }: FunnelAmounts): DealAmount {
  const expected = listed * ratio;
  const strays = n >= 2 && spread > NO_SPREAD && expected > 0;
  const at = (p: number): number => expected * (strays ? gammaQuantile(p, spread ** -2, spread ** 2) : 1);
  return {
    listed,
    ifWon: { expected, n, ...(n < 2 ? {} : { p10: at(0.1), p90: at(0.9) }) },
    expected: won * expected,
  };
}
