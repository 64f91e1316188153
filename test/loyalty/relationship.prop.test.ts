import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AgreementRating,
  measureAgreement,
  measureIntraclass,
  type RelationshipResponse,
  relationshipSigns,
  scoreRelationship,
  summarizeRelationships,
} from "../../src/loyalty/index.ts";

const SIGNS = relationshipSigns.map(({ id }) => id);
const answer = fc.oneof(
  fc.constantFrom("never" as const, "sometimes" as const, "often" as const, true, false),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const answers = fc.record(Object.fromEntries(SIGNS.map((sign) => [sign, answer])), { requiredKeys: [] });
const people: fc.Arbitrary<RelationshipResponse[]> = fc.uniqueArray(
  fc.record({
    respondent: fc.constantFrom("Li", "Wang", "Zhao", "__proto__", "constructor"),
    answers,
    weight: fc.constantFrom(1, 2, 1e-3, 1e6),
  }),
  { selector: (row) => row.respondent, minLength: 1 },
);
const method = fc.constantFrom("median" as const, "mean" as const);

describe("laws of a relationship's score", () => {
  test("it lies in its range, its points sum to it, and its level is among the possible ones", () => {
    fc.assert(
      fc.property(people, method, (rows, combine) => {
        const found = scoreRelationship(rows, { combine });
        if ("abstained" in found) return;
        expect(found.lowest).toBeLessThanOrEqual(found.score);
        expect(found.highest).toBeGreaterThanOrEqual(found.score);
        expect(found.parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(found.score, 8);
        expect(found.possibleLevels).toContain(found.level);
        if (found.workOn !== undefined) expect(found.score + found.workOn.gain).toBeLessThanOrEqual(100 + 1e-9);
      }),
    );
  });

  test("the order of people does not matter, to the last bit", () => {
    fc.assert(
      fc.property(people, method, (rows, combine) => {
        expect(scoreRelationship([...rows].reverse(), { combine })).toEqual(scoreRelationship(rows, { combine }));
      }),
    );
  });

  test("whatever the missing answers turn out to be, the score stays in the range that was promised", () => {
    fc.assert(
      fc.property(answers, answers, (known, later) => {
        const before = scoreRelationship(known);
        const after = scoreRelationship({
          ...Object.fromEntries(SIGNS.map((sign) => [sign, 0.5])),
          ...later,
          ...known,
        });
        if ("abstained" in before || "abstained" in after) return;
        expect(after.score).toBeGreaterThanOrEqual(before.lowest - 1e-9);
        expect(after.score).toBeLessThanOrEqual(before.highest + 1e-9);
        expect(before.possibleLevels).toContain(after.level);
      }),
    );
  });

  test("a better answer never lowers the score", () => {
    fc.assert(
      fc.property(people, method, fc.constantFrom(...SIGNS), (rows, combine, sign) => {
        const better = rows.map((row) =>
          row.answers[sign] === undefined ? row : { ...row, answers: { ...row.answers, [sign]: 1 } },
        );
        const [before, after] = [scoreRelationship(rows, { combine }), scoreRelationship(better, { combine })];
        if ("abstained" in before || "abstained" in after) return;
        expect(after.score).toBeGreaterThanOrEqual(before.score - 1e-9);
      }),
    );
  });

  test("levels and unanswered accounts sum to the book, tiers to its accounts", () => {
    fc.assert(
      fc.property(fc.array(people, { minLength: 1, maxLength: 6 }), (accounts) => {
        const records = accounts.flatMap((rows, i) => rows.map((row) => ({ ...row, account: `a${i}` })));
        const book = summarizeRelationships(records, { tier: (id) => (id < "a3" ? "top" : "small") });
        expect(book.levels.reduce((sum, { n }) => sum + n, book.unanswered)).toBe(accounts.length);
        expect(book.tiers?.reduce((sum, tier) => sum + tier.accounts, 0)).toBe(accounts.length);
      }),
    );
  });
});

const ratings: fc.Arbitrary<AgreementRating[]> = fc.uniqueArray(
  fc.record({
    unit: fc.constantFrom(..."abcdefgh"),
    rater: fc.constantFrom("x", "y", "z", "__proto__"),
    value: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ min: 0, max: 1e6, noNaN: true })),
  }),
  { selector: ({ unit, rater }) => `${unit} ${rater}`, minLength: 1, maxLength: 32 },
);
const scale = fc.constantFrom("nominal" as const, "ordinal" as const, "interval" as const, "ratio" as const);

describe("laws of agreement", () => {
  test("alpha is at most 1 and does not depend on the order of rows or the names of raters", () => {
    fc.assert(
      fc.property(ratings, scale, (rows, by) => {
        const found = measureAgreement(rows, { scale: by });
        expect(measureAgreement([...rows].reverse(), { scale: by })).toEqual(found);
        expect(
          measureAgreement(
            rows.map((row) => ({ ...row, rater: `${row.rater}!` })),
            { scale: by },
          ),
        ).toEqual(found);
        if ("value" in found) {
          expect(found.value).toBeLessThanOrEqual(1);
          expect(found.percentAgreement.interval.lower).toBeLessThanOrEqual(found.percentAgreement.value);
        }
      }),
    );
  });

  test("a unit that one person rated changes nothing but the count of such units", () => {
    fc.assert(
      fc.property(ratings, scale, (rows, by) => {
        const before = measureAgreement(rows, { scale: by });
        const after = measureAgreement([...rows, { unit: "alone", rater: "x", value: 2 }], { scale: by });
        if ("value" in before && "value" in after) {
          expect({ ...after, singles: before.singles, raters: before.raters }).toEqual(before);
        } else expect("abstained" in after).toBe("abstained" in before);
      }),
    );
  });

  test("an intraclass correlation lies in its interval and does not depend on unit or order", () => {
    fc.assert(
      fc.property(ratings, (rows) => {
        const found = measureIntraclass(rows);
        expect(measureIntraclass([...rows].reverse())).toEqual(found);
        const { oneWay, twoWay } = found;
        const pairs = [
          ...("single" in oneWay ? [oneWay] : []),
          ...("agreement" in twoWay ? [twoWay.agreement, twoWay.consistency] : []),
        ];
        for (const { single, average } of pairs) {
          for (const { value, interval } of [single, average]) {
            expect(Number.isFinite(value + interval.lower + interval.upper)).toBe(true);
            expect(interval.lower).toBeLessThanOrEqual(value + 1e-9 * Math.abs(value));
            expect(interval.upper).toBeGreaterThanOrEqual(value - 1e-9 * Math.abs(value));
          }
        }
      }),
    );
  });
});
