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

describe("one cloud is rarely taken for clusters (5 % asked; three standard errors are 5 points)", () => {
  test.each<[string, number, (random: Random) => number[]]>([
    ["uniform, 2 columns", 200, (r) => [r.uniform(), r.uniform()]],
    ["normal, correlated", 300, (r) => together(r, 3, 0.6)],
    ["normal, 8 columns", 100, (r) => together(r, 8, 0.3)],
    ["lognormal, correlated", 300, (r) => together(r, 3, 0.5).map(Math.exp)],
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
  test.each<[string, number, readonly (readonly number[])[]]>([
    [
      "three groups four deviations apart",
      150,
      [
        [0, 0],
        [4, 0],
        [2, 3.5],
      ],
    ],
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
