import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BrierScore } from "../../math/brier.ts";
import type { CalibrationLine } from "../../math/calibration-line.ts";
import type { ReliabilityBin } from "../../math/reliability.ts";
import type { StayModel } from "../hazard/predict-types.ts";
import type { ChurnModel, ChurnTable, FitChurnOptions } from "./types.ts";

/** What the tenth of customers with the highest chances holds. */
export interface ChurnTopDecile {
  /** Customers in it. */
  readonly n: number;
  /** Share of all leavers that it holds. */
  readonly captured: Estimate;
  /** That share over the share of customers: how many times as many leavers as by lot. */
  readonly lift: number;
}

/** Chances against what happened; intervals allow for several rows of one customer being alike. */
export interface ChurnJudgement {
  /** Rows judged, customers among them, and rows whose customer left. */
  readonly n: number;
  readonly customers: number;
  readonly left: number;
  /** How often a leaver had the higher chance than a stayer; absent with fewer than two of either. */
  readonly auc?: Estimate;
  readonly brier: BrierScore;
  readonly logLoss: Estimate;
  /** Intercept 0 and slope 1 for honest chances; absent where no line is decided. */
  readonly calibration?: CalibrationLine;
  readonly topDecile?: ChurnTopDecile;
  /** What was said and what happened, by groups; `reliabilityChart` draws it. */
  readonly reliability: readonly ReliabilityBin[];
}

/** By how much chances are better than the leaving rate by months stayed. */
export interface ChurnGain {
  /** Area under the curve, less that of the rate by tenure: above 0 is better. */
  readonly auc?: Estimate;
  /** Brier score and log loss, less those of the rate by tenure: below 0 is better. */
  readonly brier: Estimate;
  readonly logLoss: Estimate;
}

/** Out-of-fold chances judged, beside the leaving rate by months stayed. */
export interface ChurnValidation {
  readonly judgement: ChurnJudgement;
  readonly base: ChurnJudgement;
  readonly gain: ChurnGain;
  /** Chance of each month under watch by a fit that has not seen its customer; of `months`, in the order of the table. */
  readonly chances: Float64Array;
  readonly notes: readonly Reason<"churn_no_better">[];
}

/** Options of {@link crossValidateChurn}. */
export interface CrossValidateChurnOptions extends FitChurnOptions {
  /** Parts of customers of which each is held out once, a whole number from 2 to 50; default 5. */
  readonly parts?: number;
}

/** Chances for the rows of a table, as another model gives them. */
export type ChurnScorer = (customers: ChurnTable) => ArrayLike<number>;

/** Options of {@link backtestChurn}. */
export interface BacktestChurnOptions {
  /** Months, in the count of `table.periods`, after which the clock is stopped. */
  readonly origins: readonly number[];
  /** Months ahead, whole, from 1 to 600. */
  readonly horizonMonths: number;
  /**
   * How to learn from what was known: options of {@link fitChurn}, or a function from the months known to a model, or to
   * a function that gives a chance to leave by the horizon to each row of a table.
   */
  readonly fit?:
    | Omit<FitChurnOptions, "rows">
    | ((known: ChurnTable) => ChurnModel | StayModel | ChurnScorer | Abstention);
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One past day on which the model was learned and asked. */
export interface ChurnOrigin {
  readonly origin: number;
  /** Months known then. */
  readonly months: number;
  /** Customers there at the origin that were followed to the horizon, and those lost from sight before. */
  readonly followed: number;
  readonly lost: number;
  /** What came of it, or why it cannot be judged. */
  readonly result: { readonly judgement: ChurnJudgement; readonly base: ChurnJudgement } | Abstention;
}

/** Past forecasts held against what happened. */
export interface ChurnBacktest {
  readonly horizonMonths: number;
  readonly origins: readonly ChurnOrigin[];
  /** All origins together; rows of one customer at several origins count as alike. */
  readonly pooled:
    | { readonly judgement: ChurnJudgement; readonly base: ChurnJudgement; readonly gain: ChurnGain }
    | Abstention;
  readonly notes: readonly Reason<"churn_no_better">[];
}
