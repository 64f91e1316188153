import { describe, expect, test } from "vitest";
import { type ClienteleError, loadModel, describe as word } from "../../src/core/index.ts";
import { gammaGammaModelSpec, spendingRecordSchema, spendingStateSchema } from "../../src/schemas.ts";
import {
  fitGammaGamma,
  fitGammaGammaFromState,
  type GammaGammaModel,
  measureRefunds,
  measureSpendIndependence,
  mergeSpendingStates,
  predictSpend,
  predictSpendColumn,
  type SpendingTable,
  spendingStateOf,
} from "../../src/value/index.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { Coverage, simulatedSpending } from "./simulated.ts";

const TRUTH = { p: 6.25, q: 3.74, v: 15.44 };

function fitted(table: SpendingTable, options = {}): GammaGammaModel {
  const model = fitGammaGamma(table, options);
  if ("abstained" in model) throw new Error(word(model.abstained));
  return model;
}
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as ClienteleError).code;
  }
  return "nothing";
};
/** A model that was written by hand, with nothing known of its spread. */
const written = (parameters: GammaGammaModel["parameters"]): GammaGammaModel => ({
  kind: "gamma_gamma",
  version: 1,
  parameters,
  level: 0.95,
  fittedOn: { customers: 0, repeaters: 0, purchases: 0, notes: [] },
});
const meanOf = (spend: ReturnType<typeof predictSpend>): number => ("abstained" in spend ? Number.NaN : spend.value);

function cdnow(): SpendingTable & { frequency: number[]; meanSpend: number[] } {
  const rows = readSharedCsv("cdnow/cdnow_customers_summary_with_transactions.csv");
  return { frequency: rows.map((row) => Number(row["x"])), meanSpend: rows.map((row) => Number(row["zbar"])) };
}

describeWithData("CDNOW, 946 repeat customers", ["cdnow/cdnow_customers_summary_with_transactions.csv"], () => {
  test("parameters and likelihood are those of the reference", () => {
    const { parameters, fittedOn } = fitted(cdnow());
    // ../shared/reference/value.md, column calc; Fader & Hardie (2013) print 6.25, 3.74, 15.44
    expectRelative(parameters.p, 6.2488, 1e-5);
    expectRelative(parameters.q, 3.74459, 1e-5);
    expectRelative(parameters.v, 15.44774, 1e-5);
    expectClose((fittedOn.report?.logLikelihood as number) + 4055.92324, 0, 1e-4);
    expect(fittedOn).toMatchObject({ customers: 2357, repeaters: 946, purchases: 2457, notes: [] });
    expect(fittedOn.report).toMatchObject({ converged: true, identifiable: true, starts: 3, agreeing: 3 });
  });

  test("expected spend of the first ten customers is that of the reference", () => {
    const model = fitted(cdnow());
    const { frequency, meanSpend } = cdnow();
    const column = predictSpendColumn(model, { frequency, meanSpend }) as Float64Array;
    // ../shared/reference/value.md, ±.1
    [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17].forEach((expected, i) => {
      expect(Math.abs((column[i] as number) - expected)).toBeLessThan(0.1);
      const one = predictSpend(model, { frequency: frequency[i] as number, meanSpend: meanSpend[i] as number });
      expect(meanOf(one)).toBe(column[i]);
    });
  });

  test("frequency and spend hang together as weakly as the authors found", () => {
    const found = measureSpendIndependence(cdnow());
    if ("abstained" in found) throw new Error("abstained");
    // Fader & Hardie (2013), section 5: .11; .06 without two outliers
    expectClose(found.correlation.value, 0.11, 0.005);
    expect(found.correlation.interval.lower).toBeLessThan(0.06);
    expect(found.explained).toBeLessThan(0.02);
  });

  test("bootstrap intervals are wider than those of the curvature where the model does not describe all customers", () => {
    const delta = fitted(cdnow());
    const drawn = fitted(cdnow(), { bootstrap: { replicates: 100, seed: 1 } });
    const width = (model: GammaGammaModel) =>
      Math.log((model.intervals?.p.upper ?? 0) / (model.intervals?.p.lower ?? 0));
    expect(drawn.intervalMethod).toBe("bootstrap");
    expect(drawn.parameters).toEqual(delta.parameters);
    expect(width(drawn)).toBeGreaterThan(width(delta));
    expect(fitted(cdnow(), { bootstrap: { replicates: 100, seed: 1 } })).toEqual(drawn);
    expect(fitted(cdnow(), { bootstrap: { replicates: 100, seed: 2 } })).not.toEqual(drawn);
  });

  test("shards counted apart give the very same model", () => {
    const { frequency, meanSpend } = cdnow();
    const shards = [0, 1, 2].map((part) => {
      const own = (column: readonly number[]) => column.filter((_, i) => i % 3 === part);
      return spendingStateOf({ frequency: own(frequency), meanSpend: own(meanSpend) });
    });
    const merged = mergeSpendingStates(JSON.parse(JSON.stringify(shards)));
    expect(merged).toEqual(spendingStateOf({ frequency, meanSpend }));
    expect(fitGammaGammaFromState(merged)).toEqual(fitGammaGamma({ frequency, meanSpend }));
  });
});

describe("what a customer is expected to spend", () => {
  test("is their own mean drawn towards the population's, the less so the more they bought", () => {
    const model = written(TRUTH);
    const mean = meanOf(predictSpend(model, { frequency: 0 }));
    // p·v / (q − 1), Fader & Hardie (2013), equation 3
    expectRelative(mean, (6.25 * 15.44) / 2.74, 1e-14);
    let before = mean;
    for (const frequency of [1, 2, 5, 20, 1000]) {
      const spend = predictSpend(model, { frequency, meanSpend: 100 });
      if ("abstained" in spend) throw new Error("abstained");
      expect(spend.value).toBeGreaterThan(before);
      expectRelative(spend.value, spend.ownWeight * 100 + (1 - spend.ownWeight) * mean, 1e-12);
      expect(spend.range.lower).toBeLessThan(spend.value);
      expect(spend.range.upper).toBeGreaterThan(spend.value);
      before = spend.value;
    }
    expectClose(before, 100, 0.1);
  });

  test("has an interval that widens with the doubt about the parameters", () => {
    const few = predictSpend(fitted(simulatedSpending(TRUTH, 300, 1)), { frequency: 1, meanSpend: 50 });
    const many = predictSpend(fitted(simulatedSpending(TRUTH, 3000, 1)), { frequency: 1, meanSpend: 50 });
    if ("abstained" in few || "abstained" in many || few.interval === undefined || many.interval === undefined) {
      throw new Error("no interval");
    }
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower;
    expect(width(few.interval)).toBeGreaterThan(2 * width(many.interval));
    expect(few.interval.lower).toBeLessThan(few.value);
  });

  test("does not exist where a few customers spend without limit, and says so", () => {
    const model = written({ p: 6, q: 0.9, v: 15 });
    expect(predictSpend(model, { frequency: 0 })).toEqual({
      abstained: { code: "spend_mean_infinite", params: { q: 0.9 } },
    });
    expect(predictSpendColumn(model, { frequency: [1, 0], meanSpend: [20, 0] })).toEqual({
      abstained: { code: "spend_mean_infinite", params: { q: 0.9 } },
    });
    // somebody who bought has a mean of their own, with a warning
    const known = predictSpend(model, { frequency: 3, meanSpend: 20 });
    if ("abstained" in known) throw new Error("abstained");
    expect(known.notes.map(({ code }) => code)).toEqual(["spend_mean_infinite"]);
    expect(known.ownWeight).toBe(1);
    expect(Number.isFinite(known.value)).toBe(true);
  });

  test("has no interval where the data leave open whether a mean exists", () => {
    const model = fitted(simulatedSpending({ p: 6, q: 1.15, v: 15 }, 60, 3));
    expect(model.intervals?.q.lower).toBeLessThan(1);
    expect(model.parameters.q).toBeGreaterThan(1);
    const spend = predictSpend(model, { frequency: 0 });
    if ("abstained" in spend) throw new Error("abstained");
    expect(spend.interval).toBeUndefined();
    expect(spend.notes.map(({ code }) => code)).toEqual(["spend_mean_open"]);
    expect(word(spend.notes[0] as never, "zh")).toMatch(/^无法给出区间/);
  });
});

describe("a fit is honest", () => {
  test("about too few repeat customers, and about customers who all spend the same", () => {
    expect(fitGammaGamma({ frequency: [], meanSpend: [] })).toMatchObject({ abstained: { code: "too_few_rows" } });
    expect(fitGammaGamma({ frequency: [0, 0, 0, 0], meanSpend: [0, 0, 0, 0] })).toEqual({
      abstained: { code: "too_few_rows", params: { n: 0, needed: 3 } },
    });
    expect(fitGammaGamma({ frequency: [1, 2, 3, 1], meanSpend: [9, 9, 9, 9] })).toEqual({
      abstained: { code: "all_values_equal", params: { n: 4, value: 9 } },
    });
  });

  test("about customers who are all alike: no intervals, the mean stands", () => {
    // spend scatters from purchase to purchase, not from customer to customer
    const model = fitted({ frequency: [2, 2, 2, 2, 2, 2], meanSpend: [9, 10, 11, 10, 9.5, 10.5] });
    expect(model.intervals).toBeUndefined();
    expect(model.covariance).toBeUndefined();
    expect(model.fittedOn.report?.identifiable).toBe(false);
    expect(model.fittedOn.notes).toHaveLength(1);
    expectClose(meanOf(predictSpend(model, { frequency: 0 })), 10, 1e-3);
  });

  test("about frequency that goes with spend", () => {
    const { frequency } = simulatedSpending(TRUTH, 400, 5);
    const model = fitted({ frequency, meanSpend: frequency.map((x, i) => 10 * x + (i % 7)) });
    expect(model.fittedOn.independence).toMatchObject({ verdict: "doubtful" });
    const note = model.fittedOn.notes.find(({ code }) => code === "spend_depends_on_frequency");
    expect(note && word(note)).toMatch(/^spend per purchase goes up with the number of purchases/);
  });

  test("in a few dozen simulated populations: intervals hold the truth", () => {
    const coverage = new Coverage();
    for (let seed = 0; seed < 60; seed++)
      coverage.count(fitted(simulatedSpending(TRUTH, 1000, 100 + seed)).intervals, TRUTH);
    expect(coverage.without).toBe(0);
    // 0.95 less three standard errors of 60 populations
    for (const share of Object.values(coverage.shares())) expect(share).toBeGreaterThan(0.86);
  });

  test("whatever the sizes: no NaN, no infinity, no endless search", () => {
    const tables: SpendingTable[] = [
      { frequency: [1, 1, 1], meanSpend: [1e-100, 1, 1e100] },
      { frequency: [2 ** 53 - 1, 1, 400], meanSpend: [3, 4, 5] },
      { frequency: [1, 1, 1, 1], meanSpend: [1e100, 1e100, 1e100, 9e99] },
      { frequency: [1, 1, 1, 500], meanSpend: [1, 1, 1, 1.0000001] },
    ];
    for (const table of tables) {
      const model = fitted(table);
      for (const frequency of [0, 1, 2 ** 53 - 1]) {
        const spend = predictSpend(model, { frequency, meanSpend: frequency === 0 ? 0 : 4 });
        if ("abstained" in spend) continue;
        for (const cell of [spend.value, spend.range.lower, spend.range.upper])
          expect(Number.isFinite(cell)).toBe(true);
      }
      expect(loadModel(gammaGammaModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    }
  });
});

describe("refunds are set apart", () => {
  const read = {
    customer: (row: readonly [string, number]) => row[0],
    amount: (row: readonly [string, number]) => row[1],
  };

  test("a mean of 0 or less is refused, and the remedy named", () => {
    expect(() => fitGammaGamma({ frequency: [1, 2], meanSpend: [10, -3] })).toThrow(
      /table\.meanSpend\[1\].*leave refunds and free orders out/,
    );
    expect(() => predictSpend(written(TRUTH), { frequency: 1, meanSpend: 0 })).toThrow(/measureRefunds/);
  });

  test("their share of sales comes with an interval over customers, ids of any kind", () => {
    const payments: [string, number][] = [
      ["__proto__", 100],
      ["__proto__", -20],
      ["constructor", 60],
      ["b", 40],
      ["c", 50],
      ["c", -50],
      ["d", 0],
    ];
    const refunds = measureRefunds(payments, read);
    expect(refunds).toMatchObject({ sales: 250, refunds: 70, customers: 5, refunding: 2, negative: 1 });
    if ("abstained" in refunds.share) throw new Error("abstained");
    expectClose(refunds.share.value, 0.28, 1e-14);
    expect(refunds.share.interval.lower).toBeGreaterThan(0);
    expect(refunds.share.interval.upper).toBeGreaterThan(0.28);
  });

  test("none at all still leaves an upper end; no sales leave nothing to say", () => {
    const { share } = measureRefunds(
      [
        ["a", 5],
        ["b", 7],
      ],
      read,
    );
    expect(share).toMatchObject({ value: 0, n: 2, interval: { lower: 0 } });
    expect((share as { interval: { upper: number } }).interval.upper).toBeGreaterThan(0.5);
    expect(measureRefunds([["a", -5]], read).share).toMatchObject({ abstained: { code: "zero_base" } });
    expect(measureRefunds([["a", 5]], read).share).toMatchObject({ abstained: { code: "too_few_rows" } });
  });
});

describe("the model as JSON", () => {
  const model = fitted(simulatedSpending(TRUTH, 100, 9), { bootstrap: { replicates: 20, seed: 1 } });
  const load = (change: object): string => codeOf(() => loadModel(gammaGammaModelSpec, { ...model, ...change }));

  test("travels whole", () => {
    expect(loadModel(gammaGammaModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  test("does not load with other parameters, a covariance of another size or unknown fields", () => {
    expect(load({ parameters: { p: 1, q: 1 } })).toBe("invalid_model");
    expect(load({ parameters: { p: 1, q: 1, v: -1 } })).toBe("invalid_model");
    expect(load({ covariance: [[1]] })).toBe("invalid_model");
    expect(load({ owner: 1 })).toBe("invalid_model");
    expect(load({ version: 2 })).toBe("unsupported_version");
  });

  test("records and states are checked at the boundary", () => {
    const state = spendingStateOf({ frequency: [2, 1, 0], meanSpend: [3, 4, 0] });
    expect(spendingStateSchema.safeParse(state).success).toBe(true);
    expect(spendingStateSchema.safeParse({ ...state, counts: [1] }).success).toBe(false);
    expect(spendingStateSchema.safeParse({ ...state, frequency: [2, 1] }).success).toBe(false);
    expect(spendingRecordSchema.safeParse({ frequency: 2, meanSpend: 4 }).success).toBe(true);
    expect(spendingRecordSchema.safeParse({ frequency: 2 }).success).toBe(false);
    expect(spendingRecordSchema.safeParse({ frequency: 0, meanSpend: 4 }).success).toBe(false);
  });
});

describe("bad input", () => {
  const js = <T>(value: unknown): T => value as T;
  test.each([
    [{ frequency: [1], meanSpend: [1, 2] }, "length_mismatch"],
    [{ frequency: [1] }, "invalid_type"],
    [{ frequency: [-1], meanSpend: [0] }, "out_of_range"],
    [{ frequency: [1.5], meanSpend: [1] }, "out_of_range"],
    [{ frequency: [1], meanSpend: [Number.NaN] }, "not_finite"],
    [{ frequency: [1], meanSpend: ["x"] }, "invalid_type"],
    [{ frequency: [1], meanSpend: [1e101] }, "out_of_range"],
    [{ frequency: [0], meanSpend: [5] }, "inconsistent"],
    [null, "invalid_type"],
  ])("a table such as %j", (table, code) => {
    expect(codeOf(() => fitGammaGamma(js(table)))).toBe(code);
    expect(codeOf(() => spendingStateOf(js(table)))).toBe(code);
    expect(codeOf(() => measureSpendIndependence(js(table)))).toBe(code);
    expect(codeOf(() => predictSpendColumn(written(TRUTH), js(table)))).toBe(code);
  });

  test("options, states and models that are none", () => {
    const table = { frequency: [1, 2, 3], meanSpend: [1, 2, 3] };
    expect(codeOf(() => fitGammaGamma(table, js(null)))).toBe("invalid_type");
    expect(codeOf(() => fitGammaGamma(table, { level: 1 }))).toBe("out_of_range");
    expect(codeOf(() => fitGammaGamma(table, { bootstrap: js(5) }))).toBe("invalid_type");
    expect(codeOf(() => fitGammaGamma(table, { bootstrap: { replicates: 5, seed: 1 } }))).toBe("out_of_range");
    expect(codeOf(() => fitGammaGamma(table, { bootstrap: { replicates: 50, seed: 0.5 } }))).toBe("out_of_range");
    expect(codeOf(() => mergeSpendingStates([]))).toBe("empty_input");
    const most = { ...spendingStateOf({ frequency: [1], meanSpend: [2] }), customers: Number.MAX_SAFE_INTEGER };
    expect(codeOf(() => mergeSpendingStates([most, most]))).toBe("out_of_range");
    const state = spendingStateOf(table);
    for (const change of [
      { kind: "x" },
      { frequency: [3, 2, 1] },
      { customers: 1 },
      { customers: 1.5 },
      { counts: [1, 1, 0] },
    ]) {
      expect(codeOf(() => fitGammaGammaFromState({ ...state, ...change } as typeof state))).toMatch(
        /invalid_model|out_of_range/,
      );
    }
    for (const change of [{ kind: "x" }, { covariance: [[1]] }, { covariance: [] }, { level: 2 }, { fittedOn: null }]) {
      expect(codeOf(() => predictSpend({ ...written(TRUTH), ...change } as GammaGammaModel, { frequency: 0 }))).toMatch(
        /invalid_model|out_of_range|invalid_type/,
      );
    }
    expect(
      codeOf(() =>
        measureRefunds([["a", Number.NaN]], { customer: (r) => r[0] as string, amount: (r) => r[1] as number }),
      ),
    ).toBe("not_finite");
    expect(
      codeOf(() => measureRefunds([["", 1]], { customer: (r) => r[0] as string, amount: (r) => r[1] as number })),
    ).toBe("invalid_type");
    expect(codeOf(() => measureRefunds([], js({})))).toBe("empty_input");
  });
});
