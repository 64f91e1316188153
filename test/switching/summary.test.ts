import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/random.ts";
import {
  defaultSwitchingModel,
  defineSwitchingModel,
  type SwitchingAccount,
  scoreSwitchingCosts,
  summarizeSwitching,
} from "../../src/switching/index.ts";
import { expectClose } from "../support/close.ts";
import { sampleBook } from "./book.ts";

const asOf = "2026-07-01";
const book = sampleBook(400);
const summary = summarizeSwitching(book, defaultSwitchingModel, { asOf });
const scores = book.map((account) => scoreSwitchingCosts(account, defaultSwitchingModel, { asOf }));

describe("a book of customers", () => {
  test("counts every customer once, in a band or among those without an index", () => {
    expect(summary.n).toBe(400);
    expect(summary.unscored).toBe(10);
    for (const { band, n } of summary.bands) expect(n).toBe(scores.filter((score) => score.band === band).length);
    for (const { from, to, n } of summary.histogram) {
      const inside = scores.filter(({ index = -1 }) => index >= from && (index < to || (to === 100 && index === 100)));
      expect(n).toBe(inside.length);
    }
  });

  test("has the mean of its indices, and their t interval", () => {
    const indices = scores.flatMap(({ index }) => (index === undefined ? [] : [index]));
    const mean = indices.reduce((a, b) => a + b, 0) / indices.length;
    const sd = Math.sqrt(indices.reduce((a, b) => a + (b - mean) ** 2, 0) / (indices.length - 1));
    if ("abstained" in summary.meanIndex) throw new Error("expected a mean");
    expect(summary.meanIndex.n).toBe(390);
    expectClose(summary.meanIndex.value, mean, 1e-12);
    // t quantile 0.975 at 389 degrees of freedom: 1.966 (tables)
    expectClose(summary.meanIndex.interval.upper - mean, (1.966 * sd) / Math.sqrt(390), 1e-3);
  });

  test("adds up money and value by band, kind and customer", () => {
    const money = scores.reduce((a, score) => a + score.money.total, 0);
    const value = book.reduce((a, account) => a + (account.monthlyRevenue ?? 0), 0);
    const inBands = (key: "money" | "value"): number => summary.bands.reduce((a, row) => a + row[key], 0);
    expectClose(summary.money.total, money, 1e-12);
    expectClose(inBands("money") + summary.money.unscored, money, 1e-12);
    expectClose(
      Object.values(summary.money.byKind).reduce((a, b) => a + b, 0),
      money,
      1e-12,
    );
    expectClose(summary.value.total, value, 1e-12);
    expectClose(inBands("value") + summary.value.unscored, value, 1e-12);
    expect(summary.money.customers).toBe(scores.filter((score) => score.money.total > 0).length);
  });

  test("lists the free customers, the most valuable first", () => {
    const free = scores.filter(({ band }) => band === "free").map(({ id }) => id);
    expect(summary.free).toHaveLength(10);
    for (const { id } of summary.free) expect(free).toContain(id);
    const values = summary.free.map(({ value }) => value as number);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(summarizeSwitching(book, defaultSwitchingModel, { asOf, top: 400 }).free).toHaveLength(free.length);
  });

  test("takes another measure of value, and puts customers of unknown value last", () => {
    const accounts = ["a", "b", "c"].map((id) => ({ id, evidence: { habits: 0.1 } }));
    const worth = new Map([["b", 5]]);
    const { free, value } = summarizeSwitching(accounts, defaultSwitchingModel, { value: ({ id }) => worth.get(id) });
    expect(free.map(({ id, value }) => [id, value])).toEqual([
      ["b", 5],
      ["a", undefined],
      ["c", undefined],
    ]);
    expect(value).toEqual({ total: 5, known: 1, unscored: 0 });
  });

  test("names no mean for one customer, for equal customers or for none", () => {
    const one: SwitchingAccount = { id: "a", evidence: { habits: 0.5 } };
    const mean = (accounts: readonly SwitchingAccount[]) =>
      summarizeSwitching(accounts, defaultSwitchingModel).meanIndex;
    expect(mean([])).toEqual({ abstained: { code: "too_few_rows", params: { n: 0, needed: 2 } } });
    expect(mean([one])).toEqual({ abstained: { code: "too_few_rows", params: { n: 1, needed: 2 } } });
    expect(mean([one, { ...one, id: "b" }])).toEqual({
      abstained: { code: "all_values_equal", params: { n: 2, value: 50 } },
    });
  });

  test("accepts __proto__ and constructor as ids of customers", () => {
    const accounts = ["__proto__", "constructor", "toString"].map((id) => ({ id, evidence: { habits: 0 } }));
    expect(
      summarizeSwitching(accounts, defaultSwitchingModel)
        .free.map(({ id }) => id)
        .sort(),
    ).toEqual(accounts.map(({ id }) => id).sort());
  });
});

test("the interval of the mean index covers the true mean as often as it says", () => {
  const model = defineSwitchingModel({ weights: { habits: 1 } });
  const random = createRandom(20260701);
  const replicates = 1000;
  let covered = 0;
  for (let r = 0; r < replicates; r++) {
    const accounts = Array.from({ length: 30 }, (_, i) => ({
      id: `${i}`,
      evidence: { habits: random.beta(1.5, 2.5) },
    }));
    const { meanIndex } = summarizeSwitching(accounts, model);
    if ("abstained" in meanIndex) continue;
    if (meanIndex.interval.lower <= 37.5 && 37.5 <= meanIndex.interval.upper) covered++;
  }
  // three binomial standard errors of 1,000 draws at 0.95
  expect(Math.abs(covered / replicates - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / replicates));
});

test("a book of 200,000 customers is summarized in one call", () => {
  const large = sampleBook(2000);
  const accounts = Array.from({ length: 200_000 }, (_, i) => ({
    ...(large[i % 2000] as SwitchingAccount),
    id: `${i}`,
  }));
  const result = summarizeSwitching(accounts, defaultSwitchingModel, { asOf });
  expect(result.n).toBe(200_000);
  expect(result.bands.reduce((a, { n }) => a + n, 0) + result.unscored).toBe(200_000);
});
