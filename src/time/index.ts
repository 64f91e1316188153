export { type DateLike, toDay, toDayColumn, toDayFraction, toEpochMs, toIsoDate } from "./day.ts";
export { addPeriods, differenceInPeriods, endOfPeriod, type PeriodUnit, periodLabel, startOfPeriod } from "./period.ts";
