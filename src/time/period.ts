import { UTCDateMini } from "@date-fns/utc/date/mini";
import { addMonths } from "date-fns";
import { requireNumber, requireOneOf } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { dayToMs, msToDay, toIsoDate } from "./day.ts";
import { PERIOD_UNITS } from "./period-units.ts";
import { weekdayOf } from "./weekday.ts";

/** Calendar periods. Weeks are ISO weeks: they begin on Monday. */
export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year";

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** date-fns works in the machine's time zone unless told otherwise; the small UTC class has all that is used here. */
const inUtc = { in: (value: Date | number | string): Date => new UTCDateMini(Number(value)) };

/** Refuses what is no period unit or no day number before date-fns sees it. */
function check(day: number, unit: PeriodUnit): void {
  requireOneOf(unit, PERIOD_UNITS, "unit");
  requireNumber(day, "day", { integer: true });
  dayToMs(day);
}

/**
 * First day of the period that holds a day.
 *
 * @param day - UTC day number.
 * @param unit - `"day"`, `"week"` (ISO, Monday), `"month"`, `"quarter"` or `"year"`.
 * @returns UTC day number of the period's first day.
 * @throws `ClienteleError` `unknown_id` for another unit, `out_of_range` or `not_finite` for a bad day.
 * @example
 * ```ts
 * toIsoDate(startOfPeriod(toDay("2026-05-20"), "quarter")); // => "2026-04-01"
 * ```
 */
export function startOfPeriod(day: number, unit: PeriodUnit): number {
  check(day, unit);
  return firstDay(day, unit, 0);
}

/**
 * Last day of the period that holds a day.
 *
 * @param day - UTC day number.
 * @param unit - The period.
 * @returns UTC day number of the period's last day.
 * @throws `ClienteleError` `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * toIsoDate(endOfPeriod(toDay("2024-02-10"), "month")); // => "2024-02-29"
 * ```
 */
export function endOfPeriod(day: number, unit: PeriodUnit): number {
  check(day, unit);
  return firstDay(day, unit, 1) - 1;
}

/** First day of the period `ahead` periods after the one that holds `day`. */
function firstDay(day: number, unit: PeriodUnit, ahead: number): number {
  if (unit === "day") return day + ahead;
  if (unit === "week") return day - weekdayOf(day) + 7 * ahead;
  const date = new Date(dayToMs(day));
  const months = MONTHS[unit];
  const month = date.getUTCMonth();
  return msToDay(new Date(0).setUTCFullYear(date.getUTCFullYear(), month - (month % months) + ahead * months, 1));
}

/**
 * Moves a day by whole periods. Months, quarters and years keep the day of the month, or take the month's last day
 * where it is shorter (31 January + 1 month = 28 or 29 February).
 *
 * @param day - UTC day number.
 * @param count - Whole periods, negative for the past.
 * @param unit - The period.
 * @returns UTC day number.
 * @throws `ClienteleError` `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * toIsoDate(addPeriods(toDay("2026-01-31"), 1, "month")); // => "2026-02-28"
 * ```
 */
export function addPeriods(day: number, count: number, unit: PeriodUnit): number {
  check(day, unit);
  requireNumber(count, "count", { integer: true });
  if (unit === "day") return day + count;
  if (unit === "week") return day + 7 * count;
  const moved = afterMonths(day, count * MONTHS[unit]);
  if (Number.isNaN(moved)) {
    throw new ClienteleError("out_of_range", `${count} ${unit}s from that day lie beyond any calendar date`, { count });
  }
  return moved;
}

/** The same day of the month so many months on, or the last day of a shorter month; NaN beyond the calendar. */
function afterMonths(day: number, months: number): number {
  return msToDay(addMonths(dayToMs(day), months, inUtc).getTime());
}

/**
 * Counts the full periods between two days: how many anniversaries of `from` have been reached on `to`. A tenure that
 * began on the last day of a month completes on the last day of a shorter month.
 *
 * @param from - UTC day number.
 * @param to - UTC day number; earlier than `from` gives a negative count.
 * @param unit - The period.
 * @returns Whole periods, truncated towards zero.
 * @throws `ClienteleError` `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * differenceInPeriods(toDay("2024-01-15"), toDay("2026-01-14"), "year"); // => 1
 * ```
 */
export function differenceInPeriods(from: number, to: number, unit: PeriodUnit): number {
  check(from, unit);
  check(to, unit);
  if (unit === "day") return to - from;
  if (unit === "week") return Math.trunc((to - from) / 7) + 0;
  if (to < from) return -differenceInPeriods(to, from, unit) + 0;
  const [earlier, later] = [new Date(dayToMs(from)), new Date(dayToMs(to))];
  const months = 12 * (later.getUTCFullYear() - earlier.getUTCFullYear()) + later.getUTCMonth() - earlier.getUTCMonth();
  const count = Math.floor(months / MONTHS[unit]);
  // the last anniversary may still lie ahead; it is found by the rule that addPeriods follows
  return afterMonths(from, count * MONTHS[unit]) > to ? count - 1 : count;
}

/**
 * Names the period that holds a day.
 *
 * @param day - UTC day number.
 * @param unit - The period.
 * @returns `2026-05-20`, `2026-W21`, `2026-05`, `2026-Q2` or `2026`; text order is time order within four-digit years.
 * @throws `ClienteleError` `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * periodLabel(toDay("2026-05-20"), "week"); // => "2026-W21"
 * periodLabel(toDay("2026-05-20"), "quarter"); // => "2026-Q2"
 * ```
 */
export function periodLabel(day: number, unit: PeriodUnit): string {
  check(day, unit);
  if (unit === "week") {
    // an ISO week belongs to the year of its Thursday
    const thursday = firstDay(day, "week", 0) + 3;
    const week = Math.floor((thursday - firstDay(thursday, "year", 0)) / 7) + 1;
    return `${isoYear(thursday)}-W${String(week).padStart(2, "0")}`;
  }
  const iso = toIsoDate(day);
  if (unit === "day") return iso;
  const month = iso.slice(0, -3);
  if (unit === "month") return month;
  const year = isoYear(day);
  return unit === "year" ? year : `${year}-Q${Math.ceil(Number(month.slice(-2)) / 3)}`;
}

function isoYear(day: number): string {
  return toIsoDate(day).slice(0, -6);
}
