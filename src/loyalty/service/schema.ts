// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import { dateSchema as date } from "../../time/date-schema.ts";
import { toEpochMs } from "../../time/day.ts";
import type { ServiceEvent } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();

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
