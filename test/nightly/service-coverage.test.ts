import { expect, test } from "vitest";
import { measureService } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { desk, EIGHT, exponential, exponentialTruth, mixed, serviceCoverage } from "../loyalty/service-support.ts";

test.each([
  // cases, hours of history (8 are promised), mean hours, seed
  [30, 40, EIGHT, 1],
  [60, 12, EIGHT, 2],
  [200, 10, EIGHT, 3],
  [200, 20, EIGHT, 4],
  [1000, 12, EIGHT, 5],
  [100, 14, 20, 6],
  [200, 1e6, EIGHT, 7],
])(
  "of %s cases in %s hours, intervals of the share kept and of percentiles cover as often as they say",
  (n, span, mean, seed) => {
    const { kept, percentiles } = serviceCoverage(n, span, exponential(mean), exponentialTruth(mean), 8, 3000, seed);
    expect(kept).toBeGreaterThanOrEqual(0.93);
    // Wilson's interval of 30 cases at 90 % covers 0.974 by its steps
    expect(kept).toBeLessThanOrEqual(0.985);
    for (const share of percentiles) expect(share).toBeGreaterThanOrEqual(0.93);
  },
);

test("the interval covers where half of the cases take nine times as long", () => {
  const kept = 1 - 0.5 * (Math.exp(-8 / 0.8) + Math.exp(-8 / 7.2));
  const found = serviceCoverage(300, 12, mixed(4), { kept, percentiles: {} }, 8, 3000, 8);
  expect(found.kept).toBeGreaterThanOrEqual(0.935);
  expect(found.kept).toBeLessThanOrEqual(0.965);
});

test("two periods of equal speed are called different in one of twenty", () => {
  const random = createRandom(9);
  let [called, told] = [0, 0];
  for (let r = 0; r < 3000; r++) {
    const events = desk(300, 40, exponential(EIGHT), random.integer(1, 1e9));
    const { clocks } = measureService(events, {
      clocks: [{ id: "response", limitHours: 8, targetShare: 0.9 }],
      asOf: 40 * 3_600_000,
      since: 20 * 3_600_000,
      formerSince: 0,
    });
    const trend = clocks[0]?.trend;
    if (trend === undefined || "abstained" in trend) continue;
    told++;
    if (trend.pValue < 0.05) called++;
  }
  expect(told).toBeGreaterThan(2900);
  expect(called / told).toBeGreaterThan(0.035);
  expect(called / told).toBeLessThan(0.065);
});
