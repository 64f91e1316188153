// What do 240 customers weigh when they buy, and which mending would win most choices? The survey is made up, with a known
// truth: price weighs most, and a weighted rating point moves the log odds of a choice by 1.5.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { formatNumber, formatShare, labelOf } from "clientele/core";
import {
  fitPurchaseChoice,
  measurePurchaseCriteria,
  type PurchaseAnswer,
  predictPurchaseChoice,
  purchaseCriteriaChart,
} from "clientele/market";
import { createRandom } from "clientele/math";

const suppliers = ["us", "north", "east"];
const criteria = ["price", "availability", "performance", "assurances"];
const points = [4, 2, 3, 1];
const means: Readonly<Record<string, readonly number[]>> = {
  us: [2.6, 3.2, 4.3, 4],
  north: [4, 3.4, 3.2, 3],
  east: [3.3, 2.6, 3.4, 3.6],
};
const random = createRandom(11);
const rate = (mean: number) => Math.min(5, Math.max(1, Math.round(mean + 0.8 * random.normal())));
const answers = Array.from({ length: 240 }, (): PurchaseAnswer => {
  const weights = points.map((mean) => random.gamma(mean, 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  const own = suppliers.map((supplier) => (means[supplier] as number[]).map(rate));
  const odds = own.map((ratings) =>
    Math.exp(1.5 * ratings.reduce((total, rating, c) => total + ((weights[c] as number) / sum) * rating, 0)),
  );
  let draw = random.uniform() * odds.reduce((a, b) => a + b, 0);
  const choice = odds.findIndex((chance) => {
    draw -= chance;
    return draw <= 0;
  });
  const named = (values: readonly number[]) => Object.fromEntries(criteria.map((id, c) => [id, values[c] as number]));
  return {
    weights: named(weights),
    ratings: Object.fromEntries(suppliers.map((id, s) => [id, named(own[s] as number[])])),
    choice: suppliers[Math.max(0, choice)] as string,
  };
});

const survey = { us: "us", rivals: ["north", "east"], criteria };
const report = measurePurchaseCriteria(answers, survey);
assert.ok(!("abstained" in report.overall));
for (const { criterion, weight, gaps } of report.overall.criteria) {
  const [north] = gaps;
  assert.ok(north !== undefined);
  const { lower, upper } = north.gap.interval;
  const gap = `${formatNumber(north.gap.value, 2)} (${formatNumber(lower, 2)} to ${formatNumber(upper, 2)})`;
  console.log(`${labelOf("purchaseCriterion", criterion)}: weight ${formatShare(weight.value)}, against north ${gap}`);
}
assert.equal(report.overall.criteria[0]?.criterion, "price");

const model = fitPurchaseChoice(answers, survey);
assert.ok(!("abstained" in model));
const { value, interval } = model.sensitivity;
console.log(
  `sensitivity ${formatNumber(value, 2)} (${formatNumber(interval.lower, 2)}–${formatNumber(interval.upper, 2)})`,
);
assert.ok(interval.lower < 1.5 && interval.upper > 1.5);

const prediction = predictPurchaseChoice(model, answers, survey);
assert.ok(!("abstained" in prediction));
assert.ok(Math.abs(prediction.shares.reduce((total, { share }) => total + share.value, 0) - 1) < 1e-9);
for (const { criterion, change, matching, firstChance } of prediction.moves) {
  const worth = `+1 point ${formatShare(change.value)}, as the best rival ${formatShare(matching.value)}`;
  console.log(`${labelOf("purchaseCriterion", criterion)}: ${worth}, first with ${formatShare(firstChance, 0)}`);
}
assert.equal(prediction.moves[0]?.criterion, "price");

mkdirSync("out", { recursive: true });
writeFileSync("out/purchase-criteria.vl.json", JSON.stringify(purchaseCriteriaChart(report)));
