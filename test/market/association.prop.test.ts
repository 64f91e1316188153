import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measureAssociation, type NumberAssociation } from "../../src/market/index.ts";
import { expectClose } from "../support/close.ts";

/** Figures whose squares are smaller than every double are refused elsewhere. */
const modest = (value: number): number => (Math.abs(value) < 1e-100 ? 0 : value);

const figure = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(modest));
const pairs = fc.array(fc.record({ x: figure, y: figure }), { minLength: 5, maxLength: 25 });
const table = fc.array(fc.record({ x: fc.constantFrom("a", "b", "c"), y: fc.boolean() }), {
  minLength: 2,
  maxLength: 25,
});
const fields = { x: (row: { x: number }) => row.x, y: (row: { y: number }) => row.y };
const coefficients = (found: ReturnType<typeof measureAssociation>) => {
  const { pearson, spearman, kendall } = found as NumberAssociation;
  return [pearson, spearman, kendall].map((one) => ("value" in one ? one.value : 2));
};

describe("laws of association", () => {
  test("x with y is y with x, and the order of rows does not matter", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const found = coefficients(measureAssociation(list, fields));
        const turned = coefficients(measureAssociation([...list].reverse(), { x: fields.y, y: fields.x }));
        found.forEach((value, i) => {
          expectClose(turned[i] as number, value, 1e-9);
        });
      }),
      { numRuns: 10 },
    );
  });

  test("another unit and zero change nothing, a turned sign turns the sign", () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const found = coefficients(measureAssociation(list, fields));
        const scaled = coefficients(measureAssociation(list, { ...fields, x: (row) => row.x * 4096 }));
        const turned = coefficients(measureAssociation(list, { ...fields, x: (row) => -row.x }));
        found.forEach((value, i) => {
          expectClose(scaled[i] as number, value, 1e-9);
          if (value !== 2) expectClose(turned[i] as number, -value, 1e-9);
        });
      }),
      { numRuns: 10 },
    );
  });

  test("ranks do not see a rising curve", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: fc.integer({ min: -9, max: 9 }), y: figure }), { minLength: 5, maxLength: 20 }),
        (list) => {
          const [, spearman, kendall] = coefficients(measureAssociation(list, fields));
          const [, curved, curvedKendall] = coefficients(
            measureAssociation(list, { ...fields, x: (row) => Math.exp(row.x) }),
          );
          expectClose(curved as number, spearman as number, 1e-12);
          expectClose(curvedKendall as number, kendall as number, 1e-12);
        },
      ),
      { numRuns: 10 },
    );
  });

  test("a table turned on its side says the same, and counts conserve", () => {
    fc.assert(
      fc.property(table, (list) => {
        const found = measureAssociation(list, { x: (row) => row.x, y: (row) => row.y });
        const turned = measureAssociation(list, { x: (row) => row.y, y: (row) => row.x });
        if (found.kind !== "category_category" || turned.kind !== "category_category") throw new Error("no table");
        expect(found.counts.flat().reduce((n, count) => n + count, 0)).toBe(list.length);
        if ("value" in found.cramersV && "value" in turned.cramersV) {
          expectClose(turned.cramersV.value, found.cramersV.value, 1e-12);
          expect(found.cramersV.interval.lower).toBeLessThanOrEqual(found.cramersV.value);
          expect(found.cramersV.interval.upper).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 10 },
    );
  });
});
