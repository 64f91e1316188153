import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type PeriodUnit, startOfPeriod, toDay } from "../../time/index.ts";
import type { PricePurchase } from "./types.ts";

/** More periods than this would make the equations of the periods too many. */
const MOST_PERIODS = 400;

/** Purchases as columns, the rows of a customer side by side, whatever the order in which they came. */
export interface Panel {
  /** First row of each customer, and one more: the number of rows. */
  readonly starts: Int32Array;
  /** Log of the price. */
  readonly price: Float64Array;
  readonly quantity: Float64Array;
  /** Number of the period, from 0. */
  readonly period: Int32Array;
  readonly periods: number;
  /** Segment of each customer. */
  readonly segments: readonly (string | undefined)[];
}

/** Checks purchases and sorts them by customer, day, price and quantity. */
export function readPanel(purchases: ArrayLike<PricePurchase>, unit: PeriodUnit, zeros: boolean): Panel {
  requireNonEmpty(purchases, "purchases");
  const rows = Array.from(purchases, (purchase, i) => readRow(purchase, i, zeros));
  rows.sort((a, b) => compare(a.customer, b.customer) || a.day - b.day || a.price - b.price || a.quantity - b.quantity);
  const starts: number[] = [];
  const segments: (string | undefined)[] = [];
  rows.forEach((row, i) => {
    if (i === 0 || rows[i - 1]?.customer !== row.customer) {
      starts.push(i);
      segments.push(row.segment);
    } else if (segments.at(-1) !== row.segment) {
      throw new ClienteleError(
        "inconsistent",
        `purchases name two segments for the customer ${show(row.customer)}; give each customer one`,
        { customer: row.customer },
      );
    }
  });
  starts.push(rows.length);
  const first = [...new Set(rows.map(({ day }) => startOfPeriod(day, unit)))].sort((a, b) => a - b);
  if (first.length > MOST_PERIODS) {
    throw new ClienteleError(
      "out_of_range",
      `purchases span ${first.length} periods of a ${unit}, at most ${MOST_PERIODS} are possible; choose a longer options.period`,
      { periods: first.length },
    );
  }
  const numbers = new Map(first.map((day, i) => [day, i]));
  return {
    starts: Int32Array.from(starts),
    price: Float64Array.from(rows, ({ price }) => Math.log(price)),
    quantity: Float64Array.from(rows, ({ quantity }) => quantity),
    period: Int32Array.from(rows, ({ day }) => numbers.get(startOfPeriod(day, unit)) as number),
    periods: first.length,
    segments,
  };
}

/** The panel of the customers that a test picks. */
export function subPanel(panel: Panel, keep: (customer: number) => boolean): Panel {
  const rows: number[] = [];
  const starts: number[] = [0];
  const segments: (string | undefined)[] = [];
  for (let c = 0; c + 1 < panel.starts.length; c++) {
    if (!keep(c)) continue;
    for (let i = panel.starts[c] as number; i < (panel.starts[c + 1] as number); i++) rows.push(i);
    starts.push(rows.length);
    segments.push(panel.segments[c]);
  }
  // periods without a row would leave empty equations
  const numbers = new Map(
    [...new Set(rows.map((i) => panel.period[i] as number))].sort((a, b) => a - b).map((p, i) => [p, i]),
  );
  return {
    starts: Int32Array.from(starts),
    price: Float64Array.from(rows, (i) => panel.price[i] as number),
    quantity: Float64Array.from(rows, (i) => panel.quantity[i] as number),
    period: Int32Array.from(rows, (i) => numbers.get(panel.period[i] as number) as number),
    periods: numbers.size,
    segments,
  };
}

function readRow(purchase: PricePurchase, i: number, zeros: boolean) {
  const name = `purchases[${i}]`;
  requireObject(purchase, name);
  const { customer, date, price, quantity, segment } = purchase;
  if (typeof customer !== "string" || customer === "") {
    throw new ClienteleError("invalid_type", `${name}.customer must be a non-empty text, got ${show(customer)}`, {
      index: i,
    });
  }
  if (segment !== undefined && (typeof segment !== "string" || segment === "")) {
    throw new ClienteleError("invalid_type", `${name}.segment must be a non-empty text, got ${show(segment)}`, {
      index: i,
    });
  }
  requireNumber(price, `${name}.price`, { above: 0, max: 1e100 });
  requireNumber(quantity, `${name}.quantity`, { min: 0, max: 1e100 });
  if (quantity === 0 && !zeros) {
    throw new ClienteleError(
      "out_of_range",
      `${name}.quantity is 0, which has no logarithm; use the method "poisson"`,
      { index: i },
    );
  }
  return { customer, segment, day: toDay(date, `${name}.date`), price, quantity };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
