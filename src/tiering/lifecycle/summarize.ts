import { requireNonEmpty } from "../../core/checks.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { toIsoDate } from "../../time/day.ts";
import { lifecycleClock, lifecycleStatuses, placeLifecycle } from "./assign.ts";
import type { LifecycleCustomer, LifecycleSummary, SummarizeLifecycleOptions } from "./types.ts";

/**
 * Counts a market by status: how many are active, inactive, prospects, suspects and the rest.
 *
 * @param customers - Rows as in `assignLifecycle`; each counts once, a repeated id is the caller's. Not mutated.
 * @param options - As in `assignLifecycle`; `level` is the coverage of the intervals, default 0.95.
 * @returns One row per status in the order of `lifecycleStatuses`; the counts sum to the rows that were given.
 * `unchecked` says how many stand in `rest` only because nobody has checked whether the offer fits.
 * @throws `ClienteleError` `empty_input`, and as `assignLifecycle`, naming the row.
 * @example
 * ```ts
 * const market = [{ lastPurchase: "2026-02-10" }, { lastPurchase: "2024-02-10" }, { fitsTarget: true }, {}];
 * const { rows, unchecked } = summarizeLifecycle(market, { asOf: "2026-06-30" });
 * rows.map((row) => row.customers); // => [1, 1, 0, 1, 1]
 * unchecked; // => 1
 * ```
 * @see Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927)
 */
export function summarizeLifecycle(
  customers: ArrayLike<LifecycleCustomer>,
  options: SummarizeLifecycleOptions,
): LifecycleSummary {
  requireNonEmpty(customers, "customers");
  const clock = lifecycleClock(options);
  const { level = 0.95 } = options;
  const counts = lifecycleStatuses.map(() => 0);
  let unchecked = 0;
  for (let i = 0; i < customers.length; i++) {
    const { status, fits } = placeLifecycle(customers[i] as LifecycleCustomer, clock, `customers[${i}]`);
    const place = lifecycleStatuses.indexOf(status);
    counts[place] = (counts[place] as number) + 1;
    if (status === "rest" && fits === undefined) unchecked++;
  }
  const n = customers.length;
  const rows = lifecycleStatuses.map((status, i) => {
    const count = counts[i] as number;
    return { status, customers: count, share: count / n, shareInterval: wilsonInterval(count, n, level) };
  });
  return { rows, customers: n, asOf: toIsoDate(clock.today), unchecked };
}
