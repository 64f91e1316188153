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

/**
 * Reads a date of the usual forms, or NaN where it is none of them or wrong: for loops over many dates, which ask
 * {@link toEpochMs} for the error only where there is one.
 */
export function epochMsOrNaN(date: unknown): number {
  if (typeof date === "string") return usualIso(date);
  const ms = typeof date === "number" ? date : date instanceof Date ? date.getTime() : Number.NaN;
  return Math.abs(ms) <= MAX_MS ? Math.trunc(ms) : Number.NaN;
}

/** Days of the year before each month, in a year that begins in March. */
const BEFORE_MONTH = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];

/** `2026-03-31`, `2026-03-31T09:30Z`, `2026-03-31T09:30:00.123+08:00` and the like, without a regular expression. */
function usualIso(text: string): number {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 28 + 3) || text[4] !== "-" || text[7] !== "-")
    return slowIso(text);
  // the last days of months are rare: the slow way knows how long each is
  if (!(year >= 0) || day > 28) return slowIso(text);
  const shifted = month > 2 ? year : year - 1;
  const days =
    365 * shifted +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    (BEFORE_MONTH[month - 1] as number) +
    day -
    719_469;
  if (text.length === 10) return days * DAY_MS;
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (!(hour <= 23 && minute <= 59) || text[10] !== "T" || text[13] !== ":") return slowIso(text);
  let ms = days * DAY_MS + hour * 3_600_000 + minute * 60_000;
  let at = 16;
  if (text[at] === ":") {
    const second = digits(text, 17, 2);
    if (!(second <= 59)) return slowIso(text);
    ms += second * 1000;
    at = 19;
    if (text[at] === ".") {
      const thousandths = digits(text, 20, 3);
      if (!(thousandths >= 0)) return slowIso(text);
      ms += thousandths;
      at = 23;
    }
  }
  if (at === text.length || (text[at] === "Z" && at + 1 === text.length)) return ms;
  const sign = text[at] === "+" ? 1 : text[at] === "-" ? -1 : 0;
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 4, 2);
  if (sign === 0 || text[at + 3] !== ":" || text.length !== at + 6 || !(hours <= 23 && minutes <= 59))
    return slowIso(text);
  return ms - sign * (hours * 60 + minutes) * 60_000;
}

/** The number that so many digits make, or NaN. */
function digits(text: string, from: number, length: number): number {
  let value = 0;
  for (let i = from; i < from + length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = 10 * value + digit;
  }
  return value;
}

function slowIso(text: string): number {
  try {
    return parseIso(text, "date");
  } catch {
    return Number.NaN;
  }
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
