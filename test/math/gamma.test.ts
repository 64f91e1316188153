import { describe, expect, test } from "vitest";
import { digamma, logBeta, logGamma, regularizedGammaP, regularizedGammaQ, trigamma } from "../../src/math/gamma.ts";
import { expectClose, expectRelative } from "../support/close.ts";

// mpmath 1.3.0, mp.dps = 40: nstr(loggamma(mpf(x)), 20)
const LOG_GAMMA = [
  [1e-10, 23.025850929882736],
  [0.5, 0.5723649429247001],
  [1.0000000001, -5.772157125783244e-11],
  [1.4616321449683622, -0.12148629053584961],
  [2.5, 0.2846828704729192],
  [9.999, 12.799575780077413],
  [10, 12.801827480081469],
  [123.456, 469.6055471299295],
  [1e8, 1742068066.1038346],
] as const;

// nstr(psi(0, mpf(x)), 20)
const DIGAMMA = [
  [1e-8, -100000000.57721564],
  [0.5, -1.9635100260214235],
  [1, -0.5772156649015329],
  [1.5, 0.03648997397857652],
  [9.5, 2.1977378764029494],
  [10, 2.251752589066721],
  [1e8, 18.420680738952367],
] as const;

// nstr(psi(1, mpf(x)), 20)
const TRIGAMMA = [
  [1e-8, 1.0000000000000002e16],
  [0.5, 4.934802200544679],
  [1, 1.6449340668482264],
  [1.5, 0.9348022005446793],
  [9.5, 0.11099728846909904],
  [10, 0.10516633568168575],
  [1e8, 1.000000005e-8],
] as const;

// mp.dps = 60: nstr(loggamma(mpf(a)) + loggamma(mpf(b)) - loggamma(mpf(a) + mpf(b)), 20)
const LOG_BETA = [
  [0.5, 0.5, 1.1447298858494002],
  [1e-8, 1e-8, 19.11382792451231],
  [1e8, 1e-8, 18.4206805539734],
  [1e8, 3.5, -63.271409045236204],
  [1e8, 1e8, -138629444.05681732],
  [12.5, 7.25, -12.81232932793278],
] as const;

// P: gammainc(mpf(a), 0, mpf(x), regularized=True), Q: gammainc(mpf(a), mpf(x), regularized=True); the rows from 1e7 by
// DLMF 8.7.1: t = s = 1/a; while t > s*1e-45: t *= x/(a+n); s += t; n += 1; P = s*exp(a*log(x) - x - loggamma(a))
const REGULARIZED = [
  [1e-8, 1e-6, 0.9999998676170497, 1.3238295025024798e-7],
  [1e-8, 0.5, 0.9999999944022641, 5.597735977099587e-9],
  [0.5, 1e-10, 1.1283791670579e-5, 0.9999887162083294],
  [0.5, 300, 1, 1.674167984691788e-132],
  [3, 2, 0.32332358381693654, 0.6766764161830635],
  [20, 21, 0.6157372277356579, 0.38426277226434213],
  [50, 150, 1, 7.412100857322876e-22],
  [1000, 700, 1.0158583345333217e-26, 1],
  [1e7, 1e7, 0.5000420522087237, 0.4999579477912763],
  [1e7, 9968378, 6.873100437362271e-24, 1],
  [1e7, 10031622, 1, 8.485498686975244e-24],
  [1e8, 100012345, 0.8914884249858833, 0.10851157501411672],
] as const;

describe("gamma function", () => {
  test.each(LOG_GAMMA)("ln Γ(%d) agrees with mpmath", (x, expected) => {
    expectRelative(logGamma(x), expected, 1e-13);
  });

  test.each(DIGAMMA)("ψ(%d) agrees with mpmath", (x, expected) => {
    expectRelative(digamma(x), expected, 1e-13);
  });

  test.each(TRIGAMMA)("ψ′(%d) agrees with mpmath", (x, expected) => {
    expectRelative(trigamma(x), expected, 1e-13);
  });

  test.each(LOG_BETA)("ln B(%d, %d) agrees with mpmath", (a, b, expected) => {
    expectRelative(logBeta(a, b), expected, 1e-13);
    expectRelative(logBeta(b, a), expected, 1e-13);
  });

  test("the logarithm vanishes at 1 and 2", () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    expectClose(logGamma(11), Math.log(3628800), 1e-15);
  });
});

describe("regularized incomplete gamma", () => {
  test.each(REGULARIZED)("both tails at a = %d, x = %d keep their leading digits", (a, x, lower, upper) => {
    expectRelative(regularizedGammaP(a, x), lower, 1e-12);
    expectRelative(regularizedGammaQ(a, x), upper, 1e-12);
  });

  test("nothing lies below zero", () => {
    expect(regularizedGammaP(3, 0)).toBe(0);
    expect(regularizedGammaQ(3, 0)).toBe(1);
  });
});
