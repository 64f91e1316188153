import { expect, test } from "vitest";
import { fitBgNbd, fitMbgNbd, fitParetoNbd } from "../../src/value/index.ts";
import { buyingCoverage, type Truth } from "../value/buying-books.ts";

// MBG/NBD needs more customers until its likelihood is round: 92 % for r at 3,000
test.each([
  ["bg_nbd", [0.25, 4.5, 0.8, 2.5], ["r", "alpha", "a", "b"], fitBgNbd, 3000],
  ["mbg_nbd", [0.5, 6, 0.9, 1.6], ["r", "alpha", "a", "b"], fitMbgNbd, 10_000],
  ["pareto_nbd", [0.55, 10.5, 0.6, 11.7], ["r", "alpha", "s", "beta"], fitParetoNbd, 3000],
] as const)(
  "the intervals of %s hold the true parameters in 92–98 %% of 500 simulated books",
  (kind, truth, names, learn, customers) => {
    const { covered, decided } = buyingCoverage(
      kind,
      truth as Truth,
      names,
      (table) => learn(table),
      500,
      customers,
      7,
    );
    expect(decided).toBeGreaterThanOrEqual(495);
    for (const [name, share] of Object.entries(covered)) {
      expect(share, name).toBeGreaterThanOrEqual(0.92);
      expect(share, name).toBeLessThanOrEqual(0.98);
    }
  },
);
