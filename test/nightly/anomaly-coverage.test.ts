import { describe, expect, test } from "vitest";
import { falseAlarms, type QuietWorld } from "../market/anomaly-support.ts";

/** Two standard errors of 1,000 columns at 5 %. */
const SLACK = 0.014;

describe("of 1,000 columns without an anomaly at most 5 % raise any alarm", () => {
  test.each<QuietWorld>([
    { n: 20, noise: "normal", options: { trend: "level" } },
    { n: 60, noise: "normal" },
    { n: 200, noise: "normal" },
    { n: 60, noise: "normal", rho: 0.4 },
    { n: 60, noise: "normal", options: { season: 12 } },
    { n: 100, noise: "normal", options: { trend: "local" } },
    { n: 60, noise: "t5", options: { tails: 5 } },
    { n: 60, noise: "poisson", options: { counts: true } },
    { n: 60, noise: "poisson", mean: 0.5, options: { counts: true } },
    { n: 60, noise: "mixed_poisson", options: { counts: true } },
  ])("%j", (world) => {
    expect(falseAlarms(world, 1000, 5).any).toBeLessThan(0.06 + SLACK);
  });
});

test.each([30, 60, 200])(
  "of 1,000 columns of %s values with heavy tails at most 5 %% raise a silent or clear alarm",
  (n) => {
    const { silent, clear } = falseAlarms({ n, noise: "t5" }, 1000, 6);
    expect(silent).toBeLessThan(0.05 + SLACK);
    expect(clear).toBeLessThan(0.05 + SLACK);
  },
);
