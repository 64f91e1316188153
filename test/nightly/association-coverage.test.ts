import { expect, test } from "vitest";
import { numberCoverage, tableCoverage } from "../market/association-support.ts";

test.each([
  [0, 30, 0.95, 1],
  [0.5, 30, 0.95, 2],
  [0.8, 100, 0.95, 3],
  [0.5, 100, 0.8, 4],
])("coefficients of truth %s over %s rows cover as often as they say, at %s", (truth, n, level, seed) => {
  const shares = numberCoverage(truth, n, 3000, seed, level);
  const [least, most] = level === 0.95 ? [0.93, 0.972] : [0.77, 0.83];
  for (const name of ["pearson", "spearman", "kendall"] as const) {
    expect(shares[name], name).toBeGreaterThanOrEqual(least);
    expect(shares[name], name).toBeLessThanOrEqual(most);
  }
  if (level === 0.95) expect(shares.bend).toBeLessThanOrEqual(0.06);
  if (truth === 0) {
    expect(shares.calledPearson).toBeGreaterThanOrEqual(0.04);
    expect(shares.calledPearson).toBeLessThanOrEqual(0.06);
    expect(shares.calledKendall).toBeGreaterThanOrEqual(0.04);
    expect(shares.calledKendall).toBeLessThanOrEqual(0.06);
  }
});

test.each([
  [
    "a loose 2 × 2 table",
    [
      [0.3, 0.2],
      [0.1, 0.4],
    ],
    100,
    1,
  ],
  [
    "a 3 × 3 table",
    [
      [0.2, 0.1, 0.05],
      [0.05, 0.15, 0.1],
      [0.05, 0.05, 0.25],
    ],
    200,
    2,
  ],
] as const)("%s: Cramér's V covers in 93–97 %% of 3,000 draws", (_, chances, n, seed) => {
  const { cramersV } = tableCoverage(chances, n, 3000, seed, 0.95);
  expect(cramersV).toBeGreaterThanOrEqual(0.93);
  expect(cramersV).toBeLessThanOrEqual(0.97);
});

test("a close 2 × 2 table covers a little less, independence a little more", () => {
  const close = tableCoverage(
    [
      [0.4, 0.1],
      [0.05, 0.45],
    ],
    100,
    3000,
    3,
    0.95,
  ).cramersV;
  expect(close).toBeGreaterThanOrEqual(0.91);
  const none = tableCoverage(
    [
      [0.2, 0.3],
      [0.2, 0.3],
    ],
    100,
    3000,
    4,
    0.95,
  );
  expect(none.cramersV).toBeGreaterThanOrEqual(0.95);
  expect(none.called).toBeGreaterThanOrEqual(0.04);
  expect(none.called).toBeLessThanOrEqual(0.06);
});
