// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { AttainmentRule } from "./types.ts";

/** Runtime check of an {@link AttainmentRule}, for rules that are kept as JSON. */
export const attainmentRuleSchema: z.ZodMiniType<AttainmentRule> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      measure: z.literal(["chance", "outlook", "pace", "attainment"]),
      green: z.number().check(z.nonnegative()),
      amber: z.number().check(z.nonnegative()),
    })
    .check(
      z.refine(({ green, amber }) => amber <= green, "must have amber up to green"),
      z.refine(({ measure, green }) => measure !== "chance" || green <= 1, "must have a chance up to 1"),
    ))();
