import {
  requireColumn,
  requireFunction,
  requireNonEmpty,
  requireNumber,
  requireOneOf,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay } from "../../time/day.ts";
import { addPeriods, endOfPeriod, type PeriodUnit, periodLabel, startOfPeriod } from "../../time/period.ts";
import type { ForecastSeriesOptions } from "./types.ts";

/** More periods than this are a mistake of the unit, such as days where months are meant. */
const MOST = 10_000;

/** A series read: NaN where a period is not known. */
export interface ReadSeries {
  readonly y: Float64Array;
  /** Name of period t, also beyond the last. */
  readonly label?: (t: number) => string;
  /** Periods between the first and the last row without a row. */
  readonly gaps: number;
  /** Rows left out because their period is not over. */
  readonly later: number;
}

/** Reads a column, or rows with dates, into one amount per period. */
export function readSeries<T>(data: ArrayLike<T>, options: ForecastSeriesOptions<T>): ReadSeries {
  requireColumn(data, "data");
  requireNonEmpty(data, "data");
  const { value, date, period, start, asOf, gaps = "missing" } = options;
  if (value !== undefined) requireFunction(value, "options.value");
  if (date !== undefined) requireFunction(date, "options.date");
  if (period !== undefined) requireOneOf(period, ["day", "week", "month", "quarter", "year"], "options.period");
  requireOneOf(gaps, ["missing", "zero"], "options.gaps");
  if ((date !== undefined || start !== undefined) && period === undefined) {
    throw new ClienteleError("inconsistent", "options.period must be given where date or start is", {});
  }
  if (asOf !== undefined && date === undefined) {
    throw new ClienteleError("inconsistent", "options.asOf needs options.date, or cut the column yourself", {});
  }
  const cell = (i: number): number => {
    const read: unknown = value === undefined ? data[i] : value(data[i] as T, i);
    if (read === null || read === undefined || Number.isNaN(read)) return Number.NaN;
    if (typeof read !== "number" || !Number.isFinite(read)) {
      const code = typeof read === "number" ? "not_finite" : "invalid_type";
      throw new ClienteleError(
        code,
        `data[${i}] must be a finite number, or null where it is not known, got ${show(read)}`,
        {
          index: i,
        },
      );
    }
    if (Math.abs(read) > 1e100) {
      throw new ClienteleError("out_of_range", `data[${i}] must lie within ±1e100; use another unit`, { index: i });
    }
    return read;
  };
  if (date === undefined) {
    requireNumber(data.length, "data.length", { max: MOST });
    const first = start === undefined ? undefined : startOfPeriod(toDay(start, "options.start"), period as PeriodUnit);
    return {
      y: Float64Array.from({ length: data.length }, (_, i) => cell(i)),
      ...(first !== undefined && {
        label: (t) => periodLabel(addPeriods(first, t, period as PeriodUnit), period as PeriodUnit),
      }),
      gaps: 0,
      later: 0,
    };
  }
  const unit = period as PeriodUnit;
  const until = asOf === undefined ? Number.POSITIVE_INFINITY : toDay(asOf, "options.asOf");
  const sums = new Map<number, number[]>();
  let [first, last, later] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < data.length; i++) {
    const day = toDay(date(data[i] as T, i), `date[${i}]`);
    const from = startOfPeriod(day, unit);
    const amount = cell(i);
    if (day > until || endOfPeriod(day, unit) > until) {
      later++;
      continue;
    }
    const own = sums.get(from);
    if (own === undefined) sums.set(from, [amount]);
    else own.push(amount);
    if (from < first) first = from;
    if (from > last) last = from;
  }
  if (sums.size === 0) {
    throw new ClienteleError("empty_input", "no row lies in a period that is over by options.asOf", { later });
  }
  const amounts: number[] = [];
  let empty = 0;
  const end = Number.isFinite(until) ? until : endOfPeriod(last, unit);
  for (let from = first; endOfPeriod(from, unit) <= end; from = addPeriods(from, 1, unit)) {
    const own = sums.get(from);
    if (own === undefined) empty++;
    // added from the smallest up, so that the order of rows does not reach the last digit
    amounts.push(
      own === undefined ? (gaps === "zero" ? 0 : Number.NaN) : own.sort((a, b) => a - b).reduce((a, b) => a + b, 0),
    );
    if (amounts.length > MOST) {
      throw new ClienteleError("out_of_range", `the rows span more than ${MOST} periods; choose a longer period`, {});
    }
  }
  return {
    y: Float64Array.from(amounts),
    label: (t) => periodLabel(addPeriods(first, t, unit), unit),
    gaps: empty,
    later,
  };
}
