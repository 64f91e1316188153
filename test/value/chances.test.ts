import { describe, expect, test } from "vitest";
import { type ClienteleError, loadModel } from "../../src/core/index.ts";
import { bgBbModelSpec, occasionRecordSchema, occasionStateSchema } from "../../src/schemas.ts";
import {
  type BgBbModel,
  fitBgBb,
  fitBgBbFromState,
  forecastOccasions,
  measureOccasionCounts,
  mergeOccasionStates,
  type OccasionTable,
  occasionStateOf,
  predictOccasions,
  predictOccasionsColumn,
  type TimeUnit,
} from "../../src/value/index.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { Coverage, simulatedOccasions } from "./simulated.ts";

const TRUTH = { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 };
const js = <T>(value: unknown): T => value as T;
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as ClienteleError).code;
  }
  return "nothing";
};
/** A model that was written by hand, with nothing known of its spread. */
const written = (parameters: BgBbModel["parameters"]): BgBbModel<"year"> => ({
  kind: "bg_bb",
  version: 1,
  unit: "year",
  parameters,
  level: 0.95,
  fittedOn: { customers: 0, purchases: 0, periods: 0, cohorts: [], notes: [] },
});

function donors(): OccasionTable<"year"> & { readonly counts: number[] } {
  const rows = readSharedCsv("cdnow/donations.csv");
  const column = (name: string): number[] => rows.map((row) => Number(row[name]));
  return {
    unit: "year",
    frequency: column("frequency"),
    recency: column("recency"),
    periods: column("periods"),
    counts: column("weights"),
  };
}

describeWithData("11,104 donors over six years", ["cdnow/donations.csv"], () => {
  test("parameters and likelihood are those of the reference", () => {
    const { parameters, fittedOn } = fitBgBb(donors());
    // ../shared/reference/value.md, column calc; Fader, Hardie & Shang (2010) print 1.204, .750, .657, 2.783
    expectRelative(parameters.alpha, 1.2035222, 1e-5);
    expectRelative(parameters.beta, 0.7497163, 1e-5);
    expectRelative(parameters.gamma, 0.6567183, 1e-5);
    expectRelative(parameters.delta, 2.7834426, 1e-5);
    expectClose((fittedOn.report?.logLikelihood as number) + 33225.58127, 0, 1e-4);
    expect(fittedOn).toMatchObject({ customers: 11_104, periods: 6, cohorts: [{ periods: 6, customers: 11_104 }] });
    expect(fittedOn.report).toMatchObject({ converged: true, identifiable: true, starts: 3, agreeing: 3 });
  });

  test("who is still there, and how much is to come, is what the authors say", () => {
    const model = fitBgBb(donors());
    const alive = (frequency: number, recency: number) =>
      predictOccasions(model, { unit: "year", frequency, recency, periods: 6 }, { periods: 5 }).alive;
    // ../shared/reference/value.md
    for (const [x, last, expected] of [
      [0, 0, 0.11],
      [2, 4, 0.59],
      [6, 6, 0.93],
    ] as const) {
      expect(Math.abs(alive(x, last).value - expected)).toBeLessThan(0.005);
      expect(alive(x, last).interval?.lower).toBeLessThan(alive(x, last).value);
    }
    const table = donors();
    const { purchases } = predictOccasionsColumn(model, table, { periods: 5 });
    const total = purchases.reduce((sum, one, i) => sum + one * (table.counts[i] as number), 0);
    expect(Math.abs(total - 12884.2)).toBeLessThan(0.05);
  });

  test("expected gifts of a new donor and the counts of the six years are those of the reference", () => {
    const model = fitBgBb(donors());
    const expected = [0.4985, 0.9233, 1.2969, 1.6323, 1.9381, 2.2202, 2.4826, 2.7285, 2.9603, 3.1798, 3.3887];
    forecastOccasions(model, { periods: 11 }).forEach(({ value, interval }, i) => {
      expect(Math.abs(value - (expected[i] as number))).toBeLessThan(0.00005001);
      expect(interval?.upper).toBeGreaterThan(value);
    });
    const counts = measureOccasionCounts(model, occasionStateOf(donors()));
    expect(Math.abs((counts[0]?.expected as number) - 3454.9)).toBeLessThan(0.05);
    expect(Math.abs((counts[6]?.expected as number) - 1253.1)).toBeLessThan(0.05);
    expect(counts.map(({ actual }) => actual)).toEqual([3464, 1823, 1430, 1085, 1036, 1063, 1203]);
    expectRelative(
      counts.reduce((sum, row) => sum + row.expected, 0),
      11_104,
      1e-12,
    );
  });

  test("rows apart, in shards or counted give the very same model", () => {
    const table = donors();
    const rows = table.counts.flatMap((count, i) => Array<number>(count).fill(i)).reverse();
    const apart = (of: readonly number[]): OccasionTable<"year"> => ({
      unit: "year",
      frequency: of.map((i) => table.frequency[i] as number),
      recency: of.map((i) => table.recency[i] as number),
      periods: of.map((i) => table.periods[i] as number),
    });
    const shards = [0, 1, 2].map((part) => occasionStateOf(apart(rows.filter((_, i) => i % 3 === part))));
    expect(mergeOccasionStates(JSON.parse(JSON.stringify(shards)))).toEqual(occasionStateOf(table));
    expect(fitBgBb(apart(rows))).toEqual(fitBgBb(table));
    expect(fitBgBbFromState(mergeOccasionStates(shards))).toEqual(fitBgBb(table));
  });

  test("bootstrap intervals agree with those of the curvature on so many donors, and depend on the seed alone", () => {
    const delta = fitBgBb(donors());
    const drawn = fitBgBb(donors(), { bootstrap: { replicates: 60, seed: 1 } });
    expect(drawn.intervalMethod).toBe("bootstrap");
    for (const name of ["alpha", "beta", "gamma", "delta"] as const) {
      const width = ({ lower, upper }: { lower: number; upper: number }) => Math.log(upper / lower);
      const ratio =
        width(drawn.intervals?.[name] as { lower: number; upper: number }) /
        width(delta.intervals?.[name] as { lower: number; upper: number });
      expect(ratio).toBeGreaterThan(0.7);
      expect(ratio).toBeLessThan(1.4);
    }
    expect(fitBgBb(donors(), { bootstrap: { replicates: 60, seed: 1 } })).toEqual(drawn);
  });
});

describe("the formulas, independently", () => {
  test("counts of every history add up to what simulated customers do", () => {
    const model = written(TRUTH);
    const simulated = occasionStateOf(simulatedOccasions(TRUTH, 40_000, [4], 11));
    for (const { expected, actual } of measureOccasionCounts(model, simulated)) {
      // binomial, four standard errors
      expect(Math.abs(expected - actual)).toBeLessThan(4 * Math.sqrt(expected));
    }
  });

  test("the closed form of the authors gives the same where it exists", () => {
    const model = written(TRUTH);
    const { alpha, beta, gamma, delta } = TRUTH;
    // Fader, Hardie & Shang (2010), equation 8, with Γ(1 + δ + n) / Γ(γ + δ + n) as a product
    let ratio = 1;
    for (let n = 1; n <= 12; n++) {
      ratio *= (delta + n) / (gamma + delta + n - 1);
      const expected = (alpha / (alpha + beta)) * (delta / (gamma - 1)) * (1 - ratio);
      expectRelative(forecastOccasions(model, { periods: n })[n - 1]?.value as number, expected, 1e-12);
    }
  });

  test("gamma at 1, where the closed form divides by zero, is like its neighbours", () => {
    const at = (gamma: number): number =>
      forecastOccasions(written({ ...TRUTH, gamma }), { periods: 10 })[9]?.value as number;
    expectClose(at(1), (at(1 - 1e-6) + at(1 + 1e-6)) / 2, 1e-9);
  });
});

test("customers of a column are forecast one by one, whatever counts the table was fitted with", () => {
  const model = written(TRUTH);
  const table = { unit: "year", frequency: [1, 2], recency: [1, 40], periods: [2, 50], counts: [1, 0] } as const;
  const { alive, purchases } = predictOccasionsColumn(model, table, { periods: 3 });
  [0, 1].forEach((i) => {
    const record = { unit: "year", frequency: i + 1, recency: i ? 40 : 1, periods: i ? 50 : 2 } as const;
    const one = predictOccasions(model, record, { periods: 3 });
    expectRelative(alive[i] as number, one.alive.value, 1e-12);
    expectRelative(purchases[i] as number, one.purchases.value, 1e-12);
  });
});

describe("a fit is honest", () => {
  test("about nobody who came, everybody who came, and one occasion", () => {
    const learn = (frequency: number, recency: number, periods: number) =>
      fitBgBb({ unit: "month", frequency: [frequency], recency: [recency], periods: [periods], counts: [50] });
    const none = learn(0, 0, 5);
    expect(none.fittedOn.notes).toEqual([{ code: "occasions_nobody_came", params: { customers: 50 } }]);
    expect(learn(5, 5, 5).fittedOn.notes[0]?.code).toBe("occasions_not_identifiable");
    const one = fitBgBb({ unit: "month", frequency: [0, 1], recency: [0, 1], periods: [1, 1], counts: [30, 20] });
    expect(one.fittedOn.report?.identifiable).toBe(false);
    expect(one.intervals).toBeUndefined();
    // what the data do tell stays right: two of five came
    expectClose(forecastOccasions(one, { periods: 1 })[0]?.value as number, 0.4, 1e-6);
    for (const model of [none, one]) expect(loadModel(bgBbModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  test("in a few dozen simulated populations: intervals hold the truth", () => {
    const coverage = new Coverage();
    for (let seed = 0; seed < 40; seed++) {
      coverage.count(fitBgBb(simulatedOccasions(TRUTH, 3000, [6, 8], 50 + seed)).intervals, TRUTH);
    }
    expect(coverage.without).toBe(0);
    // 0.95 less three standard errors of 40 populations
    for (const share of Object.values(coverage.shares())) expect(share).toBeGreaterThan(0.84);
  });

  test("whatever the sizes: no NaN, no infinity", () => {
    for (const parameters of [
      { alpha: 1e-15, beta: 1e15, gamma: 1e-15, delta: 1e15 },
      { alpha: 1e15, beta: 1e-15, gamma: 1e15, delta: 1e-15 },
      { alpha: 1e15, beta: 1e15, gamma: 1e15, delta: 1e15 },
      { alpha: 1e-15, beta: 1e-15, gamma: 1e-15, delta: 1e-15 },
    ]) {
      for (const [frequency, recency, periods] of [
        [0, 0, 0],
        [0, 0, 400],
        [400, 400, 400],
        [1, 200, 400],
      ] as const) {
        const forecast = predictOccasions(
          written(parameters),
          { unit: "year", frequency, recency, periods },
          { periods: 50 },
        );
        for (const { value } of [forecast.alive, forecast.purchases]) {
          expect(Number.isFinite(value) && value >= 0).toBe(true);
        }
        expect(forecast.alive.value).toBeLessThanOrEqual(1);
      }
    }
    const many = fitBgBb({
      unit: "day",
      frequency: [0, 3],
      recency: [0, 200],
      periods: [365, 365],
      counts: [9e14, 7e14],
    });
    expect(Number.isFinite(many.parameters.alpha)).toBe(true);
  });
});

describe("the boundary", () => {
  const model = fitBgBb(simulatedOccasions(TRUTH, 500, [5], 3));

  test("a model travels whole, and a bent one does not load", () => {
    expect(loadModel(bgBbModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    const load = (change: object): string => codeOf(() => loadModel(bgBbModelSpec, { ...model, ...change }));
    expect(load({ unit: "decade" })).toBe("invalid_model");
    expect(load({ parameters: { alpha: 1 } })).toBe("invalid_model");
    expect(load({ version: 2 })).toBe("unsupported_version");
  });

  test("records and states are checked", () => {
    const record = { unit: "year", frequency: 2, recency: 3, periods: 4 };
    expect(occasionRecordSchema.safeParse(record).success).toBe(true);
    expect(occasionRecordSchema.safeParse({ ...record, recency: 1 }).success).toBe(false);
    const state = occasionStateOf(simulatedOccasions(TRUTH, 50, [3], 1));
    expect(occasionStateSchema.safeParse(state).success).toBe(true);
    expect(occasionStateSchema.safeParse({ ...state, counts: [...state.counts].reverse().slice(1) }).success).toBe(
      false,
    );
  });

  test("weeks do not meet years", () => {
    const record = { unit: "week", frequency: 0, recency: 0, periods: 3 };
    expect(codeOf(() => predictOccasions(model, js(record), { periods: 1 }))).toBe("inconsistent");
    const other = occasionStateOf({ unit: "week", frequency: [0], recency: [0], periods: [1] });
    expect(codeOf(() => measureOccasionCounts(model, js(other)))).toBe("inconsistent");
    expect(
      codeOf(() => mergeOccasionStates<TimeUnit>([occasionStateOf(simulatedOccasions(TRUTH, 5, [3], 1)), other])),
    ).toBe("inconsistent");
  });

  test.each([
    [{ frequency: [2], recency: [1], periods: [4] }, "inconsistent"],
    [{ frequency: [1], recency: [5], periods: [4] }, "inconsistent"],
    [{ frequency: [0], recency: [2], periods: [4] }, "inconsistent"],
    [{ frequency: [0], recency: [0], periods: [-1] }, "out_of_range"],
    [{ frequency: [0], recency: [0], periods: [10_001] }, "out_of_range"],
    [{ frequency: [0], recency: [0], periods: [1], counts: [0.5] }, "out_of_range"],
    [{ frequency: [0], recency: [0], periods: [1], counts: [0] }, "empty_input"],
    [{ frequency: [], recency: [], periods: [] }, "empty_input"],
    [{ frequency: [0], recency: [0, 0], periods: [1] }, "length_mismatch"],
    [{ frequency: [Number.NaN], recency: [0], periods: [1] }, "not_finite"],
    [{ unit: "hour", frequency: [0], recency: [0], periods: [1] }, "unknown_id"],
  ])("a table such as %j is refused", (table, code) => {
    expect(codeOf(() => fitBgBb(js<OccasionTable>({ unit: "year", ...table })))).toBe(code);
  });

  test("options and models that are none are refused", () => {
    const record = { unit: "year", frequency: 0, recency: 0, periods: 3 } as const;
    expect(codeOf(() => predictOccasions(model, record, { periods: 0 }))).toBe("out_of_range");
    expect(codeOf(() => predictOccasions(model, record, js(null)))).toBe("invalid_type");
    expect(codeOf(() => predictOccasions(js<BgBbModel<"year">>({ ...model, kind: "x" }), record, { periods: 1 }))).toBe(
      "invalid_model",
    );
    expect(codeOf(() => forecastOccasions(written({ ...TRUTH, gamma: 0 }), { periods: 1 }))).toBe("out_of_range");
    expect(codeOf(() => mergeOccasionStates([]))).toBe("empty_input");
    const state = occasionStateOf(simulatedOccasions(TRUTH, 5, [3], 1));
    expect(codeOf(() => fitBgBbFromState({ ...state, kind: js("x") }))).toBe("invalid_model");
  });
});
