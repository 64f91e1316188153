import fc from "fast-check";
import { expect, test } from "vitest";
import { growthRowSchema, growthUnitSchema } from "../../src/campaign/growth/schema.ts";
import { type GrowthRow, type GrowthUnit, growthChart, measureGrowth } from "../../src/campaign/index.ts";

const value = fc.oneof(
  fc.constantFrom(0, 1, 1, 5, -3, 1e-12, 1e9, 0.1),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);
const book = fc
  .record({
    starts: fc.array(fc.constantFrom(undefined, undefined, 0, 1, 2, 3, 9), { minLength: 0, maxLength: 12 }),
    cells: fc.array(value, { minLength: 48, maxLength: 48 }),
    weights: fc.option(fc.array(fc.constantFrom(1, 2, 1e-6, 1e9), { minLength: 12, maxLength: 12 })),
    holes: fc.array(fc.nat({ max: 47 }), { maxLength: 3 }),
  })
  .map(({ starts, cells, weights, holes }) => {
    const units = starts.map(
      (start, i): GrowthUnit => ({
        unit: i === 0 ? "__proto__" : `u${i}`,
        ...(start === undefined ? {} : { start }),
        ...(weights === null ? {} : { weight: weights[i] as number }),
      }),
    );
    const rows = units
      .flatMap(({ unit }, i): GrowthRow[] =>
        [0, 1, 2, 3].map((period) => ({ unit, period, value: cells[4 * i + period] as number })),
      )
      .filter((_, i) => !holes.includes(i));
    return { units, rows };
  });

test("whatever the panel, the answer is finite, survives JSON and can be drawn", () => {
  fc.assert(
    fc.property(book, ({ units, rows }) => {
      for (const unit of units) expect(growthUnitSchema.safeParse(unit).success).toBe(true);
      for (const row of rows) expect(growthRowSchema.safeParse(row).success).toBe(true);
      for (const missing of ["leave_out", "zero"] as const) {
        const growth = measureGrowth(units, rows, { missing, permutations: 99 });
        // JSON writes NaN and infinities as null
        expect(JSON.parse(JSON.stringify(growth))).toEqual(growth);
        growthChart(growth);
      }
    }),
    { numRuns: 80 },
  );
});

test("the order of units and rows makes no difference", () => {
  fc.assert(
    fc.property(book, ({ units, rows }) => {
      const straight = measureGrowth(units, rows, { permutations: 99 });
      const turned = measureGrowth([...units].reverse(), [...rows].reverse(), { permutations: 99 });
      expect(turned).toEqual(straight);
    }),
  );
});

test("a level that all share, and a season, change nothing; a larger unit of money scales everything", () => {
  const tame = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(tame, fc.integer({ min: -50, max: 50 }), (cells, season) => {
      const units = Array.from({ length: 10 }, (_, i) => (i < 4 ? { unit: `u${i}`, start: 2 } : { unit: `u${i}` }));
      const rows = (change: (value: number, period: number, i: number) => number) =>
        units.flatMap(({ unit }, i) =>
          [0, 1, 2, 3].map((period) => ({ unit, period, value: change(cells[4 * i + period] as number, period, i) })),
        );
      const plain = measureGrowth(
        units,
        rows((cell) => cell),
      ).result;
      const seasonal = measureGrowth(
        units,
        rows((cell, period, i) => cell + season * period + 7 * i),
      ).result;
      const cents = measureGrowth(
        units,
        rows((cell) => 100 * cell),
      ).result;
      if ("abstained" in plain || "abstained" in seasonal || "abstained" in cents) return;
      expect(seasonal.effect.value).toBeCloseTo(plain.effect.value, 8);
      expect(seasonal.pValue).toBeCloseTo(plain.pValue, 8);
      expect(cents.effect.interval.upper).toBeCloseTo(100 * plain.effect.interval.upper, 5);
    }),
  );
});
