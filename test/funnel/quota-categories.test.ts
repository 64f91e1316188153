import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  assignForecastCategory,
  type DealForecast,
  type ForecastCategoryRules,
  type ForecastOverride,
  summarizeForecastCategories,
} from "../../src/funnel/index.ts";
import { codeOf } from "../loyalty/support.ts";

const deal = (chance: number, amount = 1000, more: Partial<DealForecast> = {}): DealForecast => ({
  dealId: "d1",
  status: "open",
  chance,
  amount,
  expectedAmount: chance * amount,
  ...more,
});
const override = (more: Partial<ForecastOverride>): ForecastOverride => ({
  by: "lee",
  at: "2026-05-04",
  why: "budget is signed",
  ...more,
});

describe("a deal's forecast category", () => {
  test.each([
    [1, "commit"],
    [0.7, "commit"],
    [0.69, "best_case"],
    [0.35, "best_case"],
    [0.34, "pipeline"],
    [0.05, "pipeline"],
    [0.049, "omitted"],
    [0, "omitted"],
  ] as const)("at a chance of %d is %s: a chance on the cut is the firmer category", (chance, category) => {
    expect(assignForecastCategory(deal(chance)).model.category).toBe(category);
  });

  test("follows cuts given as data", () => {
    const rules = { commit: 0.9, bestCase: 0.9, pipeline: 0.1 };
    expect(assignForecastCategory(deal(0.89), { rules }).model.category).toBe("pipeline");
    expect(assignForecastCategory(deal(0.9), { rules }).model.category).toBe("commit");
  });

  test.each(["won", "lost", "cancelled", "suspended", "not_started"] as const)("is omitted for a %s deal", (status) => {
    const categorized = assignForecastCategory(deal(0.9, 1000, { status }));
    expect(categorized.effective.category).toBe("omitted");
    expect(word(categorized.reasons[0] as never, "zh")).toContain("不计入");
  });
});

describe("a manager's override", () => {
  test("stands beside the model, which keeps its figures", () => {
    const plain = assignForecastCategory(deal(0.4));
    const called = assignForecastCategory(deal(0.4), { override: override({ category: "omitted", amount: 5000 }) });
    expect(called.model).toEqual(plain.model);
    expect(called.effective).toEqual({ category: "omitted", amount: 5000 });
    expect(called.override?.why).toBe("budget is signed");
  });

  test("differs from the model by the least that its category implies", () => {
    // commit is a chance of 0.7 or more: 700 at least, where the model expects 400
    expect(assignForecastCategory(deal(0.4), { override: override({ category: "commit" }) }).difference).toBeCloseTo(
      300,
      9,
    );
    // omitted is below 0.05
    expect(assignForecastCategory(deal(0.4), { override: override({ category: "omitted" }) }).difference).toBeCloseTo(
      -350,
      9,
    );
    // the model's category confirmed: nothing
    expect(assignForecastCategory(deal(0.4), { override: override({ category: "best_case" }) }).difference).toBeCloseTo(
      0,
      9,
    );
    // the amount alone: the model's chance of it
    expect(assignForecastCategory(deal(0.4), { override: override({ amount: 2000 }) }).difference).toBeCloseTo(400, 9);
    // signed amounts come to 80 % of listed ones: so does what a commit implies
    const cut = deal(0.4, 1000, { expectedAmount: 320 });
    expect(assignForecastCategory(cut, { override: override({ category: "commit" }) }).difference).toBeCloseTo(240, 9);
  });

  test("of a deal that has closed no longer counts, and a reason says so", () => {
    const closed = assignForecastCategory(deal(0, 1000, { status: "lost", expectedAmount: 0 }), {
      override: override({ category: "commit" }),
    });
    expect(closed.effective.category).toBe("omitted");
    expect(closed.difference).toBe(0);
    expect(closed.reasons.map(({ code }) => code)).toContain("quota_override_stale");
    expect(closed.override?.category).toBe("commit");
  });

  test("of a suspended deal counts, because the deal may go on", () => {
    const asleep = deal(0, 1000, { status: "suspended", expectedAmount: 0 });
    expect(assignForecastCategory(asleep, { override: override({ category: "best_case" }) })).toMatchObject({
      effective: { category: "best_case" },
      difference: 350,
    });
  });
});

describe("the summary by category", () => {
  const deals = [
    assignForecastCategory(deal(0.8, 500, { dealId: "a" }), { owner: "__proto__" }),
    assignForecastCategory(deal(0.4, 1000, { dealId: "b" }), {
      owner: "__proto__",
      override: override({ category: "commit", amount: 900 }),
    }),
    assignForecastCategory(deal(0.9, 300, { dealId: "c" }), { override: override({ category: "pipeline" }) }),
    assignForecastCategory({ dealId: "d", status: "open", chance: 0.2, expectedAmount: 0 }, { owner: "bo" }),
  ];
  const summary = summarizeForecastCategories(deals);

  test("reconciles the model's amount with what managers call", () => {
    const [commit, bestCase, pipeline] = summary.total.categories;
    expect(commit).toEqual({
      category: "commit",
      model: { deals: 2, amount: 800, expectedAmount: 670 },
      effective: { deals: 2, amount: 1400, expectedAmount: 800 },
      movedIn: 1000,
      movedOut: 300,
      amountChange: -100,
    });
    expect(bestCase).toMatchObject({ model: { amount: 1000 }, effective: { amount: 0 }, movedOut: 1000 });
    expect(pipeline).toMatchObject({ model: { deals: 1 }, effective: { deals: 2, amount: 300 } });
    expect(summary.total).toMatchObject({ deals: 4, overridden: 2, withoutAmount: 1 });
  });

  test("lists owners by name, deals of nobody last", () => {
    expect(summary.owners.map(({ owner }) => owner)).toEqual(["__proto__", "bo", undefined]);
  });

  test("names the largest disagreement in money first", () => {
    // b: 0.7 × 900 − 400 = 230; c: 0.35 × 300 − 270 = −165
    expect(summary.disagreements.map(({ dealId }) => dealId)).toEqual(["b", "c"]);
    expect(summary.total.difference).toBeCloseTo(65, 9);
  });

  test("of no deals is all zeros", () => {
    const { total, owners } = summarizeForecastCategories([]);
    expect(total.categories).toHaveLength(4);
    expect(owners).toEqual([]);
  });
});

describe("bad input", () => {
  test.each([
    [{ commit: 0.3 }, "inconsistent"],
    [{ pipeline: 0.5 }, "inconsistent"],
    [{ commit: 1.2 }, "out_of_range"],
    [{ bestCase: Number.NaN }, "not_finite"],
  ] as const)("rules %j are %s", (rules, code) => {
    expect(codeOf(() => assignForecastCategory(deal(0.5), { rules: rules as ForecastCategoryRules }))).toBe(code);
  });

  test("an override needs something to say, a name, a reason and a date", () => {
    const coded = (more: object) => codeOf(() => assignForecastCategory(deal(0.5), { override: override(more) }));
    expect(coded({})).toBe("inconsistent");
    expect(coded({ category: "won" })).toBe("unknown_id");
    expect(coded({ amount: -1 })).toBe("out_of_range");
    expect(coded({ amount: 1, by: "" })).toBe("invalid_type");
    expect(coded({ amount: 1, why: undefined })).toBe("invalid_type");
    expect(coded({ amount: 1, at: "2026-02-30" })).toBe("invalid_date");
  });

  test("a deal twice is refused", () => {
    const one = assignForecastCategory(deal(0.5));
    expect(codeOf(() => summarizeForecastCategories([one, one]))).toBe("duplicate_id");
    expect(codeOf(() => summarizeForecastCategories([{ ...one, difference: Number.NaN }]))).toBe("not_finite");
  });
});
