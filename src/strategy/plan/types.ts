import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { SimulatedAmount, StrategySimulation } from "../simulate/types.ts";
import type { Strategy } from "../types.ts";

/** Something besides money that moves use up: hours, seats, stock. */
export interface StrategyResource {
  readonly id: string;
  /** What there is, at least 0. */
  readonly limit: number;
  /** Used by a move as a whole, by move id, at least 0. */
  readonly perMove?: Readonly<Record<string, number>>;
  /** Used per customer whom a move treats, by move id, at least 0. */
  readonly perCustomer?: Readonly<Record<string, number>>;
}

/** Options of {@link planStrategy}. */
export interface PlanStrategyOptions {
  /** Months looked ahead, a whole number 1 to 600. */
  readonly horizonMonths: number;
  /** Price of time per year, effective, 0 to 100. */
  readonly discountRate: number;
  /** Any safe integer: the same seed gives the same plan. */
  readonly seed: number;
  /** Present value of what the plan may be expected to spend, at least 0; default no limit. */
  readonly budget?: number;
  readonly resources?: readonly StrategyResource[];
  /** Lists of moves of which one alone may be in the plan. */
  readonly exclusive?: readonly (readonly string[])[];
  /** Moves that need another one: key needs every one of its list. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  /** Moves that must be in the plan. */
  readonly required?: readonly string[];
  /** Moves in the plan at most. */
  readonly movesAtMost?: number;
  /** Draws of what is doubtful, a whole number 20 to 100,000; default 1,000. As many fresh ones check the plan. */
  readonly draws?: number;
  /** Nominal coverage of intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** First day of month 0. */
  readonly asOf?: DateLike;
}

/** What holds a plan back. */
export interface PlanLimit {
  /** `budget`, `movesAtMost`, or the id of a resource as `resource:ID`. */
  readonly limit: string;
  readonly used: number;
  readonly available: number;
  /** What the best plan would be worth more with a tenth more of the limit; with one move more for `movesAtMost`. */
  readonly gainOfMore: number;
  /** What it would be worth more without the limit. */
  readonly gainWithout: number;
}

/** One candidate, in the plan or not. */
export interface PlannedMove {
  readonly move: string;
  readonly chosen: boolean;
  /** Customers it would treat. */
  readonly treated: number;
  /** By how much the plan's spend is larger with it: its own cost, and what other moves cost on customers whom it keeps. */
  readonly spend: number;
  /** What the plan loses without it, or would gain (below 0: lose) by adding it, all else left as it is. */
  readonly worth: number;
  readonly reason: Reason;
}

/** The best mix at one budget. */
export interface BudgetPoint {
  readonly budget: number;
  readonly spend: number;
  /** Expected worth against doing nothing. */
  readonly value: number;
  readonly moves: readonly string[];
}

/** What {@link planStrategy} recommends. Plain JSON. */
export interface PlannedStrategy {
  /** The mix as a strategy with the id `plan`. */
  readonly strategy: Strategy;
  /** Expected worth against doing nothing, on the draws by which the mix was chosen. */
  readonly value: number;
  /** The same on fresh draws: what to expect. */
  readonly fresh: SimulatedAmount;
  /** `value` less `fresh.value`: what the choice flattered itself with, with the Monte Carlo error of the difference. */
  readonly optimism: { readonly value: number; readonly standardError: number };
  readonly spend: number;
  readonly moves: readonly PlannedMove[];
  readonly limits: readonly PlanLimit[];
  /** Best mixes at budgets from 0 to what all moves together would cost. */
  readonly budgets: readonly BudgetPoint[];
  /** The plan and the next best mixes (`other 1`, `other 2`) on fresh draws. */
  readonly check: StrategySimulation;
  /** How the best mix was found: every mix looked at, an integer programme solved to its end, or, where that took too long, steps from mix to neighbouring mix, which prove nothing. */
  readonly method: "every mix" | "programme" | "neighbours";
  readonly notes: readonly Reason[];
}

/** Limits that no mix can keep. */
export interface InfeasiblePlan {
  readonly abstained: Reason;
}
