import { describe, expect, test } from "vitest";
import {
  falseSplits,
  measureCoverage,
  planErrors,
  regressionCoverage,
  segmentCoverage,
} from "../targeting/uplift-simulations.ts";

const LONG = 900_000;

describe("uplift in many made-up experiments", () => {
  test.each([
    ["yes_no", 600, 0],
    ["yes_no", 3000, 0.1],
    ["amount", 3000, 0],
    ["amount", 3000, 0.1],
  ] as const)(
    "%s, %s customers, slope %s: every interval covers the truth in 93–97 %",
    (kind, n, slope) => {
      const { called, ...covered } = measureCoverage({ kind, n, slope }, 1000, 5);
      // 2 standard errors of 1,000 runs beyond either end
      for (const [name, share] of Object.entries(covered)) {
        expect(share, name).toBeGreaterThan(0.93 - 0.014);
        expect(share, name).toBeLessThan(0.97 + 0.014);
      }
      if (slope === 0) expect(called).toBeLessThan(0.07);
    },
    LONG,
  );

  test(
    "honest segments cover 93–97 %, and a book without differences is parted at most once in twenty",
    () => {
      const honest = segmentCoverage(true, 300);
      expect(honest).toBeGreaterThan(0.93);
      expect(honest).toBeLessThan(0.97);
      expect(falseSplits(1000)).toBeLessThan(0.065);
    },
    LONG,
  );

  test.each(["two_model", "class_transformation"] as const)(
    "%s covers",
    (method) => {
      for (const kind of ["yes_no", "amount"] as const) {
        for (const share of [0.5, 0.25]) expect(regressionCoverage(method, kind, share, 600)).toBeGreaterThan(0.92);
      }
    },
    LONG,
  );

  test.each([
    { kind: "yes_no", slope: 0, base: 0.03 },
    { kind: "yes_no", slope: 0.3, base: 0.03 },
    { kind: "amount", slope: 0.1, base: 0.03 },
  ] as const)(
    "the profit held out hardly flatters, %o",
    (options) => {
      const { best, held, covered } = planErrors(options, 300);
      expect(best.mean).toBeGreaterThan(0);
      // on average it is off by less than a tenth of the flattery, or by what 300 runs leave open
      expect(Math.abs(held.mean)).toBeLessThan(Math.max(0.1 * best.mean, 3 * held.error));
      expect(covered).toBeGreaterThan(0.92);
    },
    LONG,
  );
});
