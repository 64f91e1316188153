import type { Estimate, Interval } from "../../core/estimate.ts";
import type { CohortDefinition } from "../../core/labels/cohort.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { PeriodUnit } from "../../time/period.ts";

export type { CohortDefinition } from "../../core/labels/cohort.ts";

/** A subscription as a file may hold it. */
export interface SubscriptionRecord {
  /** First day. */
  readonly start: Date | string | number;
  /** Day of leaving; absent where the customer stays. */
  readonly end?: Date | string | number;
}

/** One order as a file may hold it. */
export interface CohortOrder {
  readonly customer: string;
  readonly date: Date | string | number;
  /** In one currency; a refund is negative. */
  readonly amount?: number;
}

/** What both definitions ask for. */
export interface CohortOptions {
  /** Length of a cohort and of a step of age: `"week"` (from Monday), `"month"`, `"quarter"`, `"year"` or `"day"`. */
  readonly by: PeriodUnit;
  /** Last day that the data know of; what lies after it has not happened yet. */
  readonly asOf: DateLike;
  /** Highest age shown, whole, in [1, 400]; default 60. */
  readonly maxAge?: number;
  /** Interval of a share: `"wilson"` (default) or `"jeffreys"`. */
  readonly interval?: "wilson" | "jeffreys";
  /** Nominal coverage, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Customers with a contract that has a first and perhaps a last day. */
export interface SubscribedCohortOptions<T> extends CohortOptions {
  readonly definition: "subscribed";
  /** First day of the customer. */
  readonly start: (row: T, index: number) => DateLike;
  /** Day of leaving; nothing where the customer stays. */
  readonly end: (row: T, index: number) => DateLike | undefined | null;
}

/** Orders of customers who may come again at any time. */
export interface ActiveCohortOptions<T> extends CohortOptions {
  readonly definition: "active";
  /** Whose order it is. */
  readonly customer: (row: T, index: number) => string | number;
  /** Day of the order. */
  readonly date: (row: T, index: number) => DateLike;
  /** What it was worth, in one currency, at most 1e12 either way; a refund is negative. */
  readonly amount?: (row: T, index: number) => number;
}

/** What {@link measureCohorts} accepts. */
export type MeasureCohortsOptions<T> = SubscribedCohortOptions<T> | ActiveCohortOptions<T>;

/** What customers brought per head from their first day to the end of an age. */
export interface CohortValue {
  /** Mean per customer of the cohort, those included who bought no more. */
  readonly value: number;
  readonly n: number;
  /** Student's interval; absent where one customer is all. */
  readonly interval?: Interval;
}

/** One age of one cohort. */
export interface CohortCell {
  /** Periods since the start. */
  readonly age: number;
  /** Customers kept at that age. */
  readonly kept: number;
  /** Of the customers watched that long; `share.n` says how many. */
  readonly share: Estimate;
  /** False where the period still runs, or not all customers have been watched that long: more may come, none is lost. */
  readonly complete: boolean;
  /** Present where amounts were given. */
  readonly cumulative?: CohortValue;
}

/** Customers who started in one period. */
export interface Cohort {
  /** The period, as `2026-03`, `2026-W09`, `2026-Q1`, `2026` or a day. */
  readonly id: string;
  /** First day of the period, `YYYY-MM-DD`. */
  readonly start: string;
  /** Periods since the first cohort. */
  readonly place: number;
  readonly customers: number;
  /** By age from 0. */
  readonly cells: readonly CohortCell[];
}

/** One age over all cohorts. */
export interface PooledAge {
  readonly age: number;
  readonly share: Estimate;
  readonly cumulative?: CohortValue;
}

/** Whether later cohorts keep more or fewer customers at one age. */
export interface CohortDrift {
  readonly age: number;
  /** Cohorts compared. */
  readonly cohorts: number;
  /** Change of the share from one period of start to the next, with its interval. */
  readonly slope: Estimate;
  readonly pValue: number;
  /** Adjusted over all ages (Holm). */
  readonly adjustedPValue: number;
  /** Variance of the cohorts about the line in units of chance; above 1 it widens interval and test. */
  readonly dispersion: number;
}

/** What {@link measureCohorts} returns. */
export interface CohortTable {
  readonly definition: CohortDefinition;
  readonly by: PeriodUnit;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly level: number;
  readonly customers: number;
  /** By start; periods in which nobody started are left out. */
  readonly cohorts: readonly Cohort[];
  /** By age from 0. Complete cells alone for `active`; Kaplan–Meier over all customers for `subscribed`. */
  readonly pooled: readonly PooledAge[];
  /** One entry per age at which three cohorts or more can be compared. */
  readonly drift: readonly CohortDrift[];
  readonly notes: readonly Reason[];
}
