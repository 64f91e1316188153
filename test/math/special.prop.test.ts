import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regularizedBeta, regularizedBetaUpper } from "../../src/math/beta.ts";
import { betaCdf, betaQuantile } from "../../src/math/beta-distribution.ts";
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from "../../src/math/chi-squared.ts";
import { erf, erfc } from "../../src/math/erf.ts";
import { digamma, logBeta, logGamma, regularizedGammaP, regularizedGammaQ, trigamma } from "../../src/math/gamma.ts";
import { gammaCdf, gammaQuantile } from "../../src/math/gamma-distribution.ts";
import { hypergeometric2F1 } from "../../src/math/hypergeometric.ts";
import { normalCdf, normalQuantile, normalSurvival } from "../../src/math/normal.ts";
import { clopperPearsonInterval, jeffreysInterval, wilsonInterval } from "../../src/math/proportion.ts";
import { newcombeInterval } from "../../src/math/proportion-difference.ts";
import { studentTCdf, studentTQuantile, studentTSurvival } from "../../src/math/student-t.ts";
import { expectClose, expectRelative } from "../support/close.ts";

const powerOfTen = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);
const parameter = fc.oneof(powerOfTen(-3, 3), powerOfTen(-8, 8), fc.constantFrom(1, 0.5, 2, 10));
const share = fc.oneof(
  fc.double({ min: 1e-300, max: 1 - 2 ** -53, noNaN: true }),
  powerOfTen(-300, -1),
  fc.constantFrom(0.5, 0.25, 0.75),
);

describe("special functions", () => {
  test("ln Γ and its slopes obey their recurrences", () => {
    fc.assert(
      fc.property(powerOfTen(-5, 5), (x) => {
        expectClose(logGamma(x + 1), logGamma(x) + Math.log(x), 1e-11);
        expectClose(digamma(x) + 1 / x, digamma(x + 1), 1e-10);
        expectRelative(trigamma(x + 1) + 1 / (x * x), trigamma(x), 1e-10);
      }),
    );
  });

  test("ln B is symmetric", () => {
    fc.assert(
      fc.property(parameter, parameter, (a, b) => {
        expect(logBeta(a, b)).toBe(logBeta(b, a));
      }),
    );
  });

  test("the two tails of the gamma distribution sum to one and move apart", () => {
    fc.assert(
      fc.property(parameter, powerOfTen(-8, 8), (a, x) => {
        expectClose(regularizedGammaP(a, x) + regularizedGammaQ(a, x), 1, 1e-14);
        expect(regularizedGammaP(a, x * 1.01)).toBeGreaterThanOrEqual(regularizedGammaP(a, x) * (1 - 1e-11));
      }),
    );
  });

  test("the two tails of the beta distribution sum to one, move apart and mirror each other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1024 }), parameter, parameter, (k, a, b) => {
        const x = k / 1024;
        expectClose(regularizedBeta(x, a, b) + regularizedBetaUpper(x, a, b), 1, 1e-14);
        expectRelative(regularizedBetaUpper(1 - x, b, a), regularizedBeta(x, a, b), 1e-9);
        expect(regularizedBeta(Math.min(1, x + 1e-3), a, b)).toBeGreaterThanOrEqual(
          regularizedBeta(x, a, b) * (1 - 1e-11),
        );
      }),
    );
  });

  test("erf is odd and complements erfc", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(erf(-x) + 0).toBe(-erf(x) + 0);
        expectClose(erf(x) + erfc(x), 1, 1e-15);
      }),
    );
  });

  test("the hypergeometric function of one parameter is a power", () => {
    fc.assert(
      fc.property(
        powerOfTen(-2, 1.5),
        powerOfTen(-2, 2),
        fc.double({ min: -50, max: 0.999, noNaN: true }),
        (a, b, z) => {
          expectRelative(hypergeometric2F1(a, b, b, z), Math.exp(-a * Math.log1p(-z)), 1e-12);
          expect(hypergeometric2F1(b, a, b, z)).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe("distributions", () => {
  test("the normal quantile inverts both tails", () => {
    fc.assert(
      fc.property(share, (p) => {
        const x = normalQuantile(p);
        if (p <= 0.5) expectRelative(normalCdf(x), p, 1e-12);
        else expectRelative(normalSurvival(x), 1 - p, 1e-12);
      }),
    );
  });

  test("a more likely t statistic is never smaller, and its quantile inverts both tails", () => {
    fc.assert(
      fc.property(share, powerOfTen(0.4, 8), (p, df) => {
        fc.pre(Math.min(p, 1 - p) > 1e-100);
        const t = studentTQuantile(p, df);
        if (p <= 0.5) expectRelative(studentTCdf(t, df), p, 1e-11);
        else expectRelative(studentTSurvival(t, df), 1 - p, 1e-11);
        expect(studentTCdf(t + 0.01, df)).toBeGreaterThanOrEqual(studentTCdf(t, df));
      }),
    );
  });

  test("the t quantile mirrors at one half", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1023 }), powerOfTen(-0.5, 8), (k, df) => {
        expect(studentTQuantile(k / 1024, df) + 0).toBe(0 - studentTQuantile(1 - k / 1024, df));
      }),
    );
  });

  test("the gamma and chi-squared quantiles invert both tails", () => {
    fc.assert(
      fc.property(share, powerOfTen(-1, 6), (p, shape) => {
        const x = gammaQuantile(p, shape, 1);
        fc.pre(x > 1e-290);
        if (p <= 0.5) expectRelative(gammaCdf(x, shape, 1), p, 1e-10);
        const c = chiSquaredQuantile(p, shape);
        fc.pre(c > 1e-290);
        if (p <= 0.5) expectRelative(chiSquaredCdf(c, shape), p, 1e-10);
        else expectRelative(chiSquaredSurvival(c, shape), 1 - p, 1e-10);
      }),
    );
  });

  test("the beta quantile inverts the lower tail", () => {
    fc.assert(
      fc.property(share, powerOfTen(-2, 4), powerOfTen(-2, 4), (p, a, b) => {
        const x = betaQuantile(p, a, b);
        fc.pre(x > 1e-290 && x < 0.9);
        if (p <= 0.5) expectRelative(betaCdf(x, a, b), p, 1e-10);
        else expectClose(betaCdf(x, a, b), p, 1e-11);
      }),
    );
  });
});

describe("intervals of rates", () => {
  const counts = fc
    .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
    .map(([n, fraction, whole]) => ({ n, k: whole ? Math.round(n * fraction) : n * fraction }));
  const level = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

  test("they hold the observed rate, stay within [0, 1] and mirror when success and failure change places", () => {
    fc.assert(
      fc.property(counts, level, ({ n, k }, nominal) => {
        const whole = Math.round(k);
        for (const interval of [wilsonInterval, jeffreysInterval, clopperPearsonInterval]) {
          const { lower, upper } = interval(whole, n, nominal);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThan(upper);
          const mirrored = interval(n - whole, n, nominal);
          expectClose(mirrored.lower, 1 - upper, 1e-12);
          expectClose(mirrored.upper, 1 - lower, 1e-12);
        }
        const wilson = wilsonInterval(k, n, nominal);
        expect(wilson.lower).toBeLessThanOrEqual(k / n + 1e-12);
        expect(wilson.upper).toBeGreaterThanOrEqual(k / n - 1e-12);
      }),
    );
  });

  test("the difference turns its sign when the groups change places", () => {
    fc.assert(
      fc.property(counts, counts, level, (a, b, nominal) => {
        const forward = newcombeInterval(a.k, a.n, b.k, b.n, nominal);
        const backward = newcombeInterval(b.k, b.n, a.k, a.n, nominal);
        expectClose(forward.lower, -backward.upper, 1e-14);
        expectClose(forward.upper, -backward.lower, 1e-14);
        expect(forward.lower).toBeGreaterThanOrEqual(-1 - 1e-14);
        expect(forward.upper).toBeLessThanOrEqual(1 + 1e-14);
      }),
    );
  });
});
