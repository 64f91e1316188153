// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { LifecycleCustomer } from "../lifecycle/types.ts";
import type { TierState } from "./hysteresis-types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
/** ISO text or epoch milliseconds; the functions read it by their own rules and name what they cannot read. */
const date = /* @__PURE__ */ (() => z.union([id, z.number()]))();

/** Somebody in the market as a CRM exports it; fields that are not known here are dropped. */
export const lifecycleCustomerSchema: z.ZodMiniType<LifecycleCustomer> = /* @__PURE__ */ (() =>
  z.object({
    id: z.exactOptional(id),
    lastPurchase: z.exactOptional(date),
    lastContact: z.exactOptional(date),
    fitsTarget: z.exactOptional(z.boolean()),
  }))();

/** A tier state as it was stored after the period before. */
export const tierStateSchema: z.ZodMiniType<TierState> = /* @__PURE__ */ (() =>
  z.strictObject({
    tier: id,
    pending: z.exactOptional(
      z.strictObject({ direction: z.literal(["up", "down"]), periods: z.int().check(z.minimum(1)) }),
    ),
  }))();
