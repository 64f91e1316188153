import type { Estimate } from "../../core/estimate.ts";
import type { CovariateCoding, EffectTerm, HazardNote, HazardOptions, HazardTest } from "./types.ts";

/** The shape of how long customers stay. */
export type AftDistribution = "weibull" | "log_normal" | "exponential";

/** An effect on how long customers stay. */
export interface AftTerm extends EffectTerm {
  /** Factor on the time stayed, e to the coefficient; held within e^±700. */
  readonly timeRatio: Estimate;
}

/** Options of {@link fitAft}. */
export interface FitAftOptions extends HazardOptions {
  /** Default `"weibull"`. */
  readonly distribution?: AftDistribution;
}

/** How long customers stay, with a shape: log time = intercept + Σ coefficient · (value − centre) + scale · W. Plain JSON. */
export interface AftModel {
  readonly kind: "aft";
  readonly version: 1;
  readonly distribution: AftDistribution;
  readonly level: number;
  readonly ridge: number;
  readonly converged: boolean;
  readonly covariates: readonly CovariateCoding[];
  /** Mean of log time where W is 0, for a customer at the centre of every covariate. */
  readonly intercept: Estimate;
  /** Spread of log time; 1 for `"exponential"`. Weibull's shape is 1 / scale. */
  readonly scale: Estimate;
  readonly terms: readonly AftTerm[];
  /** Covariance of intercept, coefficients and, unless exponential, log scale, row by row. */
  readonly covariance: readonly number[];
  readonly logLikelihood: number;
  /** The same without covariates. */
  readonly nullLogLikelihood: number;
  /** −2 · logLikelihood + 2 · parameters: the lower, the better the shape fits, on the same rows. */
  readonly aic: number;
  /** Whether the covariates matter at all; absent without terms. */
  readonly likelihoodRatio?: HazardTest;
  readonly fittedOn: {
    readonly rows: number;
    readonly leavers: number;
    readonly lastAge: number;
    readonly iterations: number;
    readonly notes: readonly HazardNote[];
  };
}
