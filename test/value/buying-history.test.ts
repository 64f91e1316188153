import { describe, expect, test } from "vitest";
import { type BuyingRecord, summarizePurchases, updateBuying } from "../../src/value/index.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { cdnowOrders, cdnowPeriods } from "./cdnow.ts";

interface Order {
  readonly who: string;
  readonly on: string;
  readonly eur: number;
}
const read = { customerId: (o: Order) => o.who, date: (o: Order) => o.on, amount: (o: Order) => o.eur };
const book: readonly Order[] = [
  { who: "b", on: "2026-01-05", eur: 10 },
  { who: "a", on: "2026-01-01", eur: 40 },
  { who: "a", on: "2026-01-15", eur: 30 },
  { who: "a", on: "2026-01-15", eur: 20 },
  { who: "a", on: "2026-01-20", eur: -25 },
  { who: "a", on: "2026-02-10", eur: 12 },
  { who: "c", on: "2026-02-03", eur: 5 },
  { who: "d", on: "2025-12-01", eur: 7 },
  { who: "d", on: "2026-01-07", eur: 7 },
  { who: "b", on: "2026-06-01", eur: 99 },
  { who: "e", on: "2026-01-09", eur: 0 },
  { who: "f", on: "2026-01-09", eur: -3 },
];
const periods = { unit: "day", start: "2026-01-01", end: "2026-01-31", holdoutEnd: "2026-02-28" } as const;

describe("a purchase history is read from orders", () => {
  const history = summarizePurchases(book, { ...periods, ...read });

  test("customers stand in the order of their ids, with repeats, the last purchase, and the time watched", () => {
    expect(history.table.ids).toEqual(["a", "b", "e"]);
    expect(Array.from(history.table.frequency)).toEqual([1, 0, 0]);
    expect(Array.from(history.table.recency)).toEqual([14, 0, 0]);
    expect(Array.from(history.table.age)).toEqual([30, 26, 22]);
  });

  test("purchases of one day are one purchase, and their money adds up to its spend", () => {
    expect(Array.from(history.table.meanSpend as Float64Array)).toEqual([50, 0, 0]);
    expect(history.merged).toBe(1);
  });

  test("a refund is no purchase and no vanished order", () => {
    expect(history.refunds).toEqual({ orders: 2, amount: -28, customers: 2 });
  });

  test("the holdout counts what the same customers bought afterwards", () => {
    expect(history.holdout?.duration).toEqual({ unit: "day", length: 28 });
    expect(Array.from(history.holdout?.purchases as Int32Array)).toEqual([1, 0, 0]);
    expect(Array.from(history.holdout?.spend as Float64Array)).toEqual([12, 0, 0]);
  });

  test("customers from before the start, newcomers of the holdout and later orders are named apart", () => {
    expect(history.before).toEqual({ orders: 2, amount: 14 });
    expect(history.newcomers).toEqual({ orders: 1, amount: 5, customers: 1 });
    expect(history.after).toEqual({ orders: 1, amount: 99 });
  });

  test("no order is lost", () => {
    const { orders, merged, refunds, before, newcomers, after, table, holdout } = history;
    const counted =
      table.frequency.reduce((n, x) => n + x + 1, 0) + (holdout?.purchases.reduce((n, x) => n + x, 0) ?? 0);
    expect(counted + merged + refunds.orders + before.orders + newcomers.orders + after.orders).toBe(orders);
  });

  test("purchases of one day may be kept apart, the smallest one as the first", () => {
    const orders = [
      { who: "a", on: "2026-01-01", eur: 9 },
      { who: "a", on: "2026-01-01", eur: 4 },
      { who: "a", on: "2026-01-02", eur: 5 },
    ];
    const kept = summarizePurchases(orders, { ...periods, ...read, sameDay: "keep" });
    expect(Array.from(kept.table.frequency)).toEqual([2]);
    expect(Array.from(kept.table.meanSpend as Float64Array)).toEqual([7]);
    expect(kept.merged).toBe(0);
  });

  test("an order that cost nothing is a purchase unless zeros are set apart", () => {
    const apart = summarizePurchases(book, { ...periods, ...read, zeroAmounts: "apart" });
    expect(apart.table.ids).toEqual(["a", "b"]);
    expect(apart.refunds).toEqual({ orders: 3, amount: -28, customers: 3 });
  });

  test("weeks are seven days; months, quarters and years mean Gregorian ones", () => {
    const orders = [
      { who: "a", on: "2025-01-01", eur: 1 },
      { who: "a", on: "2026-01-01", eur: 1 },
    ];
    const recency = (unit: "week" | "month" | "quarter" | "year"): number =>
      summarizePurchases(orders, { unit, end: "2026-01-01", ...read }).table.recency[0] as number;
    expect(recency("week")).toBe(365 / 7);
    expect(recency("month")).toBeCloseTo(365 / 30.436875, 12);
    expect(recency("quarter")).toBeCloseTo(365 / 91.310625, 12);
    expect(recency("year")).toBeCloseTo(365 / 365.2425, 12);
  });

  test("money may be left out", () => {
    const bare = summarizePurchases(book, { ...periods, customerId: read.customerId, date: read.date });
    expect(bare.table.meanSpend).toBeUndefined();
    expect(bare.holdout?.spend).toBeUndefined();
    expect(bare.refunds.orders).toBe(0);
  });

  test("an empty log is an empty history", () => {
    const empty = summarizePurchases([], { ...periods, ...read });
    expect(empty.table.ids).toEqual([]);
    expect(empty.orders).toBe(0);
  });

  test.each([
    [{ who: "", on: "2026-01-01", eur: 1 }, "invalid_type", /orders\[1\].*id/],
    [{ who: "a", on: "2026-02-30", eur: 1 }, "invalid_date", /orders\[1\]/],
    [{ who: "a", on: "2026-01-01", eur: Number.NaN }, "not_finite", /orders\[1\]/],
    [{ who: "a", on: "2026-01-01", eur: "3" }, "invalid_type", /orders\[1\]/],
    [undefined, "invalid_type", /orders\[1\]/],
  ])("a bad row %j is named", (row, code, message) => {
    const orders = [book[0], row] as Order[];
    expect(() => summarizePurchases(orders, { ...periods, ...read })).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test("a holdout that ends before it begins is refused", () => {
    const backwards = { ...periods, ...read, holdoutEnd: "2026-01-31" };
    expect(() => summarizePurchases(book, backwards)).toThrow(expect.objectContaining({ code: "inconsistent" }));
    const late = { ...periods, ...read, start: "2026-02-01" };
    expect(() => summarizePurchases(book, late)).toThrow(expect.objectContaining({ code: "inconsistent" }));
  });

  test("ids such as __proto__ are ordinary customers", () => {
    const orders = ["__proto__", "constructor"].map((who) => ({ who, on: "2026-01-01", eur: 1 }));
    expect(summarizePurchases(orders, { ...periods, ...read }).table.ids).toEqual(["__proto__", "constructor"]);
  });
});

describe("a customer's record takes up news without a refit", () => {
  const customer = { id: "a", unit: "week", frequency: 1, recency: 3, age: 10, meanSpend: 40 } as const;

  test("a new order raises frequency, recency and age, and moves the mean spend", () => {
    expect(updateBuying(customer, { order: 12, amount: 60 })).toEqual({
      id: "a",
      unit: "week",
      frequency: 2,
      recency: 12,
      age: 12,
      meanSpend: 50,
    });
  });

  test("mere time passes", () => {
    expect(updateBuying(customer, { age: 20 })).toEqual({ ...customer, age: 20 });
  });

  test("an order that is told late raises the frequency alone", () => {
    expect(updateBuying(customer, { order: 2, amount: 40 })).toEqual({ ...customer, frequency: 2 });
  });

  test("an order at the time of the last purchase is part of that, as in summarizePurchases", () => {
    expect(updateBuying(customer, { order: 3, amount: 10 })).toEqual({ ...customer, meanSpend: 50 });
    const fresh = { unit: "week", frequency: 0, recency: 0, age: 1 } as const;
    expect(updateBuying(fresh, { order: 0, amount: 10 })).toEqual(fresh);
    // so is one at the time of the first purchase, however late it is told
    expect(updateBuying(customer, { order: 0, amount: 10 })).toEqual(customer);
  });

  test("a mean spend of which a part is unknown is dropped, not guessed", () => {
    expect(updateBuying(customer, { order: 12 })).not.toHaveProperty("meanSpend");
  });

  test("time does not run backwards", () => {
    expect(() => updateBuying(customer, { age: 9 })).toThrow(expect.objectContaining({ code: "inconsistent" }));
    expect(() => updateBuying(customer, { order: 12, age: 11 })).toThrow(/12/);
  });

  test("order by order it arrives where summarizePurchases does", () => {
    const days = [0, 4, 9, 9, 30];
    const orders = days.map((day, i) => ({ who: "a", on: new Date(day * 864e5), eur: 10 + i }));
    const { table } = summarizePurchases(orders, {
      unit: "day",
      end: 40 * 864e5,
      customerId: (o) => o.who,
      date: (o) => o.on,
      amount: (o) => o.eur,
    });
    let grown: BuyingRecord<"day"> = { unit: "day", frequency: 0, recency: 0, age: 0 };
    days.slice(1).forEach((day, i) => {
      grown = updateBuying(grown, { order: day, amount: 11 + i });
    });
    expect(updateBuying(grown, { age: 40 })).toEqual({
      unit: "day",
      frequency: table.frequency[0],
      recency: table.recency[0],
      age: table.age[0],
      meanSpend: expect.closeTo(table.meanSpend?.[0] as number, 12),
    });
  });
});

describeWithData(
  "the CDNOW log",
  ["cdnow/CDNOW_sample.txt", "cdnow/CDNOW_master.txt", "cdnow/cdnow_customers_summary_with_transactions.csv"],
  () => {
    test("the published table of 2,357 customers comes out of the sample's orders", () => {
      const { table, orders } = summarizePurchases(cdnowOrders("sample"), cdnowPeriods);
      const published = readSharedCsv("cdnow/cdnow_customers_summary_with_transactions.csv");
      expect(orders).toBe(6919);
      expect(published.length).toBeGreaterThanOrEqual(2356);
      published.forEach((row, i) => {
        expect(Number(table.ids[i])).toBe(Number(row["ID"]));
        expect(table.frequency[i]).toBe(Number(row["x"]));
        // the table is printed with two decimals
        expect(Math.abs((table.recency[i] as number) - Number(row["t_x"]))).toBeLessThan(0.00501);
        expect(Math.abs((table.age[i] as number) - Number(row["T"]))).toBeLessThan(0.00501);
        expect(Math.abs((table.meanSpend?.[i] as number) - Number(row["zbar"]))).toBeLessThan(0.00501);
      });
      expect(table.ids.length).toBe(2357);
    });

    test("the full log holds 23,570 customers and 69,659 orders, each of them accounted for", () => {
      const log = cdnowOrders("master");
      const history = summarizePurchases(log, cdnowPeriods);
      expect(log.length).toBe(69_659);
      expect(history.table.ids.length).toBe(23_570);
      const repeats = history.table.frequency.reduce((n, x) => n + x, 0);
      const later = history.holdout?.purchases.reduce((n, x) => n + x, 0) as number;
      expect(23_570 + repeats + later + history.merged).toBe(69_659);
      const spent = log.reduce((total, { dollars }) => total + dollars, 0);
      expect(spent).toBeGreaterThan(history.holdout?.spend?.reduce((n, x) => n + x, 0) as number);
    });
  },
);
