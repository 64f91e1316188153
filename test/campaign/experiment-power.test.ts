import { expect, test } from "vitest";
import type { ExperimentOptions } from "../../src/campaign/index.ts";
import {
  AMOUNTS,
  clusterTest,
  cupedTest,
  foundShare,
  holmTest,
  meanTest,
  planned,
  rateTest,
  sequentialTest,
} from "./experiment-worlds.ts";

// The long version of these simulations is test/nightly/experiment-power.test.ts.
/** Three and a half standard errors of a share told in so many worlds. */
const error = (power: number, worlds: number): number => 3.5 * Math.sqrt((power * (1 - power)) / worlds);

test.each<[string, ExperimentOptions]>([
  ["a rate of 10 %", { kind: "rate", baseline: 0.1, effect: 0.02 }],
  ["a small rate of 1 %", { kind: "rate", baseline: 0.01, effect: -0.003, power: 0.9 }],
  ["four treated to one left alone", { kind: "rate", baseline: 0.1, effect: 0.02, ratio: 4 }],
  ["six of ten reached, eight of ten seen", { kind: "rate", baseline: 0.1, effect: 0.03, reached: 0.6, observed: 0.8 }],
])("tests of the planned size find the effect as often as planned: %s", (_, options) => {
  const plan = planned(options);
  const worlds = 6000;
  expect(Math.abs(foundShare(worlds, 3, rateTest(plan)) - plan.power)).toBeLessThan(error(plan.power, worlds));
});

test("amounts, also skewed ones, are found as often as planned", () => {
  const plan = planned({ kind: "mean", standardDeviation: 2, effect: 0.8 });
  for (const amount of ["normal", "exponential"] as const) {
    const found = foundShare(2000, 4, meanTest(plan, AMOUNTS[amount]));
    expect(Math.abs(found - plan.power), amount).toBeLessThan(error(plan.power, 2000));
  }
});

test("with a covariate as few customers as planned are enough", () => {
  const plan = planned({ kind: "mean", standardDeviation: 2, effect: 0.8, covariate: { correlation: 0.7 } });
  expect(Math.abs(foundShare(3000, 5, cupedTest(plan)) - plan.power)).toBeLessThan(error(plan.power, 3000));
});

test("a sequential test finds the effect by its last look as often as planned, and ends on average where it says", () => {
  const plan = planned({ kind: "rate", baseline: 0.1, effect: 0.04, sequential: {} });
  const once = sequentialTest(plan);
  let customers = 0;
  const worlds = 3000;
  const found = foundShare(worlds, 6, (random) => {
    const end = once(random);
    customers += end ?? plan.sizes.total;
    return end !== undefined;
  });
  expect(Math.abs(found - plan.power)).toBeLessThan(error(plan.power, worlds));
  // the end of one test strays by about a third of the largest size
  expect(Math.abs(customers / worlds / (plan.expectedSize as number) - 1)).toBeLessThan(0.03);
});

test("clusters are found as often as planned", () => {
  const plan = planned({ kind: "mean", standardDeviation: 1, effect: 0.2, clusters: { size: 50, icc: 0.05 } });
  expect(Math.abs(foundShare(3000, 7, clusterTest(plan)) - plan.power)).toBeLessThan(error(plan.power, 3000));
});

test("of several arms each is found at least as often as planned, more often where others work too", () => {
  const plan = planned({ kind: "rate", baseline: 0.1, effect: 0.02, treatments: 3 });
  const alone = foundShare(4000, 8, holmTest(plan, 1));
  expect(Math.abs(alone - plan.power)).toBeLessThan(error(plan.power, 4000));
  expect(foundShare(4000, 8, holmTest(plan, 3))).toBeGreaterThan(alone + 0.03);
});
