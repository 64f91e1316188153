import { describe, expect, test } from "vitest";
import { measureNps } from "../../src/loyalty/index.ts";
import { logGamma } from "../../src/math/gamma.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedText } from "../support/shared-data.ts";

// adjusted Wald with ¾ + 1½ + ¾ responses added; figures to the digits in which they were printed
const PUBLISHED = [
  { counts: [672, 453, 534], value: 8.3183, lower: 4.2248, upper: 12.3817 },
  { counts: [18, 11, 2], value: 51.6129, lower: 25.5123, upper: 68.6053 },
] as const;

describe("the net promoter score", () => {
  test.each(PUBLISHED)("matches the published interval of $counts to its printed digits", (row) => {
    const [promoters, passives, detractors] = row.counts;
    const { value, interval } = measureNps({ promoters, passives, detractors });
    expect(value.toFixed(4)).toBe(row.value.toFixed(4));
    expect(interval.lower.toFixed(4)).toBe(row.lower.toFixed(4));
    expect(interval.upper.toFixed(4)).toBe(row.upper.toFixed(4));
  });

  test("sorts 9 and 10 to the promoters, 7 and 8 to the passives, the rest to the detractors", () => {
    const score = measureNps([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(score).toMatchObject({ promoters: 2, passives: 2, detractors: 7, n: 11, method: "adjusted_wald" });
    expectClose(score.value, (100 * (2 - 7)) / 11, 1e-12);
  });

  test("says the same from counts as from answers", () => {
    const ratings = [10, 9, 9, 8, 7, 10, 3, 10, 9, 6];
    expect(measureNps({ promoters: 6, passives: 2, detractors: 2 })).toEqual(measureNps(ratings));
    expect(measureNps(Uint8Array.from(ratings))).toEqual(measureNps(ratings));
  });

  test("turned upside down, promoters for detractors, is its own mirror image", () => {
    const up = measureNps({ promoters: 40, passives: 10, detractors: 5 });
    const down = measureNps({ promoters: 5, passives: 10, detractors: 40 });
    expectClose(down.value, -up.value, 1e-12);
    expectClose(down.interval.lower, -up.interval.upper, 1e-12);
  });

  test("a unanimous handful is never certain, and its interval reaches its value", () => {
    for (const level of [0.5, 0.8, 0.95, 0.999]) {
      for (const promoters of [1, 2, 5, 100]) {
        const { value, interval } = measureNps({ promoters, passives: 0, detractors: 0 }, { level });
        expect(value).toBe(100);
        expect(interval.upper).toBe(100);
        expect(interval.lower).toBeLessThan(100);
      }
    }
  });

  test("a higher level asks for a wider interval", () => {
    const counts = { promoters: 30, passives: 30, detractors: 20 };
    const widths = [0.5, 0.8, 0.95, 0.99].map((level) => {
      const { interval } = measureNps(counts, { level });
      expect(interval.level).toBe(level);
      return interval.upper - interval.lower;
    });
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
  });
});

/** True shares of promoters, passives and detractors from a hated to a loved company. */
const TRUTHS = {
  even: [1 / 3, 1 / 3, 1 / 3],
  survey: [672 / 1659, 453 / 1659, 534 / 1659],
  good: [0.6, 0.3, 0.1],
  excellent: [0.8, 0.17, 0.03],
  split: [0.5, 0.05, 0.45],
  poor: [0.15, 0.35, 0.5],
  lukewarm: [0.05, 0.9, 0.05],
} as const;

// regenerate: enumerate all trinomial outcomes with scipy.special.gammaln and the same interval in NumPy
const COVERAGE: Readonly<Record<keyof typeof TRUTHS, readonly [number, number]>> = {
  even: [0.9469, 0.9491],
  survey: [0.9473, 0.9484],
  good: [0.9501, 0.9506],
  excellent: [0.9547, 0.9524],
  split: [0.9399, 0.9473],
  poor: [0.949, 0.949],
  lukewarm: [0.9914, 0.9599],
};

/** Probability that the interval holds the true score, summed over every possible survey of n answers. */
function coverage(n: number, [up, flat, down]: readonly [number, number, number]): number {
  const truth = 100 * (up - down);
  let covered = 0;
  for (let promoters = 0; promoters <= n; promoters++) {
    for (let detractors = 0; detractors <= n - promoters; detractors++) {
      const passives = n - promoters - detractors;
      const { interval } = measureNps({ promoters, passives, detractors });
      if (truth < interval.lower || truth > interval.upper) continue;
      const ways = logGamma(n + 1) - logGamma(promoters + 1) - logGamma(passives + 1) - logGamma(detractors + 1);
      covered += Math.exp(ways + promoters * Math.log(up) + passives * Math.log(flat) + detractors * Math.log(down));
    }
  }
  return covered;
}

describe("the interval covers the true score as often as it says", () => {
  const names = Object.keys(TRUTHS) as (keyof typeof TRUTHS)[];
  test.each(names)("exactly, over every survey of 30 and of 100 answers from a company that is %s", (name) => {
    const [at30, at100] = COVERAGE[name];
    expectClose(coverage(30, TRUTHS[name]), at30, 5e-5);
    expectClose(coverage(100, TRUTHS[name]), at100, 5e-5);
    expect(Math.min(at30, at100)).toBeGreaterThan(0.935);
  });

  test("exactly, over every survey of 400 answers, within half a point of 95 %", () => {
    for (const name of ["survey", "split", "lukewarm"] as const) {
      expect(Math.abs(coverage(400, TRUTHS[name]) - 0.95)).toBeLessThan(0.005);
    }
  });
});

describeWithData("real ratings", ["satisfaction/nps-ratings.csv"], () => {
  const ratings = readSharedText("satisfaction/nps-ratings.csv").trim().split(/\r?\n/).slice(1).map(Number);

  test("1,659 answers hold 672 promoters, 453 passives and 534 detractors", () => {
    const score = measureNps(ratings);
    // regenerate: tail -n +2 nps-ratings.csv | tr -d '\r' | awk '$1>=9{p++} $1<=6{d++} END{print p, NR-p-d, d}'
    expect(score).toMatchObject({ n: 1659, promoters: 672, passives: 453, detractors: 534 });
    expect(score).toEqual(measureNps({ promoters: 672, passives: 453, detractors: 534 }));
  });
});
