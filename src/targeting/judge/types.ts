import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { CalibrationMethod } from "../../core/labels/judging.ts";
import type { ModelEnvelope } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import type { AveragePrecision } from "../../math/average-precision.ts";
import type { BrierScore } from "../../math/brier.ts";
import type { CalibrationLine } from "../../math/calibration-line.ts";
import type { ReliabilityBin } from "../../math/reliability.ts";
import type { RocAuc } from "../../math/roc.ts";
import type { RocDifference } from "../../math/roc-difference.ts";

export type { CalibrationMethod } from "../../core/labels/judging.ts";

/** How far scores that are chances can be taken at their word. */
export interface ChanceMeasures {
  /** Mean squared error with its decomposition. */
  readonly brier: BrierScore;
  readonly logLoss: Estimate;
  /** What was said against what came true, in groups of about equal size. */
  readonly reliability: readonly ReliabilityBin[];
  /** Slope 1 and intercept 0 for honest chances; refused where no line is decided. */
  readonly calibration: CalibrationLine | Abstention;
}

/** By which method each interval of {@link ScoreMeasures} is made. */
export interface ScoreMethods {
  readonly baseRate: "wilson";
  /**
   * The further of DeLong's bound (log-odds scale) and Newcombe's method 5; `clustered_delong` where a cross-validation
   * was told of groups of rows that belong together.
   */
  readonly auc: "delong_newcombe" | "clustered_delong";
  /** The wider of a Poisson bootstrap and one trial per winner, on the log-odds scale. */
  readonly precisionArea: "bootstrap_log_odds";
  readonly brier: "normal";
  readonly logLoss: "normal";
  readonly reliability: "jeffreys";
  readonly calibration: "wald";
}

/** How good a score is, judged on customers that had no part in making it. */
export interface ScoreMeasures {
  /** Customers, or the sum of their weights. */
  readonly n: number;
  /** Those who said yes. */
  readonly events: number;
  readonly baseRate: Estimate;
  /** Chance that a yes outranks a no. */
  readonly auc: RocAuc | Abstention;
  /** Area under the precision–recall curve. */
  readonly precisionArea: AveragePrecision | Abstention;
  /** Refused where a score lies outside [0, 1]: then only its order can be judged. */
  readonly chances: ChanceMeasures | Abstention;
  readonly methods: ScoreMethods;
}

/** Two scores on the same customers. */
export interface ScoreComparison {
  readonly n: number;
  /** DeLong's test of the areas under both ROC curves. */
  readonly auc: RocDifference | Abstention;
  /** Brier score of the first less that of the second, paired; below 0 speaks for the first. */
  readonly brier: Estimate | Abstention;
  /** The same for the log loss. */
  readonly logLoss: Estimate | Abstention;
}

/** One fold of a cross-validation. */
export interface FoldMeasures {
  /** Number of the fold, from 0. */
  readonly fold: number;
  readonly n: number;
  readonly events: number;
  readonly auc: RocAuc | Abstention;
  /** Absent where a score of the fold lies outside [0, 1], or nobody is in it. */
  readonly brier?: BrierScore;
  readonly logLoss?: Estimate;
}

/** A model judged on customers that each fit had not seen. */
export interface CrossValidation {
  /** Score of each customer, by the fit that did not know them. */
  readonly scores: Float64Array;
  /** Fold of each customer, from 0. */
  readonly fold: Uint16Array;
  readonly folds: readonly FoldMeasures[];
  /** Mean of the folds' areas, so that folds whose scores differ in scale do not count against each other. */
  readonly meanAuc: Estimate | Abstention;
  /** All customers judged at once. */
  readonly measures: ScoreMeasures;
}

/** Money of a stretch of the ranking. */
export interface GainsAmount {
  readonly total: number;
  /** Amount per customer. */
  readonly mean: Estimate;
  /** Share of all money; absent where all money is 0 or less. */
  readonly gain?: Estimate;
  /** Amount per customer over that of all; absent where all money is 0 or less. */
  readonly lift?: Estimate;
}

/** What a stretch of the ranking holds. */
export interface GainsStretch {
  /** Customers; a fraction where tied customers are shared. */
  readonly n: number;
  readonly events: number;
  /** Share of yes among them. */
  readonly rate: Estimate;
  /** Share of all yes that they are. */
  readonly gain: Estimate;
  /** Their rate over that of all customers; 1 is what asking at random brings. */
  readonly lift: Estimate;
  readonly amount?: GainsAmount;
}

/** One group of the ranking, best scores first. */
export interface GainsGroup extends GainsStretch {
  /** Number of the group, from 1. */
  readonly group: number;
  /** Scores at its ends. */
  readonly highest: number;
  readonly lowest: number;
  /** Everybody down to this group. */
  readonly cumulative: GainsStretch & {
    /** Share of all customers. */
    readonly depth: number;
    /** The share of all yes that a perfect order would have here, and of all money. */
    readonly perfectGain: number;
    readonly perfectAmountGain?: number;
  };
}

/** What a campaign reaches when it asks the best scores first. */
export interface Gains {
  readonly n: number;
  readonly events: number;
  readonly baseRate: Estimate;
  readonly groups: readonly GainsGroup[];
  /** Money of all customers, where amounts were given. */
  readonly amount?: { readonly total: number; readonly mean: Estimate };
  readonly methods: {
    readonly rate: "wilson";
    /** Wilson's interval with as many trials as the estimate's variance is worth, the cut of the ranking included. */
    readonly gain: "wilson_effective";
    /** Mean amounts: the gamma interval of Fay and Feuer, Student's t where amounts below 0 occur. */
    readonly amount: "gamma" | "student_t";
  };
}

/** A stretch of scores with one chance. */
export interface CalibrationStep {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly mean: number;
}

/** How scores become honest chances, as plain JSON. */
export type CalibrationModel = ModelEnvelope<"calibration", 1> & {
  readonly fittedOn: {
    readonly n: number;
    readonly events: number;
    readonly notes: readonly Reason<"judging_calibration_reversed">[];
  };
} & (
    | { readonly method: Extract<CalibrationMethod, "platt">; readonly intercept: number; readonly slope: number }
    | { readonly method: Extract<CalibrationMethod, "isotonic">; readonly steps: readonly CalibrationStep[] }
  );

/** Why a field may hold the outcome in disguise. */
export type LeakageReason = Reason<
  "judging_leak_alone" | "judging_leak_dominates" | "judging_leak_stands_out" | "judging_leak_missing"
>;

/** What one field alone says about the outcome. */
export interface FieldLeakage {
  readonly field: string;
  /** Chance that a yes outranks a no by this field alone, learned on other customers. */
  readonly auc: RocAuc;
  /** Share of the uncertainty (log loss of the base rate) that the field alone takes away, 0 to 1. */
  readonly explained: number;
  /** `explained` over what all fields together explain, at most 1; 0 where they explain nothing. */
  readonly shareOfAll: number;
  /** Where the field is known for some customers only. */
  readonly missing?: {
    readonly n: number;
    /** Share of yes where it is not known, and where it is. */
    readonly rateMissing: Estimate;
    readonly rateKnown: Estimate;
    /** Chance that a yes outranks a no by being known (or not known) alone. */
    readonly auc: RocAuc;
  };
  readonly suspicions: readonly LeakageReason[];
}

/** Every field held against the outcome, strongest first. */
export interface Leakage {
  readonly n: number;
  readonly events: number;
  /** Share of the uncertainty that all fields together take away. */
  readonly explained: number;
  readonly fields: readonly FieldLeakage[];
  /** All suspicions of all fields. */
  readonly suspicions: readonly LeakageReason[];
}
