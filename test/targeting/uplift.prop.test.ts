import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitUplift, measureUplift, planUpliftMailing, predictUpliftColumn } from "../../src/targeting/index.ts";

/** Small experiments with ties, zeros, negatives and huge amounts; both arms hold somebody. */
const experiment = fc
  .array(
    fc.record({
      score: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
      treated: fc.integer({ min: 0, max: 1 }),
      // to the cent, as money is
      outcome: fc.oneof(
        fc.constantFrom(0, 1),
        fc.integer({ min: -1e8, max: 1e8 }).map((cents) => cents / 100),
      ),
    }),
    { minLength: 2, maxLength: 40 },
  )
  .map((rows) => rows.map((row, i) => (i < 2 ? { ...row, treated: i } : row)));

const columnsOf = (rows: readonly { score: number; treated: number; outcome: number }[]) =>
  [rows.map((r) => r.score), rows.map((r) => r.treated), rows.map((r) => r.outcome)] as const;

describe("laws of uplift", () => {
  test("the order of the rows changes nothing", () => {
    fc.assert(
      fc.property(experiment, fc.integer(), (rows, seed) => {
        const turned = rows.map((_, i) => rows[(i + Math.abs(seed % rows.length)) % rows.length] as (typeof rows)[0]);
        expect(measureUplift(...columnsOf(turned.toReversed()))).toEqual(measureUplift(...columnsOf(rows)));
      }),
      { numRuns: 60 },
    );
  });

  test("only the order of the scores counts, and every figure is finite JSON", () => {
    fc.assert(
      fc.property(experiment, (rows) => {
        const measured = measureUplift(...columnsOf(rows));
        expect(JSON.parse(JSON.stringify(measured))).toEqual(measured);
        const ranks = [...new Set(rows.map(({ score }) => score + 0))].sort((a, b) => a - b);
        const ranked = rows.map((row) => ({ ...row, score: ranks.indexOf(row.score + 0) }));
        const { groups, ...rest } = measured;
        expect(measureUplift(...columnsOf(ranked))).toMatchObject(rest);
        expect(groups.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  test("a mailing parts the whole book whatever the customers, the same for any order", () => {
    fc.assert(
      fc.property(experiment, fc.double({ min: 0, max: 10, noNaN: true }), (rows, contactCost) => {
        const options = { contactCost, marginRate: 0.5, outcome: "amount", replicates: 100 } as const;
        const plan = planUpliftMailing(...columnsOf(rows), options);
        expect(plan.groups.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        expect(planUpliftMailing(...columnsOf(rows.toReversed()), options)).toEqual(plan);
      }),
      { numRuns: 20 },
    );
  });

  test("models of any small book score with finite numbers", () => {
    fc.assert(
      fc.property(experiment, fc.constantFrom("tree", "two_model", "class_transformation"), (rows, method) => {
        const table = {
          rows: rows.length,
          features: [{ id: "score", kind: "number", values: rows.map(({ score }) => score) }],
        } as const;
        const [, treated, outcomes] = columnsOf(rows);
        const model = fitUplift(table, treated, outcomes, { method, minPerArm: 2, significance: 1 });
        expect(predictUpliftColumn(model, table).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
