import { describe, expect, test } from "vitest";
import { CURVES, mediaCoverage } from "../campaign/response-support.ts";

/** Worlds a setting. */
const RUNS = 100;

/** Three standard errors of a share of 0.95 in that many worlds. */
const CHANCE = 3 * Math.sqrt((0.95 * 0.05) / RUNS);

const mean = (shares: readonly number[]): number => shares.reduce((total, x) => total + x, 0) / shares.length;

describe("intervals of media hold the truth as often as they say", () => {
  test.each([
    { noise: 80, rho: 0, weeks: 208, seed: 7000 },
    { noise: 150, rho: 0.3, weeks: 156, seed: 1000 },
    { noise: 400, rho: 0.3, weeks: 156, seed: 3000 },
  ])("over curves drawn from a sensible range: noise $noise, link $rho, $weeks weeks", (setting) => {
    const { seed, ...world } = setting;
    const covered = mediaCoverage({ curves: CURVES, ...world }, RUNS, seed, { drawn: true });
    // three channels of one world are nearly independent; 0.93 to 0.97 is asked of every interval
    for (const shares of [covered.contribution, covered.marginal]) {
      expect(mean(shares)).toBeGreaterThan(0.93 - CHANCE / Math.sqrt(3));
      for (const share of shares) expect(share).toBeGreaterThan(0.93 - CHANCE);
    }
    for (const share of [covered.report, covered.gain]) expect(share).toBeGreaterThan(0.93 - CHANCE);
  });

  test.each([
    { noise: 80, rho: 0, weeks: 208, seed: 7000 },
    { noise: 150, rho: 0.3, weeks: 156, seed: 1000 },
  ])("at three fixed curves, margins where no warning stands: noise $noise, link $rho, $weeks weeks", (setting) => {
    const { seed, ...world } = setting;
    const covered = mediaCoverage({ curves: CURVES, ...world }, RUNS, seed);
    for (const share of covered.contribution) expect(share).toBeGreaterThan(0.93 - CHANCE);
    const [held, of] = covered.plainMarginal;
    expect(held / of).toBeGreaterThan(0.93 - 3 * Math.sqrt((0.95 * 0.05) / of));
    // all margins, warned of or not: no exact coverage is promised at one truth, the guide carries the table
    expect(mean(covered.marginal)).toBeGreaterThan(0.93 - CHANCE / Math.sqrt(3));
  });

  test("channels without effect are not credited with one", () => {
    const curves = CURVES.map((curve) => ({ ...curve, effect: 0 }));
    const { contribution, report } = mediaCoverage({ curves, weeks: 156, noise: 150, rho: 0.3 }, RUNS, 5000);
    // one side alone can miss zero
    for (const share of [...contribution, report]) expect(share).toBeGreaterThan(0.975 - CHANCE);
  });
});
