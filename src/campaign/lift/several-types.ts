import type { Abstention } from "../../core/estimate.ts";
import type { LiftArm } from "./arm-types.ts";
import type { Lift, LiftOptions, SampleRatio } from "./types.ts";

/**
 * How several comparisons are kept from finding something by chance: `"holm"` keeps the chance of any false finding,
 * `"benjamini_hochberg"` the share of false ones among the findings, `"none"` neither.
 */
export type LiftCorrection = "holm" | "benjamini_hochberg" | "none";

/** Options of {@link measureArms}; those of `measureLift` hold for every comparison. */
export interface MeasureArmsOptions extends LiftOptions {
  /** Id of the arm that all others are compared with. */
  readonly control: string;
  /** Default `"holm"`. */
  readonly correction?: LiftCorrection;
  /** Which figure is tested: the plain difference (default) or the one adjusted for covariates. Fix it beforehand. */
  readonly test?: "absolute" | "adjusted";
  /** Share of customers each arm was meant to get, by id, above 0, summing to 1; default equal shares. */
  readonly expectedShares?: Readonly<Record<string, number>> | ReadonlyMap<string, number>;
}

/** One arm against the control. */
export interface ArmComparison {
  readonly id: string;
  readonly arm: LiftArm;
  /** Its intervals have the level `intervalLevel`. */
  readonly lift: Lift | Abstention;
  /** p-value of the tested figure as if it were the only one; 1 where it abstains. */
  readonly pValue: number;
  /** p-value raised for the number of comparisons. */
  readonly adjustedPValue: number;
  /** True where the adjusted p-value lies below 1 − `level`. */
  readonly significant: boolean;
}

/** Several arms against one control. */
export interface LiftComparison {
  readonly control: string;
  readonly correction: LiftCorrection;
  readonly test: "absolute" | "adjusted";
  readonly level: number;
  /**
   * Level of each interval: with `"holm"` 1 − (1 − level) ÷ comparisons (Bonferroni), so that all of them hold together
   * with probability `level`; otherwise `level`, each on its own.
   */
  readonly intervalLevel: number;
  /** In the order in which the arms were given. */
  readonly comparisons: readonly ArmComparison[];
  /** Whether customers were split over all arms as planned. */
  readonly split: SampleRatio | Abstention;
}
