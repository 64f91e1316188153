import fc from "fast-check";
import { expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { rfmModelSpec } from "../../src/schemas.ts";
import {
  assignRfm,
  assignRfmColumn,
  fitRfm,
  type RfmFigures,
  summarizeRfm,
  summarizeRfmColumn,
  summarizeRfmSegments,
} from "../../src/tiering/index.ts";
import { expectClose } from "../support/close.ts";
import { deepFreeze } from "./book.ts";

interface Row {
  readonly who: string;
  readonly day: number;
  readonly eur: number;
}
const DAY = 86_400_000;
const rowArb: fc.Arbitrary<Row> = fc.record({
  who: fc.oneof(
    fc.constantFrom("a", "b", "c", "__proto__", "constructor", "toString"),
    fc.string({ minLength: 1, maxLength: 3 }),
  ),
  day: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: -90_000_000, max: 90_000_000 })),
  eur: fc.oneof(
    fc.integer({ min: -3, max: 20 }),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.constantFrom(0, -0, 5e-324, 1e-9),
  ),
});
const rows = fc.array(rowArb, { maxLength: 60 });
const read = {
  customerId: (row: Row) => row.who,
  date: (row: Row) => row.day * DAY,
  amount: (row: Row) => row.eur,
} as const;
const policy = fc.constantFrom("net" as const, "ignore" as const);
const asOf = fc.oneof(fc.constantFrom(12, 8), fc.integer({ min: -1e8, max: 1e8 })).map((day) => day * DAY);
const fitOptions = fc.record({
  scores: fc.integer({ min: 2, max: 9 }),
  method: fc.constantFrom("quantile" as const, "natural" as const),
  monetary: fc.constantFrom("sum" as const, "mean" as const),
});

test("the order of transactions does not matter, and they are left as they were", () => {
  fc.assert(
    fc.property(rows, asOf, policy, (book, on, refunds) => {
      const summary = summarizeRfm(deepFreeze(book), { asOf: on, refunds, ...read });
      const turned = summarizeRfm([...book].reverse(), { asOf: on, refunds, ...read });
      const scale = 1 + book.reduce((total, row) => total + Math.abs(row.eur), 0);
      const plain = (of: typeof summary) => of.customers.map(({ monetary, meanAmount, ...rest }) => rest);
      expect(plain(turned)).toEqual(plain(summary));
      turned.customers.forEach((row, i) => {
        expectClose(row.monetary / scale, (summary.customers[i]?.monetary as number) / scale, 1e-14);
      });
      expect([turned.merged, turned.purchaseDays]).toEqual([summary.merged, summary.purchaseDays]);
    }),
  );
});

test("nothing is lost: customers, refunds, later transactions and customers without a purchase sum to the input", () => {
  fc.assert(
    fc.property(rows, asOf, policy, (book, on, refunds) => {
      const summary = summarizeRfm(book, { asOf: on, refunds, ...read });
      const ignored = refunds === "ignore" ? summary.refunded.amount : 0;
      const found = summary.total + summary.withoutPurchase.amount + summary.afterAsOf.amount + ignored;
      const scale = 1 + book.reduce((total, row) => total + Math.abs(row.eur), 0);
      expectClose(found / scale, book.reduce((total, row) => total + row.eur, 0) / scale, 1e-13);
      const counted = summary.purchaseDays + summary.merged + summary.refunded.transactions;
      expect(counted + summary.afterAsOf.transactions).toBe(book.length);
      expect(JSON.stringify(summary)).not.toMatch(/null|NaN|Infinity/);
      for (const row of summary.customers) {
        expect(row.recencyDays).toBeGreaterThanOrEqual(0);
        expect(row.tenureDays).toBeGreaterThanOrEqual(row.recencyDays);
        expect(row.frequency).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});

test("purchases that were merged by day already give the same figures", () => {
  fc.assert(
    fc.property(rows, (book) => {
      const purchases = book.filter((row) => row.eur >= 0).map((row) => ({ ...row, eur: Math.round(row.eur) }));
      const byDay = new Map<string, Row>();
      for (const row of purchases) {
        const key = JSON.stringify([row.who, row.day]);
        const before = byDay.get(key);
        byDay.set(key, before === undefined ? row : { ...row, eur: row.eur + before.eur });
      }
      const options = { asOf: 1e8 * DAY, ...read };
      const once = summarizeRfm([...byDay.values()], options);
      expect(once.merged).toBe(0);
      expect(once.customers).toEqual(summarizeRfm(purchases, options).customers);
    }),
  );
});

test("columns give the figures of rows", () => {
  fc.assert(
    fc.property(rows, asOf, policy, (book, on, refunds) => {
      const ids = [...new Set(book.map((row) => row.who))].sort((a, b) => (a < b ? -1 : 1));
      const { customers, ...columns } = summarizeRfmColumn(
        {
          customers: book.map((row) => ids.indexOf(row.who)),
          days: Int32Array.from(book, (row) => row.day),
          amounts: book.map((row) => row.eur),
        },
        { asOf: on, refunds },
      );
      const summary = summarizeRfm(book, { asOf: on, refunds, ...read });
      expect(Array.from(customers, (code) => ids[code])).toEqual(summary.customers.map((row) => row.id));
      for (const field of ["recencyDays", "tenureDays", "frequency", "monetary", "meanAmount"] as const) {
        expect(Array.from(columns[field])).toEqual(summary.customers.map((row) => row[field]));
      }
      expect(columns.total).toBe(summary.total);
    }),
  );
});

test("a later purchase, a further one or more money never means a worse score", () => {
  const figure = fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 30 }), fc.integer({ min: -50, max: 900 }));
  fc.assert(
    fc.property(rows, fitOptions, fc.array(figure, { minLength: 2, maxLength: 20 }), (book, options, figures) => {
      const summary = summarizeRfm(book, { asOf: 12 * DAY, ...read });
      fc.pre(summary.customers.length > 0);
      const model = fitRfm(deepFreeze(summary), options);
      const base = summary.customers[0] as RfmFigures;
      const ascending = (pick: 0 | 1 | 2) => figures.map((of) => of[pick]).sort((a, b) => a - b);
      let [worst, best] = [options.scores, 0];
      for (const recencyDays of ascending(0)) {
        const { recency } = assignRfm(model, { ...base, recencyDays });
        expect(recency).toBeLessThanOrEqual(worst);
        worst = recency;
      }
      for (const frequency of ascending(1)) {
        const scored = assignRfm(model, { ...base, frequency }).frequency;
        expect(scored).toBeGreaterThanOrEqual(best);
        best = scored;
      }
      best = 0;
      for (const money of ascending(2)) {
        const { monetary } = assignRfm(model, { ...base, monetary: money, meanAmount: money });
        expect(monetary).toBeGreaterThanOrEqual(best);
        best = monetary;
      }
    }),
  );
});

test("one customer at a time and the whole column agree; a model survives JSON; segments sum to the book", () => {
  fc.assert(
    fc.property(rows, fitOptions, (book, options) => {
      const summary = summarizeRfm(book, { asOf: 12 * DAY, ...read });
      fc.pre(summary.customers.length > 0);
      const fitted = fitRfm(summary, options);
      const model = loadModel(rfmModelSpec, JSON.parse(JSON.stringify(fitted)));
      expect(model).toEqual(fitted);
      const columns = assignRfmColumn(model, {
        recencyDays: summary.customers.map((row) => row.recencyDays),
        frequency: summary.customers.map((row) => row.frequency),
        monetary: summary.customers.map((row) => row.monetary),
        meanAmount: summary.customers.map((row) => row.meanAmount),
      });
      summary.customers.forEach((row, i) => {
        expect(assignRfm(model, row)).toEqual({
          recency: columns.recency[i],
          frequency: columns.frequency[i],
          monetary: columns.monetary[i],
          cell: `${columns.recency[i]}${columns.frequency[i]}${columns.monetary[i]}`,
          score: columns.score[i],
          segment: model.segments.rules[columns.segment[i] as number]?.id,
        });
        expect(columns.score[i]).toBeGreaterThanOrEqual(1);
        expect(columns.score[i]).toBeLessThanOrEqual(options.scores);
      });
      const { rows: segments, grid } = summarizeRfmSegments(model, summary);
      const scale = 1 + summary.customers.reduce((total, row) => total + Math.abs(row.monetary), 0);
      for (const part of [segments, grid]) {
        expect(part.reduce((n, row) => n + row.customers, 0)).toBe(summary.customers.length);
        expectClose(part.reduce((money, row) => money + row.value, 0) / scale, summary.total / scale, 1e-12);
      }
    }),
  );
});
