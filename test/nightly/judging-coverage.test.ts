import { expect, test } from "vitest";
import { coverageOfGains, coverageOfRanking } from "../targeting/judge-support.ts";
import { coverageOfChance } from "../targeting/scorecard-support.ts";

const between = (share: number): void => {
  expect(share).toBeGreaterThanOrEqual(0.93);
  expect(share).toBeLessThanOrEqual(0.975);
};

test.each([
  [1000, 0.117, 1, 1],
  [500, 0.2, 1.5, 2],
  [2000, 0.05, 1, 3],
])("areas of %s customers at a rate of %s are covered in 93 to 97 of 100 samples", (n, rate, gap, seed) => {
  const { auc, precision, difference } = coverageOfRanking(1500, n, rate, gap, seed);
  [auc, precision, difference].forEach(between);
});

test.each([
  [1000, 0.117, 1, 4],
  [600, 0.4, 0.8, 5],
  [3000, 0.1, 1.2, 6],
])("gains of %s customers at a rate of %s are covered in 93 to 97 of 100 samples", (n, rate, gap, seed) => {
  coverageOfGains(1500, n, rate, gap, seed).forEach(between);
});

test("the chance by a scorecard is covered in 93–97.5 % of fits", () => {
  between(coverageOfChance(800, 2000, 7));
});
