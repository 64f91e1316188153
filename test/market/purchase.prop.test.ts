import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measurePurchaseCriteria, type PurchaseAnswer, predictPurchaseChoice } from "../../src/market/index.ts";

const survey = { us: "us", rivals: ["a", "b"], criteria: ["x", "__proto__"], minRespondents: 2 } as const;
const rating = fc.integer({ min: 1, max: 5 });
const own = (x: number, y: number): Record<string, number> => JSON.parse(`{"x":${x},"__proto__":${y}}`);
const answer: fc.Arbitrary<PurchaseAnswer> = fc
  .tuple(fc.constantFrom(0, 1, 1, 3), fc.constantFrom(1, 1, 1e6), fc.array(rating, { minLength: 6, maxLength: 6 }))
  .map(([x, y, r]) => ({
    weights: own(x, y),
    ratings: { us: own(r[0] ?? 1, r[1] ?? 1), a: own(r[2] ?? 1, r[3] ?? 1), b: own(r[4] ?? 1, r[5] ?? 1) },
  }));
const answers = fc.array(answer, { minLength: 2, maxLength: 12 });
const model = fc.constantFrom(0.1, 1, 8).map((sensitivity) => ({ sensitivity }));
const runs = { numRuns: 60, seed: 5 } as const;

const predict = (rule: { sensitivity: number }, rows: readonly PurchaseAnswer[], step = 1) => {
  const found = predictPurchaseChoice(rule, rows, { ...survey, draws: 100, step });
  if ("abstained" in found) throw new Error("abstained");
  return found;
};

describe("laws of purchase criteria", () => {
  test("weights sum to one, a score is the sum of weight times rating, leads are differences of scores", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const { overall } = measurePurchaseCriteria(rows, survey);
        if ("abstained" in overall) throw new Error("abstained");
        expect(overall.criteria.reduce((sum, { weight }) => sum + weight.value, 0)).toBeCloseTo(1, 9);
        const score = (supplier: string) => overall.scores.find((row) => row.supplier === supplier);
        const byHand = overall.criteria.reduce(
          (sum, { weight, ratings }) => sum + weight.value * (ratings[1]?.rating.value as number),
          0,
        );
        expect(score("a")?.score.value).toBeCloseTo(byHand, 9);
        expect(score("a")?.lead?.value).toBeCloseTo((score("us")?.score.value as number) - byHand, 9);
      }),
      runs,
    );
  });

  test("shares sum to one, and a higher rating never loses choices", () => {
    fc.assert(
      fc.property(model, answers, (rule, rows) => {
        const { shares, moves } = predict(rule, rows);
        expect(shares.reduce((sum, { share }) => sum + share.value, 0)).toBeCloseTo(1, 9);
        for (const { share } of shares) {
          expect(share.interval.lower).toBeGreaterThanOrEqual(0);
          expect(share.interval.upper).toBeLessThanOrEqual(1);
        }
        for (const { change, gap, matching } of moves) {
          expect(change.value).toBeGreaterThanOrEqual(0);
          if (gap.value === 0) expect(matching.value).toBe(0);
          else expect(Math.sign(matching.value) * Math.sign(gap.value)).toBeGreaterThanOrEqual(0);
        }
      }),
      runs,
    );
  });

  test("the order of respondents changes no figure beyond rounding", () => {
    fc.assert(
      fc.property(model, answers, (rule, rows) => {
        const [one, other] = [predict(rule, rows), predict(rule, [...rows].reverse())];
        one.shares.forEach(({ share }, s) => {
          expect(other.shares[s]?.share.value).toBeCloseTo(share.value, 9);
        });
        for (const { criterion, change } of one.moves) {
          const same = other.moves.find((move) => move.criterion === criterion);
          expect(same?.change.value).toBeCloseTo(change.value, 9);
          expect(same?.change.interval.upper).toBeCloseTo(change.interval.upper, 6);
        }
      }),
      runs,
    );
  });

  test("a larger step never changes less", () => {
    fc.assert(
      fc.property(model, answers, (rule, rows) => {
        const [small, large] = [predict(rule, rows, 0.5), predict(rule, rows, 2)];
        for (const { criterion, change } of small.moves) {
          const more = large.moves.find((move) => move.criterion === criterion);
          expect(more?.change.value).toBeGreaterThanOrEqual(change.value - 1e-12);
        }
      }),
      runs,
    );
  });
});
