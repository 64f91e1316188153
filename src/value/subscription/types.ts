import type { Abstention, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BootstrapOptions, IntervalMethod, ModelFigure } from "../fit/types.ts";
import type { FitReport, TimeUnit } from "../types.ts";

/** Customers who signed up together, and how many of them were still there after each period. */
export interface RetentionCohort<Unit extends TimeUnit = TimeUnit> {
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
export interface RetentionState<Unit extends TimeUnit = TimeUnit> {
  readonly kind: "retention_state";
  readonly version: 1;
  readonly unit: Unit;
  readonly customers: number;
  /** By period of the contract, the first one first. */
  readonly stayed: readonly number[];
  readonly left: readonly number[];
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

interface RetentionModel<Unit extends TimeUnit, Parameters> {
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
    /** How well the maximum was found; absent where the parameters were taken from elsewhere. */
    readonly report?: FitReport;
    readonly notes: readonly Reason[];
  };
}

/** Shifted beta-geometric retention: each customer leaves at a chance of their own, the same every period. Plain JSON. */
export interface SbgModel<Unit extends TimeUnit = TimeUnit> extends RetentionModel<Unit, SbgParameters> {
  readonly kind: "sbg";
}

/** Beta discrete Weibull retention: the chance to leave may rise or fall with a customer's tenure. Plain JSON. */
export interface BdwModel<Unit extends TimeUnit = TimeUnit> extends RetentionModel<Unit, BdwParameters> {
  readonly kind: "bdw";
}

/** Options of {@link fitSbg} and {@link fitBdw}. */
export interface FitRetentionOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Takes the intervals from refits to resampled customers; counts must then be whole and unweighted. */
  readonly bootstrap?: BootstrapOptions;
}

/** One period of a survival curve. */
export interface SurvivalPoint {
  /** Periods since the start; 0 is the start itself. */
  readonly period: number;
  /** Share of the starters still there after it. */
  readonly survival: ModelFigure;
  /** Share of those there before it who stay through it; absent at 0. */
  readonly retention?: ModelFigure;
}

/** Options of {@link predictTenure}. */
export interface PredictTenureOptions {
  /** Discount per period, above 0: 0.1 is 10 % a period. */
  readonly discountRate: number;
  /**
   * Contract periods the customer has been with us, a whole number; 0 is a customer who has just signed and not yet
   * paid, 1 one in the first period, whose first renewal comes next.
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
  /** Payments counted, a whole number from 1; without it there is no end. */
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
export interface HeterogeneousValue extends ModelFigure {
  /** Value by the model over value at the constant rate; absent where the latter is 0. */
  readonly ratio?: number;
}

/** Options of {@link predictContractValue}. */
export interface PredictContractValueOptions {
  /** A fitted retention model whose value is to stand beside that of the constant rate. */
  readonly model?: SbgModel | BdwModel;
  /** Periods the customer has been with us, for the model; default 0, a new customer. */
  readonly periodsServed?: number;
}

/** Terms of {@link measureValueLevers}: a contract with what a period is billed. */
export interface LeverTerms<Unit extends TimeUnit = TimeUnit> extends ContractTerms<Unit> {
  /** Revenue per period in the currency of the margin, above 0; without it price and margin rate have no points. */
  readonly price?: number;
  /** Change of the retention rate, in points (0.01 is one), when the price rises by 1 %; default 0. */
  readonly retentionPerPricePoint?: UncertainInput;
}

/** The levers of a contractual customer's value. */
export type ValueLever = "retention" | "margin" | "price" | "discount";

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
  /** Money per point: retention + 0.01, margin rate + 0.01 of price, price + 1 %, discount rate + 0.01. */
  readonly levers: readonly LeverWorth[];
  /** Points of retention that a price rise of 1 % may cost before it loses money; absent without a price. */
  readonly breakEvenRetention?: number;
  readonly notes: readonly Reason[];
}
