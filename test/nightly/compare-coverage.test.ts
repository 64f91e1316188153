import { expect, test } from "vitest";
import { comparedWorlds } from "../campaign/compare-worlds.ts";

const RUNS = 2000;

// the table in docs/campaign.md
const regions = [
  [14, 14, 2],
  [14, 14, 14],
  [6, 6, 6],
].flatMap((counts) => [0, 0.25, 0.5].map((sigma) => [counts, sigma] as const));

test.each(regions)("regions of %j campaigns that differ among themselves by %d", (counts, sigma) => {
  const { alarms, coverage } = comparedWorlds(counts, sigma, RUNS);
  console.log(
    `${counts.join("/")} σ ${sigma}: test ${(100 * alarms).toFixed(1)} %, intervals ${(100 * coverage).toFixed(1)} %`,
  );
  // 2,000 runs: one standard error of the level is half a point
  expect(alarms).toBeGreaterThan(0.035);
  expect(alarms).toBeLessThan(0.065);
  expect(coverage).toBeGreaterThan(0.93);
  expect(coverage).toBeLessThan(0.97);
});

test.each([0, 0.25, 0.5])("bands of spending whose campaigns differ among themselves by %d", (sigma) => {
  const { alarms, coverage } = comparedWorlds([30], sigma, RUNS, { by: "scale" });
  console.log(`scale σ ${sigma}: test ${(100 * alarms).toFixed(1)} %, intervals ${(100 * coverage).toFixed(1)} %`);
  // both shuffles must agree, which is careful
  expect(alarms).toBeGreaterThan(0.02);
  expect(alarms).toBeLessThan(0.06);
  expect(coverage).toBeGreaterThan(0.93);
  expect(coverage).toBeLessThan(0.97);
});
