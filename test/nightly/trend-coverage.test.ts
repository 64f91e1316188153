import { describe, expect, test } from "vitest";
import { measureTrend } from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { noiseOf, type TrendWorld, trendCoverage } from "../market/trend-support.ts";

describe("intervals of the slope hold the truth in 93–97 % and 77–83 % of 1,000 series", () => {
  test.each<TrendWorld>([
    { n: 36 },
    { n: 60 },
    { n: 120 },
    { n: 60, noise: "t3" },
    { n: 60, noise: "ties", slope: 0.03 },
    { n: 36, rho: 0.4 },
    { n: 60, rho: 0.4 },
    { n: 120, rho: 0.4 },
    { n: 60, rho: 0.4, noise: "t3" },
    { n: 60, season: 12, rho: 0.4 },
  ])("%j", (world) => {
    const { at95, at80, called, growth } = trendCoverage(world, 1000, 7);
    // two standard errors of 1,000 series either side; exact ranks of short series cover more
    expect(at95).toBeGreaterThan(0.93 - 0.014);
    expect(at95).toBeLessThan(0.985);
    expect(at80).toBeGreaterThan(0.77 - 0.026);
    expect(at80).toBeLessThan(0.86);
    if (world.slope === undefined) expect(called).toBeLessThan(0.07 + 0.014);
    if (world.slope === undefined) expect(growth).toBeGreaterThan(0.92);
  });
});

test.each([
  [30, 0],
  [60, 0],
  [60, 0.4],
  [120, 0.4],
  [60, 0.6],
])("of 1,000 series of %s periods without a break, neighbours alike by %s, at most 7 %% are broken", (n, rho) => {
  const random = createRandom(17);
  let alarms = 0;
  for (let r = 0; r < 1000; r++) {
    const { breaks } = measureTrend(noiseOf(n, rho, "normal", random));
    if ("found" in breaks && breaks.found.length > 0) alarms++;
  }
  expect(alarms / 1000).toBeLessThan(0.07 + 0.016);
});
