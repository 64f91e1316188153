import { describe, expect, test } from "vitest";
import { regularizedBeta, regularizedBetaUpper } from "../../src/math/beta.ts";
import { expectRelative } from "../support/close.ts";

// mpmath 1.3.0, mp.dps = 60: p = x**a*(1-x)**b/(a*beta(a,b))*hyp2f1(a+b,1,a+1,x); nstr(p, 20), nstr(1-p, 20); the rows
// from a = 1e7 sum that series directly: t = s = 1/a; while t > s*1e-45: t *= (a+b+n)/(a+1+n)*x; s += t; n += 1
const REGULARIZED = [
  [0.3, 1e-6, 2, 0.9999994960270777, 5.039729223314258e-7],
  [0.01, 1e-8, 1e-8, 0.49999997702440135, 0.5000000229755986],
  [0.7, 1e-3, 1e-6, 0.0009998461976644616, 0.9990001538023355],
  [0.5, 2, 3, 0.6875, 0.3125],
  [1e-12, 0.5, 0.5, 6.366197723676875e-7, 0.9999993633802277],
  [0.2, 30, 20, 3.43615827193208e-10, 0.9999999996563842],
  [0.9, 30, 20, 0.999999984305454, 1.569454599936194e-8],
  [1e-7, 0.5, 1e7, 0.842700798138559, 0.15729920186144097],
  [0.5, 1e7, 1e7, 0.5, 0.5],
  [0.499, 1e7, 1e7, 1.8718990007592208e-19, 1.0],
  [0.10001, 1e7, 9e7, 0.6305884770249591, 0.3694115229750409],
] as const;

describe("regularized incomplete beta", () => {
  test.each(REGULARIZED)("both tails at x = %d, a = %d, b = %d keep their leading digits", (x, a, b, lower, upper) => {
    expectRelative(regularizedBeta(x, a, b), lower, 1e-11);
    expectRelative(regularizedBetaUpper(x, a, b), upper, 1e-11);
  });

  test("a share is never below 0 nor above 1", () => {
    expect(regularizedBeta(0, 2, 3)).toBe(0);
    expect(regularizedBetaUpper(0, 2, 3)).toBe(1);
    expect(regularizedBeta(1, 2, 3)).toBe(1);
    expect(regularizedBetaUpper(1, 2, 3)).toBe(0);
  });
});
