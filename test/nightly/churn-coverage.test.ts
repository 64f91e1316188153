import { expect, test } from "vitest";
import { type ChurnModel, fitChurn, predictChurnColumn } from "../../src/retention/index.ts";
import { coverageOfChurn } from "../retention/churn-support.ts";
import { subscriptionBook } from "../support/subscription-book.ts";

test.each([
  [600, 1],
  [1500, 2],
])(
  "intervals of chances and months lost by books of %s subscribers hold the truth in 93–97 of 100",
  (customers, seed) => {
    const { chances, monthsLost, worst } = coverageOfChurn(400, customers, seed);
    for (const share of [chances, monthsLost]) {
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.97);
    }
    // the worst of ten customers and horizons, with the noise of 400 books
    expect(worst).toBeGreaterThan(0.9);
  },
  1_200_000,
);

test("a million customers get their chances of the next month in a moment", () => {
  const model = fitChurn(subscriptionBook(2000, 12, 5), { rows: "months", ridge: 1 }) as ChurnModel;
  const n = 1_000_000;
  const table = {
    tenure: Float64Array.from({ length: n }, (_, i) => i % 60),
    covariates: {
      plan: Array.from({ length: n }, (_, i) => (i % 3 === 0 ? "monthly" : "yearly")),
      usage: Float64Array.from({ length: n }, (_, i) => i % 80),
      complaints: Float64Array.from({ length: n }, (_, i) => i % 4),
    },
  };
  // time of this process, not of others on the machine; 250 ms where it was measured
  const start = process.cpuUsage();
  const chances = predictChurnColumn(model, table, { horizonMonths: 1 });
  const took = process.cpuUsage(start).user / 1000;
  expect(chances.every((chance) => chance > 0 && chance < 1)).toBe(true);
  expect(took).toBeLessThan(1000);
});
