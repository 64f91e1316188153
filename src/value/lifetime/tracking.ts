import { requireColumn, requireFunction, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { MEAN_DAYS } from "../../time/period-units.ts";
import { predictCohortPurchases } from "../buying/forecast.ts";
import { requireBuyingModel } from "../buying/model.ts";
import type { TimeUnit } from "../types.ts";
import type { MeasureTrackingOptions, Tracking, TrackingPoint, TrackingTotal } from "./tracking-types.ts";

/** Most periods that are tracked. */
const MOST_PERIODS = 20_000;

/**
 * Holds what customers bought again, period by period, against what a model expected: first where it was fitted, then
 * where it had to forecast.
 *
 * @param orders - One row per order, in any order, at least one. Orders of one customer and UTC day count once. Not
 * mutated.
 * @param options - `model` to judge; `customerId` and `date` read a row, `amount` leaves refunds (below 0) out; `end` is
 * the last day of the calibration, `until` the last day tracked, `start` the first. Customers whose first purchase lies
 * outside `start` and `end` are left out: the model does not know of them.
 * @returns Repeat purchases and expected ones per period of the model's unit and in all, and the total error of
 * calibration and holdout. Nothing is shrunk or smoothed.
 * @throws `ClienteleError` `empty_input` (no customer within the calibration), `inconsistent` (`until` before `end`, a
 * model with covariates), `invalid_date`, `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`; the row is named.
 * @example
 * ```ts
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const orders = [["a", "2026-01-01"], ["a", "2026-01-20"], ["b", "2026-01-03"], ["b", "2026-02-02"]];
 * const options = { model, customerId: (row) => row[0], date: (row) => row[1], end: "2026-01-28" };
 * const tracking = measureTracking(orders, options);
 * tracking.calibration.actual; // => 1
 * tracking.calibration.expected; // ≈ 0.367
 * tracking.holdout.actual; // => 1
 * ```
 * @see Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, figures 2 and 3
 */
export function measureTracking<T, Unit extends TimeUnit>(
  orders: ArrayLike<T>,
  options: MeasureTrackingOptions<T, Unit>,
): Tracking {
  requireObject(options, "options");
  const { unit } = requireBuyingModel(options.model);
  const end = toDay(options.end, "options.end");
  const read = readOrders(orders, options);
  if (read.length === 0) throw new ClienteleError("empty_input", "orders must hold at least one purchase", {});
  const earliest = read.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const latest = read.reduce((most, { day }) => Math.max(most, day), Number.NEGATIVE_INFINITY);
  const start = options.start === undefined ? Math.min(earliest, end) : toDay(options.start, "options.start");
  const until = options.until === undefined ? Math.max(latest, end) : toDay(options.until, "options.until");
  if (start > end || until < end) {
    throw new ClienteleError("inconsistent", "options.end must not lie before options.start nor after options.until", {
      start: toIsoDate(start),
      end: toIsoDate(end),
      until: toIsoDate(until),
    });
  }
  const { firsts, repeats } = repeatsOf(read, start, end, until);
  if (firsts.length === 0) {
    throw new ClienteleError("empty_input", "no customer's first purchase lies between options.start and options.end", {
      name: "orders",
    });
  }
  const days = MEAN_DAYS[unit];
  const count = Math.ceil((until - start + 1) / days - 1e-9);
  if (count > MOST_PERIODS) {
    throw new ClienteleError(
      "out_of_range",
      `these are ${count} periods, more than ${MOST_PERIODS}; count in longer ones`,
      {
        count,
      },
    );
  }
  const ends = Array.from({ length: count }, (_, k) => Math.min(until, start + Math.round((k + 1) * days) - 1));
  const cohort = { unit, starts: firsts.map((day) => (day - start) / days) };
  const times = [...ends, end].map((day) => (day - start) / days);
  const expected = predictCohortPurchases(options.model, cohort as never, times);
  repeats.sort((a, b) => a - b);
  let seen = 0;
  const points = ends.map((day, k): TrackingPoint => {
    const before = seen;
    while (seen < repeats.length && (repeats[seen] as number) <= day) seen++;
    const cumulativeExpected = expected[k] as number;
    return {
      period: k + 1,
      until: toIsoDate(day),
      actual: seen - before,
      expected: cumulativeExpected - (k === 0 ? 0 : (expected[k - 1] as number)),
      cumulativeActual: seen,
      cumulativeExpected,
      calibration: day <= end,
    };
  });
  const within = repeats.filter((day) => day <= end).length;
  const expectedWithin = expected[count] as number;
  return {
    unit,
    customers: firsts.length,
    end: toIsoDate(end),
    calibrationPeriods: (end - start + 1) / days,
    points,
    calibration: totalOf(within, expectedWithin),
    holdout: totalOf(repeats.length - within, (expected[count - 1] as number) - expectedWithin),
  };
}

function totalOf(actual: number, expected: number): TrackingTotal {
  return { actual, expected, ...(actual > 0 && { error: expected / actual - 1 }) };
}

interface Purchase {
  readonly customer: string;
  readonly day: number;
}

function readOrders<T>(orders: ArrayLike<T>, options: MeasureTrackingOptions<T>): Purchase[] {
  requireColumn(orders, "orders");
  const { customerId, date, amount } = options;
  requireFunction(customerId, "options.customerId");
  requireFunction(date, "options.date");
  if (amount !== undefined) requireFunction(amount, "options.amount");
  const purchases: Purchase[] = [];
  for (let i = 0; i < orders.length; i++) {
    const row = orders[i] as T;
    if (row === undefined || row === null) {
      throw new ClienteleError("invalid_type", `orders[${i}] must be a row, got ${show(row)}`, { index: i });
    }
    const customer: unknown = customerId(row, i);
    if (typeof customer !== "string" || customer === "") {
      throw new ClienteleError(
        "invalid_type",
        `orders[${i}] must have a customer id that is text, got ${show(customer)}`,
        {
          index: i,
        },
      );
    }
    const money: unknown = amount?.(row, i) ?? 0;
    if (typeof money !== "number" || Number.isNaN(money)) {
      throw new ClienteleError("invalid_type", `amount of orders[${i}] must be a number, got ${show(money)}`, {
        index: i,
      });
    }
    const day = toDay(date(row, i), `date of orders[${i}]`);
    if (money >= 0) purchases.push({ customer, day });
  }
  return purchases;
}

/** First purchases of the customers that count, and the days of all their later ones. */
function repeatsOf(
  purchases: readonly Purchase[],
  start: number,
  end: number,
  until: number,
): { readonly firsts: readonly number[]; readonly repeats: number[] } {
  const byCustomer = new Map<string, Set<number>>();
  for (const { customer, day } of purchases) {
    const days = byCustomer.get(customer);
    if (days === undefined) byCustomer.set(customer, new Set([day]));
    else days.add(day);
  }
  const firsts: number[] = [];
  const repeats: number[] = [];
  for (const days of byCustomer.values()) {
    const first = [...days].reduce((least, day) => Math.min(least, day));
    if (first < start || first > end) continue;
    firsts.push(first);
    for (const day of days) if (day !== first && day <= until) repeats.push(day);
  }
  return { firsts, repeats };
}
