import type { Estimate } from "../../core/estimate.ts";
import type { LoyaltyQuadrant } from "../../core/labels/loyalty.ts";
import type { Reason } from "../../core/reasons.ts";
import type { LoyaltyAccessors, LoyaltyAxis } from "../quadrant/types.ts";

/** How a question is answered, and how far an answer strays from the true rating. */
export interface PlacementRating {
  /**
   * Standard deviation of the error of one rating around the true one, in scale points, 0 or more; 0 for what is known
   * exactly. {@link measureRatingError} measures it from customers who were asked twice.
   */
  readonly errorSd: number;
  /**
   * `"whole"` (default) where whole numbers are answered: the true rating plus its error, rounded and held on the scale.
   * `"graded"` where ratings are finer, such as means of many questions.
   */
  readonly answers?: "whole" | "graded";
  /**
   * `"graded"` (default): opinions are finer than answers, and spread smoothly. `"whole"`: the true rating is itself one
   * of the answers, of at most 41. Coarse answers cannot tell which of both holds, so it is stated.
   */
  readonly truth?: "whole" | "graded";
}

/** Options of {@link fitPlacement}. */
export interface FitPlacementOptions<T> extends LoyaltyAccessors<T> {
  /** How each of the two questions is answered. */
  readonly ratings: { readonly satisfaction: PlacementRating; readonly loyalty: PlacementRating };
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** An axis of the quadrants with the error of its ratings. */
export interface PlacementAxis extends LoyaltyAxis, Required<PlacementRating> {}

/** How many customers truly belong to a quadrant. */
export interface PlacementSize {
  readonly quadrant: LoyaltyQuadrant;
  /** Customers whose rating falls there. */
  readonly observed: number;
  /** Customers who truly belong there, expected, with the interval of the true number among these customers. */
  readonly expected: Estimate;
}

/** What {@link fitPlacement} has to say about the answers it saw. */
export type PlacementNote = Reason<"placement_misfit">;

/** Where customers truly stand, given the error of their ratings. Plain JSON. */
export interface PlacementModel {
  readonly kind: "loyalty_placement";
  readonly version: 1;
  readonly satisfaction: PlacementAxis;
  readonly loyalty: PlacementAxis;
  /** Share of customers whose true ratings lie in each cell of a grid, by satisfaction, then loyalty; they sum to 1. */
  readonly weights: readonly number[];
  /** All five, in the order of {@link loyaltyQuadrants}; observed and expected each sum to all customers. */
  readonly sizes: readonly PlacementSize[];
  readonly fittedOn: {
    readonly customers: number;
    /** Customers who belong to some quadrant with a probability of at least 0.9. */
    readonly surelyPlaced: number;
    readonly notes: readonly PlacementNote[];
  };
}

/** Probability of each quadrant for one customer; they sum to 1. */
export type QuadrantProbabilities = Readonly<Record<LoyaltyQuadrant, number>>;

/** Where one customer truly stands, as far as ratings with an error can tell. */
export interface Placement {
  /** Where the ratings fall as they are. */
  readonly observed: LoyaltyQuadrant;
  /** The quadrant with the largest probability; of equal ones the first in the order of {@link loyaltyQuadrants}. */
  readonly likeliest: LoyaltyQuadrant;
  readonly probabilities: QuadrantProbabilities;
}

/** A placement with its reasons. */
export interface PlacementExplanation extends Placement {
  /** The observed quadrant first, then the others from 5 % on, likeliest first; `describe` words them. */
  readonly reasons: readonly Reason<"placement_observed" | "placement_other">[];
}

/** Options of {@link measureRatingError}. */
export interface RatingErrorOptions {
  /** `"whole"` (default) where whole numbers were answered, whose rounding is then taken off; or `"graded"`. */
  readonly answers?: "whole" | "graded";
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}
