import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { StayModel } from "../hazard/predict-types.ts";

/** One fact about every row: numbers, or texts where it is a category; `null` (or NaN among numbers) is not known. */
export type ChurnColumn = ArrayLike<number | null | undefined> | ArrayLike<string | null | undefined>;

/** Facts about customers by name; every column has one entry per row. */
export type ChurnColumns = Readonly<Record<string, ChurnColumn>>;

/** The same about one customer; what is left out or `null` is not known. */
export type ChurnFacts = Readonly<Record<string, number | string | null | undefined>>;

/**
 * What one row of a table is.
 *
 * - `months`: one month of one customer under watch: who was there when it began, and whether they left in it. A panel
 *   has many such rows per customer; a snapshot "customers of last month, and which of them left" has one each.
 * - `stays`: the whole stay of one customer from the first month on: a register that also holds all who left long ago.
 */
export type ChurnRows = "months" | "stays";

/** Customers as columns of one length. */
export interface ChurnTable {
  /**
   * Of `months`: whole months the customer had stayed, counted as they will be counted where the model is used. Of
   * `stays`: months from joining to leaving, or to when last seen; whole, a month begun by one who left counts.
   */
  readonly tenure: ArrayLike<number>;
  /** 1 or `true` where the customer left in that month, or at the end of that stay. */
  readonly left: ArrayLike<boolean | number>;
  /** What was known when the month began; of `stays` what was known when the stay began. */
  readonly covariates: ChurnColumns;
  /** Whose row it is; rows of one customer are never parted in tests. Left out where each row is a customer. */
  readonly customers?: ArrayLike<string | number>;
  /** Calendar month of each row as a whole number, such as months since a date; needed by `backtestChurn` alone. */
  readonly periods?: ArrayLike<number>;
  /** Of `stays`: months stayed before watching began, below `tenure`; 0 where left out. */
  readonly entries?: ArrayLike<number>;
}

/** How a number enters: as a straight line, a smooth bend, or by groups of about equal size. */
export type ChurnShape = "straight" | "spline" | "groups";

/** A number in the model: a curve of log-odds over it. */
export interface ChurnNumberField {
  readonly kind: "number";
  readonly id: string;
  readonly shape: "straight" | "spline";
  /** Where the pieces of the curve meet, ascending; the ends are those of the numbers seen, beyond which it is level. */
  readonly knots: readonly number[];
  /** Lowest and highest number seen. */
  readonly min: number;
  readonly max: number;
}

/** A number in the model, by groups. */
export interface ChurnGroupsField {
  readonly kind: "groups";
  readonly id: string;
  /** A number belongs to the first group whose bound is not below it; above the last bound to the last group. */
  readonly upTo: readonly number[];
  readonly min: number;
  readonly max: number;
}

/** A category in the model. */
export interface ChurnCategoryField {
  readonly kind: "category";
  readonly id: string;
  /** Levels seen, by the order of their characters. */
  readonly levels: readonly string[];
}

/** What one fact about a customer does in the model. */
export type ChurnField = (ChurnNumberField | ChurnGroupsField | ChurnCategoryField) & {
  /** Log-odds per column of the field; a last one for "not known" where `missing`. */
  readonly coefficients: readonly number[];
  /** Mean of each of these columns over the rows fitted: the average customer. */
  readonly averages: readonly number[];
  /** Whether rows without the fact were there to learn from. */
  readonly missing: boolean;
};

/** A field whose effect changes with tenure: its columns times tenure as a share of the tenures seen. */
export interface ChurnInteraction {
  readonly id: string;
  readonly coefficients: readonly number[];
  readonly averages: readonly number[];
}

/** How chances out of fold had to be bent to come true: log-odds = intercept + slope · log-odds. */
export interface ChurnLine {
  readonly intercept: number;
  readonly slope: number;
}

/** What a fit has to say about its data, each with the remedy in its wording. */
export type ChurnNote = Reason<
  "churn_column_constant" | "churn_columns_repeat" | "churn_level_separates" | "churn_few_leavers" | "churn_not_settled"
>;

/** The monthly chance to leave by tenure and facts: a logistic hazard in discrete time. Plain JSON. */
export interface ChurnModel {
  readonly kind: "churn";
  readonly version: 1;
  readonly rows: ChurnRows;
  /** Nominal coverage of every interval of the model. */
  readonly level: number;
  /** How strongly coefficients were drawn towards zero. */
  readonly ridge: number;
  readonly intercept: number;
  /** The curve over tenure, in months. */
  readonly tenure: ChurnField;
  /** By id, in the order of its characters. */
  readonly fields: readonly ChurnField[];
  /** Fields whose effect changes with tenure, where that paid out of fold. */
  readonly interactions: readonly ChurnInteraction[];
  /** Covariance of intercept and coefficients, row by row, in the order tenure, fields, interactions. */
  readonly covariance: readonly number[];
  /** Intercept 0 and slope 1 where chances out of fold were as they should be. */
  readonly calibration: ChurnLine;
  readonly fittedOn: {
    /** Months of customers under watch. */
    readonly months: number;
    readonly customers: number;
    readonly leavers: number;
    /** Mean surprise out of fold per ridge tried, in nats; empty where the ridge was given. */
    readonly ridges: readonly { readonly ridge: number; readonly logLoss: number }[];
    readonly notes: readonly ChurnNote[];
  };
}

/** Options of {@link fitChurn}. */
export interface FitChurnOptions {
  /** What a row is; stated, never guessed, for the same columns mean different chances. */
  readonly rows: ChurnRows;
  /** Shape per column of numbers; default `"spline"` with eight or more different numbers, else `"straight"`. */
  readonly shapes?: Readonly<Record<string, ChurnShape>>;
  /** Fields whose effect may change with tenure; each is tried out of fold and kept where it pays. Default none. */
  readonly interactions?: readonly string[];
  /** How strongly to draw coefficients towards zero, or values to choose from out of fold; default 0.1 to 100. */
  readonly ridge?: number | readonly number[];
  /** `"auto"` (default) bends chances only where those out of fold were provably off, `"none"` never. */
  readonly calibration?: "auto" | "none";
  /** Parts for choosing out of fold, a whole number from 2 to 20; default 5. */
  readonly folds?: number;
  /** Any safe integer; default 1. */
  readonly seed?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One customer, as known now. */
export interface ChurnCustomer {
  /** Whole months stayed so far. */
  readonly tenure: number;
  readonly covariates: ChurnFacts;
}

/** Chance to have left by a horizon, given stayed so far. */
export interface ChurnForecast {
  readonly months: number;
  readonly chance: Estimate;
  /** Value times chance; present where a value was given. */
  readonly valueAtStake?: Estimate;
  /** Months within the horizon that are expected to be lost; the month in which one leaves counts as lost. */
  readonly monthsLost: Estimate;
  /** Monthly value times months lost; present where a monthly value was given. */
  readonly monthlyValueAtStake?: Estimate;
}

/** What {@link predictChurn} says of one customer. */
export interface ChurnPrediction {
  /** One per horizon, nearest first. */
  readonly horizons: readonly ChurnForecast[];
  /** Fields that are not known, or have a level never seen; they count as the average customer's. */
  readonly unknown: readonly string[];
  /** Fields outside the numbers seen, which count as the nearest seen; `tenure` also where the months ahead leave them. */
  readonly beyond: readonly string[];
}

/** Options of {@link predictChurn}. */
export interface PredictChurnOptions {
  /** Months ahead, whole, from 1 to 600; one or several. */
  readonly horizonMonths: number | readonly number[];
  /** What is lost when the customer leaves: 0 or more, in one currency. */
  readonly value?: number;
  /** What the customer brings per month stayed: 0 or more, in one currency. */
  readonly monthlyValue?: number;
  /** Nominal coverage, in (0, 1); default that of the model. */
  readonly level?: number;
  /** From `fitChurnCalibration`, for that one horizon. Months lost and what follows from them are left as they are. */
  readonly calibration?: ChurnCalibration;
  /** The customer's stratum, of a Cox model that has strata. */
  readonly stratum?: string | number;
}

/** Chance to have left by a horizon by a model of stays (Cox, accelerated failure time, discrete hazard). */
export interface StayChurnForecast {
  /** In the unit of the fit. */
  readonly months: number;
  /** An abstention where nobody was watched that long. */
  readonly chance: Estimate | Abstention;
  /** Value times chance; present where a value was given and the chance is known. */
  readonly valueAtStake?: Estimate;
}

/** What {@link predictChurn} says by a model of stays. */
export interface StayChurnPrediction {
  readonly horizons: readonly StayChurnForecast[];
}

/** What {@link predictChurn} answers by the kind of model. */
export type ChurnAnswer<M extends ChurnModel | StayModel> = M extends ChurnModel
  ? ChurnPrediction
  : StayChurnPrediction;

/** How chances must be bent to come true at one horizon. Plain JSON. */
export type ChurnCalibration = {
  readonly kind: "churn_calibration";
  readonly version: 1;
  readonly horizonMonths: number;
  readonly fittedOn: { readonly customers: number; readonly left: number };
} & (
  | ({ readonly method: "platt" } & ChurnLine)
  | {
      readonly method: "isotonic";
      /** By rising chance: level on a step, straight between two. */
      readonly steps: readonly { readonly from: number; readonly to: number; readonly mean: number }[];
    }
);

/** Options of {@link fitChurnCalibration}. */
export interface FitChurnCalibrationOptions {
  /** Months ahead of the chances, whole, from 1 to 600. */
  readonly horizonMonths: number;
  /** Default `"platt"`. */
  readonly method?: "platt" | "isotonic";
}
