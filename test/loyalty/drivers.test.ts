import { describe, expect, test } from "vitest";
import { type DriverFindings, measureDrivers, measurePerformance } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";
import { codeOf } from "./support.ts";

/*
 * Forty answers of five questions and an outcome. Reference values from NumPy, without anything of this package:
 * LMG by its definition (least squares by numpy.linalg.lstsq along each of the 120 orders, increments averaged);
 * Johnson's weights from the singular value decomposition Z = P·D·Qᵀ of the standardised drivers, with P·Qᵀ the nearest
 * orthogonal variables; variance inflation from the diagonal of numpy.linalg.inv(corrcoef); condition from the singular
 * values.
 */
const X = [
  [
    2, 1, 4, 5, 1, 4, 4, 4, 3, 1, 1, 3, 1, 4, 5, 3, 4, 5, 1, 5, 5, 2, 4, 4, 2, 3, 5, 3, 5, 2, 1, 4, 1, 4, 4, 4, 2, 3, 4,
    3,
  ],
  [
    3, 3, 5, 5, 2, 3, 4, 4, 2, 1, 1, 4, 1, 4, 5, 2, 4, 4, 1, 3, 5, 3, 3, 5, 3, 5, 5, 3, 5, 2, 2, 5, 2, 4, 3, 3, 3, 3, 4,
    1,
  ],
  [
    4, 2, 3, 5, 1, 3, 4, 5, 3, 1, 2, 5, 1, 5, 4, 1, 5, 5, 2, 5, 5, 2, 5, 4, 2, 5, 4, 3, 5, 2, 2, 3, 2, 2, 4, 4, 1, 5, 2,
    3,
  ],
  [
    5, 2, 5, 5, 3, 5, 4, 3, 2, 1, 2, 2, 3, 4, 2, 3, 4, 4, 1, 5, 2, 4, 5, 2, 1, 3, 4, 1, 4, 1, 4, 1, 3, 1, 5, 5, 2, 4, 5,
    1,
  ],
  [
    5, 1, 1, 4, 5, 2, 4, 1, 3, 5, 4, 3, 2, 2, 2, 2, 1, 3, 2, 4, 4, 4, 4, 1, 4, 3, 1, 4, 4, 3, 2, 4, 1, 4, 5, 2, 1, 2, 2,
    5,
  ],
];
const y = [
  3, 1, 5, 5, 1, 5, 5, 4, 2, 2, 1, 4, 1, 4, 5, 5, 5, 5, 1, 5, 5, 2, 5, 4, 3, 3, 5, 2, 5, 1, 2, 4, 1, 3, 5, 5, 2, 4, 5,
  3,
];
const LMG = [0.4231376302129633, 0.1574747756695877, 0.14598221020273386, 0.1329083351296328, 0.0018101182520132374];
const JOHNSON = [0.3995943041771314, 0.16561928521449432, 0.1468579976830777, 0.1474121133540781, 0.001829369038150003];
const VIF = [3.421544404217927, 2.776000128668642, 2.386077587370782, 1.2801753781381129, 1.1125069910903853];
const R_SQUARED = 0.8613130694669309;
const CONDITION = 3.7259113498336567;

const ids = ["a", "b", "c", "d", "e"];
const columns = Object.fromEntries([...ids.map((id, j) => [id, X[j] as number[]] as const), ["y", y] as const]);
const rows = y.map((outcome, i) => ({
  y: outcome,
  ...Object.fromEntries(ids.map((id, j) => [id, X[j]?.[i]])),
})) as unknown as Record<string, number>[];

function findings(...args: Parameters<typeof measureDrivers<Record<string, number>>>): DriverFindings {
  const found = measureDrivers(...args);
  if ("abstained" in found) throw new Error(found.abstained.code);
  return found;
}
const plan = { outcome: "y", drivers: ids } as const;

describe("what drives the outcome", () => {
  test.each([
    ["shapley", LMG],
    ["relative_weights", JOHNSON],
  ] as const)("%s agrees with NumPy", (method, expected) => {
    const found = findings(columns, { ...plan, method });
    expectClose(found.rSquared.value, R_SQUARED, 1e-12);
    expectClose(found.condition ?? 0, CONDITION, 1e-11);
    found.drivers.forEach((driver, j) => {
      expectClose(driver.contribution.value, expected[j] as number, 1e-12);
      expectClose(driver.vif ?? 0, VIF[j] as number, 1e-11);
    });
  });

  test("rows, columns and accessors say the same", () => {
    const found = findings(columns, plan);
    expect(findings(rows, plan)).toEqual(found);
    const value = (id: string) => ({ id, value: (row: Record<string, number>) => row[id] });
    expect(findings(rows, { outcome: value("y"), drivers: ids.map(value) })).toEqual(found);
  });

  test("a question that repeats another shares its part with it, and is named", () => {
    for (const method of ["shapley", "relative_weights"] as const) {
      const twice = { ...columns, copy: columns["a"] as number[] };
      const found = findings(twice, { outcome: "y", drivers: ["a", "b", "copy"], method });
      const [a, , copy] = found.drivers;
      expectClose(a?.contribution.value ?? 0, copy?.contribution.value ?? 1, 1e-10);
      expectClose(found.rSquared.value, findings(columns, { outcome: "y", drivers: ["a", "b"] }).rSquared.value, 1e-10);
      expect(found.condition).toBeUndefined();
      expect(a?.vif).toBeUndefined();
      expect(found.drivers[1]?.vif).toBeGreaterThan(1);
      expect(found.notes.map(({ code }) => code)).toEqual(["driver_redundant", "driver_redundant"]);
    }
  });

  test("a driver orthogonal to everything gets nothing, a constant one too and is named", () => {
    const cross = {
      y: [1, 2, 3, 4, 1, 2, 3, 4],
      x: [1, 2, 3, 5, 1, 2, 3, 5],
      z: [1, 1, 1, 1, 2, 2, 2, 2],
      k: Array(8).fill(3),
    };
    for (const method of ["shapley", "relative_weights"] as const) {
      const found = findings(cross, { outcome: "y", drivers: ["x", "z", "k"], method });
      expect(Math.abs(found.drivers[1]?.contribution.value ?? 1)).toBeLessThan(1e-15);
      expect(found.drivers[2]?.contribution.value).toBe(0);
      expect(found.drivers[2]).not.toHaveProperty("vif");
      expect(found.notes.map(({ code }) => code)).toEqual(["drivers_few_rows", "driver_constant"]);
    }
  });

  test("rows that lack an answer take no part, and are counted by question", () => {
    const gaps = rows.map((row, i) => ({
      ...row,
      b: i % 4 === 0 ? undefined : row["b"],
      c: i === 1 ? null : row["c"],
    }));
    const found = findings(gaps as never, plan);
    expect(found).toMatchObject({ rows: 40, n: 29, missingOutcome: 0 });
    expect(found.drivers.map(({ missing }) => missing)).toEqual([0, 10, 1, 0, 0]);
    expect(found.notes[0]).toEqual({
      code: "drivers_rows_dropped",
      params: { dropped: 11, rows: 40, driver: "b", missing: 10 },
    });
    const complete = rows.filter((_, i) => i % 4 !== 0 && i !== 1);
    expect(found.rSquared).toEqual(findings(complete, plan).rSquared);
  });

  test("equal weights change nothing; whole weights count a row so often", () => {
    const found = findings(rows, plan);
    expect(findings(rows, { ...plan, weight: () => 0.7 })).toEqual(found);
    const weighted = findings(rows, { ...plan, weight: (_, i) => (i < 3 ? 2 : 1) });
    const repeated = findings([...rows, ...rows.slice(0, 3)], plan);
    weighted.drivers.forEach(({ contribution }, j) => {
      expectClose(contribution.value, repeated.drivers[j]?.contribution.value ?? 0, 1e-12);
    });
    expectClose(weighted.effectiveN, 43 ** 2 / 49, 1e-12);
  });

  test("too few rows, an outcome without variance, an outcome that nothing explains", () => {
    expect(measureDrivers(rows.slice(0, 6), plan)).toEqual({
      abstained: { code: "too_few_rows", params: { n: 6, needed: 7 } },
    });
    const same = { ...columns, y: y.map(() => 4) };
    expect(measureDrivers(same, plan)).toEqual({
      abstained: { code: "all_values_equal", params: { n: 40, value: 4 } },
    });
    const none = findings({ y: [1, 2, 1, 2], x: [1, 1, 2, 2] }, { outcome: "y", drivers: ["x"], seed: 1 });
    expect(none.rSquared.value).toBeLessThan(1e-12);
    expect(none.drivers[0]).not.toHaveProperty("share");
    expect(none.notes.map(({ code }) => code)).toContain("drivers_explain_nothing");
  });

  test("huge, tiny and far-off numbers give the shares of plain ones", () => {
    const found = findings(columns, plan);
    for (const [scale, shift] of [
      [1e300, 0],
      [1e-300, 0],
      [1, 1e9],
      [-2, 3],
    ] as const) {
      const moved = { ...columns, a: (columns["a"] as number[]).map((x) => scale * x + shift) };
      findings(moved, plan).drivers.forEach(({ contribution }, j) => {
        expectClose(contribution.value, found.drivers[j]?.contribution.value ?? 0, 1e-9);
      });
    }
  });
});

describe("the bootstrap", () => {
  test("comes back bit by bit from the same seed, does not depend on the order of drivers, and holds the value", () => {
    const found = findings(columns, { ...plan, seed: 5, resamples: 200 });
    expect(findings(columns, { ...plan, seed: 5, resamples: 200 })).toEqual(found);
    expect(found.resamples).toBe(200);
    const turned = findings(columns, { ...plan, drivers: [...ids].reverse(), seed: 5, resamples: 200 });
    for (const { driver, share, contribution } of found.drivers) {
      const other = turned.drivers.find((row) => row.driver === driver)?.share?.interval;
      expectClose(other?.lower ?? 9, share?.interval?.lower ?? 0, 1e-9);
      expect(contribution.interval?.lower).toBeLessThanOrEqual(contribution.value);
      expect(contribution.interval?.upper).toBeGreaterThanOrEqual(contribution.value);
    }
    expect(found.drivers[4]?.share?.interval?.lower).toBe(0);
  });

  test("covers the population's shares and R²", () => {
    // drivers share a third of their variance; the population's figures come from their exact correlations
    const slopes = [0.6, 0.3, 0.1, 0];
    const truth = { share: [0.58992701, 0.24282893, 0.10431699, 0.06292706], rSquared: 0.3955512572533849 };
    const covered = [0, 0, 0, 0, 0];
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const random = createRandom(1000 + run);
      const data: Record<string, number[]> = { p: [], q: [], r: [], s: [], y: [] };
      for (let i = 0; i < 200; i++) {
        const mood = random.normal();
        const x = slopes.map(() => 0.6 * mood + 0.8 * random.normal());
        x.forEach((value, j) => {
          data["pqrs"[j] as string]?.push(value);
        });
        data["y"]?.push(x.reduce((sum, value, j) => sum + value * (slopes[j] as number), random.normal()));
      }
      const found = findings(data, { outcome: "y", drivers: ["p", "q", "r", "s"], seed: run, resamples: 300 });
      const within = (figure: { interval?: { lower: number; upper: number } } | undefined, value: number) =>
        figure?.interval !== undefined && figure.interval.lower <= value && value <= figure.interval.upper;
      found.drivers.forEach(({ share }, j) => {
        if (within(share, truth.share[j] as number)) covered[j] = (covered[j] as number) + 1;
      });
      if (within(found.rSquared, truth.rSquared)) covered[4] = (covered[4] as number) + 1;
    }
    // within three standard errors of 300 runs around 95 %, and the percentile interval's known shortfall of a point
    for (const count of covered) {
      expect(count / runs).toBeGreaterThan(0.905);
      expect(count / runs).toBeLessThan(0.99);
    }
  });
});

test("performance is the mean of everybody who rated, with Student's interval", () => {
  const [speed] = measurePerformance({ speed: [4, 5, undefined, 3, 4] }, { drivers: ["speed"] });
  // t(0.975, 3) = 3.182446305284263, s = sqrt(2 / 3)
  expect(speed?.n).toBe(4);
  expectClose(speed?.interval.lower ?? 0, 4 - (3.182446305284263 * Math.sqrt(2 / 3)) / 2, 1e-9);
  expect(measurePerformance({ speed: [4], other: [3] }, { drivers: ["speed", "other"] })).toEqual([]);
});

describe("hostile input", () => {
  const WRONG: readonly unknown[] = [
    undefined,
    null,
    7,
    "x",
    true,
    [],
    {},
    Number.NaN,
    () => 1,
    new Map(),
    [null],
    [7],
  ];
  const OURS = /^(empty_input|length_mismatch|not_finite|out_of_range|invalid_type|unknown_id|duplicate_id)$/;
  test.each(WRONG.map((value) => [value]))("data or options that are %s", (value) => {
    expect(codeOf(() => measureDrivers(value as never, plan))).toMatch(OURS);
    expect(codeOf(() => measurePerformance(value as never, plan))).toMatch(OURS);
    expect(codeOf(() => measureDrivers(rows, value as never))).toMatch(OURS);
    for (const name of ["outcome", "drivers"]) {
      expect(codeOf(() => measureDrivers(rows, { ...plan, [name]: value }))).toMatch(OURS);
    }
    if (value === undefined) return;
    for (const name of ["method", "level", "resamples", "seed"]) {
      if (name === "seed" && value === 7) continue;
      expect(
        codeOf(() => measureDrivers(rows, { ...plan, [name]: value })),
        name,
      ).toMatch(OURS);
    }
  });

  test("a bad answer is named by question and row; NaN is no missing answer", () => {
    const bad = (cell: unknown) => () => measureDrivers([...rows, { ...rows[0], b: cell }] as never, plan);
    for (const cell of [Number.NaN, Infinity, "3", {}, true]) {
      expect(codeOf(bad(cell))).toMatch(/^(not_finite|invalid_type)$/);
      expect(bad(cell)).toThrow(expect.objectContaining({ details: { name: "b", index: 40 } }));
    }
  });

  test("doubles, unknown names, seventeen drivers for the exact method, ids such as __proto__", () => {
    expect(codeOf(() => measureDrivers(rows, { outcome: "y", drivers: ["a", "a"] }))).toBe("duplicate_id");
    for (const id of ["zz", "__proto__", "constructor"]) {
      expect(codeOf(() => measureDrivers(rows, { outcome: "y", drivers: [id] }))).toBe("unknown_id");
      expect(codeOf(() => measureDrivers(columns, { outcome: "y", drivers: [id] }))).toBe("unknown_id");
    }
    const many = Array.from({ length: 17 }, (_, j) => ({
      id: `d${j}`,
      value: (_: unknown, i: number) => (i * (j + 3)) % 7,
    }));
    expect(codeOf(() => measureDrivers(rows, { outcome: "y", drivers: many }))).toBe("out_of_range");
    expect(findings(rows, { outcome: "y", drivers: many, method: "relative_weights" }).drivers).toHaveLength(17);
    const odd = { id: "__proto__", value: (row: Record<string, number>) => row["a"] };
    expect(findings(rows, { outcome: "y", drivers: [odd] }).drivers[0]?.driver).toBe("__proto__");
  });
});

describeWithData("fourteen ratings of 20,000 passengers", ["satisfaction/airline_passenger_satisfaction.csv"], () => {
  test("online boarding brings 31 % of what the ratings explain, by either method", () => {
    const passengers = readSharedCsv("satisfaction/airline_passenger_satisfaction.csv");
    const asked = Object.keys(passengers[0] ?? {}).slice(7, 21);
    // 0 means "not asked"
    const drivers = asked.map((id) => ({ id, value: (row: Record<string, string>) => Number(row[id]) || undefined }));
    const outcome = { id: "satisfied", value: (row: Record<string, string>) => +(row["satisfaction"] === "satisfied") };
    for (const method of ["shapley", "relative_weights"] as const) {
      const found = measureDrivers(passengers, { outcome, drivers, method }) as DriverFindings;
      expect(found.n).toBe(18_413);
      expect(found.rSquared.value).toBeCloseTo(0.490136, 6);
      const best = found.drivers.reduce((a, b) => ((a.share?.value ?? 0) > (b.share?.value ?? 0) ? a : b));
      expect(best.driver).toBe("Online boarding");
      expect(best.share?.value).toBeCloseTo(0.312, 3);
    }
  });
});
