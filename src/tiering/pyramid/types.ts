import type { ColumnOptions } from "../../core/column.ts";
import type { Abstention, Interval } from "../../core/estimate.ts";
import type { ModelEnvelope } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";

/** One customer with what it is worth, as `tierCustomerSchema` takes it in. */
export interface TierCustomer {
  readonly id: string;
  /** Value in one currency over one period; negative where the customer cost more than it brought. */
  readonly value: number;
  readonly name?: string;
  readonly region?: string;
}

/**
 * How tiers are cut: by share of customers, by share of value (ABC, Pareto), at given amounts, or where the values
 * fall apart by themselves.
 */
export type TierMethod = "customer_share" | "value_share" | "thresholds" | "natural_breaks";

/** One tier of a pyramid and the share it is meant to hold. */
export interface TierDefinition {
  readonly id: string;
  /** Share of customers, or of value where tiers are cut by value, in (0, 1]; the shares of all tiers sum to 1. */
  readonly share: number;
}

/** One tier and the amount from which it begins. */
export interface TierThreshold {
  readonly id: string;
  /** Lower bound, in the unit of the values; a value equal to it belongs to this tier. Absent in the last tier alone. */
  readonly from?: number;
}

/** One tier by its name alone. */
export interface TierName {
  readonly id: string;
}

/** One tier as a model keeps it. */
export interface ModelTier {
  readonly id: string;
  /** The share that was asked for; absent where tiers were cut at given amounts or by natural breaks. */
  readonly share?: number;
}

/** What a reader of a tier model must know about the book it was learned from. */
export type TierNote = Reason<
  | "tier_ties"
  | "tier_book_too_small"
  | "tier_negative_values"
  | "tier_zeros_in_better_tier"
  | "tier_value_share_undefined"
  | "tier_empty"
  | "tier_no_gains"
  | "tier_shares_of_gains"
  | "tier_too_few_values"
  | "all_values_equal"
>;

/** What a tier really holds in the book it was learned from, beside the share that was asked. */
export interface TierRealised {
  readonly id: string;
  /** Customers in the tier. */
  readonly customers: number;
  /** Share of all customers, in [0, 1]. */
  readonly share: number;
  /** Value of the tier, in the unit of the input. */
  readonly value: number;
  /** Share of the book's value; absent where the book brings nothing on balance. */
  readonly valueShare?: number;
}

/** Where each tier begins, learned by `fitTiers`. Plain JSON. */
export interface TierModel extends ModelEnvelope<"tiers", 1> {
  readonly method: TierMethod;
  /** The tiers as asked, best first. */
  readonly tiers: readonly ModelTier[];
  /** Lower bound of every tier but the last, never ascending, in the unit of the input. A value equal to a cut belongs to the better tier. */
  readonly cuts: readonly number[];
  /** The book that was learned from. */
  readonly fittedOn: {
    readonly customers: number;
    /** Value of the whole book. */
    readonly total: number;
    readonly realised: readonly TierRealised[];
    readonly notes: readonly TierNote[];
    /** Share of the values' variance that lies between the tiers, in [0, 1]; with natural breaks alone. */
    readonly varianceExplained?: number;
  };
}

/** Options of `fitTiers` by share of customers, or by share of value. */
export interface ShareTiersOptions<T> extends ColumnOptions<T> {
  /** Default `"customer_share"`. */
  readonly method?: "customer_share" | "value_share";
  /** Tiers, best first; unless given the customer pyramid 1 / 4 / 15 / 80 %, or by value the classes 80 / 15 / 5 %. */
  readonly tiers?: readonly TierDefinition[];
}

/** Options of `fitTiers` at given amounts. */
export interface ThresholdTiersOptions<T> extends ColumnOptions<T> {
  readonly method: "thresholds";
  /** Tiers, best first, each with the amount from which it begins, descending; the last one without. */
  readonly tiers: readonly TierThreshold[];
}

/** Options of `fitTiers` by natural breaks. */
export interface NaturalTiersOptions<T> extends ColumnOptions<T> {
  readonly method: "natural_breaks";
  /** Tiers, best first; the four names of the customer pyramid unless given. */
  readonly tiers?: readonly TierName[];
}

/** Options of `fitTiers`; `method` tells them apart. */
export type FitTiersOptions<T> = ShareTiersOptions<T> | ThresholdTiersOptions<T> | NaturalTiersOptions<T>;

/** Why a value belongs to its tier. */
export interface TierExplanation {
  readonly tier: string;
  readonly value: number;
  readonly reasons: readonly Reason<"tier_reached" | "tier_last" | "tier_next">[];
  /** How far the value lies above the tier's lower bound; absent in the last tier, which has none. */
  readonly aboveCut?: number;
  /** The next better tier that can be reached; absent in the best tier. */
  readonly nextTier?: string;
  /** How much is missing to `nextTier`; absent in the best tier. */
  readonly toNextTier?: number;
}

/** Options of `summarizeTiers`. */
export interface SummarizeTiersOptions<T> extends ColumnOptions<T> {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One tier of a summarised book. */
export interface TierSummaryRow {
  readonly id: string;
  readonly customers: number;
  /** Share of all customers, in [0, 1]. */
  readonly share: number;
  /** Wilson interval of the share. */
  readonly shareInterval: Interval;
  /** Value of the tier, in the unit of the input. */
  readonly value: number;
  /** Share of the book's value; absent where the book brings nothing on balance. */
  readonly valueShare?: number;
  /** Mean, smallest and largest value; absent in a tier without customers. */
  readonly mean?: number;
  readonly min?: number;
  readonly max?: number;
}

/** A book counted by tier, best tier first; customers and values sum to the book's. */
export interface TierSummary {
  readonly rows: readonly TierSummaryRow[];
  readonly customers: number;
  readonly total: number;
}

/** Options of `measureConcentration`. */
export interface MeasureConcentrationOptions<T> extends ColumnOptions<T> {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Shares of customers, each in (0, 1), whose share of value is asked; default 0.01, 0.05, 0.2. */
  readonly topShares?: readonly number[];
}

/** A figure of a book of customers, with its interval where the book can carry one and the reason where it cannot. */
export interface ConcentrationFigure {
  readonly value: number;
  /** Customers behind the value. */
  readonly n: number;
  /** Absent exactly where `withoutInterval` stands. */
  readonly interval?: Interval;
  readonly withoutInterval?: Reason;
}

/** What the best customers bring. */
export interface TopShare {
  /** Share of customers, best first, in (0, 1). */
  readonly topShare: number;
  /** Their share of the value. */
  readonly valueShare: ConcentrationFigure;
}

/** One point of the Lorenz curve read from the best customer down. */
export interface LorenzPoint {
  /** Share of customers, best first, in [0, 1]. */
  readonly topShare: number;
  /** Share of the value that they bring; above 1 where losses take it back later. */
  readonly valueShare: number;
}

/** How unevenly customers bring the value of a book. */
export interface Concentration {
  readonly customers: number;
  /** Value of the whole book, in the unit of the input. */
  readonly total: number;
  /** 0 where all bring the same, near 1 where one brings all. */
  readonly gini: ConcentrationFigure | Abstention;
  /** The asked shares in the asked order; empty where the book brings nothing on balance. */
  readonly topShares: readonly TopShare[];
  /** Smallest share of customers that brings 80 % of the value. */
  readonly customersFor80: ConcentrationFigure | Abstention;
  /** Whether the best 20 % bring 80 %. */
  readonly eightyTwenty: Reason;
  /** From (0, 0) to (1, 1), exact at every asked share; empty where the book brings nothing on balance. */
  readonly lorenz: readonly LorenzPoint[];
  /** What to know before quoting the figures. */
  readonly notes: readonly Reason[];
}
