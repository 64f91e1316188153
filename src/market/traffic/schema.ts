// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { TrafficRow, TrafficTouch } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0), z.maximum(1e9)))();
const amount = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1e100)))();
const source = /* @__PURE__ */ (() => z.exactOptional(z.nullable(z.string())))();

/** Runtime check of a {@link TrafficRow} as JSON carries it. */
export const trafficRowSchema: z.ZodMiniType<TrafficRow> = /* @__PURE__ */ (() =>
  z.strictObject({
    source,
    period: z.exactOptional(z.string()),
    visits: count,
    leads: count,
    customers: count,
    cost: z.exactOptional(amount),
    revenue: z.exactOptional(amount),
  }))();

/** Runtime check of a {@link TrafficTouch} as JSON carries it. */
export const trafficTouchSchema: z.ZodMiniType<TrafficTouch> = /* @__PURE__ */ (() =>
  z.strictObject({
    person: z.string().check(z.minLength(1)),
    source,
    customer: z.exactOptional(z.boolean()),
  }))();
