import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averagePrecision } from "../../src/math/index.ts";
import {
  calibrateScoreColumn,
  explainScorecard,
  fitCalibration,
  fitScorecard,
  type Gains,
  measureGains,
  readFeatures,
  scoreScorecardColumn,
} from "../../src/targeting/index.ts";

/** Few distinct scores, so that ties are common; tiny and huge ones among them. */
const judged = fc
  .array(
    fc.record({
      score: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(1e-300, -1e12, 1e12, 0.5)),
      yes: fc.boolean(),
      amount: fc.oneof(fc.constant(0), fc.integer({ min: -50, max: 500 })),
    }),
    { minLength: 2, maxLength: 60 },
  )
  .filter((rows) => rows.some(({ yes }) => yes));

describe("laws of judging", () => {
  test("groups of the gains sum to the whole, gains rise to one, and the order of rows has no say", () => {
    fc.assert(
      fc.property(judged, fc.integer({ min: 1, max: 10 }), (rows, wanted) => {
        const groups = Math.min(wanted, rows.length);
        const measured = (some: typeof rows) =>
          measureGains(
            some.map(({ score }) => score),
            some.map(({ yes }) => (yes ? 1 : 0)),
            { groups, amounts: some.map(({ amount }) => amount) },
          ) as Gains;
        const gains = measured(rows);
        const sum = (of: (group: Gains["groups"][number]) => number) => gains.groups.reduce((n, g) => n + of(g), 0);
        expect(sum(({ n }) => n)).toBeCloseTo(rows.length, 9);
        expect(sum(({ events }) => events)).toBeCloseTo(gains.events, 9);
        expect(sum(({ amount }) => amount?.total ?? 0)).toBeCloseTo(gains.amount?.total ?? 0, 6);
        gains.groups.forEach(({ cumulative, rate, gain }, k) => {
          const before = gains.groups[k - 1]?.cumulative.gain.value ?? 0;
          expect(cumulative.gain.value).toBeGreaterThanOrEqual(before - 1e-12);
          expect(cumulative.gain.value).toBeLessThanOrEqual(cumulative.perfectGain + 1e-12);
          for (const { value, interval } of [rate, gain, cumulative.gain]) {
            expect(interval.lower).toBeLessThanOrEqual(value + 1e-12);
            expect(interval.upper).toBeGreaterThanOrEqual(value - 1e-12);
          }
        });
        expect(gains.groups.at(-1)?.cumulative.gain.value).toBe(1);
        expect(measured([...rows].reverse())).toEqual(gains);
      }),
      { numRuns: 150 },
    );
  });

  test("precision area lies in (0, 1], holds its value in its interval, and only ranks matter", () => {
    fc.assert(
      fc.property(judged, (rows) => {
        const outcomes = rows.map(({ yes }) => (yes ? 1 : 0));
        const scores = rows.map(({ score }) => score);
        const area = averagePrecision(scores, outcomes, { resamples: 20 });
        if (area === undefined) return;
        expect(area.value).toBeGreaterThan(0);
        expect(area.value).toBeLessThanOrEqual(1);
        expect(area.interval.lower).toBeLessThanOrEqual(area.value);
        expect(area.interval.upper).toBeGreaterThanOrEqual(area.value);
        expect(averagePrecision(scores.map(Math.atan), outcomes, { resamples: 20 })?.value).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });

  test("a calibrated chance never falls as the score rises", () => {
    fc.assert(
      fc.property(judged, fc.constantFrom("platt" as const, "isotonic" as const), (rows, method) => {
        const scores = rows.map(({ score }) => (Math.abs(score) > 1e6 ? Math.sign(score) * 5 : score));
        const model = fitCalibration(
          scores,
          rows.map(({ yes }) => (yes ? 1 : 0)),
          { method },
        );
        const chances = [
          ...calibrateScoreColumn(
            model,
            [...scores].sort((a, b) => a - b),
          ),
        ];
        expect(chances).toEqual([...chances].sort((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });

  test("points of a card sum to the score, whatever is not known", () => {
    const cell = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(null, 0.1, -1e9, 1e9));
    const people = fc.array(
      fc.record({ a: cell, b: fc.constantFrom("x", "y", "__proto__", null), yes: fc.boolean() }),
      {
        minLength: 60,
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(people, (rows) => {
        const table = readFeatures(rows, [
          { id: "a", kind: "number" },
          { id: "b", kind: "category" },
        ]);
        const card = fitScorecard(
          table,
          rows.map(({ yes }) => (yes ? 1 : 0)),
        );
        const { points } = scoreScorecardColumn(card, table);
        rows.forEach(({ a, b }, i) => {
          const told = explainScorecard(card, { a, b });
          expect(told.contributions.reduce((sum, one) => sum + one.points, told.basePoints)).toBe(points[i]);
        });
        expect(JSON.parse(JSON.stringify(card))).toEqual(card);
      }),
      { numRuns: 60 },
    );
  });
});
