import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { EffectSource } from "../types.ts";

/** Options of {@link explainStrategies}. */
export interface ExplainStrategiesOptions {
  /** Strategies to choose among, by id; default all, doing nothing included. */
  readonly among?: readonly string[];
  /** Nominal coverage of intervals, in (0, 1); default the simulation's. */
  readonly level?: number;
}

/** What one assumption does to the choice. */
export interface AssumptionWeight {
  readonly assumption: string;
  /** Absent for the market's doubts. */
  readonly source?: EffectSource;
  readonly mean: number;
  /** Value below which a tenth of its distribution lies, and what the best strategy is then worth. */
  readonly low: AssumptionEnd;
  /** The same for nine tenths. */
  readonly high: AssumptionEnd;
  /** Worth at the high end less worth at the low end. */
  readonly swing: number;
  /** The same of the lead over the second best. */
  readonly leadSwing: number;
  /** Share of the variance of the best strategy's value that this assumption alone explains, in [0, 1]. */
  readonly varianceShare: Estimate;
  /** The same of the lead over the second best; absent where the lead does not vary. */
  readonly leadVarianceShare?: Estimate;
  /** Where, between the two ends, another strategy becomes the best; absent where none does. */
  readonly switchPoint?: { readonly value: number; readonly to: string };
  /** What it is worth to know this assumption for certain before choosing. */
  readonly perfectInformation: InformationValue;
}

/** One end of an assumption's range, all others at their means. */
export interface AssumptionEnd {
  readonly value: number;
  /** Net present value of the best strategy. */
  readonly npv: number;
  /** Its lead over the second best. */
  readonly lead: number;
  /** The strategy that is best here. */
  readonly best: string;
}

/** A value of information with its Monte Carlo error. */
export interface InformationValue {
  readonly value: number;
  readonly standardError: number;
}

/** How much of a strategy rests on beliefs without evidence. */
export interface BeliefShare {
  /** Assumptions of the best strategy whose source is a belief, by id. */
  readonly assumptions: readonly string[];
  /** What its moves that rest on a belief contribute. */
  readonly gain: number;
  /** The same as a share of what all its moves contribute; absent where that is not above 0 or shares were not asked for. */
  readonly gainShare?: number;
  /** Share of the variance of its value that these beliefs explain, in [0, 1]. */
  readonly varianceShare: number;
}

/** Which strategy is best, and what that rests on. */
export interface StrategyExplanation {
  /** The strategy with the highest expected value. */
  readonly best: string;
  /** The next one. */
  readonly second: string;
  /** Names of the strategies that carry one. */
  readonly names: readonly { readonly id: string; readonly name: string }[];
  /** Expected lead of the best over the second. */
  readonly lead: Estimate;
  /** Chance that the best turns out at least as good as each other one in the same draw. */
  readonly chanceBest: Estimate;
  /** By what they move, the widest swing of the lead first. */
  readonly assumptions: readonly AssumptionWeight[];
  /** Share of the variance of the best strategy's value that chance in single customers makes, in [0, 1]. */
  readonly luckShare: number;
  /** What it would be worth to know everything that is doubtful before choosing. */
  readonly perfectInformation: InformationValue;
  readonly beliefs: BeliefShare;
  readonly reasons: readonly Reason[];
}
