import { describe, expect, test } from "vitest";
import { measureCes } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";
import { codeOf, FIVE } from "./support.ts";

const answers = [7, 6, 5, 7, 3, 6, 2, 7, 6, 5];

describe("customer effort", () => {
  test("is the mean answer, with the share of customers for whom it was easy", () => {
    const effort = measureCes(answers);
    expect(effort).toMatchObject({ value: 5.4, n: 10, easiest: "max", easyBoxes: 3, easy: { value: 0.8, n: 10 } });
    expectClose(effort.standardDeviation, Math.sqrt(2.64), 1e-12);
  });

  test("turned upside down it is its own mirror image", () => {
    const up = measureCes(answers);
    const down = measureCes(
      answers.map((a) => 8 - a),
      { easiest: "min" },
    );
    expectClose(down.value, 8 - up.value, 1e-12);
    expectClose(down.interval.lower, 8 - up.interval.upper, 1e-12);
    expect(down.easy).toEqual(up.easy);
  });

  test("a unanimous handful is never certain", () => {
    const { interval } = measureCes([7, 7, 7]);
    expect(interval.upper).toBe(7);
    expect(interval.lower).toBeLessThan(6.5);
    expect(measureCes([4]).interval.lower).toBeLessThan(3);
  });

  test("equal weights change nothing, and a census has no doubt left", () => {
    expect(measureCes(answers, { weights: answers.map(() => 2.5) })).toEqual(measureCes(answers));
    const { interval } = measureCes(answers, { population: 10 });
    expectClose(interval.lower, 5.4, 1e-12);
    expectClose(interval.upper, 5.4, 1e-12);
  });

  test("another scale must say how many answers mean that it was easy", () => {
    expect(codeOf(() => measureCes([1, 2], { scale: FIVE }))).toBe("invalid_type");
    expect(measureCes([1, 2, 5], { scale: FIVE, easiest: "min", easyBoxes: 2 }).easy.value).toBeCloseTo(2 / 3, 12);
    expect(codeOf(() => measureCes([8]))).toBe("out_of_range");
  });

  // chances of the answers 1 to 7
  test.each([
    ["spread", 30, [0.05, 0.05, 0.1, 0.15, 0.2, 0.25, 0.2]],
    ["delighted", 30, [0.01, 0.01, 0.02, 0.03, 0.08, 0.25, 0.6]],
    ["split", 30, [0.3, 0.1, 0.05, 0.05, 0.05, 0.1, 0.35]],
    ["spread", 200, [0.05, 0.05, 0.1, 0.15, 0.2, 0.25, 0.2]],
    ["delighted", 200, [0.01, 0.01, 0.02, 0.03, 0.08, 0.25, 0.6]],
  ] as const)("the interval of the mean covers: %s customers, n = %d", (_, n, chances) => {
    const truth = chances.reduce((sum, chance, i) => sum + chance * (i + 1), 0);
    let covered = 0;
    const runs = 2000;
    for (let run = 0; run < runs; run++) {
      const random = createRandom(run);
      const sample = Array.from({ length: n }, () => {
        let left = random.uniform();
        let step = 0;
        while (step < 6 && left >= (chances[step] as number)) left -= chances[step++] as number;
        return step + 1;
      });
      const { lower, upper } = measureCes(sample).interval;
      if (lower <= truth && truth <= upper) covered++;
    }
    // adjusted Wald covers 94 % where 30 customers are split between love and hate, as it does for the promoter score
    expect(covered / runs).toBeGreaterThan(n < 100 ? 0.93 : 0.94);
    expect(covered / runs).toBeLessThan(n < 100 ? 0.995 : 0.975);
  });
});
