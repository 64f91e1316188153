import { describe, expect, it } from "vitest";
import { momentsOf, quantiles, varianceOf } from "../../src/math/index.ts";
import { type SimulateStrategiesOptions, type Strategy, simulateStrategies } from "../../src/strategy/index.ts";
import { effect, MOVES, smallBook, touches } from "./books.ts";
import { naiveNpv } from "./naive.ts";

const { care, cross, bond, visit, offer } = MOVES;
const options: SimulateStrategiesOptions = { horizonMonths: 24, discountRate: 0.1, draws: 100, seed: 7, luck: "none" };
const strategies: readonly Strategy[] = [
  { id: "care", moves: [care] },
  { id: "both", moves: [care, cross] },
  { id: "bonds", moves: [bond, care] },
  { id: "attack", moves: [visit, offer, bond] },
];

const columnOf = (found: ReturnType<typeof simulateStrategies>, id: string) =>
  found.assumptions.find((assumption) => assumption.id === id)?.draws;

describe("the exact expectation", () => {
  for (const [what, book] of [
    ["of constant hazards", smallBook(60, 1, { rivals: true })],
    ["of hazards by month", smallBook(60, 2, { byMonth: true, rivals: true })],
  ] as const) {
    it(`${what} equals a loop over customers and months in every draw`, () => {
      const found = simulateStrategies(book, strategies, options);
      let worst = 0;
      strategies.forEach((strategy, s) => {
        for (let d = 0; d < 100; d += 9) {
          const assumptions = Object.fromEntries(
            found.assumptions.filter(({ on }) => on !== "market").map(({ id, draws }) => [id, draws[d] as number]),
          );
          const growth = columnOf(found, "market.growth")?.[d] as number;
          const world = {
            churn: columnOf(found, "market.churn")?.[d] as number,
            revenue: columnOf(found, "market.revenue")?.[d] as number,
            growth: (t: number) => Math.exp((growth * t) / 12 - ((0.03 * t) / 12) ** 2 / 2),
            assumptions,
          };
          const naive = naiveNpv(book, strategy, 24, 0.1, world, touches);
          worst = Math.max(worst, Math.abs((found.expectedByDraw[s + 1]?.[d] as number) / naive - 1));
        }
      });
      expect(worst).toBeLessThan(1e-9);
    });
  }

  it("of hazards by month between the points of a grid equals the loop as well", () => {
    const book = { ...smallBook(16, 6, { byMonth: true }), doubt: { churn: 0.2 } };
    const found = simulateStrategies(book, [{ id: "bonds", moves: [bond, care] }], { ...options, draws: 1500 });
    for (let d = 0; d < 1500; d += 151) {
      const assumptions = Object.fromEntries(found.assumptions.map(({ id, draws }) => [id, draws[d] as number]));
      const world = { churn: assumptions["market.churn"] as number, assumptions };
      const naive = naiveNpv(book, { id: "bonds", moves: [bond, care] }, 24, 0.1, world, touches);
      expect(Math.abs((found.expectedByDraw[1]?.[d] as number) / naive - 1)).toBeLessThan(1e-9);
    }
  });

  it("of one constant chance to leave is the geometric sum", () => {
    const book = { customers: [{ id: "a", count: 10, monthlyRevenue: 100, monthlyChurn: 0.03 }], marginRate: 0.4 };
    const found = simulateStrategies(book, [], { horizonMonths: 60, discountRate: 0.08, seed: 1, draws: 20 });
    const v = 1.08 ** (-1 / 12);
    const ratio = 0.97 * v;
    expect(found.outcomes[0]?.npv.value).toBeCloseTo((10 * 100 * 0.4 * v * (1 - ratio ** 60)) / (1 - ratio), 8);
    expect(found.outcomes[0]?.difference).toMatchObject({ value: 0, standardDeviation: 0, chanceOfLoss: 0 });
  });
});

describe("luck of single customers", () => {
  const book = smallBook(24, 3, { rivals: true, byMonth: true });
  const mixes = [strategies[1] as Strategy, strategies[3] as Strategy];
  const run = (luck: "each" | "normal", seed: number) =>
    simulateStrategies({ ...book, doubt: {} }, mixes.map(certain), { ...options, draws: 3000, luck, seed });
  // nothing in doubt, so that luck is all there is
  const each = run("each", 1);
  const normal = run("normal", 2);

  it("followed one by one has the same mean and variance as its exact variance says", () => {
    for (let s = 0; s < 3; s++) {
      const drawn = momentsOf(each.npvByDraw[s] as number[]);
      const expected = each.expectedByDraw[s]?.[0] as number;
      const sd = Math.sqrt(varianceOf(drawn) as number);
      expect(Math.abs(drawn.mean - expected) / (sd / Math.sqrt(3000))).toBeLessThan(3.5);
      const other = Math.sqrt(varianceOf(momentsOf(normal.npvByDraw[s] as number[])) as number);
      expect(sd / other).toBeGreaterThan(0.93);
      expect(sd / other).toBeLessThan(1.07);
    }
  });

  it("has about the same quantiles and the same spread of differences", () => {
    for (let s = 1; s < 3; s++) {
      const gap = (found: typeof each) =>
        Float64Array.from(found.npvByDraw[s] as number[], (x, d) => x - (found.npvByDraw[0]?.[d] as number));
      const [a, b] = [gap(each), gap(normal)];
      const ratio = Math.sqrt((varianceOf(momentsOf(a)) as number) / (varianceOf(momentsOf(b)) as number));
      expect(ratio).toBeGreaterThan(0.93);
      expect(ratio).toBeLessThan(1.07);
      const spread = Math.sqrt(varianceOf(momentsOf(b)) as number);
      const [p, q] = [quantiles(a, [0.1, 0.5, 0.9]), quantiles(b, [0.1, 0.5, 0.9])];
      for (const k of [0, 1, 2]) expect(Math.abs((p[k] as number) - (q[k] as number)) / spread).toBeLessThan(0.15);
    }
  });
});

/** The strategy with every effect fixed at its mean. */
function certain(strategy: Strategy): Strategy {
  return {
    ...strategy,
    moves: strategy.moves.map((move) => ({
      ...move,
      effects: move.effects.map(({ assumption, on, distribution }) =>
        effect(assumption, on, distribution.kind === "normal" ? distribution.mean : 0),
      ),
    })),
  };
}
