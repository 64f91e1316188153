import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BuyingModel } from "../buying/types.ts";
import type { ModelFigure } from "../fit/types.ts";
import type { GammaGammaModel } from "../spending/types.ts";
import type { Duration, TimeUnit } from "../types.ts";

/** What lifetime value is made of: how customers buy, and how much they spend each time. */
export interface LifetimeModels<Unit extends TimeUnit = TimeUnit> {
  readonly buying: BuyingModel<Unit>;
  /** Left out where `spendPerPurchase` is given instead. */
  readonly spending?: GammaGammaModel;
}

/** How far ahead is counted, and what time costs. */
export interface DiscountOptions<Unit extends TimeUnit = TimeUnit> {
  /** From now on, in the model's unit; `"infinite"` counts all that is still to come. */
  readonly horizon: Duration<Unit> | "infinite";
  /** Effective interest per year, 0 to 100: at 0.15, money in a year is worth 1 / 1.15 of money now. */
  readonly discountRate: number;
  /** `"continuous"` (default) values money on the day it comes, `"periodic"` at the end of the period it comes in. */
  readonly compounding?: "continuous" | "periodic";
  /** Period of `"periodic"`, counted from now; default `"month"`. A last part of a period is valued at its own end. */
  readonly period?: TimeUnit;
}

/** What of a purchase is earned. */
export interface MarginOptions {
  /** Contribution per unit of spend, −100 to 1: 0.3 keeps 30 %. Below 0 every purchase costs money. */
  readonly marginRate: number;
  /** Share of spend that is given back, in [0, 1], as `measureRefunds` finds it: a number, or the estimate itself. */
  readonly refundShare?: number | Estimate;
  /** Spend per purchase in one currency, 0 or more, for all customers; instead of a spending model. */
  readonly spendPerPurchase?: number;
}

/** Options of `predictLifetimeValue` and `explainLifetimeValue`. */
export interface LifetimeValueOptions<Unit extends TimeUnit = TimeUnit> extends DiscountOptions<Unit>, MarginOptions {
  /** Coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What one customer is still worth, and the parts it is the product of. */
export interface LifetimeValue {
  /** discountedPurchases · spend · marginRate · (1 − refundShare), in the currency of the spend. */
  readonly value: ModelFigure;
  /** Chance that the customer still buys. */
  readonly alive: ModelFigure;
  /** Purchases expected within the horizon, each counted as one; absent where their number has no end. */
  readonly purchases?: ModelFigure;
  /** The same purchases, each counted at what it is worth now. */
  readonly discountedPurchases: ModelFigure;
  /** Expected spend per purchase. */
  readonly spend: ModelFigure;
  /** What a reader must know: a negative margin, a spend that has no upper end… */
  readonly notes: readonly Reason[];
}

/** Why a customer is worth what they are worth. */
export interface LifetimeValueExplanation extends LifetimeValue {
  readonly reasons: readonly Reason[];
}

/** What a customer is worth on the day of their first purchase. */
export interface NewCustomerValue {
  /** First purchase and all that follows within the horizon. */
  readonly value: ModelFigure;
  /** Margin of the first purchase, not discounted. */
  readonly first: ModelFigure;
  /** Value of the purchases after it. */
  readonly later: LifetimeValue;
}

/** Lifetime value of many customers, as columns of one length. */
export interface LifetimeValueColumns {
  readonly value: Float64Array;
  readonly alive: Float64Array;
  readonly discountedPurchases: Float64Array;
  readonly spend: Float64Array;
  /** Sum of the values. */
  readonly total: number;
  readonly notes: readonly Reason[];
}

/** Options of `forecastCashFlows`. */
export interface ForecastCashFlowsOptions extends MarginOptions {
  /** Periods ahead, a whole number from 1 to 1,200. */
  readonly periods: number;
  /** Length of each; default `"month"`, of 30.436875 days. */
  readonly period?: TimeUnit;
  /** As in {@link DiscountOptions}. */
  readonly discountRate: number;
  /** As in {@link DiscountOptions}; `"periodic"` values a period's money at its end. */
  readonly compounding?: "continuous" | "periodic";
  /** Coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Money expected in one period. */
export interface ExpectedCashFlow {
  /** From 1. */
  readonly period: number;
  /** Start and end of the period from now, in the model's unit. */
  readonly from: number;
  readonly to: number;
  /** Expected purchases. */
  readonly purchases: ModelFigure;
  /** Expected margin, refunds taken off, not discounted. */
  readonly cash: ModelFigure;
  /** The same at what it is worth now. */
  readonly discounted: ModelFigure;
}

/** Money expected period by period. */
export interface CashFlowForecast {
  /** Customers whose money it is. */
  readonly customers: number;
  readonly flows: readonly ExpectedCashFlow[];
  /** Sum of the discounted flows: lifetime value over these periods. */
  readonly value: ModelFigure;
  /** What comes after the last period, at what it is worth now; an abstention where it has no end. */
  readonly residual: ModelFigure | Abstention;
  readonly notes: readonly Reason[];
}
