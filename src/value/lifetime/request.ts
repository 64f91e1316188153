import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { type ReadModel, requireBuyingModel } from "../buying/model.ts";
import type { ModelFigure } from "../fit/types.ts";
import { predictSpend } from "../spending/predict.ts";
import type { GammaGammaModel, SpendingRecord } from "../spending/types.ts";
import type { Factor } from "./figures.ts";
import type { LifetimeModels, MarginOptions } from "./types.ts";

/** Largest spend per purchase. */
const MOST_SPEND = 1e100;

/** What a purchase earns, checked. */
export interface Margin {
  readonly spending?: GammaGammaModel;
  readonly spendPerPurchase?: number;
  readonly marginRate: number;
  /** Share of spend that is not given back. */
  readonly kept: Factor;
  readonly notes: readonly Reason[];
}

/** Models and options, checked. */
export interface Request extends Margin {
  readonly read: ReadModel;
  readonly level: number;
}

/** Refuses models and options that do not go together. */
export function requireRequest(models: LifetimeModels, options: MarginOptions & { readonly level?: number }): Request {
  requireObject(models, "models");
  const read = requireBuyingModel(models.buying);
  requireObject(options, "options");
  const level = requireLevel(options.level);
  return { read: { ...read, uncertain: { ...read.uncertain, level } }, level, ...requireMargin(models, options) };
}

/** The coverage asked for. */
export function requireLevel(level: number = 0.95): number {
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return level;
}

function requireMargin({ spending }: LifetimeModels, options: MarginOptions): Margin {
  const { marginRate, refundShare = 0, spendPerPurchase } = options;
  requireMarginRate(marginRate, "options.marginRate");
  if ((spending === undefined) === (spendPerPurchase === undefined)) {
    throw new ClienteleError(
      "inconsistent",
      "give either models.spending or options.spendPerPurchase, so that a purchase has one amount",
      { name: "options.spendPerPurchase" },
    );
  }
  if (spending !== undefined) requireObject(spending, "models.spending");
  else requireNumber(spendPerPurchase as number, "options.spendPerPurchase", { min: 0, max: MOST_SPEND });
  const notes: Reason[] = [];
  if (marginRate < 0) notes.push({ code: "lifetime_negative_margin", params: { marginRate } });
  const kept = requireKept(refundShare);
  if (kept.value === 0) notes.push({ code: "lifetime_all_refunded", params: {} });
  return {
    ...(spending === undefined ? { spendPerPurchase: spendPerPurchase as number } : { spending }),
    marginRate,
    kept,
    notes,
  };
}

/** Refuses what no margin can be. */
export function requireMarginRate(marginRate: number, name: string): void {
  requireNumber(marginRate, name, { min: -100, max: 1 });
}

function requireKept(refundShare: number | Estimate): Factor {
  if (typeof refundShare === "number") {
    requireNumber(refundShare, "options.refundShare", { min: 0, max: 1 });
    return { value: 1 - refundShare, spread: 0 };
  }
  requireObject(refundShare, "options.refundShare");
  const { value, interval } = refundShare;
  requireNumber(value, "options.refundShare.value", { min: 0, max: 1 });
  requireObject(interval, "options.refundShare.interval");
  requireNumber(interval.level, "options.refundShare.interval.level", { above: 0, below: 1 });
  requireNumber(interval.lower, "options.refundShare.interval.lower", { max: value });
  requireNumber(interval.upper, "options.refundShare.interval.upper", { min: value });
  if (value === 1) return { value: 0, spread: 0 };
  const reach = normalQuantile((1 + interval.level) / 2);
  return { value: 1 - value, spread: (interval.upper - interval.lower) / (2 * reach * (1 - value)) };
}

/** What a customer is expected to spend per purchase, with what the spending model adds to it. */
export interface Spend {
  readonly figure: ModelFigure;
  /** Certain where the amount was given. */
  readonly given: boolean;
  /** Weight of the customer's own mean; absent where the amount was given. */
  readonly ownWeight?: number;
  readonly notes: readonly Reason[];
}

/** Expected spend per purchase of one customer, at the level asked for. */
export function spendOf(request: Request, record: SpendingRecord): Spend | Abstention {
  const { spending, spendPerPurchase, read, level } = request;
  if (spending === undefined) {
    const value = spendPerPurchase as number;
    return {
      figure: { value, n: read.uncertain.n, interval: { lower: value, upper: value, level } },
      given: true,
      notes: [],
    };
  }
  const { frequency, meanSpend } = record;
  const spend = predictSpend(
    { ...spending, level },
    meanSpend === undefined ? { frequency } : { frequency, meanSpend },
  );
  if ("abstained" in spend) return spend;
  const { value, n, interval, ownWeight, notes } = spend;
  return { figure: { value, n, ...(interval !== undefined && { interval }) }, given: false, ownWeight, notes };
}

/** Customers that the least known part of a value rests on. */
export function behind(request: Request, spend: Spend): number {
  const { n } = request.read.uncertain;
  return spend.given ? n : Math.min(n, spend.figure.n);
}
