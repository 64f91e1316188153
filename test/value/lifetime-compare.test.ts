import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  type BuyingModel,
  buyingGainsChart,
  compareBuyingModels,
  defineBuyingModel,
  fitBgNbd,
  fitParetoNbd,
  frequencyChart,
  type HoldoutHistory,
  holdoutChart,
  measureBuyingHoldout,
  measurePurchaseFrequencies,
  measureTracking,
  predictPurchases,
  summarizePurchases,
  trackingChart,
} from "../../src/value/index.ts";
import { logLikelihoods } from "../../src/value/lifetime/log-likelihoods.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData } from "../support/shared-data.ts";
import { simulatedBook } from "./buying-books.ts";
import { cdnowOrders, cdnowPeriods } from "./cdnow.ts";

/** Published for the CDNOW sample: Fader, Hardie & Lee (2005), Marketing Science 24. */
const published = defineBuyingModel("bg_nbd", {
  unit: "week",
  parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
});
const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
const { amount: _, ...reading } = cdnowPeriods;

/** A book with its holdout of 26 weeks. */
function bookOf(kind: "bg_nbd" | "pareto_nbd", customers: number, seed: number): HoldoutHistory<"week"> {
  const truth = kind === "bg_nbd" ? ([0.8, 3, 0.9, 1.5] as const) : ([0.8, 6, 1.5, 20] as const);
  const { later, ...table } = simulatedBook(kind, truth, customers, seed, 52, 26);
  return { table, holdout: { duration: { unit: "week", length: 26 }, purchases: later } };
}

describe("a comparison of models", () => {
  test("prefers the law by which the customers bought, and knows when luck may have decided", () => {
    const many = compareBuyingModels(bookOf("bg_nbd", 3000, 5), { kinds: ["pareto_nbd", "bg_nbd"], replicates: 200 });
    expect(many.models.map(({ kind }) => kind)).toEqual(["pareto_nbd", "bg_nbd"]);
    expect(many.byLikelihood).toMatchObject({ best: "bg_nbd", second: "pareto_nbd", clear: true });
    const { later: _later, ...table } = simulatedBook("bg_nbd", [0.25, 4.5, 0.8, 2.5], 800, 3);
    const few = compareBuyingModels({ table }, { kinds: ["mbg_nbd", "bg_nbd"], replicates: 200 });
    expect(few.byLikelihood?.clear).toBe(false);
    expect(many.reasons.map(({ code }) => code)).toEqual(["lifetime_model_by_likelihood", "lifetime_model_by_holdout"]);
    expect(word(many.reasons[0] as never, "zh")).toContain("BG/NBD 最能解释购买行为");
  });

  test("counts likelihood, AIC and BIC over the same customers", () => {
    const history = bookOf("pareto_nbd", 400, 8);
    const { models } = compareBuyingModels(history, { replicates: 100 });
    for (const { model, logLikelihood, aic, bic } of models) {
      const sum = logLikelihoods(model as BuyingModel, history.table).reduce((total, log) => total + log, 0);
      expect(sum).toBeCloseTo(logLikelihood, 6);
      expect(aic).toBeCloseTo(8 - 2 * logLikelihood, 9);
      expect(bic).toBeCloseTo(4 * Math.log(400) - 2 * logLikelihood, 9);
    }
  });

  test("with covariates gives every model the same, and charges for them", () => {
    const { table, holdout } = bookOf("bg_nbd", 500, 4);
    const shop = Array.from(table.age, (_, i) => i % 2);
    const history = { table: { ...table, covariates: { shop } }, ...(holdout !== undefined && { holdout }) };
    const found = compareBuyingModels(history, {
      kinds: ["bg_nbd", "pareto_nbd"],
      covariates: { purchase: ["shop"] },
      replicates: 100,
    });
    expect(found.models.map(({ parameters }) => parameters)).toEqual([5, 5]);
  });

  test("says nothing about customers who never bought again", () => {
    const zeros = [0, 0, 0, 0];
    const table = { unit: "week", frequency: zeros, recency: zeros, age: [10, 20, 30, 30] } as const;
    const found = compareBuyingModels({ table });
    expect(found.byLikelihood).toBeUndefined();
    expect(found.reasons.every(({ code }) => code === "lifetime_model_left_out")).toBe(true);
  });

  test("refuses fewer than two models, or one twice", () => {
    const history = bookOf("bg_nbd", 50, 1);
    const act = (options: object) => () => compareBuyingModels(history, options as never);
    expect(act({ kinds: ["bg_nbd"] })).toThrow(refused("empty_input"));
    expect(act({ kinds: ["bg_nbd", "bg_nbd"] })).toThrow(refused("duplicate_id"));
    expect(act({ kinds: ["bg_nbd", "nbd"] })).toThrow(refused("unknown_id"));
    expect(act({ replicates: 5 })).toThrow(refused("out_of_range"));
    expect(act({ covariates: { purchase: ["shop"] } })).toThrow(refused("unknown_id"));
  });
});

describe("a holdout", () => {
  const table = {
    unit: "week",
    frequency: [5, 0, 2, 0],
    recency: [30, 0, 20, 0],
    age: [39, 39, 39, 20],
  } as const;
  const duration = { unit: "week", length: 39 } as const;
  const score = (purchases: readonly number[]) =>
    measureBuyingHoldout(published, { table, holdout: { duration, purchases: Int32Array.from(purchases) } });

  test("is scored customer by customer and in all", () => {
    const found = score([4, 0, 1, 1]);
    const forecast = [0, 1, 2, 3].map((i) => {
      const record = {
        unit: "week",
        frequency: table.frequency[i] as number,
        recency: table.recency[i] as number,
      } as const;
      return predictPurchases(published, { ...record, age: table.age[i] as number }, duration).value;
    });
    const errors = forecast.map((value, i) => value - ([4, 0, 1, 1][i] as number));
    expect(found.mae).toBeCloseTo(errors.reduce((sum, e) => sum + Math.abs(e), 0) / 4, 12);
    expect(found.rmse).toBeCloseTo(Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / 4), 12);
    expect(found.totalError).toBeCloseTo(forecast.reduce((a, b) => a + b, 0) / 6 - 1, 12);
    expect(found.byFrequency.map(({ frequency, customers }) => [frequency, customers])).toEqual([
      [0, 2],
      [2, 1],
      [5, 1],
    ]);
  });

  test("in the very order of the forecast has a Gini of 1, in the opposite order of −1, and none where nothing was bought", () => {
    expect(score([9, 1, 5, 2]).gini).toBeCloseTo(1, 12);
    expect(score([9, 1, 5, 2]).rankCorrelation).toBeCloseTo(1, 12);
    expect(score([1, 9, 2, 5]).gini).toBeCloseTo(-1, 12);
    const none = score([0, 0, 0, 0]);
    expect(none).not.toHaveProperty("gini");
    expect(none).not.toHaveProperty("totalError");
    expect(none.gains.at(-1)).toEqual({ customers: 1, captured: 1, best: 1 });
  });

  test("that is missing or does not fit is refused", () => {
    expect(() => measureBuyingHoldout(published, { table })).toThrow(refused("invalid_type"));
    expect(() => score([1, 2])).toThrow(refused("length_mismatch"));
    expect(() => score([1, 2, 3, -4])).toThrow(refused("out_of_range"));
  });
});

describe("a tracking", () => {
  const orders = [
    ["b", "2026-02-10"],
    ["a", "2026-01-01"],
    ["a", "2026-01-20"],
    ["a", "2026-01-20"],
    ["__proto__", "2026-01-08"],
    ["__proto__", "2026-02-03"],
  ] as const;
  type Row = readonly [string, string];
  const options = {
    model: published,
    customerId: (row: Row) => row[0],
    date: (row: Row) => row[1],
    end: "2026-01-28",
  } as const;

  test("counts what was bought again by customers of the calibration, whatever the order of the rows", () => {
    const found = measureTracking(orders, options);
    expect(found.customers).toBe(2);
    expect(found.points.map(({ actual }) => actual)).toEqual([0, 0, 1, 0, 1, 0]);
    expect(found.points.map(({ calibration }) => calibration)).toEqual([true, true, true, true, false, false]);
    expect(found.calibrationPeriods).toBe(4);
    expect([found.calibration.actual, found.holdout.actual]).toEqual([1, 1]);
    expect(measureTracking([...orders].reverse(), options)).toEqual(found);
    const sum = found.points.reduce((total, { expected }) => total + expected, 0);
    expect(sum).toBeCloseTo(found.calibration.expected + found.holdout.expected, 12);
  });

  test("leaves refunds out, and customers from before its start", () => {
    const money = { ...options, amount: (row: Row) => (row[1] === "2026-02-03" ? -5 : 5) };
    expect(measureTracking(orders, money).holdout.actual).toBe(0);
    expect(measureTracking(orders, { ...options, start: "2026-01-02" }).customers).toBe(1);
  });

  test("refuses what cannot be tracked", () => {
    const act =
      (own: object, rows: readonly Row[] = orders) =>
      () =>
        measureTracking(rows, { ...options, ...own } as never);
    expect(act({}, [])).toThrow(refused("empty_input"));
    expect(act({ end: "2025-01-01", start: "2025-01-01" })).toThrow(refused("empty_input"));
    expect(act({ until: "2026-01-01" })).toThrow(refused("inconsistent"));
    expect(act({ date: () => "yesterday" })).toThrow(refused("invalid_date"));
    expect(act({ customerId: () => 7 })).toThrow(refused("invalid_type"));
    expect(act({ amount: () => Number.NaN })).toThrow(refused("invalid_type"));
    expect(act({ model: {} })).toThrow(refused("invalid_model"));
    expect(act({ start: "0001-01-01", model: defineBuyingModel("bg_nbd", { ...published, unit: "day" }) })).toThrow(
      refused("out_of_range"),
    );
  });
});

describe("customers by repeat purchases", () => {
  test("are counted once, and expected once", () => {
    for (const kind of ["bg_nbd", "pareto_nbd"] as const) {
      const { table } = bookOf(kind, 3000, 2);
      const model = kind === "bg_nbd" ? fitBgNbd(table) : fitParetoNbd(table);
      const rows = measurePurchaseFrequencies(model, table, { most: 5 });
      const sum = (of: "actual" | "expected") => rows.reduce((total, row) => total + row[of], 0);
      expect(sum("actual")).toBe(3000);
      expect(sum("expected")).toBeCloseTo(3000, 6);
      // the model that made them fits: chi-squared with 5 − 4 degrees would be 10.8 at one in a thousand; 6 cells
      const misfit = rows.reduce((total, { actual, expected }) => total + (actual - expected) ** 2 / expected, 0);
      expect(misfit).toBeLessThan(15);
    }
  });
});

describeWithData("CDNOW", ["cdnow/CDNOW_sample.txt", "cdnow/CDNOW_master.txt"], () => {
  test("the sample's weeks 20–25 are those that were published", () => {
    const orders = cdnowOrders("sample");
    const model = defineBuyingModel("pareto_nbd", {
      unit: "week",
      parameters: { r: 0.5532755, alpha: 10.5776, s: 0.606213, beta: 11.6679 },
    });
    const options = { ...reading, model, until: "1998-06-30" };
    const { points } = measureTracking(orders, options);
    const weeks = points.slice(19, 25);
    expect(weeks.map(({ cumulativeActual }) => cumulativeActual)).toEqual([1359, 1414, 1484, 1517, 1573, 1672]);
    // BTYD counts each week's expectation a day longer than its purchases: 20 weeks after the first of 1 January
    const expected = weeks.map(({ cumulativeExpected }, k) => {
      const next = points[20 + k]?.cumulativeExpected as number;
      return cumulativeExpected + (next - cumulativeExpected) / 7;
    });
    [1309, 1385, 1460, 1533, 1604, 1674].forEach((right, k) => {
      expect(Math.abs((expected[k] as number) - right)).toBeLessThan(1);
    });
  });

  test("all 23,570 customers: 39 weeks fitted, 39 forecast, no worse than the published model", async () => {
    const orders = cdnowOrders("master");
    const history = summarizePurchases(orders, cdnowPeriods);
    const model = fitBgNbd(history.table);
    const options = { ...reading, until: "1998-06-30" };
    const own = measureTracking(orders, { ...options, model });
    const theirs = measureTracking(orders, { ...options, model: published });
    expect(own.customers).toBe(23_570);
    expect(own.points.length).toBe(78);
    expect(own.calibration.actual).toBe(history.table.frequency.reduce((total, x) => total + x, 0));
    expect(own.holdout.actual).toBe(history.holdout?.purchases.reduce((total, x) => total + x, 0));
    expect(Math.abs(own.calibration.error as number)).toBeLessThan(0.01);
    expect(Math.abs(own.holdout.error as number)).toBeLessThan(Math.abs(theirs.holdout.error as number));
    const score = measureBuyingHoldout(model, history);
    const frequencies = measurePurchaseFrequencies(model, history.table);
    for (const [name, draw] of [
      ["lifetime-tracking-en", () => trackingChart(own)],
      ["lifetime-tracking-single-zh", () => trackingChart(own, { locale: "zh", mode: "single" })],
      ["lifetime-frequency-zh", () => frequencyChart(frequencies, { locale: "zh" })],
      ["lifetime-holdout-en", () => holdoutChart(score)],
      ["lifetime-gains-zh", () => buyingGainsChart(score, { locale: "zh" })],
    ] as const) {
      const chart = draw();
      expectValidChart(chart);
      await writePicture(chart, name);
    }
    for (const chart of [trackingChart(own, { locale: "zh" }), holdoutChart(score, { locale: "zh" })]) {
      expectValidChart(chart);
    }
  }, 60_000);
});
