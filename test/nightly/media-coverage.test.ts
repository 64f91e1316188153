import { describe, expect, test } from "vitest";
import { CURVES, mediaCoverage } from "../campaign/response-support.ts";

/** Worlds a setting; the standard error of a share of 0.95 over three channels is about 0.013. */
const RUNS = 100;

describe("intervals of a channel's contribution hold the truth as often as they say", () => {
  test.each([
    { noise: 150, rho: 0.3, weeks: 156, seed: 1000 },
    { noise: 400, rho: 0.3, weeks: 156, seed: 3000 },
    { noise: 80, rho: 0, weeks: 208, seed: 7000 },
  ])("noise $noise, link $rho, $weeks weeks", ({ noise, rho, weeks, seed }) => {
    const { contribution, marginal } = mediaCoverage({ curves: CURVES, weeks, noise, rho }, RUNS, seed, 200);
    const mean = (shares: readonly number[]): number => shares.reduce((total, x) => total + x, 0) / shares.length;
    expect(mean(contribution)).toBeGreaterThan(0.93 - 0.026);
    expect(mean(contribution)).toBeLessThan(0.97 + 0.026);
    // documented as a guide: an S in the curve is covered less often
    expect(mean(marginal)).toBeGreaterThan(0.86);
  });

  test("channels without effect are not credited with one", () => {
    const curves = CURVES.map((curve) => ({ ...curve, effect: 0 }));
    const { contribution } = mediaCoverage({ curves, weeks: 156, noise: 150, rho: 0.3 }, RUNS, 5000, 200);
    for (const share of contribution) expect(share).toBeGreaterThan(0.93);
  });
});
