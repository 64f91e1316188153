import { requireFunction, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { columnOf } from "../../core/column.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, toDay, toIsoDate } from "../../time/day.ts";
import { differenceInPeriods, type PeriodUnit, startOfPeriod } from "../../time/period.ts";
import type { SeriesOptions, TrendPoint } from "./types.ts";

/** Values beyond this could not be squared. */
const LARGEST = 1e100;

const UNITS = ["day", "week", "month", "quarter", "year"];

/** A series in the order of time. */
export interface Series {
  readonly values: Float64Array;
  /** Periods since the first one, whole and ascending. */
  readonly periods: Float64Array;
  /** First day of each period; absent where no dates were given. */
  readonly days?: Float64Array;
  /** Row of each place as the caller passed it. */
  readonly rows: Uint32Array;
}

/** Reads values, and dates where there are some, into the order of time. */
export function seriesOf<T>(data: ArrayLike<T>, options: SeriesOptions<T>): Series {
  requireObject(options, "options");
  const { value, date, unit = "month", season } = options;
  requireOneOf(unit, UNITS, "options.unit");
  if (season !== undefined) requireNumber(season, "options.season", { min: 2, max: 366, integer: true });
  const values = columnOf(data, value === undefined ? {} : { value }, "series");
  values.forEach((cell, i) => {
    if (Math.abs(cell) > LARGEST) requireNumber(cell, `series[${i}]`, { min: -LARGEST, max: LARGEST });
  });
  if (date === undefined) {
    const rows = Uint32Array.from(values, (_, i) => i);
    return { values: values.slice(), periods: Float64Array.from(rows), rows };
  }
  requireFunction(date, "options.date");
  const starts = Float64Array.from(values, (_, i) =>
    startOfPeriod(toDay(date(data[i] as T, i) as DateLike, `date of series[${i}]`), unit),
  );
  const rows = Uint32Array.from(values, (_, i) => i).sort((a, b) => (starts[a] as number) - (starts[b] as number));
  for (let k = 1; k < rows.length; k++) {
    const [a, b] = [rows[k - 1] as number, rows[k] as number];
    if (starts[a] === starts[b]) {
      throw new ClienteleError(
        "duplicate_id",
        `series[${b}] and series[${a}] lie in the same ${unit}; add them up first, or pass a shorter options.unit`,
        { index: b, first: a },
      );
    }
  }
  const days = Float64Array.from(rows, (row) => starts[row] as number);
  const first = days[0] as number;
  return {
    values: Float64Array.from(rows, (row) => values[row] as number),
    periods: days.map((day) => periodsBetween(first, day, unit)),
    days,
    rows,
  };
}

function periodsBetween(first: number, day: number, unit: PeriodUnit): number {
  // calendar arithmetic only where periods differ in length
  return unit === "day" ? day - first : unit === "week" ? (day - first) / 7 : differenceInPeriods(first, day, unit);
}

/** One place of a series as it is handed back. */
export function pointAt({ values, periods, days }: Series, i: number): TrendPoint {
  return {
    period: periods[i] as number,
    ...(days !== undefined && { date: toIsoDate(days[i] as number) }),
    value: values[i] as number,
  };
}
