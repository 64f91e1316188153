import { requireColumn, requireNonEmpty, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { clockOf } from "../../time/business-calendar.ts";
import { type DateLike, toEpochMs } from "../../time/day.ts";
import { MOST_HOURS } from "./catalogue.ts";
import type { ServiceClock, ServiceEvent } from "./types.ts";

/** Milliseconds of an hour. @internal */
export const HOUR_MS = 3_600_000;

/** A promise ready to be measured by. @internal */
export interface Promised {
  readonly clock: ServiceClock;
  readonly unit: "calendar" | "business";
  readonly limitMs: number;
  /** Milliseconds that the clock runs between two moments. */
  readonly between: (from: number, to: number) => number;
  /** When the limit is reached. */
  readonly due: (from: number) => number | undefined;
}

/** One run as known on the day. @internal */
export interface Run {
  readonly event: ServiceEvent;
  readonly started: number;
  /** Milliseconds of the clock, up to the end or the day. */
  readonly age: number;
  readonly ended: boolean;
}

/** Checks the promises; ids must be unique. @internal */
export function readClocks(clocks: readonly ServiceClock[], name: string): ReadonlyMap<string, Promised> {
  requireNonEmpty(clocks, name);
  const promised = new Map<string, Promised>();
  for (let i = 0; i < clocks.length; i++) {
    const clock = clocks[i] as ServiceClock;
    const at = `${name}[${i}]`;
    requireObject(clock, at);
    const { id, limitHours, targetShare, unit = "calendar", calendar } = clock;
    requireText(id, `${at}.id`);
    if (promised.has(id)) {
      throw new ClienteleError("duplicate_id", `${at}.id repeats the clock ${show(id)}`, { id, index: i });
    }
    requireNumber(limitHours, `${at}.limitHours`, { above: 0, max: MOST_HOURS });
    requireNumber(targetShare, `${at}.targetShare`, { above: 0, max: 1 });
    requireOneOf(unit, ["calendar", "business"], `${at}.unit`);
    if ((unit === "business") !== (calendar !== undefined)) {
      throw new ClienteleError(
        "inconsistent",
        `${at} must have a calendar if and only if its unit is "business"; got unit ${show(unit)}`,
        { index: i },
      );
    }
    const limitMs = Math.max(1, Math.round(limitHours * HOUR_MS));
    const business = calendar === undefined ? undefined : clockOf(calendar, `${at}.calendar`);
    promised.set(id, {
      clock,
      unit,
      limitMs,
      between: business === undefined ? (from, to) => to - from : (from, to) => business.between(from, to),
      due: business === undefined ? (from) => from + limitMs : (from) => business.after(from, limitMs),
    });
  }
  return promised;
}

/**
 * Reads runs as they were known on the day: what ended later was open, what started later is `undefined`.
 *
 * @internal
 */
export function readRun(
  event: ServiceEvent,
  index: number,
  promised: ReadonlyMap<string, Promised>,
  asOf: number,
): Run | undefined {
  const at = `events[${index}]`;
  requireObject(event, at);
  const rule = promised.get(event.clock);
  if (rule === undefined) {
    throw new ClienteleError(
      "unknown_id",
      `${at}.clock must be one of ${[...promised.keys()].map(show).join(", ")}; got ${show(event.clock)}`,
      { index, clock: event.clock },
    );
  }
  for (const field of ["caseId", "customerId", "tier", "region"] as const) {
    if (event[field] !== undefined) requireText(event[field], `${at}.${field}`);
  }
  const started = toEpochMs(event.started, `${at}.started`);
  const end = event.ended === undefined ? undefined : toEpochMs(event.ended, `${at}.ended`);
  if (end !== undefined && end < started) {
    throw new ClienteleError("inconsistent", `${at}.ended must not be before started; correct one of the dates`, {
      index,
    });
  }
  if (started > asOf) return undefined;
  const ended = end !== undefined && end <= asOf;
  return { event, started, age: rule.between(started, ended ? end : asOf), ended };
}

/** The day of the data and the events' list, checked. @internal */
export function readDay(events: readonly ServiceEvent[], asOf: DateLike): number {
  requireColumn(events, "events");
  return toEpochMs(asOf, "options.asOf");
}

function requireText(value: unknown, name: string): void {
  if (typeof value === "string" && value !== "") return;
  throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(value)}`, { name });
}
