// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../core/model.ts";
import { clockOf } from "./business-calendar.ts";
import type { BusinessCalendar } from "./business-types.ts";

/** Runtime check of a {@link BusinessCalendar} that crossed a process boundary. */
export const businessCalendarSchema: z.ZodMiniType<BusinessCalendar> = /* @__PURE__ */ (() => {
  const hours = z.readonly(z.array(z.string()));
  const minutes = z.int();
  return z
    .strictObject({
      kind: z.literal("business_calendar"),
      version: z.literal(1),
      hours: z.strictObject({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }),
      holidays: z.readonly(z.array(z.string())),
      extraDays: z.readonly(z.array(z.strictObject({ date: z.string(), hours }))),
      utcOffsetMinutes: minutes,
      offsetChanges: z.readonly(z.array(z.strictObject({ from: z.string(), utcOffsetMinutes: minutes }))),
      fittedOn: z.strictObject({}),
    })
    .check(z.refine((calendar) => isSound(calendar), "must be hours and dates that defineBusinessCalendar accepts"));
})();

/** The rules of hours, dates and offsets are those of the calendar itself. */
function isSound(calendar: BusinessCalendar): boolean {
  try {
    clockOf(calendar);
    return true;
  } catch {
    return false;
  }
}

/** Loads a {@link BusinessCalendar} through `loadModel`. */
export const businessCalendarSpec: ModelSpec<BusinessCalendar> = {
  kind: "business_calendar",
  version: 1,
  schema: businessCalendarSchema,
};
