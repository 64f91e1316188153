import type { Locale } from "../locale.ts";

/** What would have been taken instead, as a list. */
export function allowedList(allowed: readonly string[], locale: Locale): string {
  if (allowed.length === 0) return locale === "en" ? "nothing" : "无";
  return allowed.join(locale === "en" ? ", " : "、");
}
