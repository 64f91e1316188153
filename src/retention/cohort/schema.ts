import * as z from "zod/mini";
import { dateSchema } from "../../time/date-schema.ts";
import type { CohortOrder, SubscriptionRecord } from "./types.ts";

/** Runtime check of one subscription, for `parseRecords`; unknown keys are dropped. */
export const subscriptionRecordSchema: z.ZodMiniType<SubscriptionRecord> = /* @__PURE__ */ (() =>
  z.object({ start: dateSchema, end: z.exactOptional(dateSchema) }))();

/** Runtime check of one order, for `parseRecords`; amounts are plain numbers, refunds negative. Unknown keys are dropped. */
export const cohortOrderSchema: z.ZodMiniType<CohortOrder> = /* @__PURE__ */ (() =>
  z.object({
    customer: z.string().check(z.minLength(1)),
    date: dateSchema,
    amount: z.exactOptional(z.number().check(z.minimum(-1e12), z.maximum(1e12))),
  }))();
