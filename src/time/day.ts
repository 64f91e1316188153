import { requireColumn, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** A point in time as callers hold it: a `Date`, ISO 8601 text, or milliseconds since 1970-01-01T00:00Z. */
export type DateLike = Date | string | number;

/** Milliseconds of a UTC day; UTC days have no daylight-saving exceptions. */
const DAY_MS = 86_400_000;

/** The range in which ECMAScript dates exist, in milliseconds either side of 1970. */
const MAX_MS = 8.64e15;

const ISO =
  /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads a date as milliseconds since 1970-01-01T00:00Z. Text without an offset is UTC, so that the answer is the same
 * in every time zone.
 *
 * @param date - A `Date`, ISO 8601 text (`2026-03-31`, `2026-03-31T09:30:00+08:00`), or epoch milliseconds.
 * @param name - What the date is, for the error message.
 * @returns Epoch milliseconds, whole; parts of a millisecond are cut.
 * @throws `ClienteleError` `invalid_date` with the text quoted when it is no date (also for 2025-02-30),
 * `invalid_type` for anything else.
 * @example
 * ```ts
 * toEpochMs("1970-01-02T08:00+08:00"); // => 86400000
 * ```
 */
export function toEpochMs(date: DateLike, name: string = "date"): number {
  if (typeof name !== "string") return toEpochMs(date, "date");
  if (typeof date === "string") return parseIso(date, name);
  if (typeof date !== "number" && !(date instanceof Date)) {
    throw new ClienteleError(
      "invalid_type",
      `${name} must be a Date, ISO text or epoch milliseconds, got ${show(date)}`,
      {
        name,
      },
    );
  }
  const ms = typeof date === "number" ? date : date.getTime();
  if (!(Math.abs(ms) <= MAX_MS)) {
    throw new ClienteleError("invalid_date", `${name} must be a valid date, got ${ms}`, { name });
  }
  return Math.trunc(ms);
}

/**
 * Turns a date into its UTC day number, the unit in which this package counts time.
 *
 * @param date - A `Date`, ISO 8601 text, or epoch milliseconds.
 * @param name - What the date is, for the error message.
 * @returns Whole days since 1970-01-01 (day 0), negative before.
 * @throws `ClienteleError` `invalid_date`, `invalid_type`.
 * @example
 * ```ts
 * toDay("1970-01-11"); // => 10
 * toDay("2026-03-31T23:30:00-02:00"); // => 20544
 * toIsoDate(20544); // => "2026-04-01"
 * ```
 */
export function toDay(date: DateLike, name: string = "date"): number {
  return msToDay(toEpochMs(date, name));
}

/**
 * Turns a date into days since 1970-01-01 with their fraction, for durations finer than a day.
 *
 * @param date - A `Date`, ISO 8601 text, or epoch milliseconds.
 * @param name - What the date is, for the error message.
 * @returns Days with fraction; exact to the millisecond.
 * @throws `ClienteleError` `invalid_date`, `invalid_type`.
 * @example
 * ```ts
 * toDayFraction("1970-01-02T12:00Z"); // => 1.5
 * ```
 */
export function toDayFraction(date: DateLike, name: string = "date"): number {
  return toEpochMs(date, name) / DAY_MS;
}

/**
 * Turns many dates into day numbers in one pass.
 *
 * @param dates - Dates of any accepted form.
 * @param name - What the column is, for the error message; the row is named too.
 * @returns One UTC day number per date.
 * @throws `ClienteleError` `invalid_date`, `invalid_type`.
 * @example
 * ```ts
 * toDayColumn(["1970-01-01", "1970-02-01"]); // => Int32Array.of(0, 31)
 * ```
 */
export function toDayColumn(dates: ArrayLike<DateLike>, name: string = "dates"): Int32Array {
  const text = typeof name === "string" ? name : "dates";
  requireColumn(dates, text);
  const days = new Int32Array(dates.length);
  for (let i = 0; i < dates.length; i++) days[i] = toDay(dates[i] as DateLike, `${text}[${i}]`);
  return days;
}

/**
 * Writes a day number as ISO text.
 *
 * @param day - UTC day number; a fraction is cut to its day.
 * @returns `YYYY-MM-DD`.
 * @throws `ClienteleError` `invalid_date` outside the years that ECMAScript dates reach.
 * @example
 * ```ts
 * toIsoDate(0); // => "1970-01-01"
 * ```
 */
export function toIsoDate(day: number): string {
  return new Date(dayToMs(day)).toISOString().replace(/T.*$/, "");
}

/** UTC day number that holds an instant. */
export function msToDay(ms: number): number {
  return Math.floor(ms / DAY_MS);
}

/** Epoch milliseconds at which a UTC day begins. */
export function dayToMs(day: number): number {
  const ms = typeof day === "number" ? Math.floor(day) * DAY_MS : Number.NaN;
  if (!(Math.abs(ms) <= MAX_MS)) {
    throw new ClienteleError("invalid_date", `day must be a day number that a date can hold, got ${show(day)}`, {
      day,
    });
  }
  return ms;
}

function parseIso(text: string, name: string): number {
  const match = ISO.exec(text.trim());
  const invalid = (): ClienteleError =>
    new ClienteleError(
      "invalid_date",
      `${name} must be ISO 8601 such as 2026-03-31 or 2026-03-31T09:30:00Z, got ${show(text)}`,
      {
        name,
        text,
      },
    );
  if (match === null) throw invalid();
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", offset = "Z"] = match;
  const [y, m, d, h, min, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // Date.UTC maps the years 0–99 to 1900–1999; setUTCFullYear does not
  const midnight = new Date(0).setUTCFullYear(y, m - 1, d);
  const real = new Date(midnight);
  if (real.getUTCMonth() !== m - 1 || real.getUTCDate() !== d || h > 24 || min > 59 || s > 59) throw invalid();
  if (h === 24 && (min > 0 || s > 0)) throw invalid();
  const ms =
    midnight + h * 3_600_000 + min * 60_000 + s * 1000 + Math.trunc(Number(`0.${fraction || "0"}`) * 1000 + 1e-9);
  const shift = offsetMinutes(offset);
  if (shift === undefined || !(Math.abs(ms) <= MAX_MS)) throw invalid();
  return ms - shift * 60_000;
}

function offsetMinutes(offset: string): number | undefined {
  if (offset === "Z" || offset === "z") return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  // the widest offsets in use are −12:00 and +14:00; ISO text beyond a day is a typing mistake
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
