import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Move,
  type Strategy,
  type StrategyBook,
  type StrategyCustomer,
  simulateStrategies,
} from "../../src/strategy/index.ts";
import { effect, MOVES } from "./books.ts";

const OPTIONS = { horizonMonths: 18, discountRate: 0.12, draws: 20, seed: 5, luck: "normal" } as const;
const { care, cross, bond, visit, offer } = MOVES;

const customers = fc
  .array(
    fc.record({
      monthlyRevenue: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1e6, noNaN: true })),
      monthlyChurn: fc.oneof(
        fc.constant(0),
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 20 }),
      ),
      marginRate: fc.double({ min: 0, max: 1, noNaN: true }),
      yearlyGrowth: fc.double({ min: -0.5, max: 1, noNaN: true }),
      standing: fc.constantFrom("ours", "ours", "rival"),
      tier: fc.constantFrom("top", "small"),
      count: fc.constantFrom(1, 1, 4),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => rows.map((row, i) => ({ ...row, id: `c${i}` }) as StrategyCustomer));
const doubt = fc.record({
  churn: fc.constantFrom(0, 0.2),
  revenue: fc.constantFrom(0, 0.1),
  growth: fc.constantFrom(0, 0.05),
});
const book: fc.Arbitrary<StrategyBook> = fc.record({ customers, doubt });
const capped = { ...bond, id: "capped", capacity: 3, effects: bond.effects } satisfies Move;
const strategies: readonly Strategy[] = [
  { id: "one", moves: [care, cross, capped] },
  { id: "two", moves: [visit, offer, cross], movesPerCustomer: 1 },
];
const runs = { numRuns: 7 };
const closeTo = (a: number, b: number, scale: number) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-11 * Math.max(1e-6, scale));
const scaleOf = (found: ReturnType<typeof simulateStrategies>) =>
  found.outcomes.reduce((most, { npv, spend }) => Math.max(most, Math.abs(npv.value), spend.value), 1e-9);

describe("the value of strategies", () => {
  it("does not depend on the order of customers or of moves of equal priority, to the last bit", () => {
    fc.assert(
      fc.property(book, (any) => {
        const straight = simulateStrategies(any, strategies, OPTIONS);
        const turned = simulateStrategies(
          { ...any, customers: [...any.customers].reverse() },
          strategies.map((strategy) => ({ ...strategy, moves: [...strategy.moves].reverse() })),
          OPTIONS,
        );
        expect(turned.npvByDraw).toEqual(straight.npvByDraw);
        expect(turned.outcomes).toEqual(straight.outcomes);
      }),
      runs,
    );
  });

  it("of a move without effect is exactly what it costs, and of no move nothing", () => {
    const idle: Move = {
      ...cross,
      startMonth: 0,
      months: 18,
      effects: [effect("none", "churn", 1), effect("no more", "revenue", 0)],
    };
    const mixes = [
      { id: "idle", moves: [{ ...idle, cost: { fixed: 7, perCustomer: 3, perCustomerMonth: 0.5 } }] },
      { id: "empty", moves: [] },
    ];
    fc.assert(
      fc.property(book, (any) => {
        const found = simulateStrategies(any, mixes, { ...OPTIONS, luck: "none" });
        const [, cost, empty] = found.outcomes;
        closeTo(-(cost?.difference.value as number), cost?.spend.value as number, scaleOf(found));
        expect(empty?.difference.value).toBe(0);
        expect(empty?.difference.standardDeviation).toBe(0);
      }),
      runs,
    );
  });

  it("is the same for n equal customers and for one row that counts n", () => {
    fc.assert(
      fc.property(book, (any) => {
        const apart = any.customers.flatMap((row) =>
          Array.from({ length: row.count ?? 1 }, (_, k) => ({ ...row, count: 1, id: `${row.id}-${k}` })),
        );
        const together = simulateStrategies(any, strategies, OPTIONS);
        const separate = simulateStrategies({ ...any, customers: apart }, strategies, OPTIONS);
        const scale = scaleOf(together);
        together.outcomes.forEach((outcome, s) => {
          closeTo(outcome.npv.value, separate.outcomes[s]?.npv.value as number, scale);
          expect(separate.outcomes[s]?.moves.map(({ treated }) => treated)).toEqual(
            outcome.moves.map(({ treated }) => treated),
          );
        });
      }),
      runs,
    );
  });

  it("grows with money", () => {
    fc.assert(
      fc.property(book, (any) => {
        const k = 1000;
        const dear = strategies.map((strategy) => ({
          ...strategy,
          moves: strategy.moves.map((move) => ({
            ...move,
            cost: Object.fromEntries(Object.entries(move.cost).map(([key, amount]) => [key, k * amount])),
          })),
        }));
        const small = simulateStrategies(any, strategies, OPTIONS);
        const rich = any.customers.map((row) => ({ ...row, monthlyRevenue: k * row.monthlyRevenue }));
        const large = simulateStrategies({ ...any, customers: rich }, dear, OPTIONS);
        const scale = scaleOf(small);
        small.npvByDraw.forEach((column, s) => {
          for (const [d, x] of column.entries()) {
            expect(Math.abs(x - (large.npvByDraw[s]?.[d] as number) / k)).toBeLessThanOrEqual(1e-9 * scale);
          }
        });
      }),
      runs,
    );
  });

  it("does not change when another strategy stands beside it, and survives JSON", () => {
    fc.assert(
      fc.property(book, (any) => {
        const alone = simulateStrategies(any, strategies.slice(0, 1), OPTIONS);
        const beside = simulateStrategies(any, strategies, OPTIONS);
        alone.expectedByDraw[1]?.forEach((x, d) => {
          closeTo(x, beside.expectedByDraw[1]?.[d] as number, scaleOf(beside));
        });
        expect(JSON.parse(JSON.stringify(beside))).toEqual(beside);
      }),
      runs,
    );
  });
});
