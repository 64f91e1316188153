import { ClienteleError } from "../../core/errors.ts";
import { businessHoursBetween } from "../../time/business.ts";
import type { BusinessCalendar } from "../../time/business-types.ts";
import { dayToMs, toIsoDate } from "../../time/day.ts";
import { addPeriods } from "../../time/period.ts";
import type { AttainmentPeriod } from "./types.ts";

/** The plan and the same span of past years, cut into the same periods; days are UTC day numbers. */
export interface PlanPeriods {
  /** First days of the periods of each cycle, the plan first, and the day after the last; one column per cycle. */
  readonly starts: readonly Int32Array[];
  /** The day after the one that corresponds to the day of looking, in each cycle. */
  readonly cuts: readonly number[];
  readonly count: number;
  /** Periods that are over by the day of looking. */
  readonly done: number;
  /** How long each period is, in days or in hours of the calendar. */
  readonly lengths: Float64Array;
  /** Share of the running period that has passed, in [0, 1); 0 where none runs. */
  readonly running: number;
  /** The block of each period, over which scatter is measured, and how many blocks there are and are over. */
  readonly blocks: { readonly of: Int32Array; readonly count: number; readonly done: number };
}

const WEEK = 7;

/** About so many blocks make a plan: in single days and weeks it is chance on which of them an order falls. */
const BLOCKS = 12;

/** A past year of days and weeks begins 52 weeks earlier, so that Mondays meet Mondays. */
const YEAR_OF_WEEKS = 52 * WEEK;

const MONTHS = { month: 1, quarter: 3 } as const;

/** Cuts the plan and its past years into periods. */
export function periodsOf(
  span: { readonly from: number; readonly to: number; readonly asOf: number },
  period: AttainmentPeriod,
  pastYears: number,
  calendar: BusinessCalendar | undefined,
): PlanPeriods {
  const { from, to } = span;
  if (to < from) throw new ClienteleError("inconsistent", "options.to must not be before options.from", {});
  if (to >= addPeriods(from, 1, "year")) {
    throw new ClienteleError("out_of_range", "options.to must be within a year of options.from; plan year by year", {});
  }
  if (span.asOf < from) {
    throw new ClienteleError("inconsistent", "options.asOf must not be before options.from", {});
  }
  const asOf = Math.min(span.asOf, to);
  const shift = (day: number, cycle: number): number =>
    period === "day" || period === "week" ? day - YEAR_OF_WEEKS * cycle : addPeriods(day, -cycle, "year");
  const own: number[] = [];
  for (let k = 0, day = from; day <= to; day = startAfter(from, ++k, period)) own.push(day);
  own.push(to + 1);
  const starts: Int32Array[] = [];
  const cuts: number[] = [];
  for (let cycle = 0; cycle <= pastYears; cycle++) {
    starts.push(Int32Array.from(own, (day) => shift(day, cycle)));
    cuts.push(shift(asOf + 1, cycle));
  }
  const count = own.length - 1;
  let done = 0;
  while (done < count && (own[done + 1] as number) <= asOf + 1) done++;
  const lengths = Float64Array.from({ length: count }, (_, k) =>
    lengthOf(own[k] as number, own[k + 1] as number, calendar),
  );
  if (!lengths.some((length) => length > 0)) {
    throw new ClienteleError("inconsistent", "options.calendar holds no working hours within the plan", {});
  }
  const start = own[done] as number;
  const passed = done < count ? lengthOf(start, asOf + 1, calendar) : 0;
  const running = passed > 0 ? Math.min(1, passed / (lengths[done] as number)) : 0;
  return { starts, cuts, count, done, lengths, running, blocks: blocksOf(count, done) };
}

function blocksOf(periods: number, done: number): PlanPeriods["blocks"] {
  const size = Math.max(1, Math.floor(periods / BLOCKS));
  const count = Math.max(1, Math.round(periods / size));
  const of = Int32Array.from({ length: periods }, (_, k) => Math.min(count - 1, Math.floor(k / size)));
  return { of, count, done: done === periods ? count : (of[done] as number) };
}

function startAfter(from: number, k: number, period: AttainmentPeriod): number {
  if (period === "day") return from + k;
  if (period === "week") return from + WEEK * k;
  return addPeriods(from, k * MONTHS[period], "month");
}

/** Days from one to before another, or hours where a calendar counts them; its days are local ones. */
function lengthOf(from: number, to: number, calendar: BusinessCalendar | undefined): number {
  if (calendar === undefined || to <= from) return Math.max(0, to - from);
  const ahead = calendar.utcOffsetMinutes * 60_000;
  return businessHoursBetween(calendar, dayToMs(from) - ahead, dayToMs(to) - ahead);
}

/** The period of a cycle that holds a day, or −1. */
export function periodAt(starts: Int32Array, day: number): number {
  const count = starts.length - 1;
  if (day < (starts[0] as number) || day >= (starts[count] as number)) return -1;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Last day of a period of the plan. */
export function lastDayOf({ starts }: PlanPeriods, k: number): string {
  return toIsoDate((starts[0]?.[k + 1] as number) - 1);
}
