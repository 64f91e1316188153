import { describe, expect, test } from "vitest";
import { coverage } from "../market/purchase-support.ts";

/**
 * Customers whose figures are taken for the truth. With 25,000 they were off by up to 0.38 standard errors of a survey of
 * 300, which alone takes 1.5 of a hundred intervals away; with 200,000 chance leaves 0.04.
 */
const EVERYONE = 200_000;
const RUNS = 4000;

// chance alone moves a share of 4,000 surveys by 0.0034 (a standard error): 0.93 and 0.97 lie six of them from 0.95
describe("intervals of purchase criteria in 4,000 simulated surveys each", () => {
  test.each([
    ["80 customers who told their choice", 80, 0],
    ["300 customers who told their choice", 300, 0],
    ["300 customers, and 2,000 sales", 300, 2000],
  ])(
    "%s",
    (_, n, sold) => {
      const held = coverage(n, RUNS, 90_000 + n + sold, sold, EVERYONE);
      for (const [figure, share] of held) {
        expect(share, figure).toBeGreaterThan(0.93);
        expect(share, figure).toBeLessThan(0.97);
      }
    },
    1_800_000,
  );
});
