import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import {
  type Move,
  type MoveEffect,
  planReviews,
  reviewStrategy,
  type Strategy,
  type StrategyBook,
  simulateStrategies,
  updateBook,
  updateStrategy,
} from "../../src/strategy/index.ts";
import { MOVES, smallBook } from "./books.ts";
import { happen, reviewBook, reviewedStrategy } from "./review-world.ts";

const belief = { kind: "belief" } as const;
const nothing: Strategy = { id: "none", moves: [] };

function part(review: ReturnType<typeof reviewStrategy>, id: string): number {
  return review.parts.find((one) => one.part === id)?.amount ?? Number.NaN;
}

function moved(effects: readonly MoveEffect[], more: Partial<Move> = {}): Strategy {
  return { id: "one", moves: [{ id: "move", aim: "retain", means: "service", cost: {}, effects, ...more }] };
}

describe("what the plan expected", () => {
  test("is money times the chance to be there, month by month", () => {
    const book: StrategyBook = {
      customers: [{ id: "A", monthlyRevenue: 100, monthlyChurn: 0.1, yearlyGrowth: 0.12, marginRate: 0.4 }],
    };
    const review = reviewStrategy({ book, strategy: nothing }, { months: 3, customers: [{ id: "A", revenue: 300 }] });
    const g = 1.12 ** (1 / 12);
    expect(review.planned.contribution).toBeCloseTo(40 * (1 + 0.9 * g + 0.81 * g * g), 10);
  });

  test("is what the simulation expects of the same book and moves, money and spend, at every horizon", () => {
    for (const months of [3, 7, 24]) {
      const random = createRandom(months);
      const told = reviewBook(60, random);
      // hazards by month, growth, and moves that end and start within the months
      const book: StrategyBook = {
        customers: told.customers.map((customer, i) => ({
          ...customer,
          yearlyGrowth: 0.1,
          ...(i % 4 === 0 && { monthlyChurn: [0.1, 0.05, 0.02] }),
        })),
      };
      const values: Readonly<Record<string, number>> = { "care keeps": 0.6, "cross sells": 0.1, "calls win": 0.07 };
      const strategy: Strategy = {
        ...reviewedStrategy,
        moves: reviewedStrategy.moves.map((move, k) => ({
          ...move,
          ...(k === 1 && { startMonth: 1, months: 4 }),
          cost: { fixed: 10, perCustomer: 3, perCustomerMonth: 2, ...(move.aim === "acquire" && { perWin: 9 }) },
          effects: move.effects.map((effect) => ({
            ...effect,
            distribution: { kind: "fixed", value: values[effect.assumption] as number },
          })),
        })),
      };
      const actuals = happen(book, strategy, { churn: 1, revenue: 1, values }, { months, random });
      const { planned } = reviewStrategy({ book, strategy }, actuals);
      const how = { horizonMonths: months, discountRate: 0, draws: 20, seed: 1, luck: "none" } as const;
      const [, outcome] = simulateStrategies(book, [strategy], how).outcomes;
      expect(planned.net).toBeCloseTo(outcome?.npv.value as number, 7);
      expect(planned.spend).toBeCloseTo(outcome?.spend.value as number, 7);
    }
  });

  test("counts those who come from the month after, and what pursuit costs", () => {
    const win: MoveEffect = {
      assumption: "wins",
      on: "conversion",
      distribution: { kind: "fixed", value: 0.2 },
      source: belief,
    };
    const strategy = moved([win], {
      aim: "acquire",
      cost: { fixed: 7, perCustomer: 2, perCustomerMonth: 1, perWin: 10 },
    });
    const book: StrategyBook = {
      customers: [{ id: "P", standing: "prospect", count: 10, monthlyRevenue: 100, monthlyChurn: 0.1 }],
    };
    const { planned } = reviewStrategy({ book, strategy }, { months: 3, customers: [] });
    // come in month 0: 2 of 10, in month 1: 1.6, in month 2: 1.28
    expect(planned.contribution).toBeCloseTo(2 * (100 + 90) + 1.6 * 100, 10);
    expect(planned.spend).toBeCloseTo(7 + 20 + (10 + 8 + 6.4) + 10 * (2 + 1.6 + 1.28), 10);
  });
});

describe("the plan's money", () => {
  test("is what the simulation expects with every assumption at its mean, undiscounted", () => {
    const { customers: all } = smallBook(40, 3, { byMonth: true, rivals: true });
    const book: StrategyBook = { customers: all };
    const strategy: Strategy = { id: "all", moves: Object.values(MOVES) };
    const months = 14;
    const { npvAtMeans } = simulateStrategies(book, [strategy], {
      horizonMonths: months,
      discountRate: 0,
      draws: 20,
      seed: 1,
      luck: "none",
    });
    const customers = book.customers.flatMap(({ id, standing = "ours" }) =>
      standing === "ours" ? [{ id, revenue: 1 }] : [],
    );
    const { planned } = reviewStrategy({ book, strategy }, { months, customers });
    expect(planned.net / (npvAtMeans[1] as number)).toBeCloseTo(1, 10);
  });
});

describe("what parts actual from planned", () => {
  test("is all price where everybody stayed as certain and paid a tenth more", () => {
    const book: StrategyBook = { customers: [{ id: "A", monthlyRevenue: 100, monthlyChurn: 0, marginRate: 0.5 }] };
    const review = reviewStrategy({ book, strategy: nothing }, { months: 4, customers: [{ id: "A", revenue: 440 }] });
    expect(review.difference).toBeCloseTo(20, 12);
    for (const { part: id, amount } of review.parts) expect(amount).toBeCloseTo(id === "price" ? 20 : 0, 12);
  });

  test("volume is more units at the plan's mean, mix is units of other tiers, price is what a unit brought", () => {
    // planned: 10 units at 10 of A, 10 units at 2 of B; bought: 18 and 6, A at 9
    const book: StrategyBook = {
      customers: [
        { id: "A", tier: "top", monthlyRevenue: 100, monthlyChurn: 0 },
        { id: "B", tier: "small", monthlyRevenue: 20, monthlyChurn: 0 },
      ],
    };
    const review = reviewStrategy(
      { book, strategy: nothing },
      {
        months: 1,
        customers: [
          { id: "A", revenue: 162, units: 18, plannedUnits: 10 },
          { id: "B", revenue: 12, units: 6, plannedUnits: 10 },
        ],
      },
    );
    expect(part(review, "volume")).toBeCloseTo((24 / 20 - 1) * 120, 10);
    expect(part(review, "mix")).toBeCloseTo(180 + 12 - (24 / 20) * 120, 10);
    expect(part(review, "price")).toBeCloseTo(162 - 180, 10);
    expect(review.difference).toBeCloseTo(54, 10);
  });

  test("a customer whom nobody planned is volume at the mean and mix by tier, and a note says so", () => {
    const book: StrategyBook = {
      customers: [
        { id: "A", tier: "top", monthlyRevenue: 90, monthlyChurn: 0 },
        { id: "B", tier: "small", monthlyRevenue: 10, monthlyChurn: 0 },
      ],
    };
    const review = reviewStrategy(
      { book, strategy: nothing },
      {
        months: 1,
        customers: [
          { id: "A", revenue: 90 },
          { id: "B", revenue: 10 },
          { id: "new", tier: "top", revenue: 80 },
        ],
      },
    );
    expect(part(review, "volume")).toBeCloseTo(50, 12);
    expect(part(review, "mix")).toBeCloseTo(40, 12);
    expect(part(review, "price")).toBeCloseTo(-10, 12);
    expect(review.notes).toEqual([{ code: "review_unplanned", params: { rows: 1 } }]);
    for (const locale of ["en", "zh"] as const) expect(word(review.notes[0] as never, locale)).toMatch(/1/);
  });

  test("without doubt in the plan a leaving is luck alone", () => {
    const book: StrategyBook = { customers: [{ id: "A", monthlyRevenue: 100, monthlyChurn: 0.5 }] };
    const review = reviewStrategy(
      { book, strategy: nothing },
      { months: 2, customers: [{ id: "A", leftMonth: 0, revenue: 100 }] },
    );
    expect(part(review, "retention")).toBe(0);
    expect(part(review, "chance")).toBeCloseTo(-50, 12);
  });

  test("more than luck usually gives is named", () => {
    const book: StrategyBook = { customers: [{ id: "A", count: 1000, monthlyRevenue: 10, monthlyChurn: 0.01 }] };
    const review = reviewStrategy(
      { book, strategy: nothing },
      {
        months: 2,
        customers: [
          { id: "A", count: 100, leftMonth: 0, revenue: 1000 },
          { id: "A", count: 900, revenue: 18000 },
        ],
      },
    );
    expect(review.notes.map(({ code }) => code)).toEqual(["review_luck_unusual"]);
  });

  test("customers of whom nothing is told stand on neither side, and the note has their plan", () => {
    const book: StrategyBook = {
      customers: [
        { id: "A", monthlyRevenue: 100, monthlyChurn: 0 },
        { id: "B", monthlyRevenue: 30, monthlyChurn: 0 },
      ],
    };
    const review = reviewStrategy({ book, strategy: nothing }, { months: 2, customers: [{ id: "A", revenue: 200 }] });
    expect(review.difference).toBe(0);
    expect(review.notes).toEqual([{ code: "review_untold", params: { customers: 1, planned: 60 } }]);
  });

  test("the parts sum to the difference, tier by tier and as a whole", () => {
    const random = createRandom(11);
    const book = reviewBook(200, random);
    const truth = { churn: 1.3, revenue: 0.9, values: { "care keeps": 0.8, "cross sells": 0.1, "calls win": 0.06 } };
    const review = reviewStrategy(
      { book, strategy: reviewedStrategy },
      happen(book, reviewedStrategy, truth, { months: 8, random }),
    );
    const sum = review.parts.reduce((total, { amount }) => total + amount, 0);
    expect(sum).toBeCloseTo(review.difference, 7);
    for (const { planned, actual, parts } of review.tiers) {
      expect(Object.values(parts).reduce((a, b) => a + b)).toBeCloseTo(actual - planned, 7);
    }
    for (const { part: id, amount } of review.parts.filter((one) => one.part !== "spend")) {
      const byTier = review.tiers.reduce((total, { parts }) => total + parts[id as Exclude<typeof id, "spend">], 0);
      expect(byTier).toBeCloseTo(amount, 7);
    }
    expect(JSON.parse(JSON.stringify(review))).toEqual(review);
  });
});

describe("what is believed afterwards", () => {
  test("wins are added to a beta belief", () => {
    const win: MoveEffect = {
      assumption: "wins",
      on: "conversion",
      distribution: { kind: "beta", a: 2, b: 8 },
      source: belief,
    };
    const strategy = moved([win], { aim: "winBack" });
    const book: StrategyBook = {
      customers: [{ id: "L", standing: "lost", count: 10, monthlyRevenue: 5, monthlyChurn: 0.1 }],
    };
    const review = reviewStrategy(
      { book, strategy },
      {
        months: 3,
        customers: [
          { id: "L", count: 4, cameMonth: 1, revenue: 20 },
          { id: "L", count: 6 },
        ],
      },
    );
    // 4 came in their second month, 6 were pursued for three: 26 months, 4 wins
    expect(review.assumptions[0]?.after).toEqual({ kind: "beta", a: 6, b: 30 });
    expect(review.assumptions[0]?.conjugate).toBe(true);
    const next = updateStrategy(strategy, JSON.parse(JSON.stringify(review)));
    expect(next.moves[0]?.effects[0]).toEqual({
      ...win,
      distribution: { kind: "beta", a: 6, b: 30 },
      source: { kind: "history", n: 26 },
    });
  });

  test("where two moves pursue, both chances are what summing over all of them gives", () => {
    const wins = (assumption: string): MoveEffect => ({
      assumption,
      on: "conversion",
      distribution: { kind: "beta", a: 2, b: 8 },
      source: belief,
    });
    const strategy: Strategy = {
      id: "two",
      moves: ["x", "y"].map((id): Move => ({ id, aim: "acquire", means: "campaign", cost: {}, effects: [wins(id)] })),
    };
    const [byX, byY, never] = [20, 15, 65];
    const review = reviewStrategy(
      {
        book: { customers: [{ id: "P", standing: "prospect", count: 100, monthlyRevenue: 1, monthlyChurn: 0.1 }] },
        strategy,
      },
      {
        months: 2,
        customers: [
          { id: "P", count: byX, cameMonth: 0, wonBy: "x", revenue: byX },
          { id: "P", count: byY, cameMonth: 0, wonBy: "y", revenue: byY },
          { id: "P", count: never },
        ],
      },
    );
    let [weight, first, second] = [0, 0, 0];
    for (let p = 0.0025; p < 1; p += 0.005) {
      for (let q = 0.0025; q < 1; q += 0.005) {
        const [x, y] = [-Math.log1p(-p), -Math.log1p(-q)];
        const come = -Math.expm1(-x - y) / (x + y);
        const log = byX * Math.log(come * x) + byY * Math.log(come * y) - 2 * never * (x + y);
        const density = Math.exp(log + Math.log(p) + Math.log(q) - 7 * (x + y) + 150);
        weight += density;
        first += density * p;
        second += density * q;
      }
    }
    // counting a whole month for the move that did not win gave .126 and .097 for .132 and .103
    expect(review.assumptions[0]?.learned.value).toBeCloseTo(first / weight, 3);
    expect(review.assumptions[1]?.learned.value).toBeCloseTo(second / weight, 3);
    expect(review.assumptions.map(({ conjugate }) => conjugate)).toEqual([false, false]);
  });

  test("a few customers teach a margin as a normal belief takes data of the variance of a t, and three teach nothing", () => {
    const strategy = moved([
      {
        assumption: "dearer",
        on: "margin",
        distribution: { kind: "normal", mean: -0.02, standardDeviation: 0.02 },
        source: belief,
      },
    ]);
    const rates = [0.36, 0.41, 0.33, 0.4, 0.37, 0.38];
    const revenues = [100, 50, 200, 80, 120, 90];
    const learnedOf = (n: number) => {
      const ids = rates.slice(0, n).map((_, i) => `C${i}`);
      return reviewStrategy(
        {
          book: { marginRate: 0.4, customers: ids.map((id) => ({ id, monthlyRevenue: 100, monthlyChurn: 0 })) },
          strategy,
        },
        {
          months: 1,
          customers: ids.map((id, i) => {
            const [revenue, rate] = [revenues[i] as number, rates[i] as number];
            return { id, revenue, contribution: revenue * rate };
          }),
        },
      ).assumptions[0];
    };
    // by hand: mean of points above the book's, weighed by revenue; five degrees of freedom
    const whole = revenues.reduce((total, revenue) => total + revenue, 0);
    const points = rates.map((rate) => rate - 0.4);
    const mean = points.reduce((total, point, i) => total + point * (revenues[i] as number), 0) / whole;
    const squares = revenues.reduce((total, revenue) => total + revenue ** 2, 0);
    const misses = points.reduce((total, point, i) => total + ((point - mean) * (revenues[i] as number)) ** 2, 0);
    const variance = ((misses / squares) * (6 / 5) * (5 / 3) * squares) / whole ** 2;
    const precision = 1 / 0.02 ** 2 + 1 / variance;
    const learned = learnedOf(6);
    expect(learned?.conjugate).toBe(true);
    expect(learned?.learned.n).toBe(6);
    expect(learned?.after).toEqual({
      kind: "normal",
      mean: expect.closeTo((-0.02 / 0.02 ** 2 + mean / variance) / precision, 12),
      standardDeviation: expect.closeTo(precision ** -0.5, 12),
    });
    // where three were taken to tell how far all differ, 73 % of the 95 % intervals on revenue held (1,500 books)
    expect(learnedOf(3)?.learned.n).toBe(0);
    expect(learnedOf(3)?.after).toEqual(learned?.before);
    expect(learnedOf(4)?.learned.n).toBe(4);
  });

  test("a ratio of churn is what summing over all ratios gives", () => {
    const keep: MoveEffect = {
      assumption: "keeps",
      on: "churn",
      distribution: { kind: "logNormal", median: 0.8, logStandardDeviation: 0.3 },
      source: belief,
    };
    const hazard = -Math.log1p(-0.1);
    const [left, stayed] = [30, 170];
    const book: StrategyBook = { customers: [{ id: "A", count: 200, monthlyRevenue: 1, monthlyChurn: 0.1 }] };
    const review = reviewStrategy(
      { book, strategy: moved([keep]) },
      {
        months: 2,
        customers: [
          { id: "A", count: left, leftMonth: 1, revenue: 60 },
          { id: "A", count: stayed, revenue: 340 },
        ],
      },
    );
    let [weight, first, second] = [0, 0, 0];
    for (let log = -3; log < 2; log += 0.0005) {
      const ratio = Math.exp(log);
      const exposure = hazard * ratio * (left + 2 * stayed);
      const density = Math.exp(
        left * Math.log(-Math.expm1(-hazard * ratio)) - exposure - (log - Math.log(0.8)) ** 2 / 0.18 + 120,
      );
      weight += density;
      first += density * log;
      second += density * log * log;
    }
    const mean = first / weight;
    const sd = Math.sqrt(second / weight - mean * mean);
    const after = review.assumptions[0]?.after as { median: number; logStandardDeviation: number };
    // a normal at the peak of a skewed belief: .057 standard deviations from the exact mean here
    expect(Math.abs(Math.log(after.median) - mean)).toBeLessThan(0.06 * sd);
    expect(after.logStandardDeviation / sd).toBeCloseTo(1, 1);
  });

  test("thin data leave a belief nearly as it was, many data overrule it", () => {
    const keep: MoveEffect = {
      assumption: "keeps",
      on: "churn",
      distribution: { kind: "normal", mean: 0.5, standardDeviation: 0.1 },
      source: belief,
    };
    const told = (count: number) => {
      const left = Math.round(count * 0.1);
      const book: StrategyBook = { customers: [{ id: "A", count, monthlyRevenue: 1, monthlyChurn: 0.1 }] };
      return reviewStrategy(
        { book, strategy: moved([keep]) },
        {
          months: 1,
          customers: [
            { id: "A", count: left, leftMonth: 0, revenue: left },
            { id: "A", count: count - left, revenue: count - left },
          ],
        },
      ).assumptions[0];
    };
    expect(told(10)?.learned.value).toBeLessThan(0.54);
    expect(told(100_000)?.learned.value).toBeGreaterThan(0.97);
    expect(told(10)?.conjugate).toBe(false);
  });

  test("what is certain stays so, and a move that told nothing keeps its belief", () => {
    const fixed: MoveEffect = {
      assumption: "sure",
      on: "churn",
      distribution: { kind: "fixed", value: 0.5 },
      source: belief,
    };
    const later: MoveEffect = {
      assumption: "later",
      on: "revenue",
      distribution: { kind: "normal", mean: 0.1, standardDeviation: 0.1 },
      source: belief,
    };
    const strategy: Strategy = {
      id: "two",
      moves: [
        { id: "a", aim: "retain", means: "service", cost: {}, effects: [fixed] },
        { id: "b", aim: "develop", means: "price", startMonth: 9, cost: { fixed: 50 }, effects: [later] },
      ],
    };
    const book = reviewBook(30, createRandom(3));
    const review = reviewStrategy(
      { book, strategy },
      happen(
        book,
        strategy,
        { churn: 1, revenue: 1, values: { sure: 0.5, later: 0.1 } },
        { months: 3, random: createRandom(4) },
      ),
    );
    for (const { before, after, learned } of review.assumptions) {
      expect(after).toEqual(before);
      expect(learned.n).toBe(0);
    }
    expect(review.planned.spend).toBe(0);
    expect(updateStrategy(strategy, review)).toEqual(strategy);
  });

  test("the level of the market is carried into the book", () => {
    const random = createRandom(8);
    const book = reviewBook(400, random);
    const actual = happen(book, nothing, { churn: 1.5, revenue: 1.2, values: {} }, { months: 12, random });
    const review = reviewStrategy({ book, strategy: nothing }, actual);
    expect(review.churnLevel.interval.lower).toBeGreaterThan(1.1);
    expect(review.revenueLevel.value).toBeCloseTo(1.2, 1);
    const next = updateBook(book, review);
    const [before, after] = [book.customers[0], next.customers[0]];
    expect(Math.log1p(-(after?.monthlyChurn as number)) / Math.log1p(-(before?.monthlyChurn as number))).toBeCloseTo(
      review.churnLevel.value,
      10,
    );
    expect(next.doubt?.churn).toBeLessThan(0.2);
    // 400 customers tell the level of revenue about as well as they spread: .2 over the root of 300 who paid
    expect(next.doubt?.revenue).toBeLessThan(0.02);
    expect(next.doubt?.revenue).toBe(review.revenueLevel.logStandardDeviation);
    expect(updateBook({ customers: book.customers }, review).doubt).toBeUndefined();
    expectError(
      () => updateBook(book, { ...review, revenueLevel: { ...review.revenueLevel, logStandardDeviation: Number.NaN } }),
      "not_finite",
      /revenueLevel/,
    );
  });
});

describe("known truth", () => {
  test("intervals of what is learned hold it, and luck is told from skill", () => {
    const runs = 40;
    const hits = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      const random = createRandom(500 + run);
      const book = reviewBook(150, random);
      const truth = {
        churn: Math.exp(0.2 * random.normal() - 0.02),
        revenue: Math.exp(0.1 * random.normal() - 0.005),
        values: {
          "care keeps": 0.7 * Math.exp(0.25 * random.normal()),
          "cross sells": 0.08 + 0.04 * random.normal(),
          "calls win": random.beta(4, 96),
        },
      };
      const review = reviewStrategy(
        { book, strategy: reviewedStrategy },
        happen(book, reviewedStrategy, truth, { months: 6, random }),
      );
      for (const { assumption, learned } of review.assumptions) {
        const value = truth.values[assumption as keyof typeof truth.values];
        const held = value >= learned.interval.lower && value <= learned.interval.upper;
        hits.set(assumption, (hits.get(assumption) ?? 0) + Number(held));
      }
    }
    // the long run stands in test/nightly; 35 of 40 is missed once in 60 by 95 %
    for (const [assumption, held] of hits) expect(held, assumption).toBeGreaterThanOrEqual(34);
    expect([...hits.keys()]).toEqual(["calls win", "care keeps", "cross sells"]);
  });
});

describe("the calendar of plan, do, check, act", () => {
  test("has every start, end and check, in the order of time, from the first day each", () => {
    const strategy: Strategy = {
      id: "year",
      moves: [
        { id: "early", aim: "retain", means: "service", months: 4, cost: {}, effects: [] },
        { id: "late", aim: "retain", means: "lever", startMonth: 6, cost: {}, effects: [] },
      ],
    };
    const dates = planReviews(strategy, { startOn: "2025-08-31", horizonMonths: 12, everyMonths: 6 });
    expect(dates.map(({ date, phase, starts, ends }) => [date, phase, starts, ends])).toEqual([
      ["2025-08-31", "plan", [], []],
      ["2025-08-31", "do", ["early"], []],
      ["2025-12-31", "do", [], ["early"]],
      ["2026-02-28", "do", ["late"], []],
      ["2026-02-28", "check", ["early"], []],
      ["2026-02-28", "act", [], []],
      ["2026-08-31", "check", ["late"], []],
      ["2026-08-31", "act", [], []],
    ]);
  });
});

function expectError(run: () => unknown, code: string, message: RegExp): void {
  expect(run).toThrowError(expect.objectContaining({ code, message: expect.stringMatching(message) }));
}

describe("what cannot have happened is refused", () => {
  const book: StrategyBook = {
    customers: [
      { id: "A", monthlyRevenue: 100, monthlyChurn: 0.1, count: 3 },
      { id: "P", standing: "prospect", monthlyRevenue: 100, monthlyChurn: 0.1 },
    ],
  };
  const win = (assumption: string): MoveEffect => ({
    assumption,
    on: "conversion",
    distribution: { kind: "fixed", value: 0.1 },
    source: belief,
  });
  const strategy: Strategy = {
    id: "s",
    moves: [
      { id: "x", aim: "acquire", means: "campaign", cost: {}, effects: [win("x")] },
      { id: "y", aim: "acquire", means: "price", cost: {}, effects: [win("y")] },
      { id: "z", aim: "retain", means: "price", capacity: 1, cost: {}, effects: [] },
    ],
  };
  const review = (customers: readonly object[], more: object = {}) =>
    reviewStrategy({ book, strategy }, { months: 2, customers: customers as never, ...more });

  test.each([
    [
      "a count that does not fit the book",
      [{ id: "A", count: 2, moves: [], revenue: 1 }],
      "inconsistent",
      /told of 2 customers, the book has 3/,
    ],
    ["a row that the plan touches in part", [{ id: "A", revenue: 1 }], "inconsistent", /only a part/],
    [
      "one who came though they were ours",
      [{ id: "A", moves: [], cameMonth: 1, revenue: 1 }],
      "inconsistent",
      /ours from the start/,
    ],
    [
      "one who left before they came",
      [{ id: "P", cameMonth: 1, leftMonth: 1, wonBy: "x" }],
      "inconsistent",
      /after cameMonth/,
    ],
    ["one who left and never came", [{ id: "P", leftMonth: 1 }], "inconsistent", /has not come/],
    ["a win that two moves could claim", [{ id: "P", cameMonth: 0 }], "inconsistent", /which one won/],
    ["a win by a move that never ran", [{ id: "P", cameMonth: 0, wonBy: "z" }], "unknown_id", /wonBy/],
    ["a move that is not for such customers", [{ id: "A", moves: ["x"] }], "unknown_id", /moves\[0\]/],
    ["a month beyond those gone by", [{ id: "A", moves: [], leftMonth: 2 }], "out_of_range", /leftMonth/],
    ["one who paid and of whom no revenue is told", [{ id: "A", moves: [] }], "inconsistent", /lacks the revenue/],
    [
      "contribution without revenue",
      [{ id: "A", moves: [], contribution: 5 }],
      "inconsistent",
      /lacks the revenue of the months/,
    ],
    ["revenue of one who never came", [{ id: "P", revenue: 7 }], "inconsistent", /revenue: the customer paid in none/],
    [
      "units of one who came in the last month",
      [{ id: "P", cameMonth: 1, wonBy: "x", units: 5, plannedUnits: 1 }],
      "inconsistent",
      /units: the customer paid in none/,
    ],
    [
      "money of one nobody planned who never paid",
      [{ id: "N", cameMonth: 1, revenue: 7 }],
      "inconsistent",
      /paid in none/,
    ],
    ["a win of one who has not come", [{ id: "P", wonBy: "x" }], "inconsistent", /wonBy: the customer has not come/],
    ["a win of one of ours", [{ id: "A", moves: [], wonBy: "z", revenue: 1 }], "inconsistent", /ours from the start/],
    ["an empty id", [{ id: "", revenue: 1 }], "invalid_type", /id must be a text that is not empty/],
    ["an empty tier", [{ id: "N", tier: "", revenue: 1 }], "invalid_type", /tier must be a text/],
    ["a tier that is a number", [{ id: "N", tier: 5, revenue: 1 }], "invalid_type", /tier must be a text/],
    ["a winner without a name", [{ id: "P", cameMonth: 0, wonBy: "" }], "invalid_type", /wonBy must be a text/],
    ["units of some alone", [{ id: "A", moves: [], revenue: 1, units: 1 }], "inconsistent", /of all who paid/],
  ] as const)("%s", (_, customers, code, message) => {
    expectError(() => review(customers), code, message);
  });

  test("units need not be told of those who came too late to pay", () => {
    const told = review([
      { id: "A", moves: [], revenue: 600, units: 6, plannedUnits: 6 },
      { id: "P", cameMonth: 1, wonBy: "x", revenue: 0 },
      { id: "N", cameMonth: 1 },
    ]);
    expect(part(told, "volume")).toBe(0);
    expect(part(told, "mix")).toBe(0);
  });

  test("a lesson that no review gives", () => {
    const lesson = { assumption: "x", after: { kind: "fixed", value: 0.2 }, learned: { value: 0.2, n: 3 } };
    const next = (more: object) => updateStrategy(strategy, { assumptions: [{ ...lesson, ...more } as never] });
    expect(next({}).moves[0]?.effects[0]?.distribution).toEqual({ kind: "fixed", value: 0.2 });
    expectError(() => next({ assumption: "" }), "invalid_type", /assumption must be a text/);
    expectError(() => next({ after: { kind: "beta", a: Number.NaN, b: 1 } }), "not_finite", /after\.a/);
    expectError(() => next({ learned: { value: 0.2, n: Number.NaN } }), "not_finite", /learned\.n/);
  });

  test("spend of a move that the strategy does not have", () => {
    expectError(() => review([{ id: "A", moves: [], revenue: 1 }], { spend: { other: 5 } }), "unknown_id", /other/);
  });
});
