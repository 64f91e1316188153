import { expect, test } from "vitest";
import { type AgreementRating, measureAgreement } from "../../src/loyalty/index.ts";
import { quantile } from "../../src/math/quantile.ts";
import { createRandom } from "../../src/math/random.ts";
import { alphaCoverage, type Judgement, judged, truthOf } from "../loyalty/agreement-support.ts";

const SURVEYS = { runs: 500, truthFrom: 40_000 };

test.each<[number, Judgement, number, number]>([
  [15, "normal", 2, 0.2],
  [15, "normal", 3, 0.85],
  [15, "graded", 3, 0.2],
  [20, "graded", 2, 0.6],
  [30, "normal", 3, 0.6],
  [30, "graded", 2, 0.85],
  [100, "graded", 3, 0.2],
])(
  "with %s units, %s judgements of %s raters at reliability %s the interval of alpha covers it in 90 to 98 of 100 surveys",
  (units, kind, raters, reliability) => {
    const { covered, given } = alphaCoverage({ ...SURVEYS, units, kind, raters, reliability, seed: units + raters });
    expect(given).toBeGreaterThan(0.9);
    expect(covered).toBeGreaterThanOrEqual(0.9);
    expect(covered).toBeLessThanOrEqual(0.985);
  },
  300_000,
);

test.each<[number, number, number]>([
  [30, 3, 0.6],
  [50, 2, 0.6],
  [100, 3, 0.2],
])(
  "where one value makes four of five ratings, %s units of %s raters at reliability %s still cover in 85 of 100 and more",
  (units, raters, reliability) => {
    const { covered } = alphaCoverage({ ...SURVEYS, units, kind: "rare", raters, reliability, seed: units + raters });
    expect(covered).toBeGreaterThanOrEqual(0.85);
  },
  300_000,
);

/** Percentile interval from books whose units are drawn with repetition. */
function resampled(ratings: readonly AgreementRating[], units: number, seed: number): [number, number] {
  const random = createRandom(seed);
  const pool = [...new Set(ratings.map(({ unit }) => unit))].map((unit) => ratings.filter((row) => row.unit === unit));
  const alphas = Array.from({ length: 400 }, () => {
    const drawn = Array.from({ length: units }, (_, u) =>
      (pool[random.integer(0, pool.length - 1)] ?? []).map((rating) => ({ ...rating, unit: `u${u}` })),
    );
    const found = measureAgreement(drawn.flat(), { scale: "interval" });
    return "value" in found ? found.value : 1;
  });
  return [quantile(alphas, 0.025), quantile(alphas, 0.975)];
}

test("resampling units covers less than leaving units out, where they are few", () => {
  const plan = { units: 15, raters: 3, kind: "normal", reliability: 0.85, seed: 18 } as const;
  const truth = truthOf(plan.raters, plan.reliability, plan.kind, SURVEYS.truthFrom);
  let covered = 0;
  for (let run = 0; run < 300; run++) {
    const [lower, upper] = resampled(judged(15, plan.raters, plan.reliability, 5_000 + run, plan.kind), 15, run);
    if (lower <= truth && truth <= upper) covered++;
  }
  expect(covered / 300).toBeLessThan(0.92);
  expect(covered / 300).toBeLessThan(alphaCoverage({ ...SURVEYS, ...plan, runs: 300 }).covered);
}, 300_000);
