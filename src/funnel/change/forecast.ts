import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type ForecastCause, pipelineChangeLabels } from "../../core/labels/pipeline-change.ts";
import type { Reason } from "../../core/reasons.ts";
import { CATEGORIES } from "../pipeline/category.ts";
import { requireId } from "../pipeline/rules.ts";
import { requireExactSum } from "./tally.ts";
import type { ComparableForecast, CompareForecastsOptions, Flow, ForecastChange, ForecastedDeal } from "./types.ts";

const ORDER = /* @__PURE__ */ (() => Object.keys(pipelineChangeLabels.forecastCause))() as ForecastCause[];
const STATUSES: readonly string[] = [...CATEGORIES, "not_started"];

/** A deal with what it brings to the forecast, in whole minor units. */
interface Priced extends ForecastedDeal {
  readonly minor: number;
}

/** A forecast in whole minor units. */
interface Prices {
  readonly deals: ReadonlyMap<string, Priced>;
  readonly newDeals: number;
}

/**
 * Explains why the forecast of a period changed between two days: deals created, won, lost, put on hold or back to work,
 * amounts, moves from stage to stage, time that passed without one, a new model, and deals still expected to come.
 *
 * @param before - The forecast of the first day: `forecastFunnel(…)` itself, or its deals. Not mutated.
 * @param after - The forecast of the second day to the same end: its `horizonDays` less by the days in between. A won deal
 * counts at what it was won for, since it is part of what the period brings.
 * @param options - `byEarlierModel`, the later deals priced by the earlier model, sets a change of the model apart;
 * `signedAmount` tells what won deals were signed for; `minorPerUnit` is 100 unless the currency has other cents.
 * @returns Every deal is rounded to whole minor units first; `openingMinor` plus all flows is `closingMinor`, exactly. Of
 * a deal that stays open a change of its amount is priced at the earlier chance, and the rest is its stage where that
 * changed, and time where it did not. The amounts are sums of expected values: no cause carries an interval of its own.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`.
 * @example
 * ```ts
 * const deal = (dealId: string, stage: string, amount: number, expectedAmount: number) =>
 *   ({ dealId, status: "open", stage, amount, expectedAmount });
 * const change = compareForecasts(
 *   { deals: [deal("a", "bid", 1000, 400), deal("b", "bid", 500, 100)] },
 *   { deals: [{ dealId: "a", status: "won", amount: 1000, expectedAmount: 0 }, deal("b", "bid", 600, 90)] },
 * );
 * change.flows.map(({ flow, amountMinor }) => `${flow} ${amountMinor / 100}`); // => ["won 600", "amount 20", "aged -30"]
 * change.closingMinor / 100; // => 1090
 * ```
 */
export function compareForecasts(
  before: ComparableForecast,
  after: ComparableForecast,
  options: CompareForecastsOptions = {},
): ForecastChange {
  requireObject(options, "options");
  const { byEarlierModel, signedAmount, minorPerUnit = 100 } = options;
  requireNumber(minorPerUnit, "options.minorPerUnit", { min: 1, max: 10_000, integer: true });
  if (!Number.isInteger(Math.log10(minorPerUnit))) {
    throw new ClienteleError("out_of_range", `options.minorPerUnit must be a power of ten, got ${minorPerUnit}`, {});
  }
  if (signedAmount !== undefined && typeof signedAmount !== "function") {
    throw new ClienteleError("invalid_type", `options.signedAmount must be a function, got ${show(signedAmount)}`, {});
  }
  const price = (forecast: ComparableForecast, name: string): Prices =>
    priceAll(forecast, minorPerUnit, signedAmount, name);
  const earlier = price(before, "before");
  const later = price(after, "after");
  const same = byEarlierModel === undefined ? undefined : price(byEarlierModel, "options.byEarlierModel");

  const flows = new Map<ForecastCause, { amountMinor: number; dealIds: string[] }>();
  let openingMinor = earlier.newDeals;
  let closingMinor = later.newDeals;
  let unpriced = 0;
  const book = (cause: ForecastCause, amountMinor: number, dealId?: string): void => {
    if (amountMinor === 0) return;
    const flow = flows.get(cause) ?? { amountMinor: 0, dealIds: [] };
    flow.amountMinor += amountMinor;
    if (dealId !== undefined) flow.dealIds.push(dealId);
    flows.set(cause, flow);
  };
  const ids = [...new Set([...earlier.deals.keys(), ...later.deals.keys()])].sort();
  for (const dealId of ids) {
    const was = earlier.deals.get(dealId);
    const is = later.deals.get(dealId);
    const old = isStanding(is) ? same?.deals.get(dealId) : undefined;
    const wasMinor = was?.minor ?? 0;
    const isMinor = is?.minor ?? 0;
    const oldMinor = old?.minor ?? isMinor;
    openingMinor += wasMinor;
    closingMinor += isMinor;
    book("model", isMinor - oldMinor, dealId);
    if (was !== undefined && is !== undefined && was.status === is.status) {
      const amount = isStanding(is) ? amountEffect(was, is, oldMinor) : oldMinor - wasMinor;
      book("amount", amount, dealId);
      book(was.stage === is.stage ? "aged" : "stage_moved", oldMinor - wasMinor - amount, dealId);
      if (isStanding(is) && old === undefined) unpriced++;
    } else book(causeOf(was, is), oldMinor - wasMinor, dealId);
  }
  const expectedNew = same === undefined || byEarlierModel?.newDeals === undefined ? later.newDeals : same.newDeals;
  book("new_deals", expectedNew - earlier.newDeals);
  book("model", later.newDeals - expectedNew);
  const sizes = [...earlier.deals.values(), ...later.deals.values()].reduce((total, { minor }) => total + minor, 0);
  requireExactSum(sizes + earlier.newDeals + later.newDeals, "the expected amounts of both forecasts");
  const reasons: Reason[] = unpriced === 0 ? [] : [{ code: "forecast_model_not_apart", params: { n: unpriced } }];
  const listed = ORDER.flatMap((flow): Flow<ForecastCause>[] => {
    const entry = flows.get(flow);
    return entry === undefined ? [] : [{ flow, ...entry }];
  });
  return { openingMinor, closingMinor, flows: listed, reasons };
}

function isStanding(deal: Priced | undefined): boolean {
  return deal?.status === "open" || deal?.status === "suspended";
}

/** What a changed amount does at the chance that the deal had. */
function amountEffect(was: Priced, is: Priced, oldMinor: number): number {
  const { amount: from = 0, minor } = was;
  const { amount: to = 0 } = is;
  if (from === to) return 0;
  const effect = from > 0 && to > 0 ? Math.round(minor * (to / from)) - minor : Number.NaN;
  // without an amount before or after there is no chance to hold fast: all of it is the amount
  return Number.isSafeInteger(effect) ? effect : oldMinor - minor;
}

function causeOf(was: Priced | undefined, is: Priced | undefined): ForecastCause {
  if (was === undefined || was.status === "not_started") return "created";
  if (is === undefined || is.status === "not_started") return "removed";
  if (is.status !== "open") return is.status;
  return was.status === "suspended" ? "resumed" : "reopened";
}

function priceAll(
  forecast: ComparableForecast,
  minorPerUnit: number,
  signedAmount: CompareForecastsOptions["signedAmount"],
  name: string,
): Prices {
  requireObject(forecast, name);
  requireColumn(forecast.deals, `${name}.deals`);
  const inMinor = (amount: number, what: string): number => {
    requireNumber(amount, what, { min: 0, max: Number.MAX_SAFE_INTEGER / minorPerUnit });
    return Math.round(amount * minorPerUnit);
  };
  const deals = new Map<string, Priced>();
  for (let i = 0; i < forecast.deals.length; i++) {
    const deal = forecast.deals[i] as ForecastedDeal;
    const at = `${name}.deals[${i}]`;
    requireObject(deal, at);
    const { dealId, status, stage, amount, expectedAmount } = deal;
    requireId(dealId, `${at}.dealId`);
    requireOneOf(status, STATUSES, `${at}.status`);
    if (stage !== undefined) requireId(stage, `${at}.stage`);
    if (amount !== undefined) requireNumber(amount, `${at}.amount`, { min: 0 });
    const expected = inMinor(expectedAmount, `${at}.expectedAmount`);
    const won = status === "won" ? (signedAmount?.(dealId) ?? amount ?? 0) : 0;
    const standing = status === "open" || status === "suspended";
    const minor = standing ? expected : inMinor(won, `the won amount of ${at}`);
    if (deals.has(dealId)) {
      throw new ClienteleError("duplicate_id", `${at} repeats the dealId ${show(dealId)}; list each deal once`, {
        index: i,
        dealId,
      });
    }
    deals.set(dealId, {
      dealId,
      status,
      expectedAmount,
      minor,
      ...(stage !== undefined && { stage }),
      ...(amount !== undefined && { amount }),
    });
  }
  if (forecast.newDeals !== undefined) requireObject(forecast.newDeals, `${name}.newDeals`);
  const expectedNew = forecast.newDeals?.expectedAmount ?? 0;
  return { deals, newDeals: inMinor(expectedNew, `${name}.newDeals.expectedAmount`) };
}
