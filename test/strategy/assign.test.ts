import { describe, expect, it } from "vitest";
import {
  assignMoves,
  type Move,
  planStrategy,
  type Strategy,
  type StrategyOutcome,
  simulateStrategies,
} from "../../src/strategy/index.ts";
import { costs, MOVES, smallBook } from "./books.ts";

const { care, cross, bond, visit, offer } = MOVES;
const OPTIONS = { horizonMonths: 24, discountRate: 0.1 } as const;
const RUN = { ...OPTIONS, draws: 100, seed: 3, luck: "none" } as const;
const book = { ...smallBook(40, 9, { byMonth: true, rivals: true }), doubt: {} };
const counted = { ...book, customers: book.customers.map((row, i) => ({ ...row, count: 1 + (i % 3) })) };

/** Nothing in doubt, capacity short in the middle of a row, moves that compete for the same customers. */
function certain(move: Move, more: Partial<Move> = {}): Move {
  return {
    ...move,
    effects: move.effects.map((effect) => {
      const { distribution } = effect;
      const value = distribution.kind === "normal" ? distribution.mean : 0;
      return { ...effect, distribution: { kind: "fixed", value } };
    }),
    ...more,
  };
}

const mix: Strategy = {
  id: "mix",
  moves: [
    certain(care, { cost: { fixed: 500, perCustomer: 4, perCustomerMonth: 2 } }),
    certain(bond, { capacity: 17 }),
    certain(cross),
    certain(visit, { capacity: 10 }),
    certain(offer),
  ],
  movesPerCustomer: 2,
};

describe("the list of customers of a move", () => {
  it("holds as many as the simulation counts, and costs what it spends, move by move", () => {
    for (const strategy of [mix, { ...mix, movesPerCustomer: 1 }, { id: "free", moves: mix.moves }]) {
      const lists = assignMoves(counted, strategy, OPTIONS);
      const outcome = simulateStrategies(counted, [strategy], RUN).outcomes[1] as StrategyOutcome;
      expect(lists.map(({ move }) => move)).toEqual(outcome.moves.map(({ move }) => move));
      lists.forEach((list, k) => {
        const share = outcome.moves[k];
        expect(list.treated).toBe(share?.treated);
        expect(Math.abs(list.cost - (share?.spend as number))).toBeLessThanOrEqual(1e-9 * list.cost);
        expect(list.customers.reduce((sum, { cost }) => sum + cost, list.fixedCost)).toBeCloseTo(list.cost, 8);
        expect(list.treated + list.beyondCapacity + list.beyondMovesPerCustomer).toBe(list.meant);
        expect(list.customers.map(({ place }) => place)).toEqual(list.customers.map((_, i) => i + 1));
      });
    }
  });

  it("of a plan costs what the plan spends", () => {
    const plan = planStrategy(counted, mix.moves, { ...OPTIONS, draws: 20, seed: 1, budget: 3000 });
    if ("abstained" in plan) throw new Error("a plan is possible");
    const lists = assignMoves(counted, plan.strategy, OPTIONS);
    expect(lists.length).toBeGreaterThan(1);
    expect(lists.reduce((sum, { cost }) => sum + cost, 0) / plan.spend).toBeCloseTo(1, 9);
    for (const { move, treated } of lists) {
      expect(plan.moves.find((planned) => planned.move === move)?.treated).toBe(treated);
    }
  });

  it("takes the highest first, tells by what, and names who is left out and why", () => {
    const customers = [
      { id: "a", monthlyRevenue: 10, monthlyChurn: 0.1, tier: "top", facts: { score: 1 } },
      { id: "b", monthlyRevenue: 30, monthlyChurn: 0.1, tier: "top", facts: { score: 2 } },
      { id: "c", count: 3, monthlyRevenue: 20, monthlyChurn: 0.1, tier: "top" },
      { id: "d", monthlyRevenue: 90, monthlyChurn: 0.1, tier: "small", facts: { score: 9 } },
    ];
    const first: Move = { ...care, id: "first", cost: {}, effects: [], capacity: 3 };
    const where = [{ field: "tier", in: ["top"] } as const, { field: "monthlyRevenue", min: 5 } as const];
    const second: Move = {
      ...first,
      id: "second",
      capacity: 2,
      cost: { perCustomer: costs("gift", 3, 1) },
      target: { where, rankBy: "facts.score", order: "lowest" },
    };
    const [one, two] = assignMoves({ customers }, { id: "s", moves: [first, second], movesPerCustomer: 1 });
    // b has most at stake, then two of c
    expect(one?.customers.map(({ customer, count }) => `${customer} ${count}`)).toEqual(["b 1", "c 2"]);
    expect(one).toMatchObject({ rankedBy: "valueAtStake", meant: 5, treated: 3, beyondCapacity: 2 });
    const stake = 12 * 30 * (1 - 0.9 ** 12);
    expect(one?.customers[0]?.rank).toBeCloseTo(stake, 10);
    expect(one?.customers[0]?.why).toEqual([{ field: "tier", value: "top" }]);
    // b and two of c are taken; c has no score, so that it comes last
    expect(two).toMatchObject({ meant: 5, treated: 2, beyondCapacity: 0, beyondMovesPerCustomer: 3, fixedCost: 0 });
    const why = [
      { field: "tier", value: "top" },
      { field: "monthlyRevenue", value: 10 },
    ];
    expect(two?.customers).toEqual([
      { customer: "a", place: 1, count: 1, rank: 1, cost: 3, why },
      { customer: "c", place: 2, count: 1, cost: 3, why: [why[0], { field: "monthlyRevenue", value: 20 }] },
    ]);
  });

  it("is the same whatever the order of customers, survives JSON, and refuses what cannot be", () => {
    const lists = assignMoves(counted, mix, OPTIONS);
    expect(assignMoves({ ...counted, customers: [...counted.customers].reverse() }, mix, OPTIONS)).toEqual(lists);
    expect(JSON.parse(JSON.stringify(lists))).toEqual(lists);
    expect(assignMoves({ customers: [] }, mix, OPTIONS).map(({ meant, customers }) => [meant, customers])).toEqual(
      mix.moves.map(() => [0, []]),
    );
    const late = { id: "late", moves: [{ ...care, startMonth: 12 }] };
    expect(() => assignMoves(counted, late)).toThrow(expect.objectContaining({ code: "out_of_range" }));
    expect(() => assignMoves(counted, mix, { horizonMonths: 0 })).toThrow(
      expect.objectContaining({ code: "out_of_range" }),
    );
  });
});
