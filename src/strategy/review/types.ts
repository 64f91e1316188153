import type { Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { AssumptionKind, EffectDistribution, EffectSource, Strategy, StrategyBook } from "../types.ts";

/** What was planned: the book and the strategy as they stood on the first day. */
export interface StrategyPlan {
  readonly book: StrategyBook;
  readonly strategy: Strategy;
}

/** What happened to one customer, or to several equal ones, since the first day. */
export interface ActualCustomer {
  /** Id in the book; an id that is not there is a customer whom nobody planned. */
  readonly id: string;
  /** How many of the row's equal customers this is about; default all of them, 1 where nobody planned them. */
  readonly count?: number;
  /** Month, from 0, in whose course they left: the last one they paid. Absent while they stay. */
  readonly leftMonth?: number;
  /** Month, from 0, in whose course they came; they pay from the next one. Of those who were not ours; absent while they have not come. */
  readonly cameMonth?: number;
  /** Move that brought them; needed where several moves with a chance of conversion ran on them in that month. */
  readonly wonBy?: string;
  /** All revenue in the months they paid, at least 0; needed where they paid at all. */
  readonly revenue?: number;
  /** All contribution before the moves' costs; default revenue times the planned margin. */
  readonly contribution?: number;
  /** Units bought in all, at least 0; for all who paid or for none. Without units a unit is a customer's month. */
  readonly units?: number;
  /** Units that the plan had for the months they paid, above 0; needed beside `units`. */
  readonly plannedUnits?: number;
  /** Moves that in fact touched them; default those of the plan. */
  readonly moves?: readonly string[];
  /** Tier of a customer whom nobody planned. */
  readonly tier?: string;
}

/** What happened. */
export interface StrategyActuals {
  /** Months gone by, a whole number 1 to 600. */
  readonly months: number;
  readonly customers: readonly ActualCustomer[];
  /** Money spent so far by move id, at least 0; a move that is not named is taken to have cost what the plan says of whom it touched. */
  readonly spend?: Readonly<Record<string, number>>;
}

/** Options of {@link reviewStrategy}. */
export interface ReviewStrategyOptions {
  /** Nominal coverage of intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/**
 * Where the plan and what happened part: `effect` what the moves did against belief, and on whom; `retention` customers
 * leaving sooner or later than thought, moves apart; `chance` who happened to leave or come; `volume` more or fewer
 * units; `mix` units of worthier or less worthy tiers; `price` what a unit brought; `spend` what the moves cost.
 */
export type ReviewPartId = "effect" | "retention" | "chance" | "volume" | "mix" | "price" | "spend";

/** One part of the difference between actual and planned money; above 0 is better than planned. */
export interface ReviewPart {
  readonly part: ReviewPartId;
  readonly amount: number;
  /** For `effect` and `retention` the doubt of the split; for `chance` what luck alone would give. */
  readonly interval?: Interval;
}

/** The same parts for the customers of one tier. */
export interface ReviewTier {
  /** Absent for customers without a tier. */
  readonly tier?: string;
  /** Contribution, costs of moves apart. */
  readonly planned: number;
  readonly actual: number;
  /** Without `spend`; sums to actual less planned. */
  readonly parts: Readonly<Record<Exclude<ReviewPartId, "spend">, number>>;
}

/** One assumption before and after. */
export interface LearnedAssumption {
  readonly assumption: string;
  /** A cost stays as it is believed: money spent is told by move, not by customer. */
  readonly on: AssumptionKind;
  readonly before: EffectDistribution;
  readonly after: EffectDistribution;
  readonly source: EffectSource;
  /** Mean that was planned with. */
  readonly planned: number;
  /** Mean now, with the leavings, wins or customers that tell of it. */
  readonly learned: Estimate;
  /** Whether the belief is of a kind that these data change exactly; otherwise it was matched to one by mean and spread. */
  readonly conjugate: boolean;
}

/** What a review finds. Plain JSON. */
export interface StrategyReview {
  readonly strategy: string;
  readonly months: number;
  readonly level: number;
  /** Undiscounted money over the months gone by. */
  readonly planned: ReviewMoney;
  readonly actual: ReviewMoney;
  /** Actual net less planned net; the parts sum to it. */
  readonly difference: number;
  readonly parts: readonly ReviewPart[];
  readonly tiers: readonly ReviewTier[];
  readonly assumptions: readonly LearnedAssumption[];
  /** Hazards to leave against the plan's, moves apart: 1 is as planned. */
  readonly churnLevel: ReviewLevel;
  /** Revenue of paying customers against the plan's, moves apart: 1 is as planned. */
  readonly revenueLevel: ReviewLevel;
  readonly notes: readonly Reason[];
}

/** The level of the whole book after the data: its mean, the leavings or customers that tell of it, and the doubt left. */
export interface ReviewLevel extends Estimate {
  /** Standard deviation of its logarithm, as `book.doubt` states it. */
  readonly logStandardDeviation: number;
}

/** Money of a plan, or of what became of it. */
export interface ReviewMoney {
  readonly contribution: number;
  readonly spend: number;
  readonly net: number;
}
