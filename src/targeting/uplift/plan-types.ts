import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { UpliftMailingStatus } from "../../core/labels/uplift.ts";
import type { Reason } from "../../core/reasons.ts";
import type { UpliftOutcomeKind } from "./types.ts";

export type { UpliftMailingStatus } from "../../core/labels/uplift.ts";

/** Options of {@link planUpliftMailing}. */
export interface PlanUpliftMailingOptions {
  /** Money that one contact costs, 0 or more. */
  readonly contactCost: number;
  /** Money that one yes is worth, above 0; for yes/no outcomes. */
  readonly valuePerResponse?: number;
  /** Share of an amount that is kept, in (0, 1]; for amounts. */
  readonly marginRate?: number;
  /** Customers of the book that is planned for, 1 or more; default those of the experiment. */
  readonly customers?: number;
  /** Customers that can be contacted at most, 0 or more; default all. */
  readonly capacity?: number;
  /** Default: `"yes_no"` where every outcome is 0 or 1, else `"amount"`. */
  readonly outcome?: UpliftOutcomeKind;
  /** Parts for judging the choice of a cut-off on customers it has not seen, 2 to 100; default 5. */
  readonly folds?: number;
  /** Experiments redrawn to see how far the cut-off wanders, 100 to 10,000; default 500. */
  readonly replicates?: number;
  /** Any safe integer; default 1. */
  readonly seed?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** What contacting the best share of the book brings. */
export interface UpliftProfitPoint {
  /** Share of the book, best scores first. */
  readonly share: number;
  /** Customers whose score is at least this are contacted; absent where nobody is. */
  readonly score?: number;
  /** Value of the outcomes that contact adds, less the contacts' cost, for the whole book. */
  readonly profit: number;
  /** Interval of the profit for this share chosen beforehand; absent where an arm holds too few. */
  readonly interval?: Interval;
}

/** One part of the book by what the plan does with it. */
export interface UpliftMailingGroup {
  readonly status: UpliftMailingStatus;
  /** Share of the book. */
  readonly share: number;
  /** Customers of the book, rounded. */
  readonly customers: number;
  /** What contact changed for them in the experiment; absent where nobody is in the group. */
  readonly uplift?: Estimate | Abstention;
}

/** Scores that part the book; each bound belongs to the better side, except that of those to leave alone. */
export interface UpliftMailingCutoffs {
  /** At this score or above a customer is in; absent where nobody is for sure. */
  readonly in?: number;
  /** At this score or above, and not in, a customer is on the edge; absent where nobody is. */
  readonly edge?: number;
  /** At this score or below contact does harm; absent where nothing shows it. */
  readonly leaveAlone?: number;
}

/** Whom to contact for the most profit. Plain JSON. */
export interface UpliftMailingPlan {
  readonly outcome: UpliftOutcomeKind;
  /** Customers of the experiment. */
  readonly n: number;
  /** Customers of the book. */
  readonly customers: number;
  /** From nobody to everybody. */
  readonly curve: readonly UpliftProfitPoint[];
  /** The point of the curve with the most profit within the capacity. Chosen for its height, so its height flatters. */
  readonly best: UpliftProfitPoint;
  /** What choosing a cut-off in this way brings to the book, judged on customers who had no say in the choice. */
  readonly heldOut: Estimate;
  /** Profit of contacting everybody. */
  readonly everybody: Estimate | Abstention;
  /** Share that is best in redrawn experiments, from a low to a high quantile: how far the cut-off wanders. */
  readonly wander: Interval;
  readonly cutoffs: UpliftMailingCutoffs;
  readonly groups: readonly UpliftMailingGroup[];
  readonly decision: Reason;
  readonly level: number;
}
