import { describe, expect, it } from "vitest";
import { logBetaRatio } from "../../src/math/beta-ratio.ts";
import { expectRelative } from "../support/close.ts";

describe("the logarithm of B(a, b + s) / B(a, b)", () => {
  // mpmath at 200 digits: loggamma(b + a) + loggamma(b + s) - loggamma(b) - loggamma(b + a + s)
  it.each([
    [0.7, 1.2, 7, -1.4138097074912026],
    [1e-13, 1e9, 3, -2.9999999970000001e-22],
    [1e-10, 0.5, 1e6, -1.5779020583739e-9],
    [5, 1e6, 2, -9.9999700001133329e-6],
    [1e13, 1e-13, 1e80, -1552732012306054.6],
    [2, 1e8, 1e7, -0.19062035869955882],
    [3, 40, 9.9, -0.6490815773841806],
    [0.3, 12, 2.9, -0.066655425329943543],
    [0.2142533, 1.4265749, 5.3, -0.38155099927698467],
  ])("at (%s, %s, %s) keeps its digits", (a, b, s, expected) => {
    expectRelative(logBetaRatio(a, b, s), expected, 1e-13);
  });

  it("is the same whichever of the two steps comes first, and 0 without a step", () => {
    for (const [a, b, s] of [
      [0.3, 0.2, 9],
      [1e5, 3, 2],
      [2, 50, 13],
    ] as const) {
      expectRelative(logBetaRatio(a, b, s), logBetaRatio(s, b, a), 1e-13);
    }
    expect(logBetaRatio(1, 1, 0)).toBe(0);
  });
});
