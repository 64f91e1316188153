import type { Abstention } from "../../core/estimate.ts";
import type { ExperimentQuantity, ExperimentTest } from "../../core/labels/experiment.ts";
import type { Reason } from "../../core/reasons.ts";
import type { Weekday } from "../../time/business-types.ts";

export type { ExperimentQuantity, ExperimentTest } from "../../core/labels/experiment.ts";

/** Past customers without the campaign and how many of them responded: `COUNT(*)`, `SUM(responded)`. */
export interface PastRate {
  readonly n: number;
  readonly successes: number;
}

/** Past customers without the campaign and their amounts: `COUNT(x)`, `SUM(x)`, `SUM(x * x)`. */
export interface PastMean {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** Fourth moment over the squared variance, at least 1; 3 (normal) where left out. Spending often has 20 and more. */
  readonly kurtosis?: number;
}

/** How well a figure known before the campaign tells the outcome. */
export interface KnownCorrelation {
  /** Between the earlier figure and the outcome, in (−1, 1). */
  readonly correlation: number;
}

/** The same from past customers, as sums over the same rows; the covariate is the earlier figure. */
export interface PastCorrelation {
  readonly n: number;
  /** `SUM(x)` of the earlier figure x. */
  readonly covariateSum: number;
  /** `SUM(y)` of the outcome y. */
  readonly sum: number;
  readonly covariateSumOfSquares: number;
  readonly sumOfSquares: number;
  /** `SUM(x * y)`. */
  readonly crossProduct: number;
}

/** Whole groups (shops, regions, sales people) are split instead of customers. */
export interface ExperimentClusters {
  /** Customers in a cluster on average, at least 1. */
  readonly size: number;
  /** Intraclass correlation: the share of all spread that lies between clusters, in [0, 1]. */
  readonly icc: number;
  /** Standard deviation of the cluster sizes ÷ their mean, at least 0; default 0 (all alike). */
  readonly variation?: number;
}

/** The result may be looked at while the test runs, and the test ends when it is clear. */
export interface ExperimentSequential {
  /** Customers (both arms of a comparison) at which the always-valid interval is tightest, 1 to 1e15; default 5,000. */
  readonly tuning?: number;
  /** Evenly spaced looks for which the power is computed, 1 to 100; default 20. More looks never need more customers. */
  readonly looks?: number;
}

/** How many customers can enter the test. */
export type ExperimentTraffic =
  /** Every day alike. */
  | { readonly perDay: number }
  /** The days of the week alike. */
  | { readonly perWeek: number }
  /** By weekday; one left out brings nobody. `startsOn` is the first day, default `"mon"`. */
  | { readonly byWeekday: Readonly<Partial<Record<Weekday, number>>>; readonly startsOn?: Weekday };

/** What {@link planExperiment} is told about the test itself, whatever is asked. */
export interface ExperimentCommonOptions {
  /** Confidence of the test as a whole, in (0, 1); default 0.95 (an alpha of 5 %). */
  readonly level?: number;
  /** `"two"` (default), or `"one"` where a harmful campaign would be treated like a useless one. */
  readonly sides?: "one" | "two";
  /** Treated arms, each compared with the one control; 1 to 100, default 1. */
  readonly treatments?: number;
  /** Customers in each treated arm for one in the control, 0.001 to 1,000; default 1. */
  readonly ratio?: number;
  /** Protection of several comparisons: `"holm"` (default), `"bonferroni"` or `"none"`. */
  readonly correction?: "holm" | "bonferroni" | "none";
  /** A figure from before the campaign takes spread away (CUPED). */
  readonly covariate?: KnownCorrelation | PastCorrelation;
  readonly sequential?: ExperimentSequential;
  readonly clusters?: ExperimentClusters;
  /** Share of the treated whom the campaign reaches, in (0, 1]; the others react like the control. Default 1. */
  readonly reached?: number;
  /** Share of all customers whose outcome will be known, in (0, 1]; default 1. */
  readonly observed?: number;
}

/** What is asked: of effect, size and power two are given (power is 0.8 where it is not asked), the third is found. */
export interface ExperimentQuestion {
  /** True change among the reached, in the metric's unit (0.02 is two percentage points); not 0. */
  readonly effect?: number;
  /** The same as a share of the baseline: 0.1 is ten per cent more. Not together with `effect`. */
  readonly relativeEffect?: number;
  /** Where the effect is asked: which way. Default `"up"`. */
  readonly direction?: "up" | "down";
  /** Customers in the whole test, all arms, 4 to 1e12. */
  readonly size?: number;
  /** Weeks of `traffic` instead of a size, 1 to 5,200. */
  readonly weeks?: number;
  /** Chance of finding the effect where it is there, above 1 − level and below 1. */
  readonly power?: number;
}

/** What the duration is computed from. */
export interface ExperimentPace {
  readonly traffic?: ExperimentTraffic;
  /** Days from a customer's entry until the outcome is known, 0 to 3,650; default 0. */
  readonly responseDays?: number;
  /** Weeks beyond which a test is called too long; default 8. */
  readonly longestWeeks?: number;
}

/** A test whose outcome is yes or no: visits, orders, renewals. */
export interface RateExperimentOptions extends ExperimentCommonOptions, ExperimentQuestion, ExperimentPace {
  readonly kind: "rate";
  /** Rate without the campaign, in (0, 1), or the past customers that tell it. */
  readonly baseline: number | PastRate;
  /**
   * The test that will be made: `"pooled"` (default; z with the pooled variance), `"unpooled"` (Wald) or `"arcsine"`.
   * Clusters, a covariate and a sequential test are always unpooled.
   */
  readonly test?: "pooled" | "unpooled" | "arcsine";
}

/** A test whose outcome is an amount: spending, visits per customer. */
export interface MeanExperimentOptions extends ExperimentCommonOptions, ExperimentQuestion, ExperimentPace {
  readonly kind: "mean";
  /** Mean without the campaign (only for relative effects), or the past customers that tell mean and spread. */
  readonly baseline?: number | PastMean;
  /** Of the amounts per customer, above 0; left out where `baseline` tells it. */
  readonly standardDeviation?: number;
  /** The same in the treated arms, where it differs. */
  readonly treatedStandardDeviation?: number;
  /** Skewness of the amounts, where known: a guard rail for the normal approximation. */
  readonly skewness?: number;
}

/** What {@link planExperiment} takes, told apart by `kind`. */
export type ExperimentOptions = RateExperimentOptions | MeanExperimentOptions;

/** The test with every default and every estimate filled in: what a plan rests on. */
export interface ExperimentDesign {
  readonly kind: "rate" | "mean";
  readonly test: ExperimentTest;
  /** Rate or mean without the campaign; absent where no mean was stated. */
  readonly baseline?: number;
  /** Absent for rates. */
  readonly standardDeviation?: number;
  readonly treatedStandardDeviation?: number;
  readonly level: number;
  /** Level of each single comparison after the correction for several. */
  readonly comparisonLevel: number;
  readonly sides: "one" | "two";
  readonly treatments: number;
  readonly ratio: number;
  readonly correction: "holm" | "bonferroni" | "none";
  /** Of the covariate; 0 without one. The variance is multiplied by 1 − correlation². */
  readonly correlation: number;
  readonly sequential?: Required<ExperimentSequential>;
  readonly clusters?: Required<ExperimentClusters>;
  /** By how much clusters multiply the variance; 1 without them. */
  readonly designEffect: number;
  readonly reached: number;
  readonly observed: number;
}

/** Customers (or clusters) by arm. */
export interface ExperimentArmSizes {
  readonly control: number;
  /** In each treated arm. */
  readonly treated: number;
  readonly total: number;
}

/** How large the test is. */
export interface ExperimentSizes extends ExperimentArmSizes {
  /** Before rounding up to whole customers or clusters. */
  readonly exact: ExperimentArmSizes;
  readonly clusters?: ExperimentArmSizes;
}

/** How large the effect is. */
export interface ExperimentEffect {
  /** Change among the reached, in the metric's unit. */
  readonly absolute: number;
  /** As a share of |baseline|; an abstention where the baseline is unknown or zero. */
  readonly relative: number | Abstention;
  /** What is left of it over all treated customers: `absolute` · `reached`. */
  readonly diluted: number;
}

/** What the doubt about estimated inputs does to the answer. */
export interface ExperimentRange {
  readonly lower: number;
  /** Absent where some possible input has no finite answer. */
  readonly upper?: number;
  readonly level: number;
  /** Past customers behind the estimate (the fewest, where several inputs are estimated). */
  readonly n: number;
}

/** How long the test takes. */
export interface ExperimentDuration {
  /** Days until enough customers have entered. */
  readonly days: number;
  /** The same in whole weeks, so that every weekday counts alike: the recommended time of entry. */
  readonly weeks: number;
  /** Customers who enter in these weeks. */
  readonly customers: number;
  /** Days until the last outcome is known: 7 · weeks + responseDays. */
  readonly untilKnownDays: number;
}

/** A test before it starts: how many, how long, what it can see. */
export interface ExperimentPlan {
  /** What was asked: the figure among size, effect and power that was found from the others. */
  readonly solvedFor: ExperimentQuantity;
  readonly sizes: ExperimentSizes;
  readonly effect: ExperimentEffect;
  /** Chance that a comparison finds the effect, with whole customers; for a sequential test, by the last look. */
  readonly power: number;
  /** Half-width of the interval that the test will report, in the metric's unit, before dilution is undone. */
  readonly halfWidth: number;
  /** Range of the answer over the interval of estimated inputs; absent where all were stated. */
  readonly range?: ExperimentRange;
  /** Sequential with one treated arm: customers on average at its end, if the effect is as planned. */
  readonly expectedSize?: number;
  readonly duration?: ExperimentDuration | Abstention;
  /** What a reader should know before starting. */
  readonly notes: readonly Reason[];
  readonly design: ExperimentDesign;
}
