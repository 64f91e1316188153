import { expect, test } from "vitest";
import { asked, effectCoverage, learnedIndexCoverage } from "../switching/fit-world.ts";
import { indexCoverage } from "../switching/interval-coverage.ts";

test.each([
  [600, 1, 0, 1],
  [600, 1, 0.2, 2],
  [2000, 0.5, 0, 3],
])(
  "intervals of learned effects cover them in 92–98 %% of 500 populations of %s (deviation %s, missing %s)",
  (customers, deviation, missing, seed) => {
    const { share } = effectCoverage({ customers, levers: asked, scale: 6, deviation, missing, worlds: 500, seed });
    expect(share).toBeGreaterThanOrEqual(0.92);
    expect(share).toBeLessThanOrEqual(0.98);
  },
  600_000,
);

test.each([
  [3, 0.15, 0],
  [8, 0.15, 0.3],
  [17, 0.1, 0],
])("the interval of an index of %s answers covers the true one as often as it says", (levers, sd, correlation) => {
  const share = indexCoverage({ accounts: 20_000, levers, sd, correlation, seed: levers });
  expect(share).toBeGreaterThanOrEqual(0.93);
  expect(share).toBeLessThanOrEqual(0.975);
});

test("the interval of an index by learned weights covers that by the true ones in 92–98 % of 300 populations", () => {
  const world = { customers: 2000, levers: asked, scale: 6, deviation: 1, missing: 0 };
  const { share } = learnedIndexCoverage({ ...world, worlds: 300, seed: 2 });
  expect(share).toBeGreaterThanOrEqual(0.92);
  expect(share).toBeLessThanOrEqual(0.98);
}, 600_000);
