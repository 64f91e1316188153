import { describe, expect, test } from "vitest";
import { compareWaves, measureCes, measureCsat, measureNps } from "../../src/loyalty/index.ts";
import { newcombeInterval } from "../../src/math/proportion-difference.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";
import { codeOf } from "./support.ts";

const spring = measureNps({ promoters: 180, passives: 110, detractors: 110 });
const autumn = measureNps({ promoters: 230, passives: 90, detractors: 80 });
const before = measureCsat({ satisfied: 48, others: 32 });
const after = measureCsat({ satisfied: 56, others: 14 });

describe("two waves", () => {
  test("of shares have Newcombe's interval and the pooled test's p-value", () => {
    const { interval, pValue, difference } = compareWaves(before, after);
    // Newcombe (1998), table II, case (a): 56/70 − 48/80 = 0.2, 0.0524 to 0.3339
    expect([difference.toFixed(4), interval.lower.toFixed(4), interval.upper.toFixed(4)]).toEqual([
      "0.2000",
      "0.0524",
      "0.3339",
    ]);
    const reference = newcombeInterval(56, 70, 48, 80);
    expectClose(interval.lower, reference.lower, 1e-12);
    expectClose(interval.upper, reference.upper, 1e-12);
    // regenerate: 2 * scipy.stats.norm.sf(z) with the pooled share 104/150
    expectClose(pValue, 0.00804508136819656, 1e-12);
  });

  test.each([
    ["scores", spring, autumn],
    ["shares", before, after],
    ["efforts", measureCes([7, 6, 5, 3]), measureCes([4, 5, 2, 2, 3])],
  ] as const)("swapped, the sign of the change in %s flips and nothing else", (_, a, b) => {
    const there = compareWaves<typeof a | typeof b>(a, b);
    const back = compareWaves<typeof a | typeof b>(b, a);
    expectClose(back.difference, -there.difference, 1e-12);
    expectClose(back.interval.lower, -there.interval.upper, 1e-12);
    expectClose(back.interval.upper, -there.interval.lower, 1e-12);
    expectClose(back.pValue, there.pValue, 1e-12);
  });

  test("against itself nothing has moved", () => {
    for (const wave of [spring, before, measureCes([7, 6])]) {
      expect(compareWaves(wave, wave)).toMatchObject({ difference: 0, pValue: 1 });
    }
  });

  test("two censuses that differ do differ", () => {
    const a = measureNps([10, 9, 3, 8], { population: 4 });
    const b = measureNps([10, 9, 9, 8], { population: 4 });
    const { difference, interval, pValue } = compareWaves(a, b);
    expect(pValue).toBe(0);
    expectClose(interval.lower, difference, 1e-9);
  });

  test("the score's test rejects exactly where its interval leaves zero out", () => {
    for (let detractors = 80; detractors <= 160; detractors += 4) {
      const { interval, pValue } = compareWaves(spring, measureNps({ promoters: 180, passives: 100, detractors }));
      expect(pValue < 0.05).toBe(interval.lower > 0 || interval.upper < 0);
    }
  });

  test("of different kinds or scales are refused", () => {
    expect(codeOf(() => compareWaves<never>(spring as never, before as never))).toBe("inconsistent");
    const five = { min: 1, max: 5 };
    const narrow = measureCsat([4, 5, 1], { scale: five });
    const one = measureCsat([4, 5, 1], { scale: five, topBoxes: 1 });
    expect(codeOf(() => compareWaves(narrow, one))).toBe("inconsistent");
    expect(codeOf(() => compareWaves(measureCes([4]), measureCes([4], { easiest: "min" })))).toBe("inconsistent");
    for (const value of [
      undefined,
      null,
      7,
      "x",
      [],
      {},
      { metric: "nps" },
      { ...spring, effectiveN: Number.NaN },
      { ...spring, value: 900 },
    ]) {
      expect(codeOf(() => compareWaves(value as never, spring))).not.toMatch(/not ours|nothing/);
      expect(codeOf(() => compareWaves(spring, value as never))).not.toMatch(/not ours|nothing/);
    }
    expect(codeOf(() => compareWaves(spring, autumn, { level: 1 }))).toBe("out_of_range");
  });
});

describe("the change covers the truth", () => {
  test.each([
    [40, 60, [0.5, 0.3], [0.4, 0.2]],
    [150, 100, [0.7, 0.05], [0.6, 0.1]],
    [25, 25, [0.9, 0.02], [0.8, 0.05]],
  ] as const)("of scores from %d and %d answers", (nA, nB, a, b) => {
    const truth = 100 * (b[0] - b[1] - a[0] + a[1]);
    const runs = 2000;
    const draw = (random: ReturnType<typeof createRandom>, n: number, [up, down]: readonly [number, number]) => {
      const promoters = random.binomial(n, up);
      const detractors = random.binomial(n - promoters, down / (1 - up));
      return measureNps({ promoters, passives: n - promoters - detractors, detractors });
    };
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const random = createRandom(run);
      const { lower, upper } = compareWaves(draw(random, nA, a), draw(random, nB, b)).interval;
      if (lower <= truth && truth <= upper) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.94);
    expect(covered / runs).toBeLessThan(0.975);
  });
});
