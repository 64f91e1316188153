import { expect, it } from "vitest";
import { exampleStrategies, strategyBook } from "../../examples/strategies/book.ts";
import { momentsOf, varianceOf } from "../../src/math/index.ts";
import { simulateStrategies } from "../../src/strategy/index.ts";

it("common random numbers cut the variance of every difference at least tenfold on the example book", () => {
  const options = { horizonMonths: 36, discountRate: 0.1, draws: 400, moveShares: false };
  const [book, strategies] = [strategyBook(), exampleStrategies()];
  const together = simulateStrategies(book, strategies, { ...options, seed: 1 });
  // what the difference would be if each strategy met draws of its own
  const apart = simulateStrategies(book, strategies, { ...options, seed: 2 });
  const spread = (a: readonly number[], b: readonly number[]) =>
    varianceOf(momentsOf(a.map((x, d) => x - (b[d] as number)))) as number;
  const n = together.outcomes.length;
  let least = Number.POSITIVE_INFINITY;
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const [first, second] = [together.npvByDraw[a], together.npvByDraw[b]] as [number[], number[]];
      least = Math.min(least, spread(first, apart.npvByDraw[b] as number[]) / spread(first, second));
    }
  }
  expect(least).toBeGreaterThan(10);
  expect(together.comparisons.every(({ varianceCut }) => varianceCut === undefined || varianceCut > 10)).toBe(true);
});
