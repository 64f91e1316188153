import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { Account, Book } from "./read.ts";

/** From here on down 1 % off the price sells more than 1 % more: a lower price brings more revenue. */
const SENSITIVE = -1;

/** Reads whether an account counts as price-sensitive, undefined where nobody knows, and its elasticity where given. */
export function readSensitivity(
  given: boolean | number | Estimate | undefined,
  name: string,
): { readonly sensitivity: boolean | undefined; readonly elasticity: number | undefined } {
  if (given === undefined || typeof given === "boolean") return { sensitivity: given, elasticity: undefined };
  if (typeof given === "number") {
    requireNumber(given, name);
    return { sensitivity: given <= SENSITIVE, elasticity: given };
  }
  requireObject(given, name);
  requireNumber(given.value, `${name}.value`);
  requireObject(given.interval, `${name}.interval`);
  requireNumber(given.interval.upper, `${name}.interval.upper`);
  return { sensitivity: given.value <= SENSITIVE && given.interval.upper < 0, elasticity: given.value };
}

/** Why price may, or may not, be used for an account: only where it is at risk and answers to the price, D28. */
export function priceReason({ risk, sensitivity, elasticity }: Account, { atRisk }: Book): Reason {
  if (risk.value < atRisk) return { code: "defence_price_not_at_risk", params: { risk: risk.value, atRisk } };
  if (sensitivity === undefined) return { code: "defence_price_unknown", params: { risk: risk.value } };
  if (!sensitivity) {
    return { code: "defence_price_not_sensitive", params: elasticity === undefined ? {} : { elasticity } };
  }
  return { code: "defence_price_fits", params: { risk: risk.value, atRisk } };
}

/** Counts the accounts that price may reach, and the others by why not. */
export function countPriceRule(book: Book): {
  readonly allowed: number;
  readonly notAtRisk: number;
  readonly notSensitive: number;
  readonly unknown: number;
  readonly atRisk: number;
} {
  const counts = { allowed: 0, notAtRisk: 0, notSensitive: 0, unknown: 0, atRisk: book.atRisk };
  for (const account of book.accounts) {
    const { code } = priceReason(account, book);
    if (code === "defence_price_fits") counts.allowed++;
    else if (code === "defence_price_not_at_risk") counts.notAtRisk++;
    else if (code === "defence_price_unknown") counts.unknown++;
    else counts.notSensitive++;
  }
  return counts;
}
