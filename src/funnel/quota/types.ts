import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { ForecastCategory, ForecastTendency } from "../../core/labels/quota.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

export type { ForecastCategory, ForecastTendency } from "../../core/labels/quota.ts";

/** From which chance on a deal belongs to a category; below `pipeline` it is omitted. */
export interface ForecastCategoryRules {
  /** Least chance of `commit`, in (0, 1]; default 0.7. */
  readonly commit?: number;
  /** Least chance of `best_case`, at most `commit`; default 0.35. */
  readonly bestCase?: number;
  /** Least chance of `pipeline`, at most `bestCase`; default 0.05. */
  readonly pipeline?: number;
}

/** What a manager says instead of the model: a category, an amount, or both. */
export interface ForecastOverride {
  readonly category?: ForecastCategory;
  /** What the deal will bring if won, zero or more, in the currency of the deal. */
  readonly amount?: number;
  /** Who says so. */
  readonly by: string;
  /** When. */
  readonly at: DateLike;
  /** Why, in the manager's own words. */
  readonly why: string;
}

/** Options of {@link assignForecastCategory}. */
export interface ForecastCategoryOptions {
  readonly rules?: ForecastCategoryRules;
  readonly override?: ForecastOverride;
  /** Who answers for the deal; kept for {@link summarizeForecastCategories}. */
  readonly owner?: string;
}

/** A deal with the model's view, the manager's, and the one that counts; result of {@link assignForecastCategory}. */
export interface CategorizedDeal {
  readonly dealId: string;
  readonly owner?: string;
  /** The model's own figures, whatever anybody says. */
  readonly model: {
    readonly category: ForecastCategory;
    readonly chance: number;
    /** Listed amount, where known. */
    readonly amount?: number;
    readonly expectedAmount: number;
  };
  /** As it was given, beside the model. */
  readonly override?: ForecastOverride;
  /** The manager's view where there is one, else the model's. */
  readonly effective: { readonly category: ForecastCategory; readonly amount?: number };
  /**
   * Least money by which the manager differs from the model: the manager's amount times the chance of the manager's
   * category that lies nearest to the model's, less what the model expects. 0 without an override.
   */
  readonly difference: number;
  readonly reasons: readonly Reason[];
}

/** Deals and money of a forecast category. */
export interface ForecastCategoryTotals {
  readonly category: ForecastCategory;
  /** Deals that the model puts here: how many, their listed amount, what the model expects of them. */
  readonly model: { readonly deals: number; readonly amount: number; readonly expectedAmount: number };
  /** Deals that count here after overrides: how many, their amount after overrides, what the model expects of them. */
  readonly effective: { readonly deals: number; readonly amount: number; readonly expectedAmount: number };
  /** Listed amount that overrides brought here from other categories. */
  readonly movedIn: number;
  /** Listed amount that overrides took from here. */
  readonly movedOut: number;
  /** Overridden less listed amounts of the deals that count here: model + moved in − moved out + this = effective. */
  readonly amountChange: number;
}

/** Categories of one owner, or of all. */
export interface ForecastCategoryGroup {
  /** Absent for the deals of nobody. */
  readonly owner?: string;
  readonly deals: number;
  readonly overridden: number;
  /** Deals without an amount; they count, and add no money. */
  readonly withoutAmount: number;
  /** All four, from commit to omitted. */
  readonly categories: readonly ForecastCategoryTotals[];
  /** Sum of {@link CategorizedDeal.difference}: above zero where managers expect more than the model. */
  readonly difference: number;
}

/** Result of {@link summarizeForecastCategories}. */
export interface ForecastCategorySummary {
  readonly total: ForecastCategoryGroup;
  /** One group an owner, by name; they sum to `total`. */
  readonly owners: readonly ForecastCategoryGroup[];
  /** Overridden deals in which manager and model differ, the largest difference first. */
  readonly disagreements: readonly CategorizedDeal[];
}

/** A past call of what a period would bring, and what it brought. */
export interface ForecastCall {
  readonly owner: string;
  readonly manager?: string;
  /** Name of the period, for example `2026-Q1`. */
  readonly period: string;
  /** What the owner called, zero to 1e15, in one currency. */
  readonly forecast: number;
  /** What the manager called for the same owner, where that was written down; else `forecast` counts for both. */
  readonly managerForecast?: number;
  /** What came, zero to 1e15. */
  readonly actual: number;
  readonly category?: ForecastCategory;
}

/** Options of {@link measureForecastBias}. */
export interface ForecastBiasOptions {
  /** Uses only calls of this category; needed where calls of several are given. */
  readonly category?: ForecastCategory;
  /** Level of the intervals in (0, 1); default 0.95. */
  readonly level?: number;
  /** Periods with a call that a verdict needs, 2 to 1,000; default 4. */
  readonly minPeriods?: number;
}

/** How much of what one person calls comes. */
export interface ForecasterBias {
  readonly id: string;
  /** Periods with a call above zero. */
  readonly n: number;
  readonly forecast: number;
  readonly actual: number;
  /** Periods called as zero: no ratio can be named, they are left out of it. */
  readonly zeroCalls: number;
  /** What came in those. */
  readonly actualWithoutCall: number;
  /** Actual per unit called, from this person's periods alone. Absent without a call. */
  readonly own?: number;
  /** Actual per unit called, drawn towards the team, or why it is not told. */
  readonly ratio: Estimate | Abstention;
  /** How much of `own` is in the ratio, 0 to 1; the rest is the team's. */
  readonly weight: number;
  readonly tendency: ForecastTendency;
  readonly reasons: readonly Reason[];
}

/** How the bias of a set of forecasters was measured; {@link predictFromCall} reads it. */
export interface ForecastBiasMethod {
  readonly kind: "hierarchical_normal";
  /** Exponent of the call's size in a period's weight: 0 equal noise for small and large calls, 1 as independent deals. */
  readonly sizeExponent: number;
  /** Mean call, in which sizes are counted. */
  readonly scale: number;
  /** Variance of a period's ratio at a call of mean size. */
  readonly withinVariance: number;
  /** Expected variance of the forecasters' true ratios. */
  readonly betweenVariance: number;
  /** Correlation of different forecasters' errors in the same period, 0 to 1. */
  readonly sharedCorrelation: number;
  readonly degreesOfFreedom: number;
}

/** Bias of the owners, or of the managers. */
export interface ForecastBiasGroup {
  /** Actual per unit called by a typical member. */
  readonly typical: Estimate | Abstention;
  /** By name. */
  readonly members: readonly ForecasterBias[];
  /** Absent where nothing can be told. */
  readonly method?: ForecastBiasMethod;
}

/** Result of {@link measureForecastBias}. */
export interface ForecastBias {
  readonly category?: ForecastCategory;
  readonly level: number;
  readonly owners: ForecastBiasGroup;
  readonly managers: ForecastBiasGroup;
}

/** A new call that is to be corrected. */
export interface NewForecastCall {
  /** Who calls. Somebody without a past is corrected by the team's. */
  readonly id: string;
  readonly role?: "owner" | "manager";
  /** The call, zero to 1e15. */
  readonly forecast: number;
}

/** What to expect of a call; result of {@link predictFromCall}. */
export interface CorrectedForecast {
  readonly id: string;
  readonly forecast: number;
  /** What such a call brings on average. */
  readonly corrected: number;
  /** In which the actual amount will lie at the level of the measurement; never below zero. */
  readonly interval: Interval;
  readonly basis: "own_past" | "team";
}
