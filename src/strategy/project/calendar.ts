import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { defineBusinessCalendar } from "../../time/business-calendar.ts";
import type { Weekday } from "../../time/business-types.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { weekdayOf } from "../../time/weekday.ts";
import { MOST } from "./three-point.ts";
import type { ProjectCalendarOptions, ProjectMoment } from "./types.ts";

const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A calendar that rests longer than this has run out. */
const LONGEST_REST = 3660;

/** Dates are named up to this much working time, about four centuries of every day. */
const MOST_DATED = 150_000;

/** Where rounding of sums of fractions may have pushed a finish past the end of its day. */
export const ROUNDING = 1e-9;

/** Turns working time into days and back. */
export interface ProjectClock {
  /** First day, as ISO text; absent where the project has no dates. */
  readonly start?: string;
  /** Working time from the start to a moment: to the beginning of a day, or with `end` to its end. */
  offset(moment: ProjectMoment, name: string, end: boolean): number;
  /** The day on which work begins that starts so late; `undefined` without dates. */
  startDate(offset: number): string | undefined;
  /** The last day of work that ends so late; `undefined` without dates. */
  finishDate(offset: number): string | undefined;
}

/** Reads start and calendar. */
export function readClock(options: ProjectCalendarOptions): ProjectClock {
  const { start, calendar } = options;
  if (start === undefined) {
    if (calendar !== undefined) {
      throw new ClienteleError("inconsistent", "options.calendar names days, so options.start is needed too", {});
    }
    return { offset: (moment, name) => undated(moment, name), startDate: () => undefined, finishDate: () => undefined };
  }
  if (typeof start === "number") {
    throw new ClienteleError("invalid_type", `options.start must be ISO text or a Date, got ${show(start)}`, {});
  }
  const first = toDay(start, "options.start");
  const days = workingDays(first, calendar);
  const dayAt = (index: number): string => toIsoDate(days.at(index));
  return {
    start: toIsoDate(first),
    offset: (moment, name, end) => {
      if (typeof moment === "number") return undated(moment, name);
      const day = toDay(moment, name) + (end ? 1 : 0);
      return days.before(day, name);
    },
    startDate: (offset) => dayAt(Math.floor(offset + ROUNDING)),
    finishDate: (offset) => dayAt(Math.max(0, Math.ceil(offset - ROUNDING) - 1)),
  };
}

function undated(moment: ProjectMoment, name: string): number {
  if (typeof moment === "number") {
    requireNumber(moment, name, { min: 0, max: MOST });
    return moment;
  }
  if (typeof moment !== "string" && !(moment instanceof Date)) {
    throw new ClienteleError("invalid_type", `${name} must be working time, ISO text or a Date, got ${show(moment)}`, {
      name,
    });
  }
  throw new ClienteleError("inconsistent", `${name} is a date, so options.start is needed too`, { name });
}

interface WorkingDays {
  /** Day number of the working day with that index, from 0. */
  at(index: number): number;
  /** Working days before a day, from the first on. */
  before(day: number, name: string): number;
}

function workingDays(first: number, calendar: ProjectCalendarOptions["calendar"]): WorkingDays {
  const isOpen = calendar === undefined ? () => true : openDays(calendar);
  const known: number[] = [];
  let next = first;
  const grow = (): void => {
    for (let rest = 0; rest < LONGEST_REST; rest++) if (isOpen(next++)) return void known.push(next - 1);
    throw new ClienteleError("out_of_range", `the calendar has no working day in ${LONGEST_REST} days; add some`, {});
  };
  return {
    at: (index) => {
      requireNumber(index, "the finish of a project with dates, in working days,", { min: 0, max: MOST_DATED });
      while (known.length <= index) grow();
      return known[index] as number;
    },
    before: (day, name) => {
      requireNumber(day - first, `days from options.start to ${name}`, { max: MOST_DATED });
      while ((known[known.length - 1] ?? first - 1) < day) grow();
      let [low, high] = [0, known.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((known[middle] as number) < day) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

function openDays(given: NonNullable<ProjectCalendarOptions["calendar"]>): (day: number) => boolean {
  requireObject(given, "options.calendar");
  const calendar = defineBusinessCalendar(given);
  const week = WEEKDAYS.map((id) => calendar.hours[id].length > 0);
  const special = new Map<number, boolean>([
    ...calendar.holidays.map((date) => [toDay(date), false] as const),
    ...calendar.extraDays.map(({ date }) => [toDay(date), true] as const),
  ]);
  return (day) => special.get(day) ?? (week[weekdayOf(day)] as boolean);
}
