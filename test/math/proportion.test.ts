import { describe, expect, test } from "vitest";
import { clopperPearsonInterval, jeffreysInterval, wilsonInterval } from "../../src/math/proportion.ts";
import { newcombeInterval } from "../../src/math/proportion-difference.ts";
import { expectClose, expectRelative } from "../support/close.ts";

describe("interval of a conversion rate", () => {
  test("the Hillstrom control group, 122 of 21,306, agrees with the published intervals (reference/campaign.md)", () => {
    const wilson = wilsonInterval(122, 21306);
    expectClose(wilson.lower, 0.0047982058, 5e-11);
    expectClose(wilson.upper, 0.0068321697, 5e-11);
    const exact = clopperPearsonInterval(122, 21306);
    expectClose(exact.lower, 0.0047573696, 5e-11);
    expectClose(exact.upper, 0.0068331539, 5e-11);
    const jeffreys = jeffreysInterval(122, 21306);
    expectClose(jeffreys.lower, 0.0047787706, 5e-11);
    expectClose(jeffreys.upper, 0.0068076303, 5e-11);
  });

  // reference/funnel.md, stage log, six decimals
  test.each([
    [7367, 13087, 0.554414, 0.571409, 0.55441, 0.571404],
    [5113, 7367, 0.683444, 0.704486, 0.683419, 0.70446],
    [5015, 5113, 0.976798, 0.984324, 0.976698, 0.984246],
    [2246, 5015, 0.434127, 0.461646, 0.434139, 0.461654],
  ])("%d of %d in the stage log agrees with the published intervals", (k, n, jeffreysLow, jeffreysHigh, low, high) => {
    expectClose(jeffreysInterval(k, n).lower, jeffreysLow, 5e-7);
    expectClose(jeffreysInterval(k, n).upper, jeffreysHigh, 5e-7);
    expectClose(wilsonInterval(k, n).lower, low, 5e-7);
    expectClose(wilsonInterval(k, n).upper, high, 5e-7);
  });

  test("without a single success the lower end is 0, without a failure the upper end is 1", () => {
    for (const interval of [wilsonInterval, jeffreysInterval, clopperPearsonInterval]) {
      expect(interval(0, 7).lower).toBe(0);
      expect(interval(7, 7).upper).toBe(1);
      expect(interval(0, 7).upper).toBeLessThan(1);
      expect(interval(7, 7).lower).toBeGreaterThan(0);
    }
  });

  test("no success in a hundred million trials still has an exact upper end", () => {
    // Clopper and Pearson (1934): 1 − (α/2)^(1/n) without successes
    expectRelative(clopperPearsonInterval(0, 1e8).upper, -Math.expm1(Math.log(0.025) / 1e8), 1e-12);
    // z²/(n + z²)
    const square = 1.9599639845400543 ** 2;
    expectRelative(wilsonInterval(0, 1e8).upper, square / (1e8 + square), 1e-12);
  });

  test("a higher level gives a wider interval, and the level comes back", () => {
    const narrow = wilsonInterval(3, 10, 0.8);
    const wide = wilsonInterval(3, 10, 0.99);
    expect(narrow.level).toBe(0.8);
    expect(wide.lower).toBeLessThan(narrow.lower);
    expect(wide.upper).toBeGreaterThan(narrow.upper);
  });
});

describe("interval of a difference between two rates", () => {
  test("the visits the Hillstrom men's mailing added agree with the published interval (reference/campaign.md)", () => {
    const { lower, upper } = newcombeInterval(3894, 21307, 2262, 21306);
    expectClose(lower, 0.0699533081, 5e-11);
    expectClose(upper, 0.0832267413, 5e-11);
  });

  test("nobody against everybody is a difference of at most one", () => {
    const { lower, upper } = newcombeInterval(10, 10, 0, 10);
    expect(upper).toBe(1);
    expect(lower).toBeGreaterThan(0);
  });
});
