import fc from "fast-check";
import { expect, test } from "vitest";
import { compareSurvival, measureLeavingReasons, measureSurvival, type StayTable } from "../../src/retention/index.ts";
import { expectClose } from "../support/close.ts";

interface Row {
  readonly duration: number;
  readonly left: boolean;
  readonly entry: number;
  readonly weight: number;
  readonly reason: string;
  readonly group: string;
}

const age = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.constantFrom(0, 5e-324, 1e-9, 1e9, 1e300),
);
const row: fc.Arbitrary<Row> = fc.record({
  duration: age,
  left: fc.boolean(),
  entry: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
  weight: fc.oneof(fc.constant(1), fc.constantFrom(1e-9, 1e9), fc.integer({ min: 1, max: 4 })),
  reason: fc.constantFrom("price", "service", "", "__proto__"),
  group: fc.constantFrom("a", "b", "constructor"),
});
const rows = fc.array(row, { minLength: 1, maxLength: 40 });

/** Entries as a part of each duration: an entry must lie before it. */
const tableOf = (list: readonly Row[], more: { entries?: boolean; weights?: boolean } = {}): StayTable => ({
  durations: list.map((r) => r.duration),
  left: list.map((r) => r.left),
  ...(more.entries && { entries: list.map((r) => (r.entry * r.duration < r.duration ? r.entry * r.duration : 0)) }),
  ...(more.weights && { weights: list.map((r) => r.weight) }),
});

const shuffled = (list: readonly Row[]): Row[] => [...list].reverse();

function expectFinite(value: unknown, path = "result"): void {
  if (typeof value === "number") expect(Number.isFinite(value), path).toBe(true);
  else if (ArrayBuffer.isView(value)) for (const cell of value as Float64Array) expectFinite(cell, path);
  else if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value)) expectFinite(child, `${path}.${key}`);
  }
}

test("every legal table has finite figures: the share falls within its interval, and no row is lost", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), fc.boolean(), (list, entries, weights) => {
      const stays = tableOf(list, { entries, weights });
      for (const interval of ["log_log", "log", "plain", "wilson"] as const) {
        const measure = measureSurvival(stays, { interval, ages: [0, 3, 1e6], by: list.map((r) => r.group) });
        expectFinite(measure);
        const { survival, lower, upper } = measure.curve;
        survival.forEach((share, i) => {
          expect(share).toBeLessThanOrEqual(i === 0 ? 1 : (survival[i - 1] as number));
          expect(lower[i]).toBeLessThanOrEqual(share + 1e-12);
          expect(upper[i]).toBeGreaterThanOrEqual(share - 1e-12);
          expect(lower[i]).toBeGreaterThanOrEqual(0);
          expect(upper[i]).toBeLessThanOrEqual(1);
        });
        const parts = measure.groups?.reduce((sum, group) => sum + group.n, 0);
        expectClose((parts ?? 0) / measure.n, 1, 1e-12);
      }
    }),
    { numRuns: 150 },
  );
});

test("the order of the rows does not matter", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (list, entries) => {
      const figures = (order: readonly Row[]) => {
        const stays = tableOf(order, { entries });
        const groups = order.map((r) => r.group);
        return [
          measureSurvival(stays, { by: groups }),
          measureLeavingReasons(
            stays,
            order.map((r) => (r.left ? r.reason : "")),
          ),
          new Set(groups).size > 1 ? compareSurvival(stays, groups) : undefined,
        ];
      };
      expect(figures(shuffled(list))).toEqual(figures(list));
    }),
    { numRuns: 100 },
  );
});

test("a row that counts three times is three equal rows", () => {
  const whole = fc.array(
    fc.record({
      ...{ duration: fc.integer({ min: 0, max: 8 }) },
      left: fc.boolean(),
      weight: fc.integer({ min: 1, max: 4 }),
    }),
    {
      minLength: 1,
      maxLength: 25,
    },
  );
  fc.assert(
    fc.property(whole, fc.integer({ min: 0, max: 1 }), (list, late) => {
      const repeated = list.flatMap((r) => Array.from({ length: r.weight }, () => r));
      const entriesOf = (some: typeof list) => some.map((r) => (r.duration > 1 ? late : 0));
      const a = measureSurvival({
        durations: list.map((r) => r.duration),
        left: list.map((r) => r.left),
        weights: list.map((r) => r.weight),
        entries: entriesOf(list),
      });
      const b = measureSurvival({
        durations: repeated.map((r) => r.duration),
        left: repeated.map((r) => r.left),
        entries: entriesOf(repeated),
      });
      for (const column of ["times", "survival", "lower", "upper", "atRisk"] as const) {
        expect(a.curve[column].length).toBe(b.curve[column].length);
        a.curve[column].forEach((value, i) => {
          expectClose(value, b.curve[column][i] as number, 1e-12);
        });
      }
      expect(a.n).toBe(b.n);
      expect(a.median).toEqual(b.median);
    }),
    { numRuns: 100 },
  );
});

test("without customers who still stay the curve is the plain share", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }), (durations) => {
      const { curve } = measureSurvival({ durations, left: durations.map(() => 1) });
      curve.times.forEach((time, i) => {
        const staying = durations.filter((duration) => duration > time).length / durations.length;
        expectClose(curve.survival[i] as number, staying, 1e-12);
      });
    }),
  );
});

test("shares of all reasons and of those who stay sum to one; no share is above one minus Kaplan–Meier", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), fc.boolean(), (list, entries, weights) => {
      const stays = tableOf(list, { entries, weights });
      const found = measureLeavingReasons(
        stays,
        list.map((r) => (r.left ? r.reason : undefined)),
        { ages: [0, 4, 1e300] },
      );
      expectFinite(found);
      const curve = measureSurvival(stays).curve;
      found.times.forEach((_, i) => {
        let sum = found.survival[i] as number;
        expectClose(sum, curve.survival[i] as number, 1e-12);
        for (const { incidence, naive, lower, upper } of found.reasons) {
          const share = incidence[i] as number;
          sum += share;
          expect(share).toBeGreaterThanOrEqual(i === 0 ? 0 : (incidence[i - 1] as number));
          expect(share).toBeLessThanOrEqual((naive[i] as number) + 1e-12);
          expect(lower[i]).toBeLessThanOrEqual(share + 1e-12);
          expect(upper[i]).toBeGreaterThanOrEqual(share - 1e-12);
        }
        expectClose(sum, 1, 1e-12);
      });
      const left = found.reasons.reduce((total, reason) => total + reason.left, 0);
      expectClose(left / Math.max(found.left, 1e-9), found.left > 0 ? 1 : 0, 1e-9);
    }),
    { numRuns: 150 },
  );
});

test("a single reason has Kaplan–Meier's curve and interval", () => {
  fc.assert(
    fc.property(rows, (list) => {
      const stays = tableOf(list);
      const { curve } = measureSurvival(stays);
      const [only] = measureLeavingReasons(
        stays,
        list.map((r) => (r.left ? "price" : "")),
      ).reasons;
      curve.survival.forEach((share, i) => {
        expectClose(only?.incidence[i] as number, 1 - share, 1e-12);
        expectClose(only?.naive[i] as number, 1 - share, 1e-12);
        expectClose(only?.lower[i] as number, 1 - (curve.upper[i] as number), 1e-7);
        expectClose(only?.upper[i] as number, 1 - (curve.lower[i] as number), 1e-7);
      });
    }),
  );
});

test("leavers observed and expected have one total, and groups with equal rows have no difference", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), fc.boolean(), (list, entries, weights) => {
      const twice = [...list.map((r) => ({ ...r, group: "a" })), ...list.map((r) => ({ ...r, group: "b" }))];
      const found = compareSurvival(
        tableOf(twice, { entries, weights }),
        twice.map((r) => r.group),
      );
      expectFinite(found);
      if (!("abstained" in found.test)) expect(found.test.pValue).toBeGreaterThan(0.999);
      expect(found.crossings).toEqual([]);
      for (const difference of found.meanDifferences) expect(Math.abs(difference.value)).toBe(0);
      if (list.some((r) => r.group !== list[0]?.group)) {
        const apart = compareSurvival(
          tableOf(list, { entries, weights }),
          list.map((r) => r.group),
          { strata: list.map((r) => r.reason) },
        );
        expectFinite(apart);
        const sum = (side: "observed" | "expected") => apart.groups.reduce((total, g) => total + g[side], 0);
        expectClose(sum("observed") / Math.max(1e-9, sum("expected")), sum("expected") > 0 ? 1 : 0, 1e-9);
        for (const { pValue } of apart.weightings) expect(pValue).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 150 },
  );
});
