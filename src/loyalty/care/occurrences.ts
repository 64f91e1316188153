import { addPeriods, type DateLike, periodLabel, toDay, toIsoDate } from "../../time/index.ts";
import type { CareTrigger, YearlyCareTrigger } from "./types.ts";

/** A day that a trigger is about. */
export interface Occurrence {
  readonly day: number;
  readonly anniversary?: number;
  readonly step?: number;
}

/** Where 29 February falls in other years. */
export type LeapDay = "february_28" | "march_1";

/** A day without its year, written as vCard and ISO 8601:2000 do. */
const YEARLESS = /^--(\d{2})-(\d{2})$/;

/** A leap year in which a day without its year is counted, so that 29 February can stand. */
const ANCHOR = "2000";

/** Calendar year of a day. */
export const yearOf = (day: number): number => Number(periodLabel(day, "year"));

/** The first day of a yearly fact, and whether its year is known. */
export interface FirstDay {
  readonly day: number;
  readonly year: number;
  readonly known: boolean;
  /** Whether it is a 29 February. */
  readonly leap: boolean;
}

/** Reads a date of a yearly trigger, which may lack its year. */
export function readFirstDay(on: DateLike, name: string): FirstDay {
  const yearless = typeof on === "string" ? YEARLESS.exec(on) : null;
  const day = toDay(yearless === null ? on : `${ANCHOR}-${yearless[1]}-${yearless[2]}`, name);
  const iso = toIsoDate(day);
  return { day, year: Number(iso.slice(0, -6)), known: yearless === null, leap: iso.endsWith("-02-29") };
}

/** Days with the calendar years that they touch. */
export interface YearRange {
  readonly from: number;
  readonly to: number;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** Every return of a yearly date in a range; where the year is known the first is the first anniversary. */
export function yearlyDays(
  first: FirstDay,
  { everyYears = 1 }: YearlyCareTrigger,
  { from, to, firstYear, lastYear }: YearRange,
  leapDay: LeapDay,
): Occurrence[] {
  const found: Occurrence[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    const count = year - first.year;
    if ((first.known && count < 1) || count % everyYears !== 0) continue;
    const kept = addPeriods(first.day, count, "year");
    // addPeriods cuts 29 February to the 28th; in a leap year it does not, and coming back by as much ends on the 29th
    const shift = first.leap && leapDay === "march_1" && addPeriods(kept, -count, "year") !== first.day;
    const day = shift ? kept + 1 : kept;
    if (day < from || day > to) continue;
    found.push(first.known ? { day, anniversary: count } : { day });
  }
  return found;
}

/** The days of a term, a feast or an occasion. `days` are those of the subject, or of the feast itself. */
export function datedDays(trigger: CareTrigger, days: readonly number[]): Occurrence[] {
  const found = new Map<number, Occurrence>();
  for (const day of days) {
    if (trigger.kind !== "occasion") found.set(day, { day });
    else {
      trigger.followUps.forEach(({ after, unit }, i) => {
        const at = addPeriods(day, after, unit);
        // two illnesses may call for the same visit; the earlier step names it, whatever the order of the dates
        if (((found.get(at)?.step as number) ?? Number.POSITIVE_INFINITY) > i + 1)
          found.set(at, { day: at, step: i + 1 });
      });
    }
  }
  return [...found.values()];
}
