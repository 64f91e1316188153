import { expect, test } from "vitest";
import { normalCdf, normalQuantile } from "../../src/math/normal.ts";
import { createRandom } from "../../src/math/random.ts";
import { measureConcentration } from "../../src/tiering/index.ts";

const REPLICATES = 1000;

/** Share of seeded books whose interval for the best `topShare` holds the truth, among those that have one. */
function coverage(draw: (seed: number) => Float64Array, topShare: number, truth: number): number {
  let issued = 0;
  let held = 0;
  for (let seed = 1; seed <= REPLICATES; seed++) {
    const { interval } = measureConcentration(draw(seed), { topShares: [topShare] }).topShares[0]?.valueShare ?? {};
    if (interval === undefined) continue;
    issued++;
    if (interval.lower <= truth && truth <= interval.upper) held++;
  }
  expect(issued).toBe(REPLICATES);
  return held / issued;
}

test("with losses the share of the net total is covered in 95 of 100 books", () => {
  const [mean, sd] = [50, 60];
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Float64Array.from({ length: 500 }, () => mean + sd * random.normal());
  };
  for (const p of [0.05, 0.2, 0.7]) {
    // share of the best p of a normal law: p + (σ / μ) φ(z), z the (1 − p) quantile; above 1 at p = 0.7
    const z = normalQuantile(1 - p);
    const truth = p + ((sd / mean) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    const covered = coverage(draw, p, truth);
    expect(covered, `best ${p}`).toBeGreaterThan(0.929);
    expect(covered, `best ${p}`).toBeLessThan(0.971);
  }
});

test("where few bring anything the share of the best is covered at least as often as stated", () => {
  const sigma = 0.5;
  for (const bringing of [0.06, 0.08]) {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Float64Array.from({ length: 2000 }, () =>
        random.uniform() < bringing ? Math.exp(sigma * random.normal()) : 0,
      );
    };
    // the best 7 % of all are the best 7 / 8 of those who bring anything, or more than all of them
    const among = 0.07 / bringing;
    const truth = among >= 1 ? 1 : normalCdf(sigma - normalQuantile(1 - among));
    expect(coverage(draw, 0.07, truth), `${bringing} bring something`).toBeGreaterThan(0.929);
  }
});
