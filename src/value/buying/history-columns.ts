import { MEAN_DAYS } from "../../time/period-units.ts";
import type { TimeUnit } from "../types.ts";
import { distinctOf } from "./distinct.ts";
import type { OrdersApart, PurchaseHistory } from "./types.ts";

/** Orders as columns; customers are numbered in the order of their ids. */
export interface OrderColumns {
  readonly ids: readonly string[];
  readonly customers: Int32Array;
  readonly days: Int32Array;
  readonly amounts: Float64Array | undefined;
}

/** First and last days that count, as UTC day numbers. */
export interface Periods {
  readonly start: number | undefined;
  readonly end: number;
  readonly holdoutEnd: number | undefined;
}

/** What an order is. */
const PURCHASE = 0;
const REFUND = 1;
const BEFORE = 2;
const NEWCOMER = 3;
const AFTER = 4;

/** Sorts every order into its drawer and counts purchases by customer. */
export function historyOf<Unit extends TimeUnit>(
  columns: OrderColumns,
  periods: Periods,
  unit: Unit,
  merge: boolean,
  zerosApart: boolean,
): PurchaseHistory<Unit> {
  const { ids, customers, days, amounts } = columns;
  const n = customers.length;
  const isRefund = (i: number): boolean =>
    amounts !== undefined && ((amounts[i] as number) < 0 || (zerosApart && amounts[i] === 0));
  const first = new Float64Array(ids.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < n; i++) {
    const customer = customers[i] as number;
    if (!isRefund(i) && (days[i] as number) < (first[customer] as number)) first[customer] = days[i] as number;
  }
  const last = periods.holdoutEnd ?? periods.end;
  const drawerOf = (i: number): number => {
    const day = days[i] as number;
    const began = first[customers[i] as number] as number;
    if (periods.start !== undefined && Math.min(day, began) < periods.start) return BEFORE;
    if (day > last) return AFTER;
    if (isRefund(i)) return REFUND;
    return began > periods.end ? NEWCOMER : PURCHASE;
  };
  const drawers = new Uint8Array(n);
  for (let i = 0; i < n; i++) drawers[i] = drawerOf(i);

  const counted = countPurchases(columns, drawers, periods, merge);
  const kept: number[] = [];
  for (let customer = 0; customer < ids.length; customer++) {
    if (counted.purchases[customer] !== 0) kept.push(customer);
  }
  const days1 = Int32Array.from(kept, (customer) => first[customer] as number);
  const unitDays = MEAN_DAYS[unit];
  const repeats = Int32Array.from(kept, (customer) => (counted.purchases[customer] as number) - 1);
  const apart = (drawer: number) => apartOf(columns, drawers, drawer);
  return {
    table: {
      unit,
      ids: kept.map((customer) => ids[customer] as string),
      frequency: repeats,
      recency: Float64Array.from(kept, (customer, k) => {
        return ((counted.lastDay[customer] as number) - (days1[k] as number)) / unitDays;
      }),
      age: Float64Array.from(days1, (day) => (periods.end - day) / unitDays),
      ...(amounts !== undefined && {
        meanSpend: Float64Array.from(kept, (customer, k) => {
          const x = repeats[k] as number;
          return x === 0 ? 0 : (counted.repeatSpend[customer] as number) / x;
        }),
      }),
    },
    firstDay: days1,
    ...(periods.holdoutEnd !== undefined && {
      holdout: {
        duration: { unit, length: (periods.holdoutEnd - periods.end) / unitDays },
        purchases: Int32Array.from(kept, (customer) => counted.later[customer] as number),
        ...(amounts !== undefined && {
          spend: Float64Array.from(kept, (customer) => counted.laterSpend[customer] as number),
        }),
      },
    }),
    orders: n,
    merged: counted.merged,
    refunds: apart(REFUND),
    before: withoutCustomers(apart(BEFORE)),
    newcomers: apart(NEWCOMER),
    after: withoutCustomers(apart(AFTER)),
  };
}

interface Counted {
  /** Purchases up to the end, the first one included. */
  readonly purchases: Int32Array;
  readonly lastDay: Int32Array;
  readonly repeatSpend: Float64Array;
  readonly later: Int32Array;
  readonly laterSpend: Float64Array;
  readonly merged: number;
}

/** Walks the purchases by customer and day; money of a day is added up from the smallest amount on. */
function countPurchases(
  { ids, customers, days, amounts }: OrderColumns,
  drawers: Uint8Array,
  { end }: Periods,
  merge: boolean,
): Counted {
  const rows = rowsIn(drawers, PURCHASE);
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const i of rows) {
    earliest = Math.min(earliest, days[i] as number);
    latest = Math.max(latest, days[i] as number);
  }
  const span = latest - earliest + 1;
  const keys = new Float64Array(rows.length);
  for (let k = 0; k < keys.length; k++) {
    const i = rows[k] as number;
    keys[k] = (customers[i] as number) * span + (days[i] as number) - earliest;
  }
  const { values, codes } = distinctOf(keys);
  const from = new Int32Array(values.length + 1);
  for (let k = 0; k < codes.length; k++) {
    const next = (codes[k] as number) + 1;
    from[next] = (from[next] as number) + 1;
  }
  for (let code = 0; code < values.length; code++) from[code + 1] = (from[code + 1] as number) + (from[code] as number);
  const money = new Float64Array(rows.length);
  if (amounts !== undefined) {
    const next = from.slice();
    for (let k = 0; k < codes.length; k++) {
      const code = codes[k] as number;
      const at = next[code] as number;
      money[at] = amounts[rows[k] as number] as number;
      next[code] = at + 1;
    }
  }
  const purchases = new Int32Array(ids.length);
  const lastDay = new Int32Array(ids.length);
  const repeatSpend = new Float64Array(ids.length);
  const later = new Int32Array(ids.length);
  const laterSpend = new Float64Array(ids.length);
  let merged = 0;
  for (let code = 0; code < values.length; code++) {
    const customer = Math.floor((values[code] as number) / span);
    const day = earliest + ((values[code] as number) - customer * span);
    const at = from[code] as number;
    const orders = (from[code + 1] as number) - at;
    if (orders > 1) money.subarray(at, at + orders).sort();
    let spent = 0;
    for (let k = at; k < at + orders; k++) spent += money[k] as number;
    const count = merge ? 1 : orders;
    if (merge) merged += orders - 1;
    if (day > end) {
      later[customer] = (later[customer] as number) + count;
      laterSpend[customer] = (laterSpend[customer] as number) + spent;
      continue;
    }
    // of several first orders of one day that are kept apart, the smallest is taken for the first
    const isFirst = purchases[customer] === 0;
    const repeated = isFirst ? (merge ? 0 : spent - (money[at] as number)) : spent;
    purchases[customer] = (purchases[customer] as number) + count;
    lastDay[customer] = day;
    repeatSpend[customer] = (repeatSpend[customer] as number) + repeated;
  }
  return { purchases, lastDay, repeatSpend, later, laterSpend, merged };
}

function rowsIn(drawers: Uint8Array, drawer: number): readonly number[] {
  const rows: number[] = [];
  for (let i = 0; i < drawers.length; i++) if (drawers[i] === drawer) rows.push(i);
  return rows;
}

/** What lies in one drawer; money is added up from the smallest amount on. */
function apartOf(
  { customers, amounts }: OrderColumns,
  drawers: Uint8Array,
  drawer: number,
): OrdersApart & { readonly customers: number } {
  const rows = rowsIn(drawers, drawer);
  const money = Float64Array.from(rows, (i) => amounts?.[i] ?? 0).sort();
  return {
    orders: rows.length,
    amount: money.reduce((total, cell) => total + cell, 0),
    customers: new Set(rows.map((i) => customers[i])).size,
  };
}

function withoutCustomers({ orders, amount }: OrdersApart): OrdersApart {
  return { orders, amount };
}
