import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";

/** What one fact does to the chance to leave, beside the average customer. */
export interface ChurnDriver {
  /** Name of the fact, or `tenure`. */
  readonly field: string;
  /** What is known; absent where it is not. */
  readonly value?: number | string;
  /** Log-odds to leave in a month, less those that the field gives the average customer. */
  readonly logOdds: Estimate;
  readonly reason: Reason<"churn_raised" | "churn_lowered">;
}

/** What another value of a fact goes with. */
export interface ChurnChange {
  readonly field: string;
  readonly to: number | string;
  /** Chance to leave by the horizon with that value. */
  readonly chance: Estimate;
  /** That chance less the present one; below 0 is better. */
  readonly difference: number;
  readonly reason: Reason<"churn_change">;
}

/** Why the chance of one customer is what it is. */
export interface ChurnExplanation {
  /** Log-odds to leave in the coming month: `average` plus all drivers. */
  readonly logOdds: number;
  /** Log-odds of the average customer: the mean over the months fitted. */
  readonly average: number;
  /** One per field and one for tenure, strongest first; their log-odds sum to `logOdds` − `average`. */
  readonly drivers: readonly ChurnDriver[];
  /** What was asked for by `changeable`, the lowest chance first. */
  readonly changes: readonly ChurnChange[];
}

/** Options of {@link explainChurn}. */
export interface ExplainChurnOptions {
  /** Values that could be reached, by field: what can be changed is the caller's to say. */
  readonly changeable?: Readonly<Record<string, readonly (number | string)[]>>;
  /** Months ahead for the changes, whole, from 1 to 600; default 1. */
  readonly horizonMonths?: number;
  /** Nominal coverage, in (0, 1); default that of the model. */
  readonly level?: number;
}
