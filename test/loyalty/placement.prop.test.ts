import fc from "fast-check";
import { expect, test } from "vitest";
import { fitPlacement, loyaltyQuadrants, predictPlacementColumn } from "../../src/loyalty/index.ts";
import { axes, byHand } from "./support.ts";

const whole = fc.record({ satisfaction: fc.integer({ min: 1, max: 5 }), loyalty: fc.integer({ min: 1, max: 5 }) });
const scale = { min: 1, max: 5 };
const cut = fc.oneof(
  fc.integer({ min: 2, max: 5 }).map((high) => ({ scale, low: high, high })),
  fc.constant({ scale, low: 2, high: 4 }),
);
const error = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 0.6, noNaN: true }));

test("true sizes sum to all customers, lie in their intervals, and do not depend on the order of rows", () => {
  fc.assert(
    fc.property(fc.array(whole, { minLength: 1, maxLength: 40 }), cut, cut, error, error, (some, s, l, a, b) => {
      const rows = Array.from({ length: 760 }, (_, i) => some[i % some.length] as (typeof some)[number]);
      Object.freeze(rows);
      const model = byHand(s, l);
      const options = { ...axes, ratings: { satisfaction: { errorSd: a }, loyalty: { errorSd: b } } };
      const fitted = fitPlacement(model, rows, options);
      expect(fitPlacement(model, [...rows].reverse(), options)).toEqual(fitted);
      if ("abstained" in fitted) return;
      expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
      expect(fitted.sizes.reduce((n, size) => n + size.expected.value, 0)).toBeCloseTo(760, 6);
      for (const { expected } of fitted.sizes) {
        expect(expected.interval.lower).toBeLessThanOrEqual(expected.value);
        expect(expected.interval.upper).toBeGreaterThanOrEqual(expected.value);
      }
      const columns = predictPlacementColumn(
        fitted,
        rows.map((row) => row.satisfaction),
        rows.map((row) => row.loyalty),
      );
      rows.forEach((_, i) => {
        const sum = loyaltyQuadrants.reduce((total, quadrant) => total + (columns[quadrant][i] as number), 0);
        expect(sum).toBeCloseTo(1, 12);
      });
    }),
    { numRuns: 8 },
  );
});
