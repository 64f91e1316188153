import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { MailingStatus } from "../../core/labels/mailing.ts";
import type { Reason } from "../../core/reasons.ts";

export type { MailingStatus } from "../../core/labels/mailing.ts";

/** A mailing whose answers are known: one that went out, or customers held back from the model. */
export interface PastMailing {
  /** Chance of each contacted customer by the same model, in [0, 1]. */
  readonly chances: ArrayLike<number>;
  /** 1 or true for a yes, 0 or false for a no. */
  readonly outcomes: ArrayLike<number | boolean>;
  /** What a yes of each customer was worth, 0 or more; needed where the list has values of its own. */
  readonly values?: ArrayLike<number>;
}

/** Options of {@link planMailing}. */
export interface PlanMailingOptions {
  /** Money that one contact costs, 0 or more. */
  readonly contactCost: number;
  /** Money that the campaign costs whatever its size, 0 or more; default 0. */
  readonly fixedCost?: number;
  /** Money that one yes is worth, above 0, where it is the same for everybody. */
  readonly valuePerResponse?: number;
  /** Money that a yes of each customer is worth, 0 or more, one per chance; instead of `valuePerResponse`. */
  readonly values?: ArrayLike<number>;
  /** Share of the value that is kept, in (0, 1]; default 1. */
  readonly marginRate?: number;
  /** Customers that can be contacted at most, a whole number of 0 or more; default all. */
  readonly capacity?: number;
  /** A mailing whose answers are known: profit is then measured instead of expected. */
  readonly past?: PastMailing;
  /** Parts for judging the cut-off on customers who had no say in it, 2 to 100; default 10. */
  readonly folds?: number;
  /** Past mailings redrawn to see how far the cut-off wanders, 100 to 10,000; default 500. */
  readonly replicates?: number;
  /** Any safe integer; default 1. */
  readonly seed?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Profit of contacting the best part of the list. Fixed cost is taken off wherever somebody is contacted. */
export interface MailingProfitPoint {
  /** Share of the list, best first. */
  readonly share: number;
  readonly customers: number;
  /** Score of the last customer contacted; absent where nobody is. */
  readonly score?: number;
  readonly profit: number;
  /**
   * Where the profit is expected: what chance may make of it. Where it is measured: how well the past mailing tells it.
   * For this share chosen beforehand.
   */
  readonly interval: Interval;
}

/** What the plain rule says: contact whoever's chance is worth more than the contact. */
export interface MailingRule {
  /** Score above which a contact pays if the chances are right; may exceed 1, where no chance pays. */
  readonly breakEven: number;
  readonly share: number;
  readonly customers: number;
  /** Profit if the chances are right. */
  readonly expected: number;
  /** Profit by the past mailing, which had no say in the rule; only with `past`. */
  readonly measured?: Estimate;
}

/** Limit on the number of contacts. */
export interface MailingCapacity {
  readonly limit: number;
  /** True where more contacts would pay. */
  readonly binding: boolean;
  /** Profit of one more contact; 0 where the limit does not bind. Measured where there is a past mailing. */
  readonly shadowPrice: number;
  /** Interval of a measured shadow price of the customers around the limit. */
  readonly shadowInterval?: Interval;
}

/** How far the promised chances came true in the past mailing. */
export interface MailingCalibration {
  readonly expected: number;
  readonly observed: number;
  /** Observed over expected; 1 for honest chances. Absent where none was expected. */
  readonly ratio?: Estimate;
  /** Slope of the calibration line; below 1 chances are too extreme, above 1 too timid. */
  readonly slope: Estimate | Abstention;
  /** True where the ratio or the slope differs from 1 beyond chance. */
  readonly off: boolean;
}

/** One part of the list by what the plan does with it. */
export interface MailingGroup {
  readonly status: MailingStatus;
  readonly share: number;
  readonly customers: number;
  /** Answers that the chances promise. */
  readonly expectedResponses: number;
  /** Share of yes in the past mailing among customers of such a score; absent without a past mailing or customers. */
  readonly rate?: Estimate;
}

/** Scores that part the list; each bound belongs to the better side. */
export interface MailingCutoffs {
  /** At this score or above a customer is in; absent where nobody is for sure. */
  readonly in?: number;
  /** At this score or above, and not in, a customer is on the edge; absent where nobody is. */
  readonly edge?: number;
}

/** Whom to contact for the most profit. Plain JSON. */
export interface MailingPlan {
  /** `expected` by the chances alone, `measured` by a past mailing. */
  readonly basis: "expected" | "measured";
  /** What the list is ranked by: the chance, or the margin it promises where values differ between customers. */
  readonly rankedBy: "chance" | "worth";
  /** Customers of the list. */
  readonly customers: number;
  readonly contactCost: number;
  readonly fixedCost: number;
  readonly marginRate: number;
  /** From nobody to everybody. */
  readonly curve: readonly MailingProfitPoint[];
  /** The point with the most profit within the capacity. A measured one was chosen for its height, which flatters. */
  readonly best: MailingProfitPoint;
  /** Profit of the best list if the chances are right; the interval is what chance may make of it. */
  readonly expected: Estimate;
  /**
   * Profit of this list as a past mailing tells it, judged on customers who had no say in the cut-off; its interval holds
   * the expected profit. Believe this one. Only with `past`.
   */
  readonly heldOut?: Estimate | Abstention;
  /** Best share in redrawn past mailings, from a low to a high quantile; only with `past`. */
  readonly wander?: Interval;
  readonly rule: MailingRule;
  readonly calibration?: MailingCalibration;
  readonly capacity?: MailingCapacity;
  readonly cutoffs: MailingCutoffs;
  readonly groups: readonly MailingGroup[];
  readonly decision: Reason;
  readonly notes: readonly Reason[];
  readonly level: number;
}
