/**
 * What a covariate known before the campaign (last year's spend, visits before the mailing) adds to an arm: totals as a
 * database reports them. They narrow the interval where they go along with the outcome.
 */
export interface CovariateSums {
  /** Sum of each covariate over the arm's customers. */
  readonly sums: readonly number[];
  /** Sum of the product of each two covariates, row by row, symmetric; the diagonal holds the sums of squares. */
  readonly products: readonly (readonly number[])[];
  /** Sum of outcome × covariate: of those who responded for a rate, of the amounts, of a ratio's numerator. */
  readonly withValue: readonly number[];
  /** Sum of a ratio's denominator × covariate; for ratio arms alone, and needed there. */
  readonly withBase?: readonly number[];
}

/**
 * Who in fact got the campaign, where that differs from who was meant to: control customers who were reached anyway, or
 * treated ones who were not.
 */
export interface ReceivedCounts {
  /** Customers of the arm who got the campaign, a whole number from 0 to `n`. Left out: all of the treated, none of the control. */
  readonly received?: number;
  /** Outcome total of those customers: responders or amounts. Without it the interval of the effect on them is wider. */
  readonly receivedValue?: number;
}

/** One arm of an experiment that counts customers who did something. */
export interface RateArm extends ReceivedCounts {
  readonly kind: "rate";
  /** Customers in the arm, a whole number. */
  readonly n: number;
  /** Those who responded, a whole number from 0 to `n`. */
  readonly successes: number;
  readonly covariates?: CovariateSums;
}

/** One arm of an experiment that measures an amount per customer; totals as a database reports them. */
export interface MeanArm extends ReceivedCounts {
  readonly kind: "mean";
  /** Customers in the arm, a whole number, those with amount 0 included. */
  readonly n: number;
  /** Sum of the amounts. */
  readonly sum: number;
  /** Sum of the squared amounts. */
  readonly sumOfSquares: number;
  readonly covariates?: CovariateSums;
}

/**
 * One arm of an experiment that measures a ratio of two totals, such as revenue per order, where customers (not orders)
 * were drawn by lot.
 */
export interface RatioArm {
  readonly kind: "ratio";
  /** Customers in the arm, a whole number, those with nothing included. */
  readonly n: number;
  /** Sum of the numerator, such as revenue, over customers. */
  readonly sum: number;
  readonly sumOfSquares: number;
  /** Sum of the denominator, such as orders, over customers. */
  readonly baseSum: number;
  readonly baseSumOfSquares: number;
  /** Sum of numerator × denominator over customers. */
  readonly crossProduct: number;
  readonly covariates?: CovariateSums;
}

/** What an arm measures. */
export type LiftKind = "rate" | "mean" | "ratio";

/**
 * An arm condensed so that shards can be merged without losing digits: means and products of deviations instead of raw
 * sums. Made by `liftStateOf`, `liftStateColumn` and `readLiftStates`; plain JSON.
 */
export interface LiftState extends ReceivedCounts {
  readonly kind: "state";
  readonly measures: LiftKind;
  readonly n: number;
  /** Mean of the value, then of a ratio's base, then of each covariate; zeros where `n` is 0. */
  readonly means: readonly number[];
  /** Sums of products of deviations from those means, symmetric, in the same order. */
  readonly comoments: readonly (readonly number[])[];
  /** Amounts above this bound count as the bound; the same in every arm. */
  readonly bound?: number;
  /** Customers whose amount lay above the bound. */
  readonly capped?: number;
  /** Rows of the arm that a query left out because a cell was missing or no number. */
  readonly excluded?: number;
}

/** Sufficient statistics of one arm: `COUNT`, `SUM` and, for amounts, `SUM(x * x)` of a query are enough. */
export type LiftArm = RateArm | MeanArm | RatioArm | LiftState;

/** An arm with its name. */
export interface NamedArm {
  readonly id: string;
  readonly arm: LiftArm;
}

/** A condensed arm with its name. */
export interface NamedState {
  readonly id: string;
  readonly arm: LiftState;
}
