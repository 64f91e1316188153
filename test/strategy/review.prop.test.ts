import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import { reviewStrategy, type StrategyActuals, updateStrategy } from "../../src/strategy/index.ts";
import { happen, reviewBook, reviewedStrategy } from "./review-world.ts";

const world = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    n: fc.integer({ min: 1, max: 25 }),
    months: fc.integer({ min: 1, max: 8 }),
    churn: fc.double({ min: 0.2, max: 4, noNaN: true }),
    revenue: fc.double({ min: 0.1, max: 3, noNaN: true }),
  })
  .map(({ seed, n, months, churn, revenue }) => {
    const random = createRandom(seed);
    const book = reviewBook(n, random);
    const truth = { churn, revenue, values: { "care keeps": 0.9, "cross sells": 0.2, "calls win": 0.1 } };
    return { book, actuals: happen(book, reviewedStrategy, truth, { months, random }), seed };
  });

const close = (a: number, b: number, scale: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * (1 + scale));

describe("laws of the review", () => {
  test("the parts sum to the difference, whatever happened", () => {
    fc.assert(
      fc.property(world, ({ book, actuals }) => {
        const { parts, difference, planned, actual } = reviewStrategy({ book, strategy: reviewedStrategy }, actuals);
        const scale = Math.abs(planned.net) + Math.abs(actual.net) + planned.spend;
        close(
          parts.reduce((sum, { amount }) => sum + amount, 0),
          difference,
          scale,
        );
        close(difference, actual.net - planned.net, scale);
      }),
      { numRuns: 60 },
    );
  });

  test("the order of customers and of moves changes nothing", () => {
    fc.assert(
      fc.property(world, ({ book, actuals, seed }) => {
        const shuffle = <T>(list: readonly T[]): T[] => {
          const random = createRandom(seed);
          return list
            .map((one) => ({ one, at: random.uniform() }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
        };
        const plan = { book, strategy: reviewedStrategy };
        const other = reviewStrategy(
          {
            book: { ...book, customers: shuffle(book.customers) },
            strategy: { ...reviewedStrategy, moves: shuffle(reviewedStrategy.moves) },
          },
          { ...actuals, customers: shuffle(actuals.customers) },
        );
        const one = reviewStrategy(plan, actuals);
        one.parts.forEach(({ amount }, k) => {
          close(other.parts[k]?.amount as number, amount, one.planned.contribution + one.actual.contribution);
        });
        expect(other.assumptions.map(({ assumption }) => assumption)).toEqual(
          one.assumptions.map(({ assumption }) => assumption),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("twice the money is twice every part", () => {
    fc.assert(
      fc.property(world, ({ book, actuals }) => {
        const strategy = { ...reviewedStrategy, moves: reviewedStrategy.moves.map((move) => ({ ...move, cost: {} })) };
        const twice: StrategyActuals = {
          ...actuals,
          customers: actuals.customers.map((one) => ({
            ...one,
            ...(one.revenue !== undefined && { revenue: 2 * one.revenue }),
          })),
        };
        const doubled = {
          ...book,
          customers: book.customers.map((one) => ({ ...one, monthlyRevenue: 2 * one.monthlyRevenue })),
        };
        const one = reviewStrategy({ book, strategy }, actuals);
        const two = reviewStrategy({ book: doubled, strategy }, twice);
        one.parts.forEach(({ amount }, k) => {
          close(two.parts[k]?.amount as number, 2 * amount, one.planned.contribution + one.actual.contribution);
        });
      }),
      { numRuns: 30 },
    );
  });

  test("a second review of what was learned starts from it", () => {
    fc.assert(
      fc.property(world, ({ book, actuals }) => {
        const first = reviewStrategy({ book, strategy: reviewedStrategy }, actuals);
        const next = updateStrategy(reviewedStrategy, JSON.parse(JSON.stringify(first)));
        const second = reviewStrategy({ book, strategy: next }, actuals);
        second.assumptions.forEach(({ before }, k) => {
          expect(before).toEqual(first.assumptions[k]?.after);
        });
      }),
      { numRuns: 30 },
    );
  });
});
