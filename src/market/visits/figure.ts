import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Estimate } from "../../core/estimate.ts";

/** A figure with the reach of its interval; the reach is 0 where it is a plain number. */
export interface Figure {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly stated: boolean;
}

/** Reads a figure that may carry an interval; the interval is cut to [min, max]. */
export function readFigure(given: number | Estimate, name: string, min: number, max: number): Figure {
  if (typeof given === "number" || given === undefined) {
    requireNumber(given, name, { min, max });
    return { value: given, lower: given, upper: given, stated: true };
  }
  requireObject(given, name);
  const { value, interval } = given;
  requireNumber(value, `${name}.value`, { min, max });
  requireObject(interval, `${name}.interval`);
  requireNumber(interval.lower, `${name}.interval.lower`, { max: value });
  requireNumber(interval.upper, `${name}.interval.upper`, { min: value });
  return { value, lower: Math.max(min, interval.lower), upper: Math.min(max, interval.upper), stated: false };
}
