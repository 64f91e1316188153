import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { addPeriods } from "../../time/period.ts";
import type { Quota, QuotaDimension } from "./attainment-types.ts";
import { requireList, requireText } from "./category.ts";

export const QUOTA_DIMENSIONS: readonly QuotaDimension[] = ["person", "team", "region", "product"];

/** First and last UTC day of a period. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Reads a period and refuses one that ends before it begins. */
export function spanOf(period: Pick<Quota, "from" | "to">, name: string): Span {
  const from = toDay(period.from, `${name}.from`);
  const to = toDay(period.to, `${name}.to`);
  if (to < from) throw new ClienteleError("inconsistent", `${name} ends before it begins`, { name });
  return { from, to };
}

/**
 * What a quota asks for after start date and ramp: days before the start ask for nothing, days of the 1st, 2nd, … month
 * from it for the ramp's share, later days for all. Rounded to the minor unit, halves up.
 */
export function effectiveQuota(quota: Quota, { from, to }: Span): number {
  const { amountMinor, startsOn, ramp = [] } = quota;
  if (startsOn === undefined) return amountMinor;
  const start = toDay(startsOn);
  const days = to - from + 1;
  const within = (first: number, next: number): number => Math.max(0, Math.min(next, to + 1) - Math.max(first, from));
  let asked = 0;
  let month = start;
  ramp.forEach((share, i) => {
    const next = addPeriods(start, i + 1, "month");
    asked += share * within(month, next);
    month = next;
  });
  asked += within(month, to + 1);
  return asked === days ? amountMinor : Math.round((amountMinor * asked) / days);
}

/** Quotas of the period by dimension and unit, and how many belong to other periods. */
export function readQuotas(
  quotas: readonly Quota[],
  span: Span,
): { readonly used: readonly Quota[]; readonly outside: number } {
  requireList(quotas, "book.quotas");
  const seen = new Set<string>();
  const used = quotas.filter((quota, i) => {
    const name = `book.quotas[${i}]`;
    requireQuota(quota, name);
    const { from, to } = spanOf(quota, name);
    if (from !== span.from || to !== span.to) {
      // one that overlaps would be counted for part of the period only, which nobody has agreed on
      if (from > span.to || to < span.from) return false;
      const text = `${name} runs from ${toIsoDate(from)} to ${toIsoDate(to)}, not over the period measured; split it`;
      throw new ClienteleError("inconsistent", text, { name });
    }
    const key = JSON.stringify([quota.dimension, quota.unit]);
    if (seen.has(key)) {
      throw new ClienteleError("duplicate_id", `${name} is a second quota of ${quota.dimension} "${quota.unit}"`, {
        name,
      });
    }
    seen.add(key);
    return true;
  });
  return { used, outside: quotas.length - used.length };
}

function requireQuota(quota: Quota, name: string): void {
  requireObject(quota, name);
  requireOneOf(quota.dimension, QUOTA_DIMENSIONS, `${name}.dimension`);
  requireText(quota.unit, `${name}.unit`);
  requireNumber(quota.amountMinor, `${name}.amountMinor`, { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true });
  const { startsOn, ramp } = quota;
  if (startsOn !== undefined) toDay(startsOn, `${name}.startsOn`);
  if (ramp === undefined) return;
  if (startsOn === undefined) {
    throw new ClienteleError("inconsistent", `${name}.ramp needs ${name}.startsOn, from which its months count`, {
      name,
    });
  }
  requireList(ramp, `${name}.ramp`);
  for (const [i, share] of ramp.entries()) requireNumber(share, `${name}.ramp[${i}]`, { min: 0, max: 1 });
}
