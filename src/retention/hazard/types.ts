import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";

/** How one covariate enters a model: a number as it is, or a category by its level against a reference. */
export type CovariateCoding =
  | {
      readonly kind: "number";
      readonly name: string;
      /** The value at which baselines are given: the mean of the rows that were fitted. */
      readonly centre: number;
    }
  | {
      readonly kind: "category";
      readonly name: string;
      /** The level against which the others stand; baselines are given at it. */
      readonly reference: string;
      /** Every level seen, by the order of its characters, the reference among them. */
      readonly levels: readonly string[];
    };

/** What one covariate, or one level of it against the reference, does; all else being equal. */
export interface EffectTerm {
  readonly column: string;
  /** The level of a category that stands against its reference; absent for a number. */
  readonly level?: string;
  /** Per unit of a number, or of the level against the reference; `n` counts the rows fitted. */
  readonly coefficient: Estimate;
  readonly standardError: number;
  /** The standard error that the model itself claims; present where `standardError` is robust. */
  readonly modelStandardError?: number;
  /** Coefficient over standard error. */
  readonly z: number;
  /** Chance of a coefficient at least as far from zero if the covariate did nothing, in [0, 1]. */
  readonly pValue: number;
}

/** An effect on the risk of leaving. */
export interface HazardTerm extends EffectTerm {
  /** Factor on the risk of leaving, e to the coefficient; held within e^±700. */
  readonly hazardRatio: Estimate;
}

/** A chi-squared test. */
export interface HazardTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** What a fit has to say about its data, each with the remedy in its wording. */
export type HazardNote = Reason<
  | "hazard_column_constant"
  | "hazard_column_collinear"
  | "hazard_separation"
  | "hazard_few_leavers"
  | "hazard_not_converged"
  | "hazard_few_clusters"
>;

/** How rows that left at the same age are treated. */
export type CoxTies = "efron" | "breslow";

/** What standard errors rest on: the model, each row by itself, or each cluster by itself. */
export type HazardErrors = "model" | "robust" | "cluster";

/** Options that all fits of this kind share. */
export interface HazardOptions {
  /** Nominal coverage of every interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /**
   * How strongly coefficients are drawn towards zero, 0 or more, at most 1e9; default 0. A number counts per standard
   * deviation, a level as it is. Above 0 intervals are those of a posterior whose prior is normal with variance 1 / ridge.
   */
  readonly ridge?: number;
  /** Reference level per category; the most frequent level where left out. */
  readonly references?: Readonly<Record<string, string>>;
  /** Newton steps at most, a whole number from 1 to 1,000; default 50. */
  readonly maxIterations?: number;
}

/** Options of {@link fitCox}. */
export interface FitCoxOptions extends HazardOptions {
  /** `"efron"` (default), or `"breslow"`, which is coarser where many leave at one age. */
  readonly ties?: CoxTies;
  /** Group of each row, with a baseline of its own; effects are shared. */
  readonly strata?: ArrayLike<string | number>;
  /** Whose row it is: errors allow for rows of one customer (or account) being alike. Switches robust errors on. */
  readonly cluster?: ArrayLike<string | number>;
  /** Robust errors (Lin and Wei); default true with `cluster`, else false. */
  readonly robust?: boolean;
  /**
   * Ages kept per baseline at most, a whole number from 2; all where left out. With fewer the curve is exact at the ages
   * kept and level in between, and the baseline says `thinned`.
   */
  readonly baselineAges?: number;
}

/** The risk of leaving of a customer at the centre of every covariate, as columns over the ages at which somebody left. */
export interface CoxBaseline {
  /** Id of the stratum; absent where there is none. */
  readonly stratum?: string;
  readonly rows: number;
  readonly leavers: number;
  /** Highest age at which anybody was watched; nothing is said beyond. */
  readonly lastAge: number;
  /** Ages, ascending. */
  readonly ages: readonly number[];
  /** Rows watched at that age, just before. */
  readonly atRisk: readonly number[];
  /** Cumulative hazard up to and with that age. */
  readonly cumulativeHazard: readonly number[];
  /** Its variance where the coefficients are known. */
  readonly variance: readonly number[];
  /** Per term the sum of hazard steps times the risk set's mean, as distance from the centre: what the delta method needs. */
  readonly means: readonly (readonly number[])[];
  /** True where ages were left out, as asked by `baselineAges`. */
  readonly thinned: boolean;
}

/** How well a score orders customers by when they leave. */
export interface ScoreConcordance extends Estimate {
  readonly standardError: number;
}

/** Who leaves sooner: the proportional hazards model of Cox. Plain JSON. */
export interface CoxModel {
  readonly kind: "cox";
  readonly version: 1;
  readonly ties: CoxTies;
  readonly level: number;
  readonly ridge: number;
  readonly errors: HazardErrors;
  /** False where no finite best fit was reached; the notes say which columns are the reason. */
  readonly converged: boolean;
  readonly covariates: readonly CovariateCoding[];
  /** Effects; constant and collinear columns have none. */
  readonly terms: readonly HazardTerm[];
  /** Covariance of the coefficients, row by row, robust where `errors` says so. */
  readonly covariance: readonly number[];
  /** One per stratum, by id; a single one without strata. */
  readonly baseline: readonly CoxBaseline[];
  /** Partial log-likelihood, without the penalty of a ridge. */
  readonly logLikelihood: number;
  /** The same with every coefficient at zero. */
  readonly nullLogLikelihood: number;
  /** Whether the covariates matter at all; absent without terms. The Wald test uses `covariance`, the others the model. */
  readonly tests?: {
    readonly likelihoodRatio: HazardTest;
    readonly wald: HazardTest;
    readonly score: HazardTest;
  };
  /** How often, of two customers, the one with the higher score left first; ties of the score count half. */
  readonly concordance: ScoreConcordance | Abstention;
  readonly fittedOn: {
    readonly rows: number;
    readonly leavers: number;
    /** Clusters, where errors rest on them. */
    readonly clusters?: number;
    readonly iterations: number;
    readonly notes: readonly HazardNote[];
  };
}
