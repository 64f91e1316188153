import type { Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { NpsEstimate, RatingScale } from "../quadrant/types.ts";

/** What every survey metric accepts besides its answers. */
export interface SurveyOptions {
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /**
   * One weight per answer, 0 or more, in any unit: only their proportions count. An answer of weight 0 is left out.
   * Default: all alike.
   */
  readonly weights?: ArrayLike<number>;
  /**
   * Customers from whom the answers were drawn without repetition, a whole number of at least n. Where most of them
   * answered, the interval narrows, down to a point when all did. Left out, the population counts as endless.
   */
  readonly population?: number;
}

/** What a survey metric has to say about the answers it saw. */
export type SurveyNote = Reason<"survey_scale_top_unused">;

/** What every survey metric reports besides its value. */
export interface SurveyEstimate extends Estimate {
  /** How many equally weighted answers say as much: Kish's (Σw)² / Σw², equal to `n` without weights. */
  readonly effectiveN: number;
  /** The population that the caller stated, if any. */
  readonly population?: number;
  readonly notes: readonly SurveyNote[];
}

/** Answers counted by kind: among the best answers of the scale, or not. */
export interface CsatCounts {
  readonly satisfied: number;
  readonly others: number;
}

/** Options of {@link measureCsat}. */
export interface CsatOptions extends SurveyOptions {
  /** The whole answers that the question allows; needed with answers, not with counts. Checked, never guessed. */
  readonly scale?: RatingScale;
  /** How many of the best answers count as satisfied, a whole number below the number of answers; default 2. */
  readonly topBoxes?: number;
  /** Interval of the share: `"wilson"` (default) or `"jeffreys"`. */
  readonly method?: "wilson" | "jeffreys";
}

/** Share of satisfied customers, in [0, 1], with what it rests on. */
export interface CsatEstimate extends SurveyEstimate, CsatCounts {
  readonly metric: "csat";
  /** Absent where counts were given. */
  readonly scale?: RatingScale;
  /** Absent where counts were given. */
  readonly topBoxes?: number;
  readonly method: "wilson" | "jeffreys";
}

/** Options of {@link measureCes}. */
export interface CesOptions extends SurveyOptions {
  /** The whole answers that the question allows; default 1 to 7. Checked, never guessed. */
  readonly scale?: RatingScale;
  /** Which end of the scale is effortless: `"max"` (default; "it was easy" – 7 = agree) or `"min"` (1 = no effort). */
  readonly easiest?: "max" | "min";
  /** How many answers at the effortless end count as easy; default 3 on the scale 1–7, to be stated on any other. */
  readonly easyBoxes?: number;
}

/** Mean customer effort in scale points, and the share of customers for whom it was easy. */
export interface CesEstimate extends SurveyEstimate {
  readonly metric: "ces";
  /** Spread of the answers in scale points (weighted, divisor n). */
  readonly standardDeviation: number;
  /** Share of easy answers with its Wilson interval, in [0, 1]. */
  readonly easy: Estimate;
  readonly scale: RatingScale;
  readonly easiest: "max" | "min";
  readonly easyBoxes: number;
  readonly method: "adjusted_wald";
}

/** Complaints, and the orders, contracts or customer-months among which they arose. */
export interface ComplaintCounts {
  /** A whole number from 0. */
  readonly complaints: number;
  /** In any unit, greater than 0 in sum. */
  readonly exposure: number;
}

/** Options of {@link measureComplaints}. */
export interface ComplaintOptions {
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Units of exposure to which the rate refers, such as 1000 for complaints per thousand orders; default 1. */
  readonly per?: number;
}

/** Complaints per `per` units of exposure, with the exact Poisson interval. */
export interface ComplaintEstimate extends Estimate, ComplaintCounts {
  readonly metric: "complaints";
  readonly per: number;
  /** Pearson's χ² / (rows − 1) over the rows given: about 1 where complaints come by chance; absent for fewer than two. */
  readonly dispersion?: number;
  readonly method: "garwood";
  readonly notes: readonly Reason<"complaints_clustered">[];
}

/** Every figure that {@link compareWaves} can set against another of its kind. */
export type WaveEstimate = NpsEstimate | CsatEstimate | CesEstimate | ComplaintEstimate;

/** How many times the earlier rate the later one is. */
export interface RateRatio {
  readonly value: number;
  /** `upper` is absent where the earlier wave is too thin to set an upper end. */
  readonly interval: { readonly lower: number; readonly upper?: number; readonly level: number };
}

/** The change from one wave, or segment, to another. */
export interface WaveComparison {
  readonly metric: WaveEstimate["metric"];
  /** After minus before, in the unit of the metric: points, share, scale points, complaints per `per`. */
  readonly difference: number;
  /** Interval of the difference. */
  readonly interval: Interval;
  /** Chance of a change at least as large, either way, where in truth there is none; in [0, 1]. */
  readonly pValue: number;
  /** Answers before and after; complaints' exposure for complaints. */
  readonly before: number;
  readonly after: number;
  /** Complaints alone: the ratio of the rates; absent where there was no complaint before. */
  readonly ratio?: RateRatio;
  readonly method: "adjusted_wald" | "newcombe" | "conditional_exact";
}

/** Options of {@link compareWaves}. */
export interface CompareWavesOptions {
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What {@link planSurvey} has to be told about the survey that is wanted. */
export interface SurveyPlanOptions {
  readonly metric: "nps" | "csat" | "ces";
  /** Half the width of the interval wanted: points for `nps`, a share for `csat`, scale points for `ces`. */
  readonly margin: number;
  /** Nominal coverage of the interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Customers who could be asked; left out, endless. */
  readonly population?: number;
  /** Share of those invited who answer, in (0, 1]; default 1. */
  readonly responseRate?: number;
  /** By how much weights will inflate the variance (n / effective n), at least 1; default 1. */
  readonly designEffect?: number;
  /** The satisfied share expected, for `csat`, in [0, 1]; default 0.5, the most demanding. */
  readonly expectedShare?: number;
  /** Shares of promoters and detractors expected, for `nps`; default ½ and ½, the most demanding. */
  readonly expectedNps?: { readonly promoters: number; readonly detractors: number };
  /** The scale asked, for `ces`; default 1 to 7. */
  readonly scale?: RatingScale;
  /** Spread of the answers expected, for `ces`, in scale points; default half the scale, the most demanding. */
  readonly standardDeviation?: number;
}

/** How many answers a survey needs. */
export interface SurveyPlan {
  /** The least whole number of answers whose interval is as narrow as wanted. */
  readonly answers: number;
  /** How many to invite for that, at the response rate given; never more than the population. */
  readonly invitations: number;
  /** Half the width that this many answers give. */
  readonly margin: number;
  /** False where the population is too small to invite as many as the response rate asks for. */
  readonly reachable: boolean;
}
