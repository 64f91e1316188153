import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BuyingCovariates, BuyingKind, BuyingModel } from "../buying/types.ts";
import type { TimeUnit } from "../types.ts";

/** Customers with so many repeat purchases in the calibration, and what they bought in the holdout. */
export interface HoldoutGroup {
  readonly frequency: number;
  /** Whether those with more belong to the group too. */
  readonly orMore: boolean;
  readonly customers: number;
  /** Mean purchases per customer in the holdout. */
  readonly actual: number;
  readonly expected: number;
}

/** How well a model forecast what customers bought in the holdout. */
export interface HoldoutScore {
  readonly customers: number;
  /** Purchases of all customers. */
  readonly actual: number;
  readonly expected: number;
  /** expected / actual − 1; absent where nothing was bought. */
  readonly totalError?: number;
  /** Mean absolute and root mean squared error per customer, in purchases. */
  readonly mae: number;
  readonly rmse: number;
  /** Spearman's rank correlation of forecast and purchases, −1 to 1; absent where one of them is the same for all. */
  readonly rankCorrelation?: number;
  /** Area between gains curve and chance, over that of a perfect order: 1 at best, 0 for chance; absent likewise. */
  readonly gini?: number;
  readonly byFrequency: readonly HoldoutGroup[];
  /** Share of purchases that the customers with the highest forecasts made, per share of customers (0 to 1 by 0.05). */
  readonly gains: readonly { readonly customers: number; readonly captured: number; readonly best: number }[];
}

/** How one model did. */
export interface BuyingModelScore<Unit extends TimeUnit = TimeUnit> {
  readonly kind: BuyingKind;
  readonly model: BuyingModel<Unit>;
  readonly logLikelihood: number;
  /** Number of parameters. */
  readonly parameters: number;
  readonly aic: number;
  /** With the number of customers. */
  readonly bic: number;
  /** Absent without holdout. */
  readonly holdout?: HoldoutScore;
}

/** Which model did best, and whether luck could have made the difference. */
export interface ModelPreference {
  readonly best: BuyingKind;
  readonly second: BuyingKind;
  /**
   * How much better the best was than the second: log-likelihood over all customers less the penalty for parameters, or
   * mean squared error per customer; above 0 except where the penalty turns the order.
   */
  readonly gap: Estimate;
  /** Whether the interval of the gap excludes 0. */
  readonly clear: boolean;
}

/** Models of buying on the same customers. */
export interface BuyingComparison<Unit extends TimeUnit = TimeUnit> {
  readonly customers: number;
  /** In the order asked for. */
  readonly models: readonly BuyingModelScore<Unit>[];
  /** Absent where fewer than two models have a peak of their likelihood. */
  readonly byLikelihood?: ModelPreference;
  /** Absent without holdout, or likewise. */
  readonly byHoldout?: ModelPreference;
  readonly reasons: readonly Reason[];
}

/** Options of `compareBuyingModels`. */
export interface CompareBuyingModelsOptions {
  /** Which models; all three unless given, at least two. */
  readonly kinds?: readonly BuyingKind[];
  /** Covariates of the table that act on every model; none unless given. */
  readonly covariates?: BuyingCovariates;
  /** Resampled sets of customers, 100 to 10,000; default 500. */
  readonly replicates?: number;
  /** Any safe integer; default 1. The same seed gives the same intervals. */
  readonly seed?: number;
  /** Coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Customers by their number of repeat purchases, counted and expected. */
export interface PurchaseFrequency {
  readonly frequency: number;
  /** Whether those with more belong to the group too. */
  readonly orMore: boolean;
  readonly actual: number;
  readonly expected: number;
}
