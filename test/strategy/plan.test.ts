import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type Move,
  type PlannedStrategy,
  type PlanStrategyOptions,
  planStrategy,
  type StrategyBook,
  simulateStrategies,
} from "../../src/strategy/index.ts";
import { effect, MOVES, smallBook } from "./books.ts";

const settings = { horizonMonths: 24, discountRate: 0.1, seed: 7, draws: 100 } as const;

function planned(book: StrategyBook, moves: readonly Move[], more: Partial<PlanStrategyOptions> = {}): PlannedStrategy {
  const plan = planStrategy(book, moves, { ...settings, ...more });
  if ("abstained" in plan) throw new Error("no plan");
  return plan;
}

const idsIn = (plan: PlannedStrategy) => plan.strategy.moves.map(({ id }) => id).sort();

describe("the best mix", () => {
  const book = smallBook(60, 5, { rivals: true });
  const moves = Object.values(MOVES);

  test("is the one that simulating every mix by itself finds, under every budget", () => {
    const mixes = Array.from({ length: 2 ** moves.length }, (_, set) => moves.filter((_move, k) => (set >> k) & 1));
    const simulated = simulateStrategies(
      book,
      mixes.slice(1).map((mix, k) => ({ id: `mix ${k + 1}`, moves: mix })),
      { ...settings, luck: "none", moveShares: false },
    );
    const worth = simulated.outcomes.map(({ difference, spend }) => ({ value: difference.value, spend: spend.value }));
    const most = Math.max(...worth.map(({ spend }) => spend));
    for (const share of [0, 0.1, 0.3, 0.6, 1]) {
      const budget = share * most;
      const plan = planned(book, moves, { budget });
      const fits = worth.filter(({ spend }) => spend <= budget * (1 + 1e-9));
      const best = Math.max(...fits.map(({ value }) => value));
      expect(plan.value).toBeCloseTo(best, 6);
      expect(plan.spend).toBeLessThanOrEqual(budget * (1 + 1e-9));
      const set = moves.reduce((bits, { id }, k) => bits + (idsIn(plan).includes(id) ? 2 ** k : 0), 0);
      expect(worth[set]?.value).toBeCloseTo(plan.value, 6);
      expect(worth[set]?.spend).toBeCloseTo(plan.spend, 6);
    }
  });

  test("tells every candidate's worth in or out of it, which trying gives too", () => {
    const plan = planned(book, moves, { budget: 8000 });
    for (const { move, chosen, worth, reason } of plan.moves) {
      const other = moves.filter(({ id }) => (id === move ? !chosen : idsIn(plan).includes(id)));
      const tried = simulateStrategies(book, [{ id: "tried", moves: other }], { ...settings, luck: "none" });
      const value = tried.outcomes[1]?.difference.value as number;
      expect(worth).toBeCloseTo(chosen ? plan.value - value : value - plan.value, 6);
      for (const locale of ["en", "zh"] as const) expect(word(reason, locale)).toContain(move);
    }
  });

  test("is checked on fresh draws beside the next best mixes", () => {
    const plan = planned(book, moves);
    expect(plan.check.seed).not.toBe(settings.seed);
    expect(plan.check.outcomes.map(({ strategy }) => strategy)).toEqual(["nothing", "plan", "other 1", "other 2"]);
    expect(plan.fresh.value).toBe(plan.check.outcomes[1]?.difference.value);
    expect(plan.optimism.value).toBeCloseTo(plan.value - plan.fresh.value, 9);
    expect(Math.abs(plan.optimism.value)).toBeLessThan(5 * plan.optimism.standardError);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe("the winner's curse", () => {
  test("shows where many equal candidates are told apart by few draws alone", () => {
    // one customer group each, so that which seems best is the luck of its own draws
    const n = 10;
    const customers = Array.from({ length: n }, (_, k) => ({
      id: `g${k}`,
      tier: `g${k}`,
      count: 100,
      monthlyRevenue: 10,
      monthlyChurn: 0.02,
    }));
    const moves = Array.from(
      { length: n },
      (_, k): Move => ({
        id: `m${k}`,
        aim: "develop",
        means: "campaign",
        target: { where: [{ field: "tier", in: [`g${k}`] }] },
        cost: { fixed: 100 },
        effects: [effect(`e${k}`, "revenue", 0.01, 0.3)],
      }),
    );
    let optimism = 0;
    const runs = 30;
    for (let seed = 1; seed <= runs; seed++) {
      optimism += planned({ customers }, moves, { seed, draws: 20, movesAtMost: 1 }).optimism.value / runs;
    }
    // the best of ten means of 20 draws lies 1.54 standard errors above the mean
    const worth = Array.from({ length: 24 }, (_, t) => 1000 * 0.98 ** t * 1.1 ** (-(t + 1) / 12)).reduce(
      (a, b) => a + b,
    );
    const expected = 1.5388 * ((0.3 * worth) / Math.sqrt(20));
    expect(optimism / expected).toBeGreaterThan(0.7);
    expect(optimism / expected).toBeLessThan(1.3);
  });
});

test("limits and other mixes are called by names in both languages", () => {
  const limits = ["budget", "movesAtMost", "resource:hours"];
  const limited = { code: "plan_move_limited", params: { move: "care", worth: 5000, limits } } as const;
  expect(word(limited, "en")).toContain('limited by budget, number of moves, "hours"');
  expect(word(limited, "zh")).toContain("预算、举措数量、“hours”");
  const tie = { code: "plan_tie", params: { other: "other 1", lead: 5, standardError: 4 } } as const;
  expect(word(tie, "en")).toContain("the next best mix");
  expect(word(tie, "zh")).toContain("次优组合");
});

describe("rules and limits", () => {
  const book: StrategyBook = { customers: [{ id: "a", count: 1000, monthlyRevenue: 100, monthlyChurn: 0.03 }] };
  const keeping = (id: string, ratio: number, fixed: number): Move => ({
    id,
    aim: "retain",
    means: "service",
    cost: { fixed },
    effects: [effect(id, "churn", ratio)],
  });
  const moves = [keeping("a", 0.7, 50_000), keeping("b", 0.8, 40_000), keeping("c", 0.9, 20_000)];

  test("a resource holds moves back, and what more of it would bring is told", () => {
    const hours = { id: "hours", limit: 100, perMove: { a: 60, b: 60 }, perCustomer: { c: 0.04 } };
    const plan = planned(book, moves, { resources: [hours] });
    expect(idsIn(plan)).toEqual(["a", "c"]);
    const [limit] = plan.limits;
    expect(limit).toMatchObject({ limit: "resource:hours", used: 100, available: 100, gainOfMore: 0 });
    const free = planned(book, moves);
    expect(limit?.gainWithout).toBeCloseTo(free.value - plan.value, 8);
    expect(plan.moves.find(({ move }) => move === "b")?.reason.code).toBe("plan_move_limited");
  });

  test("moves that exclude one another, need another or must be in are heeded", () => {
    expect(idsIn(planned(book, moves, { exclusive: [["a", "b"]] }))).toEqual(["a", "c"]);
    expect(idsIn(planned(book, moves, { needs: { a: ["b"], b: ["a"] }, budget: 70_000 }))).toEqual(["b", "c"].slice(1));
    const dear = keeping("dear", 0.999, 90_000);
    expect(idsIn(planned(book, [...moves, dear], { required: ["dear"] }))).toContain("dear");
    expect(idsIn(planned(book, [...moves, dear]))).not.toContain("dear");
    expect(idsIn(planned(book, moves, { movesAtMost: 1 }))).toEqual(["a"]);
  });

  test("limits that nothing keeps come back as such", () => {
    const plan = planStrategy(book, moves, { ...settings, required: ["a"], budget: 10 });
    expect(plan).toEqual({ abstained: { code: "plan_infeasible", params: { limits: ["budget"] } } });
  });

  test("where nothing pays, nothing is done", () => {
    const plan = planned(book, [keeping("x", 1, 1)]);
    expect(plan.strategy.moves).toEqual([]);
    expect(plan.value).toBe(0);
    expect(plan.notes).toContainEqual({ code: "plan_nothing_pays", params: {} });
  });

  test("where what pays does not fit, that is said", () => {
    const plan = planned(book, moves, { budget: 1000 });
    expect(plan.strategy.moves).toEqual([]);
    expect(plan.notes).toContainEqual({ code: "plan_nothing_fits", params: {} });
    expect(plan.moves.map(({ reason }) => reason.code)).toEqual(Array(3).fill("plan_move_limited"));
  });

  test.each([
    ["no candidates", [], {}, "empty_input"],
    ["two candidates of one name", [moves[0], moves[0]], {}, "duplicate_id"],
    ["a rule about a stranger", moves, { required: ["z"] }, "unknown_id"],
    ["a resource without a name", moves, { resources: [{ id: "", limit: 1 }] }, "invalid_type"],
    ["a resource used by a stranger", moves, { resources: [{ id: "h", limit: 1, perMove: { z: 1 } }] }, "unknown_id"],
    ["a budget below 0", moves, { budget: -1 }, "out_of_range"],
  ] as const)("%s is refused", (_, list, more, code) => {
    expect(() => planned(book, list as readonly Move[], more)).toThrowError(expect.objectContaining({ code }));
  });

  test("too many candidates for one customer are refused before they are simulated", () => {
    const many = Array.from({ length: 15 }, (_, k) => keeping(`m${k}`, 0.9, 10));
    expect(() => planned(book, many)).toThrowError(/32768 sets/);
  });
});
