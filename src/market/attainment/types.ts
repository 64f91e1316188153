import type { Abstention, Interval } from "../../core/estimate.ts";
import type { AttainmentMeasure, AttainmentStatus } from "../../core/labels/attainment.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BusinessCalendar } from "../../time/business-types.ts";
import type { DateLike } from "../../time/day.ts";
import type { TargetAmount } from "../target/types.ts";

export type { AttainmentMeasure, AttainmentStatus } from "../../core/labels/attainment.ts";

/** One way in which targets and actuals are told apart, read from a row. */
export interface AttainmentDimension<T> {
  readonly id: string;
  readonly value: (row: T, index: number) => string;
}

/** The periods by which a plan is followed. Weeks and days are counted from the first day of the plan. */
export type AttainmentPeriod = "day" | "week" | "month" | "quarter";

/** What the target to date follows: the days passed, the season, or the dates of the targets themselves. */
export type AttainmentPace = "days" | "season" | "plan";

/** One rule of the traffic light: which figure judges, and from where it is green or amber; below it is red. */
export interface AttainmentRule {
  readonly measure: AttainmentMeasure;
  /** At least so much is green: a chance in [0, 1], or a ratio to the target. */
  readonly green: number;
  /** At least so much is amber; at most `green`. */
  readonly amber: number;
}

/** Options of `measureAttainment`. */
export interface MeasureAttainmentOptions<T> {
  /** In the order of the drill-down; a text names the field of a row that holds the value. */
  readonly dimensions: readonly (string | AttainmentDimension<T>)[];
  /** What each cell is to reach within the plan; rows of one cell add up. From `summarizeTargets` as they are. */
  readonly targets: readonly TargetAmount[];
  /** The day within the plan to whose period a target belongs, where targets are told apart by period. */
  readonly targetDate?: (target: TargetAmount, index: number) => DateLike;
  /** What a row brought, below 0 for a return; default its field `amount`. */
  readonly amount?: (row: T, index: number) => number;
  /** When; default its field `date`. */
  readonly date?: (row: T, index: number) => DateLike;
  /** First day of the plan. */
  readonly from: DateLike;
  /** Last day of the plan, at most a year from the first. */
  readonly to: DateLike;
  /** The day of looking, itself included; rows after it are left aside. */
  readonly asOf: DateLike;
  /** Default `"month"`. */
  readonly period?: AttainmentPeriod;
  /** Default `"plan"` where targets have dates, else `"season"` where one is given or past years are, else `"days"`. */
  readonly pace?: AttainmentPace;
  /** Counts days by their working hours; default every calendar day alike. */
  readonly calendar?: BusinessCalendar;
  /** How a usual year spreads over the periods of the plan: one weight per period, at least 0. */
  readonly season?: readonly number[];
  /** The groups of this dimension have each their own season in the target to date; default one for the whole. */
  readonly seasonDimension?: string;
  /** From how many past years season and noise are learned, 0 to 20; default 5. */
  readonly pastYears?: number;
  /** The first rule whose figure is known judges a group; default the chance, and the pace where there is none. */
  readonly rules?: readonly AttainmentRule[];
  /** The dimension at which exceptions are named; default the last. */
  readonly exceptionsBy?: string;
  /** Groups down to this dimension carry their course period by period; default the whole alone. */
  readonly courseDimension?: string;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Where a group will stand at the end of the plan. */
export interface AttainmentOutlook {
  /** Actual to date plus what the rest of the year brings at this year's run-rate. */
  readonly value: number;
  /** Periods behind the estimate of the scatter, this year's and past ones. */
  readonly n: number;
  readonly interval: Interval;
  /** The narrower interval of level 0.8. */
  readonly likely: Interval;
  /** Chance that the target is reached, in [0, 1]; absent without a target. */
  readonly chance?: number;
  /** Share of the year that is usually done by the day of looking, in [0, 1]. */
  readonly usualShare: number;
  /** Whose season: the group's own past, that of a group above, as given, the dates of the targets, or the days. */
  readonly season: "own" | "above" | "given" | "plan" | "days";
  /** Past years behind an own season or scatter. */
  readonly pastYears: number;
}

/** A status with the rule and the figures that gave it. */
export type AttainmentRating =
  | {
      readonly status: Exclude<AttainmentStatus, "unrated">;
      readonly rule: AttainmentRule;
      /** The figure that was judged. */
      readonly value: number;
    }
  | { readonly status: "unrated" };

/** The end of one period of a group's course; amounts add up from the start of the plan. */
export interface AttainmentPoint {
  /** Last day of the period, or the day of looking. */
  readonly on: string;
  readonly target: number;
  /** Up to the day of looking. */
  readonly actual?: number;
  /** After it, and absent where the outlook abstains. */
  readonly outlook?: { readonly value: number; readonly interval: Interval; readonly likely: Interval };
}

/** One group of the drill-down: the whole, a region, a product in a region. */
export interface AttainmentGroup {
  /** Values from the first dimension down; empty for the whole. */
  readonly path: readonly string[];
  /** Position of the group above in its level; absent for the whole. */
  readonly parent?: number;
  readonly actual: number;
  /** How much of it came in cells that have no target: it counts, and flatters the group. */
  readonly untargeted: number;
  readonly target: number;
  /** What of the target was to be reached by the day of looking. */
  readonly targetToDate: number;
  /** Actual over target; absent without a target. */
  readonly attainment?: number;
  /** Actual over target to date; absent where nothing was to be reached yet. */
  readonly pace?: number;
  readonly outlook: AttainmentOutlook | Abstention;
  readonly rating: AttainmentRating;
  /** Expected shortfall at the end of the plan; where the outlook abstains, what is missing of the target to date. */
  readonly atStake: number;
  readonly course?: readonly AttainmentPoint[];
}

/** Rows of one kind, counted and added up. */
export interface AttainmentTally {
  readonly rows: number;
  readonly amount: number;
}

/** Where every row went: the four tallies hold each row once. */
export interface AttainmentLedger {
  /** Within the plan and not after the day of looking: these are the actuals. */
  readonly counted: AttainmentTally;
  /** Before the plan: season and noise are learned from those that past years need. */
  readonly before: AttainmentTally;
  /** Within the plan, after the day of looking. */
  readonly later: AttainmentTally;
  /** After the end of the plan. */
  readonly after: AttainmentTally;
}

/** Actuals against targets, group by group at every level. */
export interface Attainment {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly period: AttainmentPeriod;
  readonly dimensions: readonly string[];
  readonly pace: AttainmentPace;
  readonly rules: readonly AttainmentRule[];
  readonly whole: AttainmentGroup;
  /** One list per dimension, groups in the order of their names; actuals and targets sum to the group above. */
  readonly levels: readonly (readonly AttainmentGroup[])[];
  /** Groups that are not green, most money at stake first; at most 100. */
  readonly exceptions: readonly AttainmentGroup[];
  /** How many there are. */
  readonly exceptionCount: number;
  readonly ledger: AttainmentLedger;
  readonly notes: readonly Reason[];
}
