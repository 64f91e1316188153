import { expect, test } from "vitest";
import { experimentOptionsSchema } from "../../src/campaign/experiment/schema.ts";
import { type ExperimentOptions, experimentChart, planExperiment } from "../../src/campaign/index.ts";
import { describe as word } from "../../src/core/index.ts";
import { wilsonInterval } from "../../src/math/index.ts";
import { planned } from "./experiment-worlds.ts";

const codes = (options: ExperimentOptions): string[] => planned(options).notes.map(({ code }) => code);

test("the arcsine plan from 10 % to 12 % is that of statsmodels", () => {
  // statsmodels NormalIndPower().solve_power(proportion_effectsize(.12, .10), power=.8, alpha=.05): reference/campaign.md
  const { sizes } = planned({ kind: "rate", baseline: 0.1, effect: 0.02, test: "arcsine" });
  expect(sizes.exact.control).toBeCloseTo(3834.59574, 6);
  expect(sizes).toMatchObject({ control: 3835, treated: 3835, total: 7670 });
});

test("the t test for .2 standard deviations is that of statsmodels, solved further", () => {
  const { sizes, power } = planned({ kind: "mean", standardDeviation: 1, effect: 0.2 });
  // statsmodels stops at 393.405693, where scipy.stats.nct gives a power of .8 − 2.0e-9; at ours it gives .8 + 2e-16
  expect(sizes.exact.control).toBeCloseTo(393.405693, 5);
  expect(sizes.exact.control).toBeCloseTo(393.405695019742, 9);
  expect(sizes.control).toBe(394);
  expect(power).toBeGreaterThanOrEqual(0.8);
});

test("G*Power's totals come out with a two-sided 5 % and a power of .85", () => {
  // reference/campaign.md names totals without settings: of the usual ones only a power of .85 reproduces them.
  // means: difference .3, variance 100, exact t test (the normal approximation gives 39,904)
  const means = planned({ kind: "mean", standardDeviation: 10, effect: 0.3, power: 0.85 });
  expect(means.sizes.total).toBe(39_906);
  // rates: .34 to .343, z test with the pooled variance (unpooled gives 897,342)
  const rates = planned({ kind: "rate", baseline: 0.34, effect: 0.003, power: 0.85 });
  expect(rates.sizes.total).toBe(897_348);
});

test("two of size, effect and power give the third back", () => {
  for (const base of [
    { kind: "rate", baseline: 0.1 },
    { kind: "rate", baseline: 0.1, test: "arcsine" },
    { kind: "rate", baseline: 0.1, sequential: {} },
    { kind: "rate", baseline: 0.1, sides: "one", ratio: 0.5, treatments: 2 },
    { kind: "mean", standardDeviation: 3, treatedStandardDeviation: 4, reached: 0.7, observed: 0.9 },
    { kind: "mean", standardDeviation: 3, clusters: { size: 20, icc: 0.03, variation: 0.5 } },
  ] as const) {
    const bySize = planned({ ...base, effect: 0.04, power: 0.9 });
    const byPower = planned({ ...base, effect: 0.04, size: bySize.sizes.total });
    expect(bySize.solvedFor).toBe("size");
    expect(byPower.solvedFor).toBe("power");
    // a given size may be split by one customer differently than two arms that are each rounded up
    expect(byPower.power).toBeCloseTo(bySize.power, 3);
    const byEffect = planned({ ...base, size: bySize.sizes.total, power: byPower.power });
    expect(byEffect.solvedFor).toBe("effect");
    expect(byEffect.effect.absolute).toBeCloseTo(0.04, 8);
  }
});

test("the smallest detectable fall of a rate mirrors the rise of its complement", () => {
  const down = planned({ kind: "rate", baseline: 0.3, size: 4000, direction: "down" });
  const up = planned({ kind: "rate", baseline: 0.7, size: 4000 });
  expect(down.effect.absolute).toBeCloseTo(-up.effect.absolute, 12);
  expect(down.effect.relative).toBeCloseTo(down.effect.absolute / 0.3, 12);
});

test("a covariate takes its squared correlation off the size, and past sums tell it", () => {
  const plain = planned({ kind: "mean", standardDeviation: 5, effect: 0.1 });
  const known = planned({ kind: "mean", standardDeviation: 5, effect: 0.1, covariate: { correlation: 0.6 } });
  expect(known.sizes.exact.total / plain.sizes.exact.total).toBeCloseTo(1 - 0.36, 4);
  // x 1…6, y 2 1 4 3 6 5: correlation 29/35 by hand
  const past = planned({
    kind: "mean",
    standardDeviation: 5,
    effect: 0.1,
    covariate: {
      n: 6,
      covariateSum: 21,
      sum: 21,
      covariateSumOfSquares: 91,
      sumOfSquares: 91,
      crossProduct: 88,
    },
  });
  expect(past.design.correlation).toBeCloseTo(29 / 35, 12);
  // Fisher: tanh(atanh(29/35) ± 1.96/√3) = (.0531, .9808), scipy 1.17 gives the same
  expect(past.range).toMatchObject({ n: 6, level: 0.95 });
  expect((past.range?.upper as number) / plain.sizes.total).toBeCloseTo(1 - 0.0531 ** 2, 3);
  expect(past.range?.lower).toBeLessThan(past.sizes.total / 5);
});

test("clusters multiply the customers by their design effect and cost degrees of freedom where they are few", () => {
  const plain = planned({ kind: "mean", standardDeviation: 1, effect: 0.05 });
  const many = planned({ kind: "mean", standardDeviation: 1, effect: 0.05, clusters: { size: 20, icc: 0.02 } });
  expect(many.design.designEffect).toBeCloseTo(1 + 19 * 0.02, 12);
  expect(many.sizes.exact.total / plain.sizes.exact.total).toBeCloseTo(1.38, 2);
  expect(many.sizes.total).toBe((many.sizes.clusters?.total as number) * 20);
  const uneven = planned({
    kind: "mean",
    standardDeviation: 1,
    effect: 0.05,
    clusters: { size: 20, icc: 0.02, variation: 0.5 },
  });
  expect(uneven.design.designEffect).toBeCloseTo(1 + (1.25 * 20 - 1) * 0.02, 12);
  // 4 + 4 clusters: the t quantile with 6 df, 2.447, instead of 1.96
  const few = planned({ kind: "mean", standardDeviation: 1, effect: 0.5, size: 800, clusters: { size: 100, icc: 0 } });
  expect(few.sizes.clusters).toEqual({ control: 4, treated: 4, total: 8 });
  expect(few.halfWidth / Math.sqrt(2 / 400)).toBeCloseTo(2.446912, 5);
  expect(few.notes.map(({ code }) => code)).toContain("experiment_few_clusters");
});

test("reaching half of the treated costs four times the customers, and missing outcomes their share", () => {
  const all = planned({ kind: "mean", standardDeviation: 1, effect: 0.02 });
  const half = planned({ kind: "mean", standardDeviation: 1, effect: 0.02, reached: 0.5 });
  expect(half.sizes.exact.total / all.sizes.exact.total).toBeCloseTo(4, 3);
  expect(half.effect).toMatchObject({ absolute: 0.02, diluted: 0.01 });
  const seen = planned({ kind: "mean", standardDeviation: 1, effect: 0.02, observed: 0.8 });
  expect(seen.sizes.exact.total / all.sizes.exact.total).toBeCloseTo(1 / 0.8, 6);
});

test("unequal arms keep their ratio, and what a given size leaves over goes to the control", () => {
  const plan = planned({ kind: "rate", baseline: 0.1, effect: 0.02, ratio: 0.25, treatments: 2 });
  expect(plan.sizes.treated / plan.sizes.control).toBeCloseTo(0.25, 3);
  expect(plan.sizes.total).toBe(plan.sizes.control + 2 * plan.sizes.treated);
  const given = planned({ kind: "rate", baseline: 0.1, size: 1001, treatments: 3 });
  expect(given.sizes).toMatchObject({ control: 251, treated: 250, total: 1001 });
});

test("several arms are planned at a shared chance of error, unless that is refused and said", () => {
  const one = planned({ kind: "rate", baseline: 0.1, effect: 0.02, level: 1 - 0.05 / 4 });
  const four = planned({ kind: "rate", baseline: 0.1, effect: 0.02, treatments: 4 });
  expect(four.sizes.control).toBe(one.sizes.control);
  expect(four.design.comparisonLevel).toBeCloseTo(0.9875, 12);
  const none = planned({ kind: "rate", baseline: 0.1, effect: 0.02, treatments: 4, correction: "none" });
  expect(none.notes).toContainEqual({
    code: "experiment_no_correction",
    params: { treatments: 4, chance: 4 * (1 - 0.95) },
  });
});

test("a sequential test needs more customers at worst and says how many on average", () => {
  const fixed = planned({ kind: "rate", baseline: 0.1, effect: 0.02, test: "unpooled" });
  const looks = planned({ kind: "rate", baseline: 0.1, effect: 0.02, sequential: {} });
  expect(looks.sizes.total).toBeGreaterThan(1.4 * fixed.sizes.total);
  expect(looks.expectedSize).toBeLessThan(0.75 * looks.sizes.total);
  const note = looks.notes.find(({ code }) => code === "experiment_sequential_cost");
  expect(note?.params).toMatchObject({ times: looks.sizes.exact.total / fixed.sizes.exact.total });
  // one look at the end is a fixed test with a wider interval: more looks never need more customers
  const once = planned({ kind: "rate", baseline: 0.1, effect: 0.02, sequential: { looks: 1 } });
  expect(once.sizes.total).toBeGreaterThan(looks.sizes.total);
  expect(once.expectedSize).toBeCloseTo(once.sizes.total, 8);
});

test("an estimated baseline gives the range of sizes that its interval implies", () => {
  const past = { kind: "rate", baseline: { n: 500, successes: 50 }, effect: 0.02 } as const;
  const plan = planned(past);
  const { lower, upper } = wilsonInterval(50, 500);
  const at = (baseline: number) => planned({ kind: "rate", baseline, effect: 0.02 }).sizes.total;
  expect(plan.range).toEqual({ lower: at(lower), upper: at(upper), level: 0.95, n: 500 });
  expect(plan.range?.lower).toBeLessThan(0.85 * plan.sizes.total);
  const better = planned({ ...past, baseline: { n: 50_000, successes: 5000 } });
  expect((better.range?.upper as number) / (better.range?.lower as number)).toBeLessThan(1.06);
  // a relative effect shrinks with a smaller base, which costs more customers, not fewer
  const relative = planned({ kind: "rate", baseline: { n: 500, successes: 50 }, relativeEffect: 0.2 });
  expect(relative.range?.upper).toBeGreaterThan(9000);
  // near one half the spread is largest inside the interval, not at its ends
  const middle = planned({ kind: "rate", baseline: { n: 40, successes: 20 }, effect: 0.1 });
  expect(middle.range?.upper).toBe(planned({ kind: "rate", baseline: 0.45, effect: 0.1 }).sizes.total);
  expect(planned({ ...past, size: 8000 }).range).toMatchObject({ n: 500 });
});

test("past amounts tell mean and spread, and a known kurtosis widens the range of skewed ones", () => {
  const past = { n: 400, sum: 800, sumOfSquares: 400 * 29 - 25 };
  const normal = planned({ kind: "mean", baseline: past, relativeEffect: 0.1 });
  expect(normal.design).toMatchObject({ baseline: 2, standardDeviation: 5 });
  expect(normal.effect.absolute).toBeCloseTo(0.2, 12);
  expect(normal.notes.map(({ code }) => code)).toContain("experiment_normal_spread");
  const skewed = planned({ kind: "mean", baseline: { ...past, kurtosis: 30 }, relativeEffect: 0.1 });
  const width = ({ range }: typeof skewed): number => (range?.upper as number) / (range?.lower as number);
  expect(width(skewed)).toBeGreaterThan(width(normal));
  // χ² quantiles at 399 df: 345.55 and 456.24 (scipy.stats.chi2), so the variance lies within 399/456.24 … 399/345.55
  expect(width(normal)).toBeCloseTo(456.24 / 345.55, 2);
});

test("the duration follows the weekdays, and whole weeks are recommended", () => {
  const shop = { mon: 100, tue: 100, wed: 100, thu: 100, fri: 200, sat: 400 } as const;
  const base = { kind: "rate", baseline: 0.1, effect: 0.05 } as const;
  expect(planned(base).sizes.total).toBe(1372);
  const plan = planned({ ...base, traffic: { byWeekday: shop }, responseDays: 14 });
  // 1,000 in the first week; the missing 372 by Thursday
  expect(plan.duration).toEqual({ days: 11, weeks: 2, customers: 2000, untilKnownDays: 28 });
  const saturday = planned({ ...base, traffic: { byWeekday: shop, startsOn: "sat" } });
  expect(saturday.duration).toMatchObject({ days: 8, weeks: 2 });
  expect(planned({ ...base, traffic: { perDay: 1372 } }).duration).toMatchObject({ days: 1, weeks: 1 });
  expect(codes({ ...base, traffic: { perDay: 1372 } })).toEqual(["experiment_part_week"]);
  expect(planned({ ...base, traffic: { perWeek: 686 } }).duration).toMatchObject({ days: 14, weeks: 2 });
});

test("weeks of traffic may stand for the size", () => {
  const plan = planned({ kind: "rate", baseline: 0.1, weeks: 4, traffic: { perWeek: 2000 } });
  expect(plan.sizes.total).toBe(8000);
  expect(plan.effect.absolute).toBeCloseTo(planned({ kind: "rate", baseline: 0.1, size: 8000 }).effect.absolute, 12);
});

test("a plan says what stands against it, in both languages", () => {
  const long = planned({ kind: "rate", baseline: 0.1, effect: 0.02, traffic: { perWeek: 300 } });
  expect(long.notes.map((note) => word(note))).toEqual(["too long: 26 weeks, where 8 are wanted at most"]);
  expect(long.notes.map((note) => word(note, "zh"))).toEqual(["时间过长：需要 26 周，最多希望 8 周"]);
  const below = planned({ kind: "rate", baseline: 0.1, effect: 0.001, size: 2000 });
  expect(below.notes[0]?.code).toBe("experiment_below_noise");
  expect(word(below.notes[0] as never)).toMatch(/below the noise.*0\.001.*±0\.0263/);
  expect(codes({ kind: "rate", baseline: 0.001, effect: 0.02, power: 0.5 })).toEqual(["experiment_few_events"]);
  expect(codes({ kind: "mean", standardDeviation: 1, effect: 0.2, skewness: 6 })).toEqual(["experiment_skewed"]);
  expect(codes({ kind: "mean", standardDeviation: 1, effect: 0.2, skewness: 1 })).toEqual([]);
  expect(codes({ kind: "rate", baseline: { n: 40, successes: 4 }, effect: 0.02 })).toEqual(["experiment_wide_range"]);
  expect(codes({ kind: "rate", baseline: 0.1, effect: 0.02, reached: 0.5 })).toEqual(["experiment_diluted"]);
});

test("what cannot be planned abstains with its reason", () => {
  const reason = (options: ExperimentOptions): unknown => {
    const plan = planExperiment(options);
    return "abstained" in plan ? plan.abstained.code : plan;
  };
  expect(reason({ kind: "rate", baseline: 0.1, effect: 1e-7 })).toBe("experiment_size_too_large");
  expect(reason({ kind: "mean", standardDeviation: 1e300, effect: 1e-300 })).toBe("experiment_size_too_large");
  expect(reason({ kind: "rate", baseline: 0.1, size: 4 })).toBe("experiment_effect_unreachable");
  expect(reason({ kind: "rate", baseline: { n: 50, successes: 0 }, effect: 0.02 })).toBe("experiment_baseline_edge");
  expect(reason({ kind: "mean", baseline: { n: 1, sum: 3, sumOfSquares: 9 }, effect: 1 })).toBe("too_few_rows");
  expect(reason({ kind: "mean", baseline: { n: 4, sum: 8, sumOfSquares: 16 }, effect: 1 })).toBe("all_values_equal");
  expect(reason({ kind: "rate", baseline: 0.1, size: 100, clusters: { size: 40, icc: 0.1 } })).toBe("too_few_rows");
  const same = { n: 6, covariateSum: 21, sum: 21, covariateSumOfSquares: 91, sumOfSquares: 91, crossProduct: 91 };
  expect(reason({ kind: "mean", standardDeviation: 1, effect: 1, covariate: same })).toBe(
    "experiment_covariate_tells_all",
  );
  const slow = planned({ kind: "rate", baseline: 0.1, effect: 0.02, traffic: { perDay: 1e-6 } });
  expect(slow.duration).toMatchObject({ abstained: { code: "experiment_never_ends" } });
  expect(planned({ kind: "mean", standardDeviation: 1, effect: 1 }).effect.relative).toMatchObject({
    abstained: { code: "experiment_no_baseline" },
  });
  expect(planned({ kind: "mean", baseline: 0, standardDeviation: 1, effect: 1 }).effect.relative).toMatchObject({
    abstained: { code: "zero_base" },
  });
});

test("huge and tiny amounts stay finite", () => {
  for (const scale of [1e-300, 1e-9, 1, 1e9, 1e300]) {
    const plan = planned({ kind: "mean", standardDeviation: scale, effect: scale / 5 });
    expect(plan.sizes.total).toBe(788);
    expect(planned({ kind: "mean", standardDeviation: scale, size: 788 }).effect.absolute / scale).toBeCloseTo(
      0.1998,
      3,
    );
    expect(Number.isFinite(plan.halfWidth)).toBe(true);
    experimentChart(plan);
  }
  expect(planned({ kind: "mean", standardDeviation: 1e-300, effect: 1e300, reached: 0.5 }).sizes.total).toBe(
    planned({ kind: "mean", standardDeviation: 1, effect: 1e9, reached: 0.5 }).sizes.total,
  );
});

test.each<[string, unknown, string]>([
  ["no options", undefined, "invalid_type"],
  ["an unknown kind", { kind: "ratio", baseline: 0.1, effect: 0.02 }, "unknown_id"],
  ["nothing asked", { kind: "rate", baseline: 0.1 }, "inconsistent"],
  ["only a power", { kind: "rate", baseline: 0.1, power: 0.9 }, "inconsistent"],
  ["everything given", { kind: "rate", baseline: 0.1, effect: 0.02, size: 100, power: 0.9 }, "inconsistent"],
  ["two effects", { kind: "rate", baseline: 0.1, effect: 0.02, relativeEffect: 0.2 }, "inconsistent"],
  ["size and weeks", { kind: "rate", baseline: 0.1, size: 100, weeks: 2, traffic: { perDay: 9 } }, "inconsistent"],
  ["weeks without traffic", { kind: "rate", baseline: 0.1, weeks: 2 }, "inconsistent"],
  ["a direction beside an effect", { kind: "rate", baseline: 0.1, effect: 0.1, direction: "up" }, "inconsistent"],
  ["an effect of 0", { kind: "rate", baseline: 0.1, effect: 0 }, "out_of_range"],
  ["a rate moved above 1", { kind: "rate", baseline: 0.9, effect: 0.2 }, "out_of_range"],
  ["a rate moved below 0", { kind: "rate", baseline: 0.1, relativeEffect: -1.5 }, "out_of_range"],
  ["an effect that rounds away", { kind: "rate", baseline: 0.1, effect: 1e-30 }, "out_of_range"],
  ["a baseline of 0", { kind: "rate", baseline: 0, effect: 0.2 }, "out_of_range"],
  ["a power at alpha", { kind: "rate", baseline: 0.1, effect: 0.02, power: 0.05, level: 0.95 }, "out_of_range"],
  ["a power of 1", { kind: "rate", baseline: 0.1, effect: 0.02, power: 1 }, "out_of_range"],
  ["a size of 3.5", { kind: "rate", baseline: 0.1, size: 3.5 }, "out_of_range"],
  ["negative traffic", { kind: "rate", baseline: 0.1, effect: 0.02, traffic: { perDay: -1 } }, "out_of_range"],
  ["no traffic on any day", { kind: "rate", baseline: 0.1, effect: 0.02, traffic: { byWeekday: {} } }, "out_of_range"],
  [
    "an unknown weekday",
    { kind: "rate", baseline: 0.1, effect: 0.02, traffic: { byWeekday: { Mon: 3 } } },
    "unknown_id",
  ],
  ["an icc above 1", { kind: "rate", baseline: 0.1, effect: 0.02, clusters: { size: 9, icc: 1.2 } }, "out_of_range"],
  [
    "clusters of which less than one customer is seen",
    { kind: "rate", baseline: 0.1, effect: 0.02, clusters: { size: 2, icc: 0.1 }, observed: 0.2 },
    "inconsistent",
  ],
  [
    "looks at clusters",
    { kind: "rate", baseline: 0.1, effect: 0.02, clusters: { size: 9, icc: 0.1 }, sequential: {} },
    "inconsistent",
  ],
  [
    "a pooled test with looks",
    { kind: "rate", baseline: 0.1, effect: 0.02, test: "pooled", sequential: {} },
    "inconsistent",
  ],
  ["half an arm", { kind: "rate", baseline: 0.1, effect: 0.02, treatments: 1.5 }, "out_of_range"],
  ["more responders than customers", { kind: "rate", baseline: { n: 4, successes: 5 }, effect: 0.02 }, "inconsistent"],
  ["no spread", { kind: "mean", effect: 0.02 }, "inconsistent"],
  ["a negative spread", { kind: "mean", standardDeviation: -1, effect: 0.02 }, "out_of_range"],
  [
    "a spread stated twice",
    { kind: "mean", standardDeviation: 1, baseline: { n: 9, sum: 9, sumOfSquares: 20 }, effect: 1 },
    "inconsistent",
  ],
  ["a percentage of nothing", { kind: "mean", standardDeviation: 1, relativeEffect: 0.1 }, "inconsistent"],
  [
    "a correlation of 1",
    { kind: "mean", standardDeviation: 1, effect: 1, covariate: { correlation: 1 } },
    "out_of_range",
  ],
  [
    "sums of different rows",
    {
      kind: "mean",
      standardDeviation: 1,
      effect: 1,
      covariate: { n: 6, covariateSum: 21, sum: 21, covariateSumOfSquares: 91, sumOfSquares: 91, crossProduct: 150 },
    },
    "inconsistent",
  ],
])("%s is refused", (_, options, code) => {
  expect(() => planExperiment(options as ExperimentOptions)).toThrow(expect.objectContaining({ code }));
});

test("a question that came as JSON is checked by its schema before it is planned", () => {
  for (const options of [
    { kind: "rate", baseline: 0.1, effect: 0.02, traffic: { byWeekday: { mon: 5 }, startsOn: "mon" } },
    { kind: "rate", baseline: { n: 500, successes: 50 }, size: 1000, sequential: { looks: 5 } },
    {
      kind: "mean",
      baseline: { n: 9, sum: 9, sumOfSquares: 20, kurtosis: 5 },
      effect: 1,
      covariate: { correlation: 0.3 },
    },
  ]) {
    const read = experimentOptionsSchema.safeParse(JSON.parse(JSON.stringify(options)));
    expect(read.success && planExperiment(read.data)).toEqual(planExperiment(options as ExperimentOptions));
  }
  for (const options of [
    { kind: "ratio", baseline: 0.1, effect: 0.02 },
    { kind: "rate", baseline: 1.1, effect: 0.02 },
    { kind: "rate", baseline: { n: 3, successes: 4 }, effect: 0.02 },
    { kind: "rate", baseline: 0.1, effect: 0 },
    { kind: "rate", baseline: 0.1, effect: 0.02, standardDeviation: 2 },
    { kind: "mean", standardDeviation: 2, effect: 1, clusters: { size: 5, icc: -0.1 } },
  ]) {
    expect(experimentOptionsSchema.safeParse(options).success).toBe(false);
  }
});
