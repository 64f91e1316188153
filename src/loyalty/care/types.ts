import type { CareStatus } from "../../core/labels/care.ts";
import type { Label } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike, PeriodUnit } from "../../time/index.ts";

export type { CareStatus, CareTriggerName } from "../../core/labels/care.ts";

/** Care is for an account or for a person. */
export type CareSubjectKind = "account" | "person";

/** One dated fact about a subject: a birthday, the end of a contract, an illness. */
export interface CareDate {
  /** Which fact, as the triggers read it, for example `"birthday"`. */
  readonly id: string;
  /** The day. For a yearly trigger `"--04-12"` is a day whose year is not known. */
  readonly on: DateLike;
}

/** Whom to care for. */
export interface CareSubject {
  readonly id: string;
  readonly kind: CareSubjectKind;
  /** Its tier; any text. Needed only where a trigger is meant for some tiers. */
  readonly tier?: string;
  /** What is known, in any order. A yearly fact stands once, others may stand more often. */
  readonly dates?: readonly CareDate[];
}

interface CareTriggerBase {
  readonly id: string;
  /** Its name; the ready ids have one. */
  readonly name?: Label;
  /** Whom it concerns; both unless given. */
  readonly for?: CareSubjectKind;
  /** The tiers it is meant for; all unless given. */
  readonly tiers?: readonly string[];
  /** Days between acting and the day itself, a whole number 0–3650; overrides the plan's own. */
  readonly leadDays?: number;
  /** What comes first on the same day, a whole number from 1 (first); default 5. */
  readonly priority?: number;
  /** Whether it touches a person's private life, so that it is planned only where the person agreed. */
  readonly sensitive?: boolean;
}

/** Comes back every year, or every `everyYears` years (5: the 5th, 10th, 15th anniversary). */
export interface YearlyCareTrigger extends CareTriggerBase {
  readonly kind: "yearly";
  /** Which date of the subject it reads; its own id unless given. */
  readonly date?: string;
  /** Only every so many years, a whole number from 1, default 1. Above 1 it needs the year of the first day. */
  readonly everyYears?: number;
}

/** Comes once per date: the end of a contract, a renewal. */
export interface TermCareTrigger extends CareTriggerBase {
  readonly kind: "term";
  readonly date?: string;
}

/** A feast whose days the caller gives, such as those of the lunar calendar. */
export interface GivenCareTrigger extends CareTriggerBase {
  readonly kind: "given";
  /** Its days in the Gregorian calendar. A year without one is named in the notes, never guessed. */
  readonly dates: readonly DateLike[];
}

/** One step after an occasion, for example one week after. */
export interface CareFollowUp {
  /** Whole number from 0; 0 is at once. */
  readonly after: number;
  readonly unit: PeriodUnit;
}

/** An event in the subject's life with the care that follows it. It has no lead unless given. */
export interface OccasionCareTrigger extends CareTriggerBase {
  readonly kind: "occasion";
  readonly date?: string;
  /** At least one step. */
  readonly followUps: readonly CareFollowUp[];
}

/** When care counts, as data. */
export type CareTrigger = YearlyCareTrigger | TermCareTrigger | GivenCareTrigger | OccasionCareTrigger;

/** Care that was given already. */
export interface CareDone {
  readonly subject: string;
  readonly trigger: string;
  /** The day that the care was for (`on` of the planned entry), not the day on which it was given. */
  readonly on: DateLike;
}

/** Options of `planCare`. */
export interface PlanCareOptions {
  /** First day on which to act. */
  readonly from: DateLike;
  /** Last day on which to act, at most 100 years later. */
  readonly to: DateLike;
  /** The day from whose view entries are upcoming, due or overdue; `from` unless given. */
  readonly asOf?: DateLike;
  /** Days of lead for triggers without their own, a whole number 0–3650, default 0. */
  readonly leadDays?: number;
  /** When care counts; `careTriggers` unless given. Ids are unique. */
  readonly triggers?: readonly CareTrigger[];
  /** Whether the people agreed to personal care; default false: sensitive entries are withheld and counted. */
  readonly sensitive?: boolean;
  /** Where 29 February falls in other years; default `"february_28"`, as `addPeriods` counts. */
  readonly leapDay?: "february_28" | "march_1";
  /** What was done already; those entries are left out of the plan. */
  readonly done?: readonly CareDone[];
}

/** One act of care. */
export interface PlannedCare {
  /** Day on which to act, `YYYY-MM-DD`. */
  readonly actOn: string;
  /** Day it is for. */
  readonly on: string;
  readonly subject: string;
  readonly kind: CareSubjectKind;
  readonly trigger: string;
  readonly priority: number;
  readonly sensitive: boolean;
  readonly status: CareStatus;
  /** Days since it should have been done; 0 unless overdue. */
  readonly daysOverdue: number;
  /** Whether the day it is for lies before `asOf`. */
  readonly passed: boolean;
  /** Which anniversary; absent where the year of the first day is not known, and for what is no anniversary. */
  readonly anniversary?: number;
  /** Which follow-up of an occasion, from 1. */
  readonly step?: number;
}

/** Entries of one trigger. */
export interface CareTriggerCount {
  readonly id: string;
  readonly name?: Label;
  readonly planned: number;
  readonly done: number;
  readonly withheld: number;
}

/** A care calendar. */
export interface CarePlan {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  /** By day of acting, then priority, subject and trigger. */
  readonly entries: readonly PlannedCare[];
  readonly counts: Readonly<Record<CareStatus, number>>;
  /** One row per trigger, in the order given. */
  readonly triggers: readonly CareTriggerCount[];
  /** Entries left out because they were done. */
  readonly done: number;
  /** Sensitive entries left out because nobody agreed to them. */
  readonly withheld: number;
  /** Feasts without a date, dates that no trigger reads, what was withheld. */
  readonly notes: readonly Reason[];
}
