// What the intervals and tests of the intention grades promise, over thousands of seeded books with a known truth.
import { expect, test } from "vitest";
import { type GradedLead, type GradeRecord, measureIntentionGrades } from "../../src/funnel/index.ts";
import { testDifference, testTrend } from "../../src/funnel/intention/difference.ts";
import { createRandom, type Random } from "../../src/math/random.ts";
import { toIsoDate } from "../../src/time/index.ts";

const day = (n: number): string => toIsoDate(20_000 + n);

/** A lead graded in the last 90 days that buys at a constant hazard unless lost at a uniform day from 5 to 200 before. */
function lead(random: Random, hazard: number): GradedLead {
  const graded = random.integer(0, 90);
  const wait = Math.floor(-Math.log(1 - random.uniform()) / hazard);
  const lostAfter = random.integer(5, 200);
  const row = { grade: "B", gradedOn: day(graded) };
  return wait <= lostAfter ? { ...row, boughtOn: day(graded + wait) } : { ...row, lostOn: day(graded + lostAfter) };
}

test.each([
  [30, 0.01],
  [30, 0.05],
  [120, 0.01],
  [120, 0.03],
  [400, 0.03],
])("the share in time of %i leads at hazard %d is covered in 93 to 98 % of books", (n, hazard) => {
  let truth = 0;
  for (let lost = 5; lost <= 200; lost++) truth += (1 - Math.exp(-hazard * (Math.min(lost, 30) + 1))) / 196;
  const runs = 2000;
  let covered = 0;
  let told = 0;
  for (let run = 0; run < runs; run++) {
    const random = createRandom(run);
    const history = Array.from({ length: n }, () => lead(random, hazard));
    const { kept } = measureIntentionGrades(history, { asOf: day(100) }).grades[2] as GradeRecord;
    // a few small books hold nobody who was watched for 30 days without buying, and abstain
    if ("abstained" in kept) continue;
    told++;
    if (kept.interval.lower <= truth && truth <= kept.interval.upper) covered++;
  }
  console.log(`n = ${n}, hazard ${hazard}: ${covered / told} of ${told}`);
  expect(told / runs).toBeGreaterThan(0.99);
  expect(covered / told).toBeGreaterThan(0.93);
  expect(covered / told).toBeLessThan(0.98);
});

test.each([
  ["thin", [3, 6, 10, 25], 0.2],
  ["rare", [40, 60, 80, 30], 0.03],
  ["middling", [60, 80, 100, 50], 0.2],
] as const)("differences and trends are called in at most 6 % of %s books without any", (_, sizes, rate) => {
  const random = createRandom(11);
  const runs = 2000;
  let different = 0;
  let trending = 0;
  for (let run = 0; run < runs; run++) {
    const groups = sizes.map((n) => ({ n, won: random.binomial(n, rate) }));
    if ((testDifference(groups, run)?.p ?? 1) < 0.05) different++;
    if ((testTrend(groups, run)?.p ?? 1) < 0.05) trending++;
  }
  console.log(`${sizes.join(" ")} at ${rate}: differences ${different / runs}, trends ${trending / runs}`);
  // 5 % + 2 standard errors of 2,000 runs
  expect(different / runs).toBeLessThan(0.06);
  expect(trending / runs).toBeLessThan(0.06);
});
