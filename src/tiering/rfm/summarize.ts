import { requireColumn, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, toDay } from "../../time/day.ts";
import { summarizeRfmColumn } from "./purchases.ts";
import type { RfmCustomer, RfmSummary, SummarizeRfmOptions } from "./types.ts";

/**
 * Counts for each customer how long ago it last purchased, how often, and for how much.
 *
 * A purchase is a transaction of zero or more; purchases of one customer on one UTC day count as one. A negative amount
 * is a refund: never a purchase, so it changes neither recency nor frequency; with `refunds: "net"` it lowers the
 * money, with `"ignore"` it is left out. Transactions after `asOf` are left out. All of it is counted in the result.
 *
 * @param transactions - One row per transaction, in any order. Not mutated.
 * @param options - `asOf` (recency and tenure are UTC days up to it), `customerId`, `date` and `amount` read a row;
 * `refunds` is `"net"` (default) or `"ignore"`. Amounts are of one currency.
 * @returns Customers with a purchase up to `asOf`, in the order of their ids, and where every transaction went:
 * `total + withoutPurchase.amount + afterAsOf.amount` (and the ignored refunds) is the sum of the input.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `not_finite`, `out_of_range` (money beyond the largest
 * number), `unknown_id` (another refund policy).
 * @example
 * ```ts
 * const orders = [
 *   { customer: "a", on: "2026-01-10", eur: 40 },
 *   { customer: "a", on: "2026-01-10", eur: 10 },
 *   { customer: "a", on: "2026-03-01", eur: 30 },
 *   { customer: "a", on: "2026-03-05", eur: -20 },
 * ];
 * const { customers, merged } = summarizeRfm(orders, {
 *   asOf: "2026-03-31", customerId: (o) => o.customer, date: (o) => o.on, amount: (o) => o.eur,
 * });
 * customers; // => [{ id: "a", recencyDays: 30, tenureDays: 80, frequency: 2, monetary: 60, meanAmount: 30 }]
 * merged; // => 1
 * ```
 * @see Hughes, Strategic Database Marketing (1994), on recency, frequency and monetary value
 */
export function summarizeRfm<T>(transactions: ArrayLike<T>, options: SummarizeRfmOptions<T>): RfmSummary {
  requireColumn(transactions, "transactions");
  requireObject(options, "options");
  const { customerId, date, amount } = options;
  for (const [name, read] of Object.entries({ customerId, date, amount })) {
    if (typeof read !== "function") {
      throw new ClienteleError("invalid_type", `options.${name} must be a function of a row, got ${show(read)}`, {
        name,
      });
    }
  }
  const n = transactions.length;
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(n);
  const days = new Int32Array(n);
  const amounts = new Float64Array(n);
  const dayOf = dayReader();
  for (let i = 0; i < n; i++) {
    const row = transactions[i] as T;
    // an accessor over a missing row would fail as a TypeError of the caller's own function
    if (row === undefined || row === null) throw wrong(`transactions[${i}] must be a row`, row, i);
    const id: unknown = customerId(row, i);
    if (typeof id !== "string") throw wrong(`transactions[${i}] must have a customer id that is text`, id, i);
    if (id === "") {
      throw new ClienteleError(
        "invalid_type",
        `transactions[${i}] has an empty customer id; leave out sales to unknown customers, or they count as one`,
        { name: "transactions", index: i },
      );
    }
    let code = codeOf.get(id);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(id, code);
    }
    codes[i] = code;
    days[i] = dayOf(date(row, i), i);
    const money: unknown = amount(row, i);
    if (typeof money !== "number") throw wrong(`transactions[${i}] must have an amount that is a number`, money, i);
    if (!Number.isFinite(money)) {
      throw new ClienteleError("not_finite", `the amount of transactions[${i}] must be finite, got ${money}`, {
        name: "transactions",
        index: i,
      });
    }
    amounts[i] = money;
  }
  const columns = { customers: codes, days, amounts, customerCount: codeOf.size };
  const { customers, recencyDays, tenureDays, frequency, monetary, meanAmount, ...totals } = summarizeRfmColumn(
    columns,
    options,
  );
  const ids = Array.from(codeOf.keys());
  const rows = Array.from(
    customers,
    (code, i): RfmCustomer => ({
      id: ids[code] as string,
      recencyDays: recencyDays[i] as number,
      tenureDays: tenureDays[i] as number,
      frequency: frequency[i] as number,
      monetary: monetary[i] as number,
      meanAmount: meanAmount[i] as number,
    }),
  );
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...totals, customers: rows };
}

function wrong(message: string, value: unknown, index: number): ClienteleError {
  return new ClienteleError("invalid_type", `${message}, got ${show(value)}`, { name: "transactions", index });
}

/** A day's text is read once: transactions share few days. */
function dayReader(): (date: DateLike, index: number) => number {
  const known = new Map<DateLike, number>();
  return (date, index) => {
    const seen = typeof date === "string" ? known.get(date) : undefined;
    if (seen !== undefined) return seen;
    const day = toDay(date, `the date of transactions[${index}]`);
    if (typeof date === "string" && known.size < 100_000) known.set(date, day);
    return day;
  };
}
