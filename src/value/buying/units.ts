import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Duration, TimeUnit } from "../types.ts";

/** Days of each unit; a Gregorian year is 365.2425 days in the mean, so that months add up to years. */
export const DAYS_PER_UNIT: Readonly<Record<TimeUnit, number>> = {
  day: 1,
  week: 7,
  month: 365.2425 / 12,
  quarter: 365.2425 / 4,
  year: 365.2425,
};

/** Longest time in any unit: beyond any calendar, and far from where a product of times overflows. */
export const LONGEST = 1e9;

/** Refuses what is no unit of time. */
export function requireUnit(unit: TimeUnit, name: string): void {
  requireOneOf(unit, Object.keys(DAYS_PER_UNIT), name);
}

/** Refuses to let weeks meet months, for callers whom no compiler has stopped. */
export function requireSameUnit(unit: TimeUnit, name: string, expected: TimeUnit): void {
  requireUnit(unit, `${name}.unit`);
  if (unit !== expected) {
    throw new ClienteleError(
      "inconsistent",
      `${name} counts in ${unit}s and the model in ${expected}s; bring both to one unit first`,
      { name, unit, expected },
    );
  }
}

/** The length of a span of time in the model's unit. */
export function lengthOf(duration: Duration, name: string, unit: TimeUnit): number {
  requireObject(duration, name);
  requireSameUnit(duration.unit, name, unit);
  requireNumber(duration.length, `${name}.length`, { min: 0, max: LONGEST });
  return duration.length;
}
