import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  describeUpliftSegments,
  fitUplift,
  measureUplift,
  planUpliftMailing,
  predictUplift,
  predictUpliftColumn,
  readFeatures,
  type UpliftCondition,
} from "../../src/targeting/index.ts";

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

  test("each customer, also one never seen, meets the conditions of one segment and gets its uplift", () => {
    const customer = fc.record({
      few: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 3 }),
      level: fc.option(fc.constantFrom("a", "b", "c", "__proto__"), { freq: 3 }),
      treated: fc.integer({ min: 0, max: 1 }),
      outcome: fc.integer({ min: 0, max: 1 }),
    });
    const stranger = { few: fc.constantFrom(null, -9, 1.5, 99), level: fc.constantFrom(null, "a", "z") };
    fc.assert(
      fc.property(fc.array(customer, { minLength: 4, maxLength: 60 }), fc.record(stranger), (some, other) => {
        const book = some.map((row, i) => (i < 2 ? { ...row, treated: i } : row));
        const fields = ["few", { id: "level", kind: "category" }] as const;
        const table = readFeatures(book, fields);
        const more = { method: "tree", minPerArm: 2, significance: 1, maxDepth: 6 } as const;
        const treated = book.map((row) => row.treated);
        const model = fitUplift(
          table,
          treated,
          book.map((row) => row.outcome),
          more,
        );
        const { segments } = describeUpliftSegments(model);
        const rows = [...book, other];
        const column = predictUpliftColumn(model, readFeatures(rows, fields));
        rows.forEach((row, i) => {
          const holds = ({ question, yes }: UpliftCondition): boolean => {
            const value = question.feature === 0 ? row.few : row.level;
            const known = question.feature === 0 || book.some(({ level }) => level === value);
            if (value === null || !known) return (question.missing === "left") === yes;
            return (
              (question.kind === "number"
                ? Number(value) <= question.threshold
                : question.left.includes(String(value))) === yes
            );
          };
          const own = segments.filter(({ conditions }) => conditions.every(holds));
          expect(own.map(({ leaf }) => leaf)).toEqual([predictUplift(model, row).leaf]);
          const { uplift } = predictUplift(model, row);
          if ("value" in uplift) expect(column[i]).toBe(uplift.value);
          const seen = own[0]?.n ?? 0;
          expect(seen).toBeGreaterThanOrEqual(4);
        });
        // the figures are those of the customers whom the rule sends there
        const counts = segments.map(({ leaf }) => book.filter((row) => predictUplift(model, row).leaf === leaf).length);
        expect(segments.map(({ n }) => n)).toEqual(segments.length === 1 ? [book.length] : counts);
      }),
      { numRuns: 100 },
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
