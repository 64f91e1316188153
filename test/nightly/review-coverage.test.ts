import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import { reviewStrategy, type Strategy, type StrategyBook } from "../../src/strategy/index.ts";
import { happen, reviewBook, reviewedStrategy } from "../strategy/review-world.ts";

const RUNS = 1000;

describe("what a review learns, where truth is drawn from the plan's beliefs", () => {
  test.each([
    [300, 9],
    [60, 4],
  ])("%s customers, %s months: the intervals hold the truth", (customers, months) => {
    const hits: Record<string, number> = {};
    for (let run = 0; run < RUNS; run++) {
      const random = createRandom(1000 + run);
      const book = reviewBook(customers, random);
      const truth = {
        churn: Math.exp(0.2 * random.normal() - 0.02),
        revenue: Math.exp(0.1 * random.normal() - 0.005),
        values: {
          "care keeps": 0.7 * Math.exp(0.25 * random.normal()),
          "cross sells": 0.08 + 0.04 * random.normal(),
          "calls win": random.beta(4, 96),
        } as Readonly<Record<string, number>>,
      };
      const actuals = happen(book, reviewedStrategy, truth, { months, random });
      const review = reviewStrategy({ book, strategy: reviewedStrategy }, actuals);
      const count = (what: string, value: number, { lower, upper }: { lower: number; upper: number }) => {
        hits[what] = (hits[what] ?? 0) + Number(value >= lower && value <= upper) / RUNS;
      };
      for (const { assumption, learned } of review.assumptions) {
        count(assumption, truth.values[assumption] as number, learned.interval);
      }
      count("churn level", truth.churn, review.churnLevel.interval);
      count("revenue level", truth.revenue, review.revenueLevel.interval);
      const certain: Strategy = {
        ...reviewedStrategy,
        moves: reviewedStrategy.moves.map((move) => ({
          ...move,
          effects: move.effects.map((effect) => ({
            ...effect,
            distribution: { kind: "fixed", value: truth.values[effect.assumption] as number },
          })),
        })),
      };
      const expected = (level: number): number => {
        const world: StrategyBook = {
          customers: book.customers.map((one) => ({
            ...one,
            monthlyChurn: 1 - (1 - (one.monthlyChurn as number)) ** level,
          })),
        };
        return reviewStrategy({ book: world, strategy: certain }, actuals).planned.contribution;
      };
      for (const { part, amount, interval } of review.parts) {
        if (interval === undefined) continue;
        if (part === "effect") count(part, expected(1) - review.planned.contribution, interval);
        if (part === "retention") count(part, expected(truth.churn) - expected(1), interval);
        if (part === "chance") count(part, amount, interval);
      }
    }
    console.log(customers, months, hits);
    for (const [what, share] of Object.entries(hits)) {
      expect(share, what).toBeGreaterThan(0.93);
      // what the data explain is no longer luck, so the band of chance is wide
      expect(share, what).toBeLessThan(what === "chance" ? 1.0001 : 0.975);
    }
  });
});
