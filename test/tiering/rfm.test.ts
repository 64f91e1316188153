import { describe, expect, test } from "vitest";
import { labelOf, labelsOf, loadModel, describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { rfmModelSpec } from "../../src/schemas.ts";
import {
  assignRfm,
  assignRfmColumn,
  defineRfmSegments,
  explainRfm,
  fitRfm,
  type RfmSummary,
  rfmSegments,
  summarizeRfm,
  summarizeRfmColumn,
  summarizeRfmSegments,
} from "../../src/tiering/index.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData } from "../support/shared-data.ts";
import { CDNOW, CDNOW_END, type CdnowPurchase, readCdnow } from "./rfm-cdnow.ts";

interface Order {
  readonly who: string;
  readonly on: string;
  readonly eur: number;
}
const order = (who: string, on: string, eur: number): Order => ({ who, on, eur });
const read = {
  customerId: (row: Order) => row.who,
  date: (row: Order) => row.on,
  amount: (row: Order) => row.eur,
} as const;
const bookOf = (rows: readonly (readonly [id: string, recency: number, frequency: number, money: number])[]) =>
  ({
    ...summarizeRfm([] as Order[], { asOf: "2026-03-31", ...read }),
    customers: rows.map(([id, recencyDays, frequency, monetary]) => ({
      id,
      recencyDays,
      tenureDays: recencyDays,
      frequency,
      monetary,
      meanAmount: monetary / frequency,
    })),
  }) satisfies RfmSummary;

describe("summarizing purchases", () => {
  test("purchases of one day count once, whatever the hour and the time zone of the text", () => {
    const rows = [
      order("a", "2026-03-01T00:10Z", 5),
      order("a", "2026-03-01T23:50Z", 5),
      order("a", "2026-03-02T01:00+02:00", 1),
    ];
    const { customers, merged, purchaseDays } = summarizeRfm(rows, { asOf: "2026-03-31", ...read });
    expect(customers).toEqual([
      { id: "a", recencyDays: 30, tenureDays: 30, frequency: 1, monetary: 11, meanAmount: 11 },
    ]);
    expect([merged, purchaseDays]).toEqual([2, 1]);
  });

  test("a purchase on the day itself has recency 0, and one after it is left out and counted", () => {
    const rows = [order("a", "2026-03-31T18:00Z", 5), order("a", "2026-04-01", 7), order("b", "2026-05-01", 9)];
    const summary = summarizeRfm(rows, { asOf: "2026-03-31", ...read });
    expect(summary.customers.map((row) => [row.id, row.recencyDays])).toEqual([["a", 0]]);
    expect(summary.afterAsOf).toEqual({ transactions: 2, amount: 16 });
  });

  test("a refund lowers the money and renews nothing; ignored, it leaves the money as it was", () => {
    const rows = [order("a", "2026-03-01", 50), order("a", "2026-03-20", -20), order("b", "2026-03-05", -8)];
    const net = summarizeRfm(rows, { asOf: "2026-03-31", ...read });
    expect(net.customers).toEqual([
      { id: "a", recencyDays: 30, tenureDays: 30, frequency: 1, monetary: 30, meanAmount: 30 },
    ]);
    expect(net.refunded).toEqual({ transactions: 2, amount: -28 });
    expect(net.withoutPurchase).toEqual({ customers: 1, amount: -8 });
    const gross = summarizeRfm(rows, { asOf: "2026-03-31", refunds: "ignore", ...read });
    expect(gross.customers[0]?.monetary).toBe(50);
    expect(gross.withoutPurchase).toEqual({ customers: 1, amount: 0 });
  });

  test("a free order is a purchase", () => {
    expect(summarizeRfm([order("a", "2026-03-30", 0)], { asOf: "2026-03-31", ...read }).customers[0]).toEqual({
      id: "a",
      recencyDays: 1,
      tenureDays: 1,
      frequency: 1,
      monetary: 0,
      meanAmount: 0,
    });
  });

  test("cents add up to the cent", () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => order("a", "2026-03-01", i % 2 === 0 ? 0.1 : 0.2));
    expect(summarizeRfm(rows, { asOf: "2026-03-31", ...read }).customers[0]?.monetary).toBe(1500);
  });

  test("days far apart are counted by sorting, days close together in a table, with one answer", () => {
    const random = createRandom(4);
    const customers = Array.from({ length: 500 }, () => random.integer(0, 19));
    const amounts = customers.map(() => random.integer(-3, 9));
    const near = customers.map(() => random.integer(0, 60));
    const far = near.map((day) => day * 1_000_000 - 30_000_000);
    const close = summarizeRfmColumn({ customers, days: near, amounts }, { asOf: "1970-02-20" });
    const wide = summarizeRfmColumn({ customers, days: far, amounts }, { asOf: new Date(20_000_000 * 86_400_000) });
    const seen = new Map<number, Set<number>>();
    near.forEach((day, i) => {
      if (day > 50 || (amounts[i] as number) < 0) return;
      const own = seen.get(customers[i] as number) ?? new Set();
      seen.set(customers[i] as number, own.add(day));
    });
    expect(Array.from(close.frequency)).toEqual(Array.from(close.customers, (code) => seen.get(code)?.size));
    expect(wide.frequency).toEqual(close.frequency);
  });
});

describe("the eleven segments", () => {
  test("every cell of the 5 × 5 × 5 grid belongs to exactly one segment", () => {
    const holders = new Map<string, string[]>();
    for (let r = 1; r <= 5; r++)
      for (let f = 1; f <= 5; f++)
        for (let m = 1; m <= 5; m++) {
          const inside = (range: readonly number[] = [1, 5], score: number) =>
            score >= (range[0] as number) && score <= (range[1] as number);
          const ids = rfmSegments.rules.flatMap(({ id, blocks }) =>
            blocks.filter((b) => inside(b.recency, r) && inside(b.frequency, f) && inside(b.monetary, m)).map(() => id),
          );
          holders.set(`${r}${f}${m}`, ids);
        }
    expect(holders.size).toBe(125);
    for (const [cell, ids] of holders) expect(ids, cell).toHaveLength(1);
    expect(new Set([...holders.values()].flat()).size).toBe(11);
    expect(defineRfmSegments(rfmSegments.rules)).toEqual(rfmSegments);
  });

  test.each([2, 3, 4, 5, 6, 7, 8, 9])("every cell of a grid of %i scores has one name", (scores) => {
    const values = Array.from({ length: scores }, (_, i) => i + 1);
    const rows = values.flatMap((r) =>
      values.flatMap((f) => values.map((m) => [`${r}${f}${m}`, scores - r, f, m] as const)),
    );
    const bounds = values.slice(1).reverse();
    const model = fitRfm(bookOf(rows), {
      scores,
      method: "fixed",
      cuts: { recency: values.slice(0, -1).map((v) => v - 1), frequency: bounds, monetary: bounds },
    });
    const ids = rfmSegments.rules.map((rule) => rule.id);
    for (const customer of bookOf(rows).customers) {
      const { cell, segment } = assignRfm(model, customer);
      expect(cell).toBe(customer.id);
      expect(ids).toContain(segment);
    }
    const top = assignRfm(model, { recencyDays: 0, frequency: scores, monetary: scores, meanAmount: 1 });
    const bottom = assignRfm(model, { recencyDays: scores, frequency: 1, monetary: 1, meanAmount: 1 });
    expect([top.segment, bottom.segment]).toEqual(["champions", "lost"]);
    expect(summarizeRfmSegments(model, bookOf(rows)).customers).toBe(scores ** 3);
  });

  test("have a name in both languages, in the order of the rules", () => {
    expect(Object.keys(labelsOf("rfmSegment"))).toEqual(rfmSegments.rules.map((rule) => rule.id));
    expect(labelOf("rfmSegment", "cannot_lose", "zh")).toBe("不可流失客户");
    expect(labelOf("rfmSegment", "my own")).toBe("my own");
  });

  test("own segments that miss a cell or hold one twice are refused by the cell's name", () => {
    const block = (from: number, to: number) => [{ recency: [from, to] as const }];
    const rules = [
      { id: "a", blocks: block(2, 3) },
      { id: "b", blocks: block(1, 1) },
    ];
    expect(defineRfmSegments(rules, { scores: 3 }).rules).toEqual(rules);
    expect(() => defineRfmSegments(rules, { scores: 4 })).toThrow(
      /cell 411 must belong to exactly one segment, got none/,
    );
    expect(() => defineRfmSegments([...rules, { id: "c", blocks: block(1, 1) }], { scores: 3 })).toThrow(
      /cell 111 .* got b, c/,
    );
    expect(() => defineRfmSegments([{ id: "a", blocks: [{}, {}] }])).toThrow(/cell 111 .* got a, a/);
  });
});

describe("fitting and scoring", () => {
  const ten = bookOf(Array.from({ length: 10 }, (_, i) => [`c${i}`, 10 * i, 10 - i, 100 - i] as const));

  test("without ties each score holds a fifth of the customers", () => {
    const { recency, frequency, monetary } = assignRfmColumn(fitRfm(ten), {
      recencyDays: ten.customers.map((row) => row.recencyDays),
      frequency: ten.customers.map((row) => row.frequency),
      monetary: ten.customers.map((row) => row.monetary),
      meanAmount: ten.customers.map((row) => row.meanAmount),
    });
    for (const scores of [recency, frequency, monetary])
      expect(Array.from(scores)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
  });

  test("equal customers share a score, the one of those they beat, and scores nobody can have are named", () => {
    const book = bookOf([1, 1, 1, 1, 1, 1, 2, 2, 3, 9].map((frequency, i) => [`c${i}`, i, frequency, i] as const));
    const model = fitRfm(book);
    expect(model.cuts.frequency).toEqual([
      { score: 5, bound: 3 },
      { score: 4, bound: 2 },
    ]);
    expect(model.fittedOn.notes).toEqual([
      { code: "rfm_scores_unused", params: { dimension: "frequency", scores: [2, 3] } },
    ]);
    expect(word(model.fittedOn.notes[0] as never)).toContain("frequency score 2, 3");
    expect(word(model.fittedOn.notes[0] as never, "zh")).toContain("2、3");
  });

  test("fixed cuts give the better score on the bound itself", () => {
    const model = fitRfm(ten, {
      scores: 3,
      method: "fixed",
      cuts: { recency: [30, 90], frequency: [10, 2], monetary: [1000, 100] },
      weights: { recency: 2, frequency: 1, monetary: 1 },
    });
    const on = assignRfm(model, { recencyDays: 30, frequency: 10, monetary: 1000, meanAmount: 100 });
    expect(on).toEqual({ recency: 3, frequency: 3, monetary: 3, cell: "333", score: 3, segment: "champions" });
    const past = assignRfm(model, { recencyDays: 31, frequency: 9, monetary: 999, meanAmount: 111 });
    expect(past.cell).toBe("222");
    expect(assignRfm(model, { recencyDays: 30, frequency: 1, monetary: 0, meanAmount: 0 }).score).toBe(2);
    expect(loadModel(rfmModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  test("natural cuts fall into the gaps, and few classes span from the worst score to the best", () => {
    const book = bookOf([1, 2, 2, 50, 52, 300].map((frequency, i) => [`c${i}`, frequency, frequency, i] as const));
    const model = fitRfm(book, { scores: 3, method: "natural" });
    const scores = book.customers.map((row) => assignRfm(model, row));
    expect(scores.map((row) => row.frequency)).toEqual([1, 1, 1, 2, 2, 3]);
    expect(scores.map((row) => row.recency)).toEqual([3, 3, 3, 2, 2, 1]);
    const two = fitRfm(bookOf([1, 1, 9].map((f, i) => [`c${i}`, 1, f, 1] as const)), { method: "natural" });
    expect(two.cuts.frequency).toEqual([{ score: 5, bound: 5 }]);
    expect(two.cuts.recency).toEqual([]);
  });

  test("the mean per purchase day can be scored instead of the sum", () => {
    const book = bookOf([
      ["often for little", 1, 10, 100],
      ["once for much", 1, 1, 90],
    ]);
    const model = fitRfm(book, { scores: 2, monetary: "mean" });
    expect(book.customers.map((row) => assignRfm(model, row).monetary)).toEqual([1, 2]);
    expect(model.fittedOn.total).toBe(190);
  });

  test("an explanation says what the next better score takes, and taking it gets there", () => {
    const model = fitRfm(ten);
    const customer = ten.customers[7] as (typeof ten.customers)[number];
    const why = explainRfm(model, customer);
    expect(why.cell).toBe("222");
    const { purchasesToNext = 0, amountToNext = 0 } = why;
    const risen = assignRfm(model, {
      ...customer,
      frequency: customer.frequency + purchasesToNext,
      monetary: customer.monetary + amountToNext,
    });
    expect(risen.cell).toBe("233");
    expect(explainRfm(model, ten.customers[0] as typeof customer)).not.toHaveProperty("purchasesToNext");
    expect(why.reasons.map((reason) => word(reason, "zh")).join()).toContain("沉睡客户");
    expect(why.reasons.map((reason) => word(reason))[2]).toBe("purchases on 3 days: frequency 2 of 5");
  });
});

describeWithData("the 69,659 purchases of the CDNOW cohort", [CDNOW], () => {
  const purchases = readCdnow();
  const summary = summarizeRfm(purchases, {
    asOf: CDNOW_END,
    customerId: (row) => row.customer,
    date: (row) => row.date,
    amount: (row) => row.dollars,
  });

  test("every purchase and every cent arrives", () => {
    expect(purchases).toHaveLength(69_659);
    expect(summary.customers).toHaveLength(23_570);
    const cents = purchases.reduce((total, row) => total + Math.round(100 * row.dollars), 0);
    expectClose(summary.total, cents / 100, 1e-14);
    expect(summary.total).toBe(2_500_315.63);
    const days = new Set(purchases.map((row) => `${row.customer} ${row.date}`));
    expect(summary.purchaseDays).toBe(days.size);
    expect(summary.merged + summary.purchaseDays).toBe(69_659);
  });

  test("single customers agree with a recount of their own rows", () => {
    const DAY = 86_400_000;
    for (const id of ["00001", "00003", "00111", "07592", "14048", "23570"]) {
      const own: CdnowPurchase[] = purchases.filter((row) => row.customer === id);
      const times = own.map((row) => Date.parse(`${row.date}T00:00:00Z`));
      const found = summary.customers.find((row) => row.id === id);
      expect(found?.recencyDays).toBe((Date.parse("1998-06-30T00:00:00Z") - Math.max(...times)) / DAY);
      expect(found?.tenureDays).toBe((Date.parse("1998-06-30T00:00:00Z") - Math.min(...times)) / DAY);
      expect(found?.frequency).toBe(new Set(times).size);
      expectClose(
        found?.monetary ?? 0,
        own.reduce((total, row) => total + row.dollars, 0),
        1e-12,
      );
    }
  });

  test("the columns give the figures of the rows", () => {
    const ids = [...new Set(purchases.map((row) => row.customer))].sort();
    const codeOf = new Map(ids.map((id, code) => [id, code]));
    const columns = summarizeRfmColumn(
      {
        customers: Int32Array.from(purchases, (row) => codeOf.get(row.customer) as number),
        days: Int32Array.from(purchases, (row) => Date.parse(row.date) / 86_400_000),
        amounts: Float64Array.from(purchases, (row) => row.dollars),
      },
      { asOf: CDNOW_END },
    );
    expect(Array.from(columns.frequency)).toEqual(summary.customers.map((row) => row.frequency));
    expect(Array.from(columns.recencyDays)).toEqual(summary.customers.map((row) => row.recencyDays));
    expect(Array.from(columns.monetary)).toEqual(summary.customers.map((row) => row.monetary));
    expect(fitRfm(columns)).toEqual(fitRfm(summary));
  });

  test("each score of five has at least its share of the book behind it", () => {
    const model = fitRfm(summary);
    for (const { score, bound } of model.cuts.frequency) {
      const behind = summary.customers.filter((row) => row.frequency < bound).length;
      expect(behind / 23_570).toBeGreaterThanOrEqual((score - 1) / 5);
    }
    for (const { score, bound } of model.cuts.recency) {
      const behind = summary.customers.filter((row) => row.recencyDays > bound).length;
      expect(behind / 23_570).toBeGreaterThanOrEqual((score - 1) / 5);
    }
    const { rows, grid, total } = summarizeRfmSegments(model, summary);
    expect(rows.reduce((n, row) => n + row.customers, 0)).toBe(23_570);
    expect(grid.reduce((n, cell) => n + cell.customers, 0)).toBe(23_570);
    expectClose(
      rows.reduce((money, row) => money + row.value, 0),
      total,
      1e-12,
    );
    expectClose(
      grid.reduce((money, cell) => money + cell.value, 0),
      total,
      1e-12,
    );
  });
});
