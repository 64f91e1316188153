import { expect, test } from "vitest";
import { changeCoverage, concentrationCoverage, costCoverage } from "../market/traffic-support.ts";

// chance alone moves a share of 10,000 books by 0.0022 (a standard error), one of 3,000 by 0.004
const [LEAST, MOST] = [0.93, 0.97];

test("the interval of the Herfindahl index holds the truth from 50 customers on", () => {
  for (const [n, shares] of [
    [50, [0.6, 0.2, 0.1, 0.1]],
    [100, [0.85, 0.1, 0.05]],
    [300, [0.5, 0.3, 0.1, 0.05, 0.05]],
    [300, [0.25, 0.25, 0.25, 0.25]],
    [1000, [0.4, 0.3, 0.2, 0.1]],
  ] as const) {
    const covered = concentrationCoverage(n, shares, 10_000, 7);
    const name = `${n} customers over ${shares.join(", ")}`;
    expect(covered, name).toBeGreaterThan(LEAST);
    expect(covered, name).toBeLessThan(MOST);
  }
});

test("the interval of a cost per customer holds the truth although counts scatter by period", () => {
  for (const [periods, mean] of [
    [6, 5],
    [6, 30],
    [12, 5],
    [12, 30],
    [24, 2],
  ] as const) {
    const { covered, named } = costCoverage(periods, mean, 10_000, 3);
    const name = `${periods} periods of ${mean} customers`;
    expect(covered, name).toBeGreaterThan(LEAST);
    expect(covered, name).toBeLessThan(MOST);
    // an interval without ends is none, so it must be rare
    expect(named, name).toBeGreaterThan(0.95);
  }
});

test("the intervals of what moved the customers hold what the true rates give", () => {
  const covered = changeCoverage(3000, 5);
  for (const part of ["change", "volume", "mix", "visit_to_lead", "lead_to_customer"] as const) {
    expect(covered[part], part).toBeGreaterThan(LEAST);
    expect(covered[part], part).toBeLessThan(MOST);
  }
});
