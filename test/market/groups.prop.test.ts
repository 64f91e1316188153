import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareGroups, type GroupComparison } from "../../src/market/index.ts";
import { expectClose } from "../support/close.ts";

/** Figures whose squares are smaller than every double are refused elsewhere. */
const modest = (value: number): number => (Math.abs(value) < 1e-100 ? 0 : value);

/** Ties, zeros, negatives, huge and tiny figures; groups of one row and constant ones. */
const figure = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(modest),
  fc.constantFrom(0, -0, 1e-9, 1e9),
);
const rows = fc.array(fc.record({ value: figure, group: fc.constantFrom("a", "b", "c", "__proto__") }), {
  minLength: 1,
  maxLength: 30,
});
type Row = { readonly value: number; readonly group: string };
const fields = { value: (row: Row) => row.value, group: (row: Row) => row.group };
const tests = ({ means, ranks }: GroupComparison) => [
  "pValue" in means ? means.pValue : 2,
  "pValue" in ranks ? ranks.pValue : 2,
  "pValue" in ranks ? (ranks.anovaType?.pValue ?? 2) : 2,
];

describe("laws of comparing groups", () => {
  test("the order of rows does not matter", () => {
    fc.assert(
      fc.property(rows, (list) => {
        expect(compareGroups([...list].reverse(), fields)).toEqual(compareGroups(list, fields));
      }),
      { numRuns: 20 },
    );
  });

  test("groups under other names are the same groups, and turned pairs are mirrored", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const other: Readonly<Record<string, string>> = { a: "z", b: "y", c: "x", ["__proto__"]: "w" };
        const before = compareGroups(list, fields);
        const after = compareGroups(list, { ...fields, group: (row) => new Map(Object.entries(other)).get(row.group) });
        tests(before).forEach((p, i) => {
          expectClose(tests(after)[i] as number, p, 1e-9);
        });
        for (const { first, second, means, ranks } of before.pairs) {
          const names = new Map(Object.entries(other));
          const pair = after.pairs.find(
            (found) =>
              [found.first, found.second].sort().join() === [names.get(first), names.get(second)].sort().join(),
          );
          const turned = pair?.first === names.get(second) ? -1 : 1;
          if ("difference" in means && pair !== undefined && "difference" in pair.means) {
            expectClose(pair.means.difference.value * turned, means.difference.value, 1e-9);
            expectClose(pair.means.adjusted, means.adjusted, 1e-9);
          }
          if ("cliffsDelta" in ranks && pair !== undefined && "cliffsDelta" in pair.ranks) {
            expectClose(pair.ranks.adjusted, ranks.adjusted, 1e-9);
            expectClose(pair.ranks.cliffsDelta.value * turned, ranks.cliffsDelta.value, 1e-9);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test("another unit changes figures with the unit, and no test", () => {
    fc.assert(
      fc.property(rows, (list) => {
        // a power of two changes no digit
        const before = compareGroups(list, fields);
        const after = compareGroups(list, { ...fields, value: (row) => row.value * 1024 });
        expect(tests(after)).toEqual(tests(before));
        before.groups.forEach((group, g) => {
          expect(after.groups[g]?.mean.value).toBe(group.mean.value * 1024);
          expect(after.groups[g]?.median.interval?.lower).toBe(
            group.median.interval === undefined ? undefined : group.median.interval.lower * 1024,
          );
        });
      }),
      { numRuns: 20 },
    );
  });

  test("figures lie inside their intervals, p-values only rise by adjusting, shares stay in their range", () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0.05, max: 0.999, noNaN: true }), (list, level) => {
        const { groups, pairs, means } = compareGroups(list, { ...fields, level });
        expect(groups.reduce((n, group) => n + group.n, 0)).toBe(list.length);
        for (const { mean, median } of groups) {
          for (const { value, interval } of [mean, median]) {
            if (interval === undefined) continue;
            expect(interval.lower).toBeLessThanOrEqual(value);
            expect(interval.upper).toBeGreaterThanOrEqual(value);
          }
        }
        if ("omegaSquared" in means) {
          const { value, interval } = means.omegaSquared;
          expect(interval.lower).toBeLessThanOrEqual(value);
          expect(interval.upper).toBeGreaterThanOrEqual(value);
          expect(interval.upper).toBeLessThanOrEqual(1);
        }
        for (const pair of pairs) {
          if ("adjusted" in pair.means) expect(pair.means.adjusted).toBeGreaterThanOrEqual(pair.means.pValue);
          if (!("superiority" in pair.ranks)) continue;
          const { adjusted, brunnerMunzel, pValue } = pair.ranks;
          expect(adjusted).toBeGreaterThanOrEqual(brunnerMunzel?.pValue ?? pValue);
          const { value, interval } = pair.ranks.superiority;
          expect(interval.lower).toBeLessThanOrEqual(value + 1e-12);
          expect(interval.upper).toBeGreaterThanOrEqual(value - 1e-12);
          expect(interval.lower).toBeGreaterThanOrEqual(0);
          expect(interval.upper).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 30 },
    );
  });
});
