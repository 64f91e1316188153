import type { Estimate, Interval } from "../../core/estimate.ts";
import type { ScorecardDirection } from "../../core/labels/scorecard.ts";
import type { ModelEnvelope } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import type { FeatureValue } from "../table/types.ts";

export type { ScorecardDirection } from "../../core/labels/scorecard.ts";

/** A customer as a plain record with the card's fields; null, undefined, NaN, empty text and absent mean not known. */
export type ScorecardRecord = Readonly<Record<string, FeatureValue>>;

/** What belongs to a group of a field. */
export type ScorecardGroup =
  | {
      readonly kind: "range";
      /** Values above it; absent in the lowest group. */
      readonly above?: number;
      /** Values at or below it; absent in the highest group. */
      readonly upTo?: number;
    }
  | { readonly kind: "levels"; readonly levels: readonly string[] }
  | {
      /** Not known, or a level that the fit never saw. */
      readonly kind: "missing";
    };

/** One line of the card: a group of a field, what was seen there and what it is worth. */
export interface ScorecardBin {
  readonly group: ScorecardGroup;
  readonly n: number;
  readonly events: number;
  /** Weight of evidence: log of (share of all yes) / (share of all no); above 0 speaks for a yes. */
  readonly woe: number;
  /** What the group adds to the log-odds. */
  readonly logOdds: number;
  /** What it adds to the score, a whole number. */
  readonly points: number;
}

/** One field of the card. */
export interface ScorecardField {
  readonly id: string;
  readonly kind: "number" | "category";
  /** How the chance moves with a number; absent for a category. */
  readonly direction?: ScorecardDirection;
  /**
   * Σ (share of yes − share of no) · woe over the groups: below 0.02 weak, above 0.5 suspiciously strong. Its interval
   * is freed of the bias that few customers bring.
   */
  readonly informationValue: Estimate;
  /** What the weight of evidence is multiplied by beside the other fields: near 1 when they say nothing of the same. Absent with `coding: "bins"`, and where the field has no say. */
  readonly coefficient?: Estimate;
  /** Ranges rising, levels by falling rate, then `missing`. */
  readonly bins: readonly ScorecardBin[];
}

/** How log-odds become points. */
export interface ScorecardScale {
  /** Score at `baseOdds`. */
  readonly basePoints: number;
  /** Odds of yes to no at `basePoints`. */
  readonly baseOdds: number;
  /** Points that double the odds. */
  readonly pointsToDouble: number;
}

/** Notes that a fit may carry. */
export type ScorecardNote = Reason<"scorecard_sign" | "scorecard_says_nothing" | "scorecard_too_few">;

/** A scorecard, as plain JSON: points by field that add up to the score. */
export interface ScorecardModel extends ModelEnvelope<"scorecard", 1> {
  readonly coding: "woe" | "bins";
  readonly scale: ScorecardScale;
  /** Log-odds, and points, that every customer starts with. */
  readonly intercept: number;
  readonly basePoints: number;
  readonly fields: readonly ScorecardField[];
  /**
   * Lower triangle, row by row, of the covariance of the intercept and what the coding has: the coefficient of each
   * field that has one, or the log-odds of each bin of a field that has a say. Absent with more than 150 of them.
   */
  readonly covariance?: readonly number[];
  /** Nominal coverage of all intervals. */
  readonly level: number;
  readonly fittedOn: {
    readonly rows: number;
    readonly events: number;
    readonly baseRate: Estimate;
    readonly ridge: number;
    /** False where the search did not settle. */
    readonly converged: boolean;
    readonly iterations: number;
    readonly logLikelihood: number;
    readonly notes: readonly ScorecardNote[];
  };
}

/** What one field adds for one customer. */
export interface ScorecardContribution {
  readonly field: string;
  /** What the record holds there, as text; absent where not known. */
  readonly value?: string;
  /** Position of the group in the field's `bins`. */
  readonly bin: number;
  readonly points: number;
  readonly logOdds: number;
}

/** The score of one customer. */
export interface ScorecardScore {
  /** Sum of `basePoints` and the points of all fields, a whole number. */
  readonly points: number;
  readonly logOdds: number;
  /** Chance of a yes, from the log-odds before they are rounded to points. */
  readonly chance: number;
  /** Doubt in coefficients and groups; absent where the model holds no covariance. */
  readonly interval?: Interval;
  /** One per field, in the order of the card. */
  readonly contributions: readonly ScorecardContribution[];
}

/** Scores of many customers. */
export interface ScorecardColumns {
  readonly points: Int32Array;
  readonly logOdds: Float64Array;
  readonly chance: Float64Array;
}

/** Why a customer has the score: contributions by weight, strongest first, and reasons to be worded. */
export interface ScorecardExplanation extends ScorecardScore {
  readonly basePoints: number;
  readonly reasons: readonly Reason<
    "scorecard_base" | "scorecard_effect" | "scorecard_not_known" | "scorecard_unseen"
  >[];
}
