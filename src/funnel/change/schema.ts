import * as z from "zod/mini";
import { dateSchema as date } from "../../time/date-schema.ts";
import type { PipelineDeal } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();

/** Runtime check of one row of `comparePipeline`; dates are ISO text or epoch milliseconds. Unknown keys are dropped. */
export const pipelineDealSchema: z.ZodMiniType<PipelineDeal> = /* @__PURE__ */ (() =>
  z.object({
    dealId: id,
    stage: id,
    category: z.literal(["open", "suspended", "won", "lost", "cancelled"]),
    leftStage: z.exactOptional(id),
    amountMinor: z.exactOptional(z.int().check(z.minimum(0))),
    owner: z.exactOptional(id),
    expectedClose: z.exactOptional(date),
    closed: z.exactOptional(date),
  }))();
