import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { ScheduleProjectOptions } from "./types.ts";

/** Options of {@link forecastProject}. */
export interface ForecastProjectOptions extends ScheduleProjectOptions {
  /** Decides every draw: the same seed gives the same forecast, in whatever order the tasks stand. */
  readonly seed: number;
  /** Simulated projects, 100 to 1e5; default 2000. */
  readonly draws?: number;
  /**
   * How much all durations go up and down together, in [0, 1): the correlation between any two of the normal scores
   * that set the ranks of the draws; default 0, each task by itself.
   */
  readonly correlation?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** The finish by the rule of PERT: the chain that is longest on average, its durations independent and their sum normal. */
export interface PertFigures {
  /** Ids of the tasks on the chain, first to last. */
  readonly path: readonly string[];
  readonly mean: number;
  readonly variance: number;
  /** Chance to hold the deadline of the whole by this rule; absent without a deadline. */
  readonly chance?: number;
}

/** A finish that so many of the simulated projects do not exceed. */
export interface ProjectPercentile {
  /** Share of the simulated projects, in (0, 1). */
  readonly share: number;
  /** Working time from the start, with the interval that the number of draws leaves. */
  readonly finish: Estimate;
  readonly date?: string;
}

/** What a task's doubt does to the finish. */
export interface TaskForecast {
  readonly id: string;
  readonly mean: number;
  /** By PERT's rule, (pessimistic − optimistic) / 6. */
  readonly deviation: number;
  /** Share of the simulated projects in which the task has no slack. */
  readonly criticality: Estimate;
  /** Correlation of its duration with the finish, in [−1, 1]; 0 where its duration is sure. */
  readonly cruciality: Estimate;
  /** Criticality times its deviation over that of the finish: what it adds to the doubt where it is critical. */
  readonly sensitivity: number;
  /** Chance to hold its own deadline; absent where it has none. */
  readonly chance?: Estimate;
}

/** When a project will be done, with its doubt. Plain JSON. */
export interface ProjectForecast {
  readonly draws: number;
  readonly seed: number;
  readonly correlation: number;
  readonly pert: PertFigures;
  /** Mean finish, never before PERT's, with the interval that the number of draws leaves. */
  readonly mean: Estimate;
  /** Standard deviation of the simulated finishes. */
  readonly deviation: number;
  /** P5 to P95 of the finish. */
  readonly percentiles: readonly ProjectPercentile[];
  /** How much later than PERT says the project ends on average, because chains that merge wait for the slower one. */
  readonly mergeBias: Estimate;
  /** Chance to hold the deadline of the whole; absent without one. */
  readonly chance?: Estimate;
  /** One row per task that takes time or is a milestone, in the order in which they were given. */
  readonly tasks: readonly TaskForecast[];
  /** Id of the task whose doubt drives the finish most; absent where nothing is in doubt. */
  readonly driver?: string;
  readonly notes: readonly Reason<"project_merge_bias" | "project_driver" | "project_no_doubt" | "project_chance">[];
}
