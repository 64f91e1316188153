import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { BusinessClock, type OpenHours } from "./business-clock.ts";
import type { BusinessCalendar, BusinessCalendarDefinition, ExtraDay, Weekday } from "./business-types.ts";
import { toDay, toEpochMs } from "./day.ts";

const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const HOURS = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Clocks of the calendars that were defined here. Those are frozen through and through, so that a clock kept for one
 * can never be out of date; a calendar read from JSON is computed anew for each call.
 */
const clocks: WeakMap<object, BusinessClock> = /* @__PURE__ */ new WeakMap();

/**
 * States when a team works, so that promises count in working hours: hours by weekday, holidays, make-up working days
 * (调休), and how far local clocks are from UTC.
 *
 * No table of time zones is built in: daylight saving is given as dated `offsetChanges`. Where clocks jump ahead, the
 * hour left out does not count; where they are set back, the hour lived twice counts twice, both as they passed.
 *
 * @param definition - `hours` by weekday as local times, minutes exact, `"24:00"` for the end of a day; hours across
 * midnight are written as two. `holidays` and `extraDays` are local dates; holidays may repeat. `utcOffsetMinutes`,
 * default 0, holds until the first of `offsetChanges`. A {@link BusinessCalendar} from JSON is accepted too.
 * @returns The calendar as plain JSON, sorted, frozen.
 * @throws `ClienteleError` `empty_input` where no hour is open at all, `invalid_type`, `invalid_date`, `out_of_range`,
 * `not_finite`, `unknown_id` for a weekday, `duplicate_id` for an extra day or a change that stands twice,
 * `inconsistent` for hours that overlap or end before they begin, and for a holiday that is an extra day too.
 * @example
 * ```ts
 * const weekday = ["09:00-12:00", "13:00-18:00"];
 * const shanghai = defineBusinessCalendar({
 *   hours: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
 *   holidays: ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"],
 *   extraDays: [{ date: "2026-10-10", like: "fri" }],
 *   utcOffsetMinutes: 480,
 * });
 * shanghai.hours.mon; // => ["09:00–12:00", "13:00–18:00"]
 * businessHoursBetween(shanghai, "2026-09-30T17:00+08:00", "2026-10-08T10:00+08:00"); // => 2
 * businessHoursBetween(shanghai, "2026-10-10T00:00+08:00", "2026-10-12T00:00+08:00"); // => 8
 * ```
 */
export function defineBusinessCalendar(definition: BusinessCalendarDefinition): BusinessCalendar {
  const { calendar, clock } = read(definition, "definition");
  clocks.set(freeze(calendar), clock);
  return calendar;
}

/** The clock of a calendar; refuses what is none. @internal */
export function clockOf(calendar: BusinessCalendar, name: string = "calendar"): BusinessClock {
  const known = typeof calendar === "object" && calendar !== null ? clocks.get(calendar) : undefined;
  if (known !== undefined) return known;
  requireObject(calendar, name);
  if (calendar.kind !== "business_calendar" || calendar.version !== 1) {
    throw new ClienteleError(
      "invalid_model",
      `${name} must be a calendar from defineBusinessCalendar, got kind ${show(calendar.kind)}, version ${show(calendar.version)}`,
      { name },
    );
  }
  return read(calendar, name).clock;
}

function read(
  definition: BusinessCalendarDefinition,
  name: string,
): { readonly calendar: BusinessCalendar; readonly clock: BusinessClock } {
  requireObject(definition, name);
  const { hours, holidays = [], extraDays = [], utcOffsetMinutes = 0, offsetChanges = [] } = definition;
  requireObject(hours, `${name}.hours`);
  for (const key of Object.keys(hours)) requireOneOf(key, WEEKDAYS, `a weekday of ${name}.hours`);
  const week = WEEKDAYS.map((id) => readHours(hours[id] ?? [], `${name}.hours.${id}`));
  requireColumn(holidays, `${name}.holidays`);
  const special = new Map<number, { readonly date: string; readonly open: readonly OpenHours[] }>();
  for (let i = 0; i < holidays.length; i++) {
    const date = holidays[i] as string;
    special.set(readDate(date, `${name}.holidays[${i}]`), { date, open: [] });
  }
  requireColumn(extraDays, `${name}.extraDays`);
  for (let i = 0; i < extraDays.length; i++) {
    const extra = extraDays[i] as ExtraDay;
    const at = `${name}.extraDays[${i}]`;
    requireObject(extra, at);
    const day = readDate(extra.date, `${at}.date`);
    const taken = special.get(day);
    if (taken !== undefined) {
      const twice = taken.open.length > 0;
      const what = twice ? "stands twice among the extra days" : "is a holiday too; take it off one of the lists";
      throw new ClienteleError(twice ? "duplicate_id" : "inconsistent", `${at}.date ${extra.date} ${what}`, {
        index: i,
      });
    }
    const open = "like" in extra ? hoursLike(extra.like, week, at) : readHours(extra.hours, `${at}.hours`);
    if (open.length === 0) {
      throw new ClienteleError("empty_input", `${at} has no hours; a day off belongs under holidays`, { index: i });
    }
    special.set(day, { date: extra.date, open });
  }
  if (week.every((open) => open.length === 0) && ![...special.values()].some(({ open }) => open.length > 0)) {
    throw new ClienteleError("empty_input", `${name}.hours must open at least one hour of one day`, { name });
  }
  requireOffset(utcOffsetMinutes, `${name}.utcOffsetMinutes`);
  const changes = readChanges(offsetChanges, `${name}.offsetChanges`);
  const days = [...special].sort(([a], [b]) => a - b).map(([day, { date, open }]) => ({ day, date, open }));
  return {
    calendar: {
      kind: "business_calendar",
      version: 1,
      hours: Object.fromEntries(WEEKDAYS.map((id, i) => [id, (week[i] as OpenHours[]).map(writeHours)])) as Record<
        Weekday,
        string[]
      >,
      holidays: days.filter(({ open }) => open.length === 0).map(({ date }) => date),
      extraDays: days
        .filter(({ open }) => open.length > 0)
        .map(({ date, open }) => ({ date, hours: open.map(writeHours) })),
      utcOffsetMinutes,
      offsetChanges: changes.map(({ from, minutes }) => ({
        from: new Date(from).toISOString(),
        utcOffsetMinutes: minutes,
      })),
      fittedOn: {},
    },
    clock: new BusinessClock({
      week,
      special: days,
      offsets: [{ from: Number.NEGATIVE_INFINITY, minutes: utcOffsetMinutes }, ...changes].map(({ from, minutes }) => ({
        from,
        ms: minutes * MINUTE_MS,
      })),
    }),
  };
}

function hoursLike(like: Weekday, week: readonly OpenHours[][], name: string): OpenHours[] {
  requireOneOf(like, WEEKDAYS, `${name}.like`);
  return week[WEEKDAYS.indexOf(like)] as OpenHours[];
}

function readHours(texts: readonly string[], name: string): OpenHours[] {
  requireColumn(texts, name);
  const open = Array.from(texts, (text, i) => readInterval(text, `${name}[${i}]`)).sort((a, b) => a.from - b.from);
  const joined: OpenHours[] = [];
  for (const next of open) {
    const last = joined.at(-1);
    if (last !== undefined && next.from < last.to) {
      throw new ClienteleError("inconsistent", `${name} overlap: ${writeHours(last)} and ${writeHours(next)}`, {
        name,
      });
    }
    if (last?.to === next.from) joined[joined.length - 1] = { from: last.from, to: next.to };
    else joined.push(next);
  }
  return joined;
}

function readInterval(text: string, name: string): OpenHours {
  const match = typeof text === "string" ? HOURS.exec(text.trim()) : null;
  const [h1, m1, h2, m2] = (match?.slice(1) ?? []).map(Number) as [number, number, number, number];
  if (match === null || m1 > 59 || m2 > 59 || 60 * h1 + m1 >= DAY_MINUTES || 60 * h2 + m2 > DAY_MINUTES) {
    throw new ClienteleError("invalid_type", `${name} must be hours such as "09:00–12:00", got ${show(text)}`, {
      name,
    });
  }
  const [from, to] = [60 * h1 + m1, 60 * h2 + m2];
  if (from >= to) {
    throw new ClienteleError(
      "inconsistent",
      `${name} must end after it begins, got ${text}; write hours across midnight as two, up to 24:00 and from 00:00`,
      { name },
    );
  }
  return { from: from * MINUTE_MS, to: to * MINUTE_MS };
}

function writeHours({ from, to }: OpenHours): string {
  const time = (ms: number): string =>
    [Math.floor(ms / MINUTE_MS / 60), (ms / MINUTE_MS) % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return `${time(from)}–${time(to)}`;
}

function readDate(date: string, name: string): number {
  if (typeof date !== "string" || !DATE.test(date)) {
    throw new ClienteleError("invalid_date", `${name} must be a local date such as 2026-10-01, got ${show(date)}`, {
      name,
    });
  }
  return toDay(date, name);
}

function requireOffset(minutes: number, name: string): void {
  requireNumber(minutes, name, { min: -DAY_MINUTES, max: DAY_MINUTES, integer: true });
}

function readChanges(
  changes: NonNullable<BusinessCalendarDefinition["offsetChanges"]>,
  name: string,
): readonly { readonly from: number; readonly minutes: number }[] {
  requireColumn(changes, name);
  const read = Array.from(changes, (change, i) => {
    requireObject(change, `${name}[${i}]`);
    requireOffset(change.utcOffsetMinutes, `${name}[${i}].utcOffsetMinutes`);
    return { from: toEpochMs(change.from, `${name}[${i}].from`), minutes: change.utcOffsetMinutes, index: i };
  }).sort((a, b) => a.from - b.from);
  read.forEach(({ from, index }, i) => {
    if (read[i - 1]?.from !== from) return;
    throw new ClienteleError("duplicate_id", `${name}[${index}].from stands twice among the changes`, { index });
  });
  return read;
}

function freeze<T extends object>(value: T): T {
  for (const child of Object.values(value)) if (typeof child === "object" && child !== null) freeze(child);
  return Object.freeze(value);
}
