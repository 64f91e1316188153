import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { LeverSilence, LeverVerdict } from "../../core/labels/switching.ts";
import type { Reason } from "../../core/reasons.ts";
import type { LeverId, SwitchingAccount, SwitchingModel } from "../types.ts";

export type { LeverSilence, LeverVerdict } from "../../core/labels/switching.ts";

/** Options of {@link fitSwitchingModel}. */
export interface FitSwitchingOptions {
  /** Whether the customer left. Evidence should be as of a day before that was known. */
  readonly left: (account: SwitchingAccount, index: number) => boolean;
  /** Any safe integer: deals the customers into parts. */
  readonly seed: number;
  /** The stated weights from which to start; default `defaultSwitchingModel`. */
  readonly stated?: SwitchingModel;
  /**
   * How many customers' worth of evidence the stated weights count as, above 0 and at most 1e9; chosen from the data
   * where left out: an average over strengths by how likely each makes the data.
   */
  readonly priorStrength?: number;
  /** Parts for the figures out of fold, a whole number from 2 to 50; default 5. */
  readonly folds?: number;
  /** Nominal coverage of the intervals in (0, 1), default 0.95. */
  readonly level?: number;
}

/** What the customers who stayed and left say about one lever. */
export interface LeverFinding {
  readonly lever: LeverId;
  /** Weight stated and weight in the model that was learned. */
  readonly stated: number;
  readonly weight: number;
  /** Interval of a learned weight; what is kept as stated has none. */
  readonly weightInterval?: Interval;
  /** Customers whose answer is known, and how many of them left. */
  readonly answered: number;
  readonly left: number;
  /**
   * By how much the log-odds of staying rise from a lever not at work to one fully at work; below 0 it goes with
   * leaving. Absent where it cannot be told for want of answers or variation.
   */
  readonly effect?: Estimate;
  /** The effect that the stated weights would give it. */
  readonly expected?: number;
  /** Learned weight against stated weight, by its interval. */
  readonly verdict: LeverVerdict;
  /** Why its effect cannot be told. */
  readonly silence?: LeverSilence;
}

/** How far data and belief disagree, and how good the index is, all out of fold. */
export interface SwitchingFitReport {
  /** Customers, and how many left. */
  readonly n: number;
  readonly left: number;
  /** Customers without any answer that weighs; they teach nothing and are not judged. */
  readonly unanswered: number;
  /** Strength of the prior in customers (a geometric mean where the data choose), and where it comes from. */
  readonly priorStrength: number;
  readonly priorSource: "given" | "data";
  /** Log-odds of staying from an index of 0 to one of 100, by the stated weights. */
  readonly scale: Estimate;
  /** All seventeen levers in the order of the catalogue. */
  readonly levers: readonly LeverFinding[];
  /** How often a stayer has the higher index than a leaver: learned, stated, and the difference. */
  readonly auc: {
    readonly learned: Estimate;
    readonly stated: Estimate;
    readonly difference: Estimate;
  };
  /**
   * By how much the learned weights are less surprised by a customer they have not seen than the stated ones, in nats
   * per customer; above 0 they are better. The interval takes customers as independent.
   */
  readonly gain: Estimate;
  /** Chances out of fold against what happened: slope 1 and intercept 0 for honest ones; absent where no line fits. */
  readonly calibration?: { readonly slope: Estimate; readonly intercept: Estimate };
  /** What limits these figures. */
  readonly reasons: readonly Reason[];
}

/** Learned weights with what they rest on. */
export interface SwitchingFit {
  readonly model: SwitchingModel;
  readonly report: SwitchingFitReport;
}

/** What {@link fitSwitchingModel} gives: learned weights, or why none can be learned. */
export type SwitchingFitResult = SwitchingFit | Abstention;
