import { requireNumber, requireSameLength } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { clockOf } from "./business-calendar.ts";
import type { BusinessCalendar } from "./business-types.ts";
import { type DateLike, toEpochMs } from "./day.ts";

const HOUR_MS = 3_600_000;

/** No two dates are further apart. */
const MOST_HOURS = 17.28e15 / HOUR_MS;

/**
 * Counts the working hours between two moments, such as the age of a request by the clock of those who answer it.
 *
 * @param calendar - From {@link defineBusinessCalendar}; one read from JSON works too and is slower, as it is read anew.
 * @param from - A `Date`, ISO text or epoch milliseconds.
 * @param to - Not before `from`.
 * @returns Hours, exact to the millisecond; years cost as little as minutes. 0 where nobody worked in between.
 * @throws `ClienteleError` `invalid_date`, `invalid_type`, `invalid_model`; `inconsistent` where `to` is before `from`.
 * @example
 * ```ts
 * const office = defineBusinessCalendar({ hours: { fri: ["09:00–17:00"], mon: ["09:00–17:00"] } });
 * businessHoursBetween(office, "2026-06-05T16:00Z", "2026-06-08T10:30Z"); // => 2.5
 * ```
 */
export function businessHoursBetween(calendar: BusinessCalendar, from: DateLike, to: DateLike): number {
  const clock = clockOf(calendar);
  const [start, end] = [toEpochMs(from, "from"), toEpochMs(to, "to")];
  requireOrder(start, end, "to", "from");
  return clock.between(start, end) / HOUR_MS;
}

/**
 * Counts the working hours of many intervals in one pass.
 *
 * @param calendar - From {@link defineBusinessCalendar}, or as read from JSON.
 * @param from - One date per row.
 * @param to - As many, none before its `from`.
 * @returns Hours, one figure per row.
 * @throws `ClienteleError` as {@link businessHoursBetween}, with the row named; `length_mismatch`.
 * @example
 * ```ts
 * const office = defineBusinessCalendar({ hours: { fri: ["09:00–17:00"], mon: ["09:00–17:00"] } });
 * businessHoursColumn(office, ["2026-06-05", "2026-06-06"], ["2026-06-06", "2026-06-07"]); // => Float64Array.of(8, 0)
 * ```
 */
export function businessHoursColumn(
  calendar: BusinessCalendar,
  from: ArrayLike<DateLike>,
  to: ArrayLike<DateLike>,
): Float64Array {
  const clock = clockOf(calendar);
  requireSameLength(from, "from", to, "to");
  const hours = new Float64Array(from.length);
  for (let i = 0; i < hours.length; i++) {
    const start = toEpochMs(from[i] as DateLike, `from[${i}]`);
    const end = toEpochMs(to[i] as DateLike, `to[${i}]`);
    requireOrder(start, end, `to[${i}]`, `from[${i}]`);
    hours[i] = clock.between(start, end) / HOUR_MS;
  }
  return hours;
}

/**
 * Tells by when so many working hours have passed: the moment at which a promise falls due.
 *
 * @param calendar - From {@link defineBusinessCalendar}, or as read from JSON.
 * @param from - When the clock starts, inside or outside working hours.
 * @param hours - Working hours, 0 or more, taken to the nearest millisecond.
 * @returns Epoch milliseconds of the first such moment: eight hours from a Monday's opening end that evening, not on
 * Tuesday morning. `from` itself for 0 hours.
 * @throws `ClienteleError` `invalid_date`, `invalid_type`, `invalid_model`, `not_finite`; `out_of_range` for negative
 * hours, or where the calendar does not hold so many before the end of time.
 * @example
 * ```ts
 * const office = defineBusinessCalendar({ hours: { fri: ["09:00–17:00"], mon: ["09:00–17:00"] } });
 * new Date(addBusinessHours(office, "2026-06-05T16:00Z", 2)).toISOString(); // => "2026-06-08T10:00:00.000Z"
 * ```
 */
export function addBusinessHours(calendar: BusinessCalendar, from: DateLike, hours: number): number {
  const clock = clockOf(calendar);
  const start = toEpochMs(from, "from");
  requireNumber(hours, "hours", { min: 0, max: MOST_HOURS });
  const due = clock.after(start, Math.round(hours * HOUR_MS));
  if (due === undefined || due > 8.64e15) {
    throw new ClienteleError(
      "out_of_range",
      `the calendar holds no ${hours} working hours after that moment; add weekdays or extra days, or take fewer hours`,
      { hours },
    );
  }
  return due;
}

/**
 * Tells whether a moment lies in working hours. The minute of opening does, that of closing no longer.
 *
 * @param calendar - From {@link defineBusinessCalendar}, or as read from JSON.
 * @param at - A `Date`, ISO text or epoch milliseconds.
 * @returns True while the team works.
 * @throws `ClienteleError` `invalid_date`, `invalid_type`, `invalid_model`.
 * @example
 * ```ts
 * const office = defineBusinessCalendar({ hours: { mon: ["09:00–17:00"] }, utcOffsetMinutes: 480 });
 * isBusinessTime(office, "2026-06-08T09:00+08:00"); // => true
 * isBusinessTime(office, "2026-06-08T17:00+08:00"); // => false
 * ```
 */
export function isBusinessTime(calendar: BusinessCalendar, at: DateLike): boolean {
  return clockOf(calendar).isOpen(toEpochMs(at, "at"));
}

function requireOrder(start: number, end: number, to: string, from: string): void {
  if (start <= end) return;
  throw new ClienteleError("inconsistent", `${to} must not be before ${from}; exchange the two`, { from, to });
}
