import { expect, test } from "vitest";
import { placementSimulation, type Question, type Setting } from "../loyalty/placement-support.ts";

const five = (errorSd: number, more: Partial<Question> = {}): Question => ({ min: 1, max: 5, errorSd, ...more });
const eleven = (errorSd: number, more: Partial<Question> = {}): Question => ({ min: 0, max: 10, errorSd, ...more });
const fives = { satisfaction: five(0.5), loyalty: five(0.8) };
const elevens = { satisfaction: eleven(1), loyalty: eleven(2) };
const graded = { satisfaction: five(0.5, { answers: "graded" }), loyalty: five(0.8, { answers: "graded" }) };
const wholes = { satisfaction: five(0.5, { truth: "whole" }), loyalty: five(0.8, { truth: "whole" }) };
type Asked = Pick<Setting, "satisfaction" | "loyalty">;

const skewFives = { satisfaction: five(0.5), loyalty: five(0.7) };
type Row = [truth: Setting["truth"], n: number, name: string, asked: Asked, books: number, seed: number];

function simulate([truth, n, name, asked, books, seed]: Row) {
  const { coverage, strays } = placementSimulation({ truth, n, ...asked }, books, seed);
  console.log(`| ${truth} | ${name} | ${n} | ${(100 * coverage).toFixed(1)} % | ${(100 * strays).toFixed(1)} points |`);
  expect(strays).toBeLessThanOrEqual(0.02);
  return coverage;
}

// of 300 books a share of intervals that hold has a standard error of about 0.9 points
test.each<Row>([
  ["skewed", 1000, "1–5", skewFives, 300, 5],
  ["skewed", 5000, "1–5", skewFives, 200, 10],
  ["bimodal", 1000, "1–5", fives, 300, 7],
  ["crowd", 1000, "1–5", fives, 300, 8],
  ["crowd", 1000, "0–10", elevens, 150, 9],
])("%s true ratings of %s customers (%s): sizes are covered and probabilities come true", (...row) => {
  const coverage = simulate(row);
  expect(coverage).toBeGreaterThanOrEqual(0.93);
  expect(coverage).toBeLessThanOrEqual(0.97);
});

test.each<Row>([
  ["normal", 1000, "1–5", fives, 100, 1],
  ["normal", 1000, "0–10", elevens, 100, 2],
  ["normal", 1000, "1–5 graded", graded, 100, 3],
  ["normal", 1000, "1–5, true ratings whole", wholes, 100, 4],
  ["bimodal", 1000, "0–10", elevens, 100, 6],
  ["bimodal", 5000, "1–5", fives, 150, 11],
])("%s true ratings of %s customers (%s): intervals err on the wide side, as the guide says", (...row) => {
  expect(simulate(row)).toBeGreaterThanOrEqual(0.95);
});

test.each<Row>([
  ["crowd", 5000, "1–5", fives, 300, 12],
  ["crowd", 1000, "1–5 graded", graded, 80, 13],
])("%s true ratings of %s customers (%s) are covered less often, as the guide says", (...row) => {
  const coverage = simulate(row);
  expect(coverage).toBeGreaterThanOrEqual(0.9);
  expect(coverage).toBeLessThanOrEqual(0.95);
});

test("a spike of a quarter of all customers at the cut is beyond what ratings can tell, as the guide says", () => {
  const { coverage } = placementSimulation({ truth: "spike", n: 1000, ...fives }, 20, 20);
  expect(coverage).toBeLessThan(0.5);
});
