import * as z from "zod/mini";
import { type DateLike, toEpochMs } from "./day.ts";

/**
 * Runtime check of a date that crossed a process boundary: ISO 8601 text or epoch milliseconds. What is no date does not
 * reach the checks that compare dates.
 */
export const dateSchema: z.ZodMiniType<DateLike> = /* @__PURE__ */ (() =>
  z
    .union([z.string(), z.number()])
    .check(z.refine(isDate, { error: "no ISO 8601 date or epoch milliseconds", abort: true })))();

function isDate(value: string | number): boolean {
  try {
    toEpochMs(value);
    return true;
  } catch {
    return false;
  }
}
