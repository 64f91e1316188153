// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { type DateLike, toEpochMs } from "../../time/day.ts";
import type { ServiceEvent } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const date: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() =>
  z
    .union([z.string(), z.number()])
    .check(z.refine(isDate, { error: "no ISO 8601 date or epoch milliseconds", abort: true })))();

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
