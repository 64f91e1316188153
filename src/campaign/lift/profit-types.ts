import type { Estimate } from "../../core/estimate.ts";
import type { LiftDecision } from "../../core/labels/lift.ts";
import type { Reason } from "../../core/reasons.ts";

/** Options of {@link measureIncrementalProfit}. */
export interface IncrementalProfitOptions {
  /** What one contact costs, at least 0. */
  readonly contactCost: number;
  /** Customers who would be contacted next, a whole number from 1. */
  readonly customers: number;
  /** For a lift of a rate: contribution of one response after its own costs, above 0. */
  readonly valuePerResponse?: number;
  /** For a lift of spend: part of spend that remains as contribution, in (0, 1]. */
  readonly marginRate?: number;
  /** Which figure of a lift counts: the plain difference (default) or the one adjusted for covariates. */
  readonly use?: "absolute" | "adjusted";
  /** What a further test would cost, at least 0; decides between testing on and acting on the best estimate. */
  readonly testCost?: number;
}

/** What contacting customers earns beyond what they would have brought anyway. */
export interface IncrementalProfit {
  readonly customers: number;
  /** Effect per customer that the profit rests on. */
  readonly effect: Estimate;
  /** Effect per customer at which a contact pays for itself. */
  readonly breakEvenEffect: number;
  /** Response rate, or spend per customer, of those contacted at which a contact pays; where the control is known. */
  readonly breakEvenResponse?: number;
  /** Contribution of the effect less the contact's cost, per customer. */
  readonly perCustomer: Estimate;
  /** The same over all customers to be contacted. */
  readonly total: Estimate;
  /** Probability of a profit, with no belief beforehand. */
  readonly chanceOfProfit: number;
  /**
   * What knowing the true effect would be worth over all customers: the most that any further test can bring (expected
   * value of perfect information, with no belief beforehand).
   */
  readonly valueOfCertainty: number;
  readonly decision: LiftDecision;
  /** The chain from cost to decision; the last one decides. */
  readonly reasons: readonly Reason[];
}
