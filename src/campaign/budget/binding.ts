import type { Reason } from "../../core/reasons.ts";
import { type Domain, nextAbove, responseOf, slopeOf } from "./envelope.ts";
import { domainsOf, type LimitedChannel } from "./read.ts";
import { searchPlan } from "./search.ts";

/** Amounts within this share of the total, and margins within this share of one another, are the same. */
const SAME = 1e-6;

/**
 * What one more unit of the total would bring: the steepest way up that limits leave open. A channel in steps counts with
 * its next step, spread over its price.
 */
export function shadowPriceOf(domains: readonly Domain[], spends: readonly number[]): number {
  let price = 0;
  for (const [c, domain] of domains.entries()) {
    const x = spends[c] as number;
    const next = nextAbove(domain, x);
    if (next === undefined) continue;
    price = Math.max(
      price,
      next > x ? (responseOf(domain, next) - responseOf(domain, x)) / (next - x) : slopeOf(domain, x),
    );
  }
  return price;
}

/** Names the limits without which the plan would be another one. */
export function bindingOf(
  channels: readonly LimitedChannel[],
  spends: readonly number[],
  shadowPrice: number,
  options: { readonly total: number; readonly horizonWeeks: number; readonly maxNodes: number },
): readonly Reason[] {
  const { total, horizonWeeks, maxNodes } = options;
  const left = total - spends.reduce((sum, x) => sum + x, 0);
  const near = SAME * total;
  const reasons: Reason[] = [];
  if (left > near) reasons.push({ code: "budget_left_over", params: { left } });
  else if (shadowPrice > 0) reasons.push({ code: "budget_total_binds", params: { total, shadowPrice } });
  const loose = channels.some(({ step, minIfUsed = 0 }) => step !== undefined || minIfUsed > 0)
    ? searchPlan(domainsOf(channels, total, horizonWeeks, true), total, maxNodes)?.spends
    : undefined;
  const domains = domainsOf(channels, total, horizonWeeks);
  for (const [c, { id: channel, min = 0, max, step, minIfUsed = 0 }] of channels.entries()) {
    const x = spends[c] as number;
    const domain = domains[c] as Domain;
    const marginalReturn = slopeOf(domain, x);
    const free = loose?.[c] ?? x;
    const top = max !== undefined && max < total && x >= domain.high - near;
    if (top && marginalReturn > shadowPrice * (1 + SAME)) {
      reasons.push({ code: "budget_max_binds", params: { channel, max, marginalReturn } });
    } else if (min > 0 && x <= domain.low + near && marginalReturn < shadowPrice * (1 - SAME)) {
      reasons.push({ code: "budget_min_binds", params: { channel, min, marginalReturn } });
    } else if (minIfUsed > 0 && x === 0 && free > near) {
      reasons.push({ code: "budget_minimum_if_used", params: { channel, minIfUsed } });
    } else if (step !== undefined && Math.abs(free - x) > near) {
      reasons.push({ code: "budget_step_binds", params: { channel, step } });
    }
  }
  return reasons;
}
