// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { ModelSpec } from "../core/model.ts";
import type { BusinessCalendar } from "./business-types.ts";
import { toEpochMs } from "./day.ts";

/** Texts of equal width, so that the order of characters is that of time. */
const HOURS = /^([01]\d|2[0-3]):[0-5]\d–(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Runtime check of a {@link BusinessCalendar} that crossed a process boundary. */
export const businessCalendarSchema: z.ZodMiniType<BusinessCalendar> = /* @__PURE__ */ (() => {
  const hours = z
    .readonly(z.array(z.string().check(z.regex(HOURS))))
    .check(z.refine(areApart, "must be hours that end after they begin, ascending and apart"));
  const minutes = z.int().check(z.minimum(-1440), z.maximum(1440));
  // what is no date must not reach the checks that compare dates
  const moment = z.string().check(z.refine(isDate, { error: "no date", abort: true }));
  const date = moment.check(z.regex(DATE));
  return z
    .strictObject({
      kind: z.literal("business_calendar"),
      version: z.literal(1),
      hours: z.strictObject({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }),
      holidays: z.readonly(z.array(date)),
      extraDays: z.readonly(z.array(z.strictObject({ date, hours }))),
      utcOffsetMinutes: minutes,
      offsetChanges: z.readonly(z.array(z.strictObject({ from: moment, utcOffsetMinutes: minutes }))),
      fittedOn: z.strictObject({}),
    })
    .check(z.refine(isSound, "must open an hour; days and changes must ascend, and no holiday be an extra day"));
})();

function isDate(text: string): boolean {
  try {
    toEpochMs(text);
    return true;
  } catch {
    return false;
  }
}

function areApart(hours: readonly string[]): boolean {
  return hours.every((text, i) => text.slice(0, 5) < text.slice(6) && (hours[i - 1] ?? "").slice(6) < text.slice(0, 5));
}

function isSound({ hours, holidays, extraDays, offsetChanges }: BusinessCalendar): boolean {
  const ascend = (list: readonly (string | number)[]): boolean =>
    list.every((next, i) => i === 0 || (list[i - 1] as string | number) < next);
  const extra = extraDays.map(({ date }) => date);
  return (
    Object.values({ ...hours, extra }).some((list) => list.length > 0) &&
    extraDays.every((day) => day.hours.length > 0 && !holidays.includes(day.date)) &&
    [holidays, extra, offsetChanges.map(({ from }) => toEpochMs(from))].every(ascend)
  );
}

/** Loads a {@link BusinessCalendar} through `loadModel`. */
export const businessCalendarSpec: ModelSpec<BusinessCalendar> = {
  kind: "business_calendar",
  version: 1,
  schema: businessCalendarSchema,
};
