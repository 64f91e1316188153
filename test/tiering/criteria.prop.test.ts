import fc from "fast-check";
import { expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { criteriaModelSpec } from "../../src/tiering/criteria/schema.ts";
import {
  type Criterion,
  explainAccountScore,
  fitCriteria,
  measureWeightSensitivity,
  scoreAccount,
  scoreAccounts,
} from "../../src/tiering/index.ts";
import { deepFreeze } from "./book.ts";

const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 6 }) },
  { weight: 2, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 5e-324, 1e-300, -1e100, 1e100) },
);
const row = fc.record({
  a: fc.option(number, { freq: 5 }),
  b: fc.option(number, { freq: 5, nil: undefined }),
  g: fc.option(fc.constantFrom("low", "mid", "high"), { freq: 4 }),
});
type Row = { a: number | null; b: number | undefined; g: string | null };
const book: fc.Arbitrary<Row[]> = fc
  .array(row, { minLength: 1, maxLength: 30 })
  .map((rows) => [...rows, { a: 1, b: 2, g: "mid" }]);
const weights = fc.tuple(
  ...[1, 2, 3].map(() => fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 10, noNaN: true }))),
);
const normalise = fc.constantFrom("percentile", "min_max", "z" as const);
type Normalise = "percentile" | "min_max" | "z";

function criteriaOf(kind: Normalise, [a, b, g]: readonly number[]): Criterion[] {
  return [
    { id: "a", kind: "quantitative", normalise: kind, weight: (a as number) + 0.001 },
    { id: "b", kind: "quantitative", normalise: kind, direction: "less", weight: b as number },
    { id: "g", kind: "ordinal", levels: ["low", "mid", "high"], weight: g as number },
  ];
}

test("scores are bounded, lie in their range, and are the sum of their contributions", () => {
  fc.assert(
    fc.property(book, normalise, weights, (rows, kind, w) => {
      const model = fitCriteria(deepFreeze(rows), { criteria: criteriaOf(kind, w) });
      const scores = scoreAccounts(model, rows);
      for (const [i, account] of rows.entries()) {
        const why = explainAccountScore(model, account);
        const { score, range, coverage, missing } = scores[i] as (typeof scores)[number];
        expect(scoreAccount(model, account)).toEqual(scores[i]);
        expect(why).toMatchObject(scores[i] as object);
        expect(missing).toEqual(["a", "b", "g"].filter((id) => (account as Record<string, unknown>)[id] == null));
        expect(coverage).toBeGreaterThanOrEqual(0);
        expect(coverage).toBeLessThanOrEqual(1);
        expect((score === undefined) === (why.abstained !== undefined)).toBe(true);
        if (score === undefined) continue;
        expect(range[0]).toBeLessThanOrEqual(score);
        expect(range[1]).toBeGreaterThanOrEqual(score);
        expect(range[0]).toBeGreaterThanOrEqual(0);
        expect(range[1]).toBeLessThanOrEqual(100);
        expect(why.contributions.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 10);
        expect(why.contributions.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
      }
    }),
  );
});

test("a better value never lowers a score", () => {
  fc.assert(
    fc.property(book, normalise, weights, number, number, (rows, kind, w, x, y) => {
      const model = fitCriteria(rows, { criteria: criteriaOf(kind, w) });
      const [low, high] = x < y ? [x, y] : [y, x];
      for (const account of rows) {
        const of = (change: object): number => scoreAccount(model, { ...account, ...change }).score as number;
        expect(of({ a: high })).toBeGreaterThanOrEqual(of({ a: low }));
        if (account.a === null) continue;
        expect(of({ b: low })).toBeGreaterThanOrEqual(of({ b: high }));
        expect(of({ g: "mid" })).toBeGreaterThanOrEqual(of({ g: "low" }));
        expect(of({ g: "high" })).toBeGreaterThanOrEqual(of({ g: "mid" }));
      }
    }),
  );
});

test("the order of accounts and the unit of the weights do not matter, nor does a trip through JSON", () => {
  fc.assert(
    fc.property(book, fc.constantFrom("percentile", "min_max", "z" as const), weights, (rows, kind, w) => {
      const criteria = criteriaOf(kind, w);
      const model = fitCriteria(rows, { criteria });
      expect(fitCriteria([...rows].reverse(), { criteria })).toEqual(model);
      const scaled = criteria.map((criterion) => ({ ...criterion, weight: (criterion.weight as number) * 8 }));
      expect(fitCriteria(rows, { criteria: scaled })).toEqual(model);
      expect(loadModel(criteriaModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
      const entropy = fitCriteria(rows, { criteria, weights: "entropy" });
      expect(fitCriteria([...rows].reverse(), { criteria, weights: "entropy" })).toEqual(entropy);
      expect(entropy.criteria.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    }),
  );
});

const share = fc.oneof(
  fc.integer({ min: 0, max: 4 }).map((k) => k / 4),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const answers = fc.record({
  p: fc.option(share, { freq: 6 }),
  q: fc.option(share, { freq: 6 }),
  r: fc.option(share, { freq: 6 }),
});

test("inside its room a weight never changes the ranking, and at its end the named pair is level", () => {
  const anchors = { worst: 0, best: 1 };
  const ids = ["p", "q", "r"];
  fc.assert(
    fc.property(
      fc.array(answers, { minLength: 2, maxLength: 12 }),
      fc.tuple(...ids.map(() => fc.double({ min: 0.05, max: 1, noNaN: true }))),
      fc.integer({ min: 1, max: 5 }),
      (rows, w, top) => {
        const fitWith = (list: readonly number[]) =>
          fitCriteria(rows, {
            criteria: ids.map((id, k) => ({ id, kind: "quantitative", anchors, weight: list[k] as number })),
          });
        const model = fitWith(w);
        const result = measureWeightSensitivity(model, rows, { top });
        const { ranking, criteria } = result;
        const moved = (k: number, weight: number) => {
          const others = model.criteria.reduce((sum, c, j) => (j === k ? sum : sum + c.weight), 0);
          return scoreAccounts(
            fitWith(model.criteria.map((c, j) => (j === k ? weight : (c.weight * (1 - weight)) / others))),
            rows,
          ).map(({ score }) => score ?? -1);
        };
        for (const [k, { lower, upper, above, below, weight }] of criteria.entries()) {
          expect(lower).toBeLessThanOrEqual(weight);
          expect(upper).toBeGreaterThanOrEqual(weight);
          for (let step = 1; step < 20; step++) {
            const scores = moved(k, lower + ((upper - lower) * step) / 20);
            for (let i = 1; i < ranking.length; i++) {
              expect(
                (scores[ranking[i - 1] as number] as number) - (scores[ranking[i] as number] as number),
              ).toBeGreaterThan(-1e-9);
            }
            const last = scores[ranking[ranking.length - 1] as number] as number;
            if (ranking.length === top) {
              scores.forEach((score, i) => {
                if (!ranking.includes(i)) expect(last - score).toBeGreaterThan(-1e-9);
              });
            }
          }
          for (const change of [above, below]) {
            if (change === undefined) continue;
            const at = moved(k, change.weight);
            const gap = (at[change.falls] as number) - (at[change.rises] as number);
            expect(Math.abs(gap)).toBeLessThan(1e-6);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});
