// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { type DateLike, toEpochMs } from "../../time/day.ts";
import { businessCalendarSchema } from "../../time/schema.ts";
import { MOST_HOURS } from "./catalogue.ts";
import type { ServiceClock, ServiceEvent } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const date: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() =>
  z.union([z.string(), z.number()]).check(z.refine(isDate, "no ISO 8601 date or epoch milliseconds")))();

function isDate(value: string | number): boolean {
  try {
    toEpochMs(value);
    return true;
  } catch {
    return false;
  }
}

/** Runtime check of one {@link ServiceEvent}; dates are ISO text or epoch milliseconds. */
export const serviceEventSchema: z.ZodMiniType<ServiceEvent> = /* @__PURE__ */ (() =>
  z
    .object({
      caseId: z.exactOptional(id),
      clock: id,
      started: date,
      ended: z.exactOptional(date),
      customerId: z.exactOptional(id),
      tier: z.exactOptional(id),
      region: z.exactOptional(id),
    })
    .check(
      z.refine(
        ({ started, ended }) => ended === undefined || toEpochMs(started) <= toEpochMs(ended),
        "must not end before it starts",
      ),
    ))();

/** Runtime check of one {@link ServiceClock}, as promises are kept in a file of settings. */
export const serviceClockSchema: z.ZodMiniType<ServiceClock> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id,
      limitHours: z.number().check(z.gt(0), z.maximum(MOST_HOURS)),
      targetShare: z.number().check(z.gt(0), z.maximum(1)),
      unit: z.exactOptional(z.literal(["calendar", "business"])),
      calendar: z.exactOptional(businessCalendarSchema),
    })
    .check(
      z.refine(
        ({ unit, calendar }) => (unit === "business") === (calendar !== undefined),
        "must have a calendar if and only if its unit is business",
      ),
    ))();
