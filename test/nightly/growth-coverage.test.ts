import { expect, test } from "vitest";
import { measureGrowth } from "../../src/campaign/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { effectOf, growthCoverage, simulate } from "../campaign/growth-worlds.ts";

const RUNS = 1000;
/** Three standard errors of a simulated share of 5 %. */
const SLACK = 3 * Math.sqrt((0.05 * 0.95) / RUNS);

test.each([
  { treated: 25, control: 25, periods: 10, start: 6, effect: 0, rho: 0.8 },
  { treated: 8, control: 30, periods: 8, start: 4, effect: 2, rho: 0.6, treatedSd: 2 },
  { treated: 15, control: 30, periods: 9, start: 4, effect: 1, rho: 0.7, starts: 3 },
])("growth of $treated units against $control, errors hanging together by $rho", (world) => {
  const [held, apart] = growthCoverage(world, RUNS);
  expect(held).toBeGreaterThan(0.95 - SLACK);
  expect(held).toBeLessThan(0.95 + SLACK);
  expect(apart).toBeLessThan(0.05 + SLACK);
});

test("the permutation test of growth rejects no more than it says", () => {
  const random = createRandom(23);
  let rejected = 0;
  for (let run = 0; run < RUNS; run++) {
    const { units, rows } = simulate(random, { treated: 5, control: 9, periods: 4, start: 2, effect: 0, rho: 0.5 });
    const { permutation } = effectOf(measureGrowth(units, rows, { permutations: 199, seed: run }));
    if ((permutation?.pValue ?? 1) <= 0.05) rejected++;
  }
  expect(rejected / RUNS).toBeLessThan(0.05 + SLACK);
  expect(rejected / RUNS).toBeGreaterThan(0.05 - 2 * SLACK);
});
