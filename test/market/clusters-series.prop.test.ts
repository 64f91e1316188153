import fc from "fast-check";
import { expect, test } from "vitest";
import { assignClusterColumn, fitClusters, forecastSeries } from "../../src/market/index.ts";

const row = fc.record({
  amount: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(null)),
  kind: fc.constantFrom("a", "b", "__proto__", null),
});
type Row = { readonly amount: number | null; readonly kind: string | null };
const options = {
  fields: { amount: (r: Row) => r.amount, kind: (r: Row) => r.kind },
  k: 3,
  most: 3,
  resamples: 10,
} as const;

test("clusters hold everybody once, whatever the order, and travel as JSON", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
      Object.freeze(rows);
      const model = fitClusters(rows, options);
      expect(fitClusters([...rows].reverse(), options)).toEqual(model);
      expect(JSON.parse(JSON.stringify(model))).toEqual(model);
      if ("abstained" in model) return;
      expect(model.clusters.reduce((n, cluster) => n + cluster.n, 0)).toBe(rows.length);
      const column = assignClusterColumn(model, { amount: rows.map((r) => r.amount), kind: rows.map((r) => r.kind) });
      // each row goes where it was put: no centre is nearer than its own
      const counts = model.clusters.map((_, c) => column.filter((own) => own === c).length);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(rows.length);
    }),
    { numRuns: 15 },
  );
});

test("a forecast is finite, ordered, and above its floor, for any series", () => {
  const amount = fc.oneof(
    fc.integer({ min: 0, max: 20 }),
    fc.double({ min: 0, max: 1e9, noNaN: true }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 40 }), fc.constantFrom(1, 4), (values, seasonLength) => {
      const forecast = forecastSeries(values, { horizon: 3, seasonLength, draws: 200 });
      expect(JSON.parse(JSON.stringify(forecast))).toEqual(forecast);
      if ("abstained" in forecast) return;
      for (const { value, intervals } of forecast.points) {
        const [narrow, wide] = intervals as unknown as [
          { lower: number; upper: number },
          { lower: number; upper: number },
        ];
        const rising = [0, wide.lower, narrow.lower, value, narrow.upper, wide.upper];
        for (let i = 1; i < rising.length; i++) expect(rising[i]).toBeGreaterThanOrEqual(rising[i - 1] as number);
        expect(rising.every(Number.isFinite)).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
});
