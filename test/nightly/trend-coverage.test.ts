import { describe, expect, test } from "vitest";
import { measureTrend } from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { noiseOf, type TrendWorld, trendCoverage } from "../market/trend-support.ts";

/** Two standard errors of 1,000 series at a share. */
const slack = (share: number): number => 2 * Math.sqrt((share * (1 - share)) / 1000);

describe("of 1,000 series intervals hold the truth in 93-97 % and 77-83 %, and at most 5 % have a false trend", () => {
  test.each<TrendWorld>([
    { n: 24 },
    { n: 36 },
    { n: 60 },
    { n: 120 },
    { n: 60, noise: "t3" },
    { n: 60, noise: "ties", slope: 0.03 },
    { n: 60, noise: "gaps", slope: 0.03 },
    { n: 36, rho: 0.4 },
    { n: 60, rho: 0.4 },
    { n: 120, rho: 0.4 },
    { n: 60, rho: 0.4, noise: "t3" },
    { n: 60, season: 12 },
    { n: 60, season: 12, rho: 0.4 },
    { n: 60, rho: 0.6 },
  ])("%j", (world) => {
    const { at95, at80, called, growth, compound } = trendCoverage(world, 1000, 7);
    const steady = world.slope === undefined ? [growth, compound] : [];
    for (const share of [at95, ...steady]) {
      expect(share).toBeGreaterThan(0.93 - slack(0.93));
      expect(share).toBeLessThan(0.97 + slack(0.97));
    }
    expect(at80).toBeGreaterThan(0.77 - slack(0.77));
    expect(at80).toBeLessThan(0.83 + slack(0.83));
    if (world.slope === undefined) expect(called).toBeLessThan(0.05 + slack(0.05));
  });
});

describe("known misses", () => {
  test("12 periods: ranks move in steps, so 95 % holds in 97.5 % and 80 % in 86 %", () => {
    const { at95, at80, called } = trendCoverage({ n: 12 }, 1000, 7);
    expect(Math.abs(at95 - 0.975)).toBeLessThan(slack(0.975));
    expect(Math.abs(at80 - 0.862)).toBeLessThan(slack(0.862));
    expect(called).toBeLessThan(0.05 + slack(0.05));
  });

  test("24 periods, neighbours alike by 0.4: a false trend in 7.4 % at 5 %, the interval holds in 92.8 %", () => {
    const { at95, called } = trendCoverage({ n: 24, rho: 0.4 }, 1000, 7);
    expect(Math.abs(called - 0.074)).toBeLessThan(slack(0.074));
    expect(Math.abs(at95 - 0.928)).toBeLessThan(slack(0.928));
  });
});

test.each([
  [30, 0],
  [60, 0],
  [30, 0.4],
  [60, 0.4],
  [120, 0.4],
  [60, 0.6],
])("of 1,000 series of %s periods without a break, neighbours alike by %s, at most 5 %% are broken", (n, rho) => {
  const random = createRandom(17);
  let alarms = 0;
  for (let r = 0; r < 1000; r++) {
    const { breaks } = measureTrend(noiseOf(n, rho, "normal", random));
    if ("found" in breaks && breaks.found.length > 0) alarms++;
  }
  expect(alarms / 1000).toBeLessThan(0.05 + slack(0.05));
});
