import type { Estimate } from "../../core/estimate.ts";
import type { CovariateCoding, EffectTerm, HazardNote, HazardOptions, HazardTest } from "./types.ts";

/** How the chance to leave in a month follows from the linear predictor. */
export type DiscreteLink = "logit" | "cloglog";

/** How the chance to leave runs over tenure: smooth, or free from month to month. */
export type DiscreteBaseline = "smooth" | "by_month";

/** An effect on the chance to leave in a month. */
export interface DiscreteTerm extends EffectTerm {
  /** Factor on the odds of leaving in a month (`"logit"`), or on the underlying hazard (`"cloglog"`). */
  readonly ratio: Estimate;
}

/** Options of {@link fitDiscreteHazard}. */
export interface FitDiscreteHazardOptions extends HazardOptions {
  /** Default `"logit"`. `"cloglog"` is Cox's model with time in months. */
  readonly link?: DiscreteLink;
  /** Default `"smooth"`: a natural cubic spline over log tenure. `"by_month"` follows renewals, and needs many leavers. */
  readonly baseline?: DiscreteBaseline;
  /** Knots of the smooth baseline, 2 (a straight line) to 8; default 4, at quantiles of the months of leaving. */
  readonly knots?: number;
}

/** The chance to leave month by month, for contracts that end at whole months. Plain JSON. */
export interface DiscreteHazardModel {
  readonly kind: "discrete_hazard";
  readonly version: 1;
  readonly link: DiscreteLink;
  readonly level: number;
  readonly ridge: number;
  readonly converged: boolean;
  readonly covariates: readonly CovariateCoding[];
  readonly baseline:
    | { readonly kind: "smooth"; readonly knots: readonly number[]; readonly coefficients: readonly number[] }
    /** One coefficient per month of `months`; in other months nobody left. */
    | { readonly kind: "by_month"; readonly months: readonly number[]; readonly coefficients: readonly number[] };
  readonly terms: readonly DiscreteTerm[];
  /** Covariance of the baseline's coefficients, then those of the terms, row by row. */
  readonly covariance: readonly number[];
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  readonly aic: number;
  /** Whether the covariates matter at all; absent without terms. */
  readonly likelihoodRatio?: HazardTest;
  readonly fittedOn: {
    readonly rows: number;
    readonly leavers: number;
    /** Customer months, or the sum of their weights. */
    readonly months: number;
    /** Patterns of covariates: rows that share one are counted together. */
    readonly patterns: number;
    readonly lastAge: number;
    readonly iterations: number;
    readonly notes: readonly HazardNote[];
  };
}
