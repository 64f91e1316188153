import { expect, test } from "vitest";
import { confidenceSequenceMultiplier, confidenceSequencePValue } from "../../src/math/confidence-sequence.ts";
import { momentsFromSums, varianceOf } from "../../src/math/moments.ts";
import { normalQuantile } from "../../src/math/normal.ts";
import { createRandom } from "../../src/math/random.ts";

test("the factor times the standard error is the sequential half-width that GrowthBook's engine asserts", () => {
  // reference/campaign.md: relative, A n = 3000, tuning 1000: CI (−.55844, 1.56516)
  const a = momentsFromSums({ n: 3000, sum: 1396.87, sumOfSquares: 52377.9767 });
  const b = momentsFromSums({ n: 3461, sum: 2422.7, sumOfSquares: 134698.29 });
  const error = Math.sqrt(
    (varianceOf(b) as number) / b.n / a.mean ** 2 + ((varianceOf(a) as number) * b.mean ** 2) / a.n / a.mean ** 4,
  );
  expect(error * confidenceSequenceMultiplier(6461, { tuning: 1000 })).toBeCloseTo((1.56516 + 0.55844) / 2, 5);
});

test("the factor is smallest about where tuning says and always above the fixed one", () => {
  const at = (n: number): number => confidenceSequenceMultiplier(n, { tuning: 5000 });
  const sizes = Array.from({ length: 60 }, (_, i) => 10 ** (1 + i / 10));
  const best = sizes.reduce((least, n) => (at(n) < at(least) ? n : least), 10);
  expect(best).toBeGreaterThan(4000);
  expect(best).toBeLessThan(6500);
  for (const n of sizes) expect(at(n)).toBeGreaterThan(normalQuantile(0.975));
});

test("one side needs a smaller factor than two at the same chance of error", () => {
  expect(confidenceSequenceMultiplier(5000, { sides: "one" })).toBeLessThan(confidenceSequenceMultiplier(5000));
  expect(confidenceSequenceMultiplier(5000, { sides: "one" })).toBeGreaterThan(normalQuantile(0.95));
});

test("a test without effect that is looked at after every customer is called wrongly in at most 5 %", () => {
  const random = createRandom(7);
  let wrong = 0;
  const worlds = 400;
  for (let w = 0; w < worlds; w++) {
    let total = 0;
    for (let n = 1; n <= 2000; n++) {
      total += random.uniform() < 0.5 ? 1 : -1;
      // starts where the sum of coin tosses is near normal
      if (n >= 50 && Math.abs(total) / Math.sqrt(n) > confidenceSequenceMultiplier(n, { tuning: 500 })) {
        wrong++;
        break;
      }
    }
  }
  // three standard errors of 400 worlds above 5 %
  expect(wrong / worlds).toBeLessThan(0.083);
  expect(wrong).toBeGreaterThan(0);
});

test("bad arguments are refused", () => {
  for (const call of [
    () => confidenceSequenceMultiplier(0),
    () => confidenceSequenceMultiplier(10, { alpha: 1 }),
    () => confidenceSequenceMultiplier(10, { alpha: 0.6, sides: "one" }),
    () => confidenceSequenceMultiplier(10, { tuning: 0 }),
  ]) {
    expect(call).toThrow(expect.objectContaining({ code: "out_of_range" }));
  }
  expect(() => confidenceSequenceMultiplier(10, { sides: "three" as never })).toThrow(
    expect.objectContaining({ code: "unknown_id" }),
  );
});

test.each(["one", "two"] as const)(
  "the p-value is alpha exactly where the interval's end touches zero: %s side",
  (sides) => {
    for (const alpha of [0.001, 0.05, 0.3]) {
      for (const n of [10, 3000, 1e7]) {
        const edge = confidenceSequenceMultiplier(n, { alpha, sides });
        expect(confidenceSequencePValue(edge, n, { alpha, sides })).toBeCloseTo(alpha, 12);
        expect(confidenceSequencePValue(-edge, n, { alpha, sides })).toBeCloseTo(sides === "two" ? alpha : 1, 12);
      }
    }
  },
);
