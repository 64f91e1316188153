import fc from "fast-check";
import { expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { sum } from "../../src/math/sum.ts";
import {
  assignTier,
  assignTierColumn,
  explainTier,
  fitTiers,
  measureConcentration,
  summarizeTiers,
} from "../../src/tiering/index.ts";
import { tierModelSchema, tierModelSpec } from "../../src/tiering/pyramid/schema.ts";
import { deepFreeze } from "./book.ts";

// real books are full of ties and zeros; uniform doubles never tie
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 6 }) },
  { weight: 2, arbitrary: fc.double({ min: -1e6, max: 1e9, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1e300, 1e-300, 5e-324, -1e300, 1e-9) },
);
const book = fc.array(amount, { minLength: 1, maxLength: 120 });
const positiveBook = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1e9, noNaN: true })), {
  minLength: 1,
  maxLength: 120,
});
const tiers = fc
  .uniqueArray(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("__proto__", "constructor", "toString", "top")), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((ids) =>
    fc.array(fc.integer({ min: 1, max: 100 }), { minLength: ids.length, maxLength: ids.length }).map((weights) => {
      const whole = weights.reduce((total, weight) => total + weight, 0);
      return ids.map((id, i) => ({ id, share: (weights[i] as number) / whole }));
    }),
  );
const magnitude = (values: readonly number[]): number => sum(values.map(Math.abs)) || 1;

test("more value never means a lower tier", () => {
  fc.assert(
    fc.property(book, tiers, (values, definition) => {
      const ordered = Float64Array.from(values).sort();
      const placed = assignTierColumn(fitTiers(values, { tiers: definition }), ordered);
      for (let i = 1; i < placed.length; i++) expect(placed[i]).toBeLessThanOrEqual(placed[i - 1] as number);
    }),
  );
});

test("tiers do not depend on the order of rows", () => {
  fc.assert(
    fc.property(book, tiers, (values, definition) => {
      const model = fitTiers(values, { tiers: definition });
      const turned = fitTiers([...values].reverse(), { tiers: definition });
      expect(turned.cuts).toEqual(model.cuts);
      expect(turned.fittedOn.notes.map((note) => note.code)).toEqual(model.fittedOn.notes.map((note) => note.code));
      const scale = magnitude(values);
      model.fittedOn.realised.forEach((row, i) => {
        const other = turned.fittedOn.realised[i];
        expect(other?.customers).toBe(row.customers);
        expect(Math.abs((other?.value as number) - row.value) / scale).toBeLessThan(1e-12);
      });
    }),
  );
});

test("tiers hold every customer once and all of the value", () => {
  fc.assert(
    fc.property(book, tiers, (values, definition) => {
      const model = fitTiers(values, { tiers: definition });
      const summary = summarizeTiers(model, values);
      const counts = new Array(definition.length).fill(0);
      for (const tier of assignTierColumn(model, values)) counts[tier]++;
      expect(model.fittedOn.realised.map((row) => row.customers)).toEqual(counts);
      expect(summary.rows.map((row) => row.customers)).toEqual(counts);
      const scale = magnitude(values);
      const total = sum(values);
      expect(Math.abs(sum(summary.rows.map((row) => row.value)) - total) / scale).toBeLessThan(1e-12);
      expect(Math.abs(summary.total - total) / scale).toBeLessThan(1e-12);
      expect(model.fittedOn.total).toBe(summary.total);
      for (const { customers, mean = 0, min = 0, max = 0, shareInterval, share } of summary.rows) {
        if (customers > 0) expect(min <= mean && mean <= max).toBe(true);
        expect(shareInterval.lower <= share && share <= shareInterval.upper).toBe(true);
      }
    }),
  );
});

test("without ties a tier holds what was asked to within one customer", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), tiers, (n, definition) => {
      const model = fitTiers(
        Float64Array.from({ length: n }, (_, i) => (i * 7919) % 1_000_003),
        { tiers: definition },
      );
      let asked = 0;
      let held = 0;
      model.fittedOn.realised.forEach((row, i) => {
        asked += n * (definition[i]?.share as number);
        held += row.customers;
        expect(Math.abs(held - asked)).toBeLessThan(1 + 1e-6);
      });
      expect(model.fittedOn.notes.filter((note) => note.code === "tier_ties")).toEqual([]);
    }),
  );
});

test("one customer alone is placed as in a column, and the explanation names the same tier", () => {
  fc.assert(
    fc.property(book, tiers, fc.array(amount), (values, definition, others) => {
      const model = fitTiers(values, { tiers: definition });
      const column = [...values, ...model.cuts, ...others];
      const placed = assignTierColumn(model, column);
      column.forEach((value, i) => {
        const id = definition[placed[i] as number]?.id;
        expect(assignTier(model, value)).toBe(id);
        const why = explainTier(model, value);
        expect(why.tier).toBe(id);
        if (why.aboveCut !== undefined) expect(why.aboveCut).toBeGreaterThanOrEqual(0);
        if (why.toNextTier !== undefined) expect(why.toNextTier).toBeGreaterThan(0);
        expect(JSON.parse(JSON.stringify(why))).toEqual({ ...why, value: value + 0, reasons: why.reasons });
      });
    }),
  );
});

test("a fitted model is its own JSON round trip and loads", () => {
  fc.assert(
    fc.property(book, tiers, (values, definition) => {
      const model = fitTiers(values, { tiers: definition });
      const wire = JSON.parse(JSON.stringify(model));
      expect(wire).toEqual(model);
      expect(tierModelSchema.safeParse(wire).error?.issues).toBeUndefined();
      expect(loadModel(tierModelSpec, wire)).toEqual(model);
    }),
  );
});

test("no input is mutated", () => {
  fc.assert(
    fc.property(book, tiers, (values, definition) => {
      const rows = deepFreeze(values.map((value) => ({ value })));
      const column = Float64Array.from(values);
      const options = deepFreeze({ tiers: definition, value: (row: { readonly value: number }) => row.value });
      const model = deepFreeze(fitTiers(rows, options));
      summarizeTiers(model, rows, options);
      measureConcentration(rows, options);
      measureConcentration(column);
      fitTiers(column, { tiers: definition });
      assignTierColumn(model, column);
      expect(column).toEqual(Float64Array.from(values));
    }),
  );
});

test("concentration is finite, ordered and independent of the order of rows and of the unit", () => {
  fc.assert(
    fc.property(positiveBook, (values) => {
      const measured = measureConcentration(values);
      expect(JSON.parse(JSON.stringify(measured))).toEqual(measured);
      if (measured.total <= 0) return;
      const again = measureConcentration(values.map((value) => value * 2 ** 20).reverse());
      const figures = (book: typeof measured) =>
        [book.gini, book.customersFor80, ...book.topShares.map((top) => top.valueShare)].map((figure) =>
          "value" in figure ? figure : { value: Number.NaN, interval: undefined },
        );
      figures(measured).forEach((figure, i) => {
        expect(figure.value).toBeGreaterThanOrEqual(0);
        expect(figure.value).toBeLessThanOrEqual(1);
        expect(Math.abs((figures(again)[i]?.value as number) - figure.value)).toBeLessThan(1e-9);
        if (figure.interval !== undefined) {
          const { lower, upper } = figure.interval;
          expect(0 <= lower && lower <= figure.value && figure.value <= upper && upper <= 1).toBe(true);
        }
      });
      // the curve is concave: it lies on or above the line of equality and never falls
      measured.lorenz.forEach(({ topShare, valueShare }, i) => {
        expect(valueShare).toBeGreaterThanOrEqual(topShare - 1e-12);
        expect(valueShare).toBeGreaterThanOrEqual((measured.lorenz[i - 1]?.valueShare ?? 0) - 1e-12);
      });
    }),
  );
});

test("with losses every figure is a number or an abstention, and the curve ends at the total", () => {
  fc.assert(
    fc.property(book, (values) => {
      const measured = measureConcentration(values);
      expect(JSON.stringify(measured)).not.toContain("null");
      if (measured.lorenz.length > 0) expect(measured.lorenz.at(-1)).toEqual({ topShare: 1, valueShare: 1 });
    }),
  );
});

test("a transfer from a small customer to a larger one raises the Gini coefficient", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 60 }),
      fc.nat(),
      fc.nat(),
      (values, a, b) => {
        const [low, high] = [a % values.length, b % values.length].sort(
          (i, j) => (values[i] as number) - (values[j] as number),
        ) as [number, number];
        if (low === high) return;
        const moved = values.map((value, i) => (i === low ? value - 1 : i === high ? value + 1 : value));
        const gini = (book: number[]) => (measureConcentration(book).gini as { value: number }).value;
        expect(gini(moved)).toBeGreaterThan(gini(values));
      },
    ),
  );
});
