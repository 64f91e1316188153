import { describe, expect, it } from "vitest";
import {
  type Move,
  type Strategy,
  type StrategyCustomer,
  simulateStrategies,
  type TargetRule,
} from "../../src/strategy/index.ts";
import { effect, MOVES } from "./books.ts";

const OPTIONS = { horizonMonths: 12, discountRate: 0, seed: 1, draws: 20, luck: "none" } as const;
const customers: readonly StrategyCustomer[] = [
  { id: "a", monthlyRevenue: 100, monthlyChurn: 0.01, tier: "top", facts: { region: "West", score: 3 } },
  { id: "b", monthlyRevenue: 50, monthlyChurn: 0.1, tier: "small", switchingIndex: 30, facts: { region: "East" } },
  { id: "c", count: 6, monthlyRevenue: 10, monthlyChurn: 0.2, tier: "small", switchingIndex: 80 },
  { id: "r", standing: "rival", monthlyRevenue: 20, monthlyChurn: 0.1 },
  { id: "l", standing: "lost", count: 3, monthlyRevenue: 20, monthlyChurn: 0.1 },
  { id: "p", standing: "prospect", count: 9, monthlyRevenue: 20, monthlyChurn: 0.1 },
];
const run = (...strategies: Strategy[]) => simulateStrategies({ customers }, strategies, OPTIONS);
const treated = (more: Partial<Move>) =>
  run({ id: "s", moves: [{ ...MOVES.cross, effects: [], ...more }] }).outcomes[1]?.moves[0]?.treated;
const among = (...where: NonNullable<TargetRule["where"]>) => treated({ target: { where } });

describe("a target rule", () => {
  it("asks for fields and facts, and passes over whom it knows nothing of", () => {
    expect(treated({})).toBe(8);
    expect(among({ field: "tier", in: ["top"] })).toBe(1);
    expect(among({ field: "tier", notIn: ["top"] })).toBe(7);
    expect(among({ field: "switchingIndex", max: 100 })).toBe(7);
    expect(among({ field: "switchingIndex", min: 30 }, { field: "switchingIndex", max: 30 })).toBe(1);
    expect(among({ field: "facts.region", in: ["West", "East"] })).toBe(2);
    expect(among({ field: "facts.score", min: 3 })).toBe(1);
    expect(among({ field: "monthlyChurn", min: 0.2 })).toBe(6);
    // half of a year's revenue of 600 is at stake
    expect(among({ field: "valueAtStake", min: 600 * (1 - 0.9 ** 12) * 0.999 })).toBe(1);
  });

  it("reaches those of its aim's standing alone", () => {
    expect(["winOver", "winBack", "acquire"].map((aim) => treated({ aim: aim as Move["aim"] }))).toEqual([1, 3, 9]);
  });

  it("takes the highest first where capacity is short, and a part of equal customers", () => {
    const cost = { perCustomer: 1 };
    const spendOf = (more: Partial<Move>) =>
      run({ id: "s", moves: [{ ...MOVES.care, target: {}, cost, ...more }] }).outcomes[1];
    expect(treated({ capacity: 4 })).toBe(4);
    expect(treated({ capacity: 0 })).toBe(0);
    // with one place it goes to the customer with the most at stake, who is not the largest
    const revenue = { effects: [effect("more", "revenue", 1)], cost: {}, capacity: 1 };
    const b = spendOf(revenue)?.difference.value;
    const a = spendOf({ ...revenue, target: { rankBy: "monthlyRevenue" } })?.difference.value;
    const c = spendOf({ ...revenue, target: { rankBy: "monthlyRevenue", order: "lowest" } })?.difference.value;
    const worth = (amount: number, q: number) => (amount * (1 - (1 - q) ** 12)) / q;
    expect(b).toBeCloseTo(worth(50, 0.1), 8);
    expect(a).toBeCloseTo(worth(100, 0.01), 8);
    expect(c).toBeCloseTo(worth(10, 0.2), 8);
  });
});

describe("a limit of moves per customer", () => {
  it("gives way to the lower priority first, and then to the id", () => {
    const move = (id: string, priority: number): Move => ({
      ...MOVES.care,
      id,
      priority,
      target: {},
      effects: [],
      cost: {},
    });
    const shares = (moves: Move[]) =>
      Object.fromEntries(
        (run({ id: "s", moves, movesPerCustomer: 1 }).outcomes[1]?.moves ?? []).map((m) => [m.move, m.treated]),
      );
    expect(shares([move("x", 0), move("y", 0)])).toEqual({ x: 8, y: 0 });
    expect(shares([move("x", 1), move("y", 0)])).toEqual({ y: 8, x: 0 });
    expect(shares([{ ...move("x", 0), capacity: 5 }, move("y", 0)])).toEqual({ x: 5, y: 3 });
  });
});

describe("months", () => {
  it("carry their dates where the first day is known, and sum to the whole", () => {
    const strategy = { id: "s", moves: [MOVES.cross, MOVES.visit] };
    const found = simulateStrategies({ customers }, [strategy], { ...OPTIONS, asOf: "2026-07-01", discountRate: 0.1 });
    const outcome = found.outcomes[1] as (typeof found.outcomes)[number];
    expect(outcome.months.map(({ date }) => date).slice(5, 7)).toEqual(["2026-12-01", "2027-01-01"]);
    const total = (read: (month: (typeof outcome.months)[number]) => number) =>
      outcome.months.reduce((sum, month) => sum + read(month), 0);
    expect(total((m) => m.cash * 1.1 ** (-(m.month + 1) / 12))).toBeCloseTo(outcome.npv.value, 8);
    expect(outcome.months.at(-1)?.cumulative).toBeCloseTo(outcome.npv.value, 8);
    expect(outcome.months.at(-1)?.difference).toBeCloseTo(outcome.difference.value, 8);
    expect(total((m) => m.retainedRevenue)).toBeCloseTo(outcome.retainedRevenue.value, 8);
    expect(total((m) => m.newRevenue)).toBeCloseTo(outcome.newRevenue.value, 8);
    expect(outcome.moves.reduce((sum, { spend }) => sum + spend, 0)).toBeCloseTo(outcome.spend.value, 8);
    const contributions = outcome.moves.reduce((sum, { contribution }) => sum + (contribution?.value as number), 0);
    expect(contributions + (outcome.interaction as number)).toBeCloseTo(outcome.difference.value, 8);
    // those at the end are those of the last month less who leaves in it
    const left = outcome.tiers.reduce((sum, tier) => sum + tier.customers, 0);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(outcome.months.at(-1)?.customers as number);
  });
});
