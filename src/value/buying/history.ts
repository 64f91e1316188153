import { requireColumn, requireFunction, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type DateLike, epochMsOrNaN, msToDay, toDay } from "../../time/day.ts";
import type { TimeUnit } from "../types.ts";
import { requireUnit } from "../units.ts";
import { historyOf, type OrderColumns, type Periods } from "./history-columns.ts";
import type { PurchaseHistory, PurchaseHistoryOptions, SummarizePurchasesOptions } from "./types.ts";

/**
 * Turns a log of orders into what models of buying ask about each customer: how many repeat purchases, when the last
 * one was, how long the customer has been watched, and the mean spend. With a holdout period it also counts what each
 * customer bought afterwards, against which a forecast can be held.
 *
 * Purchases of one customer on one UTC day count once, as in the literature. A negative amount is a refund: never a
 * purchase, set apart and counted; spend is not lowered by it. Every order is accounted for:
 * `orders` = purchases counted + `merged` + `refunds` + `before` + `newcomers` + `after`.
 *
 * @param orders - One row per order, in any order. Not mutated.
 * @param options - `customerId`, `date` and `amount` read a row (amounts in one currency; left out where money does not
 * matter); `unit` of the times; `end` of the calibration period and `holdoutEnd`, both days that still count; `start`
 * leaves out customers who first bought before it; `sameDay` `"merge"` (default) or `"keep"`; `zeroAmounts`
 * `"purchase"` (default) or `"apart"`.
 * @returns The table for `fitBgNbd` and its like, customers in the order of their ids, holdout columns beside it, and
 * where the other orders went. The mean spend leaves out the first day; it is 0 where there was no repeat purchase.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `not_finite`, `unknown_id` (unit or option), `inconsistent`
 * (a holdout that ends before it begins); the row is named.
 * @example
 * ```ts
 * const orders = [
 *   { customer: "a", on: "2026-01-01", eur: 40 },
 *   { customer: "a", on: "2026-01-15", eur: 30 },
 *   { customer: "a", on: "2026-01-15", eur: 20 },
 *   { customer: "a", on: "2026-01-20", eur: -20 },
 *   { customer: "b", on: "2026-01-08", eur: 70 },
 * ];
 * const { table, merged, refunds } = summarizePurchases(orders, {
 *   unit: "week", end: "2026-01-29", customerId: (o) => o.customer, date: (o) => o.on, amount: (o) => o.eur,
 * });
 * Array.from(table.frequency); // => [1, 0]
 * Array.from(table.recency); // => [2, 0]
 * Array.from(table.age); // => [4, 3]
 * Array.from(table.meanSpend); // => [50, 0]
 * merged; // => 1
 * refunds; // => { orders: 1, amount: -20, customers: 1 }
 * ```
 * @see Fader, Hardie, Lee (2005), on recency, frequency and the length of the calibration period
 */
export function summarizePurchases<T, Unit extends TimeUnit>(
  orders: ArrayLike<T>,
  options: SummarizePurchasesOptions<T, Unit>,
): PurchaseHistory<Unit> {
  requireColumn(orders, "orders");
  requireObject(options, "options");
  const { customerId, date, amount, unit } = options;
  requireFunction(customerId, "options.customerId");
  requireFunction(date, "options.date");
  if (amount !== undefined) requireFunction(amount, "options.amount");
  requireUnit(unit, "options.unit");
  const periods = periodsOf(options);
  const n = orders.length;
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(n);
  const days = new Int32Array(n);
  const amounts = amount === undefined ? undefined : new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = orders[i] as T;
    // an accessor over a missing row would fail as a TypeError of the caller's own function
    if (row === undefined || row === null) throw wrong(`orders[${i}] must be a row, got ${show(row)}`, i);
    const id: unknown = customerId(row, i);
    if (typeof id !== "string" || id === "") {
      throw wrong(`orders[${i}] must have a customer id that is text and not empty, got ${show(id)}`, i);
    }
    let code = codeOf.get(id);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(id, code);
    }
    codes[i] = code;
    const when: DateLike = date(row, i);
    const ms = epochMsOrNaN(when);
    days[i] = Number.isNaN(ms) ? toDay(when, `date of orders[${i}]`) : msToDay(ms);
    if (amounts === undefined || amount === undefined) continue;
    const money: unknown = amount(row, i);
    if (typeof money !== "number") throw wrong(`amount of orders[${i}] must be a number, got ${show(money)}`, i);
    if (!(Math.abs(money) <= LARGEST_AMOUNT)) {
      const code = Number.isFinite(money) ? "out_of_range" : "not_finite";
      throw new ClienteleError(code, `amount of orders[${i}] must lie within ±1e100, got ${money}`, { index: i });
    }
    amounts[i] = money;
  }
  // customers in the order of their ids, so that the order of the rows leaves no trace
  const ids = Array.from(codeOf.keys()).sort((a, b) => (a < b ? -1 : 1));
  const place = new Int32Array(ids.length);
  ids.forEach((id, rank) => {
    place[codeOf.get(id) as number] = rank;
  });
  const columns: OrderColumns = { ids, customers: codes.map((code) => place[code] as number), days, amounts };
  return historyOf(columns, periods, unit, options.sameDay !== "keep", options.zeroAmounts === "apart");
}

/** Largest amount: sums of any number of rows stay finite. */
const LARGEST_AMOUNT = 1e100;

function wrong(message: string, index: number): ClienteleError {
  return new ClienteleError("invalid_type", message, { index });
}

/** The periods as days, and the options that are one of two. */
function periodsOf<Unit extends TimeUnit>(options: PurchaseHistoryOptions<Unit>): Periods {
  const { sameDay = "merge", zeroAmounts = "purchase" } = options;
  requireOneOf(sameDay, ["merge", "keep"], "options.sameDay");
  requireOneOf(zeroAmounts, ["purchase", "apart"], "options.zeroAmounts");
  const end = toDay(options.end, "options.end");
  const start = options.start === undefined ? undefined : toDay(options.start, "options.start");
  const holdoutEnd = options.holdoutEnd === undefined ? undefined : toDay(options.holdoutEnd, "options.holdoutEnd");
  if (start !== undefined && start > end) throw contradiction("options.start lies after options.end");
  if (holdoutEnd !== undefined && holdoutEnd <= end)
    throw contradiction("options.holdoutEnd must lie after options.end");
  return { start, end, holdoutEnd };
}

function contradiction(message: string): ClienteleError {
  return new ClienteleError("inconsistent", message, {});
}
