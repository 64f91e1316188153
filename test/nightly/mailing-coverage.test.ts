import { expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import { coverageOfMailing, type MailingWorld } from "../targeting/mailing-worlds.ts";

const worlds: readonly MailingWorld[] = [
  [1000, 0.3, 5],
  [2000, 0.1, 10],
  [5000, 0.02, 60],
  [10_000, 0.05, 30],
];

test.each(worlds)(
  "a past mailing of %i at a base rate of %d: what is stated is true on average",
  (...world) => {
    const runs = 1000;
    const { covered, shares, judged, apparent } = coverageOfMailing(world, runs, createRandom(world[0]));
    // nominal 0.95 with the simulation's own error, 0.7 points
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
    // the range of the cut-off is wide rather than narrow
    expect(shares).toBeGreaterThan(0.93);
    expect(Math.abs(judged)).toBeLessThan(0.05);
    expect(apparent).toBeGreaterThan(0.1);
  },
  240_000,
);
