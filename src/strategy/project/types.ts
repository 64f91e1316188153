import type { ProjectLinkType } from "../../core/labels/project.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BusinessCalendar, BusinessCalendarDefinition } from "../../time/business-types.ts";

export type { ProjectLinkType } from "../../core/labels/project.ts";

/** A figure as somebody guesses it: at best, most likely, at worst. Each at least 0, in that order. */
export interface ThreePoint {
  readonly optimistic: number;
  readonly mostLikely: number;
  readonly pessimistic: number;
}

/**
 * A moment of the project: a number counts working time from the start (0 is the start itself), ISO text or a `Date` is
 * a day on the calendar and needs `start`.
 */
export type ProjectMoment = number | string | Date;

/** How a task waits for another. */
export interface ProjectLink {
  /** Id of the task that is waited for. */
  readonly task: string;
  /** Finish to start (default), start to start, finish to finish, start to finish. */
  readonly type?: ProjectLinkType;
  /** Working time to wait beyond, −1e6 to 1e6; below 0 the tasks overlap; default 0. */
  readonly lag?: number;
}

/** One task of a project, a milestone (duration 0), or a summary of the tasks that name it as their `parent`. */
export interface ProjectTask {
  readonly id: string;
  readonly name?: string;
  /** Id of the summary that it belongs to. */
  readonly parent?: string;
  /** Working time it takes, 0 to 1e6, or three guesses at it. Needed, except for a summary, which must have none. */
  readonly duration?: number | ThreePoint;
  /** What it waits for; an id alone means finish to start without lag. */
  readonly predecessors?: readonly (string | ProjectLink)[];
  /** It cannot start before: a day counts from its beginning. */
  readonly notBefore?: ProjectMoment;
  /** It should be done by: a day counts to its end. */
  readonly deadline?: ProjectMoment;
  /** Who does it; `measureResponsibilities` checks more than this. */
  readonly owner?: string;
  /** Planned hours, at least 0. */
  readonly hours?: number;
  /** Planned cost, at least 0. */
  readonly cost?: number;
  /** Share done, in [0, 1]; default 0. */
  readonly progress?: number;
  /** Hours spent so far, at least 0. */
  readonly spentHours?: number;
  /** Money spent so far, at least 0. */
  readonly spentCost?: number;
  /** Share of its parent's work that it is meant to be, in [0, 1]. */
  readonly share?: number;
  /** Id of the strategy that it serves, for `measureObjectives`. */
  readonly serves?: string;
}

/** When the project starts and which days count. */
export interface ProjectCalendarOptions {
  /** First day of the project; without it the schedule counts working time from 0 and names no dates. */
  readonly start?: string | Date;
  /** Days on which there is work: those with hours; without it every day counts. Needs `start`. */
  readonly calendar?: BusinessCalendar | BusinessCalendarDefinition;
}

/** Options of {@link scheduleProject}. */
export interface ScheduleProjectOptions extends ProjectCalendarOptions {
  /** By when the whole should be done. */
  readonly deadline?: ProjectMoment;
}

/** When one task can happen. All times are working time from the start. */
export interface ScheduledTask {
  readonly id: string;
  readonly name?: string;
  readonly parent?: string;
  /** True for a task that others name as their parent; it spans them. */
  readonly summary: boolean;
  /** Working time; of three guesses their PERT mean. */
  readonly duration: number;
  readonly earliestStart: number;
  readonly earliestFinish: number;
  /** Later than this and the whole finishes later. */
  readonly latestStart: number;
  readonly latestFinish: number;
  /** How much later it may be without the whole finishing later. */
  readonly totalSlack: number;
  /** How much later it may be without any other task being later. */
  readonly freeSlack: number;
  readonly critical: boolean;
  /** First day on which it is worked on; absent without `start`, as all dates are. */
  readonly startDate?: string;
  /** Last day on which it is worked on. */
  readonly finishDate?: string;
  readonly latestFinishDate?: string;
  /** Its deadline in working time from the start. */
  readonly deadline?: number;
  /** Working time between its earliest finish and its deadline; negative where it is late. */
  readonly margin?: number;
}

/** A deadline that the plan cannot keep. */
export interface MissedDeadline {
  /** Absent where it is the deadline of the whole. */
  readonly task?: string;
  readonly deadline: number;
  readonly earliestFinish: number;
  /** Working time too late, above 0. */
  readonly late: number;
  readonly reason: Reason<"project_deadline_missed">;
}

/** When every task can happen and which of them decide the finish. Plain JSON. */
export interface ProjectSchedule {
  /** Working time from the start to the end of the last task. */
  readonly finish: number;
  readonly start?: string;
  readonly finishDate?: string;
  /** One row per task, in the order in which they were given. */
  readonly tasks: readonly ScheduledTask[];
  /** Ids of the tasks without slack, summaries left out, by earliest start. */
  readonly criticalTasks: readonly string[];
  /** Chains without slack from start to finish, at most ten, in the order of their ids. */
  readonly criticalPaths: readonly (readonly string[])[];
  /** How many such chains there are, up to 2⁵³ − 1. */
  readonly criticalPathCount: number;
  /** The deadline of the whole in working time, where one was given. */
  readonly deadline?: number;
  /** The last working day within it; absent without `start`. */
  readonly deadlineDate?: string;
  /** Deadlines that the plan cannot keep, the latest first. */
  readonly missed: readonly MissedDeadline[];
}
