import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choose } from "../../src/strategy/plan/choose.ts";
import { type Block, keepsRules, type PlanProblem, spendOf, worthOf } from "../../src/strategy/plan/problem.ts";
import { chooseByProgramme } from "../../src/strategy/plan/programme.ts";

/** Random candidates, some of which touch the same customers, with a budget, a resource and rules. */
const problems = fc
  .record({
    n: fc.integer({ min: 1, max: 9 }),
    seed: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 400, maxLength: 400 }),
    budget: fc.integer({ min: 0, max: 3000 }),
    hours: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ n, seed, budget, hours }): PlanProblem => {
    let at = 0;
    const next = (): number => seed[at++ % seed.length] as number;
    const blocks = Array.from({ length: 1 + (next() % 4) }, (): Block => {
      const moves = Array.from({ length: n }, (_, j) => j)
        .filter(() => next() % 3 === 0)
        .slice(0, 4);
      const size = 2 ** moves.length;
      const single = moves.map(() => ({ value: next() - 300, spend: next() }));
      const value = new Float64Array(size);
      const spend = new Float64Array(size);
      for (let set = 1; set < size; set++) {
        const own = single.filter((_, k) => (set >> k) & 1);
        value[set] = own.reduce((sum, one) => sum + one.value, 0) * (own.length > 1 ? 0.7 : 1);
        spend[set] = own.reduce((sum, one) => sum + one.spend, 0);
      }
      return { moves, value, spend };
    });
    const fixed = Float64Array.from({ length: n }, () => next() / 4);
    return {
      n,
      fixed,
      blocks,
      limits: [
        { id: "budget", limit: budget, perMove: fixed, byBlocks: true },
        {
          id: "resource:hours",
          limit: hours,
          perMove: Float64Array.from({ length: n }, () => next() % 10),
          byBlocks: false,
        },
      ],
      exclusive: n > 2 ? [[0, n - 1]] : [],
      needs: n > 3 ? [[1, 2]] : [],
      required: [],
    };
  });

describe("laws of the plan", () => {
  test("the integer programme finds what looking at every mix finds", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const [best] = choose(problem).mixes;
        const { mix, proved } = chooseByProgramme(problem);
        expect(proved).toBe(true);
        expect(mix?.value).toBeCloseTo(best?.value as number, 6);
        expect(keepsRules(problem, mix?.chosen as Uint8Array)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test("more budget never lowers the worth of the best plan", () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: 0, max: 2000 }), (problem, more) => {
        const limits = problem.limits.map((limit) =>
          limit.id === "budget" ? { ...limit, limit: limit.limit + more } : limit,
        );
        expect(choose({ ...problem, limits }).mixes[0]?.value).toBeGreaterThanOrEqual(
          choose(problem).mixes[0]?.value as number,
        );
      }),
      { numRuns: 60 },
    );
  });

  test("a further candidate that costs nothing never lowers it", () => {
    fc.assert(
      fc.property(problems, fc.integer({ min: -500, max: 500 }), (problem, value) => {
        const { n } = problem;
        const grown: PlanProblem = {
          ...problem,
          n: n + 1,
          fixed: Float64Array.from([...problem.fixed, 0]),
          limits: problem.limits.map((limit) => ({ ...limit, perMove: Float64Array.from([...limit.perMove, 0]) })),
          blocks: [...problem.blocks, { moves: [n], value: Float64Array.of(0, value), spend: Float64Array.of(0, 0) }],
        };
        const before = choose(problem).mixes[0]?.value as number;
        expect(choose(grown).mixes[0]?.value).toBeCloseTo(before + Math.max(0, value), 6);
      }),
      { numRuns: 60 },
    );
  });

  test("worth and spend are what they say: nothing chosen is nothing", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const none = new Uint8Array(problem.n);
        expect(Math.abs(worthOf(problem, none))).toBe(0);
        expect(spendOf(problem, none)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});
