import { expect, test } from "vitest";
import { curveCoverage } from "../loyalty/curve-support.ts";

test.each([
  [0.4, 200, 1],
  [1, 200, 2],
  [2.5, 200, 3],
  [1.5, 60, 4],
])(
  "the interval of exponent %s covers it in 93–97 %% of 1,000 surveys of %s customers",
  (k, n, seed) => {
    const share = curveCoverage(k, n, 1000, seed);
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
  },
  120_000,
);
