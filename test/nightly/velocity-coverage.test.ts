import { expect, test } from "vitest";
import { velocityCoverage } from "../funnel/velocity-books.ts";

test.each([
  // deals per day, days, seed
  [1, 365, 1],
  [0.3, 365, 2],
  [5, 200, 3],
])(
  "with %s deals a day over %s days, intervals of velocity and bottlenecks cover as often as they say",
  (perDay, days, seed) => {
    const covered = velocityCoverage(perDay, days, 400, 200, seed);
    expect(Object.keys(covered).length).toBeGreaterThanOrEqual(17);
    for (const [figure, share] of Object.entries(covered)) {
      // 95 % nominal; an interval told in 400 books strays by 2.2 points (two standard errors)
      expect(share, figure).toBeGreaterThanOrEqual(0.9);
      expect(share, figure).toBeLessThanOrEqual(0.995);
    }
  },
);
