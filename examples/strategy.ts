// What should be done with the example book: five mixes of moves, which is best, what decides it, and what to test first.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  explainStrategies,
  measureStrategyFrontier,
  npvFanChart,
  planStrategyExperiment,
  simulateStrategies,
  strategyFrontierChart,
  tornadoChart,
} from "clientele/strategy";
import { exampleStrategies, strategyBook } from "./strategies/book.ts";

const book = strategyBook();
const options = { horizonMonths: 36, discountRate: 0.1, seed: 1, asOf: "2026-07-01" };
const found = simulateStrategies(book, exampleStrategies(), options);
assert.equal(found.outcomes.length, 6);

const millions = (value: number): string => `${formatNumber(value / 1e6, 1)} m`;
console.log(`Gain over doing nothing in ${found.horizonMonths} months, ${formatNumber(found.draws)} draws:`);
for (const { strategy, name = strategy, difference, spend, returnOnSpend } of found.outcomes.slice(1)) {
  const { lower, upper } = difference.interval;
  const back = returnOnSpend === undefined ? "" : `, ${formatNumber(returnOnSpend.value, 1)} for each yuan spent`;
  console.log(
    `- ${name}: ${millions(difference.value)} (${millions(lower)} to ${millions(upper)}) for ${millions(spend.value)}${back}; a loss in ${formatShare(difference.chanceOfLoss)}`,
  );
}

// Common random numbers: every strategy meets the same market and the same luck of each customer.
for (const { varianceCut } of found.comparisons) assert.ok(varianceCut === undefined || varianceCut > 10);

// Which is best and what decides it, in words.
const why = explainStrategies(found);
console.log(why.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
assert.equal(why.best, "grow");
assert.equal(why.assumptions[0]?.assumption, "renewal binds");
assert.equal(why.assumptions[0]?.switchPoint?.to, "mix");
assert.ok(why.chanceBest.value < 0.7, "the lead is far from sure");

// So it is worth to test first whether an early renewal binds.
const outcome = { kind: "churn", baseRate: 0.1 } as const;
const test = planStrategyExperiment(found, {
  assumption: "renewal binds",
  outcome,
  cost: { fixed: 20_000, perCustomer: 50 },
});
assert.ok(!("abstained" in test) && test.best !== undefined);
assert.ok(test.best.value.value <= test.perfectInformation.value && test.best.net > 0);
console.log(test.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));

// What a budget of 1.6 m allows.
const frontier = measureStrategyFrontier(found, { budget: 1_600_000 });
assert.equal(frontier.best, "grow");
console.log(frontier.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));

mkdirSync("out", { recursive: true });
writeFileSync("out/strategy-fan.vl.json", JSON.stringify(npvFanChart(found)));
writeFileSync("out/strategy-frontier.vl.json", JSON.stringify(strategyFrontierChart(frontier)));
writeFileSync("out/strategy-tornado.vl.json", JSON.stringify(tornadoChart(why)));
