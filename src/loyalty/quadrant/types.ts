import type { Accessor } from "../../core/column.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { LoyaltyAxisName, LoyaltyQuadrant } from "../../core/labels/loyalty.ts";
import type { Reason } from "../../core/reasons.ts";
import type { SurveyEstimate, SurveyOptions } from "../survey/types.ts";

export type { LoyaltyAxisName, LoyaltyQuadrant } from "../../core/labels/loyalty.ts";

/** The answers that a question allows, from the worst (`min`) to the best (`max`). Stated by the caller, never guessed. */
export interface RatingScale {
  readonly min: number;
  readonly max: number;
}

/**
 * One axis of the quadrants. A rating at or above `high` is high; otherwise a rating at or below `low` is low; a rating
 * strictly between the two lies in the zone of indifference. Where `low` equals `high` there is no zone, and a rating
 * at the cut is high.
 */
export interface LoyaltyAxis {
  readonly scale: RatingScale;
  /** Lower cut, in scale points; `scale.min` ≤ `low` ≤ `high`. */
  readonly low: number;
  /** Upper cut, in scale points; `scale.min` < `high` ≤ `scale.max`. */
  readonly high: number;
}

/** Where a rating lies on its axis; `between` is the zone of indifference. */
export type LoyaltyPosition = "low" | "between" | "high";

/** How the cuts were set. */
export type LoyaltyMethod = "midpoint" | "top_box" | "top_two_box" | "median" | "outcome" | "given";

/** Customers in each quadrant and in the zone of indifference; together they are all customers. */
export type LoyaltyCounts = Readonly<Record<LoyaltyQuadrant, number>>;

/** What {@link fitLoyalty} has to say about the answers it saw. */
export type LoyaltyNote = Reason<"loyalty_axis_one_sided" | "loyalty_zone_empty" | "loyalty_scale_top_unused">;

/** Where satisfaction and loyalty are cut into high and low. Plain JSON. */
export interface LoyaltyModel {
  readonly kind: "loyalty";
  readonly version: 1;
  readonly method: LoyaltyMethod;
  /** The horizontal axis. */
  readonly satisfaction: LoyaltyAxis;
  /** The vertical axis. */
  readonly loyalty: LoyaltyAxis;
  readonly fittedOn: {
    readonly customers: number;
    readonly counts: LoyaltyCounts;
    readonly notes: readonly LoyaltyNote[];
    /** How well each axis tells stayers from leavers; present where the cuts were chosen by outcome. */
    readonly separation?: Readonly<Record<LoyaltyAxisName, LoyaltySeparation>>;
  };
}

/** How well the ratings of one axis tell the customers who stayed from those who left. */
export interface LoyaltySeparation {
  /** The best cut in scale points; the interval is that of resampled books. */
  readonly cut: Estimate;
  /** Share of stayers at or above the cut minus share of leavers there; being the best of many, it flatters. */
  readonly youden: Estimate;
  /** How often a stayer rates higher than a leaver, ties counting half (area under the curve); 0.5 tells nothing. */
  readonly rank: Estimate;
  readonly stayers: number;
  readonly leavers: number;
  /** Said where the axis may as well tell nothing. */
  readonly notes: readonly Reason<"loyalty_cut_weak">[];
}

/** How outcomes are used to choose the cuts. */
export interface OutcomeOptions {
  /** Seed of the resampling, any safe integer. */
  readonly seed: number;
  /** Resampled books, 100 to 100,000; default 500. */
  readonly replicates?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One cut: a single point, or the two ends of a zone of indifference, in scale points. */
export type LoyaltyCut = number | { readonly low: number; readonly high: number };

/** Cuts that the caller states, one per axis. */
export type GivenLoyaltyCuts = Readonly<Record<LoyaltyAxisName, LoyaltyCut>>;

/** Reads both ratings from a row. */
export interface LoyaltyAccessors<T> {
  /** How satisfied the customer is, in points of the satisfaction scale. */
  readonly satisfaction: Accessor<T>;
  /** How loyal the customer is, in points of the loyalty scale. */
  readonly loyalty: Accessor<T>;
}

/** Options of {@link fitLoyalty}. */
export interface FitLoyaltyOptions<T> extends LoyaltyAccessors<T> {
  /** The answers that the satisfaction question allows. */
  readonly satisfactionScale: RatingScale;
  /** The answers that the loyalty question allows. */
  readonly loyaltyScale: RatingScale;
  /**
   * Where high begins: `"midpoint"` (default) of each scale; `"top_box"` or `"top_two_box"`, the best or the two best
   * answers of a scale of whole numbers; `"median"` of the answers; `"outcome"`, where stayers and leavers are told
   * apart best; or cuts per axis.
   */
  readonly cuts?: "midpoint" | "top_box" | "top_two_box" | "median" | "outcome" | GivenLoyaltyCuts;
  /**
   * Width of the zone of indifference in scale points, for both axes or per axis; default 0. It lies below the best
   * answers of a box rule, and around any other cut.
   */
  readonly indifference?: number | Readonly<Partial<Record<LoyaltyAxisName, number>>>;
  /** Whether the customer stayed; needed for cuts by outcome. */
  readonly stayed?: (row: T, index: number) => boolean;
  /** How outcomes are used; needed for cuts by outcome. */
  readonly outcome?: OutcomeOptions;
}

/** Both ratings of one customer, in points of their scales. */
export interface LoyaltyRating {
  readonly satisfaction: number;
  readonly loyalty: number;
}

/** A change of one rating alone that leads to another quadrant. */
export interface LoyaltyMove {
  readonly axis: LoyaltyAxisName;
  readonly direction: "rise" | "fall";
  /** The cut to reach or to pass, in scale points. */
  readonly to: number;
  /** `to` minus the rating today, in scale points; negative for a fall, 0 for a rating that stands at `to`. */
  readonly change: number;
  /** True where a rating of exactly `to` is enough, false where it must be passed. */
  readonly reached: boolean;
  readonly quadrant: LoyaltyQuadrant;
}

/** Why a customer stands in a quadrant. */
export interface LoyaltyExplanation {
  readonly quadrant: LoyaltyQuadrant;
  readonly satisfaction: LoyaltyPosition;
  readonly loyalty: LoyaltyPosition;
  /** Every move along one axis that changes the quadrant, the shortest first. */
  readonly moves: readonly LoyaltyMove[];
  /** Both positions with their distance to the cut, then the moves; `describe` words them. */
  readonly reasons: readonly Reason[];
}

/** Options of {@link summarizeLoyalty}. */
export interface SummarizeLoyaltyOptions<T> extends LoyaltyAccessors<T> {
  /** What the customer is worth, one currency and one period; negative where returns exceed sales. */
  readonly value?: Accessor<T>;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One quadrant, or the zone of indifference, over all customers. */
export interface LoyaltyGroup {
  readonly quadrant: LoyaltyQuadrant;
  readonly n: number;
  /** Share of all customers with its Wilson interval, in [0, 1]; `n` of the estimate counts all customers. */
  readonly share: Estimate;
  /** Mean satisfaction in scale points; absent where nobody is. */
  readonly meanSatisfaction?: number;
  /** Mean loyalty in scale points; absent where nobody is. */
  readonly meanLoyalty?: number;
  /** Value of these customers together; absent where no value was given. */
  readonly value?: number;
  /** Share of the value of all customers, in [0, 1]; absent where the total is zero or a group's value is negative. */
  readonly valueShare?: number;
}

/** Customers with the same, or nearly the same, two ratings. */
export interface LoyaltyCell {
  readonly satisfaction: number;
  readonly loyalty: number;
  readonly n: number;
  readonly quadrant: LoyaltyQuadrant;
}

/** The book by quadrant. Plain JSON; {@link quadrantChart} draws it. */
export interface LoyaltySummary {
  readonly customers: number;
  readonly satisfaction: LoyaltyAxis;
  readonly loyalty: LoyaltyAxis;
  /** All five, in the order of {@link loyaltyQuadrants}; their `n` sum to `customers`. */
  readonly groups: readonly LoyaltyGroup[];
  /** Value of all customers; absent where no value was given. */
  readonly value?: number;
  /** Where the customers lie, by satisfaction, then loyalty; their `n` sum to `customers`. */
  readonly cells: readonly LoyaltyCell[];
  /** True where the ratings were too many to be kept apart and cells are the centres of a grid that respects the cuts. */
  readonly binned: boolean;
  /** Why shares of value are absent, if they are. */
  readonly notes: readonly Reason<"loyalty_value_zero" | "loyalty_value_negative">[];
}

/** Answers to "how likely are you to recommend us?" counted by kind: 9–10, 7–8, 0–6. */
export interface NpsCounts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Options of {@link measureNps}: level, weights and population. */
export interface NpsOptions extends SurveyOptions {}

/** A net promoter score, −100 to 100, with what it rests on. Counts are of answers; shares are weighted. */
export interface NpsEstimate extends SurveyEstimate, NpsCounts {
  readonly metric: "nps";
  readonly promoterShare: number;
  readonly detractorShare: number;
  readonly method: "adjusted_wald";
}

/** One answer to a satisfaction survey, as it comes from a form or an export. */
export interface SatisfactionAnswer {
  readonly customerId: string;
  /** How satisfied, in points of the survey's satisfaction scale. */
  readonly satisfaction: number;
  /** How loyal, in points of the survey's loyalty scale. */
  readonly loyalty: number;
  /** Likelihood to recommend, a whole number from 0 to 10. */
  readonly recommend?: number;
  /** Which survey the answer belongs to, such as `2026-H1`. */
  readonly wave?: string;
  /** Day of the answer: ISO 8601 text or epoch milliseconds. */
  readonly date?: string | number;
}
