import { describe, expect, test } from "vitest";
import { erf, erfc } from "../../src/math/erf.ts";
import { expectRelative } from "../support/close.ts";

// mpmath 1.3.0, mp.dps = 400: nstr(erf(mpf(x)), 20)
const ERF = [
  [1e-10, 1.1283791670955126e-10],
  [0.3, 0.3286267594591274],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [2.5, 0.999593047982555],
  [6, 1.0],
] as const;

// nstr(erfc(mpf(x)), 20)
const ERFC = [
  [-3, 1.9999779095030015],
  [1e-10, 0.999999999887162],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [6.3, 5.124221687395715e-19],
  [15, 7.212994172451207e-100],
  [26, 5.663192408856143e-296],
] as const;

describe("error function", () => {
  test.each(ERF)("erf(%d) agrees with mpmath", (x, expected) => {
    expectRelative(erf(x), expected, 2e-15);
    expectRelative(erf(-x), -expected, 2e-15);
  });

  test.each(ERFC)("erfc(%d) agrees with mpmath", (x, expected) => {
    expectRelative(erfc(x), expected, 2e-15);
  });

  test("far outside, nothing is left", () => {
    expect(erfc(1e300)).toBe(0);
    expect(erfc(-1e300)).toBe(2);
    expect(erf(Number.MAX_VALUE)).toBe(1);
    expect(erf(0)).toBe(0);
  });
});
