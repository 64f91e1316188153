import { describe, expect, test } from "vitest";
import { compareWaves, measureNps } from "../../src/loyalty/index.ts";
import { logGamma } from "../../src/math/gamma.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";
import { codeOf } from "./support.ts";

const ratings = [10, 9, 9, 8, 7, 10, 3, 10, 9, 6];
const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);

describe("weighted answers", () => {
  test("weights all alike change nothing, whatever their unit", () => {
    const plain = measureNps(ratings);
    for (const weight of [1, 0.1, 7, 1e-300, 1e300]) {
      expect(measureNps(ratings, { weights: ratings.map(() => weight) })).toEqual(plain);
    }
  });

  test("a unanimous score stays at the end of its scale, whatever the weights round to", () => {
    for (const [rating, end] of [
      [0, -100],
      [10, 100],
    ] as const) {
      const score = measureNps([rating, rating, rating, rating], { weights: [2, 1, 1, 3] });
      expect(score.value).toBe(end);
      expect(compareWaves(score, score).difference).toBe(0);
    }
    // detractors alone whose sums by step differ in the last digit from the sum of all
    const score = measureNps([1, 3, 0, 2], { weights: [2, 1, 1, 3] });
    expect(score.value).toBe(-100);
    expect(compareWaves(score, score).pValue).toBe(1);
  });

  test("a weight of zero leaves the answer out", () => {
    const weights = ratings.map((_, i) => (i === 6 ? 0 : 1));
    const without = ratings.filter((_, i) => i !== 6);
    expect(measureNps(ratings, { weights })).toEqual(measureNps(without));
  });

  test("unequal weights shrink the sample to Kish's size and widen the interval", () => {
    const weights = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const score = measureNps(ratings, { weights });
    expectClose(score.value, (100 * (8 - 2)) / 12, 1e-12);
    expectClose(score.effectiveN, 144 / 18, 1e-12);
    expect(score.n).toBe(10);
    const width = (s: typeof score) => s.interval.upper - s.interval.lower;
    expect(width(score)).toBeGreaterThan(width(measureNps([10, ...ratings, 9])));
  });

  test("the interval of a stratified sample, weighted back, covers the truth", () => {
    // two strata of a book, 80 % and 20 % of customers, asked 60 each: shares of promoters and detractors differ
    const truth = 100 * (0.8 * (0.5 - 0.2) + 0.2 * (0.2 - 0.5));
    let covered = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const random = createRandom(run);
      const answers: number[] = [];
      const weights: number[] = [];
      for (let i = 0; i < 120; i++) {
        const [up, down] = i < 60 ? [0.5, 0.2] : [0.2, 0.5];
        const u = random.uniform();
        answers.push(u < up ? 10 : u < up + down ? 2 : 8);
        weights.push(i < 60 ? 0.8 : 0.2);
      }
      const { lower, upper } = measureNps(answers, { weights }).interval;
      if (lower <= truth && truth <= upper) covered++;
    }
    // Kish's size ignores what stratifying gains, so a little above nominal is expected
    expect(covered / runs).toBeGreaterThan(0.935);
    expect(covered / runs).toBeLessThan(0.985);
  });
});

describe("a small book", () => {
  test("once everybody has answered there is nothing left to doubt", () => {
    const { value, interval } = measureNps(ratings, { population: 10 });
    expectClose(interval.lower, value, 1e-12);
    expectClose(interval.upper, value, 1e-12);
  });

  test("the more of the book has answered, the narrower the interval", () => {
    const widths = [11, 20, 100, 1e6].map((population) => {
      const { interval } = measureNps(ratings, { population });
      return interval.upper - interval.lower;
    });
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    const { interval } = measureNps(ratings);
    expectClose(widths[3] as number, interval.upper - interval.lower, 1e-4);
  });

  test("exactly, over every draw of 40 from a book of 100, the interval covers its score about as often as it says", () => {
    const [up, down, population, n] = [50, 20, 100, 40] as const;
    const truth = up - down;
    let covered = 0;
    for (let promoters = 0; promoters <= n; promoters++) {
      for (let detractors = 0; detractors <= Math.min(down, n - promoters); detractors++) {
        const passives = n - promoters - detractors;
        if (passives > population - up - down) continue;
        const ways = logChoose(up, promoters) + logChoose(down, detractors) + logChoose(30, passives);
        const { lower, upper } = measureNps({ promoters, passives, detractors }, { population }).interval;
        if (lower <= truth && truth <= upper) covered += Math.exp(ways - logChoose(population, n));
      }
    }
    expect(Math.abs(covered - 0.95)).toBeLessThan(0.015);
  });

  test("a book smaller than its answers, and weights beside counts, are contradictions", () => {
    expect(codeOf(() => measureNps(ratings, { population: 9 }))).toBe("inconsistent");
    expect(codeOf(() => measureNps({ promoters: 1, passives: 0, detractors: 0 }, { weights: [1] }))).toBe(
      "inconsistent",
    );
    expect(codeOf(() => measureNps(ratings, { weights: [1, 2] }))).toBe("length_mismatch");
    expect(codeOf(() => measureNps([9], { weights: [0] }))).toBe("out_of_range");
    expect(codeOf(() => measureNps([9], { weights: [-1] }))).toBe("out_of_range");
  });
});

test("answers that never leave the lower half of 0–10 raise a doubt about the scale", () => {
  const five = Array.from({ length: 30 }, (_, i) => 1 + (i % 5));
  expect(measureNps(five).notes).toEqual([{ code: "survey_scale_top_unused", params: { highest: 5, max: 10, n: 30 } }]);
  expect(measureNps([...five, 9]).notes).toEqual([]);
});
