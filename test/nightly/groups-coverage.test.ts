import { expect, test } from "vitest";
import { groupCoverage, rankCalls } from "../market/groups-support.ts";

const even = { sizes: [20, 20, 20], sds: [1, 1, 1], means: [0, 0.5, 1] };
const uneven = { sizes: [12, 25, 50], sds: [3, 2, 1], means: [0, 0.5, 1] };
const turned = { sizes: [100, 50, 20], sds: [1, 2, 4], means: [0, 2, 4] };

test.each([
  ["equal spreads", even, 1],
  ["the smallest group spread widest", uneven, 2],
  ["the largest group spread least", turned, 3],
] as const)("intervals of means, medians and Hedges' g cover in 93–97 %% of 3,000 worlds: %s", (_, world, seed) => {
  const shares = groupCoverage(world, 3000, seed, 0.95);
  for (const name of ["mean", "median", "hedges"] as const) {
    expect(shares[name], name).toBeGreaterThanOrEqual(0.93);
    expect(shares[name], name).toBeLessThanOrEqual(0.97);
  }
  // on the careful side where spreads are unequal, and together for all pairs
  for (const name of ["omega", "superiority", "together"] as const) {
    expect(shares[name], name).toBeGreaterThanOrEqual(0.93);
    expect(shares[name], name).toBeLessThanOrEqual(0.985);
  }
  expect(shares.epsilon).toBeGreaterThanOrEqual(0.91);
  expect(shares.epsilon).toBeLessThanOrEqual(0.985);
});

test("intervals at 80 % cover in 77–83 % of 3,000 worlds", () => {
  const shares = groupCoverage(even, 3000, 4, 0.8);
  for (const name of ["mean", "median", "omega", "hedges", "superiority", "epsilon"] as const) {
    expect(shares[name], name).toBeGreaterThanOrEqual(0.77);
    expect(shares[name], name).toBeLessThanOrEqual(0.835);
  }
});

test.each([
  ["equal spreads", { sizes: [15, 15, 30], sds: [1, 1, 1], means: [0, 0, 0] }, 5],
  ["unequal spreads", { sizes: [15, 30, 60], sds: [4, 2, 1], means: [0, 0, 0] }, 6],
] as const)("Welch calls equal means different in 4–6 %% of 4,000 worlds: %s", (_, world, seed) => {
  const { welch } = groupCoverage(world, 4000, seed, 0.95);
  expect(welch).toBeGreaterThanOrEqual(0.04);
  expect(welch).toBeLessThanOrEqual(0.06);
});

test("Kruskal–Wallis calls equal groups different in 4–6 % of 4,000 worlds", () => {
  const world = { sizes: [20, 25, 30], sds: [1, 1, 1], means: [0, 0, 0] };
  const { kruskal } = groupCoverage(world, 4000, 7, 0.95);
  expect(kruskal).toBeGreaterThanOrEqual(0.04);
  expect(kruskal).toBeLessThanOrEqual(0.06);
});

test.each([
  ["15, 30 and 60 rows", { sizes: [15, 30, 60], sds: [4, 2, 1] }, 0.04, 0.06],
  ["60 rows each", { sizes: [60, 60, 60], sds: [4, 2, 1] }, 0.04, 0.06],
  // few rows widest: a little above, where Kruskal–Wallis calls 14 %
  ["8, 16 and 32 rows", { sizes: [8, 16, 32], sds: [4, 2, 1] }, 0.04, 0.08],
] as const)("ranks call groups of one centre as often as said, spreads 4 : 2 : 1: %s", (_, world, from, to) => {
  for (const shape of ["normal", "lognormal", "t3"] as const) {
    const { anovaType } = rankCalls({ ...world, shape }, 4000, 8);
    expect(anovaType, shape).toBeGreaterThanOrEqual(from);
    expect(anovaType, shape).toBeLessThanOrEqual(to);
  }
});
