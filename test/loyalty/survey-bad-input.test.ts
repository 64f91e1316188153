import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  compareWaves,
  importancePerformanceChart,
  measureCes,
  measureComplaints,
  measureCsat,
  measureDrivers,
  measureNps,
  measurePerformance,
  planSurvey,
} from "../../src/loyalty/index.ts";
import { codeOf, FIVE } from "./support.ts";

const WRONG: readonly unknown[] = [null, 7, "seven", true, [], Number.NaN, () => 1];
const BAD: readonly unknown[] = [Number.NaN, Infinity, -1, 0, 2, "3", null, {}, [3]];
const OURS =
  /^(empty_input|length_mismatch|not_finite|out_of_range|invalid_type|unknown_id|duplicate_id|inconsistent)$/;

describe("survey metrics", () => {
  test.each(WRONG.map((value) => [value]))("answers or options that are %s", (value) => {
    for (const measure of [measureNps, measureCes, measureComplaints, planSurvey]) {
      expect(codeOf(() => measure(value as never))).toMatch(OURS);
    }
    expect(codeOf(() => measureCsat(value as never, { scale: FIVE }))).toMatch(OURS);
    expect(codeOf(() => measureNps([9], value as never))).toMatch(OURS);
    expect(codeOf(() => measureCes([4], value as never))).toMatch(OURS);
    expect(codeOf(() => measureCsat([4], value as never))).toMatch(OURS);
    expect(codeOf(() => measureComplaints({ complaints: 1, exposure: 2 }, value as never))).toMatch(OURS);
    expect(codeOf(() => measureNps([9], { weights: value as never }))).toMatch(OURS);
  });

  test.each(BAD.map((value) => [value]))("a level of %s", (value) => {
    const level = value as number;
    expect(codeOf(() => measureNps([9], { level }))).toMatch(OURS);
    expect(codeOf(() => measureCsat([4], { scale: FIVE, level }))).toMatch(OURS);
    expect(codeOf(() => measureCes([4], { level }))).toMatch(OURS);
    expect(codeOf(() => measureComplaints({ complaints: 1, exposure: 2 }, { level }))).toMatch(OURS);
    expect(codeOf(() => compareWaves(measureNps([9]), measureNps([8]), { level }))).toMatch(OURS);
    expect(codeOf(() => planSurvey({ metric: "nps", margin: 5, level }))).toMatch(OURS);
  });

  test("a bad answer is named by its row", () => {
    for (const cell of [Number.NaN, "4", 4.5, 9, -1]) {
      const run = () => measureCsat([4, 5, cell as number], { scale: FIVE });
      expect(codeOf(run)).toMatch(OURS);
      expect(run).toThrow(expect.objectContaining({ details: expect.objectContaining({ index: 2 }) }));
    }
  });
});

describe("importancePerformanceChart", () => {
  const columns = { y: [1, 2, 3, 4, 5, 3], a: [1, 2, 2, 4, 5, 3], b: [3, 1, 2, 2, 4, 1] };
  const found = measureDrivers(columns, { outcome: "y", drivers: ["a", "b"] });
  if ("abstained" in found) throw new Error("six rows are enough");
  const rated = measurePerformance(columns, { drivers: ["a", "b"] });

  test.each([...WRONG, undefined].map((value) => [value]))("findings, ratings or options that are %s", (value) => {
    expect(codeOf(() => importancePerformanceChart(value as never, rated))).toMatch(OURS);
    expect(codeOf(() => importancePerformanceChart(found, value as never))).toMatch(OURS);
    for (const name of ["drivers", "rSquared", "n"] as const) {
      if (name === "n" && value === 7) continue;
      expect(codeOf(() => importancePerformanceChart({ ...found, [name]: value } as never, rated))).toMatch(OURS);
    }
    if (value === undefined) return;
    expect(codeOf(() => importancePerformanceChart(found, rated, value as never))).toMatch(OURS);
    for (const name of ["locale", "width", "names", "performanceCut", "importanceCut"]) {
      if (name === "performanceCut" && value === 7) continue;
      expect(
        codeOf(() => importancePerformanceChart(found, rated, { [name]: value })),
        name,
      ).toMatch(OURS);
    }
  });

  test("broken rows, doubles, and drivers without a rating", () => {
    const [first] = rated;
    for (const row of [null, {}, { ...first, value: Number.NaN }, { ...first, interval: undefined }, first]) {
      expect(codeOf(() => importancePerformanceChart(found, [row, ...rated] as never))).toMatch(OURS);
    }
    expect(codeOf(() => importancePerformanceChart(found, []))).toBe("inconsistent");
  });
});

test("every note is worded in both languages", () => {
  const reasons = [
    { code: "survey_scale_top_unused", params: { highest: 5, max: 10, n: 30 } },
    { code: "complaints_clustered", params: { dispersion: 4.2, pValue: 0.00001, periods: 12 } },
    { code: "complaints_clustered", params: { dispersion: 2, pValue: 0.008, periods: 12 } },
    { code: "drivers_rows_dropped", params: { dropped: 3, rows: 20, driver: "价格", missing: 2 } },
    { code: "driver_constant", params: { driver: "价格", value: 3 } },
    { code: "driver_collinear", params: { driver: "价格", vif: 14.2, limit: 10 } },
    { code: "driver_redundant", params: { driver: "价格" } },
    { code: "drivers_few_rows", params: { n: 9, drivers: 3, needed: 30 } },
    { code: "drivers_explain_nothing", params: { n: 9 } },
    { code: "drivers_no_interval", params: { usable: 50, resamples: 100 } },
  ] as const;
  for (const reason of reasons) {
    expect(word(reason)).toMatch(/[^.]$/);
    expect(word(reason, "zh")).not.toMatch(/[A-Za-z]{2,}|。$/);
  }
});
