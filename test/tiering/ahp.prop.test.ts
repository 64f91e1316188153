import fc from "fast-check";
import { expect, test } from "vitest";
import { type AhpJudgement, type AhpMatrix, combineAhp, solveAhp } from "../../src/tiering/index.ts";
import { deepFreeze } from "./book.ts";

const ratio = fc.oneof(
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 2, max: 9 }).map((k) => 1 / k),
  fc.double({ min: 0.01, max: 100, noNaN: true }),
);
const upper = fc
  .integer({ min: 2, max: 7 })
  .chain((n) =>
    fc.tuple(fc.constant(n), fc.array(ratio, { minLength: (n * (n - 1)) / 2, maxLength: (n * (n - 1)) / 2 })),
  );

function listOf(n: number, ratios: readonly number[], gaps: ReadonlySet<number> = new Set()): AhpJudgement[] {
  const list: AhpJudgement[] = [];
  let k = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, k++) {
      // the first row always stands, so that the items hang together
      if (i === 0 || !gaps.has(k)) list.push({ item: `c${i}`, over: `c${j}`, ratio: ratios[k] as number });
    }
  }
  return list;
}
const byId = (list: readonly AhpJudgement[]): Map<string, number> =>
  new Map(solveAhp(deepFreeze([...list])).weights.map(({ id, weight }) => [id, weight]));

test("weights are positive, sum to one, and solve the eigenvalue equation of Harker's matrix", () => {
  fc.assert(
    fc.property(upper, fc.uniqueArray(fc.nat(20)), ([n, ratios], gaps) => {
      const list = listOf(n, ratios, new Set(gaps));
      const { weights, lambdaMax, consistencyIndex, judged, missing } = solveAhp(list);
      expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(judged + missing).toBe((n * (n - 1)) / 2);
      expect(consistencyIndex).toBeGreaterThanOrEqual(0);
      const w = new Map(weights.map(({ id, weight }) => [id, weight]));
      const image = new Map(weights.map(({ id, weight }) => [id, weight * n]));
      for (const { item, over, ratio: r } of list) {
        const a = w.get(item) as number;
        const b = w.get(over) as number;
        image.set(item, (image.get(item) as number) - a + r * b);
        image.set(over, (image.get(over) as number) - b + a / r);
      }
      for (const [id, value] of image) {
        expect(w.get(id)).toBeGreaterThan(0);
        expect(Math.abs(value / (lambdaMax * (w.get(id) as number)) - 1)).toBeLessThan(1e-12);
      }
    }),
  );
});

test("the order of judgements and which side of a pair is named do not matter", () => {
  fc.assert(
    fc.property(upper, fc.uniqueArray(fc.nat(20)), ([n, ratios], gaps) => {
      const list = listOf(n, ratios, new Set(gaps));
      const turned = [...list].reverse().map(({ item, over, ratio: r }) => ({ item: over, over: item, ratio: 1 / r }));
      const before = byId(list);
      for (const [id, weight] of byId(turned))
        expect(Math.abs(weight / (before.get(id) as number) - 1)).toBeLessThan(1e-9);
    }),
  );
});

test("a revision never makes the judgements less consistent", () => {
  fc.assert(
    fc.property(upper, ([n, ratios]) => {
      const { revision, consistencyRatio } = solveAhp(listOf(n, ratios));
      if (revision !== undefined) expect(revision.ratioAfter).toBeLessThan(consistencyRatio as number);
    }),
  );
});

test("joining one person's matrix with itself changes nothing", () => {
  fc.assert(
    fc.property(upper, ([n, ratios]) => {
      let k = 0;
      const matrix: AhpMatrix = Array.from({ length: n }, (_r, i) =>
        Array.from({ length: n }, (_c, j) => (i < j ? (ratios[k++] as number) : i === j ? 1 : null)),
      );
      const alone = solveAhp(combineAhp([matrix])).weights;
      const twice = solveAhp(combineAhp([matrix, matrix])).weights;
      twice.forEach(({ weight }, i) => {
        expect(weight).toBeCloseTo(alone[i]?.weight as number, 12);
      });
    }),
  );
});
