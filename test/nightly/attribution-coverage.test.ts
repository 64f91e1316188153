// What the intervals of attribution promise, over thousands of samples from populations whose credits are known exactly.
import { expect, test } from "vitest";
import { attributionCoverage } from "../campaign/attribution-support.ts";

const METHODS = ["first", "last", "last_non_direct", "linear", "time_decay", "position", "markov", "shapley"] as const;

test.each([
  [1, 300, "conversions"],
  [2, 300, "conversions"],
  [1, 1000, "conversions"],
  [3, 1000, "conversions"],
  [4, 3000, "conversions"],
  [1, 300, "rate"],
  [2, 1000, "rate"],
  [4, 3000, "rate"],
] as const)(
  "population %i, %i journeys, Shapley by %s: credits and shares are covered in 93 to 97 %",
  (seed, n, game) => {
    const told = attributionCoverage(seed, n, 2000, { game, methods: game === "rate" ? ["shapley"] : METHODS });
    const shown: string[] = [];
    for (const [what, { covered, told: of }] of told) {
      shown.push(`${what} ${((100 * covered) / of).toFixed(1)}`);
      expect(covered / of, what).toBeGreaterThan(0.93);
      expect(covered / of, what).toBeLessThan(0.97);
    }
    console.log(`population ${seed}, n = ${n}, ${game}: ${shown.join(", ")}`);
  },
);

test("a chain of order 2 is covered alike", () => {
  for (const [what, { covered, told }] of attributionCoverage(5, 1500, 2000, { order: 2, methods: ["markov"] })) {
    console.log(`order 2, ${what}: ${((100 * covered) / told).toFixed(1)}`);
    expect(covered / told, what).toBeGreaterThan(0.93);
    expect(covered / told, what).toBeLessThan(0.97);
  }
});
