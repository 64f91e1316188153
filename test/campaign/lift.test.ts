import { describe, expect, test } from "vitest";
import { type LiftArm, type LiftOptions, measureLift, measureSampleRatio } from "../../src/campaign/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { createRandom, type Random } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";

const rate = (n: number, successes: number): LiftArm => ({ kind: "rate", n, successes });
const mean = (n: number, sum: number, sumOfSquares: number): LiftArm => ({ kind: "mean", n, sum, sumOfSquares });

function lift(treated: LiftArm, control: LiftArm, options?: LiftOptions) {
  const answer = measureLift(treated, control, options);
  if ("abstained" in answer) throw new Error(answer.abstained.code);
  return answer;
}

describe("what stops a lift from being named", () => {
  test("an empty arm", () => {
    expect(measureLift(rate(0, 0), rate(10, 1))).toEqual({
      abstained: { code: "lift_empty_arm", params: { arm: "treated" } },
    });
    expect(measureLift(mean(5, 1, 1), mean(0, 0, 0))).toEqual({
      abstained: { code: "lift_empty_arm", params: { arm: "control" } },
    });
  });

  test("a mean from a single customer has no variance", () => {
    expect(measureLift(mean(1, 4, 16), mean(9, 9, 12))).toEqual({
      abstained: { code: "too_few_rows", params: { n: 1, needed: 2 } },
    });
  });

  test("amounts that never vary: the difference stands in both arms, chance cannot be measured", () => {
    const { absolute, treated, control } = lift(mean(1000, 100, 10), mean(1000, 300, 90));
    expect(absolute).toEqual({ abstained: { code: "lift_zero_variance", params: {} } });
    expectClose(treated.value, 0.1, 1e-15);
    expectClose(control.value, 0.3, 1e-15);
  });

  test("a base of zero, and a base that cannot be told from zero, carry no relative lift", () => {
    expect(lift(rate(100, 7), rate(100, 0)).relative).toEqual({ abstained: { code: "lift_zero_base", params: {} } });
    const { relative, absolute } = lift(mean(100, 50, 900), mean(100, 10, 400));
    expect(relative).toMatchObject({ abstained: { code: "lift_near_zero_base" } });
    expect(absolute).toHaveProperty("value", 0.4);
  });

  test("nobody responding to the campaign leaves a difference but no ratio", () => {
    const { relative, absolute } = lift(rate(100, 0), rate(100, 9));
    expect(relative).toEqual({ abstained: { code: "lift_zero_count", params: { arm: "treated" } } });
    expect(absolute).toHaveProperty("value", -0.09);
  });
});

describe("what a reader is warned of", () => {
  test("arms too small for the effect that would matter", () => {
    const { cautions, detectable } = lift(rate(500, 60), rate(500, 50), { minimumEffect: 0.02 });
    // (z.975 + z.8) · √(p₁q₁/n + p₂q₂/n)
    expectClose(detectable, (1.959963984540054 + 0.8416212335729143) * Math.sqrt(0.0003912), 1e-10);
    expect(cautions).toEqual([{ code: "lift_underpowered", params: { detectable, wanted: 0.02, power: 0.8 } }]);
    expect(word({ code: "lift_underpowered", params: { detectable, wanted: 0.02, power: 0.8 } })).toBe(
      "arms of this size find a difference of 0.0554 with power 80%, more than the 0.02 that would matter",
    );
  });

  test("arms in which nobody responded find no small effect either, and are called too small", () => {
    const { cautions, detectable } = lift(rate(100, 0), rate(100, 0), { minimumEffect: 0.01 });
    // one responder more and one more who does not: 1 of 102 in both arms
    const error = (2 * (1 / 102) * (101 / 102)) / 102;
    expectClose(detectable, (1.959963984540054 + 0.8416212335729143) * Math.sqrt(error), 1e-10);
    expect(cautions.map(({ code }) => code)).toContain("lift_underpowered");
    // the more customers, the smaller what would have been seen
    expect(lift(rate(10_000, 0), rate(10_000, 0)).detectable).toBeLessThan(detectable / 50);
  });

  test("a handful of responders", () => {
    expect(lift(rate(900, 3), rate(900, 40)).cautions).toEqual([
      { code: "lift_few_events", params: { arm: "treated", n: 3, needed: 5 } },
    ]);
  });

  test("nobody and nobody: no difference, no evidence, and an interval that says how little is known", () => {
    const { absolute } = lift(rate(20, 0), rate(20, 0));
    expect(absolute).toMatchObject({ value: 0, statistic: 0, pValue: 1 });
    if ("abstained" in absolute) throw new Error("abstained");
    expect(absolute.interval.upper).toBeGreaterThan(0.1);
    const score = lift(rate(20, 0), rate(20, 0), { method: "score" }).absolute;
    if ("abstained" in score) throw new Error("abstained");
    expect(score.interval.upper).toBeGreaterThan(0.1);
    expect(lift(rate(20, 0), rate(20, 0), { method: "wald" }).absolute).toHaveProperty("abstained");
  });
});

test("all against nobody is a difference of one, whatever the method", () => {
  for (const method of ["newcombe", "wald", "agresti_caffo", "score"] as const) {
    const { absolute } = lift(rate(50, 50), rate(50, 0), { method });
    if ("abstained" in absolute) {
      expect(method).toBe("wald");
      continue;
    }
    expect(absolute.value).toBe(1);
    expect(absolute.interval.upper).toBeLessThanOrEqual(1);
    expect(absolute.interval.lower).toBeGreaterThan(0.8);
  }
});

describe("sample-ratio mismatch", () => {
  test("a split of 50 : 47 over two thousand customers is no accident", () => {
    const answer = measureSampleRatio([10_000, 9_400], [0.5, 0.5]);
    expect(answer).toMatchObject({ mismatch: true, verdict: { code: "lift_split_broken" } });
  });

  test("an arm that lost all its customers is the clearest fault of all", () => {
    expect(measureSampleRatio([100, 0])).toMatchObject({ mismatch: true, statistic: 100 });
  });

  test("too few customers cannot show a fault", () => {
    expect(measureSampleRatio([3, 4])).toEqual({ abstained: { code: "too_few_rows", params: { n: 7, needed: 10 } } });
    expect(measureSampleRatio([0, 0])).toHaveProperty("abstained");
  });
});

describe("intervals cover the truth in 93–97 of 100 experiments", () => {
  const REPLICATES = 1500;

  function coverage(
    random: Random,
    draw: (random: Random) => readonly [LiftArm, LiftArm],
    truth: number,
    options: LiftOptions,
    of: "absolute" | "relative",
  ) {
    let covered = 0;
    let total = 0;
    for (let i = 0; i < REPLICATES; i++) {
      const effect = lift(...draw(random), options)[of];
      if ("abstained" in effect) continue;
      total++;
      if (effect.interval.lower <= truth && truth <= effect.interval.upper) covered++;
    }
    expect(total).toBeGreaterThan(REPLICATES * 0.95);
    return covered / total;
  }

  const rates = (n: number, p1: number, p2: number) => (random: Random) =>
    [rate(n, random.binomial(n, p1)), rate(n, random.binomial(n, p2))] as const;

  test.each([
    [200, "newcombe"],
    [200, "agresti_caffo"],
    [200, "score"],
    [2000, "newcombe"],
    [2000, "wald"],
    [2000, "score"],
  ] as const)("rates of 15 %% and 10 %% with n = %i by %s", (n, method) => {
    const share = coverage(createRandom(n), rates(n, 0.15, 0.1), 0.05, { method }, "absolute");
    expect(share, String(share)).toBeGreaterThan(0.93);
    expect(share, String(share)).toBeLessThan(0.97);
  });

  test.each([200, 2000])("the relative lift of rates with n = %i", (n) => {
    const share = coverage(createRandom(n + 1), rates(n, 0.15, 0.1), 0.5, {}, "relative");
    expect(share, String(share)).toBeGreaterThan(0.93);
    expect(share, String(share)).toBeLessThan(0.97);
  });

  // most customers spend nothing, one in ten a log-normal amount: as skewed as a real campaign's spend
  const SIGMA = 1;
  const spender = (random: Random, p: number) =>
    random.uniform() < p ? Math.exp(SIGMA * random.normal() - (SIGMA * SIGMA) / 2) : 0;
  function spend(random: Random, n: number, p: number): LiftArm {
    let sum = 0;
    let sumOfSquares = 0;
    for (let i = 0; i < n; i++) {
      const amount = spender(random, p);
      sum += amount;
      sumOfSquares += amount * amount;
    }
    return mean(n, sum, sumOfSquares);
  }

  test.each([
    ["absolute", 0.02],
    ["relative", 0.2],
  ] as const)("skewed spend with n = 2000: %s", (of, truth) => {
    const draw = (random: Random) => [spend(random, 2000, 0.12), spend(random, 2000, 0.1)] as const;
    const share = coverage(createRandom(77), draw, truth, {}, of);
    expect(share, String(share)).toBeGreaterThan(0.93);
    expect(share, String(share)).toBeLessThan(0.97);
  });
});
