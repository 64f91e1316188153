import { addPeriods, startOfPeriod } from "../../time/period.ts";
import type { SeasonPeriod } from "./types.ts";

/** Places of a month in its quarter. */
const MONTHS_IN_QUARTER = 3;

/** How many places a season's periods have. */
export function placesOf(period: SeasonPeriod): number {
  return period.unit === "month" ? MONTHS_IN_QUARTER : 1;
}

/** First UTC day of the period that holds a day. */
export function periodStart(period: SeasonPeriod, day: number): number {
  if (period.unit === "month") return startOfPeriod(day, "month");
  return period.from + Math.floor((day - period.from) / period.days) * period.days;
}

/** First UTC day of the next period. */
export function nextPeriod(period: SeasonPeriod, start: number): number {
  return period.unit === "month" ? addPeriods(start, 1, "month") : start + period.days;
}

/** Place of a period in the season: 0 for the first month of a quarter; always 0 for windows. */
export function placeAt(period: SeasonPeriod, start: number): number {
  return period.unit === "month" ? new Date(start * 86_400_000).getUTCMonth() % MONTHS_IN_QUARTER : 0;
}
