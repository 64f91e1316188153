import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { LeadCalibrationMethod, LeadMethod } from "../../core/labels/lead.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BrierScore } from "../../math/brier.ts";
import type { CalibrationLine } from "../../math/calibration-line.ts";
import type { ReliabilityBin } from "../../math/reliability.ts";
import type { RocAuc } from "../../math/roc.ts";

export type { LeadCalibrationMethod, LeadMethod } from "../../core/labels/lead.ts";

/** A lead as a plain record: text, a number, true or false, or a list of tags by field; absent or null is not known. */
export type LeadRecord = Readonly<Record<string, unknown>>;

/** One field that the score may look at, and how it is to be read. */
export type LeadField =
  | {
      /** Name of the field in the record. */
      readonly id: string;
      /** One of several values, such as a source or a country; what is left out means this. */
      readonly kind?: "category";
    }
  | {
      readonly id: string;
      /** A number, such as an amount. */
      readonly kind: "number";
      /** Cut into so many groups of equal size, 2 to 50; default 10 in naive Bayes, none (a straight line) otherwise. */
      readonly bins?: number;
    }
  | {
      readonly id: string;
      /** Any number of values at once. */
      readonly kind: "tags";
    }
  | {
      readonly id: string;
      /** Where the lead stands. Naive Bayes without calibration alone, as Odoo does it; at most one field. */
      readonly kind: "stage";
      /** All stages in the order in which a lead passes them. */
      readonly stages: readonly string[];
    };

/** Options of {@link fitLeadScore}. */
export interface FitLeadScoreOptions<T extends LeadRecord = LeadRecord> {
  /** The fields to learn from, at least one; a plain name is a category. Name none that is filled in after the end. */
  readonly fields: readonly (string | LeadField)[];
  /** True for won, false for lost, `undefined` (or null) while open: open leads teach nothing. */
  readonly won: (lead: T, index: number) => boolean | null | undefined;
  /** What names a lead, unique; decides which part of the cross-validation it is dealt to. Default: its content. */
  readonly id?: (lead: T, index: number) => string | number;
  /** How many leads each stands for, above 0; default 1. */
  readonly weight?: (lead: T, index: number) => number;
  /** Default `logistic`; with the preset `naive_bayes`. */
  readonly method?: LeadMethod;
  /** Odoo's rules of predictive lead scoring in place of our own. */
  readonly preset?: "odoo";
  /** Default `platt`, with the preset `none`: the raw score as it comes. */
  readonly calibration?: LeadCalibrationMethod;
  /** Parts of the cross-validation, 3 to 20; default 5. Two are set aside at a time to judge the calibration. */
  readonly folds?: number;
  /** Which leads fall into which part, any safe integer; default 1. */
  readonly seed?: number;
  /** Won leads and lost leads needed at least, from 1; default 20, with the preset 1. */
  readonly minimum?: number;
  /** Leads (at the base rate) that each value starts with in naive Bayes, above 0; default 2. Not with the preset. */
  readonly smoothing?: number;
  /** How strongly the coefficients of `logistic` are drawn to zero, above 0; default 1: a prior of one log-odds. */
  readonly ridge?: number;
  /** Nominal coverage of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One value of a field, and what it says. */
export interface LeadLevel {
  readonly value: string;
  /** Won and lost leads that had it (their weight). */
  readonly won: number;
  readonly lost: number;
  /** What it adds to the log-odds of winning. */
  readonly logOdds: number;
}

/** Leads without a known value, or with one too seldom to stand alone. */
export type LeadRest = Omit<LeadLevel, "value">;

/** What was learned about one field: log-odds = offset + those of the values the lead has. */
export interface LeadFieldModel {
  readonly id: string;
  readonly kind: "category" | "number" | "tags" | "stage";
  /** Added whenever the field is known; makes the average lead add nothing in `logistic`. */
  readonly offset: number;
  readonly levels: readonly LeadLevel[];
  /** Inner bounds of a number that is cut into groups, ascending: a value belongs to the first bound not below it. */
  readonly cuts?: readonly number[];
  /** A number taken as a straight line: log-odds per unit above the mean, level beyond the smallest and largest seen. */
  readonly line?: { readonly mean: number; readonly slope: number; readonly from: number; readonly to: number };
  /** Values too seldom for a figure of their own, taken together; unknown ones count as these. `logistic` alone. */
  readonly other?: LeadRest;
  /** Leads where the field is not known. `logistic` alone: naive Bayes passes over it. */
  readonly missing?: LeadRest;
}

/** How raw log-odds become a chance. */
export type LeadCalibration =
  | { readonly method: "none" }
  | { readonly method: "platt"; readonly intercept: number; readonly slope: number }
  | {
      readonly method: "isotonic";
      readonly steps: readonly {
        readonly from: number;
        readonly to: number;
        readonly n: number;
        readonly mean: number;
      }[];
    };

/** How the score fared on leads that had no part in it. */
export interface LeadJudgement {
  /** Leads judged (their weight): every closed one, once. */
  readonly n: number;
  /** Chance that a won lead was scored above a lost one. */
  readonly auc: RocAuc;
  /** Mean squared error; `uncertainty` is that of the base rate. */
  readonly brier: BrierScore;
  readonly logLoss: Estimate;
  readonly reliability: readonly ReliabilityBin[];
  /** Absent where no line is decided. */
  readonly calibration?: CalibrationLine;
}

/** Notes that a fit may carry. */
export type LeadNote = Reason<"lead_open_excluded" | "lead_leak" | "lead_stage_not_judged" | "lead_field_empty">;

/** A score for leads, learned from closed ones. Plain JSON. */
export interface LeadScoreModel {
  readonly kind: "lead_score";
  readonly version: 1;
  readonly method: LeadMethod;
  readonly preset?: "odoo";
  /** Raw log-odds before any field: of the base rate in naive Bayes, of the average lead in `logistic`. */
  readonly base: number;
  readonly fields: readonly LeadFieldModel[];
  readonly calibration: LeadCalibration;
  /** What each value's won and lost counts start with in naive Bayes. */
  readonly smoothing?: { readonly won: number; readonly lost: number };
  /** Lower triangle, row by row, of the covariance of intercept and coefficients; absent with more than 150 of them. */
  readonly covariance?: readonly number[];
  /** Nominal coverage of intervals. */
  readonly level: number;
  readonly fittedOn: {
    /** Closed leads, and their weight. */
    readonly leads: number;
    readonly weight: number;
    readonly won: number;
    readonly lost: number;
    /** Open leads, which were left out. */
    readonly open: number;
    readonly folds: number;
    readonly seed: number;
    readonly judged: LeadJudgement | Abstention;
    readonly notes: readonly LeadNote[];
  };
}

/** The score of one lead. */
export interface LeadScore {
  /** Chance to be won, from 0.0001 to 0.9999. */
  readonly chance: number;
  /** Doubt in the coefficients of `logistic`, carried through the calibration; naive Bayes has none to offer. */
  readonly interval?: Interval;
  /** Share of the fields that are known and were seen before, in [0, 1]. */
  readonly coverage: number;
  /** What is not known about the lead. */
  readonly reasons: readonly Reason[];
}

/** What one field does to one lead. */
export interface LeadContribution {
  readonly field: string;
  /** What the lead has there, as text; absent where it is not known. */
  readonly value?: string;
  /** Added to the raw log-odds. */
  readonly logOdds: number;
  /**
   * Naive Bayes alone: chance of this value among the won over that among won and lost, above one half speaks for the
   * lead; for a stage one minus the chance that a lost lead comes this far, as Odoo shows it.
   */
  readonly share?: number;
}

/** Why a lead has its score: base + contributions + calibration = log-odds of the chance. */
export interface LeadExplanation extends LeadScore {
  readonly base: number;
  /** One per field, strongest first. */
  readonly contributions: readonly LeadContribution[];
  /** What calibration (and the limits 0.0001 and 0.9999) add to the log-odds. */
  readonly calibration: number;
}
