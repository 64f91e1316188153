import type { DateLike } from "./day.ts";

/** Days of the week, Monday first as in ISO 8601. */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** A date with hours of its own, whatever its weekday: a make-up Saturday 调休, a half day before a feast. */
export type ExtraDay =
  | { readonly date: string; readonly hours: readonly string[] }
  /** Works the hours of that weekday. */
  | { readonly date: string; readonly like: Weekday };

/** From that moment on, local clocks are so far ahead of UTC. */
export interface OffsetChange {
  readonly from: DateLike;
  /** Whole minutes east of UTC, −1440 to 1440. */
  readonly utcOffsetMinutes: number;
}

/** What {@link defineBusinessCalendar} takes. All hours and dates are local; `utcOffsetMinutes` says where. */
export interface BusinessCalendarDefinition {
  /** Opening hours by weekday, such as `{ mon: ["09:00–12:00", "13:00–18:00"] }`; a weekday left out is closed. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Local dates (`2026-10-01`) on which nobody works. */
  readonly holidays?: readonly string[];
  /** Local dates with hours of their own. */
  readonly extraDays?: readonly ExtraDay[];
  /** Minutes east of UTC before the first change, −1440 to 1440; default 0. China 480, New York in winter −300. */
  readonly utcOffsetMinutes?: number;
  /** Daylight saving and moves, each from its moment on. */
  readonly offsetChanges?: readonly OffsetChange[];
}

/** Working hours, holidays and time zone as plain JSON. */
export interface BusinessCalendar {
  readonly kind: "business_calendar";
  readonly version: 1;
  /** Hours of every weekday, ascending, those that touch joined; closed days are empty. */
  readonly hours: Readonly<Record<Weekday, readonly string[]>>;
  /** Ascending, each once. */
  readonly holidays: readonly string[];
  /** Ascending by date. */
  readonly extraDays: readonly { readonly date: string; readonly hours: readonly string[] }[];
  readonly utcOffsetMinutes: number;
  /** Ascending; `from` is ISO text in UTC. */
  readonly offsetChanges: readonly { readonly from: string; readonly utcOffsetMinutes: number }[];
  readonly fittedOn: Readonly<Record<never, never>>;
}
