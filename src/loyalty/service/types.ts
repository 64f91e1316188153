import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { ServiceCaseState, ServiceClockId, ServiceLight } from "../../core/labels/service.ts";
import type { Label } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BusinessCalendar } from "../../time/business-types.ts";
import type { DateLike } from "../../time/day.ts";

export type { ServiceCaseState, ServiceClockId, ServiceLight };

/** One run of one clock for one case; open while `ended` is absent. */
export interface ServiceEvent {
  readonly caseId?: string;
  /** Id of a promised clock. */
  readonly clock: string;
  readonly started: DateLike;
  readonly ended?: DateLike;
  readonly customerId?: string;
  readonly tier?: string;
  readonly region?: string;
}

/** A promise: so many hours, to be kept for such a share of cases. */
export interface ServiceClock {
  /** One of the eight, or the caller's own. */
  readonly id: string;
  /** Greater than 0; a case of exactly so many hours keeps the promise. */
  readonly limitHours: number;
  /** Share of cases in (0, 1] for which it is to be kept. */
  readonly targetShare: number;
  /** Whether hours are those on the wall (default) or working hours of `calendar`. */
  readonly unit?: "calendar" | "business";
  /** Needed for business hours, and for those alone. */
  readonly calendar?: BusinessCalendar;
}

/** A clock of service with its name and from when to when it runs. */
export interface ServiceClockDefinition {
  readonly id: ServiceClockId;
  readonly name: Label;
  readonly meaning: Label;
}

/** What cases are told apart by. */
export type ServiceGrouping = "tier" | "region" | "customerId";

/** A line of the rules for the light; the first that applies decides. One without `figure` always applies. */
export interface ServiceLightRule {
  readonly light: ServiceLight;
  /** The share itself or an end of its interval. */
  readonly figure?: "value" | "lower" | "upper";
  /** Applies from this share on; `"target"` is the clock's. */
  readonly atLeast?: number | "target";
  /** Applies below this share. */
  readonly below?: number | "target";
  /** Taken off the share compared with, in [0, 1]; default 0. */
  readonly margin?: number;
}

/** Options of {@link measureService}. */
export interface MeasureServiceOptions {
  readonly clocks: readonly ServiceClock[];
  /** When the data was drawn. What happened later is not known yet. */
  readonly asOf: DateLike;
  /** Figures by tier, region or customer as well. */
  readonly by?: readonly ServiceGrouping[];
  /** Only cases started from then on; default all. */
  readonly since?: DateLike;
  /** Start of a former period, up to `since`, to compare with. */
  readonly formerSince?: DateLike;
  /** Default `serviceLightRules.interval`. */
  readonly rules?: readonly ServiceLightRule[];
  /** The light abstains where the share rests on fewer; default 10. */
  readonly minimumCases?: number;
  /** Shares of cases, each in (0, 1); default 0.5, 0.9 and 0.95. */
  readonly percentiles?: readonly number[];
  /** Of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** A share kept; `effective` is how many decided cases it is worth. */
export interface ServiceShare extends Estimate {
  readonly effective: number;
}

/** The hours that a share of cases stays within. */
export interface ServicePercentile {
  readonly share: number;
  /** In the hours of the clock; absent where fewer cases were seen to end. */
  readonly hours?: number;
  readonly lower: number;
  /** Absent where the data set no upper limit. */
  readonly upper?: number;
}

/** Change of the share kept against the former period. */
export interface ServiceTrend {
  readonly former: ServiceShare;
  readonly difference: number;
  readonly interval: Interval;
  readonly pValue: number;
}

/** What is known of a clock, or of one group of its cases. */
export interface ServiceFigures {
  /** `kept + broken + undecided`. */
  readonly n: number;
  readonly closed: number;
  /** Closed within the limit. */
  readonly kept: number;
  /** Closed too late, or open beyond the limit. */
  readonly broken: number;
  /** Open within the limit. */
  readonly undecided: number;
  /** Open and broken already. */
  readonly overdue: number;
  readonly share: ServiceShare | Abstention;
  /** The share of the closed cases alone, biased; given where it differs. */
  readonly closedShare?: Estimate;
  readonly percentiles: readonly ServicePercentile[];
  readonly light: ServiceLight | Abstention;
  /** Given where a former period was asked for. */
  readonly trend?: ServiceTrend | Abstention;
  readonly reasons: readonly Reason[];
}

/** Figures of the cases of one tier, region or customer. */
export interface ServiceGroup extends ServiceFigures {
  readonly by: ServiceGrouping;
  /** Absent for cases that name none. */
  readonly id?: string;
}

/** Figures of one clock. */
export interface ServiceClockFigures extends ServiceFigures {
  readonly clock: string;
  readonly limitHours: number;
  readonly targetShare: number;
  readonly unit: "calendar" | "business";
  /** By grouping in the order asked for, then by id; those without an id last. */
  readonly groups: readonly ServiceGroup[];
}

/** Result of {@link measureService}. */
export interface ServiceMeasurement {
  /** ISO text. */
  readonly asOf: string;
  readonly level: number;
  /** Runs measured, runs of the former period, and those outside both; together all that were given. */
  readonly counts: { readonly measured: number; readonly former: number; readonly outside: number };
  readonly clocks: readonly ServiceClockFigures[];
}

/** Options of {@link planServiceQueue}. */
export interface PlanServiceQueueOptions {
  readonly clocks: readonly ServiceClock[];
  readonly asOf: DateLike;
  /** Share of the limit, in (0, 1], from which a case is about to break; default 0.8. */
  readonly soonShare?: number;
}

/** An open case in the order in which it should be seen to. */
export interface ServiceQueueCase {
  readonly clock: string;
  readonly caseId?: string;
  readonly customerId?: string;
  readonly tier?: string;
  readonly region?: string;
  readonly state: ServiceCaseState;
  /** Hours of the clock since the start. */
  readonly ageHours: number;
  /** Hours of the clock until the promise breaks, below 0 once it has. */
  readonly remainingHours: number;
  /** ISO text; absent where the calendar ends before. */
  readonly dueAt?: string;
}

/** Result of {@link planServiceQueue}. */
export interface ServiceQueue {
  readonly asOf: string;
  readonly counts: Readonly<Record<ServiceCaseState, number>>;
  readonly cases: readonly ServiceQueueCase[];
}

/** Options of {@link greenChannelClocks}. */
export interface GreenChannelOptions {
  /** Hours until receipt is confirmed, greater than 0. */
  readonly receiptHours: number;
  /** Hours until the reply, not fewer. */
  readonly replyHours: number;
  /** In (0, 1]; default 0.95. */
  readonly targetShare?: number;
  /** Given, hours are its working hours. */
  readonly calendar?: BusinessCalendar;
}
