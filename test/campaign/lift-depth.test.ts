import { describe, expect, test } from "vitest";
import {
  type Lift,
  type LiftArm,
  type LiftEffect,
  type LiftOptions,
  liftStateColumn,
  liftStateOf,
  measureArms,
  measureIncrementalProfit,
  measureLift,
  measureLiftPosterior,
  measureOverlap,
  mergeLiftStates,
  type NamedState,
  type RateArm,
} from "../../src/campaign/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { createRandom, type Random } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";
import { named } from "./lift-simulation.ts";

const rate = (n: number, successes: number, more: Partial<RateArm> = {}): RateArm => ({
  kind: "rate",
  n,
  successes,
  ...more,
});

const lift = (treated: LiftArm, control: LiftArm, options?: LiftOptions): Lift =>
  named(measureLift(treated, control, options));
const codes = (answer: Lift) => answer.cautions.map(({ code }) => code);

/** Orders and revenue of customers by arm; revenue follows what they spent before. */
function shop(random: Random, n: number, extra: number): NamedState[] {
  const rows = Array.from({ length: 2 * n }, (_, i) => {
    const before = random.gamma(2, 50);
    const orders = random.poisson(2) + 1;
    return {
      arm: i % 2 ? "mailed" : "quiet",
      before,
      orders,
      revenue: orders * (before / 10 + (i % 2) * extra) * random.gamma(4, 0.25),
    };
  });
  return liftStateOf(rows, {
    arm: (row) => row.arm,
    value: (row) => row.revenue,
    base: (row) => row.orders,
    covariates: [(row) => row.before],
  });
}
const pair = (states: readonly NamedState[]): [LiftArm, LiftArm] => [
  states[0]?.arm as LiftArm,
  states[1]?.arm as LiftArm,
];

describe("one side", () => {
  test("greater and less are each other's mirror, and their p-values sum to one", () => {
    const [up, down] = (["greater", "less"] as const).map((alternative) =>
      named<LiftEffect>(lift(rate(900, 90), rate(900, 70), { alternative }).absolute),
    );
    expectClose((up?.pValue ?? 0) + (down?.pValue ?? 0), 1, 1e-12);
    expect(up?.bound).toBe(up?.interval.lower);
    expect(down?.bound).toBe(down?.interval.upper);
    const both = named<LiftEffect>(lift(rate(900, 90), rate(900, 70), { level: 0.9 }).absolute);
    expectClose(up?.bound ?? 0, both.interval.lower, 1e-12);
  });

  test("a bound needs a level above one half", () => {
    expect(() => measureLift(rate(9, 3), rate(9, 2), { alternative: "less", level: 0.4 })).toThrow("options.level");
  });
});

describe("a look at any time", () => {
  test("costs width, and refuses intervals that hold for one look", () => {
    const once = named<LiftEffect>(lift(rate(5000, 600), rate(5000, 500)).absolute);
    const always = named<LiftEffect>(lift(rate(5000, 600), rate(5000, 500), { sequential: {} }).absolute);
    expect(always.interval.upper - always.interval.lower).toBeGreaterThan(
      1.4 * (once.interval.upper - once.interval.lower),
    );
    expect(always).toMatchObject({ method: "wald", sequential: { tuning: 5000 } });
    expect(always.pValue).toBeGreaterThan(once.pValue);
    expect(() => measureLift(rate(9, 3), rate(9, 2), { sequential: {}, method: "score" })).toThrow(
      "holds for one look",
    );
    expect(() => measureLift(rate(9, 3), rate(9, 2), { sequential: {}, distribution: "t" })).toThrow("one look");
  });

  test("two equal offers, looked at twenty times: called different in at most 5 % of experiments", () => {
    const random = createRandom(41);
    const worlds = 200;
    const called = { sequential: 0, naive: 0 };
    for (let w = 0; w < worlds; w++) {
      const seen = { sequential: false, naive: false };
      let [a, b] = [0, 0];
      for (let n = 100; n <= 2000; n += 100) {
        a += random.binomial(100, 0.2);
        b += random.binomial(100, 0.2);
        const at = (options: LiftOptions) =>
          named<LiftEffect>(lift(rate(n, a), rate(n, b), options).absolute).pValue < 0.05;
        seen.sequential ||= at({ sequential: { tuning: 1000 } });
        seen.naive ||= at({});
      }
      called.sequential += Number(seen.sequential);
      called.naive += Number(seen.naive);
    }
    expect(called.sequential / worlds).toBeLessThanOrEqual(0.05);
    expect(called.naive / worlds).toBeGreaterThan(0.2);
  });
});

describe("ratios of totals", () => {
  test("orders counted as customers would pretend to know more; the delta method does not", () => {
    const [mailed, quiet] = pair(shop(createRandom(3), 400, 1));
    const answer = lift(mailed, quiet);
    expect(answer.kind).toBe("ratio");
    expect(named<LiftEffect>(answer.absolute).method).toBe("delta");
    expect(answer.treated.value).toBeGreaterThan(8);
    expect(named(answer.adjusted).varianceRatio).toBeLessThan(0.75);
  });

  test("raw totals and states of the same rows give the same answer", () => {
    const raw: LiftArm = {
      kind: "ratio",
      n: 4,
      sum: 30,
      sumOfSquares: 238,
      baseSum: 8,
      baseSumOfSquares: 18,
      crossProduct: 65,
    };
    const states = liftStateColumn({
      arm: [0, 0, 0, 0, 1, 1, 1, 1],
      value: [5, 7, 8, 10, 5, 7, 10, 12],
      base: [1, 2, 2, 3, 1, 2, 2, 3],
    });
    const other: LiftArm = { ...raw, sum: 34, sumOfSquares: 318, crossProduct: 75 };
    expect(lift(...pair(states))).toEqual(lift(raw, other));
    expect(lift(...pair(states)).treated.value).toBe(3.75);
  });

  test("a denominator that may be zero has no ratio", () => {
    const arm: LiftArm = {
      kind: "ratio",
      n: 3,
      sum: 5,
      sumOfSquares: 25,
      baseSum: 1,
      baseSumOfSquares: 1,
      crossProduct: 5,
    };
    expect(measureLift(arm, arm)).toMatchObject({
      abstained: { code: "lift_weak_denominator", params: { arm: "treated" } },
    });
  });
});

describe("covariates", () => {
  test("one that repeats another, or does not vary, stops the adjustment and nothing else", () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ arm: i % 2, y: (i * 7) % 11, x: (i * 5) % 13 }));
    const read = (covariates: ((row: { x: number }) => number)[]) => {
      const states = liftStateOf(rows, { arm: (r) => r.arm, value: (r) => r.y, covariates });
      return lift(...pair(states));
    };
    const twice = read([(r) => r.x, (r) => 2 * r.x]);
    expect(twice.adjusted).toEqual({ abstained: { code: "lift_covariates_collinear", params: { covariates: 2 } } });
    expect(read([() => 5]).adjusted).toHaveProperty("abstained");
    expect(named<LiftEffect>(twice.absolute).value).toBeDefined();
    expect(codes(read([(r) => r.x]))).toEqual(["lift_few_rows_for_covariates", "lift_few_rows_for_covariates"]);
  });

  test("one measured after the campaign began is found by its imbalance", () => {
    const random = createRandom(8);
    const rows = Array.from({ length: 2000 }, (_, i) => ({
      arm: i % 2,
      x: random.normal() + (i % 2) * 0.5,
      e: random.normal(),
    }));
    const states = liftStateOf(rows, { arm: (r) => r.arm, value: (r) => r.x + r.e, covariates: [(r) => r.x] });
    expect(codes(lift(...pair(states)))).toContain("lift_covariates_differ");
  });

  test("arms with different covariates are not compared", () => {
    const one = { sums: [3], products: [[9]], withValue: [2] };
    expect(() => measureLift(rate(9, 3, { covariates: one }), rate(9, 3))).toThrow(
      "treated has 1 covariates and control 0",
    );
  });
});

describe("who in fact got the campaign", () => {
  test("a contaminated control: the difference stands, and the effect on those reached is larger", () => {
    const answer = lift(
      rate(2000, 400, { received: 1800, receivedValue: 380 }),
      rate(2000, 300, { received: 200, receivedValue: 50 }),
    );
    expect(named<LiftEffect>(answer.absolute).value).toBeCloseTo(0.05, 12);
    const { effect, treatedShare, controlShare } = named(answer.compliers);
    expect(treatedShare.value - controlShare.value).toBeCloseTo(0.8, 12);
    expectClose(named<LiftEffect>(effect).value, 0.05 / 0.8, 1e-12);
    expect(codes(answer)).toEqual(["lift_not_reached", "lift_contaminated_control"]);
  });

  test("with the counts alone the interval is wider, never narrower", () => {
    const width = (receivedValue?: number) => {
      const more = receivedValue === undefined ? { received: 200 } : { received: 200, receivedValue };
      const { interval } = named<LiftEffect>(named(lift(rate(2000, 400), rate(2000, 300, more)).compliers).effect);
      return interval.upper - interval.lower;
    };
    for (const total of [0, 30, 100, 200]) expect(width()).toBeGreaterThan(width(total));
  });

  test("where both arms were reached alike nothing can be told", () => {
    const { compliers } = lift(rate(200, 40, { received: 100 }), rate(200, 30, { received: 95 }));
    expect(named(compliers).effect).toMatchObject({ abstained: { code: "lift_weak_reach" } });
  });

  test("totals that contradict each other are refused", () => {
    expect(() => measureLift(rate(9, 3, { received: 10 }), rate(9, 3))).toThrow("treated.received");
    expect(() => measureLift(rate(9, 3, { received: 5, receivedValue: 4 }), rate(9, 3))).toThrow("receivedValue");
    expect(() => measureLift(rate(9, 3, { receivedValue: 1 }), rate(9, 3))).toThrow("treated.received");
  });
});

describe("a relative lift over an uncertain base", () => {
  const spend = (n: number, mean: number, variance: number): LiftArm => ({
    kind: "mean",
    n,
    sum: n * mean,
    sumOfSquares: variance * (n - 1) + n * mean * mean,
  });

  test("is flagged by the delta method, and Fieller's interval leans to the long side", () => {
    const arms = [spend(200, 0.15, 0.3), spend(200, 0.12, 0.3)] as const;
    expect(codes(lift(...arms))).toEqual(["lift_thin_base"]);
    const { relative, cautions } = lift(...arms, { relativeMethod: "fieller" });
    expect(cautions).toEqual([]);
    const { value, interval } = named<LiftEffect>(relative);
    expect(interval.upper - value).toBeGreaterThan(1.5 * (value - interval.lower));
  });

  test("below zero: from −10 to −5 is half as much again upwards, by both methods", () => {
    for (const relativeMethod of ["delta", "fieller"] as const) {
      const { value, interval } = named<LiftEffect>(
        lift(spend(900, -5, 4), spend(900, -10, 4), { relativeMethod }).relative,
      );
      expectClose(value, 0.5, 1e-12);
      expect(interval.lower).toBeLessThan(0.5);
      expect(interval.lower).toBeGreaterThan(0.45);
    }
  });
});

describe("amounts capped at one bound", () => {
  const arm = ["a", "a", "a", "b", "b", "b"];
  const value = [1, 2, 900, 1, 3, 5];

  test("the bound comes from both arms, and a reader is told", () => {
    const states = liftStateColumn({ arm, value }, { winsorize: { quantile: 0.8 } });
    expect(states.map((state) => state.arm.bound)).toEqual([5, 5]);
    expect(states.map((state) => state.arm.capped)).toEqual([1, 0]);
    expect(lift(...pair(states)).cautions).toEqual([
      { code: "lift_capped", params: { arm: "treated", n: 1, bound: 5 } },
    ]);
  });

  test("two bounds are two metrics", () => {
    const at = (bound: number) => liftStateColumn({ arm, value }, { winsorize: { bound } });
    expect(() => measureLift(at(5)[0]?.arm as LiftArm, at(6)[1]?.arm as LiftArm)).toThrow(
      "cap both arms at the same bound",
    );
    expect(() => mergeLiftStates(at(5), at(6))).toThrow("capped at 5 in a");
  });
});

describe("several arms", () => {
  const arms = [
    { id: "c", arm: rate(1000, 100) },
    { id: "b1", arm: rate(1000, 128) },
    { id: "b2", arm: rate(1000, 126) },
    { id: "b3", arm: rate(1000, 100) },
  ];

  test("what one comparison calls a difference, three do not", () => {
    const found = (correction: "holm" | "benjamini_hochberg" | "none") =>
      measureArms(arms, { control: "c", correction })
        .comparisons.filter((row) => row.significant)
        .map((row) => row.id);
    expect(found("none")).toEqual(["b1"]);
    expect(found("holm")).toEqual([]);
    expect(found("benjamini_hochberg")).toEqual([]);
    const { intervalLevel, comparisons } = measureArms(arms, { control: "c" });
    expectClose(intervalLevel, 1 - 0.05 / 3, 1e-15);
    const direct = lift(rate(1000, 128), rate(1000, 100), { level: intervalLevel });
    expect(comparisons[0]?.lift).toEqual(direct);
  });

  test("an unplanned split is told beside the answer, also of an arm that holds nobody", () => {
    const shares = { c: 0.4, b1: 0.2, b2: 0.2, b3: 0.2 };
    expect(named(measureArms(arms, { control: "c", expectedShares: shares }).split).mismatch).toBe(true);
    const empty = measureArms([...arms, { id: "lost", arm: rate(0, 0) }], { control: "c" });
    expect(named(empty.split).mismatch).toBe(true);
    expect(empty.comparisons[3]).toMatchObject({ pValue: 1, adjustedPValue: 1, significant: false });
  });

  test("ids such as __proto__ are ids", () => {
    const odd = [
      { id: "__proto__", arm: rate(50, 9) },
      { id: "constructor", arm: rate(50, 5) },
    ];
    const { comparisons } = measureArms(odd, { control: "__proto__" });
    expect(comparisons.map(({ id }) => id)).toEqual(["constructor"]);
  });
});

describe("other campaigns at the same time", () => {
  test("a balanced overlap is noise, an unbalanced one is named", () => {
    const sizes = { treated: 5000, control: 5000 };
    const even = measureOverlap([{ campaign: "sms", treated: 500, control: 490 }], sizes);
    expect(even.verdict.code).toBe("lift_overlap_balanced");
    const uneven = measureOverlap(
      [
        { campaign: "sms", treated: 500, control: 490 },
        { campaign: "sale", treated: 700, control: 500 },
      ],
      sizes,
    );
    expect(uneven.verdict).toMatchObject({ code: "lift_overlap_imbalanced", params: { campaign: "sale" } });
    expect(word(uneven.verdict)).toBe(
      "sale reached 14% of the treated and 10% of the control arm (p < 0.0001): part of the difference may be its work",
    );
    expect(() => measureOverlap([{ campaign: "sms", treated: 5001, control: 0 }], sizes)).toThrow("5001");
  });
});

describe("belief after the experiment", () => {
  test("a strong prior at zero pulls the effect there; a vague one is as good as none", () => {
    const effect = named<LiftEffect>(lift(rate(500, 60), rate(500, 50)).absolute);
    const flat = measureLiftPosterior(effect);
    const vague = measureLiftPosterior(effect, { prior: { mean: 0, standardDeviation: 1e6 } });
    const strong = measureLiftPosterior(effect, { prior: { mean: 0, standardDeviation: 0.001 } });
    expectClose(vague.effect.value, flat.effect.value, 1e-9);
    expect(strong.effect.value).toBeLessThan(0.1 * flat.effect.value);
    expectClose(flat.risk.control - flat.risk.treated, flat.effect.value, 1e-12);
  });

  test("of a ratio on the logarithmic scale: risks differ by its mean", () => {
    const effect = named<LiftEffect>(lift(rate(500, 60), rate(500, 50)).relative);
    const { risk, effect: median } = measureLiftPosterior(effect);
    const mean = Math.exp(Math.log1p(effect.value) + effect.standardError ** 2 / 2) - 1;
    expectClose(risk.control - risk.treated, mean, 1e-12);
    expectClose(median.interval.lower, effect.interval.lower, 1e-12);
  });
});

describe("from lift to decision", () => {
  const conversion = lift(rate(21307, 267), rate(21306, 122));
  const at = (contactCost: number, more: object = {}) =>
    named(measureIncrementalProfit(conversion, { contactCost, customers: 100_000, valuePerResponse: 45, ...more }));

  test("cheap contacts are sent, dear ones are not, in between one keeps testing", () => {
    expect([0.1, 0.3, 0.5].map((cost) => at(cost).decision)).toEqual(["send", "keep_testing", "hold"]);
    const cheap = at(0.1);
    expectClose(cheap.perCustomer.value, 45 * 0.0068050065 - 0.1, 1e-8);
    expectClose(cheap.total.value, 100_000 * cheap.perCustomer.value, 1e-6);
    expectClose(cheap.breakEvenEffect, 0.1 / 45, 1e-15);
    expectClose(cheap.breakEvenResponse ?? 0, 122 / 21306 + 0.1 / 45, 1e-15);
    expect(cheap.reasons.map((reason) => word(reason))).toEqual([
      "a contact costs 0.1; it pays from a lift of 0.222% per customer",
      "without the campaign 0.573% respond; it pays from a response of 0.795%",
      "the campaign brought 0.681% per customer (95% interval 0.501% to 0.864%)",
      "profit after cost: 0.2062 per customer (0.1256 to 0.2888), 20,623 over 100,000 customers",
      "send: even the lower end of the interval earns 0.1256 per customer",
    ]);
    expect(cheap.reasons.map((reason) => word(reason, "zh")).join("")).toContain("发送：即使取区间下限");
  });

  test("a test that costs more than certainty is worth is not made", () => {
    const open = at(0.3);
    expect(open.valueOfCertainty).toBeGreaterThan(0);
    expect(open.chanceOfProfit).toBeGreaterThan(0.5);
    const dear = at(0.3, { testCost: open.valueOfCertainty + 1 });
    expect(dear.decision).toBe("send");
    expect(dear.reasons.at(-1)?.code).toBe("lift_profit_test_too_dear");
    expect(at(0.31, { testCost: 1e9 }).decision).toBe("hold");
  });

  test("a sum over few customers is worded with its first digits, not as 0 or 1", () => {
    const words = (customers: number, locale?: "zh") => {
      const reasons = at(0.3, { customers, testCost: 0 }).reasons;
      return reasons.slice(-2).map((reason) => word(reason, locale));
    };
    const { perCustomer, valueOfCertainty } = at(0.3);
    const [each, worth] = [perCustomer.value, valueOfCertainty / 100_000];
    expect(words(1)[0]).toContain(`, ${each.toPrecision(3)} over 1 customer`);
    expect(words(1)[1]).toContain(`would be worth up to ${worth.toFixed(4)}`);
    expect(words(1, "zh")[1]).toContain(`最多值 ${worth.toFixed(4)}`);
    expect(words(5000)[1]).toContain(`would be worth up to ${(5000 * worth).toFixed(2)}`);
    expect(words(10_000_000)[1]).toMatch(/worth up to [\d,]+$/);
  });

  test("what certainty is worth agrees with simulated truths", () => {
    const { perCustomer, valueOfCertainty } = at(0.3);
    const effect = named<LiftEffect>(conversion.absolute);
    const random = createRandom(6);
    let total = 0;
    const draws = 200_000;
    for (let i = 0; i < draws; i++) {
      const profit = perCustomer.value + 45 * effect.standardError * random.normal();
      total += Math.max(0, profit) - Math.max(0, perCustomer.value);
    }
    expect(Math.abs((100_000 * total) / draws / valueOfCertainty - 1)).toBeLessThan(0.02);
  });

  test("money must fit what was measured", () => {
    const options = { contactCost: 1, customers: 10 };
    expect(() => measureIncrementalProfit(conversion, options)).toThrow("valuePerResponse");
    expect(() => measureIncrementalProfit(conversion, { ...options, marginRate: 0.2 })).toThrow(
      "give options.valuePerResponse",
    );
    const [a, b] = pair(shop(createRandom(4), 50, 1));
    expect(() => measureIncrementalProfit(lift(a, b), { ...options, marginRate: 0.2 })).toThrow("revenue per customer");
    const none = lift(rate(50, 50), rate(50, 0), { method: "wald" });
    expect(measureIncrementalProfit(none, { ...options, valuePerResponse: 3 })).toHaveProperty("abstained");
  });
});
