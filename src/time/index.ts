export { addBusinessHours, businessHoursBetween, businessHoursColumn, isBusinessTime } from "./business.ts";
export { defineBusinessCalendar } from "./business-calendar.ts";
export type {
  BusinessCalendar,
  BusinessCalendarDefinition,
  ExtraDay,
  OffsetChange,
  Weekday,
} from "./business-types.ts";
export { type DateLike, toDay, toDayColumn, toDayFraction, toEpochMs, toIsoDate } from "./day.ts";
export { addPeriods, differenceInPeriods, endOfPeriod, type PeriodUnit, periodLabel, startOfPeriod } from "./period.ts";
