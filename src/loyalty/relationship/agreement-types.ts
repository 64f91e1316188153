import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { RelationshipSign } from "./types.ts";

/** One rater's rating of one unit (an account, a sign, a case); what was not rated is left out. */
export interface AgreementRating {
  readonly unit: string;
  readonly rater: string;
  /** A number; with the nominal scale a text or truth value as well. */
  readonly value: number | string | boolean;
}

/** What the difference of two values means: unequal, ranks apart, points apart, or share apart (values from 0). */
export type AgreementScale = "nominal" | "ordinal" | "interval" | "ratio";

/** Options of `measureAgreement`. */
export interface MeasureAgreementOptions {
  readonly scale: AgreementScale;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Krippendorff's alpha with what it rests on. */
export interface AgreementEstimate {
  readonly metric: "krippendorff_alpha";
  readonly scale: AgreementScale;
  /** 1 where raters always agree, 0 where they agree as chance would, below 0 where they contradict each other. */
  readonly value: number;
  /** Units that at least two raters rated; only they say anything about agreement. */
  readonly n: number;
  /** Ratings of those units. */
  readonly ratings: number;
  readonly raters: number;
  /** Units left out because a single rater rated them. */
  readonly singles: number;
  readonly interval: Interval | Abstention;
  /** Share of pairs within a unit with the same value, averaged over units; chance is not taken out. */
  readonly percentAgreement: Estimate;
  readonly notes: readonly Reason<"agreement_one_value">[];
}

/** Options of `measureIntraclass`. */
export interface MeasureIntraclassOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** How reliable one rater is, and the mean of several. */
export interface IntraclassPair {
  readonly single: Estimate;
  /** The mean of `raters` ratings. */
  readonly average: Estimate;
}

/** Intraclass correlations: which share of the spread of ratings is spread between units. */
export interface IntraclassCorrelation {
  /** ICC(1): each unit has raters of its own. `raters` is their mean number where units have different numbers. */
  readonly oneWay: (IntraclassPair & { readonly raters: number }) | Abstention;
  /** Every unit rated by the same raters, from the units that all of them rated. */
  readonly twoWay:
    | {
        readonly raters: number;
        /** ICC(2) or ICC(A): raters drawn from many; a rater who is always stricter counts as disagreement. */
        readonly agreement: IntraclassPair;
        /** ICC(3) or ICC(C): these raters alone; a rater who is always stricter agrees all the same. */
        readonly consistency: IntraclassPair;
      }
    | Abstention;
}

/** One sign with the agreement on it across accounts. */
export interface SignAgreement {
  readonly sign: RelationshipSign;
  readonly agreement: AgreementEstimate | Abstention;
}

/** Whether our people agree about accounts. */
export interface RelationshipAgreementReport {
  readonly accounts: number;
  readonly respondents: number;
  /** Agreement on the whole score, interval scale. */
  readonly strength: AgreementEstimate | Abstention;
  /** How reliable one person's score is, and the mean of several. */
  readonly intraclass: IntraclassCorrelation;
  /** Agreement on each of the ten signs, interval scale, in their fixed order. */
  readonly signs: readonly SignAgreement[];
}
