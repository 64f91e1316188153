import { requireNumber, requireObject, requireOneOf } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { PERIOD_UNITS } from "../time/period-units.ts";
import type { Duration, TimeUnit } from "./types.ts";

/** Longest time in any unit: beyond any calendar, and far from where a product of times overflows. */
export const LONGEST = 1e9;

/** Refuses what is no unit of time. */
export function requireUnit(unit: TimeUnit, name: string): void {
  requireOneOf(unit, PERIOD_UNITS, name);
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
