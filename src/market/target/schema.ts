// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { TargetAmount, TargetBound } from "./types.ts";

/** Runtime check of a {@link TargetAmount}: one row of a target list that crossed a process boundary. */
export const targetAmountSchema: z.ZodMiniType<TargetAmount> = /* @__PURE__ */ (() =>
  z.strictObject({
    cell: z.record(z.string(), z.string().check(z.minLength(1))),
    amount: z.number().check(z.nonnegative()),
  }))();

/** Runtime check of a {@link TargetBound}, for limits that are kept as JSON. */
export const targetBoundSchema: z.ZodMiniType<TargetBound> = /* @__PURE__ */ (() => {
  const limit = z.exactOptional(z.number().check(z.nonnegative()));
  return z.strictObject({ where: z.record(z.string(), z.string().check(z.minLength(1))), min: limit, max: limit });
})();
