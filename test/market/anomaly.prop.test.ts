import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detectAnomalies } from "../../src/market/index.ts";

/** Whole numbers with ties, zeros, negatives and, now and then, one far off. */
const column = fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -20, max: 20 }) }, fc.constant(900)), {
  minLength: 8,
  maxLength: 40,
});
const flagged = (values: readonly number[], options: object = {}) => {
  const report = detectAnomalies(values, { trend: "level", ...options });
  return "abstained" in report
    ? report.abstained.code
    : report.anomalies.map(({ index }) => index).sort((a, b) => a - b);
};

describe("laws of anomalies", () => {
  test("another unit or zero point flags the same rows", () => {
    fc.assert(
      fc.property(column, fc.constantFrom(0.5, 4, -2), fc.integer({ min: -99, max: 99 }), (values, factor, by) => {
        expect(flagged(values.map((value) => factor * value + by))).toEqual(flagged(values));
      }),
      { numRuns: 40 },
    );
  });

  test("a constant column has none", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 8, max: 60 }), fc.boolean(), (value, n, line) => {
        expect(flagged(new Array<number>(n).fill(value), { trend: line ? "line" : "level" })).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("the order of rows that stand beside each other does not matter, nor that of dated ones", () => {
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 7 }), (values, turn) => {
        const rows = values.map((value, day) => ({ value, day }));
        const turned = [...rows.slice(turn), ...rows.slice(0, turn)];
        const dated = {
          value: (row: { value: number }) => row.value,
          date: (row: { day: number }) => row.day * 86_400_000,
          unit: "day",
        } as const;
        const days = (list: typeof rows) => {
          const report = detectAnomalies(list, dated);
          return "abstained" in report ? report : report.anomalies.map(({ date }) => date);
        };
        expect(days(turned)).toEqual(days(rows));
      }),
      { numRuns: 40 },
    );
  });

  test("an anomaly lies outside the interval of ordinary values, and JSON carries the report whole", () => {
    fc.assert(
      fc.property(column, (values) => {
        const first = detectAnomalies(values, { trend: "level" });
        expect(JSON.parse(JSON.stringify(first))).toEqual(first);
        if ("abstained" in first) return;
        for (const { value, expected, gap, interval } of first.anomalies) {
          expect(gap).toBe(value - expected);
          expect(value < interval.lower || value > interval.upper).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
