import {
  requireNumber,
  requireObject,
  requireOneOf,
  requireSameLength,
  show,
  throwNotFinite,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { countDistinctDays } from "./distinct-days.ts";
import type { RfmColumnSummary, RfmSummaryOptions, RfmTransactionColumns } from "./types.ts";

/** The days that ECMAScript dates reach, either side of 1970. */
const LARGEST_DAY = 100_000_000;

/** Customer codes index typed arrays; more customers than this do not fit in memory anyway. */
const MOST_CUSTOMERS = 200_000_000;

/** Fields of a customer in the table of days: last and first purchase day, purchase days. */
const LAST = 0;
const FIRST = 1;
const DAYS = 2;
const STRIDE = 4;

/**
 * Counts recency, frequency and money of each customer from columns: a million transactions in some ten milliseconds.
 *
 * @param transactions - `customers` (whole codes from 0), `days` (UTC day numbers) and `amounts` (one currency, finite,
 * negative for refunds), of equal length; `Int32Array` and `Float64Array` are read as they are. `customerCount` is the
 * number of codes, one more than the largest unless given. Not mutated.
 * @param options - `asOf` and `refunds`, as in `summarizeRfm`.
 * @returns One row per customer with a purchase up to `asOf`, in the order of the codes, as typed arrays; and where
 * every transaction went.
 * @throws `ClienteleError` `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range` (a code outside the count,
 * money beyond the largest number), `invalid_date`, `unknown_id` (another refund policy).
 * @example
 * ```ts
 * const { recencyDays, frequency, monetary } = summarizeRfmColumn(
 *   { customers: Int32Array.of(0, 1, 0), days: Int32Array.of(100, 90, 100), amounts: Float64Array.of(5, 8, 2) },
 *   { asOf: "1970-04-21" },
 * );
 * recencyDays; // => Int32Array.of(10, 20)
 * frequency; // => Int32Array.of(1, 1)
 * monetary; // => Float64Array.of(7, 8)
 * ```
 */
export function summarizeRfmColumn(transactions: RfmTransactionColumns, options: RfmSummaryOptions): RfmColumnSummary {
  requireObject(transactions, "transactions");
  requireObject(options, "options");
  const { refunds = "net" } = options;
  requireOneOf(refunds, ["net", "ignore"], "options.refunds");
  const asOf = toDay(options.asOf, "options.asOf");
  requireSameLength(transactions.customers, "customers", transactions.days, "days");
  requireSameLength(transactions.customers, "customers", transactions.amounts, "amounts");
  const codes = wholeColumn(transactions.customers, "customers");
  const days = wholeColumn(transactions.days, "days");
  const amounts = amountColumn(transactions.amounts);
  const size = customerCount(codes, transactions.customerCount);

  const seen = new Int32Array(size * STRIDE);
  for (let at = 0; at < seen.length; at += STRIDE) {
    seen[at + LAST] = -2_147_483_648;
    seen[at + FIRST] = 2_147_483_647;
  }
  // sum and what the additions rounded away, side by side
  const money = new Float64Array(size * 2);
  const touched = new Uint8Array(size);
  const apart = new Float64Array(4);
  let later = 0;
  let refundCount = 0;
  let purchases = 0;
  let earliest = LARGEST_DAY;
  let latest = -LARGEST_DAY;
  let inOrder = true;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    const day = days[i] as number;
    const amount = amounts[i] as number;
    if (code < 0 || code >= size) throwBadCode(code, size, i);
    if (amount - amount !== 0) throwNotFinite(amount, "amounts", i);
    if (day > asOf) {
      later++;
      add(apart, 0, amount);
      continue;
    }
    if (amount < 0) {
      refundCount++;
      add(apart, 2, amount);
      touched[code] = 1;
      if (refunds === "net") add(money, 2 * code, amount);
      continue;
    }
    purchases++;
    if (day < earliest) earliest = day;
    if (day > latest) latest = day;
    const at = code * STRIDE;
    const last = seen[at + LAST] as number;
    if (day > last) {
      seen[at + LAST] = day;
      seen[at + DAYS] = (seen[at + DAYS] as number) + 1;
    } else if (day < last) inOrder = false;
    if (day < (seen[at + FIRST] as number)) seen[at + FIRST] = day;
    add(money, 2 * code, amount);
  }
  if (purchases > 0) refuseDays(earliest, asOf);
  // the last day tells days apart only where each customer's purchases stand in the order of time
  const frequencies = inOrder
    ? undefined
    : countDistinctDays({ codes, days, amounts, asOf, size, purchases, earliest, latest });

  let customers = 0;
  for (let code = 0; code < size; code++) if (seen[code * STRIDE + DAYS] !== 0) customers++;
  const result = {
    customers: new Int32Array(customers),
    recencyDays: new Int32Array(customers),
    tenureDays: new Int32Array(customers),
    frequency: new Int32Array(customers),
    monetary: new Float64Array(customers),
    meanAmount: new Float64Array(customers),
  };
  const totals = new Float64Array(4);
  let purchaseDays = 0;
  let outside = 0;
  for (let code = 0, row = 0; code < size; code++) {
    const at = code * STRIDE;
    const value = (money[2 * code] as number) + (money[2 * code + 1] as number) + 0;
    if (seen[at + DAYS] === 0) {
      if (touched[code] === 1) {
        outside++;
        add(totals, 2, value);
      }
      continue;
    }
    const frequency = frequencies === undefined ? (seen[at + DAYS] as number) : (frequencies[code] as number);
    result.customers[row] = code;
    result.recencyDays[row] = asOf - (seen[at + LAST] as number);
    result.tenureDays[row] = asOf - (seen[at + FIRST] as number);
    result.frequency[row] = frequency;
    result.monetary[row] = value;
    result.meanAmount[row] = value / frequency + 0;
    purchaseDays += frequency;
    add(totals, 0, value);
    row++;
  }
  return {
    asOf: toIsoDate(asOf),
    refunds,
    transactions: codes.length,
    purchaseDays,
    merged: purchases - purchaseDays,
    total: settled(totals, 0),
    refunded: { transactions: refundCount, amount: settled(apart, 2) },
    afterAsOf: { transactions: later, amount: settled(apart, 0) },
    withoutPurchase: { customers: outside, amount: settled(totals, 2) },
    ...result,
  };
}

/** Adds to a sum that keeps, in the next place, what the addition rounds away (Knuth's TwoSum). */
function add(sums: Float64Array, at: number, value: number): void {
  const sum = sums[at] as number;
  const next = sum + value;
  const added = next - sum;
  sums[at + 1] = (sums[at + 1] as number) + (sum - (next - added) + (value - added));
  sums[at] = next;
}

function settled(sums: Float64Array, at: number): number {
  const sum = (sums[at] as number) + (sums[at + 1] as number) + 0;
  if (!Number.isFinite(sum)) {
    throw new ClienteleError("out_of_range", "the sum of amounts exceeds the largest number; use a larger unit", {
      name: "amounts",
    });
  }
  return sum;
}

function wholeColumn(column: ArrayLike<number>, name: string): Int32Array {
  if (column instanceof Int32Array) return column;
  const whole = new Int32Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const cell: unknown = column[i];
    if (typeof cell !== "number" || !Number.isFinite(cell)) throwNotFinite(cell, name, i);
    if ((cell as number) !== ((cell as number) | 0)) {
      throw new ClienteleError("out_of_range", `${name}[${i}] must be a whole number of 32 bits, got ${show(cell)}`, {
        name,
        index: i,
      });
    }
    whole[i] = cell as number;
  }
  return whole;
}

function amountColumn(column: ArrayLike<number>): Float64Array {
  if (column instanceof Float64Array) return column;
  const amounts = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) {
    if (typeof column[i] !== "number") throwNotFinite(column[i], "amounts", i);
    amounts[i] = column[i] as number;
  }
  return amounts;
}

function customerCount(codes: Int32Array, given: number | undefined): number {
  if (given !== undefined) {
    requireNumber(given, "customerCount", { min: 0, max: MOST_CUSTOMERS, integer: true });
    return given;
  }
  let largest = -1;
  for (let i = 0; i < codes.length; i++) if ((codes[i] as number) > largest) largest = codes[i] as number;
  if (largest >= MOST_CUSTOMERS) throwBadCode(largest, MOST_CUSTOMERS, codes.indexOf(largest));
  return largest + 1;
}

function throwBadCode(code: number, size: number, index: number): never {
  throw new ClienteleError(
    "out_of_range",
    `customers[${index}] must be a code from 0 to ${size - 1}, got ${code}; number the customers without gaps`,
    { name: "customers", index },
  );
}

function refuseDays(earliest: number, asOf: number): void {
  if (earliest < -LARGEST_DAY || asOf - earliest > 2_147_483_647) {
    throw new ClienteleError("invalid_date", `days must be UTC day numbers that a date can hold, got ${earliest}`, {
      name: "days",
    });
  }
}
