import fc from "fast-check";
import { expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import {
  type ChurnModel,
  type ChurnTable,
  explainChurn,
  fitChurn,
  predictChurn,
  predictChurnColumn,
} from "../../src/retention/index.ts";
import { churnModelSpec } from "../../src/schemas.ts";

const LEVELS = ["a", "b", "__proto__", ""] as const;
const number = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom(0, -0, 1e-300, 1e150, null),
);
const row = fc.record({
  tenure: fc.integer({ min: 0, max: 30 }),
  left: fc.boolean(),
  fee: number,
  plan: fc.constantFrom(...LEVELS, null),
});
const rows = fc.array(row, { minLength: 60, maxLength: 120 });
type Row = { tenure: number; left: boolean; fee: number | null; plan: string | null };
const tableOf = (list: readonly Row[]): ChurnTable => ({
  tenure: list.map((r) => r.tenure),
  left: list.map((r) => r.left),
  covariates: { fee: list.map((r) => r.fee), plan: list.map((r) => r.plan) },
});
const options = fc.record({
  rows: fc.constant("months" as const),
  ridge: fc.constantFrom(0.1, 1, 10),
  folds: fc.constant(2),
  shapes: fc.constantFrom({}, { fee: "groups" as const }, { fee: "straight" as const }),
  interactions: fc.constantFrom([], ["plan"], ["fee"]),
});
const learn = (list: readonly Row[], how: object): ChurnModel | undefined => {
  const model = fitChurn(tableOf(list), { rows: "months", ...how });
  return "abstained" in model ? undefined : model;
};
const RUNS = { numRuns: 25 };

test("whatever the table, chances are finite, rise with the horizon, lie in their interval, and contributions sum", () => {
  fc.assert(
    fc.property(rows, options, row, (list, how, asked) => {
      const model = learn(list, how);
      if (model === undefined) return;
      const customer = { tenure: asked.tenure, covariates: { fee: asked.fee, plan: asked.plan } };
      const { horizons } = predictChurn(model, customer, { horizonMonths: [1, 2, 5, 24], value: 3, monthlyValue: 2 });
      let before = 0;
      for (const { chance, monthsLost, months, monthlyValueAtStake } of horizons) {
        expect(chance.value).toBeGreaterThanOrEqual(before);
        expect(chance.value).toBeLessThanOrEqual(1);
        for (const { value, interval } of [chance, monthsLost, monthlyValueAtStake as typeof chance]) {
          expect(interval.lower).toBeLessThanOrEqual(value + 1e-12);
          expect(interval.upper).toBeGreaterThanOrEqual(value - 1e-12);
        }
        expect(monthsLost.interval.upper).toBeLessThanOrEqual(months);
        before = chance.value;
      }
      const { drivers, logOdds, average } = explainChurn(model, customer);
      const sum = drivers.reduce((total, driver) => total + driver.logOdds.value, 0);
      expect(Math.abs(sum - (logOdds - average))).toBeLessThan(1e-9 * (1 + Math.abs(sum)));
    }),
    RUNS,
  );
});

test("a column of customers gets the chances that they get one by one", () => {
  fc.assert(
    fc.property(rows, options, (list, how) => {
      const model = learn(list, how);
      if (model === undefined) return;
      predictChurnColumn(model, tableOf(list), { horizonMonths: 3 }).forEach((chance, i) => {
        const { tenure, fee, plan } = list[i] as Row;
        const [one] = predictChurn(model, { tenure, covariates: { fee, plan } }, { horizonMonths: 3 }).horizons;
        expect(chance).toBeCloseTo(one?.chance.value as number, 12);
      });
    }),
    RUNS,
  );
});

test("the order of customers and of columns decides nothing", () => {
  fc.assert(
    fc.property(rows, options, fc.integer(), (list, how, seed) => {
      const random = createRandom(seed);
      const shuffled = list
        .map((one) => ({ one, key: random.uniform() }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      const model = learn(list, how);
      const { covariates, ...rest } = tableOf(shuffled);
      const turned = fitChurn({ ...rest, covariates: Object.fromEntries(Object.entries(covariates).reverse()) }, how);
      if (model === undefined || "abstained" in turned) {
        expect(turned).toHaveProperty("abstained");
        return;
      }
      expect(turned.interactions.map(({ id }) => id)).toEqual(model.interactions.map(({ id }) => id));
      const first = predictChurnColumn(model, tableOf(list), { horizonMonths: 2 });
      predictChurnColumn(turned, tableOf(list), { horizonMonths: 2 }).forEach((chance, i) => {
        expect(chance).toBeCloseTo(first[i] as number, 7);
      });
    }),
    RUNS,
  );
});

test("a model is the same after JSON, and inputs are left as they were", () => {
  fc.assert(
    fc.property(rows, options, (list, how) => {
      const table = tableOf(list);
      const before = JSON.stringify(table);
      const model = fitChurn(table, how);
      expect(JSON.stringify(table)).toBe(before);
      if ("abstained" in model) return;
      expect(loadModel(churnModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    }),
    RUNS,
  );
});
