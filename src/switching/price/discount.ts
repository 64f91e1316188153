import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireCounts, wilsonUnchecked } from "../../math/proportion.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import type { DiscountCost, MeasureDiscountCostOptions, StayCount } from "./types.ts";

/**
 * Works out what a discount costs in those who would have stayed anyway, how many of those about to leave it must keep to
 * pay, and whether it does.
 *
 * @param options - `without`: how many stay without a discount; `with`: how many of those offered it stay (at will);
 * `value` of a customer who stays, before the discount; `discount` on each who stays; `customers` who would get it;
 * `level` of the intervals.
 * @returns Amounts for all customers, with intervals. The break-even rate is an abstention where the discount is at least
 * the value, or where nobody leaves.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` (also for more who stayed than there were),
 * `empty_input` for a group of nobody.
 * @example
 * ```ts
 * const cost = measureDiscountCost({
 *   without: { stayed: 800, n: 1000 },
 *   with: { stayed: 860, n: 1000 },
 *   value: 500,
 *   discount: 50,
 *   customers: 2000,
 * });
 * cost.givenAway.value; // => 80000
 * cost.breakEvenSaveRate.value; // ≈ 0.444
 * cost.net.value; // ≈ -26000
 * cost.wastedShare.value; // ≈ 0.930
 * ```
 * @see Newcombe (1998), Statistics in Medicine 17, 873–890 (difference); Donner & Zou (2012), Statistical Methods in
 * Medical Research 21, 347–359, for intervals of sums and ratios from those of the parts
 */
export function measureDiscountCost(options: MeasureDiscountCostOptions): DiscountCost {
  requireObject(options, "options");
  const { value, discount, customers = 1, level = 0.95 } = options;
  requireNumber(value, "options.value", { above: 0, max: 1e100 });
  requireNumber(discount, "options.discount", { min: 0, max: 1e100 });
  requireNumber(customers, "options.customers", { min: 1, max: 1e12, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const stayAnyway = shareOf(options.without, "options.without", level);
  const breakEvenSaveRate = breakEven(stayAnyway, value, discount);
  const offered = options.with === undefined ? undefined : shareOf(options.with, "options.with", level);
  const tried =
    offered === undefined
      ? {}
      : {
          saved: difference(options.with as StayCount, options.without, level),
          ...wasted(stayAnyway, offered),
          net: netOf(stayAnyway, offered, value, discount, customers),
        };
  return {
    customers,
    stayAnyway,
    givenAway: scaled(stayAnyway, customers * discount),
    breakEvenSaveRate,
    ...tried,
    reasons: reasonsOf(breakEvenSaveRate, stayAnyway, offered),
  };
}

function shareOf(count: StayCount, name: string, level: number): Estimate {
  requireObject(count, name);
  const { stayed, n } = count;
  requireCounts(stayed, n, `${name}.stayed`, `${name}.n`);
  return { value: stayed / n, n, interval: wilsonUnchecked(stayed, n, level) };
}

/** Of those about to leave, r must be kept: r (1 − s)(value − discount) = s · discount. It rises with s, and so do its ends. */
function breakEven(stay: Estimate, value: number, discount: number): Estimate | Abstention {
  if (discount >= value) return { abstained: { code: "price_discount_exceeds_value", params: { discount, value } } };
  const rate = (share: number): number => (share / (1 - share)) * (discount / (value - discount));
  const { lower, upper, level } = stay.interval;
  if (stay.value === 1 || upper === 1) return { abstained: { code: "price_nobody_leaves", params: { n: stay.n } } };
  const ends = { value: rate(stay.value), lower: rate(lower), upper: rate(upper) };
  if (!Number.isFinite(ends.upper)) return { abstained: { code: "price_nobody_leaves", params: { n: stay.n } } };
  return { value: ends.value, n: stay.n, interval: { lower: ends.lower, upper: ends.upper, level } };
}

function difference(offered: StayCount, without: StayCount, level: number): Estimate {
  const interval = newcombeInterval(offered.stayed, offered.n, without.stayed, without.n, level);
  return { value: offered.stayed / offered.n - without.stayed / without.n, n: offered.n + without.n, interval };
}

/** Of the discounts, paid to all who stay, the part of those who would have stayed anyway; at most all of it. */
function wasted(stay: Estimate, offered: Estimate): { readonly wastedShare?: Estimate } {
  const value = stay.value / offered.value;
  const [s, l1, u1] = [stay.value, stay.interval.lower, stay.interval.upper];
  const [t, l2, u2] = [offered.value, offered.interval.lower, offered.interval.upper];
  const product = s * t;
  const low =
    (product - Math.sqrt(Math.max(0, product ** 2 - l1 * u2 * (2 * s - l1) * (2 * t - u2)))) / (u2 * (2 * t - u2));
  const high =
    (product + Math.sqrt(Math.max(0, product ** 2 - u1 * l2 * (2 * s - u1) * (2 * t - l2)))) / (l2 * (2 * t - l2));
  if (![value, low, high].every(Number.isFinite)) return {};
  const capped = (x: number): number => Math.min(1, Math.max(0, x));
  const interval = {
    lower: capped(Math.min(low, value)),
    upper: capped(Math.max(high, value)),
    level: stay.interval.level,
  };
  return { wastedShare: { value: capped(value), n: stay.n + offered.n, interval } };
}

/** Kept with the discount at its value less the discount, against kept without at full value. */
function netOf(stay: Estimate, offered: Estimate, value: number, discount: number, customers: number): Estimate {
  const after = value - discount;
  const net = customers * (offered.value * after - stay.value * value);
  const reach = (share: Estimate, factor: number, up: boolean): number =>
    factor * ((factor > 0 ? up : !up) ? share.interval.upper - share.value : share.interval.lower - share.value);
  const half = (up: boolean): number => customers * Math.hypot(reach(offered, after, up), reach(stay, -value, up));
  const interval: Interval = { lower: net - half(false), upper: net + half(true), level: stay.interval.level };
  return { value: net, n: stay.n + offered.n, interval };
}

function scaled({ value, n, interval }: Estimate, factor: number): Estimate {
  const { lower, upper, level } = interval;
  return { value: value * factor, n, interval: { lower: lower * factor, upper: upper * factor, level } };
}

function reasonsOf(needed: Estimate | Abstention, stay: Estimate, offered: Estimate | undefined): readonly Reason[] {
  if ("abstained" in needed) return [needed.abstained];
  const reasons: Reason[] = [];
  if (needed.value > 1) reasons.push({ code: "price_discount_cannot_pay", params: { rate: needed.value } });
  if (offered !== undefined) {
    const saveRate = (offered.value - stay.value) / (1 - stay.value);
    reasons.push({ code: "price_discount_verdict", params: { saveRate, needed: needed.value } });
  }
  return reasons;
}
