import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";

/** One arm of an experiment that counts customers who did something. */
export interface RateArm {
  readonly kind: "rate";
  /** Customers in the arm, a whole number. */
  readonly n: number;
  /** Those who responded, a whole number from 0 to `n`. */
  readonly successes: number;
}

/** One arm of an experiment that measures an amount per customer; totals as a database reports them. */
export interface MeanArm {
  readonly kind: "mean";
  /** Customers in the arm, a whole number, those with amount 0 included. */
  readonly n: number;
  /** Sum of the amounts. */
  readonly sum: number;
  /** Sum of the squared amounts. */
  readonly sumOfSquares: number;
}

/** Sufficient statistics of one arm: `COUNT`, `SUM` and, for amounts, `SUM(x * x)` of a query are enough. */
export type LiftArm = RateArm | MeanArm;

/** How the interval of a difference of rates is made. */
export type RateDifferenceMethod = "newcombe" | "wald" | "agresti_caffo" | "score";

/** Options of {@link measureLift}. */
export interface LiftOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** What is measured, for reports: `"visit"`, `"spend"`. */
  readonly metric?: string;
  /** Interval of a difference of rates; default `"newcombe"`. Refused for means, where it is Welch's. */
  readonly method?: RateDifferenceMethod;
  /** Interval of the relative lift: `"log"` (default for rates; only there) or `"delta"` (the only one for means). */
  readonly relativeMethod?: "log" | "delta";
  /**
   * Reference distribution of the Welch, Wald and delta methods: `"t"` with Welch–Satterthwaite degrees of freedom
   * (default for means) or `"normal"` (default for rates).
   */
  readonly distribution?: "normal" | "t";
  /** Smallest absolute difference worth acting on, above 0, in the metric's unit; below it the test is underpowered. */
  readonly minimumEffect?: number;
  /** Power at which `detectable` is stated, in (0, 1); default 0.8. */
  readonly power?: number;
}

/** A difference between the arms with its interval and its test of "no difference". */
export interface LiftEffect extends Estimate {
  readonly method: RateDifferenceMethod | "welch" | "log" | "delta";
  /** Standard error of the value; of its logarithm for `"log"`. */
  readonly standardError: number;
  /** z, or t where `df` is given. */
  readonly statistic: number;
  readonly df?: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** What the treatment changed. */
export interface Lift {
  readonly kind: "rate" | "mean";
  readonly metric?: string;
  /** Rate (Wilson's interval) or mean (t interval) of the treated arm. */
  readonly treated: Estimate;
  readonly control: Estimate;
  /** Treated − control; `n` counts both arms. */
  readonly absolute: LiftEffect | Abstention;
  /** (treated − control) ÷ |control|; 0.1 is ten per cent more. */
  readonly relative: LiftEffect | Abstention;
  /** Smallest true absolute difference that arms of this size find with the stated power. */
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
