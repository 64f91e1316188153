import * as z from "zod/mini";
import type { StayRecord } from "./types.ts";

/** Runtime check of one stay, for `parseRecords`; unknown keys are dropped. */
export const stayRecordSchema: z.ZodMiniType<StayRecord> = /* @__PURE__ */ (() => {
  const age = z.number().check(z.minimum(0));
  return z.object({
    duration: age,
    left: z.boolean(),
    reason: z.exactOptional(z.string().check(z.minLength(1))),
    entry: z.exactOptional(age),
    weight: z.exactOptional(z.number().check(z.minimum(1e-12), z.maximum(1e12))),
  });
})();
