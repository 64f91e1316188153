import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { BuyingRecord, TimeUnit } from "../types.ts";
import { LONGEST } from "../units.ts";
import { requireRecord } from "./checks.ts";

/** News of a customer, in times since the first purchase. */
export interface BuyingNews {
  /** When the new order came; absent where only time has passed. */
  readonly order?: number;
  /** Its money, above 0, in the currency of `meanSpend`; absent where money does not matter. */
  readonly amount?: number;
  /** Until when the customer has now been watched; at least the record's age and `order`. */
  readonly age?: number;
}

/**
 * Takes up a new order, or merely the passing of time, in one customer's record; the model stays as it is, and
 * `predictAlive` or `predictPurchases` of the new record tell what has changed.
 *
 * @param record - The customer so far. Not mutated.
 * @param news - `order`: time of the order since the first purchase, in the record's unit; `amount` of it; `age`:
 * until when the customer has been watched. Without `age` it is the later of the record's age and the order. Orders may
 * come late: an earlier one raises the frequency alone. One at the very time of the first or the last purchase is part of
 * that.
 * @returns The record as it now is.
 * @throws `ClienteleError` `inconsistent` (an age before what is known), `invalid_type`, `not_finite`, `out_of_range`,
 * `unknown_id`.
 * @example
 * ```ts
 * const customer = { unit: "week", frequency: 1, recency: 3, age: 10, meanSpend: 40 };
 * updateBuying(customer, { order: 12, amount: 60 }); // => { unit: "week", frequency: 2, recency: 12, age: 12, meanSpend: 50 }
 * ```
 */
export function updateBuying<Unit extends TimeUnit>(record: BuyingRecord<Unit>, news: BuyingNews): BuyingRecord<Unit> {
  requireRecord(record);
  requireObject(news, "news");
  const { order, amount } = news;
  if (order !== undefined) requireNumber(order, "news.order", { min: 0, max: LONGEST });
  if (amount !== undefined) requireNumber(amount, "news.amount", { above: 0, max: 1e100 });
  const known = Math.max(record.age, order ?? 0);
  const age = news.age ?? known;
  requireNumber(age, "news.age", { min: 0, max: LONGEST });
  if (age < known) {
    throw new ClienteleError(
      "inconsistent",
      `news.age is ${age}, before what is known of the customer up to ${known}`,
      {
        age,
        known,
      },
    );
  }
  if (order === undefined) return { ...record, age };
  const { frequency: x, recency, meanSpend } = record;
  // the first purchase is no repeat: an order at its time changes nothing
  if (order === 0) return { ...record, age };
  const frequency = order === recency ? x : x + 1;
  const spend = spendAfter(x, frequency, meanSpend, amount);
  const { meanSpend: _, ...rest } = record;
  return {
    ...rest,
    frequency,
    recency: Math.max(recency, order),
    age,
    ...(spend !== undefined && { meanSpend: spend }),
  };
}

/** The new mean per repeat purchase; unknown where either part is. */
function spendAfter(
  before: number,
  after: number,
  meanSpend: number | undefined,
  amount: number | undefined,
): number | undefined {
  if (amount === undefined || (before > 0 && meanSpend === undefined)) return undefined;
  if (meanSpend !== undefined) requireNumber(meanSpend, "record.meanSpend", { above: 0, max: 1e100 });
  return ((meanSpend ?? 0) * before + amount) / after;
}
