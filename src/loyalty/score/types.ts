import type { LoyaltyPart, SatisfactionGrade, SatisfactionPart } from "../../core/labels/loyalty-curve.ts";
import type { Reason } from "../../core/reasons.ts";
import type { RatingScale } from "../quadrant/types.ts";

export type { LoyaltyPart, SatisfactionGrade, SatisfactionPart } from "../../core/labels/loyalty-curve.ts";

/** What is known about a customer's loyalty; what is not known is left out, never written as zero. */
export interface LoyaltyEvidence {
  /** Share of the periods or purchases in question in which the customer bought again, in [0, 1]. */
  readonly repeatRate?: number;
  /** Years as a customer, from 0. */
  readonly tenureYears?: number;
  /** Our share of what the customer spends on such products, in [0, 1]. */
  readonly shareOfWallet?: number;
  /** Customers whom this one brought, from 0. */
  readonly referrals?: number;
  /** Share of our failures that the customer forgave, in [0, 1]; left out where nothing ever failed. */
  readonly forgiveness?: number;
  /** Answer to "will you buy from us again?", in points of the stated scale. */
  readonly intention?: number;
}

/** Options of {@link scoreLoyalty}. */
export interface ScoreLoyaltyOptions {
  /** Weight of each part, from 0, at least one above 0; a part left out weighs nothing. Only their proportions count. */
  readonly weights: Readonly<Partial<Record<LoyaltyPart, number>>>;
  /** The answers that the question of intention allows; needed where intention carries weight. */
  readonly intentionScale?: RatingScale;
  /** Years that count as fully loyal, above 0; default 2 (D3: loyal for two years or more). */
  readonly fullTenureYears?: number;
  /** Referrals that count as fully loyal, above 0; default 1 (D3: stays and refers). */
  readonly fullReferrals?: number;
}

/** One part of a score. */
export interface ScorePart<Part extends string> {
  readonly part: Part;
  /** Weight as a share of all weights, in (0, 1]. */
  readonly weightShare: number;
  /** How much of the part is fulfilled, in [0, 1]; absent where it is not known. */
  readonly value?: number;
  /** Points of the score that come from the part; the points of all parts sum to the score. */
  readonly points: number;
}

/** A weighted score with what it rests on. */
export interface WeightedScore<Part extends string> {
  /** 0 to 100; from the parts that are known alone. */
  readonly score: number;
  /** Share of the weight that is known, in (0, 1]. */
  readonly coverage: number;
  /** The score if every unknown part were at its worst, 0 to 100. */
  readonly lowest: number;
  /** The score if every unknown part were at its best, 0 to 100. */
  readonly highest: number;
  /** Every part that carries weight, in a fixed order. */
  readonly parts: readonly ScorePart<Part>[];
  /** The parts that are not known. */
  readonly notes: readonly Reason<"loyalty_part_missing">[];
}

/** Loyalty from 0 to 100. */
export interface LoyaltyScore extends WeightedScore<LoyaltyPart> {
  /** The score of what the customer does, 0 to 100; absent where nothing of it is known or weighs. */
  readonly behaviour?: number;
  /** The score of what the customer says, 0 to 100; absent where it is not known or weighs nothing. */
  readonly intention?: number;
}

/** What is known about a customer's satisfaction, in points of one scale. */
export interface SatisfactionEvidence {
  /** What the customer received, as they rate it. */
  readonly received?: number;
  /** What the customer had expected. */
  readonly expected?: number;
  /** How satisfied the customer says they are. */
  readonly rating?: number;
}

/** Options of {@link scoreSatisfaction}. */
export interface ScoreSatisfactionOptions {
  /** The answers that the questions allow. */
  readonly scale: RatingScale;
  /** Weight of each part, from 0, at least one above 0; both 1 unless stated. */
  readonly weights?: Readonly<Partial<Record<SatisfactionPart, number>>>;
}

/** Satisfaction from 0 to 100. */
export interface SatisfactionScore extends WeightedScore<SatisfactionPart> {
  /** Received minus expected in scale points, negative where the customer got less; absent where either is unknown. */
  readonly gap?: number;
}

/** Three answers, one per grade, in points of whatever scale the cuts are stated on. */
export interface SatisfactionGradeAnswers {
  readonly satisfaction: number;
  /** Will come again. */
  readonly comeAgain?: number;
  /** Will bring friends. */
  readonly bringFriends?: number;
}

/** Where each answer begins to count as yes, in points of its own scale. */
export interface SatisfactionGradeCuts {
  readonly satisfaction: number;
  readonly comeAgain: number;
  readonly bringFriends: number;
}

/** The grade of a customer's satisfaction. */
export interface SatisfactionGradeResult {
  readonly grade: SatisfactionGrade;
  /** The question whose missing answer keeps the grade from being higher; absent where every question that matters was answered. */
  readonly unanswered?: "comeAgain" | "bringFriends";
  readonly notes: readonly Reason<"loyalty_grade_contradiction">[];
}
