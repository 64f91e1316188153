import { describe, expect, it } from "vitest";
import { strategySchema } from "../../src/schemas.ts";
import {
  explainStrategies,
  type Move,
  type MoveCost,
  planStrategy,
  planStrategyExperiment,
  reviewStrategy,
  type Strategy,
  type StrategyExperiment,
  type StrategyOutcome,
  simulateStrategies,
  updateStrategy,
} from "../../src/strategy/index.ts";
import { costs, effect, MOVES, smallBook, touches } from "./books.ts";
import { naiveNpv } from "./naive.ts";

const { care, bond, visit } = MOVES;
const OPTIONS = { horizonMonths: 24, discountRate: 0.1, draws: 200, seed: 7, luck: "none" } as const;

/** Every kind of cost in doubt; two moves share the price of an hour. */
const doubtful: Strategy = {
  id: "doubtful",
  moves: [
    { ...care, cost: { fixed: costs("set-up", 500, 100), perCustomerMonth: costs("hour", 2, 0.5) } },
    { ...bond, cost: { perCustomer: costs("gift", 10, 2) } },
    { ...visit, cost: { perCustomerMonth: costs("hour", 2, 0.5), perWin: costs("bonus", 30, 10) } },
  ],
};

describe("a cost in doubt", () => {
  const book = { ...smallBook(40, 8, { byMonth: true, rivals: true }), doubt: {} };

  it("enters every draw as a loop over customers and months would have it", () => {
    const found = simulateStrategies(book, [doubtful], OPTIONS);
    for (let d = 0; d < 200; d += 23) {
      const assumptions = Object.fromEntries(found.assumptions.map(({ id, draws }) => [id, draws[d] as number]));
      const naive = naiveNpv(book, doubtful, 24, 0.1, { assumptions }, touches);
      expect(Math.abs((found.expectedByDraw[1]?.[d] as number) / naive - 1)).toBeLessThan(1e-9);
    }
  });

  it("is all that a move without effect loses, draw by draw, however luck is drawn", () => {
    const idle = doubtful.moves.map((move) => ({ ...move, effects: [] }));
    for (const luck of ["none", "each", "normal"] as const) {
      const found = simulateStrategies(book, [{ id: "idle", moves: idle }], { ...OPTIONS, luck });
      const { difference, spend, months, moves } = found.outcomes[1] as StrategyOutcome;
      expect(difference.value).toBeCloseTo(-spend.value, 8);
      expect(spend.standardDeviation).toBeGreaterThan(50);
      if (luck === "none") expect(difference.standardDeviation).toBeCloseTo(spend.standardDeviation, 8);
      expect(moves.reduce((sum, move) => sum + move.spend, 0)).toBeCloseTo(spend.value, 8);
      const paid = months.reduce((sum, month) => sum + month.spend * 1.1 ** (-(month.month + 1) / 12), 0);
      expect(paid).toBeCloseTo(spend.value, 8);
      const mean = (column: readonly number[]) => column.reduce((a, b) => a + b, 0) / column.length;
      const drawn = found.npvByDraw.map(mean) as [number, number];
      expect(Math.abs(drawn[1] - drawn[0] - difference.value)).toBeLessThan(
        3.5 * difference.standardDeviation * 200 ** -0.5,
      );
    }
  });

  it("stands in the tornado and takes its share of the variance, and is shown as a belief", () => {
    // margin earns 12,000 · (0.1 ± 0.03), the fixed cost is 1,000 ± 480: variances as 0.36 to 0.64
    const simple = { customers: [{ id: "a", count: 100, monthlyRevenue: 10, monthlyChurn: 0 }], marginRate: 0.5 };
    const proved = { ...effect("earns", "margin", 0.1, 0.03), source: { kind: "experiment" } as const };
    const act: Move = { ...care, target: {}, cost: { fixed: costs("price", 1000, 480) }, effects: [proved] };
    const found = simulateStrategies(simple, [{ id: "act", moves: [act] }], {
      ...OPTIONS,
      horizonMonths: 12,
      discountRate: 0,
      draws: 2000,
    });
    const why = explainStrategies(found);
    expect(why.assumptions.map(({ assumption }) => assumption)).toEqual(["price", "earns"]);
    const [price] = why.assumptions;
    expect(price?.varianceShare.interval.lower).toBeLessThan(0.64);
    expect(price?.varianceShare.interval.upper).toBeGreaterThan(0.64);
    // z of 90 %: 1.2816 either way
    expect(price?.swing).toBeCloseTo(-2 * 1.2815515655 * 480, 6);
    expect(price?.switchPoint).toMatchObject({ to: "nothing" });
    expect(price?.switchPoint?.value).toBeCloseTo(1200, 8);
    expect(why.beliefs.assumptions).toEqual(["price"]);
    // each customer tells what one costs, so that 4,800² / 480² of them tell as much as the belief does
    const outcome = { kind: "amount", standardDeviation: 4800 } as const;
    const test = planStrategyExperiment(found, { assumption: "price", outcome, sizes: [2, 50] }) as StrategyExperiment;
    // 3.5 standard errors of a variance of 2,000 draws
    expect(Math.abs(test.priorCustomers / 100 - 1)).toBeLessThan(0.11);
    expect(test.against).toBeCloseTo(1200, 8);
  });

  it("counts in the plan as in the simulation, and the budget holds for its mean", () => {
    const plan = planStrategy(book, doubtful.moves, OPTIONS);
    if ("abstained" in plan) throw new Error("a plan is possible");
    const found = simulateStrategies(book, [plan.strategy], OPTIONS);
    expect(plan.strategy.moves.length).toBeGreaterThan(0);
    expect(plan.value).toBeCloseTo(found.outcomes[1]?.difference.value as number, 6);
    expect(plan.spend).toBeCloseTo(found.outcomes[1]?.spend.value as number, 6);
  });

  it("is planned at its mean in a review, which teaches nothing of it", () => {
    const strategy = { id: "calls", moves: [{ ...care, target: {}, cost: { fixed: costs("price", 70, 10) } }] };
    const plan = { book: { customers: [{ id: "a", count: 5, monthlyRevenue: 10, monthlyChurn: 0.1 }] }, strategy };
    const review = reviewStrategy(plan, { months: 2, customers: [{ id: "a", count: 5, revenue: 100 }] });
    expect(review.planned.spend).toBe(70);
    const price = review.assumptions.find(({ assumption }) => assumption === "price");
    expect(price).toMatchObject({ on: "cost", planned: 70, learned: { value: 70, n: 0 } });
    expect(updateStrategy(strategy, review).moves[0]?.cost).toEqual(strategy.moves[0]?.cost);
  });

  it("that cannot be is refused", () => {
    const codeOf = (cost: object, effects = care.effects as Move["effects"]) => {
      const move = { ...care, effects, cost: cost as MoveCost };
      try {
        simulateStrategies(book, [{ id: "s", moves: [move] }], OPTIONS);
        return undefined;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const source = { kind: "belief" };
    expect(codeOf({ fixed: costs("dear", 1e12, 1e11) })).toBeUndefined();
    expect(codeOf({ fixed: null })).toBe("invalid_type");
    expect(codeOf({ fixed: costs("", 1, 1) })).toBe("invalid_type");
    expect(codeOf({ fixed: { ...costs("x", 1, 1), source: { kind: "hope" } } })).toBe("unknown_id");
    expect(codeOf({ fixed: { assumption: "x", source } })).toBe("invalid_type");
    expect(codeOf({ fixed: costs("x", 1, 1), perCustomer: costs("x", 2, 1) })).toBe("inconsistent");
    expect(codeOf({ fixed: costs("care keeps", 0.75, 0.1) })).toBe("inconsistent");
    expect(codeOf({ perWin: costs("x", 1, 1) })).toBe("inconsistent");
    const wire = JSON.parse(JSON.stringify(doubtful));
    expect(strategySchema.parse(wire)).toEqual(wire);
    const unsourced = { ...care, cost: { fixed: { assumption: "x", distribution: { kind: "fixed", value: 1 } } } };
    expect(strategySchema.safeParse({ id: "s", moves: [unsourced] }).success).toBe(false);
  });
});
