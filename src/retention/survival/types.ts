import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { SurvivalWeighting } from "../../core/labels/survival.ts";
import type { Reason } from "../../core/reasons.ts";
import type { CumulativeHazard } from "../../math/cumulative-hazard.ts";
import type { KaplanMeierCurve, SurvivalInterval } from "../../math/kaplan-meier.ts";
import type { RestrictedMean } from "../../math/restricted-mean.ts";
import type { SurvivalQuantile } from "../../math/survival-read.ts";
import type { StayTable } from "../types.ts";

export type { LeavingReason, SurvivalWeighting } from "../../core/labels/survival.ts";

/** Length of the unit in which stays are measured; a month is a twelfth of 365.2425 days. */
export type StayUnit = "day" | "week" | "month" | "year";

/** One stay as a file may hold it. */
export interface StayRecord {
  /** Age at which the customer left or was last seen staying, 0 or more, in one unit of time. */
  readonly duration: number;
  /** Whether the customer left at that age. */
  readonly left: boolean;
  /** Why, in your own words or as one of the ids of D28. */
  readonly reason?: string;
  /** Age from which the customer was watched, below the duration. */
  readonly entry?: number;
  /** How often the row counts, above 0. */
  readonly weight?: number;
}

/** Stays read from dates, ready for every function of this module. */
export interface Stays extends StayTable {
  readonly durations: Float64Array;
  readonly left: Uint8Array;
  /** Present where a date was given from which the records exist. */
  readonly entries?: Float64Array;
  readonly unit: StayUnit;
  /** The row of the input that each stay is from. */
  readonly rows: Uint32Array;
  /** Why each customer left, empty where they stay; present where reasons were asked for. */
  readonly reasons?: readonly string[];
  /** Rows left out because they begin after `asOf`. */
  readonly notStarted: number;
  /** Rows left out because they had ended before the records begin: only some such customers are ever in a file. */
  readonly endedUnseen: number;
}

/** What {@link measureSurvival} accepts. */
export interface MeasureSurvivalOptions {
  /** Nominal coverage of every interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /** How the interval of the share staying is made; default `"log_log"`. */
  readonly interval?: SurvivalInterval;
  /** Group of each stay; each gets its own figures. */
  readonly by?: ArrayLike<string>;
  /** Ages at which the share staying is read, 0 or more; none where left out. */
  readonly ages?: readonly number[];
  /** Shares left whose ages are read, in (0, 1); default 0.25, 0.5 and 0.75. */
  readonly shares?: readonly number[];
  /** Age up to which the mean stay is measured; default the highest age that was watched in every group. */
  readonly horizon?: number;
}

/** The share of customers staying at an age. */
export interface SurvivalAtAge {
  readonly age: number;
  /** Absent where nobody was watched that long while some stayed. */
  readonly staying?: Estimate;
  /** Customers watched and staying just before that age. */
  readonly atRisk: number;
}

/** The age by which a share of customers has left. */
export interface LeavingAge extends SurvivalQuantile {
  /** Share left, in (0, 1). */
  readonly share: number;
}

/** How long the customers of a book or a group stay. */
export interface SurvivalFigures {
  /** Customers, each as often as it counts. */
  readonly n: number;
  /** Those seen to leave. */
  readonly left: number;
  /** Columns: age, share staying, its interval, customers at risk. */
  readonly curve: KaplanMeierCurve;
  /** Columns: age, cumulative risk, its interval. */
  readonly hazard: CumulativeHazard;
  /** Ages by which shares have left, the median among them if asked for. */
  readonly quantiles: readonly LeavingAge[];
  readonly median: SurvivalQuantile;
  /** Mean stay up to the horizon, or why there is none. */
  readonly mean: RestrictedMean | Abstention;
  /** One entry per age asked for. */
  readonly at: readonly SurvivalAtAge[];
  readonly notes: readonly Reason[];
}

/** The figures of one group. */
export interface SurvivalGroup extends SurvivalFigures {
  readonly id: string;
}

/** What {@link measureSurvival} returns. */
export interface SurvivalMeasure extends SurvivalFigures {
  readonly level: number;
  /** By id; absent where no group was asked for. */
  readonly groups?: readonly SurvivalGroup[];
}

/** Which ages count most, where Fleming and Harrington's powers are stated. */
export type SurvivalWeightingChoice =
  | Exclude<SurvivalWeighting, "fleming_harrington">
  | Readonly<{ kind: "fleming_harrington"; p: number; q: number }>;

/** What {@link compareSurvival} accepts. */
export interface CompareSurvivalOptions {
  /**
   * The test, named before the data are seen; default `"log_rank"`, best where one group leaves at a constant multiple
   * of the other's rate. Others count early ages more; `{ kind: "fleming_harrington", p, q }` with q > 0, late ones;
   * p and q in [0, 10].
   */
  readonly weighting?: SurvivalWeightingChoice;
  /** Stratum of each stay; groups are compared only inside a stratum. */
  readonly strata?: ArrayLike<string>;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. A test calls groups different below 1 − level. */
  readonly level?: number;
  /** Age up to which mean stays are compared; default the highest age watched in every group. */
  readonly horizon?: number;
}

/** A test of whether groups leave alike. */
export interface SurvivalTest {
  readonly weighting: SurvivalWeightingChoice;
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** One group in a comparison. */
export interface ComparedGroup {
  readonly id: string;
  readonly n: number;
  /** Seen to leave. */
  readonly observed: number;
  /** Would have left, had all groups left alike. */
  readonly expected: number;
  readonly median: SurvivalQuantile;
}

/** A difference between two groups: the second less the first. */
export interface GroupDifference extends Estimate {
  readonly first: string;
  readonly second: string;
  /** Absent where both groups are without spread. */
  readonly pValue?: number;
}

/** Where one curve passes another for good measure. */
export interface CurveCrossing {
  readonly first: string;
  readonly second: string;
  /** Age at which the gap between them last had a clear side and then took the other. */
  readonly age: number;
  /** Part of the area between the curves on the lesser side, in (0, 0.5]. */
  readonly share: number;
}

/** What {@link compareSurvival} returns. */
export interface SurvivalComparison {
  readonly level: number;
  /** By id. */
  readonly groups: readonly ComparedGroup[];
  readonly test: SurvivalTest | Abstention;
  /** All standard weightings, to see whether the answer hangs on the choice; not to choose the smallest from. */
  readonly weightings: readonly SurvivalTest[];
  /** Mean stay of each later group less that of the first, up to `horizon`; empty where a mean cannot be named. */
  readonly meanDifferences: readonly GroupDifference[];
  /** Absent where no time was watched in every group. */
  readonly horizon?: number;
  readonly crossings: readonly CurveCrossing[];
  readonly notes: readonly Reason[];
}

/** What {@link measureLeavingReasons} accepts. */
export interface MeasureLeavingReasonsOptions {
  /** Nominal coverage of every interval, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Ages at which the shares are read, 0 or more; default the last age at which anybody left. */
  readonly ages?: readonly number[];
}

/** The share that has left for one reason by an age. */
export interface ReasonAtAge {
  readonly age: number;
  /** Absent where nobody was watched that long while some stayed. */
  readonly incidence?: Estimate;
  /** One minus Kaplan–Meier, others as if only lost from sight; never below the incidence. */
  readonly naive?: number;
}

/** One reason to leave. */
export interface LeavingReasonFigures {
  /** The caller's text, or `"unstated"`. */
  readonly id: string;
  /** Leavers who gave it. */
  readonly left: number;
  /** Columns over `times`: share left for this reason, its interval, and the overstated figure. */
  readonly incidence: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly naive: Float64Array;
  readonly at: readonly ReasonAtAge[];
}

/** What {@link measureLeavingReasons} returns. */
export interface LeavingReasons {
  readonly n: number;
  readonly left: number;
  readonly level: number;
  /** Ages at which somebody left, ascending. */
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  /** Share staying at each age; with the incidences of all reasons it sums to 1. */
  readonly survival: Float64Array;
  /** Most frequent first. */
  readonly reasons: readonly LeavingReasonFigures[];
  /** Last age at which anybody was watched. */
  readonly lastAge: number;
  readonly notes: readonly Reason[];
}

/** What {@link compareLeavingReasons} accepts. */
export interface CompareLeavingReasonsOptions {
  /** Stratum of each stay; rates are compared only inside a stratum. */
  readonly strata?: ArrayLike<string>;
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Age at which the shares are compared; default the highest age watched in every group. */
  readonly age?: number;
}

/** One reason across groups. */
export interface ReasonComparison {
  readonly id: string;
  /** Log-rank test on the rate of leaving for this reason among those still here, or why there is none. */
  readonly rate: (SurvivalTest & { readonly adjustedPValue: number }) | Abstention;
  /** Share left for this reason by `age`, by group. */
  readonly shares: readonly { readonly id: string; readonly incidence: number; readonly interval: Interval }[];
  /** Share of each later group less that of the first. */
  readonly differences: readonly GroupDifference[];
}

/** What {@link compareLeavingReasons} returns. */
export interface LeavingReasonsComparison {
  readonly level: number;
  /** Age of the shares; absent where no time was watched in every group. */
  readonly age?: number;
  readonly reasons: readonly ReasonComparison[];
}
