import { expect, test } from "vitest";
import { survivalCoverage } from "../retention/survival-support.ts";

test.each([
  // customers, replicates, seed
  [60, 4000, 2],
  [300, 3000, 3],
])("with %s customers intervals cover 93–97 % and tests call equal groups different in about 5 %", (n, times, seed) => {
  for (const [name, share] of Object.entries(survivalCoverage(n, times, seed))) {
    const [low, high] = name.startsWith("size") ? [0.035, 0.068] : [0.93, 0.97];
    expect(share, name).toBeGreaterThanOrEqual(low);
    expect(share, name).toBeLessThanOrEqual(high);
  }
});
