import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { SpendVerdict } from "../../core/labels/spending.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BootstrapOptions, IntervalMethod, ModelFigure } from "../fit/types.ts";
import type { BuyingRecord, BuyingTable, FitReport } from "../types.ts";

/** How much one customer has spent so far: of a buying record, the number of repeat purchases and their mean. */
export type SpendingRecord = Pick<BuyingRecord, "frequency" | "meanSpend">;

/** The same for many customers, as columns; a buying table with `meanSpend` is one. */
export type SpendingTable = Pick<BuyingTable, "frequency" | "meanSpend">;

/**
 * All that a spending model asks of a set of customers: how many had the same number of purchases and the same mean.
 * Plain JSON; states of parts of a customer base merge into exactly the state of the whole.
 */
export interface SpendingState {
  readonly kind: "spending_state";
  readonly version: 1;
  /** Customers, those without a repeat purchase included. */
  readonly customers: number;
  /** One cell per pair of repeat purchases and mean spend, in their order, with the customers in it. */
  readonly frequency: readonly number[];
  readonly meanSpend: readonly number[];
  readonly counts: readonly number[];
}

/** Parameters of the Gamma-Gamma model, in the symbols of the paper. */
export interface GammaGammaParameters {
  /** Shape of single purchases around the customer's own mean: the larger, the less they scatter. */
  readonly p: number;
  /** Shape of the customers around each other: the larger, the more alike they are. A mean exists for q > 1 alone. */
  readonly q: number;
  /** Scale of the customers' means, in the currency of the spend. */
  readonly v: number;
}

/** How customers' spend per purchase is spread, learned from those who bought again. Plain JSON. */
export interface GammaGammaModel {
  readonly kind: "gamma_gamma";
  readonly version: 1;
  readonly parameters: GammaGammaParameters;
  /** Interval of each parameter; absent where the data do not decide them. */
  readonly intervals?: Readonly<Record<keyof GammaGammaParameters, Interval>>;
  /** Covariance of the logarithms of p, q and v; absent where the data do not decide them. */
  readonly covariance?: readonly (readonly number[])[];
  /** How the intervals were made; absent with them. */
  readonly intervalMethod?: IntervalMethod;
  /** Nominal coverage of every interval of the model and of what is predicted with it. */
  readonly level: number;
  readonly fittedOn: {
    readonly customers: number;
    /** Customers with a repeat purchase: those the model is learned from. */
    readonly repeaters: number;
    readonly purchases: number;
    /** Whether customers who buy often spend more or less per purchase: the model rests on their not doing so. */
    readonly independence?: SpendIndependence | Abstention;
    /** How well the maximum was found; absent where the parameters were taken from elsewhere. */
    readonly report?: FitReport;
    readonly notes: readonly Reason[];
  };
}

/** Options of {@link fitGammaGamma}. */
export interface FitGammaGammaOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Takes the intervals from refits to resampled customers instead of the curvature of the likelihood. */
  readonly bootstrap?: BootstrapOptions;
}

/** Whether frequency and spend hang together, among customers with a repeat purchase. */
export interface SpendIndependence {
  /** Correlation of the number of repeat purchases with their mean, in [−1, 1], with an interval that needs no law. */
  readonly correlation: Estimate;
  /** Share of the differences in mean spend that frequency would explain: the correlation squared. */
  readonly explained: number;
  /** `holds` where the interval includes 0; `doubtful` where it does not. */
  readonly verdict: SpendVerdict;
}

/** What a customer is expected to spend per purchase. */
export interface ExpectedSpend extends ModelFigure {
  /** Share of the customer's own mean in the expectation, in [0, 1]; the rest is the population's. */
  readonly ownWeight: number;
  /** Where the customer's own long-run mean lies with the model's `level` of probability. */
  readonly range: Interval;
  readonly notes: readonly Reason[];
}

/** How much of what was sold came back. */
export interface RefundSummary {
  /** Sum of positive amounts, in one currency. */
  readonly sales: number;
  /** Sum of negative amounts without their sign. */
  readonly refunds: number;
  /** Refunds over sales, with an interval that treats each customer as one; absent without sales. */
  readonly share: Estimate | Abstention;
  /** Customers seen, those with a refund, and those who gave back as much as they paid or more. */
  readonly customers: number;
  readonly refunding: number;
  readonly negative: number;
}

/** Options of {@link measureRefunds}. */
export interface MeasureRefundsOptions<T> {
  /** Whose payment the row is. */
  readonly customer: (row: T, index: number) => string;
  /** What was paid, negative for what was given back, in one currency. */
  readonly amount: (row: T, index: number) => number;
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
}
