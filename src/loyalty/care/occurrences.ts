import { addPeriods, type DateLike, periodLabel, toDay } from "../../time/index.ts";
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
  readonly known: boolean;
}

/** Reads a date of a yearly trigger, which may lack its year. */
export function readFirstDay(on: DateLike, name: string): FirstDay {
  const yearless = typeof on === "string" ? YEARLESS.exec(on) : null;
  return yearless === null
    ? { day: toDay(on, name), known: true }
    : { day: toDay(`${ANCHOR}-${yearless[1]}-${yearless[2]}`, name), known: false };
}

/** Every return of a yearly date from `from` to `to`; where the year is known the first is the first anniversary. */
export function yearlyDays(
  first: FirstDay,
  { everyYears = 1 }: YearlyCareTrigger,
  from: number,
  to: number,
  leapDay: LeapDay,
): Occurrence[] {
  const origin = yearOf(first.day);
  const leap = first.day !== addPeriods(addPeriods(first.day, 1, "year"), -1, "year");
  const found: Occurrence[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    const count = year - origin;
    if ((first.known && count < 1) || count % everyYears !== 0) continue;
    const kept = addPeriods(first.day, count, "year");
    // addPeriods cuts 29 February to the 28th; the day after that is 29 February again in a leap year
    const shift = leap && leapDay === "march_1" && addPeriods(kept, -count, "year") !== first.day;
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
