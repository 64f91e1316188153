import type { Interval } from "../../core/estimate.ts";
import type { RfmSegmentId } from "../../core/labels/rfm.ts";
import type { ModelEnvelope } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

/** What a negative amount does: `"net"` subtracts it from the customer's money, `"ignore"` leaves it out. */
export type RfmRefundPolicy = "net" | "ignore";

/** What both forms of a summary are asked. */
export interface RfmSummaryOptions {
  /** The day from which recency and tenure are counted; transactions after it are left out and counted. */
  readonly asOf: DateLike;
  /** What a negative amount does; default `"net"`. Either way a refund is no purchase. */
  readonly refunds?: RfmRefundPolicy;
}

/** Options of `summarizeRfm`: how to read a transaction. */
export interface SummarizeRfmOptions<T> extends RfmSummaryOptions {
  readonly customerId: (row: T, index: number) => string;
  readonly date: (row: T, index: number) => DateLike;
  /** Amount in one currency; negative for a refund, zero for a purchase that cost nothing. */
  readonly amount: (row: T, index: number) => number;
}

/** Transactions as columns of equal length. */
export interface RfmTransactionColumns {
  /** Code of the customer, a whole number from 0. */
  readonly customers: ArrayLike<number>;
  /** UTC day number of the transaction. */
  readonly days: ArrayLike<number>;
  /** Amount in one currency; negative for a refund. */
  readonly amounts: ArrayLike<number>;
  /** Number of customer codes; one more than the largest code unless given. */
  readonly customerCount?: number;
}

/** The figures of one customer. */
export interface RfmFigures {
  /** Days from the last purchase to `asOf`, 0 or more. */
  readonly recencyDays: number;
  /** Days on which the customer purchased: purchases of one day count once. */
  readonly frequency: number;
  /** Money in all, refunds subtracted unless they are ignored. */
  readonly monetary: number;
  /** `monetary` per purchase day. */
  readonly meanAmount: number;
}

/** One customer of a summary. */
export interface RfmCustomer extends RfmFigures {
  readonly id: string;
  /** Days from the first purchase to `asOf`, 0 or more. */
  readonly tenureDays: number;
}

/** The figures of many customers as columns of equal length. */
export interface RfmFigureColumns {
  readonly recencyDays: ArrayLike<number>;
  readonly frequency: ArrayLike<number>;
  readonly monetary: ArrayLike<number>;
  readonly meanAmount: ArrayLike<number>;
}

/** Transactions set apart, with what they sum to. */
export interface RfmSetApart {
  readonly transactions: number;
  readonly amount: number;
}

/** Where every transaction went: the customers' money, `withoutPurchase`, `afterAsOf` and ignored refunds sum to the input. */
export interface RfmTotals {
  /** The day from which was counted, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly refunds: RfmRefundPolicy;
  /** Transactions given. */
  readonly transactions: number;
  /** Purchase days of all customers. */
  readonly purchaseDays: number;
  /** Purchases that were merged into another one of the same customer and day. */
  readonly merged: number;
  /** Money of all customers. */
  readonly total: number;
  /** Refunds up to `asOf`, netted or ignored as `refunds` says. */
  readonly refunded: RfmSetApart;
  /** Transactions after `asOf`, left out. */
  readonly afterAsOf: RfmSetApart;
  /** Customers with refunds but no purchase up to `asOf`: they have no recency, and their netted money stands here. */
  readonly withoutPurchase: { readonly customers: number; readonly amount: number };
}

/** Customers by recency, frequency and money, in the order of their ids. */
export interface RfmSummary extends RfmTotals {
  readonly customers: readonly RfmCustomer[];
}

/** The same as columns: one row per customer with a purchase, in the order of the codes. */
export interface RfmColumnSummary extends RfmTotals {
  /** Customer codes. */
  readonly customers: Int32Array;
  readonly recencyDays: Int32Array;
  readonly tenureDays: Int32Array;
  readonly frequency: Int32Array;
  readonly monetary: Float64Array;
  readonly meanAmount: Float64Array;
}

/** The three dimensions. */
export type RfmDimension = "recency" | "frequency" | "monetary";

/** Where a score begins: recency is at most `bound` days; frequency and money are at least `bound`. */
export interface RfmCut {
  readonly score: number;
  readonly bound: number;
}

/** One list of cuts per dimension, best score first; score 1 needs none, and a score that nobody can reach has none. */
export type RfmCuts = Readonly<Record<RfmDimension, readonly RfmCut[]>>;

/** Lowest and highest score of a range, both included. */
export type RfmScoreRange = readonly [lowest: number, highest: number];

/** A block of cells; a dimension left out holds every score. */
export interface RfmBlock {
  readonly recency?: RfmScoreRange;
  readonly frequency?: RfmScoreRange;
  readonly monetary?: RfmScoreRange;
}

/** One named segment and the blocks of cells that it holds. */
export interface RfmSegmentRule {
  readonly id: string;
  readonly blocks: readonly RfmBlock[];
}

/** Segments over a grid of scores; every cell belongs to exactly one. */
export interface RfmSegments {
  /** Scores per dimension of the grid that the rules are written for. */
  readonly scores: number;
  readonly rules: readonly RfmSegmentRule[];
}

/** How the cuts are found. */
export type RfmMethod = "quantile" | "natural" | "fixed";

/** Options of `fitRfm`. */
export interface FitRfmOptions {
  /** Scores per dimension, 2–9; default 5. */
  readonly scores?: number;
  /**
   * `"quantile"` (default) scores by the share of customers who do worse, `"natural"` cuts where the values fall apart
   * by themselves, `"fixed"` takes `cuts` as given.
   */
  readonly method?: RfmMethod;
  /** For `"fixed"`: the bounds per dimension, as many as `scores` − 1, best first: `{ recency: [30, 90, 180, 365], … }`. */
  readonly cuts?: Readonly<Record<RfmDimension, readonly number[]>>;
  /** Weight of each dimension in the weighted score, 0 or more; equal unless given. */
  readonly weights?: Readonly<Record<RfmDimension, number>>;
  /** Which money is scored: the sum (default) or the mean per purchase day. */
  readonly monetary?: "sum" | "mean";
  /** Own segments from `defineRfmSegments`; the eleven of `rfmSegments` unless given. */
  readonly segments?: RfmSegments;
}

/** What a reader of an RFM model must know about the book it was learned from. */
export type RfmNote = Reason<"rfm_scores_unused" | "rfm_all_equal">;

/** How each dimension is scored and what the cells are called, learned by `fitRfm`. Plain JSON. */
export interface RfmModel extends ModelEnvelope<"rfm", 1> {
  readonly method: RfmMethod;
  readonly scores: number;
  readonly cuts: RfmCuts;
  /** Sum to 1. */
  readonly weights: Readonly<Record<RfmDimension, number>>;
  readonly monetary: "sum" | "mean";
  readonly segments: RfmSegments;
  readonly fittedOn: {
    readonly asOf: string;
    readonly customers: number;
    readonly total: number;
    readonly notes: readonly RfmNote[];
  };
}

/** The scores of one customer. */
export interface RfmAssignment {
  /** Scores from 1 (worst) to the model's `scores` (best). */
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** The three digits, such as `"543"`. */
  readonly cell: string;
  /** Weighted mean of the three scores, from 1 to the model's `scores`. */
  readonly score: number;
  readonly segment: RfmSegmentId | (string & {});
}

/** The scores of many customers, one row each. */
export interface RfmAssignmentColumns {
  readonly recency: Uint8Array;
  readonly frequency: Uint8Array;
  readonly monetary: Uint8Array;
  readonly score: Float64Array;
  /** Index into `model.segments.rules`. */
  readonly segment: Uint8Array;
}

/** Why a customer has its scores, and what the next better ones would take. */
export interface RfmExplanation extends RfmAssignment {
  readonly reasons: readonly Reason<"rfm_segment" | "rfm_recency" | "rfm_frequency" | "rfm_monetary">[];
  /** Further purchase days to the next better frequency score; absent where there is none. */
  readonly purchasesToNext?: number;
  /** Further money to the next better monetary score, in the figure that the model scores; absent where there is none. */
  readonly amountToNext?: number;
}

/** One segment of a summarised book. */
export interface RfmSegmentRow {
  readonly id: string;
  readonly customers: number;
  /** Share of all customers, in [0, 1]. */
  readonly share: number;
  /** Wilson interval of the share. */
  readonly shareInterval: Interval;
  /** Money of the segment. */
  readonly value: number;
  /** Share of the book's money; absent where the book brings nothing on balance. */
  readonly valueShare?: number;
  /** Mean days since the last purchase, purchase days and money; absent in a segment without customers. */
  readonly meanRecencyDays?: number;
  readonly meanFrequency?: number;
  readonly meanValue?: number;
}

/** One square of the recency × frequency grid. */
export interface RfmGridCell {
  readonly recency: number;
  readonly frequency: number;
  readonly customers: number;
  readonly value: number;
}

/** A book counted by segment and by square; customers and money sum to the book's. */
export interface RfmSegmentSummary {
  readonly rows: readonly RfmSegmentRow[];
  readonly grid: readonly RfmGridCell[];
  readonly scores: number;
  /** Where each score begins, as in the model. */
  readonly cuts: RfmCuts;
  readonly customers: number;
  readonly total: number;
  readonly asOf: string;
}
