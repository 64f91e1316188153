import { expect, test } from "vitest";
import { fiellerInterval } from "../../src/math/fieller.ts";
import { adjustPValues } from "../../src/math/p-values.ts";
import { expectClose } from "../support/close.ts";

const parts = { numerator: 10, denominator: 5, numeratorVariance: 1, denominatorVariance: 0.25, covariance: 0.2 };

test("both ends of a ratio's interval are exactly as far from the data as the multiplier says", () => {
  const interval = fiellerInterval(parts, 1.96);
  if (interval === undefined) throw new Error("no interval");
  for (const ratio of [interval.lower, interval.upper]) {
    const error = Math.sqrt(1 + ratio * ratio * 0.25 - 2 * ratio * 0.2);
    expectClose(Math.abs(10 - ratio * 5) / error, 1.96, 1e-12);
  }
});

test("a sure denominator gives the usual interval, a huge or tiny unit the same one", () => {
  const sure = { ...parts, denominatorVariance: 0, covariance: 0 };
  expect(fiellerInterval(sure, 2)).toEqual({ lower: 1.6, upper: 2.4 });
  const unit = 2 ** 500;
  const scaled = {
    numerator: 10 * unit,
    denominator: 5 * unit,
    numeratorVariance: unit * unit,
    denominatorVariance: 0.25 * unit * unit,
    covariance: 0.2 * unit * unit,
  };
  expect(fiellerInterval(scaled, 1.96)).toEqual(fiellerInterval(parts, 1.96));
});

test("a denominator that may be zero has no interval", () => {
  expect(fiellerInterval({ ...parts, denominator: 0.9 }, 1.96)).toBeUndefined();
  expect(fiellerInterval({ ...parts, denominator: 0 }, 1.96)).toBeUndefined();
});

// R: p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm") and "BH"
test("p-values rise with the number of tests, as R's p.adjust has them", () => {
  const p = [0.03, 0.01, 0.04, 0.02];
  adjustPValues(p, "holm").forEach((value, i) => {
    expectClose(value, [0.06, 0.04, 0.06, 0.06][i] as number, 1e-15);
  });
  adjustPValues(p, "benjamini_hochberg").forEach((value) => {
    expectClose(value, 0.04, 1e-15);
  });
});
