import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binFeatures } from "../../src/index.ts";
import type { BinnedNumber } from "../../src/targeting/index.ts";

/** Values with ties, zeros of both signs, gaps of all sizes and some not known. */
const columns = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }) },
    { weight: 3, arbitrary: fc.double({ noDefaultInfinity: true }) },
    { weight: 2, arbitrary: fc.double({ min: 1, max: 1.0001 }) },
  ),
  { minLength: 1, maxLength: 600 },
);
const bin = (values: number[], bins: number): BinnedNumber =>
  binFeatures({ rows: values.length, features: [{ id: "x", kind: "number", values }] }, { bins })
    .features[0] as BinnedNumber;

describe("laws of groups", () => {
  test("every value lies between the boundaries of its group", () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 2, max: 255 }), (values, most) => {
        const { bins, cuts, lowest, highest, exact } = bin(values, most);
        expect(cuts.length).toBeLessThan(most);
        for (const [i, value] of values.entries()) {
          const k = bins[i] as number;
          if (Number.isNaN(value)) {
            expect(k).toBe(255);
            continue;
          }
          expect(k === 0 || value > (cuts[k - 1] as number)).toBe(true);
          expect(k === cuts.length || value <= (cuts[k] as number)).toBe(true);
          expect(value >= (lowest[k] as number) && value <= (highest[k] as number)).toBe(true);
        }
        const distinct = new Set(values.filter((value) => !Number.isNaN(value)).map((value) => value + 0)).size;
        expect(exact).toBe(distinct <= most);
      }),
    );
  });

  test("the boundaries do not hang on the order of customers", () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 2, max: 40 }), (values, most) => {
        expect(bin([...values].reverse(), most).cuts).toEqual(bin(values, most).cuts);
      }),
    );
  });

  test("no group is much heavier than its part, unless it is one value", () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 2, max: 40 }), (values, most) => {
        const { bins, lowest, highest } = bin(values, most);
        const known = values.filter((value) => !Number.isNaN(value)).length;
        const held = new Map<number, number>();
        for (const k of bins) if (k !== 255) held.set(k, (held.get(k) ?? 0) + 1);
        for (const [k, n] of held) {
          // a group closes with the value that fills it, and no value in it is as heavy as a part
          if (lowest[k] !== highest[k]) expect(n).toBeLessThan(2 * (known / most) + 1);
        }
      }),
    );
  });
});
