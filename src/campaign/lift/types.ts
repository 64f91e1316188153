import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { LiftKind } from "./arm-types.ts";

/** How the interval of a difference of rates is made. */
export type RateDifferenceMethod = "newcombe" | "wald" | "agresti_caffo" | "score";

/** Options of {@link measureLift}. */
export interface LiftOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. With a one-sided `alternative` above 0.5. */
  readonly level?: number;
  /** What is measured, for reports: `"visit"`, `"spend"`. */
  readonly metric?: string;
  /**
   * Interval of a difference of rates; default `"newcombe"`, and `"wald"` (the only one) with `sequential`. Refused for
   * means and ratios, where it is Welch's.
   */
  readonly method?: RateDifferenceMethod;
  /**
   * Interval of the relative lift: `"log"` (default for rates; only there), `"delta"` (default otherwise) or `"fieller"`,
   * which stays right where the control's figure is uncertain.
   */
  readonly relativeMethod?: "log" | "delta" | "fieller";
  /**
   * Reference distribution of the Welch, Wald and delta methods: `"t"` with Welch–Satterthwaite degrees of freedom
   * (default for means and ratios) or `"normal"` (default for rates). Always normal with `sequential`.
   */
  readonly distribution?: "normal" | "t";
  /**
   * What the test asks: is there a difference (`"two_sided"`, default), is the treated arm `"greater"`, or `"less"`? Fix it
   * before looking at the data.
   */
  readonly alternative?: "two_sided" | "greater" | "less";
  /**
   * Intervals and p-values that hold however often one looks before stopping, at the price of width. `tuning` is the number
   * of customers, both arms together, at which they are narrowest, from 1; default 5,000. Fix it before the start.
   */
  readonly sequential?: { readonly tuning?: number };
  /**
   * How covariates are weighed: by a regression `"within"` the arms (default), or one over all rows, `"pooled"`, as some
   * engines do; there the effect itself leaks into the weights where an effect and an imbalance meet.
   */
  readonly theta?: "within" | "pooled";
  /** Smallest absolute difference worth acting on, above 0, in the metric's unit; below it the test is underpowered. */
  readonly minimumEffect?: number;
  /** Power at which `detectable` is stated, in (0, 1); default 0.8. */
  readonly power?: number;
}

/** A difference between the arms with its interval and its test of "no difference". */
export interface LiftEffect extends Estimate {
  readonly method: RateDifferenceMethod | "welch" | "log" | "delta" | "fieller" | "cuped";
  /** Standard error of the value; of its logarithm for `"log"`. */
  readonly standardError: number;
  /** z, or t where `df` is given. */
  readonly statistic: number;
  readonly df?: number;
  /** Two-sided, unless `alternative` says otherwise. */
  readonly pValue: number;
  /** Present where one side was tested: `interval` then has the level 2 · level − 1, and its near end is `bound`. */
  readonly alternative?: "greater" | "less";
  /** One-sided: with confidence `level` the effect lies above (`"greater"`) or below (`"less"`) this. */
  readonly bound?: number;
  /** Present where the interval and the p-value hold under continuous looking: the tuning they were made with. */
  readonly sequential?: { readonly tuning: number };
}

/** The lift after taking out what was known of the customers before the campaign (CUPED). */
export interface AdjustedLift {
  /** One weight per covariate: outcome per unit of the covariate, within the arms. */
  readonly theta: readonly number[];
  readonly absolute: LiftEffect | Abstention;
  /** Adjusted difference ÷ |control's plain figure|. */
  readonly relative: LiftEffect | Abstention;
  /** Squared standard error of the adjusted difference as a part of the plain one's; 0.6 is like 1 ÷ 0.6 times the customers. */
  readonly varianceRatio: number;
  /** Whether the covariates agree between the arms, as they must when customers were drawn by lot. */
  readonly balance: { readonly statistic: number; readonly df: number; readonly pValue: number };
}

/** The effect on those whom the campaign in fact reached because they were meant to be (compliers). */
export interface ComplierLift {
  /** Share of the treated arm that got the campaign, with Wilson's interval. */
  readonly treatedShare: Estimate;
  /** Share of the control arm that got it all the same. */
  readonly controlShare: Estimate;
  /** Difference of outcomes ÷ difference of shares, with Fieller's interval. */
  readonly effect: LiftEffect | Abstention;
}

/** What the treatment changed. */
export interface Lift {
  readonly kind: LiftKind;
  readonly metric?: string;
  /** Rate (Wilson's interval), or mean or ratio (t interval) of the treated arm. */
  readonly treated: Estimate;
  readonly control: Estimate;
  /** Treated − control; `n` counts both arms. By intention to treat: everybody counts in the arm they were drawn for. */
  readonly absolute: LiftEffect | Abstention;
  /** (treated − control) ÷ |control|; 0.1 is ten per cent more. */
  readonly relative: LiftEffect | Abstention;
  /** Present where both arms carry covariates. */
  readonly adjusted?: AdjustedLift | Abstention;
  /** Present where an arm says who in fact got the campaign. */
  readonly compliers?: ComplierLift;
  /**
   * Smallest true absolute difference that arms of this size find with the stated power, in one look. An arm in which all
   * or none responded counts with one of each more; 0 where amounts do not vary, and so tell nothing.
   */
  readonly detectable: number;
  readonly power: number;
  /** What a reader should know before acting. */
  readonly cautions: readonly Reason[];
}

/** One arm's count against what was meant. */
export interface SampleRatioArm {
  readonly count: number;
  readonly expected: number;
  /** Share of all customers that the arm was meant to get. */
  readonly share: number;
}

/** Whether customers were split as planned. */
export interface SampleRatio {
  readonly n: number;
  readonly arms: readonly SampleRatioArm[];
  /** Pearson's χ². */
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
  /** True when the split is so far off that the experiment's answer must not be trusted. */
  readonly mismatch: boolean;
  readonly verdict: Reason;
}
