import { expect, test } from "vitest";
import { worldCoverage } from "../funnel/worlds.ts";

// two departments: one with a season in the quarter, one without; 500 worlds in all, each with its own luck
test.each([
  { months: 24, perDay: 3, season: [0.6, 1, 1.4] as const },
  { months: 18, perDay: 2, season: [1, 1, 1] as const },
])(
  "P10 to P90 hold 80 of 100 months of departments whose truth is known: %o",
  (base) => {
    const { count, amount, bias, worstTenth } = worldCoverage(250, base);
    // 76 to 84 %, and two standard errors of a share of .8 in 250 worlds, 5 points, for what chance adds to either end
    for (const share of [count, amount]) {
      expect(share).toBeGreaterThan(0.76 - 0.05);
      expect(share).toBeLessThan(0.84 + 0.05);
    }
    expect(Math.abs(bias - 1)).toBeLessThan(0.05);
    expect(worstTenth).toBeLessThan(0.02);
  },
  600_000,
);
