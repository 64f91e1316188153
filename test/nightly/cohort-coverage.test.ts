import { expect, test } from "vitest";
import { cohortCoverage } from "../retention/cohort-support.ts";

test("intervals of cells, pooled shares and slopes cover about 95 %, and alike cohorts drift in at most 5 %", () => {
  for (const [name, share] of Object.entries(cohortCoverage(2000, 7))) {
    // a mean of about 100 skewed amounts is the hardest of them
    const [low, high] = name.startsWith("size") ? [0.015, 0.055] : [0.93, 0.975];
    expect(share, name).toBeGreaterThanOrEqual(low);
    expect(share, name).toBeLessThanOrEqual(high);
  }
});
