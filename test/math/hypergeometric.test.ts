import { describe, expect, test } from "vitest";
import { hypergeometric2F1, logHypergeometric2F1 } from "../../src/math/hypergeometric.ts";
import { expectClose, expectRelative } from "../support/close.ts";

// mpmath 1.3.0, mp.dps = 40: nstr(hyp2f1(mpf(a), mpf(b), mpf(c), mpf(z)), 20)
const VALUES = [
  [1, 1, 2, 0.5, 1.3862943611198906],
  [1, 1, 2, -1, Math.LN2],
  [0.5, 0.5, 1, 0.99999999, 6.746027205320116],
  [2.3, 1.7, 4, 0.9999, 41.03614846167113],
  [2.3, 1.7, 3.1, 0.999999, 556431.7790298202],
  [1, 1.8, 3.2, 0.995, 4.406527156311288],
  [5.243, 1.793, 6.22, 0.75, 6.998165152486062],
  [0.243, 4.414, 6.2, -1e6, 0.03824481105673562],
  [30.25, 7.5, 33, 0.999, 1.9736744432916428e16],
  [12, 0.3, 1.5, -40, 0.1539594724097674],
] as const;

// nstr(log(hyp2f1(mpf(a), mpf(b), mpf(c), mpf(z))), 20)
const LOGARITHMS = [
  [1000.243, 1000.793, 1002.3, 0.9, 2299.6774146589673],
  [5000, 1, 1, 0.9, 11512.925464970229],
  [200.5, 300.25, 1.5, 0.9999, 4927.376019877277],
  [1, 2, 3, -1e10, -22.332703751683095],
] as const;

describe("hypergeometric function", () => {
  test.each(VALUES)("2F1(%d, %d; %d; %d) agrees with mpmath", (a, b, c, z, expected) => {
    expectRelative(hypergeometric2F1(a, b, c, z), expected, 1e-12);
    expectRelative(hypergeometric2F1(b, a, c, z), expected, 1e-12);
  });

  test.each(LOGARITHMS)("ln 2F1(%d, %d; %d; %d) agrees with mpmath", (a, b, c, z, expected) => {
    expectRelative(logHypergeometric2F1(a, b, c, z), expected, 1e-12);
  });

  test("a polynomial ends", () => {
    expectClose(hypergeometric2F1(-2, 3, 4, 0.5), 1 - 0.75 + 0.15, 1e-14);
    expect(hypergeometric2F1(0, 3, 4, 0.5)).toBe(1);
    expect(hypergeometric2F1(2, 3, 4, 0)).toBe(1);
  });
});
