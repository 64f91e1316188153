import { expect, test } from "vitest";
import { defineBuyingModel } from "../../src/value/index.ts";
import { lifetimeCoverage } from "../value/lifetime-books.ts";

test.each([
  ["bg_nbd", ["r", "alpha", "a", "b"], [0.25, 4.5, 0.8, 2.5]],
  ["mbg_nbd", ["r", "alpha", "a", "b"], [0.5, 6, 0.9, 1.6]],
  ["pareto_nbd", ["r", "alpha", "s", "beta"], [0.55, 10.5, 0.6, 11.7]],
] as const)(
  "the interval of a customer's value by %s holds it in 93–97 %% of 500 simulated books",
  (kind, names, truth) => {
    const shares = lifetimeCoverage(kind, names, truth, 500, 4000, 11, (parameters) =>
      defineBuyingModel(kind, { unit: "week", parameters } as never),
    );
    for (const share of shares) {
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.97);
    }
  },
);
