import { expect, test } from "vitest";
import { describe } from "../../src/core/index.ts";
import { assignTier, customerPyramid, explainTier, fitTiers, summarizeTiers } from "../../src/tiering/index.ts";
import { expectClose } from "../support/close.ts";

const goldAndBase = [
  { id: "gold", share: 0.25 },
  { id: "base", share: 0.75 },
];
const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
const codes = (model: ReturnType<typeof fitTiers>) => model.fittedOn.notes.map((note) => note.code);

test("a book of a hundred customers has one top, four large, fifteen medium and eighty small ones", () => {
  const { fittedOn } = fitTiers(hundred);
  expect(fittedOn.realised.map((row) => [row.id, row.customers, row.share])).toEqual([
    ["top", 1, 0.01],
    ["large", 4, 0.04],
    ["medium", 15, 0.15],
    ["small", 80, 0.8],
  ]);
  expect(fittedOn.realised.map((row) => row.value)).toEqual([100, 390, 1320, 3240]);
  expect(fittedOn).toMatchObject({ customers: 100, total: 5050, notes: [] });
  expect(customerPyramid.reduce((sum, tier) => sum + tier.share, 0)).toBeCloseTo(1, 12);
});

test("the model is learned from rows with an accessor as from a column", () => {
  const rows = hundred.map((value) => ({ id: `c${value}`, revenue: value }));
  expect(fitTiers(rows, { value: (row) => row.revenue })).toEqual(fitTiers(Float64Array.from(hundred)));
});

test("a boundary value belongs to the better tier", () => {
  const model = fitTiers([5, 10, 90, 400], { tiers: goldAndBase });
  expect(model.cuts).toEqual([167.5]);
  expect(assignTier(model, 167.5)).toBe("gold");
  expect(assignTier(model, 167.49)).toBe("base");
});

test("rounding of the shares never pushes the boundary customer down", () => {
  // 20 · (1 − (0.3 + 0.3)) is 8.000000000000002: the cut is the customer at rank 8, not a hair above
  const tiers = [
    { id: "a", share: 0.3 },
    { id: "b", share: 0.3 },
    { id: "c", share: 0.4 },
  ];
  for (let n = 2; n <= 400; n++) {
    const book = Float64Array.from({ length: n }, (_, i) => 100 + i);
    const [cutA = 0, cutB = 0] = fitTiers(book, { tiers }).cuts;
    // the exact ranks (n − 1)·7/10 and (n − 1)·4/10
    expectClose(cutA, 100 + ((n - 1) * 7) / 10, 1e-13);
    expectClose(cutB, 100 + ((n - 1) * 4) / 10, 1e-13);
    if (((n - 1) * 7) % 10 === 0) expect(cutA).toBe(100 + ((n - 1) * 7) / 10);
    if (((n - 1) * 4) % 10 === 0) expect(cutB).toBe(100 + ((n - 1) * 4) / 10);
  }
});

test("customers of equal value share the better tier, and the model says how many that moved", () => {
  const model = fitTiers([1, 2, 5, 5, 5, 5, 5, 9], { tiers: goldAndBase });
  expect(model.cuts).toEqual([5]);
  expect(model.fittedOn.realised.map((row) => row.customers)).toEqual([6, 2]);
  expect(model.fittedOn.notes).toEqual([{ code: "tier_ties", params: { tier: "gold", customers: 4, cut: 5 } }]);
  expect(model.tiers[0]?.share).toBe(0.25);
  expect(model.fittedOn.realised[0]?.share).toBe(0.75);
});

test("a book in which all bring the same is one tier, and says so", () => {
  const model = fitTiers(new Array(200).fill(7));
  expect(model.fittedOn.realised.map((row) => row.customers)).toEqual([200, 0, 0, 0]);
  expect(model.fittedOn.notes).toEqual([{ code: "all_values_equal", params: { n: 200, value: 7 } }]);
});

test("a book too small for a tier says which tiers", () => {
  const { notes } = fitTiers([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).fittedOn;
  expect(notes).toEqual([
    { code: "tier_book_too_small", params: { tier: "top", share: 0.01, customers: 10 } },
    { code: "tier_book_too_small", params: { tier: "large", share: 0.04, customers: 10 } },
  ]);
  expect(describe(notes[0] as never)).toBe(
    "1% of 10 customers is less than one customer, so Top cannot have its share",
  );
});

test("customers without value in a better tier are reported", () => {
  const book = [...new Array(90).fill(0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const model = fitTiers(book);
  expect(model.fittedOn.notes).toContainEqual({
    code: "tier_zeros_in_better_tier",
    params: { tier: "medium", customers: 90 },
  });
  expect(model.fittedOn.realised.map((row) => row.customers)).toEqual([1, 4, 95, 0]);
});

test("negative values are kept, counted and summed", () => {
  const model = fitTiers([-5, -2.5, ...hundred]);
  expect(model.fittedOn.notes).toContainEqual({ code: "tier_negative_values", params: { customers: 2, sum: -7.5 } });
  expect(model.fittedOn.total).toBe(5042.5);
});

test("a book that brings nothing on balance has no shares of value", () => {
  const model = fitTiers([-50, 10, 20, 15], { tiers: goldAndBase });
  expect(codes(model)).toContain("tier_value_share_undefined");
  for (const row of model.fittedOn.realised) expect(row).not.toHaveProperty("valueShare");
  for (const row of summarizeTiers(model, [-1]).rows) expect(row).not.toHaveProperty("valueShare");
});

test("one tier alone holds everybody", () => {
  const model = fitTiers([3, 1], { tiers: [{ id: "all", share: 1 }] });
  expect(model.cuts).toEqual([]);
  expect(assignTier(model, -100)).toBe("all");
  expect(explainTier(model, 5)).toEqual({
    tier: "all",
    value: 5,
    reasons: [{ code: "tier_last", params: { tier: "all" } }],
  });
});

test("an explanation says what holds the customer in the tier and what is missing to the next", () => {
  const model = fitTiers(hundred);
  expect(model.cuts).toEqual([99.01, 95.05, 80.2]);
  const why = explainTier(model, 96);
  expect(why).toMatchObject({ tier: "large", nextTier: "top" });
  expectClose(why.aboveCut as number, 0.95, 1e-12);
  expectClose(why.toNextTier as number, 3.01, 1e-12);
  expect(why.reasons.map((reason) => describe(reason))).toEqual([
    "the value lies 0.95 above 95.05, where Large begins",
    "3.01 more would lift it into Top, which begins at 99.01",
  ]);
  expect(why.reasons.map((reason) => describe(reason, "zh"))).toEqual([
    "价值比大顾客的起点 95.05 高出 0.95",
    "再增加 3.01 即可升入主顾客（起点 99.01）",
  ]);
  expect(explainTier(model, 1)).toMatchObject({ tier: "small", nextTier: "medium" });
  expect(explainTier(model, 1)).not.toHaveProperty("aboveCut");
  expect(explainTier(model, 100)).not.toHaveProperty("toNextTier");
});

test("a tier that no value can reach is never named as the next one", () => {
  const model = fitTiers([1, ...new Array(99).fill(7)]);
  expect(explainTier(model, 1)).toMatchObject({ tier: "small", nextTier: "top", toNextTier: 6 });
});

test("a summary conserves customers and value, also of a book the model has not seen", () => {
  const model = fitTiers(hundred);
  const { rows, customers, total } = summarizeTiers(model, [50, 97, 300, 81, 82, 0.1, 0.2]);
  expect(rows.map((row) => row.customers)).toEqual([1, 1, 2, 3]);
  expect(rows.map((row) => row.mean)).toEqual([300, 97, 81.5, expect.closeTo(50.3 / 3, 12)]);
  expect(rows[3]).toMatchObject({ min: 0.1, max: 50 });
  expect(customers).toBe(7);
  expectClose(total, 610.3, 1e-13);
  const empty = summarizeTiers(model, [1]).rows[0];
  expect(empty).toMatchObject({ customers: 0, share: 0, value: 0, valueShare: 0 });
  expect(empty).not.toHaveProperty("mean");
});
