import { describe, expect, test } from "vitest";
import * as campaign from "../../src/campaign/index.ts";
import {
  campaignOverlapSchema,
  incrementalProfitOptionsSchema,
  liftArmSchema,
  liftOptionsSchema,
  measureArmsOptionsSchema,
  namedArmSchema,
} from "../../src/campaign/lift/schema.ts";
import { isClienteleError } from "../../src/core/index.ts";

/** A caller without TypeScript. */
const api = campaign as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
const call =
  (name: string) =>
  (...args: readonly unknown[]) =>
    (api[name] as (...given: readonly unknown[]) => unknown)(...args);
const lift = call("measureLift");
const column = call("liftStateColumn");
const read = call("readLiftStates");

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "no error";
}

const rate = { kind: "rate", n: 100, successes: 20 };
const covariates = { sums: [10], products: [[200]], withValue: [3] };
const ratio = { kind: "ratio", n: 4, sum: 30, sumOfSquares: 238, baseSum: 8, baseSumOfSquares: 18, crossProduct: 65 };
const state = { kind: "state", measures: "mean", n: 3, means: [2], comoments: [[2]] };

describe("arms", () => {
  test.each([
    [
      "covariates of different lengths",
      { ...rate, covariates: { ...covariates, withValue: [1, 2] } },
      "length_mismatch",
    ],
    ["no covariate", { ...rate, covariates: { sums: [], products: [], withValue: [] } }, "empty_input"],
    ["a product table without rows", { ...rate, covariates: { ...covariates, products: [] } }, "length_mismatch"],
    ["a negative sum of squares", { ...rate, covariates: { ...covariates, products: [[-1]] } }, "out_of_range"],
    [
      "a covariate whose squares are too small",
      { ...rate, covariates: { ...covariates, sums: [1e3] } },
      "inconsistent",
    ],
    [
      "a covariance larger than the spreads",
      { ...rate, covariates: { ...covariates, withValue: [900] } },
      "inconsistent",
    ],
    ["a base beside a rate", { ...rate, covariates: { ...covariates, withBase: [1] } }, "inconsistent"],
    ["no base beside a ratio", { ...ratio, covariates }, "inconsistent"],
    ["a cross-product no rows have", { ...ratio, crossProduct: 900 }, "inconsistent"],
    ["a ratio that says who was reached", { ...ratio, received: 1 }, "inconsistent"],
    ["a state without columns", { ...state, means: [], comoments: [] }, "length_mismatch"],
    [
      "a state with a lopsided table",
      {
        ...state,
        means: [2, 1],
        comoments: [
          [2, 1],
          [0, 2],
        ],
      },
      "inconsistent",
    ],
    ["a state of one row with spread", { ...state, n: 1 }, "inconsistent"],
    ["a state of nobody with a mean", { ...state, n: 0 }, "inconsistent"],
    [
      "a rate state of no whole count",
      { ...state, measures: "rate", means: [0.4], comoments: [[0.7]] },
      "inconsistent",
    ],
    ["a state of NaN", { ...state, means: [Number.NaN] }, "not_finite"],
    ["a state of an unknown kind", { ...state, measures: "sum" }, "unknown_id"],
    [
      "totals beyond the largest number",
      { ...ratio, n: 2, sum: 1e300, sumOfSquares: 1e308, baseSum: 1e-5 },
      "inconsistent",
    ],
  ])("%s", (_name, arm, code) => {
    expect(codeOf(() => lift(arm, arm))).toBe(code);
  });

  test.each([
    [{ alternative: "both" }, "unknown_id"],
    [{ alternative: "greater", level: 0.5 }, "out_of_range"],
    [{ sequential: true }, "invalid_type"],
    [{ sequential: { tuning: 0 } }, "out_of_range"],
    [{ theta: "none" }, "unknown_id"],
  ])("options %j", (options, code) => {
    expect(codeOf(() => lift(rate, rate, options))).toBe(code);
  });
});

test("what the functions refuse, the schemas refuse as well", () => {
  expect(namedArmSchema.safeParse({ id: "a", arm: { ...rate, covariates } }).success).toBe(true);
  expect(liftArmSchema.safeParse(ratio).success).toBe(true);
  expect(liftArmSchema.safeParse(state).success).toBe(true);
  const bad = [
    { ...rate, covariates: { ...covariates, withBase: [1] } },
    { ...rate, covariates: { ...covariates, withValue: [] } },
    { ...rate, received: 101 },
    { ...rate, receivedValue: 1 },
    { ...ratio, covariates },
    { ...ratio, received: 1 },
    { ...state, means: [1, 2] },
    { ...state, comoments: [[Number.NaN]] },
  ];
  for (const arm of bad) expect(liftArmSchema.safeParse(arm).success).toBe(false);
  expect(liftOptionsSchema.safeParse({ alternative: "less", sequential: {} }).success).toBe(true);
  expect(liftOptionsSchema.safeParse({ alternative: "less", level: 0.5 }).success).toBe(false);
  expect(liftOptionsSchema.safeParse({ method: "exact" }).success).toBe(false);
  const several = { control: "a", correction: "holm", expectedShares: { a: 0.4, b: 0.6 } };
  expect(measureArmsOptionsSchema.safeParse(several).success).toBe(true);
  expect(measureArmsOptionsSchema.safeParse({ ...several, expectedShares: { a: 0 } }).success).toBe(false);
  expect(measureArmsOptionsSchema.safeParse({ correction: "holm" }).success).toBe(false);
  const money = { contactCost: 0.1, customers: 10, marginRate: 0.4 };
  expect(incrementalProfitOptionsSchema.safeParse(money).success).toBe(true);
  expect(incrementalProfitOptionsSchema.safeParse({ ...money, valuePerResponse: 3 }).success).toBe(false);
  expect(campaignOverlapSchema.safeParse({ campaign: "x", treated: 3, control: 0 }).success).toBe(true);
  expect(campaignOverlapSchema.safeParse({ campaign: "x", treated: 3.5, control: 0 }).success).toBe(false);
});

describe("rows and columns", () => {
  const two = { arm: [0, 1], value: [1, 2] };
  test.each([
    [{}, {}, "invalid_type"],
    [{ arm: [], value: [] }, {}, "empty_input"],
    [{ arm: [0], value: [1, 2] }, {}, "length_mismatch"],
    [{ ...two, value: [1, Number.NaN] }, {}, "not_finite"],
    [{ ...two, arm: [0, null] }, {}, "invalid_type"],
    [{ ...two, arm: [0, Number.NaN] }, {}, "invalid_type"],
    [{ ...two, arm: ["a", ""] }, {}, "invalid_type"],
    [{ ...two, covariates: [[1]] }, {}, "length_mismatch"],
    [{ ...two, covariates: 3 }, {}, "invalid_type"],
    [two, { measures: "rate" }, "out_of_range"],
    [two, { measures: "ratio" }, "inconsistent"],
    [{ ...two, base: [1, 1] }, { measures: "mean" }, "inconsistent"],
    [{ ...two, value: [0, 1] }, { measures: "rate", winsorize: { bound: 1 } }, "inconsistent"],
    [two, { winsorize: {} }, "inconsistent"],
    [two, { winsorize: { quantile: 0.5, bound: 1 } }, "inconsistent"],
    [two, { winsorize: { quantile: 1 } }, "out_of_range"],
    [two, { winsorize: { bound: Number.NaN } }, "not_finite"],
    [{ ...two, value: [1e200, -1e200], arm: [0, 0] }, {}, "out_of_range"],
    [{ arm: Array.from({ length: 1001 }, (_, i) => i), value: new Float64Array(1001) }, {}, "out_of_range"],
  ])("%j with %j", (columns, options, code) => {
    expect(codeOf(() => column(columns, options))).toBe(code);
  });

  test("rows without readers", () => {
    expect(codeOf(() => call("liftStateOf")([{}], {}))).toBe("invalid_type");
    expect(codeOf(() => call("liftStateOf")([{}], { arm: () => 1, value: () => 1, covariates: [3] }))).toBe(
      "invalid_type",
    );
  });

  test("answers of a query", () => {
    const row = { arm: "a", n: "2", refused: 0n, capped: 0, sum_0: 3, product_0_0: 5 };
    expect(codeOf(() => read([row]))).toBe("no error");
    expect(codeOf(() => read([row, row]))).toBe("duplicate_id");
    expect(codeOf(() => read([{ ...row, sum_0: null }]))).toBe("invalid_type");
    expect(codeOf(() => read([{ ...row, sum_0: "many" }]))).toBe("invalid_type");
    expect(codeOf(() => read([{ ...row, product_0_0: 1 }]))).toBe("inconsistent");
    expect(codeOf(() => read([{ ...row, arm: null }]))).toBe("invalid_type");
    expect(codeOf(() => read([row], { covariates: 1 }))).toBe("invalid_type");
    expect(codeOf(() => read([row], { centres: [1, 2] }))).toBe("length_mismatch");
    expect(codeOf(() => read([{ ...row, n: 0, sum_0: null, product_0_0: null, refused: 4 }]))).toBe("no error");
  });

  test("queries", () => {
    const options = { dialect: "duckdb", table: "t", columns: { arm: "a", value: "v" } };
    expect(codeOf(() => call("liftStateSql")({ ...options, dialect: "dbase" }))).toBe("unknown_id");
    expect(codeOf(() => call("liftStateSql")({ ...options, table: "" }))).toBe("invalid_type");
    expect(codeOf(() => call("liftStateSql")({ ...options, centres: [1, 2] }))).toBe("length_mismatch");
    expect(codeOf(() => call("liftStateSql")({ ...options, bound: Number.NaN }))).toBe("not_finite");
    expect(codeOf(() => call("liftBoundSql")({ ...options, quantile: 0 }))).toBe("out_of_range");
  });
});

test("shards that together exceed what a state holds are refused", () => {
  const merge = call("mergeLiftStates");
  const arm = (more: object) => [{ id: "a", arm: { ...state, ...more } }];
  const far = (mean: number) => arm({ n: 1, means: [mean], comoments: [[0]] });
  expect(codeOf(() => merge(far(1e300), far(-1e300)))).toBe("out_of_range");
  expect(codeOf(() => merge(arm({ n: 1e9 }), arm({ n: 1, comoments: [[0]] })))).toBe("out_of_range");
});

test("who got the campaign is known of both shards or of none", () => {
  const shard = (more: object) => [{ id: "a", arm: { ...state, ...more } as campaign.LiftState }];
  const received = (a: object, b: object) => {
    const [merged] = campaign.mergeLiftStates(shard(a), shard(b));
    return { n: merged?.arm.received, receivedValue: merged?.arm.receivedValue };
  };
  expect(received({ received: 2, receivedValue: 5 }, { received: 1, receivedValue: 2 })).toEqual({
    n: 3,
    receivedValue: 7,
  });
  // an outcome that one shard does not know is not zero
  expect(received({ received: 2, receivedValue: 5 }, { received: 1 })).toEqual({ n: 3, receivedValue: undefined });
  const nobody = { n: 0, means: [0], comoments: [[0]] };
  expect(received({ received: 2, receivedValue: 5 }, nobody)).toEqual({ n: 2, receivedValue: 5 });
  expect(received(nobody, {})).toEqual({ n: undefined, receivedValue: undefined });
  // left out would mean all of a treated arm, none of a control
  expect(codeOf(() => received({ received: 2 }, {}))).toBe("inconsistent");
});

test("several arms, overlaps, beliefs, money and charts", () => {
  const arms = [
    { id: "a", arm: rate },
    { id: "b", arm: rate },
  ];
  const several = call("measureArms");
  expect(codeOf(() => several([], { control: "a" }))).toBe("empty_input");
  expect(codeOf(() => several(arms.slice(1), { control: "b" }))).toBe("inconsistent");
  expect(codeOf(() => several(arms, { control: "c" }))).toBe("unknown_id");
  expect(codeOf(() => several([...arms, arms[0]], { control: "a" }))).toBe("duplicate_id");
  expect(codeOf(() => several(arms, { control: "a", correction: "sidak" }))).toBe("unknown_id");
  expect(codeOf(() => several(arms, { control: "a", test: "adjusted" }))).toBe("inconsistent");
  expect(codeOf(() => several(arms, { control: "a", expectedShares: { a: 0.5 } }))).toBe("invalid_type");
  expect(codeOf(() => several(arms, { control: "a", expectedShares: { a: 0.5, c: 0.5 } }))).toBe("unknown_id");
  expect(codeOf(() => several(arms, { control: "a", expectedShares: { a: 0.5, b: 0.6 } }))).toBe("inconsistent");
  const overlap = call("measureOverlap");
  expect(codeOf(() => overlap([], { treated: 1, control: 1 }))).toBe("empty_input");
  expect(codeOf(() => overlap([{ campaign: "x", treated: 1.5, control: 1 }], { treated: 2, control: 2 }))).toBe(
    "out_of_range",
  );
  expect(() => overlap([{ campaign: "x", treated: 1, control: 3 }], { treated: 2, control: 2 })).toThrow(
    "overlaps[0].control counts 3 customers of an arm of 2",
  );
  expect(codeOf(() => overlap([{ campaign: "x", treated: 1, control: 1 }], { treated: 0, control: 2 }))).toBe(
    "out_of_range",
  );
  const effect = { value: 1, n: 2, interval: { lower: 0, upper: 2, level: 0.9 }, standardError: 1, method: "welch" };
  const posterior = call("measureLiftPosterior");
  expect(codeOf(() => posterior({ ...effect, standardError: 0 }))).toBe("out_of_range");
  expect(codeOf(() => posterior({ ...effect, method: "fieller" }))).toBe("inconsistent");
  expect(codeOf(() => posterior(effect, { prior: { mean: 0, standardDeviation: 0 } }))).toBe("out_of_range");
  expect(codeOf(() => posterior(effect, { prior: { mean: 1, standardDeviation: 1e-320 } }))).toBe("out_of_range");
  expect(codeOf(() => posterior({ ...effect, method: "log", value: -1 }))).toBe("out_of_range");
  const profit = call("measureIncrementalProfit");
  const money = { contactCost: 1, customers: 10, marginRate: 0.5 };
  expect(codeOf(() => profit(effect, money))).toBe("no error");
  expect(codeOf(() => profit(effect, { ...money, customers: 0 }))).toBe("out_of_range");
  expect(codeOf(() => profit(effect, { ...money, contactCost: -1 }))).toBe("out_of_range");
  expect(codeOf(() => profit(effect, { ...money, marginRate: 2 }))).toBe("out_of_range");
  expect(codeOf(() => profit(effect, { ...money, valuePerResponse: 2 }))).toBe("inconsistent");
  expect(codeOf(() => profit(effect, { ...money, use: "best" }))).toBe("unknown_id");
  expect(codeOf(() => profit({ ...effect, interval: { lower: 1, upper: 1, level: 0.9 } }, money))).toBe("out_of_range");
  expect(codeOf(() => profit({ ...effect, value: 1e308 }, { ...money, customers: 1e15 }))).toBe("out_of_range");
  const chart = call("liftChart");
  expect(codeOf(() => chart([]))).toBe("empty_input");
  expect(codeOf(() => chart([{ id: 3, lift: {} }]))).toBe("invalid_type");
  expect(codeOf(() => chart([{ id: "a", lift: { absolute: { value: Number.NaN } } }]))).toBe("not_finite");
});
