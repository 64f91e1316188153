import { describe, expect, test } from "vitest";
import { betaCdf, betaQuantile } from "../../src/math/beta-distribution.ts";
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from "../../src/math/chi-squared.ts";
import { gammaCdf, gammaQuantile } from "../../src/math/gamma-distribution.ts";
import { normalCdf, normalPdf, normalQuantile, normalSurvival } from "../../src/math/normal.ts";
import { studentTCdf, studentTQuantile, studentTSurvival } from "../../src/math/student-t.ts";
import { expectClose, expectRelative } from "../support/close.ts";

// mpmath 1.3.0, mp.dps = 400: nstr(erfc(mpf(x)/sqrt(mpf(2)))/2, 20); 38 is a subnormal number with 8 digits
const NORMAL_SURVIVAL = [
  [-5, 0.9999997133484281],
  [1e-12, 0.49999999999960104],
  [1, 0.15865525393145705],
  [8, 6.220960574271784e-16],
  [20, 2.7536241186062337e-89],
  [37.5, 4.605353009581955e-308],
] as const;

// mp.dps = 60, q = min(p, 1-p): nstr(findroot(lambda t: log(erfc(-t/sqrt(mpf(2)))/2) - log(q), -sqrt(-2*log(q)) + 0.3), 20)
const NORMAL_QUANTILE = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [0.001, -3.0902323061678136],
  [0.025, -1.9599639845400543],
  [0.1, -1.2815515655446004],
  [0.3, -0.5244005127080408],
  [0.4999999999, -2.506628482030354e-10],
  [0.5000000001, 2.506628482030354e-10],
  [0.975, 1.9599639845400538],
  [1 - 2 ** -53, 8.209536151601387],
] as const;

// y = t*t/(v+t*t): v ** tail for t*t >= 3: (1-y)**(v/2)*sqrt(y)/(v*beta(v/2,.5))*hyp2f1(v/2+.5,1,v/2+1,1-y), else
// (1 - sqrt(y)*(1-y)**(v/2)*2/beta(.5,v/2)*hyp2f1(v/2+.5,1,1.5,y))/2
const STUDENT_TAIL = [
  [1e6, 0.5, 0.00032070097541419884],
  [3, 0.5, 0.18365407799297173],
  [2, 5, 0.05096973941492918],
  [30, 5, 3.859324310248026e-7],
  [1, 1e6, 0.15865537491678908],
  [20, 1e6, 2.866543523695186e-89],
  [5.3001404, 36671.15798, 5.819073516605335e-8],
  [37, 1e8, 5.752499888411458e-300],
] as const;

// findroot(lambda u: log(tail(exp(u))) - log(mpf(p)), …, solver="anderson"), then -exp(u)
const STUDENT_QUANTILE = [
  [1e-12, 0.5, -1.02849115631634e23],
  [0.025, 0.5, -164.55767348048852],
  [0.499999, 0.5, -3.708149354529025e-6],
  [0.025, 5, -2.5705818356363155],
  [1e-300, 1e6, -37.05982087277439],
  [0.025, 1e6, -1.959966356814107],
  [0.2, 3.7, -0.9498778242960845],
  [0.3, 3.7, -0.5724353841388498],
] as const;

// bisection of gammainc(df/2, 0, exp(m), regularized=True) on m to 1e-25
const CHI_SQUARED_QUANTILE = [
  [1e-12, 1, 1.5707963267948966e-24],
  [1e-12, 10, 0.0207786897050036],
  [0.95, 1, 3.8414588206941245],
  [0.5, 0.1, 1.1147756881492495e-6],
  [0.999999999, 3, 44.84127538836126],
  [0.025, 1000, 914.257153799259],
] as const;

// gammainc(df/2, 0, x/2, regularized=True), gammainc(df/2, x/2, regularized=True)
const CHI_SQUARED = [
  [0.20253125, 2, 0.09630704243958048, 0.9036929575604196],
  [1400, 3, 1, 2.945619361016309e-303],
  [1e-10, 3, 2.65961520259643e-16, 0.9999999999999998],
] as const;

// the same bisection, times the scale; the second row is the leading term 2*(mpf(p)*gamma(1+mpf(a)))**(1/mpf(a))
const GAMMA_QUANTILE = [
  [0.5, 2, 1.5, 2.517520485024991],
  [1e-10, 0.05, 2, 1.1689264114573306e-200],
  [0.99, 50, 0.1, 6.790336158551339],
] as const;

// bisection of I_x(a, b) as in beta.test.ts on the logit of x to 1e-25
const BETA_QUANTILE = [
  [0.5, 2, 3, 0.38572756813238956],
  [1e-12, 0.5, 0.5, 2.4674011002723395e-24],
  [0.025, 11, 91, 0.055637223835302986],
  [0.975, 0.1, 3, 0.3155021220528153],
  [0.3, 0.01, 0.02, 2.0289416312650609e-35],
  [1e-100, 5, 40, 6.20630900924637e-22],
] as const;

describe("normal distribution", () => {
  test.each(NORMAL_SURVIVAL)("the share above %d agrees with mpmath", (x, expected) => {
    expectRelative(normalSurvival(x), expected, 1e-14);
    expectRelative(normalCdf(-x), expected, 1e-14);
  });

  test("the share above 38 is right to the last bit a number that small can hold", () => {
    expectClose(normalSurvival(38) / 2 ** -1074, 2.88542835e-316 / 2 ** -1074, 1e-7);
    expect(normalSurvival(1e308)).toBe(0);
    expect(normalCdf(Number.MAX_VALUE)).toBe(1);
  });

  test.each(NORMAL_QUANTILE)("the quantile at %d agrees with mpmath", (p, expected) => {
    expectRelative(normalQuantile(p), expected, 1e-14);
  });

  test("the density is 1/√(2π)·e^(−x²/2)", () => {
    expectRelative(normalPdf(2), Math.exp(-2) / Math.sqrt(2 * Math.PI), 1e-15);
    expectRelative(normalPdf(-2), normalPdf(2), 0);
  });
});

describe("t distribution", () => {
  test.each(STUDENT_TAIL)("the share beyond %d at %d degrees agrees with mpmath", (t, df, expected) => {
    expectRelative(studentTSurvival(t, df), expected, 1e-12);
    expectRelative(studentTCdf(-t, df), expected, 1e-12);
    expectClose(studentTCdf(t, df), 1 - expected, 1e-15);
    expectClose(studentTSurvival(-t, df), 1 - expected, 1e-15);
  });

  test.each(STUDENT_QUANTILE)("the quantile at %d with %d degrees agrees with mpmath", (p, df, expected) => {
    expectRelative(studentTQuantile(p, df), expected, 1e-12);
  });

  test("half lies below zero", () => {
    expect(studentTCdf(0, 3)).toBe(0.5);
    expect(studentTQuantile(0.5, 3)).toBe(0);
  });
});

describe("chi-squared distribution", () => {
  test.each(CHI_SQUARED)("both tails at %d with %d degrees agree with mpmath", (x, df, lower, upper) => {
    expectRelative(chiSquaredCdf(x, df), lower, 1e-12);
    expectRelative(chiSquaredSurvival(x, df), upper, 1e-12);
  });

  test.each(CHI_SQUARED_QUANTILE)("the quantile at %d with %d degrees agrees with mpmath", (p, df, expected) => {
    expectRelative(chiSquaredQuantile(p, df), expected, 1e-12);
  });

  test("no arm of the Hillstrom campaign was filled out of turn (reference/campaign.md)", () => {
    expectClose(chiSquaredSurvival(0.20253125, 2), 0.9036929576, 5e-11);
  });
});

describe("gamma distribution", () => {
  test.each(GAMMA_QUANTILE)("the quantile at %d with shape %d and scale %d agrees with mpmath", (p, a, scale, x) => {
    expectRelative(gammaQuantile(p, a, scale), x, 1e-12);
    expectRelative(gammaCdf(x, a, scale), p, 1e-12);
  });

  test("a quantile too small for a number is 0", () => {
    expect(gammaQuantile(0.3, 1e-8, 1)).toBe(0);
    expect(gammaQuantile(0, 2, 1)).toBe(0);
  });
});

describe("beta distribution", () => {
  test.each(BETA_QUANTILE)("the quantile at %d of beta(%d, %d) agrees with mpmath", (p, a, b, expected) => {
    expectRelative(betaQuantile(p, a, b), expected, 1e-12);
    expectRelative(betaCdf(expected, a, b), p, 1e-12);
  });

  test("certainty lies at the ends", () => {
    expect(betaQuantile(0, 2, 3)).toBe(0);
    expect(betaQuantile(1, 2, 3)).toBe(1);
    expect(betaQuantile(0.3, 1e-8, 1e-8)).toBe(0);
    expect(betaQuantile(0.7, 1e-8, 1e-8)).toBe(1);
  });
});
