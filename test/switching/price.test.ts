import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { gaborGrangerAnswerSchema, pricePurchaseSchema, vanWestendorpAnswerSchema } from "../../src/schemas.ts";
import {
  measureDiscountCost,
  measureGaborGranger,
  measurePriceSensitivity,
  measureVanWestendorp,
  type PricePurchase,
  priceSensitivityChart,
} from "../../src/switching/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { buyersAt, coverage, meterAnswers, soldAt } from "./price-support.ts";

const estimateOf = <T>(result: T): Exclude<T, { abstained: unknown }> => {
  if (typeof result === "object" && result !== null && "abstained" in result) throw new Error(JSON.stringify(result));
  return result as Exclude<T, { abstained: unknown }>;
};
const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);
const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

/** Twelve customers of very different size who buy 1000 / price², exactly. */
const exact = (noise: number): PricePurchase[] =>
  Array.from({ length: 12 }, (_, c) =>
    [8, 10, 12, 9].map((price, t) => ({
      customer: `c${c}`,
      date: `2026-0${1 + t}-01`,
      price: price * (1 + ((c + t) % 3) / 10),
      quantity: ((1000 * (1 + c)) / (price * (1 + ((c + t) % 3) / 10)) ** 2) * (1 + noise * Math.sin(c * 7 + t * 3)),
    })),
  ).flat();

describe("price sensitivity from purchases", () => {
  test("large customers with low prices do not pass for price sensitivity", () => {
    // size and price go together, and nobody answers to the price
    const rows = Array.from({ length: 30 }, (_, c) =>
      Array.from({ length: 8 }, (__, t) => ({
        customer: `c${c}`,
        date: Date.UTC(2025, t, 1),
        price: 20 - c / 2 + ((c * 5 + t * 7) % 9) / 10,
        quantity: 10 * (1 + c) + ((c * 3 + t * 11) % 5),
      })),
    ).flat();
    const { elasticity, verdict } = measurePriceSensitivity(rows);
    const { value, interval } = estimateOf(elasticity);
    expect(Math.abs(value)).toBeLessThan(1);
    expect(interval.lower).toBeLessThan(0);
    expect(interval.upper).toBeGreaterThan(0);
    expect(verdict).toBe("inelastic");
  });

  test.each(["poisson", "log_log"] as const)(
    "an elasticity of −2 is found, whatever the customers' size (%s)",
    (method) => {
      const { elasticity, verdict } = measurePriceSensitivity(exact(0.01), { method });
      expect(estimateOf(elasticity).value).toBeCloseTo(-2, 1);
      expect(verdict).toBe("elastic");
    },
  );

  test("log-log agrees with least squares on customers taken apart (closed form)", () => {
    const rows = exact(0.2);
    const { elasticity } = measurePriceSensitivity(rows, { method: "log_log", periodEffects: false });
    let cross = 0;
    let square = 0;
    for (let c = 0; c < 12; c++) {
      const own = rows.slice(4 * c, 4 * c + 4).map((row) => [Math.log(row.price), Math.log(row.quantity)] as const);
      const [mx, my] = [0, 1].map((k) => own.reduce((total, pair) => total + (pair[k] as number), 0) / 4) as [
        number,
        number,
      ];
      for (const [x, y] of own) {
        cross += (x - mx) * (y - my);
        square += (x - mx) ** 2;
      }
    }
    expect(estimateOf(elasticity).value).toBeCloseTo(cross / square, 12);
  });

  test("the Poisson elasticity leaves no customer and no period with a residual sum", () => {
    const rows = soldAt(createRandom(4), { customers: 25, periods: 8, elasticity: -1.2, method: "poisson" });
    const a = estimateOf(measurePriceSensitivity(rows).elasticity);
    // the same with every quantity and price in other units
    const b = estimateOf(
      measurePriceSensitivity(rows.map((row) => ({ ...row, price: row.price * 7.3, quantity: row.quantity * 12 })))
        .elasticity,
    );
    expect(b.value).toBeCloseTo(a.value, 7);
    expect(b.interval.lower).toBeCloseTo(a.interval.lower, 6);
  });

  test("customers who never bought are counted and left out", () => {
    const rows = [...exact(0.05), { customer: "silent", date: "2026-01-01", price: 9, quantity: 0 }];
    const with0 = measurePriceSensitivity(rows);
    expect(with0.reasons).toContainEqual({ code: "price_never_bought", params: { customers: 1, rows: 1 } });
    expect(estimateOf(with0.elasticity).value).toBeCloseTo(
      estimateOf(measurePriceSensitivity(exact(0.05)).elasticity).value,
      9,
    );
  });

  test("one price for everybody tells nothing", () => {
    const rows = exact(0.05).map((row) => ({ ...row, price: 10 }));
    expect(measurePriceSensitivity(rows).elasticity).toEqual({
      abstained: { code: "price_no_variation", params: { customers: 12 } },
    });
  });

  test("a price that moves for all at once cannot be told from the season, and that is said", () => {
    const rows = exact(0.05).map((row, i) => ({ ...row, price: [8, 10, 12, 9][i % 4] as number }));
    const result = measurePriceSensitivity(rows);
    expect(result.periodEffects).toBe(false);
    expect(codes(result.reasons)).toContain("price_only_with_time");
  });

  test("prices that were not set by chance carry a caveat", () => {
    expect(codes(measurePriceSensitivity(exact(0.05)).reasons)).toContain("price_not_randomised");
    expect(codes(measurePriceSensitivity(exact(0.05), { randomised: true }).reasons)).not.toContain(
      "price_not_randomised",
    );
  });

  test("thin segments are drawn to the others, and one without price changes takes their mean", () => {
    const random = createRandom(9);
    const sizes = [60, 60, 60, 8, 8];
    const rows = sizes.flatMap((customers, s) =>
      soldAt(random.fork(s), { customers, periods: 8, elasticity: -1.5, method: "poisson", segment: `s${s}-` }),
    );
    const flat = exact(0.05).map((row) => ({ ...row, price: 10, segment: "flat" }));
    const { segments, spread } = measurePriceSensitivity([...rows, ...flat]);
    expect(segments.map(({ id }) => id)).toEqual(["flat", "s0-", "s1-", "s2-", "s3-", "s4-"]);
    expect(spread).toBeDefined();
    const measured = segments.filter(({ own }) => !("abstained" in own));
    const mean = (of: (row: (typeof measured)[number]) => number) =>
      measured.reduce((total, row) => total + of(row), 0) / 5;
    const own = mean((row) => estimateOf(row.own).value);
    for (const row of measured) {
      const [raw, drawn] = [estimateOf(row.own).value, estimateOf(row.elasticity).value];
      expect(row.weight).toBeLessThanOrEqual(1);
      expect(Math.abs(drawn - raw)).toBeGreaterThan(0);
      // towards the others, not away from them
      expect(Math.abs(drawn - own)).toBeLessThan(Math.abs(raw - own) + 0.2);
    }
    const [none] = segments;
    expect(none?.own).toHaveProperty("abstained");
    expect(estimateOf(none?.elasticity as never) as { value: number }).toHaveProperty("value");
  });

  test("intervals hold the truth about as often as they say", { timeout: 60_000 }, () => {
    const share = coverage(
      120,
      31,
      (random) => {
        const rows = soldAt(random, { customers: 40, periods: 8, elasticity: -1.5, method: "poisson" });
        const { elasticity } = measurePriceSensitivity(rows);
        return "abstained" in elasticity ? undefined : elasticity.interval;
      },
      -1.5,
    );
    // 95 % ± 3 standard errors of 120 runs
    expect(share).toBeGreaterThan(0.89);
  });
});

describe("van Westendorp's four questions", () => {
  const answers = meterAnswers(createRandom(2), 151);

  test("every point is where its two curves cross", () => {
    const { optimalPrice, indifferencePrice, marginalCheapness, marginalExpensiveness } = measureVanWestendorp(answers);
    const share = (test: (a: (typeof answers)[number]) => boolean) => answers.filter(test).length / answers.length;
    const gap = (falls: number, rises: number) => Math.abs(falls - rises);
    const step = 2 / answers.length;
    for (const [p, a, b] of [
      [optimalPrice.value, "tooCheap", "tooExpensive"],
      [indifferencePrice.value, "cheap", "expensive"],
      [marginalCheapness.value, "tooCheap", "cheap"],
      [marginalExpensiveness.value, "expensive", "tooExpensive"],
    ] as const) {
      expect(
        gap(
          share((row) => row[a] >= p),
          share((row) => row[b] <= p),
        ),
      ).toBeLessThanOrEqual(step);
    }
  });

  test("respondents whose prices do not rise are set apart and counted", () => {
    const wrong = { tooCheap: 20, cheap: 10, expensive: 30, tooExpensive: 40 };
    const survey = measureVanWestendorp([...answers, wrong]);
    expect(survey.inconsistent).toBe(1);
    expect(survey.respondents).toBe(151);
    expect(survey.optimalPrice).toEqual(measureVanWestendorp(answers).optimalPrice);
    expect(survey.reasons[0]).toEqual({
      code: "price_inconsistent_answers",
      params: { inconsistent: 1, respondents: 152 },
    });
  });

  test("the narrower range lies inside the original one", () => {
    const [wide, narrow] = [measureVanWestendorp(answers), measureVanWestendorp(answers, { range: "narrower" })];
    expect(narrow.marginalCheapness.value).toBeGreaterThan(wide.marginalCheapness.value);
    expect(narrow.marginalExpensiveness.value).toBeLessThan(wide.marginalExpensiveness.value);
  });

  test("purchase intents add the price of the highest revenue", () => {
    // everybody buys with 0.8 at 10 and with 0.2 at 20, nobody below 5 or above 25: revenue is p (0.8 − 0.06 (p − 10))
    const rows = Array.from({ length: 40 }, () => ({
      tooCheap: 5,
      cheap: 10,
      expensive: 20,
      tooExpensive: 25,
      intentCheap: 0.8,
      intentExpensive: 0.2,
    }));
    const { best } = measureVanWestendorp(rows, { seed: 1 });
    expect(estimateOf(best)?.value).toBeCloseTo(1.4 / 0.12, 1);
    expect(codeOf(() => measureVanWestendorp(rows))).toBe("invalid_type");
    const some = rows.map((row, i) => (i === 0 ? { ...row, intentCheap: undefined as never } : row));
    expect(codeOf(() => measureVanWestendorp(some, { seed: 1 }))).toBe("inconsistent");
  });

  test("intervals hold the truth about as often as they say", () => {
    const truth = measureVanWestendorp(meterAnswers(createRandom(77), 20_000)).optimalPrice.value;
    const share = coverage(
      200,
      5,
      (random) => measureVanWestendorp(meterAnswers(random, 60)).optimalPrice.interval,
      truth,
    );
    expect(share).toBeGreaterThan(0.9);
  });
});

describe("Gabor and Granger's question", () => {
  const line = { intercept: 4, slope: 0.4 };

  test("the best price makes revenue larger than any other price of the curve", () => {
    const survey = measureGaborGranger(buyersAt(createRandom(6), 400, line), { unitCost: 3 });
    const { intercept, slope } = survey.demand ?? { intercept: 0, slope: 1 };
    const profit = (price: number, cost: number) => (price - cost) / (1 + Math.exp(slope * price - intercept));
    const grid = Array.from({ length: 4000 }, (_, k) => 0.01 * k);
    for (const [best, cost] of [
      [estimateOf(survey.revenuePrice).value, 0],
      [estimateOf(survey.profitPrice)?.value as number, 3],
    ] as const) {
      expect(profit(best, cost)).toBeGreaterThanOrEqual(Math.max(...grid.map((price) => profit(price, cost))));
    }
  });

  test("answers that contradict themselves are counted and stay in", () => {
    const rows = buyersAt(createRandom(6), 60, line);
    const odd = [5, 7, 9].map((price) => ({ respondent: "odd", price, buys: price === 7 }));
    expect(measureGaborGranger([...rows, ...odd]).reversed).toBe(1);
  });

  test("a demand that does not fall has no best price", () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      [5, 10].map((price, k) => ({ respondent: `r${i}`, price, buys: (i + k) % 2 === 0 })),
    ).flat();
    expect(measureGaborGranger(rows).revenuePrice).toHaveProperty("abstained.code", "price_slope_unclear");
  });

  test("a best price outside the prices asked is flagged", () => {
    const rows = buyersAt(createRandom(8), 300, { intercept: 4, slope: 0.25 });
    expect(codes(measureGaborGranger(rows, { unitCost: 20 }).reasons)).toContain("price_beyond_asked");
  });

  test("who is asked twice at one price is refused", () => {
    const row = { respondent: "a", price: 5, buys: true };
    expect(codeOf(() => measureGaborGranger([row, row]))).toBe("duplicate_id");
  });

  test("intervals hold the truth about as often as they say", () => {
    // p (1 − 1/(1 + e^(0.4 p − 4)))' = 0 at slope · p = 1 + W(e^3) = 1 + 2.2079400315693 (Corless et al. 1996)
    const truth = 3.2079400315693 / 0.4;
    const share = coverage(
      200,
      12,
      (random) => {
        const { revenuePrice } = measureGaborGranger(buyersAt(random, 120, line));
        return "abstained" in revenuePrice ? undefined : revenuePrice.interval;
      },
      truth,
    );
    expect(share).toBeGreaterThan(0.9);
  });
});

describe("what a discount costs", () => {
  const base = { without: { stayed: 800, n: 1000 }, value: 500, discount: 50 };

  test("at the break-even rate the discount pays exactly nothing", () => {
    const rate = estimateOf(measureDiscountCost(base).breakEvenSaveRate).value;
    const stays = 0.8 + 0.2 * rate;
    expect(stays * (500 - 50) - 0.8 * 500).toBeCloseTo(0, 9);
  });

  test("what those get who would have stayed anyway is the discount times all of them", () => {
    expect(measureDiscountCost({ ...base, customers: 300 }).givenAway.value).toBeCloseTo(300 * 0.8 * 50, 9);
  });

  test("a discount of the whole value cannot pay, and where nobody leaves there is nobody to keep", () => {
    expect(measureDiscountCost({ ...base, discount: 500 }).breakEvenSaveRate).toHaveProperty(
      "abstained.code",
      "price_discount_exceeds_value",
    );
    expect(measureDiscountCost({ ...base, without: { stayed: 9, n: 9 } }).breakEvenSaveRate).toHaveProperty(
      "abstained.code",
      "price_nobody_leaves",
    );
  });

  test("more who stayed than there were is refused", () => {
    expect(codeOf(() => measureDiscountCost({ ...base, without: { stayed: 11, n: 10 } }))).toBe("out_of_range");
    expect(codeOf(() => measureDiscountCost({ ...base, without: { stayed: 0, n: 0 } }))).toBe("empty_input");
  });

  test("the break-even rate's interval holds the truth about as often as it says", () => {
    const truth = (0.85 * 40) / (0.15 * 460);
    const share = coverage(
      2000,
      3,
      (random) => {
        const { breakEvenSaveRate } = measureDiscountCost({
          without: { stayed: random.binomial(300, 0.85), n: 300 },
          value: 500,
          discount: 40,
        });
        return "abstained" in breakEvenSaveRate ? undefined : breakEvenSaveRate.interval;
      },
      truth,
    );
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.97);
  });
});

describe("bad purchases and answers", () => {
  const row = { customer: "a", date: "2026-01-01", price: 10, quantity: 1 };
  test.each([
    ["no rows", [], "empty_input"],
    ["a price of 0", [{ ...row, price: 0 }], "out_of_range"],
    ["a negative quantity", [{ ...row, quantity: -1 }], "out_of_range"],
    ["no date", [{ ...row, date: "soon" }], "invalid_date"],
    ["no customer", [{ ...row, customer: "" }], "invalid_type"],
    [
      "a customer of two segments",
      [
        { ...row, segment: "x" },
        { ...row, segment: "y" },
      ],
      "inconsistent",
    ],
  ] as const)("%s", (_, rows, code) => {
    expect(codeOf(() => measurePriceSensitivity(rows as never))).toBe(code);
  });

  test("a quantity of 0 has no logarithm", () => {
    expect(codeOf(() => measurePriceSensitivity([{ ...row, quantity: 0 }], { method: "log_log" }))).toBe(
      "out_of_range",
    );
  });

  test("ids such as __proto__ are ordinary ids", () => {
    const rows = exact(0.05).map((purchase) => ({
      ...purchase,
      customer: purchase.customer.replace("c3", "__proto__"),
      segment: "__proto__",
    }));
    expect(measurePriceSensitivity(rows).segments[0]?.id).toBe("__proto__");
  });

  test("schemas take what the functions take", () => {
    expect(pricePurchaseSchema.safeParse(row).success).toBe(true);
    expect(pricePurchaseSchema.safeParse({ ...row, price: 0 }).success).toBe(false);
    expect(vanWestendorpAnswerSchema.safeParse({ tooCheap: 1, cheap: 2, expensive: 3, tooExpensive: 4 }).success).toBe(
      true,
    );
    expect(gaborGrangerAnswerSchema.safeParse({ respondent: "a", price: 5, buys: 1 }).success).toBe(false);
  });
});

describe("the chart of a price survey", () => {
  for (const locale of ["en", "zh"] as const) {
    test(`shows four curves and the acceptable range (${locale})`, async () => {
      const chart = priceSensitivityChart(measureVanWestendorp(meterAnswers(createRandom(2), 300)), { locale });
      expectValidChart(chart);
      await writePicture(chart, `price-van-westendorp-${locale}`);
    });
    test(`shows demand with its intervals and the best prices (${locale})`, async () => {
      const survey = measureGaborGranger(buyersAt(createRandom(6), 150, { intercept: 4, slope: 0.4 }), { unitCost: 3 });
      const chart = priceSensitivityChart(survey, { locale });
      expectValidChart(chart);
      await writePicture(chart, `price-gabor-granger-${locale}`);
    });
  }
});

test("every reason is worded in both languages", () => {
  const { reasons } = measurePriceSensitivity(exact(0.05));
  for (const reason of reasons) for (const locale of ["en", "zh"] as const) expect(word(reason, locale)).not.toBe("");
});
