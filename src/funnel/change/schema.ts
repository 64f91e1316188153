import * as z from "zod/mini";
import { type DateLike, toEpochMs } from "../../time/day.ts";
import type { PipelineDeal } from "./types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const date: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() =>
  z.union([z.string(), z.number()]).check(z.refine(isDate, "no ISO 8601 date or epoch milliseconds")))();

function isDate(value: string | number): boolean {
  try {
    toEpochMs(value);
    return true;
  } catch {
    return false;
  }
}

/** Runtime check of one row of {@link comparePipeline}; dates are ISO text or epoch milliseconds. Unknown keys are dropped. */
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
