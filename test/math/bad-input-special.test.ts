import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { regularizedBeta, regularizedBetaUpper } from "../../src/math/beta.ts";
import { betaCdf, betaQuantile } from "../../src/math/beta-distribution.ts";
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from "../../src/math/chi-squared.ts";
import { erf, erfc } from "../../src/math/erf.ts";
import { digamma, logBeta, logGamma, regularizedGammaP, regularizedGammaQ, trigamma } from "../../src/math/gamma.ts";
import { gammaCdf, gammaQuantile } from "../../src/math/gamma-distribution.ts";
import { hypergeometric2F1, logHypergeometric2F1 } from "../../src/math/hypergeometric.ts";
import { normalCdf, normalPdf, normalQuantile, normalSurvival } from "../../src/math/normal.ts";
import { clopperPearsonInterval, jeffreysInterval, wilsonInterval } from "../../src/math/proportion.ts";
import { newcombeInterval } from "../../src/math/proportion-difference.ts";
import { studentTCdf, studentTQuantile, studentTSurvival } from "../../src/math/student-t.ts";

type Numeric = (...values: number[]) => unknown;

/** A function, arguments it accepts, and for each argument values outside its range. */
type Case = readonly [name: string, call: Numeric, good: readonly number[], bad: readonly (readonly number[])[]];

const CASES: readonly Case[] = [
  ["logGamma", logGamma as Numeric, [2], [[0, -1, 1e306]]],
  ["digamma", digamma as Numeric, [2], [[0, -1, 1e-301]]],
  ["trigamma", trigamma as Numeric, [2], [[0, -1, 1e-151]]],
  [
    "logBeta",
    logBeta as Numeric,
    [2, 3],
    [
      [0, -1, 1e301],
      [0, -1, 1e301],
    ],
  ],
  ["regularizedGammaP", regularizedGammaP as Numeric, [2, 3], [[0, -1, 1e11], [-1]]],
  ["regularizedGammaQ", regularizedGammaQ as Numeric, [2, 3], [[0, -1, 1e11], [-1]]],
  [
    "regularizedBeta",
    regularizedBeta as Numeric,
    [0.5, 2, 3],
    [
      [-0.1, 1.1],
      [0, -1, 1e11],
      [0, -1, 1e11],
    ],
  ],
  [
    "regularizedBetaUpper",
    regularizedBetaUpper as Numeric,
    [0.5, 2, 3],
    [
      [-0.1, 1.1],
      [0, -1, 1e11],
      [0, -1, 1e11],
    ],
  ],
  ["erf", erf as Numeric, [1], [[]]],
  ["erfc", erfc as Numeric, [1], [[]]],
  ["hypergeometric2F1", hypergeometric2F1 as Numeric, [1, 2, 3, 0.5], [[], [], [0, -3], [1, 2]]],
  ["logHypergeometric2F1", logHypergeometric2F1 as Numeric, [1, 2, 3, 0.5], [[], [], [0, -3], [1, 2]]],
  ["normalPdf", normalPdf as Numeric, [1], [[]]],
  ["normalCdf", normalCdf as Numeric, [1], [[]]],
  ["normalSurvival", normalSurvival as Numeric, [1], [[]]],
  ["normalQuantile", normalQuantile as Numeric, [0.3], [[0, 1, -0.1, 1.1]]],
  [
    "studentTCdf",
    studentTCdf as Numeric,
    [1, 3],
    [
      [1e151, -1e151],
      [0, -1, 1e19],
    ],
  ],
  [
    "studentTSurvival",
    studentTSurvival as Numeric,
    [1, 3],
    [
      [1e151, -1e151],
      [0, -1, 1e19],
    ],
  ],
  [
    "studentTQuantile",
    studentTQuantile as Numeric,
    [0.3, 3],
    [
      [0, 1, -0.1, 1.1],
      [0, -1, 1e19],
    ],
  ],
  ["chiSquaredCdf", chiSquaredCdf as Numeric, [1, 3], [[-1], [0, -1, 1e11]]],
  ["chiSquaredSurvival", chiSquaredSurvival as Numeric, [1, 3], [[-1], [0, -1, 1e11]]],
  [
    "chiSquaredQuantile",
    chiSquaredQuantile as Numeric,
    [0.3, 3],
    [
      [1, -0.1, 1.1],
      [0, -1, 1e11],
    ],
  ],
  ["gammaCdf", gammaCdf as Numeric, [1, 2, 3], [[-1], [0, -1, 1e11], [0, -1]]],
  [
    "gammaQuantile",
    gammaQuantile as Numeric,
    [0.3, 2, 3],
    [
      [1, -0.1, 1.1],
      [0, -1, 1e11],
      [0, -1],
    ],
  ],
  [
    "betaCdf",
    betaCdf as Numeric,
    [0.5, 2, 3],
    [
      [-0.1, 1.1],
      [0, -1, 1e11],
      [0, -1, 1e11],
    ],
  ],
  [
    "betaQuantile",
    betaQuantile as Numeric,
    [0.5, 2, 3],
    [
      [-0.1, 1.1],
      [0, -1, 1e11],
      [0, -1, 1e11],
    ],
  ],
  [
    "wilsonInterval",
    wilsonInterval as Numeric,
    [3, 10, 0.9],
    [
      [-1, 11],
      [-1, 1e10],
      [0, 1, -0.5, 95],
    ],
  ],
  [
    "jeffreysInterval",
    jeffreysInterval as Numeric,
    [3, 10, 0.9],
    [
      [-1, 11],
      [-1, 1e10],
      [0, 1, -0.5, 95],
    ],
  ],
  [
    "clopperPearsonInterval",
    clopperPearsonInterval as Numeric,
    [3, 10, 0.9],
    [
      [-1, 11],
      [-1, 1e10],
      [0, 1, 95],
    ],
  ],
  ["newcombeInterval", newcombeInterval as Numeric, [3, 10, 4, 9, 0.9], [[-1, 11], [-1], [-1, 10], [-1], [0, 1, 95]]],
];

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "accepted";
}

describe.each(CASES)("%s", (_name, call, good, bad) => {
  test("accepts what it says it accepts", () => {
    expect(codeOf(() => call(...good))).toBe("accepted");
  });

  test("names NaN, infinity and text in any place", () => {
    for (let i = 0; i < good.length; i++) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        expect(codeOf(() => call(...good.with(i, value)))).toBe("not_finite");
      }
      expect(codeOf(() => call(...good.with(i, "1" as unknown as number)))).toBe("invalid_type");
    }
  });

  test("refuses what lies outside the stated range", () => {
    bad.forEach((values, i) => {
      for (const value of values)
        expect(
          codeOf(() => call(...good.with(i, value))),
          `${i}: ${value}`,
        ).toBe("out_of_range");
    });
  });
});

describe("special cases", () => {
  test("a rate without a trial is an empty input", () => {
    expect(codeOf(() => wilsonInterval(0, 0))).toBe("empty_input");
    expect(codeOf(() => jeffreysInterval(0, 0))).toBe("empty_input");
    expect(codeOf(() => clopperPearsonInterval(0, 0))).toBe("empty_input");
    expect(codeOf(() => newcombeInterval(1, 2, 0, 0))).toBe("empty_input");
    expect(codeOf(() => newcombeInterval(0, 0, 1, 2))).toBe("empty_input");
  });

  test("the second group of a difference is named", () => {
    expect(() => newcombeInterval(1, 2, 4, 3)).toThrow(/successesB/);
  });

  test("a t quantile that overflows is refused", () => {
    expect(codeOf(() => studentTQuantile(1e-300, 0.5))).toBe("out_of_range");
  });

  test("a tail too small for a double's digits is refused at once", () => {
    for (const p of [5e-324, 1e-320, 1e-310]) {
      expect(codeOf(() => betaQuantile(p, 2, 3))).toBe("no_convergence");
      for (const df of [0.5, 2.5, 1e6]) expect(codeOf(() => studentTQuantile(p, df))).toBe("no_convergence");
    }
    // each used to search for seconds
    expect(studentTQuantile(3e-308, 2.5)).toBeLessThan(-1e120);
  });

  test("a hypergeometric value that overflows, changes sign or cancels is refused", () => {
    expect(codeOf(() => hypergeometric2F1(5000, 1, 1, 0.9))).toBe("out_of_range");
    expect(codeOf(() => logHypergeometric2F1(-1, 3, 1, 0.9))).toBe("out_of_range");
    expect(codeOf(() => hypergeometric2F1(344.5, 63.8, 1.2, -1.25))).toBe("no_convergence");
  });
});
