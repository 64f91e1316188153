import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { RankDoubt } from "../portfolio/types.ts";

export type { PurchaseCriterion } from "../../core/labels/purchase-criteria.ts";

/** One respondent of a survey of buyers. */
export interface PurchaseAnswer {
  readonly segment?: string;
  /**
   * What the respondent weighs: points of a constant sum or ratings of importance by criterion, 0 or more, not all 0. A
   * criterion left out has weight 0. They are divided by their sum.
   */
  readonly weights?: Readonly<Record<string, number>>;
  /** Ratings by supplier, then by criterion, on the scale of the options. What was not rated is left out. */
  readonly ratings?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The supplier that was chosen. */
  readonly choice?: string;
}

/** What a survey asks about. */
export interface PurchaseSurvey {
  /** Our own id among the suppliers. */
  readonly us: string;
  /** Rivals, at least one. */
  readonly rivals: readonly string[];
  /** Criteria; default the eight of $APPEALS. */
  readonly criteria?: readonly string[];
  /** Lowest and highest rating, the highest the best; default 1 to 5. */
  readonly scale?: { readonly min: number; readonly max: number };
}

/** Options of {@link measurePurchaseCriteria}. */
export interface MeasurePurchaseOptions extends PurchaseSurvey {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Respondents that a figure needs, 2 or more; default 10. */
  readonly minRespondents?: number;
}

/** Our rating less a rival's. */
export interface PurchaseGap {
  readonly rival: string;
  /** In rating points; below 0 we are behind. Respondents who rated both are compared with themselves. */
  readonly gap: Estimate;
  /** Gap × weight: what it does to the overall score. */
  readonly weighted: Estimate;
}

/** One criterion: what it weighs and how suppliers are rated on it. */
export interface CriterionResult {
  readonly criterion: string;
  /** Mean weight; the weights of all criteria sum to 1. */
  readonly weight: Estimate;
  /** Ours first, then rivals as given. */
  readonly ratings: readonly { readonly supplier: string; readonly rating: Estimate }[];
  /** By rival as given. */
  readonly gaps: readonly PurchaseGap[];
}

/** A supplier over all criteria. */
export interface SupplierScore {
  readonly supplier: string;
  /** Mean weights × mean ratings, in rating points. */
  readonly score: Estimate;
  /** Our score less this one; absent for ourselves. */
  readonly lead?: Estimate;
}

/** What a group of customers weighs and thinks. */
export interface PurchaseGroup {
  readonly respondents: number;
  /** The heaviest first. */
  readonly criteria: readonly CriterionResult[];
  /** The best first. */
  readonly scores: readonly SupplierScore[];
  /** Rivals left out and why. */
  readonly notes: readonly Reason[];
}

/** What customers weigh when they buy, and where we stand. */
export interface PurchaseReport {
  readonly us: string;
  readonly scale: { readonly min: number; readonly max: number };
  readonly level: number;
  readonly overall: PurchaseGroup | Abstention;
  /** By id; those without a segment stand in `overall` alone. */
  readonly segments: readonly ({ readonly id: string } & (PurchaseGroup | Abstention))[];
}

/** Options of {@link fitPurchaseChoice}. */
export interface FitPurchaseChoiceOptions extends PurchaseSurvey {
  /**
   * Sales by supplier, whole numbers, where respondents were not asked for their choice; the sensitivity then is the one
   * under which the survey yields these shares best.
   */
  readonly sales?: Readonly<Record<string, number>>;
  /** A constant per rival for what no criterion holds; default true with choices, never with sales. */
  readonly constants?: boolean;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** How ratings turn into choices. Plain JSON. */
export interface PurchaseChoiceModel {
  readonly kind: "purchase_choice";
  readonly version: 1;
  /** Our own id first, then the rivals. */
  readonly suppliers: readonly string[];
  readonly criteria: readonly string[];
  readonly scale: { readonly min: number; readonly max: number };
  /** What a weighted rating point does to the log odds of a choice. */
  readonly sensitivity: Estimate;
  /** Constant of each supplier in log odds, ours 0; all 0 where none were fitted. */
  readonly constants: readonly number[];
  /** Covariance of the sensitivity and of the constants of rivals (where fitted), row by row. */
  readonly covariance: readonly number[];
  readonly fittedOn: {
    readonly source: "choices" | "sales";
    readonly respondents: number;
    /** Respondents left out because an answer is missing. */
    readonly skipped: number;
    /** Choices or sales by supplier, in their order. */
    readonly chosen: readonly number[];
    readonly logLikelihood: number;
    /** Share of the log likelihood of equal chances that the model explains (McFadden's); at most 1. */
    readonly explained: number;
    readonly notes: readonly Reason[];
  };
}

/** Options of {@link predictPurchaseChoice}. */
export interface PredictPurchaseOptions extends PurchaseSurvey {
  /** Points by which each of our ratings is raised in turn, above 0; default 1. No rating rises beyond the scale. */
  readonly step?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Respondents that a share needs, 2 or more; default 10. */
  readonly minRespondents?: number;
  /** Draws for the doubt of the ranking, 100 to 100,000; default 2,000. */
  readonly draws?: number;
  /** Seed of the draws; default 1. */
  readonly seed?: number;
}

/** What mending one criterion does to our share of choices. */
export interface PurchaseMove extends RankDoubt {
  readonly criterion: string;
  /** Change of our share where our rating rises by the step for everyone. */
  readonly change: Estimate;
  /** The rival with the best mean rating on it. */
  readonly bestRival: string;
  /** Its mean rating less ours, in points; below 0 we lead. */
  readonly gap: Estimate;
  /** Change of our share were our rating as the best rival's: to be won above 0, what our lead is worth below. */
  readonly matching: Estimate;
  /** From 1 by `change`. */
  readonly rank: number;
}

/** Shares of choices and what would move ours. */
export interface PurchasePrediction {
  readonly respondents: number;
  /** Ours first; they sum to 1. */
  readonly shares: readonly { readonly supplier: string; readonly share: Estimate }[];
  /** The move that changes our share most first. */
  readonly moves: readonly PurchaseMove[];
  readonly notes: readonly Reason[];
}
