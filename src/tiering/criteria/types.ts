import type { Label } from "../../core/locale.ts";
import type { ModelEnvelope } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import type { AhpHierarchySolution, AhpSolution, CriterionWeight } from "../ahp/types.ts";

/** What an account answers on a criterion; `undefined` and `null` mean that it is not known, which is never a zero. */
export type CriterionAnswer = number | string | boolean | null | undefined;

/** One answer of an ordinal criterion. */
export type CriterionLevel = number | string | boolean;

/**
 * How a number becomes a value from 0 (worst) to 1 (best). `percentile`: the share of accounts it is better than, which
 * one giant does not bend; `min_max`: its place between the worst and the best; `z`: distance from the mean, three
 * standard deviations either way filling the scale.
 */
export type Normalisation = "percentile" | "min_max" | "z";

/** A criterion measured in numbers. */
export interface QuantitativeCriterion {
  readonly id: string;
  readonly kind: "quantitative";
  readonly name?: Label;
  /** Whether more or less is better; default `more`. Follows from `anchors` where these are given. */
  readonly direction?: "more" | "less";
  /** Default `percentile`. */
  readonly normalise?: Normalisation;
  /** The numbers that count as worst (0) and best (1), instead of learning them from the accounts. */
  readonly anchors?: { readonly worst: number; readonly best: number };
  /** What it counts for, at least 0, against the other criteria; default 1. */
  readonly weight?: number;
}

/** A criterion answered in steps. */
export interface OrdinalCriterion {
  readonly id: string;
  readonly kind: "ordinal";
  readonly name?: Label;
  /** The possible answers from worst to best, evenly spaced from 0 to 1 unless `utilities` says otherwise. */
  readonly levels: readonly CriterionLevel[];
  /** Value of each level in [0, 1], never falling. */
  readonly utilities?: readonly number[];
  /** What it counts for, at least 0, against the other criteria; default 1. */
  readonly weight?: number;
}

/** A criterion by which accounts are valued. */
export type Criterion = QuantitativeCriterion | OrdinalCriterion;

/** Options of `fitCriteria`. */
export interface FitCriteriaOptions<T> {
  readonly criteria: readonly Criterion[];
  /** What each criterion counts for; the `weight` of the criteria themselves unless given. */
  readonly weights?: readonly CriterionWeight[] | AhpSolution | AhpHierarchySolution | "entropy";
  /** Reads an account's answer on a criterion; the account's own field of that name unless given. */
  readonly answer?: (account: T, criterion: string, index: number) => CriterionAnswer;
}

/** Options of scoring: how to read an answer. */
export interface ScoreAccountsOptions<T> {
  /** Reads an account's answer on a criterion; the account's own field of that name unless given. */
  readonly answer?: (account: T, criterion: string, index: number) => CriterionAnswer;
}

/** A fitted criterion in numbers: a line through points, level beyond its ends. */
export interface FittedQuantitative {
  readonly id: string;
  readonly kind: "quantitative";
  readonly name: Label;
  /** Weights of all criteria sum to 1. */
  readonly weight: number;
  readonly normalise: Normalisation | "anchors";
  /** Ascending numbers in the unit of the criterion. */
  readonly at: readonly number[];
  /** Value in [0, 1] at each, all rising or all falling. */
  readonly utility: readonly number[];
}

/** A fitted criterion in steps. */
export interface FittedOrdinal {
  readonly id: string;
  readonly kind: "ordinal";
  readonly name: Label;
  /** Weights of all criteria sum to 1. */
  readonly weight: number;
  readonly levels: readonly { readonly level: CriterionLevel; readonly utility: number }[];
}

/** A criterion with its scale and its weight. */
export type FittedCriterion = FittedQuantitative | FittedOrdinal;

/** What a reader of a criteria model must know about the accounts it was learned from. */
export type CriteriaNote = Reason<
  "criterion_constant" | "criterion_gaps" | "criteria_entropy_flat" | "criteria_weights_inconsistent"
>;

/** How accounts are valued by several criteria, learned by `fitCriteria`. Plain JSON. */
export interface CriteriaModel extends ModelEnvelope<"criteria", 1> {
  readonly criteria: readonly FittedCriterion[];
  /** Where the weights come from. */
  readonly weighting: "given" | "ahp" | "entropy";
  readonly fittedOn: {
    readonly accounts: number;
    /** Accounts that answered each criterion, in the order of the criteria. */
    readonly answered: readonly number[];
    /** Consistency ratio of the judgements behind the weights, where they came from AHP and could be checked. */
    readonly consistencyRatio?: number;
    readonly notes: readonly CriteriaNote[];
  };
}

/** What an account is worth over all criteria. */
export interface AccountScore {
  /** 0 to 100, over the criteria that are answered; absent, with `abstained`, where none that weighs is. */
  readonly score?: number;
  /** Share of the weight that is answered, in [0, 1]. */
  readonly coverage: number;
  /** The score if all missing answers were the worst, and if they were the best. */
  readonly range: readonly [lowest: number, highest: number];
  /** Ids of the criteria without an answer. */
  readonly missing: readonly string[];
  readonly abstained?: Reason<"criteria_unanswered">;
}

/** What one criterion brings to an account's score. */
export interface CriterionContribution {
  readonly id: string;
  readonly name: Label;
  /** Absent where the criterion is not answered. */
  readonly answer?: CriterionLevel;
  /** Value of the answer in [0, 1]; absent where the criterion is not answered. */
  readonly utility?: number;
  /** Weight in this score, over the criteria that are answered; 0 where this one is not. */
  readonly weight: number;
  /** Points of the score; those of all criteria sum to it. */
  readonly points: number;
  /** Points that the best answer would add; 0 where the criterion is not answered. */
  readonly gain: number;
}

/** Why an account has its score. */
export interface AccountScoreExplanation extends AccountScore {
  /** One entry per criterion, in the order of the model. */
  readonly contributions: readonly CriterionContribution[];
  readonly reasons: readonly Reason<
    | "criteria_unanswered"
    | "criteria_partly_answered"
    | "criterion_strength"
    | "criterion_to_raise"
    | "criterion_to_ask"
  >[];
}

/** Options of `measureWeightSensitivity`. */
export interface WeightSensitivityOptions<T> extends ScoreAccountsOptions<T> {
  /** How many of the best accounts are watched, a whole number from 1; default 10. */
  readonly top?: number;
}

/** The first change in the ranking when a weight moves on. */
export interface RankingChange {
  /** Weight at which it happens, in [0, 1]. */
  readonly weight: number;
  /** Row of the account that would pass … */
  readonly rises: number;
  /** … this one. */
  readonly falls: number;
}

/** How far one weight can move. */
export interface CriterionSensitivity {
  readonly id: string;
  readonly weight: number;
  /** The ranking stays while the weight lies between these, in [0, 1]. */
  readonly lower: number;
  readonly upper: number;
  /** What would change below `lower`; absent where the weight may fall to 0. */
  readonly below?: RankingChange;
  /** What would change above `upper`; absent where the weight may rise to 1. */
  readonly above?: RankingChange;
}

/** How firmly the ranking of the best accounts stands against changes of the weights. */
export interface WeightSensitivity {
  /** Rows of the best accounts, best first, at most as many as asked. */
  readonly ranking: readonly number[];
  /** One entry per criterion, in the order of the model. */
  readonly criteria: readonly CriterionSensitivity[];
  /** The criterion whose weight has the least room, where any has a limit. */
  readonly mostSensitive?: string;
  readonly notes: readonly Reason<"criteria_ranking_tied" | "criteria_ranking_short">[];
}
