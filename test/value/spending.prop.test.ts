import fc from "fast-check";
import { expect, test } from "vitest";
import {
  fitGammaGamma,
  fitGammaGammaFromState,
  type GammaGammaModel,
  measureRefunds,
  measureSpendIndependence,
  mergeSpendingStates,
  predictSpend,
  predictSpendColumn,
  spendingStateOf,
} from "../../src/value/index.ts";
import { expectRelative } from "../support/close.ts";
import { simulatedSpending } from "./simulated.ts";

const spend = fc.oneof(fc.constantFrom(1, 5, 5, 10, 1e-100, 1e100), fc.double({ min: 0.01, max: 1e6, noNaN: true }));
const customer = fc.oneof(fc.record({ x: fc.integer({ min: 1, max: 500 }), z: spend }), fc.constant({ x: 0, z: 0 }));
const book = fc.array(customer, { maxLength: 30 });
const tableOf = (rows: readonly { x: number; z: number }[]) => ({
  frequency: rows.map(({ x }) => x),
  meanSpend: rows.map(({ z }) => z),
});
const positive = fc.double({ min: 0.05, max: 50, noNaN: true });
const written = (p: number, q: number, v: number): GammaGammaModel => ({
  kind: "gamma_gamma",
  version: 1,
  parameters: { p, q, v },
  level: 0.95,
  fittedOn: { customers: 0, repeaters: 0, purchases: 0, notes: [] },
});

/** Every number inside a value. */
function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

test("any book of customers is answered without NaN or infinity", () => {
  fc.assert(
    fc.property(book, (rows) => {
      const model = fitGammaGamma(tableOf(rows));
      expect(numbersOf(model).every(Number.isFinite)).toBe(true);
      expect(numbersOf(measureSpendIndependence(tableOf(rows))).every(Number.isFinite)).toBe(true);
      if ("abstained" in model) return;
      for (const { x, z } of [...rows, { x: 0, z: 0 }]) {
        expect(numbersOf(predictSpend(model, { frequency: x, meanSpend: z })).every(Number.isFinite)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test("order and splitting into shards change nothing, not a bit", () => {
  fc.assert(
    fc.property(book, fc.integer({ min: 1, max: 4 }), (rows, parts) => {
      const whole = spendingStateOf(tableOf(rows));
      const shards = Array.from({ length: parts }, (_, part) =>
        spendingStateOf(tableOf(rows.filter((_, i) => i % parts === part))),
      );
      expect(mergeSpendingStates(shards)).toEqual(whole);
      expect(mergeSpendingStates([...shards].reverse())).toEqual(whole);
      expect(spendingStateOf(tableOf([...rows].reverse()))).toEqual(whole);
    }),
    { numRuns: 100 },
  );
  const { frequency, meanSpend } = simulatedSpending({ p: 6, q: 4, v: 15 }, 200, 1);
  const turned = { frequency: [...frequency].reverse(), meanSpend: [...meanSpend].reverse() };
  expect(fitGammaGamma(turned)).toEqual(fitGammaGammaFromState(spendingStateOf({ frequency, meanSpend })));
});

test("expected spend lies between the customer's own mean and the population's, scalar and column alike", () => {
  fc.assert(
    fc.property(positive, fc.double({ min: 1.01, max: 50, noNaN: true }), positive, customer, (p, q, v, { x, z }) => {
      const model = written(p, q, v);
      const found = predictSpend(model, { frequency: x, meanSpend: z });
      const everybody = predictSpend(model, { frequency: 0 });
      if ("abstained" in found || "abstained" in everybody) throw new Error("abstained");
      const [low, high] = x === 0 ? [everybody.value, everybody.value] : [z, everybody.value].sort((a, b) => a - b);
      expect(found.value).toBeGreaterThanOrEqual((low as number) * (1 - 1e-12));
      expect(found.value).toBeLessThanOrEqual((high as number) * (1 + 1e-12));
      expect(predictSpendColumn(model, { frequency: [x], meanSpend: [z] })).toEqual(Float64Array.of(found.value));
      expect(found.range.lower).toBeLessThanOrEqual(found.range.upper);
    }),
    { numRuns: 150 },
  );
});

test("another currency changes amounts alone", () => {
  const { frequency, meanSpend } = simulatedSpending({ p: 6, q: 4, v: 15 }, 150, 2);
  const model = fitGammaGamma({ frequency, meanSpend }) as GammaGammaModel;
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (rate) => {
      const other = fitGammaGamma({ frequency, meanSpend: meanSpend.map((z) => z * rate) }) as GammaGammaModel;
      expectRelative(other.parameters.p, model.parameters.p, 1e-7);
      expectRelative(other.parameters.q, model.parameters.q, 1e-7);
      expectRelative(other.parameters.v, model.parameters.v * rate, 1e-7);
      const mean = (of: GammaGammaModel): number => (predictSpend(of, { frequency: 0 }) as { value: number }).value;
      expectRelative(mean(other), mean(model) * rate, 1e-7);
    }),
    { numRuns: 12 },
  );
});

test("sales less refunds is what was paid, whatever the payments", () => {
  const payment = fc.record({
    id: fc.constantFrom("__proto__", "constructor", "a", "b"),
    amount: fc.oneof(fc.constant(0), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  });
  fc.assert(
    fc.property(fc.array(payment, { minLength: 1, maxLength: 20 }), (payments) => {
      const found = measureRefunds(payments, { customer: (row) => row.id, amount: (row) => row.amount });
      const paid = payments.reduce((sum, row) => sum + row.amount, 0);
      expect(Math.abs(found.sales - found.refunds - paid)).toBeLessThan(1e-6);
      expect(found.negative).toBeLessThanOrEqual(found.refunding);
      expect(found.refunding).toBeLessThanOrEqual(found.customers);
      expect(numbersOf(found).every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
