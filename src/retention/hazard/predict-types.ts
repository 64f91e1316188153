import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { AftModel } from "./aft-types.ts";
import type { DiscreteHazardModel } from "./discrete-types.ts";
import type { CoxModel } from "./types.ts";

/** Every model from which a customer's stay can be predicted. */
export type StayModel = CoxModel | AftModel | DiscreteHazardModel;

/** Options of {@link predictSurvival}. */
export interface PredictSurvivalOptions {
  /** Ages at which the chance to be still there is asked for, each `age` or more, in the unit of the fit. */
  readonly times: ArrayLike<number>;
  /** Age that the customer has reached already, 0 or more; default 0. Chances are given that they stayed until then. */
  readonly age?: number;
  /** The customer's stratum, where the model has strata. */
  readonly stratum?: string | number;
  /** Nominal coverage, in (0, 1); the model's where left out. */
  readonly level?: number;
}

/** The chance to be still there at one age, or why there is no telling. */
export interface SurvivalPoint {
  readonly time: number;
  /** In [0, 1]; `n` counts the rows that the baseline rests on. */
  readonly survival: Estimate | Abstention;
}

/** How long one customer is expected to stay. */
export interface PredictedSurvival {
  /** In the order of `times`. */
  readonly points: readonly SurvivalPoint[];
  /** Age at which half of such customers will have left, or why it cannot be named; not below `age`. */
  readonly median: PredictedAge | Abstention;
}

/** An age with its interval; an end is absent where nobody was watched that long. */
export interface PredictedAge {
  readonly value: number;
  readonly n: number;
  readonly lower: number;
  readonly upper?: number;
  readonly level: number;
}

/** Options of {@link predictSurvivalColumn}. */
export interface PredictSurvivalColumnOptions {
  /** How far ahead of each customer's age, above 0, in the unit of the fit. */
  readonly horizon: number;
  /** Age that each customer has reached; 0 where left out. */
  readonly ages?: ArrayLike<number>;
  /** Stratum of each customer, where the model has strata. */
  readonly strata?: ArrayLike<string | number>;
}

/** Chances of many customers. */
export interface SurvivalColumn {
  /** Chance to be still there, in [0, 1]. */
  readonly survival: Float64Array;
  /** 1 where somebody was watched as long as that; 0 where the chance is the one to stay as far as somebody was. */
  readonly watched: Uint8Array;
}
