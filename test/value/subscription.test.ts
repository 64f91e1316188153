import { describe, expect, test } from "vitest";
import { type ClienteleError, loadModel, describe as word } from "../../src/core/index.ts";
import { bdwModelSpec, sbgModelSpec, tenureCohortSchema, tenureStateSchema } from "../../src/schemas.ts";
import {
  type BdwModel,
  fitBdw,
  fitBdwFromState,
  fitSbg,
  fitSbgFromState,
  forecastTenure,
  mergeTenureStates,
  predictTenure,
  type SbgModel,
  type TenureCohort,
  tenureStateOf,
} from "../../src/value/index.ts";
import { expectClose, expectRelative } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { Coverage, simulatedCohort } from "./simulated.ts";

const js = <T>(value: unknown): T => value as T;
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as ClienteleError).code;
  }
  return "nothing";
};
/** Models that were written by hand, with nothing known of their spread. */
const sbg = (alpha: number, beta: number): SbgModel<"year"> => ({
  kind: "sbg",
  version: 1,
  unit: "year",
  parameters: { alpha, beta },
  level: 0.95,
  fittedOn: { customers: 0, periods: 0, notes: [] },
});
const bdw = (alpha: number, beta: number, c: number): BdwModel<"year"> => ({
  kind: "bdw",
  version: 1,
  unit: "year",
  parameters: { alpha, beta, c },
  level: 0.95,
  fittedOn: { customers: 0, periods: 0, notes: [] },
});
const survivalOf = (model: SbgModel | BdwModel, periods: number): number[] =>
  forecastTenure(model, { periods }).map(({ survival }) => survival.value);

const cohortOf = (name: string, periods: number): readonly TenureCohort<"year">[] => {
  const rows = readSharedCsv("cdnow/sbg_retention.csv").filter((row) => row["cohort"] === name);
  return [{ unit: "year", survivors: rows.slice(0, periods + 1).map((row) => Number(row["survivors"])) }];
};

describeWithData("the two cohorts of Fader and Hardie", ["cdnow/sbg_retention.csv"], () => {
  // ../shared/reference/value.md
  test.each([
    ["regular", 7, 0.7040773, 1.18204303, -1680.26519],
    ["highend", 7, 0.66808837, 3.80609538, -1611.15815],
    ["regular", 4, 0.76366507, 1.29583026, -1401.55942],
    ["highend", 4, 1.28097673, 7.79038638, -1225.13491],
  ])("sBG on %s, %s periods, finds the reference", (name, periods, alpha, beta, logLikelihood) => {
    const { parameters, fittedOn } = fitSbg(cohortOf(name, periods));
    expectRelative(parameters.alpha, alpha, 1e-5);
    expectRelative(parameters.beta, beta, 1e-5);
    expectClose((fittedOn.report?.logLikelihood as number) - logLikelihood, 0, 1e-4);
    expect(fittedOn).toMatchObject({ customers: 1000, periods, notes: [] });
    expect(fittedOn.report).toMatchObject({ converged: true, identifiable: true, starts: 2, agreeing: 2 });
  });

  test("the projection of the highend cohort is that of the authors", () => {
    const curve = forecastTenure(fitSbg(cohortOf("highend", 7)), { periods: 12 });
    [0.4605, 0.4358, 0.4142, 0.3951, 0.378].forEach((expected, i) => {
      const { survival } = curve[8 + i] as (typeof curve)[number];
      // the reference is printed to four decimals, from parameters of three
      expect(Math.abs(survival.value - expected)).toBeLessThan(0.0001);
      expect(survival.interval?.lower).toBeLessThan(expected);
      expect(survival.interval?.upper).toBeGreaterThan(expected);
    });
  });

  test("BdW projects what really happened closer than sBG does where the chance to leave changes", () => {
    const actual = cohortOf("highend", 12)[0]?.survivors as readonly number[];
    const missed = (model: SbgModel | BdwModel): number =>
      survivalOf(model, 12).reduce(
        (sum, share, t) => sum + (t > 7 ? Math.abs(share - (actual[t] as number) / 1000) : 0),
        0,
      );
    const fitted = fitBdw(cohortOf("highend", 7));
    expect(missed(fitted)).toBeLessThan(missed(fitSbg(cohortOf("highend", 7))));
    expect(fitted.parameters.c).toBeGreaterThan(1);
    expect(fitted.fittedOn.againstSbg?.pValue).toBeLessThan(0.001);
    expect(fitted.fittedOn.report).toMatchObject({ converged: true, starts: 4, agreeing: 4 });
  });

  test("BdW says where it is no better than sBG", () => {
    const { fittedOn, parameters } = fitBdw(cohortOf("regular", 7));
    expect(fittedOn.againstSbg?.pValue).toBeGreaterThan(0.05);
    expect(fittedOn.notes).toEqual([
      { code: "tenure_shape_undecided", params: { c: parameters.c, pValue: fittedOn.againstSbg?.pValue } },
    ]);
    expect(word(fittedOn.notes[0] as never)).toMatch(/the simpler model \(sBG\) says as much/);
  });
});

describe("discounted tenure", () => {
  const model = sbg(0.668, 3.806);

  test("is DEL and DERL of Fader and Hardie (2010)", () => {
    // ../shared/reference/value.md, at the published parameters; also mpmath's hyp2f1
    expectRelative(predictTenure(model, { discountRate: 0.1 }).value, 5.92259640761276, 1e-12);
    expectRelative(predictTenure(model, { discountRate: 0.1, periodsServed: 8 }).value, 7.5299495309109705, 1e-12);
    expectRelative(predictTenure(model, { discountRate: 0.1, periodsServed: 7 }).value, 7.3450522592838539, 1e-12);
  });

  test("keeps its digits where the future hardly costs anything, and for BdW", () => {
    // mpmath: hyp2f1(1, 3.806, 4.474, 1 / (1 + d)), and a direct sum for BdW
    expectRelative(predictTenure(model, { discountRate: 0.001 }).value, 53.0024706768014, 1e-12);
    expectRelative(predictTenure(model, { discountRate: 1e-7 }).value, 1335.69461799228, 1e-12);
    const shaped = bdw(0.2142533392808532, 1.4265748748601026, 1.7235648487445048);
    expectRelative(predictTenure(shaped, { discountRate: 0.1 }).value, 6.09308313802109, 1e-12);
    expectRelative(survivalOf(shaped, 12)[12] as number, 0.403929590700039, 1e-12);
  });

  test("before the first renewal is what is left of a new customer's after the first payment", () => {
    const d = 0.07;
    const all = predictTenure(model, { discountRate: d }).value;
    const rest = predictTenure(model, { discountRate: d, periodsServed: 1 }).value;
    expectRelative(all, 1 + rest / (1 + d), 1e-12);
  });
});

describe("cohorts", () => {
  const old: TenureCohort<"month"> = { unit: "month", survivors: [400, 300, 250, 222, 205] };
  const young: TenureCohort<"month"> = { unit: "month", survivors: [600, 460, 370] };

  test("of different length are learned from together, in whatever order", () => {
    const model = fitSbg([old, young]);
    expect(fitSbg([young, old])).toEqual(model);
    expect(model.fittedOn).toMatchObject({ customers: 1000, periods: 4 });
  });

  test("counted apart and merged give the very same models", () => {
    const parts = [tenureStateOf([young]), tenureStateOf([old])];
    const merged = mergeTenureStates(JSON.parse(JSON.stringify(parts)) as typeof parts);
    expect(merged).toEqual(tenureStateOf([old, young]));
    expect(fitSbgFromState(merged)).toEqual(fitSbg([old, young]));
    expect(fitBdwFromState(merged)).toEqual(fitBdw([old, young]));
  });

  test("weighted by 3 count as three cohorts do", () => {
    expect(fitSbg([{ ...old, weight: 3 }])).toEqual(fitSbg([old, old, old]));
  });

  test("resampled, give intervals near those of the curvature", () => {
    const delta = fitSbg([old, young]);
    const drawn = fitSbg([old, young], { bootstrap: { replicates: 150, seed: 1 } });
    expect(drawn.intervalMethod).toBe("bootstrap");
    for (const name of ["alpha", "beta"] as const) {
      const [a, b] = [delta.intervals?.[name], drawn.intervals?.[name]];
      if (a === undefined || b === undefined) throw new Error("no interval");
      const ratio = Math.log(b.upper / b.lower) / Math.log(a.upper / a.lower);
      expect(ratio).toBeGreaterThan(0.7);
      expect(ratio).toBeLessThan(1.6);
    }
    expect(codeOf(() => fitSbg([{ ...old, weight: 0.3 }], { bootstrap: { replicates: 50, seed: 1 } }))).toBe(
      "inconsistent",
    );
  });
});

describe("a fit is honest", () => {
  const codes = (survivors: readonly number[]): string[] =>
    [fitSbg, fitBdw].map((learn) => {
      const model = learn([{ unit: "month", survivors }]);
      expect(model.intervals).toBeUndefined();
      expect(model.fittedOn.report?.identifiable).toBe(false);
      for (const share of survivalOf(model, 30)) expect(share >= 0 && share <= 1).toBe(true);
      expect(Number.isFinite(predictTenure(model, { discountRate: 0.01 }).value)).toBe(true);
      const spec = model.kind === "sbg" ? sbgModelSpec : bdwModelSpec;
      expect(loadModel<SbgModel | BdwModel>(spec, JSON.parse(JSON.stringify(model)))).toEqual(model);
      return model.fittedOn.notes.map(({ code }) => code).join();
    });

  test("about one period, nobody leaving and everybody leaving", () => {
    expect(codes([100, 80])).toEqual(["tenure_not_identifiable", "tenure_not_identifiable"]);
    expect(codes([100, 100, 100])).toEqual(["tenure_nobody_left", "tenure_nobody_left"]);
    expect(codes([100, 0])).toEqual(["tenure_nobody_stayed", "tenure_nobody_stayed"]);
    expect(codes([1, 1])).toEqual(["tenure_nobody_left", "tenure_nobody_left"]);
  });

  test("about customers who are all alike: the curve stands, the parameters do not", () => {
    const alike = [{ unit: "month", survivors: [1000, 800, 640, 512] }] as const;
    expect(codes(alike[0].survivors)).toEqual(["tenure_not_identifiable", "tenure_not_identifiable"]);
    expectClose(survivalOf(fitSbg(alike), 10)[10] as number, 0.8 ** 10, 1e-4);
  });

  test("about a handful of leavers among a thousand million", () => {
    // the mean chance to leave is what three events in two periods say
    const model = fitSbg([{ unit: "month", survivors: [1e9, 1e9 - 2, 1e9 - 3] }]);
    expectRelative(1 - (survivalOf(model, 1)[1] as number), 2e-9, 1e-5);
  });

  test("in a few dozen simulated populations: intervals hold the truth", () => {
    const simple = new Coverage();
    const shaped = new Coverage();
    const truth = { alpha: 0.4, beta: 1.6, c: 1.5 };
    for (let seed = 0; seed < 60; seed++) {
      simple.count(fitSbg([simulatedCohort({ ...truth, c: 1 }, 1000, 8, seed)]).intervals, { alpha: 0.4, beta: 1.6 });
      shaped.count(fitBdw([simulatedCohort(truth, 2000, 10, 500 + seed)]).intervals, truth);
    }
    for (const coverage of [simple, shaped]) {
      expect(coverage.without).toBe(0);
      // 0.95 less three standard errors of 60 populations
      for (const share of Object.values(coverage.shares())) expect(share).toBeGreaterThan(0.86);
    }
  });
});

describe("the boundary", () => {
  const good = fitSbg([{ unit: "year", survivors: [100, 70, 55, 46] }]);

  test("models travel whole, and bent ones do not load", () => {
    expect(loadModel(sbgModelSpec, JSON.parse(JSON.stringify(good)))).toEqual(good);
    const load = (change: object): string => codeOf(() => loadModel(sbgModelSpec, { ...good, ...change }));
    expect(load({ unit: "hour" })).toBe("invalid_model");
    expect(load({ parameters: { alpha: 0, beta: 1 } })).toBe("invalid_model");
    expect(load({ covariance: [[1, 2]] })).toBe("invalid_model");
    expect(load({ version: 3 })).toBe("unsupported_version");
    expect(load({ kind: "bdw" })).toBe("invalid_model");
  });

  test("cohorts and states are checked", () => {
    expect(tenureCohortSchema.safeParse({ unit: "year", survivors: [10, 8, 8] }).success).toBe(true);
    expect(tenureCohortSchema.safeParse({ unit: "year", survivors: [10, 11] }).success).toBe(false);
    const state = tenureStateOf([{ unit: "year", survivors: [10, 8, 8] }]);
    expect(tenureStateSchema.safeParse(state).success).toBe(true);
    expect(tenureStateSchema.safeParse({ ...state, stayed: [8, 9] }).success).toBe(false);
  });

  test.each([
    [[], "empty_input"],
    [null, "invalid_type"],
    [[null], "invalid_type"],
    [[{ unit: "year", survivors: [5] }], "empty_input"],
    [[{ unit: "year", survivors: [0, 0] }], "out_of_range"],
    [[{ unit: "year", survivors: [5, 6] }], "inconsistent"],
    [[{ unit: "year", survivors: [5, Number.NaN] }], "not_finite"],
    [[{ unit: "year", survivors: [5, -1] }], "out_of_range"],
    [[{ unit: "year", survivors: [5, 4], weight: 0 }], "out_of_range"],
    [[{ unit: "hour", survivors: [5, 4] }], "unknown_id"],
    [
      [
        { unit: "year", survivors: [5, 4] },
        { unit: "month", survivors: [5, 4] },
      ],
      "inconsistent",
    ],
    [[{ unit: "year", survivors: new Array(10_002).fill(1) }], "out_of_range"],
  ])("cohorts such as %j are refused", (cohorts, code) => {
    expect(codeOf(() => fitSbg(js<readonly TenureCohort[]>(cohorts)))).toBe(code);
    expect(codeOf(() => fitBdw(js<readonly TenureCohort[]>(cohorts)))).toBe(code);
  });

  test("options, states and models that are none are refused", () => {
    const state = tenureStateOf([{ unit: "year", survivors: [10, 8, 7] }]);
    expect(codeOf(() => fitSbgFromState({ ...state, left: [2, 9] }))).toBe("invalid_model");
    expect(codeOf(() => fitSbgFromState({ ...state, kind: js("x") }))).toBe("invalid_model");
    expect(codeOf(() => fitSbgFromState(state, { level: 0 }))).toBe("out_of_range");
    expect(codeOf(() => mergeTenureStates([]))).toBe("empty_input");
    expect(codeOf(() => forecastTenure(good, { periods: 0 }))).toBe("out_of_range");
    expect(codeOf(() => forecastTenure(good, { periods: 2, from: -1 }))).toBe("out_of_range");
    expect(codeOf(() => predictTenure(good, { discountRate: 0 }))).toBe("out_of_range");
    expect(codeOf(() => predictTenure(js({ ...good, kind: "x" }), { discountRate: 0.1 }))).toBe("invalid_model");
    expect(codeOf(() => predictTenure(bdw(1, 1, 1000), { discountRate: 0.1 }))).toBe("out_of_range");
  });
});
