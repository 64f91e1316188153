import { expect, test } from "vitest";
import { forecastCoverage } from "../funnel/books.ts";

test("P10 to P90 hold the truth about 80 times in 100 where all deals share a shock", () => {
  const { shared, independent } = forecastCoverage(120, 1000);
  // three standard errors of a share of .8 in 120 runs are .11
  expect(Math.abs(shared - 0.8)).toBeLessThan(0.11);
  expect(independent).toBeLessThan(0.69);
});
