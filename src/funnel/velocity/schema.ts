import * as z from "zod/mini";
import type { ClosedDeal } from "./types.ts";

/** Runtime check of one deal that has ended, for `measureWinLoss`; amounts are plain numbers. Unknown keys are dropped. */
export const closedDealSchema: z.ZodMiniType<ClosedDeal> = /* @__PURE__ */ (() => {
  const name = z.exactOptional(z.string().check(z.minLength(1)));
  return z.object({
    outcome: z.literal(["won", "lost", "cancelled"]),
    amount: z.exactOptional(z.number().check(z.minimum(0))),
    competitor: name,
    reason: name,
    product: name,
    owner: name,
    region: name,
  });
})();
