import * as z from "zod/mini";
import { LARGEST_AMOUNT } from "../response/curves.ts";
import type { BudgetChannel } from "./types.ts";

/** Limits of one channel of a budget, as JSON. */
export const budgetChannelSchema: z.ZodMiniType<BudgetChannel> = /* @__PURE__ */ (() => {
  const amount = z.number().check(z.gte(0), z.lte(LARGEST_AMOUNT));
  return z
    .strictObject({
      id: z.string().check(z.minLength(1)),
      min: z.exactOptional(amount),
      max: z.exactOptional(amount),
      step: z.exactOptional(z.number().check(z.gte(1 / LARGEST_AMOUNT), z.lte(LARGEST_AMOUNT))),
      minIfUsed: z.exactOptional(amount),
    })
    .check(
      z.refine(({ min = 0, max = Number.POSITIVE_INFINITY }) => min <= max, {
        message: "min must not lie above max",
        path: ["min"],
      }),
      z.refine(({ min = 0, minIfUsed }) => minIfUsed === undefined || min === 0, {
        message: "give min or minIfUsed, not both",
        path: ["minIfUsed"],
      }),
    );
})();
