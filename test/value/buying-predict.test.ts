import { describe, expect, test } from "vitest";
import {
  type BuyingModel,
  type BuyingRecord,
  type BuyingTable,
  defineBuyingModel,
  expectedPurchases,
  fitBgNbd,
  fitMbgNbd,
  fitParetoNbd,
  forecastPurchaseCounts,
  predictAlive,
  predictAliveColumn,
  predictCohortPurchases,
  predictLifetimePurchases,
  predictPurchases,
  predictPurchasesColumn,
  predictSilence,
  predictSilenceColumn,
  summarizePurchases,
} from "../../src/index.ts";
import { hypergeometric2F1 } from "../../src/math/index.ts";
import { purchasesUntilStop } from "../../src/value/buying/geometric.ts";
import { newStopping, stoppingIntegral } from "../../src/value/buying/stopping.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { describeWithData } from "../support/shared-data.ts";
import { simulatedBook } from "./buying-books.ts";
import { cdnowCustomers, cdnowOrders, cdnowPeriods } from "./cdnow.ts";

const weeks = (length: number) => ({ unit: "week", length }) as const;
const customer = (frequency: number, recency: number, age: number): BuyingRecord<"week"> => ({
  unit: "week",
  frequency,
  recency,
  age,
});
const bgNbd = defineBuyingModel("bg_nbd", {
  unit: "week",
  parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
});
const mbgNbd = defineBuyingModel("mbg_nbd", {
  unit: "week",
  parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
});
const paretoNbd = defineBuyingModel("pareto_nbd", {
  unit: "week",
  parameters: { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 },
});
const models: readonly (readonly [string, BuyingModel<"week">])[] = [bgNbd, mbgNbd, paretoNbd].map((m) => [m.kind, m]);

describe("BG/NBD at the published parameters", () => {
  test("a customer with two repeats is expected to make 1.226 purchases in 39 weeks", () => {
    // Fader, Hardie, Lee (2005): 1.226; ../shared/reference/value.md: 1.226028
    expect(Math.abs(predictPurchases(bgNbd, customer(2, 30.43, 38.86), weeks(39)).value - 1.226028)).toBeLessThan(5e-7);
  });

  test("the case that others answer with NaN", () => {
    const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.11, alpha: 2.24, a: 0.31, b: 0.5 } });
    expect(Math.abs(predictPurchases(model, customer(0, 0, 1), weeks(30)).value - 0.5645886)).toBeLessThan(5e-8);
  });

  test("chances of so many purchases are the published ones", () => {
    // ../shared/reference/value.md
    const chance = (t: number, n: number): number => forecastPurchaseCounts(bgNbd, weeks(t)).chances[n] as number;
    expectRelative(chance(39, 0), 0.5737864, 1e-6);
    expectRelative(chance(2, 10), 1.07869e-7, 1e-6);
    expectRelative(chance(30, 11), 0.0019995214, 1e-6);
    expectRelative(chance(30, 12), 0.0015170236, 1e-6);
    expectRelative(chance(30, 13), 0.00116331505, 1e-6);
  });

  test("agrees with the closed form of the paper wherever that can be computed", () => {
    const { r, alpha, a, b } = bgNbd.parameters;
    for (const [x, age, t] of [
      [0, 0, 39],
      [2, 38.86, 39],
      [7, 20, 5],
      [26, 31, 52],
      [3, 10, 400],
    ] as const) {
      // eq. 10 without P(alive): Fader, Hardie, Lee (2005)
      const z = t / (alpha + age + t);
      const series = hypergeometric2F1(r + x, b + x, a + b + x - 1, z);
      const expected = ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + age) / (alpha + age + t)) ** (r + x) * series);
      expectRelative(purchasesUntilStop(r + x, t / (alpha + age), a, b + x), expected, 1e-9);
    }
  });
});

describe("Pareto/NBD at the published parameters", () => {
  const frequent = customer(26, 30.86, 31);

  test("P(alive) and expected purchases of a frequent customer", () => {
    // ../shared/reference/value.md
    expect(Math.abs(predictAlive(paretoNbd, frequent).value - 0.9979178)).toBeLessThan(5e-8);
    expect(Math.abs(predictPurchases(paretoNbd, frequent, weeks(52)).value - 25.45491)).toBeLessThan(5e-6);
  });

  test("agrees with the hypergeometric form of the paper on both sides of alpha = beta", () => {
    // Fader, Hardie (2005): A0 as a difference of two hypergeometric functions
    for (const [alpha, beta] of [
      [10.58, 11.66],
      [11.66, 10.58],
      [4, 30],
      [30, 4],
    ] as const) {
      for (const [x, recency, age] of [
        [0, 0, 39],
        [2, 30.43, 38.86],
        [26, 10, 31],
      ] as const) {
        const [r, s] = [0.55, 0.61];
        const [large, small] = [Math.max(alpha, beta), Math.min(alpha, beta)];
        const c = alpha >= beta ? s + 1 : r + x;
        const at = (time: number): number =>
          hypergeometric2F1(r + s + x, c, r + s + x + 1, (large - small) / (large + time)) /
          (large + time) ** (r + s + x);
        const expected = Math.log((s / (r + s + x)) * (at(recency) - at(age)));
        const { log } = stoppingIntegral(r + x, alpha, s, beta, recency, age, newStopping(), false);
        expectClose(log, expected, 1e-9);
      }
    }
  });

  test.each([161, 204, 221, 254, 400, 450, 500])("%d purchases overflow nothing", (x) => {
    const parameters = { r: 10.465, alpha: 0.00798565, s: 3.0516, beta: 2.82 };
    const model = defineBuyingModel("pareto_nbd", { unit: "week", parameters });
    const alive = predictAlive(model, customer(x, 38.9, 39)).value;
    expect(alive).toBeGreaterThan(0);
    expect(alive).toBeLessThan(1);
    expect(predictPurchases(model, customer(x, 38.9, 39), weeks(52)).value).toBeGreaterThan(0);
    // the longer they wait, the smaller the chance; at last it is 0 and not NaN
    expect(predictAlive(model, customer(x, 38, 39)).value).toBeLessThan(alive);
    expect(predictAlive(model, customer(x, 1, 39)).value).toBeLessThan(1e-12);
  });
});

describe.each(models)("%s hangs together", (_, model) => {
  const buyers = [
    customer(0, 0, 0),
    customer(0, 0, 39),
    customer(1, 2, 39),
    customer(26, 30.86, 31),
    customer(300, 38, 39),
  ];

  test.each(buyers)(
    "the mean of the count's distribution is the expectation, its zero the chance of silence: %j",
    (record) => {
      const { chances, beyond } = forecastPurchaseCounts(model, weeks(20), { record, most: 900 });
      expect(beyond).toBeLessThan(1e-9);
      expect(chances.every((chance) => chance >= 0)).toBe(true);
      const mean = chances.reduce((total, chance, n) => total + n * chance, 0);
      expectRelative(mean, predictPurchases(model, record, weeks(20)).value, 1e-9);
      expectClose(chances[0] as number, predictSilence(model, record, weeks(20)).value, 1e-12);
    },
  );

  test("a new customer is one of whom nothing is known", () => {
    const fresh = customer(0, 0, 0);
    expect(expectedPurchases(model, weeks(52)).value).toBe(predictPurchases(model, fresh, weeks(52)).value);
    expect(forecastPurchaseCounts(model, weeks(52))).toEqual(
      forecastPurchaseCounts(model, weeks(52), { record: fresh }),
    );
  });

  test("in no time nothing is bought", () => {
    for (const record of buyers) {
      expect(predictPurchases(model, record, weeks(0)).value).toBe(0);
      expect(predictSilence(model, record, weeks(0)).value).toBe(1);
    }
  });

  test("no purchase in two spans is none in the first, and then none in the second given the silence", () => {
    const [s, t] = [12, 30];
    const both = predictSilence(model, customer(0, 0, 0), weeks(s + t)).value;
    const first = predictSilence(model, customer(0, 0, 0), weeks(s)).value;
    const then = predictSilence(model, customer(0, 0, s), weeks(t)).value;
    expectRelative(first * then, both, 1e-12);
  });

  test("a cohort is the sum of its customers, each from the first purchase on", () => {
    const cohort = { unit: "week", starts: [0, 3, 3, 10], customers: [1, 2, 1, 5] } as const;
    const at = (t: number): number => (t > 0 ? expectedPurchases(model, weeks(t)).value : 0);
    const expected = [0, 2, 8, 30].map((t) => at(t) + 3 * at(t - 3) + 5 * at(t - 10));
    const column = predictCohortPurchases(model, cohort, [0, 2, 8, 30]);
    expected.forEach((value, i) => {
      expectClose(column[i] as number, value, 1e-12);
    });
    const table = { unit: "week", frequency: [0, 0], recency: [0, 0], age: [10, 4] } as const;
    expectClose(predictCohortPurchases(model, table, [0])[0] as number, at(10) + at(4), 1e-12);
  });

  test("a column holds the very figures of its records", () => {
    const rows = [...buyers, customer(2, 30.43, 38.86), customer(2, 30.43, 38.86), customer(2, 29, 38.86)];
    const table: BuyingTable<"week"> = {
      unit: "week",
      frequency: rows.map((row) => row.frequency),
      recency: rows.map((row) => row.recency),
      age: rows.map((row) => row.age),
    };
    const records = (of: (row: BuyingRecord<"week">) => { readonly value: number }): number[] =>
      rows.map((row) => of(row).value);
    expect(Array.from(predictAliveColumn(model, table))).toEqual(records((row) => predictAlive(model, row)));
    expect(Array.from(predictPurchasesColumn(model, table, weeks(39)))).toEqual(
      records((row) => predictPurchases(model, row, weeks(39))),
    );
    expect(Array.from(predictSilenceColumn(model, table, weeks(39)))).toEqual(
      records((row) => predictSilence(model, row, weeks(39))),
    );
  });
});

describe("no legal input has no answer", () => {
  // with a = b near 0 half of the customers stop at their first chance and the others never do
  test.each([1e-30, 1e-12])("where customers either stop at once or never: a = b = %d", (e) => {
    const model = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 1, alpha: 4, a: e, b: e } });
    expectRelative(predictAlive(model, customer(1, 5, 5)).value, 0.5, 1e-11);
    // purchases that are due are geometric, each one more with a chance of a half
    expectRelative(expectedPurchases(model, weeks(4)).value, 0.5 + 0.25, 1e-11);
    const { chances, beyond } = forecastPurchaseCounts(model, weeks(4), { most: 2 });
    [0.5, 0.25 / 2 + 0.5 / 2, 0.125 / 2].forEach((right, n) => {
      expectRelative(chances[n] as number, right, 1e-11);
    });
    expectRelative(beyond, 0.125 / 2, 1e-11);
  });

  const extremes = [1e-6, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 3, 1e6];
  const records = [
    customer(0, 0, 0),
    customer(0, 0, 39),
    customer(1, 0, 0),
    customer(500, 39, 39),
    customer(500, 1, 1e6),
  ];
  test.each(["bg_nbd", "mbg_nbd", "pareto_nbd"] as const)("%s", (kind) => {
    for (const third of extremes) {
      for (const other of extremes) {
        const parameters = { r: other, alpha: 4, a: third, b: other, s: third, beta: other };
        const model = defineBuyingModel(kind, { unit: "week", parameters });
        for (const record of records) {
          for (const t of [0, 1e-9, 1, 39, 1e9]) {
            const expected = predictPurchases(model, record, weeks(t)).value;
            const chances = [predictAlive(model, record).value, predictSilence(model, record, weeks(t)).value];
            const at = `${kind} ${third} ${other} ${JSON.stringify(record)} ${t}`;
            expect(Number.isFinite(expected) && expected >= 0, at).toBe(true);
            expect(
              chances.every((chance) => chance >= 0 && chance <= 1),
              at,
            ).toBe(true);
          }
        }
      }
    }
  });

  test("expected purchases pass smoothly through a = 1 and s = 1", () => {
    const at = (kind: "bg_nbd" | "pareto_nbd", third: number, t: number): number => {
      const parameters = { r: 0.25, alpha: 4, a: third, b: 2.5, s: third, beta: 12 };
      return predictPurchases(defineBuyingModel(kind, { unit: "week", parameters }), customer(2, 20, 30), weeks(t))
        .value;
    };
    for (const kind of ["bg_nbd", "pareto_nbd"] as const) {
      for (const t of [1, 39, 1e4, 1e7]) {
        const middle = at(kind, 1, t);
        expectRelative(at(kind, 1 - 1e-9, t), middle, 1e-7);
        expectRelative(at(kind, 1 + 1e-9, t), middle, 1e-7);
        // the slope on one side is that on the other
        expectClose((at(kind, 1 + 1e-4, t) + at(kind, 1 - 1e-4, t)) / 2 / middle, 1, 1e-5);
      }
    }
  });

  test("a mean that does not exist is named, not computed", () => {
    const endless = predictLifetimePurchases(bgNbd, customer(2, 30, 39));
    expect(endless).toEqual({ abstained: { code: "buying_endless_mean", params: { parameter: "a", value: 0.793 } } });
    expect(predictLifetimePurchases(paretoNbd, customer(2, 30, 39))).toMatchObject({
      abstained: { params: { parameter: "s" } },
    });
  });

  test.each(["bg_nbd", "mbg_nbd", "pareto_nbd"] as const)("where it exists, %s approaches it", (kind) => {
    const parameters = { r: 0.5, alpha: 4, a: 2.5, b: 3, s: 2.5, beta: 12 };
    const model = defineBuyingModel(kind, { unit: "week", parameters });
    const ever = predictLifetimePurchases(model, customer(2, 30, 39)) as { value: number };
    const long = predictPurchases(model, customer(2, 30, 39), weeks(1e9)).value;
    expect(long).toBeLessThanOrEqual(ever.value * (1 + 1e-12));
    expectRelative(long, ever.value, 1e-6);
  });
});

describe("predictions of a fitted model", () => {
  const book = simulatedBook("bg_nbd", [0.5, 5, 0.9, 2.5], 1500, 17);

  test("carry the customers behind them and an interval around the value", () => {
    for (const model of [fitBgNbd(book), fitMbgNbd(book), fitParetoNbd(book)]) {
      const record = customer(3, 20, 40);
      for (const figure of [
        predictPurchases(model, record, weeks(26)),
        predictAlive(model, record),
        predictSilence(model, record, weeks(26)),
        expectedPurchases(model, weeks(26)),
      ]) {
        expect(figure.n).toBe(1500);
        expect(figure.interval?.lower).toBeLessThan(figure.value);
        expect(figure.interval?.upper).toBeGreaterThan(figure.value);
        expect(figure.interval?.level).toBe(0.95);
      }
    }
  });

  test("use the covariates that the model learned from, and ask for them", () => {
    const z = Array.from({ length: 1500 }, (_, i) => i % 2);
    const model = fitBgNbd({ ...book, covariates: { z } }, { covariates: { purchase: ["z"] } });
    const record = { ...customer(3, 20, 40), covariates: { z: 1 } };
    const coefficient = model.effects?.[0]?.coefficient as number;
    const { alpha } = model.parameters;
    const moved = { ...model.parameters, alpha: alpha * Math.exp(-coefficient) };
    const same = defineBuyingModel("bg_nbd", { unit: "week", parameters: moved });
    expectRelative(
      predictPurchases(model, record, weeks(9)).value,
      predictPurchases(same, customer(3, 20, 40), weeks(9)).value,
      1e-12,
    );
    const table = { unit: "week", frequency: [3], recency: [20], age: [40], covariates: { z: [1] } } as const;
    expect(predictPurchasesColumn(model, table, weeks(9))[0]).toBe(predictPurchases(model, record, weeks(9)).value);
    expectClose(
      predictCohortPurchases(model, table, [0])[0] as number,
      expectedPurchases(model, weeks(40), { covariates: { z: 1 } }).value,
      1e-12,
    );
    expect(() => predictPurchases(model, customer(3, 20, 40), weeks(9))).toThrow(/"z"/);
    expect(() => predictAliveColumn(model, { ...table, covariates: {} })).toThrow(/"z"/);
    expect(() => expectedPurchases(model, weeks(9))).toThrow(/"z"/);
    // far outside what was seen
    const far = { ...customer(3, 20, 40), covariates: { z: 1e9 } };
    expect(Number.isFinite(predictPurchases(model, far, weeks(9)).value)).toBe(true);
  });

  test("hit what simulated customers buy afterwards", () => {
    const truth = [0.5, 5, 0.9, 2.5] as const;
    const future = simulatedBook("bg_nbd", truth, 20_000, 23, 52, 26);
    const parameters = { r: truth[0], alpha: truth[1], a: truth[2], b: truth[3] };
    const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
    const expected = predictPurchasesColumn(model, future, weeks(26));
    const silent = predictSilenceColumn(model, future, weeks(26));
    const total = (column: ArrayLike<number>): number => Array.from(column).reduce((sum, cell) => sum + cell, 0);
    // three standard errors of the totals
    expectRelative(total(future.later), total(expected), 0.05);
    expectRelative(total(future.later.map((n) => (n === 0 ? 1 : 0))), total(silent), 0.01);
  });
});

describe("weeks do not meet months", () => {
  test.each([
    () => predictPurchases(bgNbd, { ...customer(1, 2, 3), unit: "month" } as never, weeks(3)),
    () => predictPurchases(bgNbd, customer(1, 2, 3), { unit: "month", length: 3 } as never),
    () => predictAliveColumn(bgNbd, { unit: "day", frequency: [1], recency: [1], age: [2] } as never),
    () => predictCohortPurchases(bgNbd, { unit: "day", starts: [0] } as never, [1]),
    () => forecastPurchaseCounts(bgNbd, weeks(1), { record: { ...customer(1, 2, 3), unit: "year" } as never }),
  ])("at run time either (%#)", (call) => {
    expect(call).toThrow(expect.objectContaining({ code: "inconsistent" }));
  });
});

describe("models bent by hand are refused", () => {
  test.each([
    [{ ...bgNbd, kind: "bgnbd" }, "invalid_model"],
    [{ ...bgNbd, parameters: { ...bgNbd.parameters, a: 0 } }, "out_of_range"],
    [{ ...bgNbd, parameters: { ...bgNbd.parameters, a: Number.NaN } }, "not_finite"],
    [{ ...bgNbd, covariance: [[1, 2]] }, "invalid_model"],
    [{ ...bgNbd, effects: [{ covariate: "z", on: "beta", coefficient: 1 }] }, "unknown_id"],
    [{ ...bgNbd, effects: [{ covariate: "z", on: "a", coefficient: 1e9 }] }, "out_of_range"],
    [{ ...bgNbd, fittedOn: undefined }, "invalid_type"],
  ])("%j", (model, code) => {
    expect(() => predictAlive(model as never, customer(1, 2, 3))).toThrow(expect.objectContaining({ code }));
  });
});

describeWithData(
  "CDNOW",
  ["cdnow/CDNOW_sample.txt", "cdnow/CDNOW_master.txt", "cdnow/cdnow_customers_summary.csv"],
  () => {
    test("expected purchases of a new customer are those of the paper", () => {
      const model = fitBgNbd(cdnowCustomers());
      // ../shared/reference/value.md, "3 decimals"
      const published = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576];
      [0.1429, 1, 3, 31.8571, 32, 78].forEach((t, i) => {
        expect(Math.abs(expectedPurchases(model, weeks(t)).value - (published[i] as number))).toBeLessThan(5e-4);
      });
    });

    test("cumulative sales of the sample are tracked as published, weeks 20–25", () => {
      const history = summarizePurchases(cdnowOrders("sample"), cdnowPeriods);
      const model = fitParetoNbd(cdnowCustomers());
      const origin = Math.min(...history.firstDay);
      const starts = Array.from(history.firstDay, (day) => (day - origin) / 7);
      const expected = predictCohortPurchases(model, { unit: "week", starts }, [20, 21, 22, 23, 24, 25]);
      expect(Array.from(expected, Math.round)).toEqual([1309, 1385, 1460, 1533, 1604, 1674]);
    });

    test("at week 78 the models fall short as in the paper, on the sample and on all 23,570 customers", () => {
      const shortfalls = (set: "sample" | "master"): number[] => {
        const { table, holdout, firstDay } = summarizePurchases(cdnowOrders(set), cdnowPeriods);
        const total = (column: ArrayLike<number> = []): number => Array.from(column).reduce((n, x) => n + x, 0);
        const actual = total(table.frequency) + total(holdout?.purchases);
        const origin = Math.min(...firstDay);
        const starts = Array.from(firstDay, (day) => (day - origin) / 7);
        return [fitBgNbd(table), fitParetoNbd(table)].map((model) => {
          const [expected = 0] = predictCohortPurchases(model, { unit: "week", starts }, [78]);
          return Math.round(100 * (1 - expected / actual));
        });
      };
      // Fader, Hardie, Lee (2005), for the sample: about 4 % (BG/NBD) and 2 % (Pareto/NBD)
      const sample = shortfalls("sample");
      expect(sample[0]).toBe(4);
      expect(sample[1]).toBeLessThanOrEqual(2);
      const master = shortfalls("master");
      master.forEach((shortfall) => {
        expect(shortfall).toBeGreaterThanOrEqual(0);
        expect(shortfall).toBeLessThanOrEqual(6);
      });
    });
  },
);
