import type { PeriodUnit } from "./period.ts";

/** Every unit, shortest first. @internal */
export const PERIOD_UNITS: readonly PeriodUnit[] = ["day", "week", "month", "quarter", "year"];

/** Mean days of a Gregorian year: 146,097 days in 400 years. */
const YEAR_DAYS = 365.2425;

/** Mean days of each period by the Gregorian calendar, so that months add up to years. @internal */
export const MEAN_DAYS: Readonly<Record<PeriodUnit, number>> = {
  day: 1,
  week: 7,
  month: YEAR_DAYS / 12,
  quarter: YEAR_DAYS / 4,
  year: YEAR_DAYS,
};
