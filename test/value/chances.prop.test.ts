import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type BgBbModel,
  fitBgBb,
  forecastOccasions,
  measureOccasionCounts,
  mergeOccasionStates,
  occasionStateOf,
  predictOccasions,
  predictOccasionsColumn,
} from "../../src/value/index.ts";
import { expectRelative } from "../support/close.ts";

const size = fc.oneof(fc.constantFrom(1e-15, 1, 1e15), fc.double({ min: 0.05, max: 50, noNaN: true }));
const parameters = fc.record({ alpha: size, beta: size, gamma: size, delta: size });
const written = (own: BgBbModel["parameters"]): BgBbModel<"month"> => ({
  kind: "bg_bb",
  version: 1,
  unit: "month",
  parameters: own,
  level: 0.95,
  fittedOn: { customers: 0, purchases: 0, periods: 0, cohorts: [], notes: [] },
});
/** A possible history. */
const history = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.nat(), fc.nat()).map(([periods, a, b]) => {
  const recency = a % (periods + 1);
  return { recency, frequency: recency === 0 ? 0 : 1 + (b % recency), periods };
});
const tableOf = (rows: readonly { frequency: number; recency: number; periods: number }[]) => ({
  unit: "month" as const,
  frequency: rows.map((row) => row.frequency),
  recency: rows.map((row) => row.recency),
  periods: rows.map((row) => row.periods),
});

/** Every number inside a value. */
function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

test("a chance is a chance, and nobody uses more occasions than there are; scalar and column agree", () => {
  fc.assert(
    fc.property(parameters, history, fc.integer({ min: 1, max: 20 }), (own, row, periods) => {
      const model = written(own);
      const { alive, purchases } = predictOccasions(model, { unit: "month", ...row }, { periods });
      expect(alive.value >= 0 && alive.value <= 1).toBe(true);
      expect(purchases.value >= 0 && purchases.value <= periods).toBe(true);
      const columns = predictOccasionsColumn(model, tableOf([row]), { periods });
      expectRelative(columns.alive[0] as number, alive.value, 1e-12);
      expectRelative(columns.purchases[0] as number, purchases.value, 1e-12);
    }),
    { numRuns: 120 },
  );
});

test("a longer silence never makes a customer more likely to be still there", () => {
  const moderate = fc.double({ min: 0.05, max: 50, noNaN: true });
  const own = fc.record({ alpha: moderate, beta: moderate, gamma: moderate, delta: moderate });
  fc.assert(
    fc.property(own, history, (values, row) => {
      const alive = (periods: number): number =>
        predictOccasions(written(values), { unit: "month", ...row, periods }, { periods: 1 }).alive.value;
      expect(alive(row.periods + 1)).toBeLessThanOrEqual(alive(row.periods) * (1 + 1e-9));
    }),
    { numRuns: 100 },
  );
});

test("expected uses never fall, and the counts of a book add up to its customers", () => {
  fc.assert(
    fc.property(parameters, fc.array(history, { minLength: 1, maxLength: 12 }), (own, rows) => {
      const model = written(own);
      let before = 0;
      for (const { value } of forecastOccasions(model, { periods: 15 })) {
        expect(value).toBeGreaterThanOrEqual(before);
        before = value;
      }
      const counts = measureOccasionCounts(model, occasionStateOf(tableOf(rows)));
      const total = (of: (row: (typeof counts)[number]) => number): number =>
        counts.reduce((sum, row) => sum + of(row), 0);
      expectRelative(
        total((row) => row.expected),
        rows.length,
        1e-9,
      );
      expect(total((row) => row.actual)).toBe(rows.length);
    }),
    { numRuns: 60 },
  );
});

test("any book is fitted without NaN or infinity; order and shards change nothing, not a bit", () => {
  fc.assert(
    fc.property(fc.array(history, { minLength: 1, maxLength: 12 }), (rows) => {
      const table = tableOf(rows);
      const model = fitBgBb(table);
      expect(numbersOf(model).every(Number.isFinite)).toBe(true);
      expect(fitBgBb(tableOf([...rows].reverse()))).toEqual(model);
      const shards = rows.map((row) => occasionStateOf(tableOf([row])));
      expect(mergeOccasionStates(shards)).toEqual(occasionStateOf(table));
      expect(numbersOf(predictOccasionsColumn(model, table, { periods: 3 })).every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 15 },
  );
});
