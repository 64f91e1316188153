import type { Abstention, Interval } from "../../core/estimate.ts";
import type { ValueLever } from "../../core/labels/subscription.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BootstrapOptions, IntervalMethod, ModelFigure } from "../fit/types.ts";
import type { FitReport, TimeUnit } from "../types.ts";

export type { ValueLever } from "../../core/labels/subscription.ts";

/** Customers who signed up together, and how many of them were still there after each period. */
export interface TenureCohort<Unit extends TimeUnit = TimeUnit> {
  readonly id?: string;
  /** What a contract period is counted in. */
  readonly unit: Unit;
  /** Customers at the start, then after each period: never rising, at least two numbers. */
  readonly survivors: ArrayLike<number>;
  /** What each customer of the cohort counts for, above 0; default 1. */
  readonly weight?: number;
}

/**
 * All that a retention model asks of its cohorts: how many stayed and how many left in each period of their contract.
 * Plain JSON; the states of parts of a customer base add up to the state of the whole.
 */
export interface TenureState<Unit extends TimeUnit = TimeUnit> {
  readonly kind: "tenure_state";
  readonly version: 1;
  readonly unit: Unit;
  readonly customers: number;
  /** By period of the contract, the first one first. */
  readonly stayed: readonly number[];
  readonly left: readonly number[];
}

/** A BdW model beside the sBG model of the same customers, which is the same with c at 1. */
export interface SbgComparison {
  readonly logLikelihood: number;
  /** Likelihood ratio: chi-squared with one degree of freedom where c is 1. */
  readonly statistic: number;
  readonly pValue: number;
}

/** Parameters of the shifted beta-geometric model: chances to leave are spread as a beta(α, β). */
export interface SbgParameters {
  readonly alpha: number;
  readonly beta: number;
}

/** Parameters of the beta discrete Weibull model: as before, with a chance to leave that changes with tenure. */
export interface BdwParameters extends SbgParameters {
  /** Above 1 each customer's chance to leave rises with tenure, below 1 it falls, at 1 it is constant. */
  readonly c: number;
}

interface TenureModelOf<Unit extends TimeUnit, Parameters> {
  readonly version: 1;
  readonly unit: Unit;
  readonly parameters: Parameters;
  /** Interval of each parameter; absent where the data do not decide them. */
  readonly intervals?: Readonly<Record<keyof Parameters, Interval>>;
  /** Covariance of the logarithms of the parameters in their order. */
  readonly covariance?: readonly (readonly number[])[];
  /** How the intervals were made; absent with them. */
  readonly intervalMethod?: IntervalMethod;
  /** Nominal coverage of every interval of the model and of what is predicted with it. */
  readonly level: number;
  readonly fittedOn: {
    /** Customers at the start, weighted. */
    readonly customers: number;
    /** Longest tenure seen, in periods. */
    readonly periods: number;
    /** For a BdW model, whether it explains the customers better than a chance to leave that never changes. */
    readonly againstSbg?: SbgComparison;
    /** How well the maximum was found; absent where the parameters were taken from elsewhere. */
    readonly report?: FitReport;
    readonly notes: readonly Reason[];
  };
}

/** Shifted beta-geometric retention: each customer leaves at a chance of their own, the same every period. Plain JSON. */
export interface SbgModel<Unit extends TimeUnit = TimeUnit> extends TenureModelOf<Unit, SbgParameters> {
  readonly kind: "sbg";
}

/** Beta discrete Weibull retention: the chance to leave may rise or fall with a customer's tenure. Plain JSON. */
export interface BdwModel<Unit extends TimeUnit = TimeUnit> extends TenureModelOf<Unit, BdwParameters> {
  readonly kind: "bdw";
}

/** Options of {@link fitSbg} and {@link fitBdw}. */
export interface FitTenureOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Takes the intervals from refits to resampled customers; counts must then be whole and unweighted. */
  readonly bootstrap?: BootstrapOptions;
}

/** One period of a survival curve. */
export interface TenurePoint {
  /** Periods since the start; 0 is the start itself. */
  readonly period: number;
  /** Share of the starters still there after it. */
  readonly survival: ModelFigure;
  /** Share of those there before it who stay through it; absent at 0. */
  readonly retention?: ModelFigure;
}

/** Any model of how long contracts last. */
export type TenureModel<Unit extends TimeUnit = TimeUnit> = SbgModel<Unit> | BdwModel<Unit>;

/** Options of {@link forecastTenure}. */
export interface ForecastTenureOptions {
  /** Periods to look ahead, a whole number from 1 to 10,000. */
  readonly periods: number;
  /** Periods that are over already; the forecast is then of those who are still there. Default 0, from the start. */
  readonly from?: number;
}

/** Options of {@link predictTenure}. */
export interface PredictTenureOptions {
  /** Price of time per period, from 1e-9: 0.1 is 10 % a period. */
  readonly discountRate: number;
  /**
   * Contract periods the customer has been with us: a whole number from 0 to 10,000, default 0. With 0 the payments are
   * those of a customer who signs now, the first of them at once. With n of 1 or more the n-th renewal is just about to
   * be decided, and the payments are those from it on.
   */
  readonly periodsServed?: number;
}

/** A number of an input, or a figure with its interval (an `Estimate` will do). */
export type UncertainInput = number | { readonly value: number; readonly interval: Interval };

/** What a contractual customer brings: margin, chance to stay, and the price of time. */
export interface ContractTerms<Unit extends TimeUnit = TimeUnit> {
  readonly unit: Unit;
  /** Contribution margin per period in one currency, from −1e100 to 1e100. */
  readonly margin: UncertainInput;
  /** Chance to stay through a period, in [0, 1]. */
  readonly retentionRate: UncertainInput;
  /** Price of time per period, 0 or more: 0.1 is 10 % a period. */
  readonly discountRate: UncertainInput;
  /** `periodic` divides by 1 + d each period (default), `continuous` multiplies by e^(−d). */
  readonly discounting?: "periodic" | "continuous";
  /**
   * When a period's margin comes in. `start` (default): the first at once, undiscounted, from everybody. `end`: the
   * first after one period, from those who stayed. `continuous`: evenly over time, from those still there.
   */
  readonly payment?: "start" | "end" | "continuous";
  /** Growth of the margin per period, above −1; default 0. The first payment is not grown. */
  readonly marginGrowth?: number;
  /** Payments counted, a whole number from 1 to 10,000; without it there is no end. */
  readonly periods?: number;
}

/** A figure worked out from terms; the interval is there where a term came with one that leaves it a finite end. */
export interface ContractFigure {
  readonly value: number;
  readonly interval?: Interval;
}

/** Value of a contractual customer at a constant retention rate. */
export interface ContractValue extends ContractFigure {
  /** Value over the margin of the first payment: what one unit of margin per period is worth. */
  readonly multiple: number;
  /** Periods a customer is expected to stay, the first included; absent where none ever leaves. */
  readonly expectedPeriods?: number;
  /** What customers who differ in their chance to leave are worth on the same terms; absent where no model was given. */
  readonly heterogeneous?: HeterogeneousValue | Abstention;
  readonly notes: readonly Reason[];
}

/** Value on the same terms, where each customer has a chance to leave of their own. */
export interface HeterogeneousValue extends ContractFigure {
  /** Value by the model over value at the constant rate; absent where the latter is 0. */
  readonly ratio?: number;
}

/** Options of {@link predictContractValue}. */
export interface PredictContractValueOptions {
  /** A fitted retention model whose value is to stand beside that of the constant rate. */
  readonly model?: TenureModel;
  /** Renewals the customer has behind them, for the model: a whole number from 0 (default, a new customer) to 10,000. */
  readonly renewals?: number;
}

/** Terms of {@link measureValueLevers}: a contract with what a period is billed. */
export interface LeverTerms<Unit extends TimeUnit = TimeUnit> extends ContractTerms<Unit> {
  /** What a customer is billed per period in the currency of the margin, above 0; without it price has no point. */
  readonly price?: number;
  /** Change of the retention rate when the price rises by 1 %, from −1 to 1 (−0.002 is a fifth of a point lost); default 0. */
  readonly retentionPerPricePoint?: UncertainInput;
}

/** What one point of a lever is worth. */
export interface LeverWorth extends ContractFigure {
  readonly lever: ValueLever;
  /** Percent by which value rises where the lever's figure rises by 1 %; absent where value is 0. */
  readonly elasticity?: number;
}

/** What each lever of a customer's value is worth at the margin. */
export interface ValueLevers {
  /** Value on the terms as they stand. */
  readonly value: ContractFigure;
  /**
   * Money per point, at the margin: retention rate + 0.01; margin + 0.01 of the price (of the margin itself where no
   * price is given); price + 1 % at the same cost, what it costs in retention taken off; discount rate + 0.01.
   */
  readonly levers: readonly LeverWorth[];
  /**
   * Fall of the retention rate (0.01 is a point) that a price rise of 1 % may cost before it loses money; absent without
   * a price, and where a customer brings nothing.
   */
  readonly breakEvenRetention?: number;
  readonly notes: readonly Reason[];
}
