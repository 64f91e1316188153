import { describe, expect, test } from "vitest";
import { type ClienteleError, describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { contractTermsSchema } from "../../src/schemas.ts";
import {
  type ContractTerms,
  type ContractValue,
  fitSbg,
  forecastTenure,
  measureValueLevers,
  type PredictContractValueOptions,
  predictContractValue,
  predictTenure,
  type UncertainInput,
  type ValueLever,
} from "../../src/value/index.ts";
import { expectClose, expectRelative } from "../support/close.ts";

const js = <T>(value: unknown): T => value as T;
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as ClienteleError).code;
  }
  return "nothing";
};
const terms = { unit: "year", margin: 100, retentionRate: 0.8, discountRate: 0.12 } as const;
const worth = (change: Partial<ContractTerms> = {}, options: PredictContractValueOptions = {}): ContractValue => {
  const value = predictContractValue({ ...terms, ...change }, options);
  if ("abstained" in value) throw new Error(word(value.abstained));
  return value;
};
const levers = (change: Partial<Parameters<typeof measureValueLevers>[0]> = {}) => {
  const found = measureValueLevers({ ...terms, ...change });
  if ("abstained" in found) throw new Error(word(found.abstained));
  return Object.fromEntries(found.levers.map((lever) => [lever.lever, lever])) as Record<
    ValueLever,
    (typeof found.levers)[number]
  >;
};

describe("value of a contractual customer", () => {
  test("is the formula of the handbooks: m(1 + d)/(1 + d − r) at the start, m·r/(1 + d − r) at the end", () => {
    // Gupta & Lehmann (2003): the margin multiple r/(1 + i − r) is 2.5 at 80 % and 12 %
    expectRelative(worth({ payment: "end" }).value, 250, 1e-12);
    expectRelative(worth().value, 350, 1e-12);
    // with growth g the multiple is r/(1 + i − r(1 + g)), their table 2
    expectRelative(worth({ payment: "end", marginGrowth: 0.08 }).multiple, 0.8 / (1.12 - 0.8 * 1.08), 1e-12);
    expectRelative(worth().expectedPeriods as number, 5, 1e-12);
  });

  test("paid evenly over time is m/(δ − ln r), between start and end", () => {
    const flow = worth({ payment: "continuous", discounting: "continuous" }).value;
    expectRelative(flow, 100 / (0.12 - Math.log(0.8)), 1e-12);
    const even = worth({ payment: "continuous" }).value;
    expect(even).toBeLessThan(worth().value);
    expect(even).toBeGreaterThan(worth({ payment: "end" }).value);
  });

  test.each(["start", "end", "continuous"] as const)(
    "counted over a number of periods adds up, payments at %s",
    (payment) => {
      const k = 0.8 / 1.12;
      const expected = Array.from({ length: 7 }, (_, t) =>
        payment === "start" ? k ** t : payment === "end" ? k ** (t + 1) : (k ** (t + 1) - k ** t) / Math.log(k),
      ).reduce((sum, one) => sum + one, 0);
      expectRelative(worth({ payment, periods: 7 }).multiple, expected, 1e-12);
      expectRelative(worth({ payment, periods: 10_000 }).value, worth({ payment }).value, 1e-12);
    },
  );

  test("has no limit where margins outgrow churn and time, says so, and has one again over a number of periods", () => {
    for (const change of [{ marginGrowth: 0.4 }, { retentionRate: 1, discountRate: 0 }, { marginGrowth: 0.5 }]) {
      const value = predictContractValue({ ...terms, ...change });
      expect(value).toMatchObject({ abstained: { code: "contract_value_infinite" } });
      if ("abstained" in value) expect(word(value.abstained, "zh")).toMatch(/^价值没有上限/);
      expect(Number.isFinite(worth({ ...change, periods: 30 }).value)).toBe(true);
    }
    expectRelative(worth({ retentionRate: 1, discountRate: 0, periods: 12 }).value, 1200, 1e-12);
    expect(worth({ retentionRate: 1 }).expectedPeriods).toBeUndefined();
    // so much growth for so long that no number holds it
    expect(predictContractValue({ ...terms, marginGrowth: 1e100, periods: 10_000 })).toMatchObject({
      abstained: { code: "contract_value_infinite" },
    });
  });

  test("at the edges: nobody stays, negative margin, nothing discounted", () => {
    expect(worth({ retentionRate: 0 }).value).toBe(100);
    expect(worth({ retentionRate: 0, payment: "end" }).value).toBe(0);
    expect(worth({ retentionRate: 0, payment: "continuous" }).value).toBe(0);
    expectRelative(worth({ margin: -100 }).value, -350, 1e-12);
    expectRelative(worth({ discountRate: 0 }).value, 500, 1e-12);
  });
});

describe("intervals of the terms go through to the value", () => {
  const between = (value: number, lower: number, upper: number): UncertainInput => ({
    value,
    interval: { lower, upper, level: 0.95 },
  });

  test("one uncertain term moves the value to its two ends", () => {
    const { interval } = worth({ retentionRate: between(0.8, 0.75, 0.85) });
    expectRelative(interval?.lower as number, worth({ retentionRate: 0.75 }).value, 1e-12);
    expectRelative(interval?.upper as number, worth({ retentionRate: 0.85 }).value, 1e-12);
    expect(interval?.level).toBe(0.95);
    expect(worth().interval).toBeUndefined();
  });

  test("several at once hold the truth as often as they say", () => {
    const random = createRandom(7);
    const truth = worth().value;
    let held = 0;
    for (let i = 0; i < 1000; i++) {
      const margin = 100 + 8 * random.normal();
      const rate = 0.8 + 0.02 * random.normal();
      const { interval } = worth({
        margin: between(margin, margin - 15.68, margin + 15.68),
        retentionRate: between(rate, rate - 0.0392, rate + 0.0392),
      });
      if (interval !== undefined && interval.lower <= truth && truth <= interval.upper) held++;
    }
    // 0.95 ± three standard errors of 1,000
    expect(held).toBeGreaterThan(929);
    expect(held).toBeLessThan(971);
  });

  test("an end without a limit leaves no interval, and a note", () => {
    const value = worth({ retentionRate: between(0.95, 0.9, 1), discountRate: 0, margin: 10 });
    expect(value.interval).toBeUndefined();
    expect(value.notes.map(({ code }) => code)).toContain("contract_interval_open");
  });

  test("must share one level", () => {
    const margin = { value: 100, interval: { lower: 90, upper: 110, level: 0.9 } };
    expect(codeOf(() => worth({ margin, retentionRate: between(0.8, 0.7, 0.9) }))).toBe("inconsistent");
  });
});

describe("customers who differ", () => {
  const model = fitSbg([{ unit: "year", survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }]);

  test("are worth more than one retention rate says, and the more so the longer they have stayed", () => {
    // first-year retention, as a naive reader of the cohort would take it
    const naive = { retentionRate: 0.869, discountRate: 0.1 };
    const ratio = (renewals: number): number => {
      const { heterogeneous } = worth(naive, { model, renewals });
      if (heterogeneous === undefined || "abstained" in heterogeneous) throw new Error("no value");
      expect(heterogeneous.interval?.lower).toBeLessThan(heterogeneous.value);
      return heterogeneous.ratio as number;
    };
    expect(ratio(0)).toBeGreaterThan(1);
    expect(ratio(5)).toBeGreaterThan(ratio(0));
    const { notes } = worth(naive, { model, renewals: 5 });
    expect(notes.map(({ code }) => code)).toEqual(["contract_heterogeneity"]);
    expect(worth(naive).notes.map(({ code }) => code)).toEqual(["contract_constant_retention"]);
  });

  test("are worth margin times their discounted tenure, whenever payments come", () => {
    const value = (change: Partial<ContractTerms>, renewals = 0): number => {
      const { heterogeneous } = worth({ discountRate: 0.1, ...change }, { model, renewals });
      return (heterogeneous as { value: number }).value;
    };
    const del = predictTenure(model, { discountRate: 0.1 }).value;
    expectRelative(value({}), 100 * del, 1e-12);
    expectRelative(value({ payment: "end" }), 100 * (del - 1), 1e-12);
    expect(value({ payment: "continuous" })).toBeLessThan(value({}));
    expect(value({ payment: "continuous" })).toBeGreaterThan(value({ payment: "end" }));
    const [, one = 0, two = 0] = forecastTenure(model, { periods: 2 }).map(({ survival }) => survival.value);
    expectRelative(value({ periods: 3 }), 100 * (1 + one / 1.1 + two / 1.21), 1e-12);
    // counted to the end of the table as well as in one sum
    expectRelative(value({ periods: 10_000 }), 100 * del, 1e-12);
    // growth works against the discount
    expectRelative(value({ marginGrowth: 0.1, periods: 2 }), 100 * (1 + 3.806095 / (0.668088 + 3.806095)), 1e-6);
  });

  test("have a value without a limit where margins outgrow time", () => {
    const { heterogeneous } = worth({ marginGrowth: 0.12 }, { model });
    expect(heterogeneous).toMatchObject({ abstained: { code: "contract_value_infinite" } });
  });

  test("are counted in the unit of the terms alone", () => {
    expect(codeOf(() => worth({ unit: "month" }, { model }))).toBe("inconsistent");
    expect(codeOf(() => worth({}, { model: js({ ...model, kind: "x" }) }))).toBe("invalid_model");
    expect(codeOf(() => worth({}, { renewals: -1 }))).toBe("out_of_range");
  });
});

describe("what a point is worth", () => {
  test("retention lifts value several times as much as margin, as Gupta, Lehmann and Stuart find", () => {
    const { retention, margin, discount } = levers({ payment: "end" });
    // (1 + d)/(1 + d − r), 1 and −d/(1 + d − r) by their formula
    expectRelative(retention.elasticity as number, 1.12 / 0.32, 1e-12);
    expectRelative(margin.elasticity as number, 1, 1e-12);
    expectRelative(discount.elasticity as number, -0.12 / 0.32, 1e-12);
  });

  test.each([
    {},
    { payment: "end" },
    { payment: "continuous", discounting: "continuous" },
    { periods: 4, marginGrowth: 0.05 },
    { payment: "end", periods: 9 },
    { payment: "continuous", periods: 6 },
    { payment: "continuous", periods: 1, retentionRate: 0.99, discountRate: 0.001 },
  ] as const)("is the slope of the value: %j", (change) => {
    const step = 1e-6;
    const found = levers({ ...change, price: 400 });
    const at = (more: Partial<ContractTerms>): number => worth({ ...change, ...more }).value;
    const rate = { ...terms, ...change }.retentionRate;
    const d = { ...terms, ...change }.discountRate;
    const slope = (name: "retentionRate" | "discountRate" | "margin", own: number): number =>
      (at({ [name]: own + step }) - at({ [name]: own - step })) / (2 * step);
    expectRelative(found.retention.value, slope("retentionRate", rate) * 0.01, 1e-6);
    expectRelative(found.discount.value, slope("discountRate", d) * 0.01, 1e-6);
    expectRelative(found.margin.value, slope("margin", 100) * 4, 1e-6);
    expectRelative(found.price.value, found.margin.value, 1e-12);
  });

  test("a price rise pays as long as it costs less retention than the break-even", () => {
    const found = measureValueLevers({ ...terms, price: 400 });
    if ("abstained" in found) throw new Error("abstained");
    const even = found.breakEvenRetention as number;
    const price = (lost: number): number => levers({ price: 400, retentionPerPricePoint: -lost }).price.value;
    expectClose(price(even), 0, 1e-9);
    expect(price(even * 0.9)).toBeGreaterThan(0);
    expect(price(even * 1.1)).toBeLessThan(0);
    expect(levers().price).toBeUndefined();
  });

  test("carries the intervals of the terms", () => {
    const retentionPerPricePoint = { value: -0.002, interval: { lower: -0.004, upper: 0, level: 0.95 } };
    const { price, retention } = levers({
      price: 400,
      retentionPerPricePoint,
      margin: { value: 100, interval: { lower: 90, upper: 110, level: 0.95 } },
    });
    expect(price.interval?.upper).toBeGreaterThan(price.value);
    expectRelative(retention.interval?.upper as number, retention.value * 1.1, 1e-12);
  });

  test("is nothing to name where value has no limit, and stays finite where margin is 0", () => {
    expect(measureValueLevers({ ...terms, marginGrowth: 0.5 })).toMatchObject({
      abstained: { code: "contract_value_infinite" },
    });
    const free = levers({ margin: 0, price: 400 });
    expect(free.retention.value).toBe(0);
    expect(free.retention.elasticity).toBeUndefined();
    expect(Number.isFinite(free.price.value)).toBe(true);
  });
});

describe("bad terms", () => {
  test.each([
    [null, "invalid_type"],
    [{ margin: Number.NaN }, "not_finite"],
    [{ margin: 1e101 }, "out_of_range"],
    [{ margin: { value: 1 } }, "invalid_type"],
    [{ margin: { value: 1, interval: { lower: 2, upper: 3, level: 0.9 } } }, "inconsistent"],
    [{ retentionRate: 1.1 }, "out_of_range"],
    [{ discountRate: -0.1 }, "out_of_range"],
    [{ marginGrowth: -1 }, "out_of_range"],
    [{ periods: 0 }, "out_of_range"],
    [{ periods: 1.5 }, "out_of_range"],
    [{ unit: "hour" }, "unknown_id"],
    [{ payment: "late" }, "unknown_id"],
    [{ discounting: "daily" }, "unknown_id"],
  ])("such as %j are refused", (change, code) => {
    const bad = change === null ? null : { ...terms, ...change };
    expect(codeOf(() => predictContractValue(js(bad)))).toBe(code);
    expect(codeOf(() => measureValueLevers(js(bad)))).toBe(code);
    if (code !== "inconsistent") expect(contractTermsSchema.safeParse(bad).success).toBe(false);
  });

  test("of levers: a price of 0, an effect without a price, a retention of 0", () => {
    expect(codeOf(() => levers({ price: 0 }))).toBe("out_of_range");
    expect(codeOf(() => levers({ retentionPerPricePoint: -0.1 }))).toBe("inconsistent");
    expect(codeOf(() => levers({ retentionRate: 0 }))).toBe("out_of_range");
    expect(codeOf(() => levers({ price: 1, retentionPerPricePoint: 2 }))).toBe("out_of_range");
  });
});
