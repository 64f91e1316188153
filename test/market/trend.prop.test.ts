import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measureTrend, type TrendMeasure } from "../../src/market/index.ts";

/** Whole numbers, so that sums and halves are exact; ties, zeros and negatives among them. */
const series = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 20, maxLength: 40 });
const slopeOf = (trend: TrendMeasure) => {
  if ("abstained" in trend.slope) throw new Error(trend.slope.abstained.code);
  return trend.slope;
};
const quick = { breakRate: 0 };

describe("laws of the trend", () => {
  test("a series moved by a constant has the same trend", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -100, max: 100 }), (values, by) => {
        const [a, b] = [
          measureTrend(values, quick),
          measureTrend(
            values.map((v) => v + by),
            quick,
          ),
        ];
        expect(b.slope).toEqual(a.slope);
        expect(b.test).toEqual(a.test);
        expect(b.median).toBe(a.median + by);
      }),
    );
  });

  test("a series in another unit has its slope in that unit and the same test", () => {
    fc.assert(
      fc.property(series, fc.constantFrom(0.25, 2, 1024), (values, factor) => {
        const [a, b] = [
          measureTrend(values, quick),
          measureTrend(
            values.map((v) => v * factor),
            quick,
          ),
        ];
        expect(slopeOf(b).value).toBe(slopeOf(a).value * factor);
        expect(slopeOf(b).interval.lower).toBe(slopeOf(a).interval.lower * factor);
        expect(b.test).toEqual(a.test);
        expect(b.direction).toBe(a.direction);
      }),
    );
  });

  test("read backwards, a rise is a fall of the same steepness", () => {
    fc.assert(
      fc.property(series, (values) => {
        const [a, b] = [measureTrend(values, quick), measureTrend([...values].reverse(), quick)];
        expect(slopeOf(b).value).toBeCloseTo(-slopeOf(a).value, 12);
        expect(slopeOf(b).interval.lower).toBeCloseTo(-slopeOf(a).interval.upper, 12);
        if ("s" in a.test && "s" in b.test) {
          expect(b.test.s).toBe(-a.test.s + 0);
          expect(b.test.pValue).toBeCloseTo(a.test.pValue, 12);
        }
      }),
    );
  });

  test("the order of dated rows does not matter", () => {
    const dated = fc
      .uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 5, maxLength: 40 })
      .chain((days) =>
        fc.tuple(
          fc.tuple(...days.map((day) => fc.record({ day: fc.constant(day), value: fc.integer({ min: -9, max: 9 }) }))),
          fc.shuffledSubarray(days, { minLength: days.length }),
        ),
      );
    fc.assert(
      fc.property(dated, ([rows, order]) => {
        const options = {
          value: (row: { value: number }) => row.value,
          date: (row: { day: number }) => row.day * 86_400_000,
          unit: "day",
        } as const;
        const shuffled = order.map((day) => rows.find((row) => row.day === day) as (typeof rows)[number]);
        expect(measureTrend(shuffled, options)).toEqual(measureTrend(rows, options));
      }),
      { numRuns: 50 },
    );
  });

  test("dates of equal periods are the same as no dates, and JSON carries the measure whole", () => {
    fc.assert(
      fc.property(series, (values) => {
        const plain = measureTrend(values);
        const dated = measureTrend(values, { date: (_, i) => i * 86_400_000, unit: "day" });
        expect(dated.slope).toEqual(plain.slope);
        expect(dated.breaks).toMatchObject("pValue" in plain.breaks ? { pValue: plain.breaks.pValue } : plain.breaks);
        expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });
});
