import { expect, test } from "vitest";
import { changeCoverage, concentrationCoverage, costCoverage } from "../market/traffic-support.ts";

test("the interval of the Herfindahl index holds the truth from 50 customers on", () => {
  for (const [n, shares] of [
    [50, [0.6, 0.2, 0.1, 0.1]],
    [100, [0.85, 0.1, 0.05]],
    [300, [0.5, 0.3, 0.1, 0.05, 0.05]],
    [300, [0.25, 0.25, 0.25, 0.25]],
    [1000, [0.4, 0.3, 0.2, 0.1]],
  ] as const) {
    const covered = concentrationCoverage(n, shares, 10_000, 7);
    console.log(`Herfindahl, ${n} customers over ${shares.join(", ")}: ${covered}`);
    expect(covered).toBeGreaterThan(0.92);
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
    console.log(`cost per customer, ${periods} periods of ${mean}: ${covered}, named in ${named}`);
    expect(covered).toBeGreaterThan(0.925);
    expect(covered).toBeLessThan(0.975);
  }
});

test("the intervals of what moved the customers hold what the true rates give", () => {
  const covered = changeCoverage(3000, 5);
  console.log(covered);
  for (const part of ["change", "volume", "mix", "visit_to_lead", "lead_to_customer"] as const) {
    expect(covered[part]).toBeGreaterThan(0.935);
    expect(covered[part]).toBeLessThan(0.98);
  }
});
