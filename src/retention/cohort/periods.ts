import { type DateLike, epochMsOrNaN, msToDay, toDay } from "../../time/day.ts";
import { differenceInPeriods, type PeriodUnit, startOfPeriod } from "../../time/period.ts";

/** A day that the data name, by the fast way where it is well written. */
export function dayOf(date: DateLike, name: string): number {
  const ms = epochMsOrNaN(date);
  return Number.isNaN(ms) ? toDay(date, name) : msToDay(ms);
}

/** Numbers the calendar periods from that of 1970-01-01; each day is looked up in the calendar once. */
export function periodNumbers(by: PeriodUnit): (day: number) => number {
  const known = new Map<number, number>();
  const origin = startOfPeriod(0, by);
  return (day) => {
    let number = known.get(day);
    if (number === undefined) {
      number = differenceInPeriods(origin, startOfPeriod(day, by), by);
      known.set(day, number);
    }
    return number;
  };
}
