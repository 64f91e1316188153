import type { Interval } from "../../core/estimate.ts";

/**
 * A figure that a fitted model implies. The interval is that of the uncertainty of the model's parameters; it is absent
 * where the data do not decide those, or where no end of it can be named.
 */
export interface ModelFigure {
  readonly value: number;
  /** Customers that the model was learned from. */
  readonly n: number;
  readonly interval?: Interval;
}

/** What intervals of parameters rest on: the curvature of the likelihood, or refits to resampled customers. */
export type IntervalMethod = "delta" | "bootstrap";

/** Asks for intervals by refits to resampled customers. */
export interface BootstrapOptions {
  /** Refits, a whole number from 20 to 10,000; a few hundred will do. */
  readonly replicates: number;
  /** Any safe integer; the same seed gives the same intervals. */
  readonly seed: number;
}
