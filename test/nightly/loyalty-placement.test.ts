import { expect, test } from "vitest";
import { placementSimulation, type Question, type Setting } from "../loyalty/placement-support.ts";

const five = (errorSd: number, more: Partial<Question> = {}): Question => ({ min: 1, max: 5, errorSd, ...more });
const eleven = (errorSd: number, more: Partial<Question> = {}): Question => ({ min: 0, max: 10, errorSd, ...more });
const fives = { satisfaction: five(0.5), loyalty: five(0.8) };
const elevens = { satisfaction: eleven(1), loyalty: eleven(2) };
const graded = { satisfaction: five(0.5, { answers: "graded" }), loyalty: five(0.8, { answers: "graded" }) };
const wholes = { satisfaction: five(0.5, { truth: "whole" }), loyalty: five(0.8, { truth: "whole" }) };
type Asked = Pick<Setting, "satisfaction" | "loyalty">;

const BOOKS = 100;

// the share of intervals that hold over four quadrants of 100 books has a standard error of about 1.5 points
test.each<[Setting["truth"], number, string, Asked, seed: number]>([
  ["normal", 1000, "1–5", fives, 1],
  ["normal", 1000, "0–10", elevens, 2],
  ["normal", 1000, "1–5 graded", graded, 3],
  ["normal", 1000, "1–5, true ratings whole", wholes, 4],
  ["skewed", 1000, "1–5", fives, 5],
  ["bimodal", 1000, "0–10", elevens, 6],
  ["bimodal", 1000, "1–5", fives, 7],
  ["crowd", 1000, "1–5", fives, 8],
  ["crowd", 1000, "0–10", elevens, 9],
  ["skewed", 5000, "1–5", fives, 10],
  ["bimodal", 5000, "1–5", fives, 11],
])(
  "%s true ratings of %s customers (%s): sizes are covered and probabilities come true",
  (truth, n, name, asked, seed) => {
    const { coverage, strays } = placementSimulation({ truth, n, ...asked }, BOOKS, seed);
    console.log(
      `| ${truth} | ${name} | ${n} | ${(100 * coverage).toFixed(1)} % | ${(100 * strays).toFixed(1)} points |`,
    );
    // above 97 % where the truth is rougher or smoother than the average that the widths are made for: said in the guide
    expect(coverage).toBeGreaterThanOrEqual(0.93);
    expect(strays).toBeLessThanOrEqual(0.02);
  },
);

test("a crowd narrower than the error, among 5,000 customers, is covered less often, as the guide says", () => {
  const { coverage, strays } = placementSimulation({ truth: "crowd", n: 5000, ...fives }, BOOKS, 12);
  console.log(`| crowd | 1–5 | 5000 | ${(100 * coverage).toFixed(1)} % | ${(100 * strays).toFixed(1)} points |`);
  expect(coverage).toBeGreaterThanOrEqual(0.86);
  expect(coverage).toBeLessThanOrEqual(0.97);
  expect(strays).toBeLessThanOrEqual(0.02);
});

test("a spike of a quarter of all customers at the cut is beyond what ratings can tell, as the guide says", () => {
  const { coverage } = placementSimulation({ truth: "spike", n: 1000, ...fives }, 20, 20);
  expect(coverage).toBeLessThan(0.5);
});
