import { requireColumn, requireNumber, requireObject, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { CadencePromise } from "./contact-types.ts";

/** Refuses what is no non-empty text. */
export function requireText(value: unknown, name: string): asserts value is string {
  if (typeof value !== "string" || value === "") {
    throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(value)}`, { name });
  }
}

/** Refuses what is neither left out nor a yes or no. */
export function requireFlag(value: unknown, name: string): void {
  if (value !== undefined && typeof value !== "boolean") {
    throw new ClienteleError("invalid_type", `${name} must be true or false, got ${show(value)}`, { name });
  }
}

/** Promised days by tier, in the order given. */
export function readCadence(cadence: readonly CadencePromise[]): ReadonlyMap<string, number> {
  requireColumn(cadence, "options.cadence");
  const rows = Array.from(cadence, (promise, i) => {
    requireObject(promise, `options.cadence[${i}]`);
    requireText(promise.tier, `options.cadence[${i}].tier`);
    requireNumber(promise.days, `options.cadence[${i}].days`, { min: 1, max: 3650, integer: true });
    return [promise.tier, promise.days] as const;
  });
  requireUnique(
    rows.map(([tier]) => tier),
    "options.cadence tiers",
  );
  return new Map(rows);
}

/** Reads a list of records with unique ids and a tier that has a promise; returns the promised days of each. */
export function promisedDays(
  rows: readonly { readonly id: string; readonly tier: string }[],
  name: string,
  cadence: ReadonlyMap<string, number>,
): number[] {
  const promised = Array.from(rows, (row, i) => {
    requireObject(row, `${name}[${i}]`);
    requireText(row.id, `${name}[${i}].id`);
    requireText(row.tier, `${name}[${i}].tier`);
    const days = cadence.get(row.tier);
    if (days === undefined) {
      throw new ClienteleError(
        "unknown_id",
        `${name}[${i}].tier is ${show(row.tier)}, for which options.cadence promises nothing; add { tier, days }`,
        { index: i, tier: row.tier },
      );
    }
    return days;
  });
  requireUnique(
    rows.map(({ id }) => id),
    `${name} ids`,
  );
  return promised;
}

/** Text order that does not depend on the machine's language. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
