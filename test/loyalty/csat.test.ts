import { describe, expect, test } from "vitest";
import { measureCsat, planSurvey } from "../../src/loyalty/index.ts";
import { logGamma } from "../../src/math/gamma.ts";
import { expectClose } from "../support/close.ts";
import { codeOf, FIVE } from "./support.ts";

const answers = [5, 4, 4, 3, 2, 5, 4, 1];

describe("customer satisfaction", () => {
  test("is the share of the two best answers unless another number of boxes is asked", () => {
    expect(measureCsat(answers, { scale: FIVE })).toMatchObject({ value: 5 / 8, n: 8, satisfied: 5, others: 3 });
    expect(measureCsat(answers, { scale: FIVE, topBoxes: 1 }).value).toBe(2 / 8);
    expect(measureCsat([1, 0, 1], { scale: { min: 0, max: 1 }, topBoxes: 1 }).satisfied).toBe(2);
  });

  // reference/funnel: conversions of the BPI 2012 stage log with both intervals
  test.each([
    [7367, 13087, 0.554414, 0.571409, 0.55441, 0.571404],
    [5113, 7367, 0.683444, 0.704486, 0.683419, 0.70446],
    [2246, 5015, 0.434127, 0.461646, 0.434139, 0.461654],
  ])("%d of %d has the published Jeffreys and Wilson intervals", (satisfied, n, jl, ju, wl, wu) => {
    const counts = { satisfied, others: n - satisfied };
    const jeffreys = measureCsat(counts, { method: "jeffreys" }).interval;
    const wilson = measureCsat(counts).interval;
    [jeffreys.lower - jl, jeffreys.upper - ju, wilson.lower - wl, wilson.upper - wu].forEach((gap) => {
      expect(Math.abs(gap)).toBeLessThan(6e-7);
    });
  });

  test("equal weights change nothing; unequal ones move the share and shrink the effective sample", () => {
    const plain = measureCsat(answers, { scale: FIVE });
    expect(measureCsat(answers, { scale: FIVE, weights: answers.map(() => 0.3) })).toEqual(plain);
    const weighted = measureCsat(answers, { scale: FIVE, weights: [2, 1, 1, 1, 1, 2, 1, 1] });
    expectClose(weighted.value, 7 / 10, 1e-12);
    expectClose(weighted.effectiveN, 100 / 14, 1e-12);
  });

  test("the scale is checked, never guessed", () => {
    expect(codeOf(() => measureCsat(answers))).toBe("invalid_type");
    expect(codeOf(() => measureCsat([6], { scale: FIVE }))).toBe("out_of_range");
    expect(codeOf(() => measureCsat([4.5], { scale: FIVE }))).toBe("out_of_range");
    expect(codeOf(() => measureCsat([4], { scale: FIVE, topBoxes: 5 }))).toBe("out_of_range");
    expect(codeOf(() => measureCsat([4], { scale: { min: 5, max: 5 } }))).toBe("out_of_range");
    expect(codeOf(() => measureCsat({ satisfied: 1, others: 0 }, { scale: FIVE }))).toBe("inconsistent");
    expect(codeOf(() => measureCsat({ satisfied: 0, others: 0 }))).toBe("empty_input");
  });

  test("exactly, over every draw of 50 from a book of 120 with 90 satisfied, the interval covers about 95 %", () => {
    const [population, good, n] = [120, 90, 50];
    const choose = (a: number, b: number) => logGamma(a + 1) - logGamma(b + 1) - logGamma(a - b + 1);
    for (const method of ["wilson", "jeffreys"] as const) {
      let covered = 0;
      for (let satisfied = n - (population - good); satisfied <= n; satisfied++) {
        const { lower, upper } = measureCsat({ satisfied, others: n - satisfied }, { population, method }).interval;
        const chance = Math.exp(
          choose(good, satisfied) + choose(population - good, n - satisfied) - choose(population, n),
        );
        if (lower <= 0.75 && 0.75 <= upper) covered += chance;
      }
      expect(Math.abs(covered - 0.95), method).toBeLessThan(0.025);
    }
    expect(measureCsat({ satisfied: 90, others: 30 }, { population: 120 }).interval.lower).toBe(0.75);
  });
});

describe("the survey plan", () => {
  test("asks for the least number of answers whose own interval is narrow enough", () => {
    const { answers: n, margin } = planSurvey({ metric: "csat", margin: 0.03, expectedShare: 0.8 });
    const half = (size: number) => {
      const { interval } = measureCsat({ satisfied: Math.round(0.8 * size), others: size - Math.round(0.8 * size) });
      return (interval.upper - interval.lower) / 2;
    };
    expect(margin).toBeLessThanOrEqual(0.03);
    expect(half(Math.ceil((n + 5) / 5) * 5)).toBeLessThan(0.03);
    expect(half(Math.floor((n - 5) / 5) * 5)).toBeGreaterThan(0.03);
  });

  test("a small book needs fewer, a poor response more invitations, and says where it cannot be done", () => {
    const plan = { metric: "nps", margin: 8 } as const;
    const endless = planSurvey(plan);
    const small = planSurvey({ ...plan, population: 300 });
    expect(small.answers).toBeLessThan(endless.answers);
    expect(small.answers).toBeLessThanOrEqual(300);
    expect(planSurvey({ ...plan, responseRate: 0.25 }).invitations).toBe(Math.ceil(endless.answers / 0.25));
    expect(planSurvey({ ...plan, population: 300, responseRate: 0.25 })).toMatchObject({
      invitations: 300,
      reachable: false,
    });
    expect(planSurvey({ ...plan, designEffect: 2 }).answers).toBeGreaterThan(1.9 * endless.answers);
    expect(planSurvey({ ...plan, margin: 0.001, population: 50 }).answers).toBe(50);
    expect(planSurvey({ metric: "ces", margin: 0.2 }).answers).toBeGreaterThan(
      planSurvey({ metric: "ces", margin: 0.2, standardDeviation: 1.5 }).answers,
    );
    expect(codeOf(() => planSurvey({ metric: "nps", margin: 1e-9 }))).toBe("out_of_range");
    expect(
      codeOf(() => planSurvey({ metric: "nps", margin: 5, expectedNps: { promoters: 0.7, detractors: 0.6 } })),
    ).toBe("inconsistent");
  });
});
