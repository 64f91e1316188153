import type { Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { BootstrapOptions, IntervalMethod } from "../fit/types.ts";
import type { BuyingTable, Duration, FitReport, TimeUnit } from "../types.ts";

/** Options of `summarizePurchases` that do not depend on the form of the orders. */
export interface PurchaseHistoryOptions<Unit extends TimeUnit> {
  /**
   * In what the times are counted. A week is 7 days; month, quarter and year are mean Gregorian lengths (30.436875,
   * 91.310625, 365.2425 days), so that times add up.
   */
  readonly unit: Unit;
  /** Last day of the calibration period; ages run to this day. */
  readonly end: DateLike;
  /** Last day of the holdout period, after `end`; orders up to it are counted per customer. */
  readonly holdoutEnd?: DateLike;
  /** First day that counts; orders before it are left out and counted, and their customers too. */
  readonly start?: DateLike;
  /** `"merge"` (default): purchases of one UTC day count once, their money adds up. `"keep"`: each one counts. */
  readonly sameDay?: "merge" | "keep";
  /** What an amount of exactly 0 is: a `"purchase"` that cost nothing (default), or set `"apart"` like a refund. */
  readonly zeroAmounts?: "purchase" | "apart";
}

/** Options of `summarizePurchases`: how to read an order. */
export interface SummarizePurchasesOptions<T, Unit extends TimeUnit> extends PurchaseHistoryOptions<Unit> {
  readonly customerId: (row: T, index: number) => string;
  readonly date: (row: T, index: number) => DateLike;
  /** Amount in one currency, negative for a refund; left out where money does not matter. */
  readonly amount?: (row: T, index: number) => number;
}

/** What customers did after the calibration period, as columns beside the table's. */
export interface HoldoutColumns<Unit extends TimeUnit = TimeUnit> {
  /** Length of the holdout period. */
  readonly duration: Duration<Unit>;
  /** Purchases in the holdout period. */
  readonly purchases: Int32Array;
  /** Their money in all, refunds not subtracted; absent where no amount was given. */
  readonly spend?: Float64Array;
}

/** Orders that are no purchase of the table, counted, with their money (0 where no amount was given). */
export interface OrdersApart {
  readonly orders: number;
  readonly amount: number;
}

/** How customers bought, and where every order went. */
export interface PurchaseHistory<Unit extends TimeUnit = TimeUnit> {
  /** Customers in the order of their ids. */
  readonly table: BuyingTable<Unit> & {
    readonly ids: readonly string[];
    readonly frequency: Int32Array;
    readonly recency: Float64Array;
    readonly age: Float64Array;
    readonly meanSpend?: Float64Array;
  };
  /** First purchase of each customer as a UTC day number. */
  readonly firstDay: Int32Array;
  readonly holdout?: HoldoutColumns<Unit>;
  /** Orders read. */
  readonly orders: number;
  /** Orders that were folded into another one of the same customer and day. */
  readonly merged: number;
  /** Negative amounts (and zeros, where they are set apart): never a purchase. */
  readonly refunds: OrdersApart & { readonly customers: number };
  /** Orders before `start`, and those of customers who first bought before it. */
  readonly before: OrdersApart;
  /** Orders of customers whose first purchase lies after `end`, up to the end of the holdout. */
  readonly newcomers: OrdersApart & { readonly customers: number };
  /** Orders after the holdout, or after `end` where there is none. */
  readonly after: OrdersApart;
}

/** Which model of buying until one day one stops. */
export type BuyingKind = "bg_nbd" | "mbg_nbd" | "pareto_nbd";

/** Parameters of the BG/NBD and the MBG/NBD model, all above 0. */
export interface BetaGeometricParameters {
  /** Shape of the purchase rates over customers: the smaller, the less alike they are. */
  readonly r: number;
  /** Rate of that distribution, in time units: r / alpha is the mean purchases per unit of a live customer. */
  readonly alpha: number;
  /** First shape of the chance to stop after a purchase: a / (a + b) is its mean. */
  readonly a: number;
  readonly b: number;
}

/** Parameters of the Pareto/NBD model, all above 0. */
export interface ParetoParameters {
  /** Shape of the purchase rates over customers. */
  readonly r: number;
  /** Rate of that distribution, in time units: r / alpha is the mean purchases per unit of a live customer. */
  readonly alpha: number;
  /** Shape of the rates at which customers stop. */
  readonly s: number;
  /** Rate of that distribution, in time units: s / beta is the mean rate. */
  readonly beta: number;
}

/** Name of a parameter of any model. */
export type BuyingParameter = "r" | "alpha" | "a" | "b" | "s" | "beta";

/** Which covariates act on buying and on stopping, by their names in the table. */
export interface BuyingCovariates {
  readonly purchase?: readonly string[];
  readonly dropout?: readonly string[];
}

/**
 * How a covariate moves one parameter: alpha and beta are multiplied by exp(−coefficient · covariate), a and b by
 * exp(coefficient · covariate). A positive coefficient on alpha means that such customers buy more often.
 */
export interface CovariateEffect {
  readonly covariate: string;
  readonly on: "alpha" | "beta" | "a" | "b";
  readonly coefficient: number;
  /** Absent where the data do not decide the coefficient. */
  readonly interval?: Interval;
}

/** What a reader of a model must know about its data. */
export type BuyingNote = Reason<"buying_no_repeats" | "buying_not_identifiable" | "buying_not_converged">;

/** What a buying model was learned from. */
export interface BuyingFittedOn {
  /** Customers, weights counted; 0 where the parameters were taken from elsewhere. */
  readonly customers: number;
  /** Those with at least one repeat purchase. */
  readonly repeatCustomers: number;
  /** Repeat purchases in all. */
  readonly purchases: number;
  /** Different (x, t_x, T) among the customers. */
  readonly cells: number;
  /** How well the maximum was found; absent where the parameters were taken from elsewhere. */
  readonly report?: FitReport;
  readonly notes: readonly BuyingNote[];
}

/** What every model of buying has in common. */
export interface BuyingModelOf<Kind extends BuyingKind, Parameters, Unit extends TimeUnit> {
  readonly kind: Kind;
  readonly version: 1;
  readonly unit: Unit;
  readonly parameters: Readonly<Parameters>;
  /** Covariates, in the order of the last rows of `covariance`; absent where there are none. */
  readonly effects?: readonly CovariateEffect[];
  /** Interval of each parameter; absent where the data do not decide it. */
  readonly intervals?: Readonly<Record<keyof Parameters & string, Interval>>;
  /** How the intervals were made; absent with them. */
  readonly intervalMethod?: IntervalMethod;
  /** Nominal coverage of every interval of the model and of what is predicted with it. */
  readonly level: number;
  /** Covariance of the logarithms of the parameters, in their order above, then of the coefficients. */
  readonly covariance?: readonly (readonly number[])[];
  readonly fittedOn: BuyingFittedOn;
}

/** Beta-geometric/NBD: a customer may stop after each repeat purchase. Plain JSON. */
export type BgNbdModel<Unit extends TimeUnit = TimeUnit> = BuyingModelOf<"bg_nbd", BetaGeometricParameters, Unit>;

/** Modified beta-geometric/NBD: a customer may stop after any purchase, the first too. Plain JSON. */
export type MbgNbdModel<Unit extends TimeUnit = TimeUnit> = BuyingModelOf<"mbg_nbd", BetaGeometricParameters, Unit>;

/** Pareto/NBD: a customer may stop at any time. Plain JSON. */
export type ParetoNbdModel<Unit extends TimeUnit = TimeUnit> = BuyingModelOf<"pareto_nbd", ParetoParameters, Unit>;

/** Any model of buying. */
export type BuyingModel<Unit extends TimeUnit = TimeUnit> = BgNbdModel<Unit> | MbgNbdModel<Unit> | ParetoNbdModel<Unit>;

/** Options of `fitBgNbd`, `fitMbgNbd`, `fitParetoNbd` and `fitFromState`. */
export interface FitBuyingOptions {
  /** Customers per row of the table, above 0, where rows stand for several; 1 each unless given. */
  readonly weights?: ArrayLike<number>;
  /** Which covariates of the table act on what; none unless given. */
  readonly covariates?: BuyingCovariates;
  /** Coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Takes the intervals from refits to resampled customers instead of the curvature of the likelihood. */
  readonly bootstrap?: BootstrapOptions;
  /** Searches from different starts, 1 to 20; default 3. */
  readonly starts?: number;
}

/**
 * Customers of a table (a shard, a day) as counted cells: states of shards put together give the very model that all
 * customers together give. Plain JSON.
 */
export interface BuyingState<Unit extends TimeUnit = TimeUnit> {
  readonly kind: "buying_state";
  readonly version: 1;
  readonly unit: Unit;
  /** Names of the covariates, in the order of the cells' values. */
  readonly covariates: readonly string[];
  /** Cells in ascending order; columns of one length. */
  readonly frequency: readonly number[];
  readonly recency: readonly number[];
  readonly age: readonly number[];
  /** Customers of the cell. */
  readonly count: readonly number[];
  /** One column per covariate. */
  readonly values: readonly (readonly number[])[];
}
