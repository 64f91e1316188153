import { describe, expect, test } from "vitest";
import { fitClusters } from "../../src/market/index.ts";
import { createRandom, type Random } from "../../src/math/index.ts";

const RUNS = 200;
const together = (random: Random, p: number, share: number): number[] => {
  const common = random.normal();
  return Array.from({ length: p }, () => Math.sqrt(share) * common + Math.sqrt(1 - share) * random.normal());
};
const from = (random: Random, centres: readonly (readonly number[])[], i: number): number[] =>
  (centres[i % centres.length] as number[]).map((c) => c + random.normal());

function found(n: number, row: (random: Random, i: number) => number[]): number {
  let claims = 0;
  for (let run = 0; run < RUNS; run++) {
    const random = createRandom(1000 + run);
    const rows = Array.from({ length: n }, (_, i) => row(random, i));
    const fields = Object.fromEntries((rows[0] as number[]).map((_, d) => [`f${d}`, (r: number[]) => r[d] as number]));
    const model = fitClusters(rows, { fields, k: 1, most: 6, seed: run });
    if ("structure" in model && model.structure.found) claims++;
  }
  return claims / RUNS;
}

const heavy = (random: Random): number => random.normal() / Math.sqrt((2 * random.gamma(1.5, 1)) / 3);
const flat = (random: Random): number => {
  const [a, b] = [random.gamma(1.5, 1), random.gamma(1.5, 1)];
  return a / (a + b);
};
/** A row spread evenly over a ball. */
const ball = (random: Random, p: number): number[] => {
  const z = Array.from({ length: p }, () => random.normal());
  const stretch = random.uniform() ** (1 / p) / Math.hypot(...z);
  return z.map((cell) => cell * stretch);
};
const slanted = ([x, y]: number[]): number[] => [(x as number) + 0.8 * (y as number), y as number];
const corners = (apart: number): number[][] => [
  [0, 0],
  [apart, 0],
  [apart / 2, (apart * Math.sqrt(3)) / 2],
];

describe("one cloud is rarely taken for clusters (5 % asked; three standard errors are 5 points)", () => {
  test.each<[string, number, (random: Random) => number[]]>([
    ["uniform, 2 columns, 100 rows", 100, (r) => [r.uniform(), r.uniform()]],
    ["uniform, 2 columns, 200 rows", 200, (r) => [r.uniform(), r.uniform()]],
    ["uniform, 4 columns", 200, (r) => [r.uniform(), r.uniform(), r.uniform(), r.uniform()]],
    ["almost uniform", 300, (r) => [r.uniform() + 0.3 * r.uniform(), r.uniform() + 0.3 * r.uniform()]],
    ["flat with soft borders", 300, (r) => [flat(r), flat(r)]],
    ["an even disc", 200, (r) => ball(r, 2)],
    ["an even disc on a slant", 200, (r) => slanted(ball(r, 2))],
    ["normal, correlated", 300, (r) => together(r, 3, 0.6)],
    ["normal, correlated, 100 rows", 100, (r) => together(r, 2, 0.5)],
    ["normal, 8 columns", 100, (r) => together(r, 8, 0.3)],
    ["lognormal, correlated", 300, (r) => together(r, 3, 0.5).map(Math.exp)],
    ["heavy tails: t with three degrees of freedom", 200, (r) => [heavy(r), heavy(r), heavy(r)]],
    ["exponential", 300, (r) => [r.gamma(1, 1), r.gamma(1, 3)]],
    ["counts", 300, (r) => [r.poisson(1.5), r.poisson(4), r.poisson(10)]],
  ])(
    "%s",
    (_, n, row) => {
      expect(found(n, row)).toBeLessThan(0.1);
    },
    600_000,
  );
});

describe("groups are seen", () => {
  test("three groups three deviations apart in 85 % of worlds, as the guide says", () => {
    const share = found(150, (random, i) => from(random, corners(3), i));
    // three standard errors of two figures of 200 worlds
    expect(Math.abs(share - 0.85)).toBeLessThan(0.11);
  }, 600_000);

  test.each<[string, number, readonly (readonly number[])[]]>([
    ["three groups four deviations apart", 150, corners(4)],
    ["three groups five deviations apart", 150, corners(5)],
    ["three groups six deviations apart", 150, corners(6)],
    [
      "two groups six apart in one column of two",
      200,
      [
        [0, 0],
        [6, 0],
      ],
    ],
    [
      "four groups in five columns",
      200,
      [
        [0, 0, 0, 0, 0],
        [4, 0, 0, 0, 0],
        [0, 4, 0, 0, 0],
        [0, 0, 4, 0, 0],
      ],
    ],
  ])(
    "%s",
    (_, n, centres) => {
      expect(found(n, (random, i) => from(random, centres, i))).toBeGreaterThan(0.9);
    },
    600_000,
  );
});
