import { describe, expect, test } from "vitest";
import { measureLiftPosterior } from "../../src/campaign/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { coverageOf, everCalled, liftOf, orders, rates, reached, spend } from "./lift-simulation.ts";

const WORLDS = 600;

function expectNominal(share: number): void {
  expect(share, String(share)).toBeGreaterThan(0.93);
  expect(share, String(share)).toBeLessThan(0.97);
}

// longer, and over more sizes, in test/nightly/lift-coverage.test.ts
describe("intervals hold the truth in 93–97 of 100 experiments", () => {
  test.each([
    ["a ratio of totals", (r: ReturnType<typeof createRandom>) => liftOf(orders(r, 150, 1, true)).absolute, 1],
    [
      "a covariate taken out",
      (r: ReturnType<typeof createRandom>) => {
        const { adjusted } = liftOf(orders(r, 150, 2, false));
        return adjusted === undefined || "abstained" in adjusted ? adjusted : adjusted.absolute;
      },
      2.5,
    ],
    [
      "Fieller over an uncertain base",
      (r: ReturnType<typeof createRandom>) => liftOf(spend(r, 500), { relativeMethod: "fieller" }).relative,
      0.2,
    ],
    [
      "the effect on those reached",
      (r: ReturnType<typeof createRandom>) => {
        const { compliers } = liftOf(reached(r, 500, [0.6, 0.2], true));
        return compliers?.effect;
      },
      0.08,
    ],
    [
      "a flat prior",
      (r: ReturnType<typeof createRandom>) => {
        const { absolute } = liftOf(rates(r, 500));
        return "abstained" in absolute ? absolute : measureLiftPosterior(absolute).effect;
      },
      0.05,
    ],
  ] as const)("%s", (_name, draw, truth) => {
    expectNominal(coverageOf(WORLDS, createRandom(17), draw, truth));
  });
});

test("equal arms looked at forty times are called different in at most 5 %, covariates taken out or not", () => {
  const random = createRandom(23);
  const worlds = 60;
  const called = [false, true].map((covariate) => {
    let wrong = 0;
    for (let w = 0; w < worlds; w++) if (everCalled(random, 500, 400, covariate, 10)) wrong++;
    return wrong / worlds;
  });
  // 60 worlds tell 5 % from the 30 % and more of unguarded looks; the nightly run has 500 and looks every time
  for (const share of called) expect(share).toBeLessThanOrEqual(0.1);
});
