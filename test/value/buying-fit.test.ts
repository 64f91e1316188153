import { describe, expect, test } from "vitest";
import {
  type BuyingKind,
  type BuyingModel,
  type BuyingTable,
  fitBgNbd,
  fitFromState,
  fitMbgNbd,
  fitParetoNbd,
  loadModel,
  mergeStates,
  stateOf,
} from "../../src/index.ts";
import {
  bgNbdModelSpec,
  buyingRecordSchema,
  buyingStateSchema,
  mbgNbdModelSpec,
  paretoNbdModelSpec,
} from "../../src/schemas.ts";
import { betaGeometricLikelihood } from "../../src/value/buying/beta-likelihood.ts";
import { collapse } from "../../src/value/buying/cells.ts";
import { paretoLikelihood } from "../../src/value/buying/pareto-likelihood.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { describeWithData } from "../support/shared-data.ts";
import { buyingCoverage, simulatedBook } from "./buying-books.ts";
import { cdnowCustomers } from "./cdnow.ts";

const FITS = { bg_nbd: fitBgNbd, mbg_nbd: fitMbgNbd, pareto_nbd: fitParetoNbd } as const;
const KINDS = Object.keys(FITS) as BuyingKind[];
const learn = (kind: BuyingKind, table: BuyingTable<"week">): BuyingModel<"week"> => FITS[kind](table);

describeWithData("CDNOW, 2,357 customers", ["cdnow/cdnow_customers_summary.csv"], () => {
  // ../shared/reference/value.md, column "calc"; BG/NBD and Pareto/NBD as published in Fader, Hardie, Lee (2005)
  test.each([
    ["bg_nbd", { r: 0.24259291, alpha: 4.41353118, a: 0.79288625, b: 2.42575366 }, -9582.42556],
    ["pareto_nbd", { r: 0.5532755, alpha: 10.5776, s: 0.606213, beta: 11.6679 }, -9594.97393],
    ["mbg_nbd", { r: 0.52483793, alpha: 6.18299162, a: 0.89135613, b: 1.61399935 }, -9582.13268],
  ] as const)("%s finds the reference parameters and likelihood", (kind, expected, logLikelihood) => {
    const model = learn(kind, cdnowCustomers());
    for (const [name, value] of Object.entries(expected)) {
      expectRelative((model.parameters as Readonly<Record<string, number>>)[name] as number, value, 1e-5);
    }
    const { report, ...fittedOn } = model.fittedOn;
    expect(Math.abs((report?.logLikelihood as number) - logLikelihood)).toBeLessThan(1e-4);
    expect(report).toMatchObject({ converged: true, identifiable: true, starts: 3, agreeing: 3 });
    expect(report?.gradientNorm).toBeLessThan(1e-9);
    expect(report?.condition).toBeGreaterThan(1);
    expect(fittedOn).toEqual({ customers: 2357, repeatCustomers: 946, purchases: 2457, cells: 1016, notes: [] });
  });

  test("intervals by resampled customers agree with those from the curvature", () => {
    const table = cdnowCustomers();
    const delta = fitBgNbd(table).intervals as Readonly<Record<string, { lower: number; upper: number }>>;
    const drawn = fitBgNbd(table, { bootstrap: { replicates: 200, seed: 4 } });
    expect(drawn.intervalMethod).toBe("bootstrap");
    for (const [name, { lower, upper }] of Object.entries(drawn.intervals ?? {})) {
      const width = Math.log((delta[name] as { upper: number }).upper / (delta[name] as { lower: number }).lower);
      expect(Math.abs(Math.log(upper / lower) / width - 1), name).toBeLessThan(0.3);
    }
    const again = [1, 2].map(() => fitBgNbd(table, { bootstrap: { replicates: 20, seed: 4 } }));
    expect(again[1]).toEqual(again[0]);
  });

  test("the unit of time scales alpha and beta, and nothing else", () => {
    const weeks = cdnowCustomers();
    const inDays = (column: ArrayLike<number>): number[] => Array.from(column, (t) => 7 * t);
    const days = { ...weeks, unit: "day", recency: inDays(weeks.recency), age: inDays(weeks.age) } as const;
    const [byWeek, byDay] = [fitParetoNbd(weeks).parameters, fitParetoNbd(days).parameters];
    expectRelative(byDay.alpha / byWeek.alpha, 7, 1e-8);
    expectRelative(byDay.beta / byWeek.beta, 7, 1e-8);
    expectRelative(byDay.r, byWeek.r, 1e-8);
    expectRelative(byDay.s, byWeek.s, 1e-8);
  });
});

describe("the likelihood", () => {
  // ../shared/reference/value.md: a .8, b 2.5, r .25, α 4, T 40
  test.each([
    [0, 0, -0.59947382],
    [200, 38, 100.7957],
  ])("of %d repeats, the last at %d, has no overflow", (x, recency, expected) => {
    const cells = collapse({ frequency: [x], recency: [recency], age: [40], values: [] });
    const logs = [0.25, 4, 0.8, 2.5].map(Math.log);
    const value = betaGeometricLikelihood(cells, 0).evaluate(logs, new Float64Array(4));
    expect(Math.abs(value - expected)).toBeLessThan(x === 0 ? 5e-9 : 5e-5);
  });

  const book = collapse({
    frequency: [0, 0, 3, 1, 27, 500, 60],
    recency: [0, 0, 11, 39, 30, 38.5, 0.5],
    age: [39, 0, 39, 39, 31, 39, 39],
    values: [],
  });
  test.each([
    ["BG/NBD", betaGeometricLikelihood(book, 0)],
    ["MBG/NBD", betaGeometricLikelihood(book, 1)],
    ["Pareto/NBD", paretoLikelihood(book)],
  ])("of %s has the slopes it claims, also for hundreds of purchases and alpha near beta", (_, likelihood) => {
    for (const point of [
      [0.5, 10, 0.8, 10],
      [0.5, 10, 0.8, 10.000001],
      [2, 0.3, 1, 40],
      [10.465, 0.00798565, 3.0516, 2.82],
    ]) {
      const logs = point.map(Math.log);
      const slope = new Float64Array(4);
      const unused = new Float64Array(4);
      likelihood.evaluate(logs, slope);
      logs.forEach((_, i) => {
        // Richardson: two central differences, error of the order of h⁴
        const difference = (h: number): number => {
          const at = (by: number): number =>
            likelihood.evaluate(
              logs.map((cell, j) => (j === i ? cell + by : cell)),
              unused,
            );
          return (at(h) - at(-h)) / (2 * h);
        };
        const numeric = (4 * difference(5e-4) - difference(1e-3)) / 3;
        expectClose(slope[i] as number, numeric, 1e-7);
      });
    }
  });
});

describe("shards", () => {
  const book = simulatedBook("bg_nbd", [0.25, 4.5, 0.8, 2.5], 900, 3);
  const part = (rows: readonly number[]): BuyingTable<"week"> => ({
    unit: "week",
    frequency: rows.map((i) => book.frequency[i] as number),
    recency: rows.map((i) => book.recency[i] as number),
    age: rows.map((i) => book.age[i] as number),
  });
  const rows = Array.from({ length: 900 }, (_, i) => i);

  test.each(KINDS)("of a book, merged, give the model of the whole to the last bit (%s)", (kind) => {
    const shards = [2, 0, 1].map((rest) => stateOf(part(rows.filter((i) => i % 3 === rest))));
    const merged = mergeStates(shards.map((shard) => JSON.parse(JSON.stringify(shard))));
    expect(merged).toEqual(stateOf(book));
    expect(fitFromState(kind, merged)).toEqual(learn(kind, book));
    expect(FITS[kind](merged)).toEqual(learn(kind, book));
  });

  test("may be merged in any grouping", () => {
    const [a, b, c] = [0, 1, 2].map((rest) => stateOf(part(rows.filter((i) => i % 3 === rest))));
    expect(mergeStates([mergeStates([a, b] as never), c] as never)).toEqual(mergeStates([c, a, b] as never));
  });

  test("of different units or covariates are not merged", () => {
    const state = stateOf(part([0, 1]));
    const days = stateOf({ ...part([0, 1]), unit: "day" });
    expect(() => mergeStates([state, days as never])).toThrow(expect.objectContaining({ code: "inconsistent" }));
    const other = stateOf({ ...part([0, 1]), covariates: { female: [0, 1] } });
    expect(() => mergeStates([state, other])).toThrow(/female/);
    const shard = (covariates: Record<string, number[]>) =>
      stateOf({ unit: "week", frequency: [0], recency: [0], age: [9], covariates });
    // names that only look alike when they are written one below the other
    expect(() => mergeStates([shard({ a: [1], b: [0] }), shard({ "a\nb": [1] })])).toThrow(
      expect.objectContaining({ code: "inconsistent" }),
    );
  });

  test("weights stand for so many customers", () => {
    const twice = fitBgNbd({ ...part([...rows, ...rows]) });
    expect(fitBgNbd(book, { weights: rows.map(() => 2) })).toEqual(twice);
    expect(() => fitBgNbd(stateOf(book), { weights: rows.map(() => 1) })).toThrow(/state/);
    const bootstrap = { replicates: 20, seed: 1 };
    expect(() => fitBgNbd(book, { weights: rows.map(() => 1.5), bootstrap })).toThrow(/whole/);
  });
});

describe("covariates", () => {
  // customers with z = 1 buy at twice the rate and stop as others do
  const z = Array.from({ length: 2000 }, (_, i) => (i % 5 < 2 ? 1 : 0));
  const truth = (i: number) => [0.6, z[i] === 1 ? 4 : 8, 0.8, 2.5] as const;
  const book = {
    ...simulatedBook("bg_nbd", truth, 2000, 8),
    covariates: { z, income: z.map((_, i) => 1e5 + (i % 97)) },
  };

  test("that make customers buy more often are found, with an interval that holds the truth", () => {
    const model = fitBgNbd(book, { covariates: { purchase: ["z"] } });
    const [effect] = model.effects ?? [];
    expect(effect).toMatchObject({ covariate: "z", on: "alpha" });
    expect(effect?.interval?.lower).toBeLessThan(Math.LN2);
    expect(effect?.interval?.upper).toBeGreaterThan(Math.LN2);
    expect(effect?.interval?.lower).toBeGreaterThan(0.3);
    expect(model.covariance?.length).toBe(5);
    expect(model.parameters.alpha).toBeGreaterThan((model.intervals?.alpha.lower as number) ?? 0);
    expectRelative(model.parameters.alpha, 8, 0.25);
  });

  test("raise the likelihood as two separate books would", () => {
    const own = (value: number): BuyingTable<"week"> => {
      const rows = z.flatMap((cell, i) => (cell === value ? [i] : []));
      const of = (column: ArrayLike<number>): number[] => rows.map((i) => column[i] as number);
      return { unit: "week", frequency: of(book.frequency), recency: of(book.recency), age: of(book.age) };
    };
    for (const kind of KINDS) {
      const apart = [0, 1].map((value) => learn(kind, own(value)).fittedOn.report?.logLikelihood as number);
      const both = { purchase: ["z"], dropout: ["z"] };
      const joint = FITS[kind](book, { covariates: both }).fittedOn.report?.logLikelihood as number;
      const none = learn(kind, book).fittedOn.report?.logLikelihood as number;
      // one common shape r (and s) is all that keeps the joint fit below the two
      expect(joint).toBeLessThanOrEqual((apart[0] as number) + (apart[1] as number) + 1e-6);
      expect(joint).toBeGreaterThan(none + 20);
    }
  });

  test("act on both shapes of stopping under BG/NBD, on the rate under Pareto/NBD", () => {
    const covariates = { dropout: ["z"] };
    expect(fitBgNbd(book, { covariates }).effects?.map(({ on }) => on)).toEqual(["a", "b"]);
    expect(fitParetoNbd(book, { covariates }).effects?.map(({ on }) => on)).toEqual(["beta"]);
  });

  test("may be measured from anywhere on any scale", () => {
    const scaled = { ...book, covariates: { z: z.map((cell) => 1e6 + 1000 * cell) } };
    const [near, far] = [book, scaled].map((table) => fitBgNbd(table, { covariates: { purchase: ["z"] } }));
    expectRelative(1000 * (far?.effects?.[0]?.coefficient as number), near?.effects?.[0]?.coefficient as number, 1e-6);
    expectRelative(far?.fittedOn.report?.logLikelihood as number, near?.fittedOn.report?.logLikelihood as number, 1e-9);
  });

  test("that are the same for everybody decide nothing, and the model says so", () => {
    const flat = { ...book, covariates: { z: z.map(() => 1) } };
    const model = fitBgNbd(flat, { covariates: { purchase: ["z"] } });
    expect(model.fittedOn.report?.identifiable).toBe(false);
    expect(model.intervals).toBeUndefined();
    expect(model.fittedOn.notes).toHaveLength(1);
  });

  test("travel with states", () => {
    const covariates = { purchase: ["z"] } as const;
    expect(fitFromState("bg_nbd", stateOf(book), { covariates })).toEqual(fitBgNbd(book, { covariates }));
  });

  test("that the table does not have, or that stand twice, are named", () => {
    expect(() => fitBgNbd(book, { covariates: { purchase: ["age"] } })).toThrow(
      expect.objectContaining({ code: "unknown_id" }),
    );
    expect(() => fitBgNbd(book, { covariates: { dropout: ["z", "z"] } })).toThrow(
      expect.objectContaining({ code: "duplicate_id" }),
    );
  });
});

describe("data that decide nothing", () => {
  const table = (frequency: number[], recency: number[], age: number[]): BuyingTable<"week"> => ({
    unit: "week",
    frequency,
    recency,
    age,
  });

  test.each(KINDS)("nobody bought again: %s is finite and says that it knows nothing", (kind) => {
    const model = learn(kind, table([0, 0, 0], [0, 0, 0], [10, 20, 30]));
    expect(Object.values(model.parameters).every(Number.isFinite)).toBe(true);
    expect(model.fittedOn.report).toMatchObject({ converged: false, identifiable: false });
    expect(model.fittedOn.notes).toEqual([{ code: "buying_no_repeats", params: { customers: 3 } }]);
    expect(model.intervals).toBeUndefined();
  });

  test.each(KINDS)("one customer, watched for no time at all, breaks nothing (%s)", (kind) => {
    const model = learn(kind, table([0], [0], [0]));
    expect(Object.values(model.parameters).every(Number.isFinite)).toBe(true);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  test.each(KINDS)("one customer with 400 purchases is no basis for intervals (%s)", (kind) => {
    const model = learn(kind, table([400], [38], [39]));
    expect(Object.values(model.parameters).every(Number.isFinite)).toBe(true);
    expect(model.intervals).toBeUndefined();
    expect(model.fittedOn.notes.length).toBe(1);
  });
});

describe("models as JSON", () => {
  const book = {
    ...simulatedBook("mbg_nbd", [0.5, 6, 0.9, 1.6], 600, 5),
    covariates: { z: Array.from({ length: 600 }, (_, i) => i % 2) },
  };

  test("are read back through loadModel, and refused when they were bent", () => {
    const covariates = { purchase: ["z"], dropout: ["z"] } as const;
    const models = [fitBgNbd(book), fitMbgNbd(book, { covariates }), fitParetoNbd(book, { covariates })] as const;
    const specs = [bgNbdModelSpec, mbgNbdModelSpec, paretoNbdModelSpec] as const;
    models.forEach((model, i) => {
      const spec = specs[i] as (typeof specs)[0];
      const json = JSON.parse(JSON.stringify(model));
      expect(loadModel(spec, json)).toEqual(model);
      expect(() => loadModel(spec, { ...json, unit: "fortnight" })).toThrow(
        expect.objectContaining({ code: "invalid_model" }),
      );
      expect(() => loadModel(spec, { ...json, covariance: [[1]] })).toThrow(/covariance/);
      expect(() => loadModel(spec, { ...json, parameters: { ...json.parameters, r: -1 } })).toThrow(/parameters/);
    });
  });

  test("states and records have schemas that know what a customer can be", () => {
    const state = stateOf(book);
    expect(buyingStateSchema.safeParse(JSON.parse(JSON.stringify(state))).data).toEqual(state);
    expect(buyingStateSchema.safeParse({ ...state, count: [1] }).success).toBe(false);
    const record = { id: "a", unit: "week", frequency: 1, recency: 3, age: 10 };
    expect(buyingRecordSchema.safeParse(record).success).toBe(true);
    expect(buyingRecordSchema.safeParse({ ...record, recency: 11 }).success).toBe(false);
  });
});

describe("bad tables are refused, and the row named", () => {
  const good = { unit: "week", frequency: [1, 0], recency: [3, 0], age: [9, 9] } as const;
  test.each([
    [{ ...good, frequency: [1, 0.5] }, "out_of_range", /frequency\[1\]/],
    [{ ...good, frequency: [-1, 0] }, "out_of_range", /frequency\[0\]/],
    [{ ...good, recency: [10, 0] }, "inconsistent", /recency\[0\]/],
    [{ ...good, recency: [3, 1] }, "inconsistent", /recency\[1\]/],
    [{ ...good, age: [9, Number.NaN] }, "not_finite", /age\[1\]/],
    [{ ...good, age: [9, "9"] }, "invalid_type", /age\[1\]/],
    [{ ...good, age: [9] }, "length_mismatch", /age/],
    [{ ...good, age: [9, 1e10] }, "out_of_range", /age\[1\]/],
    [{ ...good, frequency: [], recency: [], age: [] }, "empty_input", /frequency/],
    [{ ...good, unit: "fortnight" }, "unknown_id", /unit/],
  ])("%j", (table, code, message) => {
    for (const call of [fitBgNbd, fitMbgNbd, fitParetoNbd, stateOf]) {
      expect(() => call(table as never)).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(message) }),
      );
    }
  });

  test.each([
    [{ level: 1 }, "out_of_range"],
    [{ starts: 0 }, "out_of_range"],
    [{ weights: [1] }, "length_mismatch"],
    [{ weights: [1, 0] }, "out_of_range"],
    [{ bootstrap: { replicates: 1, seed: 1 } }, "out_of_range"],
    [null, "invalid_type"],
  ])("options %j", (options, code) => {
    expect(() => fitBgNbd(good, options as never)).toThrow(expect.objectContaining({ code }));
  });
});

test("intervals hold the true parameters in about 95 % of simulated books", () => {
  const names = ["r", "alpha", "a", "b"];
  const { covered, decided } = buyingCoverage("bg_nbd", [0.5, 5, 0.9, 2.5], names, (t) => fitBgNbd(t), 60, 1500, 11);
  expect(decided).toBeGreaterThanOrEqual(58);
  // of 60 books 95 % is 57 ± 1.7; three standard errors
  for (const [name, share] of Object.entries(covered)) expect(share, name).toBeGreaterThanOrEqual(0.86);
});
