import type { Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BootstrapOptions, IntervalMethod, ModelFigure } from "../fit/types.ts";
import type { FitReport, TimeUnit } from "../types.ts";

/** What one customer did at set occasions: yearly gifts, monthly events, catalogue mailings. */
export interface OccasionRecord<Unit extends TimeUnit = TimeUnit> {
  readonly unit: Unit;
  /** Occasions used after the first purchase, a whole number from 0. Written x. */
  readonly frequency: number;
  /** Number of the last occasion used, 0 where there was none. Written t_x. */
  readonly recency: number;
  /** Occasions there were since the first purchase. Written n. */
  readonly periods: number;
}

/** The same for many customers, as columns of one length; one row may stand for many customers alike. */
export interface OccasionTable<Unit extends TimeUnit = TimeUnit> {
  readonly unit: Unit;
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly periods: ArrayLike<number>;
  /** Customers per row, whole numbers from 0; 1 each where it is left out. */
  readonly counts?: ArrayLike<number>;
}

/**
 * All that the model asks of a set of customers: how many did the same. Plain JSON; the states of parts of a customer
 * base merge into exactly the state of the whole.
 */
export interface OccasionState<Unit extends TimeUnit = TimeUnit> {
  readonly kind: "occasion_state";
  readonly version: 1;
  readonly unit: Unit;
  readonly frequency: readonly number[];
  readonly recency: readonly number[];
  readonly periods: readonly number[];
  readonly counts: readonly number[];
}

/** Parameters of BG/BB: chances to use an occasion are a beta(α, β), chances to leave before one a beta(γ, δ). */
export interface BgBbParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly delta: number;
}

/** How customers use set occasions until they leave unseen. Plain JSON. */
export interface BgBbModel<Unit extends TimeUnit = TimeUnit> {
  readonly kind: "bg_bb";
  readonly version: 1;
  readonly unit: Unit;
  readonly parameters: BgBbParameters;
  /** Interval of each parameter; absent where the data do not decide them. */
  readonly intervals?: Readonly<Record<keyof BgBbParameters, Interval>>;
  /** Covariance of the logarithms of α, β, γ, δ; absent where the data do not decide them. */
  readonly covariance?: readonly (readonly number[])[];
  /** How the intervals were made; absent with them. */
  readonly intervalMethod?: IntervalMethod;
  /** Nominal coverage of every interval of the model and of what is predicted with it. */
  readonly level: number;
  readonly fittedOn: {
    readonly customers: number;
    readonly purchases: number;
    /** Most occasions any customer had. */
    readonly periods: number;
    /** Customers by the number of occasions they had; shortest first. */
    readonly cohorts: readonly { readonly periods: number; readonly customers: number }[];
    /** How well the maximum was found; absent where the parameters were taken from elsewhere. */
    readonly report?: FitReport;
    readonly notes: readonly Reason[];
  };
}

/** Options of {@link fitBgBb}. */
export interface FitBgBbOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Takes the intervals from refits to resampled customers instead of the curvature of the likelihood. */
  readonly bootstrap?: BootstrapOptions;
}

/** Options of {@link predictOccasions} and {@link forecastOccasions}. */
export interface OccasionOptions {
  /** Occasions ahead, a whole number from 1 to 10,000. */
  readonly periods: number;
}

/** What is expected of one customer. */
export interface OccasionForecast {
  /** Chance that the customer is still there at the next occasion. */
  readonly alive: ModelFigure;
  /** Expected purchases at the next occasions, as many as were asked for. */
  readonly purchases: ModelFigure;
}

/** The same for many customers, one cell per row. */
export interface OccasionForecastColumns {
  readonly alive: Float64Array;
  readonly purchases: Float64Array;
}

/** Customers by the number of occasions they used. */
export interface OccasionCount {
  readonly frequency: number;
  /** As many as the model expects. */
  readonly expected: number;
  /** As many as there are. */
  readonly actual: number;
}
