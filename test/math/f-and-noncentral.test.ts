import { describe, expect, test } from "vitest";
import {
  fCdf,
  fQuantile,
  fSurvival,
  midranks,
  noncentralChiSquaredCdf,
  noncentralChiSquaredInterval,
  noncentralFCdf,
  noncentralFInterval,
} from "../../src/math/index.ts";
import { expectRelative } from "../support/close.ts";

describe("the F distribution", () => {
  // R 4.2.2: pf(2,3,10), pf(4.8461,2,27,lower=F), qf(.95,2,27), pf(300,5.5,12.25,lower=F), qf(1e-5,4,9), qf(1-1e-9,7.3,21.9)
  test("is that of R, far tails and broken degrees of freedom among it", () => {
    expectRelative(fCdf(2, 3, 10), 0.821992592624825, 1e-13);
    expectRelative(fSurvival(4.8461, 2, 27), 0.0159098162266987, 1e-13);
    expectRelative(fSurvival(300, 5.5, 12.25), 1.80738363907865e-12, 1e-12);
    expectRelative(fQuantile(0.95, 2, 27), 3.3541308285292, 1e-12);
    expectRelative(fQuantile(1e-5, 4, 9), 0.00202654822685699, 1e-12);
    expectRelative(fQuantile(1 - 1e-9, 7.3, 21.9), 28.8271253394691, 1e-7);
  });

  test("with one degree is the square of Student's t, whose 97.5 % point with 9 degrees is 2.262157", () => {
    expectRelative(fQuantile(0.95, 1, 9), 2.2621571627982 ** 2, 1e-12);
  });

  test("ends at 0 and at the largest ratios", () => {
    expect(fCdf(0, 2, 3)).toBe(0);
    expect(fSurvival(0, 2, 3)).toBe(1);
    expect(fSurvival(1e150, 2, 5000)).toBe(0);
    expect(() => fCdf(-1, 2, 3)).toThrow(/f must/);
    expect(() => fQuantile(1, 2, 3)).toThrow(/p must/);
    expect(() => fQuantile(0.5, 0, 3)).toThrow(/df1/);
  });
});

describe("noncentral distributions", () => {
  // R 4.2.2, the series itself, which pf(ncp =) meets to 1e-9 alone:
  // j <- 0:4000; x <- a*f/(a*f+b); sum(dpois(j, l/2) * pbeta(x, a/2+j, b/2)); and pchisq(x, a, ncp = l)
  test("F at its definition", () => {
    expectRelative(noncentralFCdf(3, 2, 20, 4), 0.566031376016988, 1e-12);
    expectRelative(noncentralFCdf(60, 3, 40, 150), 0.709079525309031, 1e-12);
    expectRelative(noncentralFCdf(110, 9, 5000, 1000), 0.392162781596769, 1e-12);
    expectRelative(noncentralFCdf(0.5, 2, 5, 1), 0.254896086430941, 1e-12);
    expect(noncentralFCdf(2, 3, 10, 0)).toBe(fCdf(2, 3, 10));
  });

  test("chi-squared as in R", () => {
    expectRelative(noncentralChiSquaredCdf(5, 2, 3), 0.594060803078197, 1e-12);
    expectRelative(noncentralChiSquaredCdf(900, 10, 1000), 0.0384563391775177, 1e-11);
    expectRelative(noncentralChiSquaredCdf(1, 1, 0.2), 0.63587660546018, 1e-12);
    expectRelative(noncentralChiSquaredCdf(30, 4, 8), 0.988444494124735, 1e-12);
  });

  test("bounds are where R's uniroot finds the tails", () => {
    const f = noncentralFInterval(4.8461, 2, 27, 0.95);
    expectRelative(f.lower, 0.300097493895213, 1e-9);
    expectRelative(f.upper, 25.9593852434018, 1e-9);
    const x = noncentralChiSquaredInterval(10, 3, 0.95);
    expectRelative(x.lower, 0.215519573061345, 1e-9);
    expectRelative(x.upper, 23.6797967041464, 1e-9);
  });

  test("a ratio below chance does not claim to know that there is nothing", () => {
    expect(noncentralFInterval(0.001, 2, 27, 0.95)).toMatchObject({ lower: 0 });
    expect(noncentralFInterval(0.001, 2, 27, 0.95).upper).toBeGreaterThan(1);
    expect(noncentralChiSquaredInterval(0, 1, 0.95).upper).toBeGreaterThan(1);
    expect(noncentralChiSquaredInterval(1e9, 1, 0.95)).toEqual({ lower: 1e9, upper: 1e9 });
  });
});

describe("ranks", () => {
  test("equal cells share the mean of their places", () => {
    // R 4.2.2: rank(c(3, -1, 3, 0, -0, 8)) is 4.5 1 4.5 2.5 2.5 6; ties 2 * (2^3 - 2)
    expect(midranks([3, -1, 3, 0, -0, 8])).toEqual({ ranks: Float64Array.of(4.5, 1, 4.5, 2.5, 2.5, 6), ties: 12 });
    expect(midranks([])).toEqual({ ranks: new Float64Array(0), ties: 0 });
    expect(() => midranks([1, Number.NaN])).toThrow(/column\[1\]/);
  });
});
