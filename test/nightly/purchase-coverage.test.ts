import { describe, expect, test } from "vitest";
import { coverage } from "../market/purchase-support.ts";

// 0.93–0.97 holds with room for the chance of 1,000 surveys (two and a half standard errors are 0.017)
describe("intervals of purchase criteria in 1,000 simulated surveys each", () => {
  test.each([
    ["80 customers who told their choice", 80, 0],
    ["300 customers who told their choice", 300, 0],
    ["300 customers, and 2,000 sales", 300, 2000],
  ])("%s", (_, n, sold) => {
    const held = coverage(n, 1000, 90_000 + n + sold, sold);
    for (const [figure, share] of held) {
      expect(share, figure).toBeGreaterThan(0.93);
      expect(share, figure).toBeLessThan(0.97);
    }
  });
});
