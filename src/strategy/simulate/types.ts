import type { Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { AssumptionKind, EffectSource } from "../types.ts";

/** How chance in single customers enters: each one simulated, its variance added as a normal, or not at all. */
export type LuckMethod = "each" | "normal" | "none";

/** Options of {@link simulateStrategies}. */
export interface SimulateStrategiesOptions {
  /** Months looked ahead, a whole number 1 to 600. */
  readonly horizonMonths: number;
  /** Price of time per year, effective, 0 to 100: 0.08 is 8 %. A month's money is valued at its end. */
  readonly discountRate: number;
  /** Draws of what is doubtful, a whole number 20 to 100,000; default 1,000. */
  readonly draws?: number;
  /** Any safe integer: the same seed gives the same figures. */
  readonly seed: number;
  /** Nominal coverage of intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** First day of month 0; with it the months carry their dates. */
  readonly asOf?: DateLike;
  /**
   * Chance in single customers: `each` simulates every one, `normal` adds their exact variance, `none` leaves it out;
   * default `each` for small books and `normal` for large ones. The result says which.
   * `each` takes time with customers · draws · months · strategies.
   */
  readonly luck?: LuckMethod;
  /** Whether each move's share is found by leaving it out; default true. */
  readonly moveShares?: boolean;
}

/** A simulated amount: `value` is its mean, `n` the draws, `interval` what it may turn out to be. */
export interface SimulatedAmount extends Estimate {
  readonly standardDeviation: number;
  /** Monte Carlo error of `value`, as a standard deviation. */
  readonly standardError: number;
}

/** The same with its quantiles and the chance to end below zero. */
export interface SimulatedValue extends SimulatedAmount {
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
  /** Share of draws below 0, in [0, 1]. */
  readonly chanceOfLoss: number;
}

/** One month of a strategy. Means over the draws, undiscounted, with the band in which cash may lie. */
export interface StrategyMonth {
  /** From 0. */
  readonly month: number;
  /** First day of the month, where `asOf` was given. */
  readonly date?: string;
  /** Contribution less spend. */
  readonly cash: number;
  readonly cashInterval: Interval;
  /** Present value of all cash up to the end of this month. */
  readonly cumulative: number;
  readonly cumulativeInterval: Interval;
  /** The same less what doing nothing has brought by then, draw by draw. */
  readonly difference: number;
  readonly differenceInterval: Interval;
  readonly retainedRevenue: number;
  readonly newRevenue: number;
  readonly spend: number;
  /** Customers who are ours at the start of the month, the won included. */
  readonly customers: number;
}

/** Who is expected to be ours at the end of the horizon. */
export interface StrategyTier {
  /** Absent for customers without a tier. */
  readonly tier?: string;
  readonly customers: number;
  /** Revenue in the month after the horizon. */
  readonly monthlyRevenue: number;
}

/** What one move does within its strategy. */
export interface StrategyMoveShare {
  readonly move: string;
  /** Ids of what is assumed about its effects and costs. */
  readonly assumptions: readonly string[];
  /** Customers treated, counted at the start. */
  readonly treated: number;
  /** Present value of what it costs, mean over the draws. */
  readonly spend: number;
  /** What the strategy would lose without it; absent where `moveShares` is false. */
  readonly contribution?: SimulatedAmount;
}

/** What a strategy is worth. */
export interface StrategyOutcome {
  readonly strategy: string;
  readonly name?: string;
  /** Net present value of all cash within the horizon. */
  readonly npv: SimulatedValue;
  /** Against doing nothing, draw by draw. */
  readonly difference: SimulatedValue;
  readonly months: readonly StrategyMonth[];
  /** Revenue of those who were ours at the start, undiscounted. */
  readonly retainedRevenue: SimulatedAmount;
  /** Revenue of those who come. */
  readonly newRevenue: SimulatedAmount;
  /** Present value of all costs of the moves. */
  readonly spend: SimulatedAmount;
  /** Difference to doing nothing per unit of spend; absent where nothing is spent. */
  readonly returnOnSpend?: SimulatedAmount;
  readonly tiers: readonly StrategyTier[];
  readonly moves: readonly StrategyMoveShare[];
  /** What the strategy is worth beyond the sum of its moves' contributions: they help or get in each other's way. */
  readonly interaction?: number;
}

/** Two strategies against each other. */
export interface StrategyComparison {
  readonly first: string;
  readonly second: string;
  /** First less second, draw by draw. */
  readonly difference: SimulatedAmount;
  /** Chance that the first turns out better, in [0, 1]; equal outcomes count half. */
  readonly chanceFirstBetter: Estimate;
  /** How many times the variance of the difference would be larger with separate draws; absent where it is zero. */
  readonly varianceCut?: number;
}

/** One assumption, its draws, and each strategy's expectation at its 10 % and 90 % point, the others at their means. */
export interface SimulatedAssumption {
  readonly id: string;
  /** `market` for the doubt about the book as a whole. */
  readonly on: AssumptionKind | "market";
  readonly source?: EffectSource;
  readonly mean: number;
  readonly draws: readonly number[];
  readonly points: readonly AssumptionPoint[];
}

/** Each strategy's expectation where one assumption has one value. */
export interface AssumptionPoint {
  /** Share of the distribution below, in (0, 1). */
  readonly share: number;
  readonly value: number;
  /** Net present value by strategy, in the order of `outcomes`. */
  readonly npv: readonly number[];
}

/** What {@link simulateStrategies} finds. Plain JSON. */
export interface StrategySimulation {
  readonly horizonMonths: number;
  readonly discountRate: number;
  readonly level: number;
  readonly draws: number;
  readonly seed: number;
  /** How chance in single customers entered. */
  readonly luck: LuckMethod;
  /** Customers of the book by standing, counted. */
  readonly customers: Readonly<Record<"ours" | "rival" | "lost" | "prospect", number>>;
  /** By strategy: doing nothing (`nothing`) first, then in the order given. */
  readonly outcomes: readonly StrategyOutcome[];
  /** Every pair, in the order of `outcomes`. */
  readonly comparisons: readonly StrategyComparison[];
  /** Everything doubtful, the market's doubts first, then by id. */
  readonly assumptions: readonly SimulatedAssumption[];
  /** Net present value of each strategy by draw, in the order of `outcomes`; without the chance in single customers. */
  readonly expectedByDraw: readonly (readonly number[])[];
  /** The same with it. */
  readonly npvByDraw: readonly (readonly number[])[];
  /** Net present value of each strategy with every assumption at its mean. */
  readonly npvAtMeans: readonly number[];
  readonly notes: readonly Reason[];
}
