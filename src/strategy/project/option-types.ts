import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { AhpJudgement, AhpMatrix, AhpSolution, CriterionWeight } from "../../tiering/ahp/types.ts";

/** One way to go, rated on every criterion. */
export interface ScoredOption {
  readonly id: string;
  readonly name?: string;
  /** Rating by criterion id, on `options.scale`; more is better. */
  readonly ratings: Readonly<Record<string, number | Estimate>>;
}

/** Options of {@link scoreOptions}. */
export interface ScoreOptionsOptions {
  /** Weights as given, at least 0, at least one above; they are brought to the sum 1. Either this or `judgements`. */
  readonly weights?: readonly CriterionWeight[];
  /** Pairwise comparisons of the criteria, from which `solveAhp` makes weights. */
  readonly judgements?: AhpMatrix | readonly AhpJudgement[];
  /** Names of the rows of a matrix of judgements. */
  readonly criteria?: readonly string[];
  /** Ends of the scale of all ratings; default 0 to 10. */
  readonly scale?: { readonly min: number; readonly max: number };
  readonly doubt?: {
    /**
     * Standard deviation of the logarithm of each weight: 0.2 is about 20 %. Default with judgements: what their
     * contradictions show; with given weights 0.
     */
    readonly weights?: number;
    /** Standard deviation of ratings that are no estimates, in points of the scale; default 0. */
    readonly ratings?: number;
  };
  /** Decides the draws. */
  readonly seed: number;
  /** Default 2000; 100 to 1e5. */
  readonly draws?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What one option scores. */
export interface OptionScore {
  readonly id: string;
  /** Weighted mean of its ratings, on their scale. */
  readonly score: number;
  /** 1 for the best; equal scores share the better rank. */
  readonly rank: number;
  /** How often it is best when weights and ratings are drawn from their doubt; ties are split. */
  readonly chanceBest: Estimate;
  /** Points behind the best, on average over the draws; 0 where it is best in all of them. */
  readonly expectedRegret: number;
  /** An option that is at least as good on every criterion and better on one. */
  readonly dominatedBy?: string;
}

/** The smallest change of one weight that puts another option in front, the others keeping their proportions. */
export interface WeightMargin {
  readonly criterion: string;
  readonly weight: number;
  /** The weight at which the other draws level. */
  readonly turnsAt: number;
  /** `turnsAt` less `weight`. */
  readonly change: number;
  readonly winner: string;
}

/** The smallest change of one rating that puts another option in front. */
export interface RatingMargin {
  readonly option: string;
  readonly criterion: string;
  readonly rating: number;
  /** The rating at which the other draws level, on the scale. */
  readonly turnsAt: number;
  readonly change: number;
  readonly winner: string;
}

/** Options in the order of their scores and how well the choice holds. Plain JSON. */
export interface OptionChoice {
  /** Best first. */
  readonly options: readonly OptionScore[];
  /** One weight per criterion, summing to 1. */
  readonly weights: readonly CriterionWeight[];
  readonly best: string;
  /** Others with the same score. */
  readonly tied: readonly string[];
  /** Points between the best and the next; 0 in a tie; absent where there is one option alone. */
  readonly lead?: number;
  /** Per criterion, the nearest weight that changes the choice; criteria at which none does are left out. */
  readonly weightMargins: readonly WeightMargin[];
  /** The rating whose change needed is the smallest; absent where none on the scale changes the choice. */
  readonly ratingMargin?: RatingMargin;
  /** The solution behind the weights, where judgements were given. */
  readonly ahp?: AhpSolution;
  /**
   * Standard deviation of the logarithms that were drawn: of the weights where `doubt.weights` was given, else of the
   * judgements, as their contradictions show it; 0 where nothing tells.
   */
  readonly weightDoubt: number;
  readonly draws: number;
  readonly notes: readonly Reason<
    | "option_tied"
    | "option_weight_margin"
    | "option_weight_safe"
    | "option_rating_margin"
    | "option_chance"
    | "ahp_inconsistent"
    | "ahp_unchecked"
  >[];
}
