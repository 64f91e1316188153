import { describe, expect, test } from "vitest";
import { biasCoverage, needCoverage, paceCoverage } from "../funnel/quota-books.ts";

describe("95 % intervals of a forecaster's ratio hold the truth in 93 to 97 of 100 simulated owners", () => {
  const team = { owners: 8, periods: 8, between: 0.2, noise: 0.3, sizeExponent: 0, shared: 0 };
  test.each([
    ["noise that does not depend on the call's size", team],
    ["noise that falls with it", { ...team, sizeExponent: 1 }],
    ["four owners with twelve periods", { ...team, owners: 4, periods: 12, sizeExponent: 0.5 }],
    ["periods that are good or bad for all", { ...team, shared: 0.5 }],
    [
      "ten owners, twelve noisy periods, some of it shared",
      { ...team, owners: 10, periods: 12, noise: 0.4, shared: 0.25 },
    ],
  ])("%s", (_name, given) => {
    const { ratios, actuals } = biasCoverage(given, 1000, 42);
    expect(ratios).toBeGreaterThan(0.93);
    expect(ratios).toBeLessThan(0.97);
    expect(actuals).toBeGreaterThan(0.93);
    expect(actuals).toBeLessThan(0.97);
  });
});

test.each([4, 6, 12])(
  "from %d periods, intervals of the coverage needed hold the truth as often as they say",
  (periods) => {
    const { p50, p80 } = needCoverage(periods, 1000, periods);
    // three standard errors of a share of .95 in 1,000 runs are .021
    expect(Math.abs(p50 - 0.95)).toBeLessThan(0.021);
    expect(Math.abs(p80 - 0.95)).toBeLessThan(0.021);
  },
);

test.each([
  [4, 10],
  [6, 20],
  [12, 27],
])("from %d months, on day %d, a month on plan stands in the range in 8 of 10", (months, day) => {
  const { held, red } = paceCoverage(months, day, 2000, 6);
  expect(held).toBeGreaterThan(0.76);
  expect(held).toBeLessThan(0.84);
  expect(Math.abs(red - 0.1)).toBeLessThan(0.04);
});
