import fc from "fast-check";
import { expect, test } from "vitest";
import { sum } from "../../src/math/sum.ts";
import {
  assignTierColumn,
  assignTierWithHysteresis,
  compareMigrations,
  compareTiers,
  fitTiers,
} from "../../src/tiering/index.ts";
import { deepFreeze } from "./book.ts";

const amount = fc.oneof(
  fc.integer({ min: -3, max: 9 }),
  fc.double({ min: -1e6, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 1e300, 5e-324),
);
const book = fc.array(amount, { minLength: 1, maxLength: 80 });
const methods = fc.constantFrom("customer_share", "value_share", "natural_breaks");
const rows = fc.uniqueArray(
  fc.record({
    id: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom("__proto__", "constructor", "1")),
    value: fc.integer({ min: -50, max: 900 }),
  }),
  { selector: (row) => row.id, minLength: 1, maxLength: 40 },
);
const read = { id: (row: { id: string | number }) => row.id, value: (row: { value: number }) => row.value };

test("by every method more value never means a lower tier, order does not matter and nobody is lost", () => {
  fc.assert(
    fc.property(book, methods, (values, method) => {
      const model = fitTiers(deepFreeze(values), { method });
      const ordered = Float64Array.from(values).sort();
      const placed = assignTierColumn(model, ordered);
      for (let i = 1; i < placed.length; i++) expect(placed[i]).toBeLessThanOrEqual(placed[i - 1] as number);
      expect(fitTiers([...values].reverse(), { method }).cuts).toEqual(model.cuts);
      expect(sum(model.fittedOn.realised.map((row) => row.customers))).toBe(values.length);
    }),
  );
});

test("by value, the classes reach their shares of what is brought, and not without their last customers", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 }), (values) => {
      const model = fitTiers(values, { method: "value_share" });
      const total = sum(values);
      if (total === 0) return;
      let asked = 0;
      for (const [i, cut] of model.cuts.entries()) {
        asked += model.tiers[i]?.share as number;
        expect(sum(values.filter((value) => value >= cut)) / total).toBeGreaterThanOrEqual(asked - 1e-9);
        expect(sum(values.filter((value) => value > cut)) / total).toBeLessThan(asked);
      }
    }),
  );
});

test("a migration conserves every customer and every amount, whatever the order of rows", () => {
  fc.assert(
    fc.property(rows, rows, (spring, summer) => {
      const before = { model: fitTiers(spring, { value: read.value }), customers: deepFreeze(spring) };
      const after = { model: fitTiers(summer, { value: read.value }), customers: deepFreeze(summer) };
      const moved = compareTiers(before, after, read);
      for (const row of moved.rows) expect(sum(row.to) + row.left).toBe(row.customers);
      expect(moved.rows.map((row) => row.customers)).toEqual(
        before.model.fittedOn.realised.map((row) => row.customers),
      );
      const columns = moved.tiers.map(
        (_, j) => sum(moved.rows.map((row) => row.to[j] as number)) + (moved.joined.to[j] as number),
      );
      expect(columns).toEqual(after.model.fittedOn.realised.map((row) => row.customers));
      const flows = Object.values(moved.flows);
      expect(sum(flows.map((flow) => flow.valueBefore))).toBeCloseTo(moved.before.total, 6);
      expect(sum(flows.map((flow) => flow.valueAfter))).toBeCloseTo(moved.after.total, 6);
      expect(sum(moved.rows.flatMap((row) => [...row.valueBefore, row.leftValue]))).toBeCloseTo(moved.before.total, 6);
      expect(sum(moved.rows.flatMap((row) => [...row.valueAfter])) + sum(moved.joined.value)).toBeCloseTo(
        moved.after.total,
        6,
      );
      expect(moved.moves.length).toBe(moved.flows.up.customers + moved.flows.down.customers);
      expect(sum(Object.values(moved.causes))).toBe(moved.moves.length);
      const turned = compareTiers(
        { ...before, customers: [...spring].reverse() },
        { ...after, customers: [...summer].reverse() },
        read,
      );
      expect(turned).toEqual(moved);
    }),
  );
});

test("under one model every move is the value's doing", () => {
  fc.assert(
    fc.property(rows, rows, (spring, summer) => {
      const model = fitTiers([...spring, ...summer], { value: read.value });
      const { causes, moves } = compareTiers({ model, customers: spring }, { model, customers: summer }, read);
      expect(causes.value).toBe(moves.length);
    }),
  );
});

test("a comparison of moves does not depend on which period came first", () => {
  const counts = fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 }), {
    minLength: 3,
    maxLength: 3,
  });
  const matrix = (to: readonly (readonly number[])[]) => ({
    tiers: ["a", "b", "c"],
    rows: to.map((row, i) => ({ from: "abc"[i] as string, to: row })),
  });
  fc.assert(
    fc.property(counts, counts, (first, second) => {
      const there = compareMigrations(matrix(first), matrix(second));
      const back = compareMigrations(matrix(second), matrix(first));
      expect(back.finding.code).toBe(there.finding.code);
      if ("statistic" in there.likelihoodRatio && "statistic" in back.likelihoodRatio) {
        expect(back.likelihoodRatio.statistic).toBeCloseTo(there.likelihoodRatio.statistic, 8);
        expect(there.likelihoodRatio.pValue).toBeGreaterThanOrEqual(0);
        expect(there.likelihoodRatio.pValue).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("with hysteresis more value never means a lower tier, and a value of the tier itself never moves", () => {
  const period = fc.record({
    tier: fc.integer({ min: 0, max: 3 }),
    direction: fc.constantFrom("up" as const, "down" as const),
    periods: fc.integer({ min: 1, max: 4 }),
    margin: fc.double({ min: 0, max: 0.9, noNaN: true }),
    gracePeriods: fc.integer({ min: 0, max: 4 }),
  });
  fc.assert(
    fc.property(book, amount, amount, period, (values, a, b, { tier, direction, periods, margin, gracePeriods }) => {
      const model = fitTiers(values);
      const previous = { tier: model.tiers[tier]?.id as string, pending: { direction, periods } };
      const at = (value: number) => {
        const now = assignTierWithHysteresis(model, { value, previous }, { margin, gracePeriods });
        if (now.measured === previous.tier) expect(now.state).toEqual({ tier: previous.tier });
        return model.tiers.findIndex(({ id }) => id === now.tier);
      };
      expect(at(Math.max(a, b))).toBeLessThanOrEqual(at(Math.min(a, b)));
    }),
  );
});
