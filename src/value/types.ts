import type { PeriodUnit } from "../time/period.ts";

/** In what the time of a buying model is counted. It is part of every type, so that weeks cannot meet months. */
export type TimeUnit = PeriodUnit;

/** A span of time in one unit, for example `{ unit: "week", length: 39 }`. */
export interface Duration<Unit extends TimeUnit = TimeUnit> {
  readonly unit: Unit;
  /** Number of units, at least 0; need not be whole. */
  readonly length: number;
}

/**
 * How one customer has bought so far: all that a buying model asks about them. Every time is counted from the first
 * purchase.
 */
export interface BuyingRecord<Unit extends TimeUnit = TimeUnit> {
  readonly id?: string;
  readonly unit: Unit;
  /** Repeat purchases, so the first one is not counted: a whole number, 0 or more. Written x in the literature. */
  readonly frequency: number;
  /** Time of the last purchase, 0 where there was only the first; at most `age`. Written t_x. */
  readonly recency: number;
  /** Time watched since the first purchase, 0 or more. Written T. */
  readonly age: number;
  /** Mean spend per repeat purchase, above 0, in one currency; absent where there was none. */
  readonly meanSpend?: number;
  /** What does not change with time (channel of the first purchase, region as 0 and 1), by name; any finite number. */
  readonly covariates?: Readonly<Record<string, number>>;
}

/** The same for many customers, as columns of one length; nothing is copied. */
export interface BuyingTable<Unit extends TimeUnit = TimeUnit> {
  readonly unit: Unit;
  readonly ids?: readonly string[];
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly age: ArrayLike<number>;
  /** Mean spend per repeat purchase; 0 where there was none. */
  readonly meanSpend?: ArrayLike<number>;
  /** Covariates by name, each a column of the same length. */
  readonly covariates?: Readonly<Record<string, ArrayLike<number>>>;
}

/** How well a maximum of a likelihood was found, and whether the data decide the parameters at all. */
export interface FitReport {
  /** True only where the likelihood is flat at the parameters and curved downwards around them. */
  readonly converged: boolean;
  readonly logLikelihood: number;
  /** Largest slope of the log-likelihood per customer, by the logarithm of a parameter. */
  readonly gradientNorm: number;
  /** Largest over smallest curvature, by logarithms of parameters; absent where the likelihood is flat somewhere. */
  readonly condition?: number;
  /** False where another set of parameters explains the data practically as well: then no parameter has an interval. */
  readonly identifiable: boolean;
  /** Searches from different starts, and how many of them ended at this maximum. */
  readonly starts: number;
  readonly agreeing: number;
  /** Evaluations of the likelihood, over all starts. */
  readonly evaluations: number;
}
