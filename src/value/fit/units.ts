import type { TimeUnit } from "../types.ts";

/** Every unit of time, shortest first. @internal */
export const TIME_UNITS: readonly TimeUnit[] = ["day", "week", "month", "quarter", "year"];
