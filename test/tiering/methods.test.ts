import { expect, test } from "vitest";
import { loadModel, describe as say } from "../../src/core/index.ts";
import { naturalBreaks } from "../../src/math/index.ts";
import { abcClasses, assignTier, explainTier, fitTiers, summarizeTiers } from "../../src/tiering/index.ts";
import { tierModelSpec } from "../../src/tiering/pyramid/schema.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { deepFreeze, logNormalBook } from "./book.ts";

const codes = (model: ReturnType<typeof fitTiers>) => model.fittedOn.notes.map((note) => note.code);
const counts = (model: ReturnType<typeof fitTiers>) => model.fittedOn.realised.map((row) => row.customers);

test("by value, a class ends with the customer who reaches its share", () => {
  // 500 + 300 = 800 of 1,000 is exactly 80 %; 800 + 100 + 50 = 950 is exactly 95 %
  const model = fitTiers([50, 20, 500, 300, 100, 30], { method: "value_share" });
  expect(model).toMatchObject({ method: "value_share", version: 1, tiers: abcClasses, cuts: [300, 50] });
  expect(counts(model)).toEqual([2, 2, 2]);
  expect(model.fittedOn.realised.map((row) => row.valueShare)).toEqual([0.8, 0.15, 0.05]);
  expect(model.fittedOn.notes).toEqual([]);
});

test("by value, equal customers share the better class, and the model says how many that moved", () => {
  const model = fitTiers([40, 40, 40, 10, 10], { method: "value_share" });
  // 80 % of 140 is 112: three are needed; 95 % is 133: two of ten each, and both stay together
  expect(model.cuts).toEqual([40, 10]);
  expect(codes(model)).toEqual(["tier_empty"]);
  const tied = fitTiers([60, 10, 10, 10, 10], { method: "value_share" });
  expect(tied.cuts).toEqual([10, 10]);
  expect(tied.fittedOn.notes[0]).toEqual({ code: "tier_ties", params: { tier: "A", customers: 2, cut: 10 } });
  expect(say(tied.fittedOn.notes[1] as never)).toBe("no customer of this book stands in B");
});

test("by value, shares are of what customers bring; zeros and losses stand in the last class", () => {
  const model = fitTiers([80, 15, 5, 0, 0, -40], { method: "value_share" });
  expect(model.cuts).toEqual([80, 15]);
  expect(counts(model)).toEqual([1, 1, 4]);
  expect(codes(model)).toEqual(["tier_shares_of_gains", "tier_negative_values"]);
  expect(say(model.fittedOn.notes[0] as never, "zh")).toBe("价值占比以客户带来的 100 计算，未扣除亏损 40");
});

test("by value, a book in which nobody brings anything stands in the last class, and any gain would rise", () => {
  const model = fitTiers([0, -5, -1], { method: "value_share" });
  expect(counts(model)).toEqual([0, 0, 3]);
  expect(codes(model)).toEqual(["tier_no_gains", "tier_negative_values", "tier_value_share_undefined"]);
  expect(assignTier(model, 0.01)).toBe("A");
});

test("one customer who brings nearly everything leaves the next class empty", () => {
  const model = fitTiers([970, 10, 10, 10], { method: "value_share" });
  expect(counts(model)).toEqual([1, 0, 3]);
  expect(codes(model)).toEqual(["tier_empty"]);
});

test("given amounts are taken as they are, and a tier nobody reaches says so", () => {
  const tiers = [{ id: "key", from: 1000 }, { id: "mid", from: 0 }, { id: "loss" }];
  const model = fitTiers([20, 0, -3], { method: "thresholds", tiers });
  expect(model).toMatchObject({ tiers: [{ id: "key" }, { id: "mid" }, { id: "loss" }], cuts: [1000, 0] });
  expect(counts(model)).toEqual([0, 2, 1]);
  expect(codes(model)).toEqual(["tier_empty", "tier_negative_values"]);
  expect(explainTier(model, 20).toNextTier).toBe(980);
});

test("natural breaks fall into the gaps and tell how much of the variance they explain", () => {
  const model = fitTiers([1, 2, 2, 3, 50, 52, 54, 400], {
    method: "natural_breaks",
    tiers: [{ id: "a" }, { id: "b" }, { id: "c" }],
  });
  expect(model.cuts).toEqual([226, 27]);
  expect(counts(model)).toEqual([1, 3, 4]);
  // within: 2 (1, 2, 2, 3) + 8 (50, 52, 54); whole: 8 values around 70.5
  expectClose(model.fittedOn.varianceExplained as number, 1 - 10 / 128376, 1e-12);
});

test("with fewer different values than tiers the worse tiers stay empty", () => {
  const model = fitTiers([5, 5, 9], { method: "natural_breaks" });
  expect(model.cuts).toEqual([7, 5, 5]);
  expect(counts(model)).toEqual([1, 2, 0, 0]);
  expect(codes(model)).toEqual(["tier_too_few_values"]);
  expect(counts(fitTiers([7], { method: "natural_breaks" }))).toEqual([1, 0, 0, 0]);
  expect(codes(fitTiers([7, 7], { method: "natural_breaks" }))).toContain("all_values_equal");
});

// brute force over every division of a sorted column
function least(sorted: readonly number[], classes: number, from: number = 0): number {
  const squares = (part: readonly number[]) => {
    const mean = part.reduce((n, x) => n + x, 0) / part.length;
    return part.reduce((n, x) => n + (x - mean) ** 2, 0);
  };
  if (classes === 1) return squares(sorted.slice(from));
  let best = Number.POSITIVE_INFINITY;
  for (let to = from + 1; to <= sorted.length - classes + 1; to++) {
    best = Math.min(best, squares(sorted.slice(from, to)) + least(sorted, classes - 1, to));
  }
  return best;
}

test("natural breaks are the best of all divisions", () => {
  for (let seed = 1; seed <= 150; seed++) {
    const sorted = Array.from(logNormalBook(10, 1.5, seed)).sort((a, b) => a - b);
    const { varianceExplained } = naturalBreaks(sorted, 4);
    expectClose(varianceExplained, 1 - least(sorted, 4) / least(sorted, 1), 1e-9);
  }
});

test("huge, tiny and mixed amounts have natural breaks too", () => {
  for (const scale of [1e300, 1e-300, 5e-324, 1]) {
    const { breaks } = naturalBreaks(
      [1, 2, 100, 101, -50].map((x) => x * scale),
      3,
    );
    expect(breaks).toHaveLength(2);
    for (const cut of breaks) expect(Number.isFinite(cut)).toBe(true);
  }
});

test("every method keeps each customer and each amount, and does not touch the book", () => {
  const book = deepFreeze(Array.from(logNormalBook(500, 1.6, 9)));
  for (const options of [
    {},
    { method: "value_share" },
    { method: "natural_breaks" },
    { method: "thresholds", tiers: [{ id: "x", from: 90 }, { id: "y" }] },
  ] as const) {
    const model = fitTiers(book, options);
    expect(counts(model).reduce((n, count) => n + count, 0)).toBe(500);
    expect(loadModel(tierModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect(summarizeTiers(model, book).rows.map((row) => row.customers)).toEqual(counts(model));
  }
});

test("a model that was stored before there were four methods is read as it is", () => {
  const stored = `{"kind":"tiers","version":1,"method":"customer_share","tiers":[{"id":"top","share":0.01},{"id":"large","share":0.04},{"id":"medium","share":0.15},{"id":"small","share":0.8}],"cuts":[384.50000000000006,322.5,90],"fittedOn":{"customers":6,"total":497,"realised":[{"id":"top","customers":1,"share":0.16666666666666666,"value":400,"valueShare":0.8048289738430584},{"id":"large","customers":0,"share":0,"value":0,"valueShare":0},{"id":"medium","customers":1,"share":0.16666666666666666,"value":90,"valueShare":0.18108651911468812},{"id":"small","customers":4,"share":0.6666666666666666,"value":7,"valueShare":0.014084507042253521}],"notes":[{"code":"tier_book_too_small","params":{"tier":"top","share":0.01,"customers":6}},{"code":"tier_negative_values","params":{"customers":1,"sum":-3}}]}}`;
  const model = loadModel(tierModelSpec, JSON.parse(stored));
  expect(model).toEqual(JSON.parse(stored));
  expect(assignTier(model, 90)).toBe("medium");
  expect(fitTiers([-3, 0, 5, 5, 90, 400]).cuts).toEqual(model.cuts);
});

test("a method that does not exist and tiers that do not fit it are refused", () => {
  const code = (options: unknown): string => {
    try {
      fitTiers([1, 2, 3], options as never);
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "none";
  };
  expect(code({ method: "kmeans" })).toBe("unknown_id");
  expect(code({ method: null })).toBe("unknown_id");
  expect(code({ method: "thresholds" })).toBe("invalid_type");
  expect(code({ method: "thresholds", tiers: [] })).toBe("empty_input");
  expect(code({ method: "thresholds", tiers: [{ id: "a" }, { id: "b" }] })).toBe("invalid_type");
  expect(code({ method: "thresholds", tiers: [{ id: "a", from: Number.NaN }, { id: "b" }] })).toBe("not_finite");
  expect(code({ method: "thresholds", tiers: [{ id: "a", from: 5 }, { id: "b", from: 5 }, { id: "c" }] })).toBe(
    "inconsistent",
  );
  expect(
    code({
      method: "thresholds",
      tiers: [
        { id: "a", from: 5 },
        { id: "b", from: 1 },
      ],
    }),
  ).toBe("inconsistent");
  expect(code({ method: "thresholds", tiers: [{ id: "a", from: 5 }, { id: "a" }] })).toBe("duplicate_id");
  expect(code({ method: "natural_breaks", tiers: [{}] })).toBe("invalid_type");
  expect(code({ method: "value_share", tiers: [{ id: "a", share: 0.5 }] })).toBe("inconsistent");
  expect(() => fitTiers([1e308, 1e308], { method: "value_share" })).toThrow(
    expect.objectContaining({ code: "out_of_range" }),
  );
  for (const bad of [undefined, null, 0, 256, 1.5, Number.NaN, "3"])
    expect(() => naturalBreaks([1, 2], bad as never)).toThrow(expect.objectContaining({ name: "ClienteleError" }));
  for (const bad of [undefined, [], [Number.NaN], ["x"], 5])
    expect(() => naturalBreaks(bad as never, 2)).toThrow(expect.objectContaining({ name: "ClienteleError" }));
});

describeWithData("the telecom operator's customers", ["telco/telco-customer-churn.csv"], () => {
  const paid = () =>
    Float64Array.from(readSharedCsv("telco/telco-customer-churn.csv"), (row) =>
      Number((row["TotalCharges"] as string).trim()),
    );

  test("ABC classes agree with a plain running sum", () => {
    const book = paid();
    const model = fitTiers(book, { method: "value_share" });
    const sorted = [...book].sort((a, b) => b - a);
    const total = sorted.reduce((n, x) => n + x, 0);
    let run = 0;
    const reached = sorted.map((x) => {
      run += x;
      return run / total;
    });
    const a = reached.findIndex((share) => share >= 0.8) + 1;
    const b = reached.findIndex((share) => share >= 0.95) + 1;
    expect(model.cuts).toEqual([sorted[a - 1], sorted[b - 1]]);
    const atLeast = (cut: number) => sorted.filter((x) => x >= cut).length;
    expect(counts(model)).toEqual([
      atLeast(model.cuts[0] as number),
      atLeast(model.cuts[1] as number) - atLeast(model.cuts[0] as number),
      7043 - atLeast(model.cuts[1] as number),
    ]);
    // customersFor80 of the same book is 38.359 % of 7,043 = 2,701.6 customers
    expect(a).toBe(2702);
  });

  test("natural breaks put every customer nearest to the mean of its own tier", () => {
    const book = paid();
    const model = fitTiers(book, { method: "natural_breaks" });
    const means = summarizeTiers(model, book).rows.map((row) => row.mean as number);
    for (const [i, cut] of model.cuts.entries())
      expectClose(cut, ((means[i] as number) + (means[i + 1] as number)) / 2, 1e-9);
  });
});
