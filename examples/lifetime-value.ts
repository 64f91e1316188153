// What are 23,570 customers of a music shop still worth? Their first 39 weeks are fitted, the next 39 are forecast and held
// against what they bought. Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  buyingGainsChart,
  clvToSql,
  compareBuyingModels,
  defineBuyingModel,
  explainLifetimeValue,
  fitGammaGamma,
  fitParetoNbd,
  forecastCashFlows,
  frequencyChart,
  holdoutChart,
  measurePurchaseFrequencies,
  measureTracking,
  predictLifetimeValueColumn,
  predictNewCustomerValue,
  summarizePurchases,
  trackingChart,
} from "clientele/value";

const path = new URL("../../shared/data/cdnow/CDNOW_master.txt", import.meta.url);
if (existsSync(path)) {
  const orders = readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [id = "", day = "", , dollars = ""] = line.trim().split(/\s+/);
      return { id, on: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, dollars: Number(dollars) };
    });
  type Order = (typeof orders)[number];
  const customerId = (order: Order) => order.id;
  const date = (order: Order) => order.on;
  const [end, until] = ["1997-09-30", "1998-06-30"];
  const reading = { unit: "week", end, customerId, date, amount: (order: Order) => order.dollars } as const;
  const history = summarizePurchases(orders, { ...reading, holdoutEnd: until });
  assert.equal(history.table.frequency.length, 23_570);

  // Which model? Likelihood and holdout are asked, and luck.
  const comparison = compareBuyingModels(history);
  for (const reason of comparison.reasons) console.log(describe(reason));
  const [bgNbd, , pareto] = comparison.models;
  assert.ok(bgNbd?.holdout !== undefined && pareto?.holdout !== undefined);
  assert.ok(comparison.byLikelihood?.clear === true && comparison.byHoldout?.clear === false);

  // The published model of the 1/10 sample against one fitted to everybody, over 39 weeks neither has seen.
  const published = defineBuyingModel("bg_nbd", {
    unit: "week",
    parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  });
  const own = measureTracking(orders, { model: bgNbd.model, customerId, date, end, until });
  const theirs = measureTracking(orders, { model: published, customerId, date, end, until });
  const error = (value: number | undefined) => formatShare(value ?? Number.NaN);
  console.log(
    `total error over the next 39 weeks: ${error(own.holdout.error)}, published model ${error(theirs.holdout.error)}`,
  );
  assert.equal(own.holdout.actual, 19_684);
  assert.ok(Math.abs(own.calibration.error ?? 1) < 0.01);
  assert.ok(Math.abs(own.holdout.error ?? 1) < Math.abs(theirs.holdout.error ?? 0));

  // What they are worth at a margin of 30 % and 15 % interest a year. What cost nothing tells nothing about spend.
  const { table } = summarizePurchases(orders, { ...reading, zeroAmounts: "apart" });
  const spending = fitGammaGamma(table);
  assert.ok(!("abstained" in spending));
  const models = { buying: fitParetoNbd(table), spending };
  const terms = { discountRate: 0.15, marginRate: 0.3 };
  const worth = predictLifetimeValueColumn(models, table, { ...terms, horizon: "infinite" });
  assert.ok(!("abstained" in worth));
  const ranked = Float64Array.from(worth.value).sort().reverse();
  const top = ranked.subarray(0, ranked.length / 10).reduce((sum, value) => sum + value, 0) / worth.total;
  console.log(`residual value ${formatNumber(worth.total)}; a tenth of the customers hold ${formatShare(top)} of it`);
  assert.ok(top > 0.4 && top < 0.8);

  const best = worth.value.indexOf(ranked[0] ?? 0);
  const at = (column: ArrayLike<number>) => column[best] ?? 0;
  const record = {
    unit: "week",
    frequency: at(table.frequency),
    recency: at(table.recency),
    age: at(table.age),
    meanSpend: at(table.meanSpend ?? []),
  } as const;
  const why = explainLifetimeValue(models, record, { ...terms, horizon: { unit: "week", length: 52 } });
  assert.ok("reasons" in why);
  console.log(`the best customer is worth ${formatNumber(why.value.value)} in a year:`);
  console.log(why.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));

  const plan = forecastCashFlows(models, table, { ...terms, periods: 12 });
  assert.ok(!("abstained" in plan) && !("abstained" in plan.residual));
  const [first] = plan.flows;
  const range = first?.cash.interval;
  console.log(
    `first month ${formatNumber(first?.cash.value ?? 0)} (${formatNumber(range?.lower ?? 0)}–${formatNumber(range?.upper ?? 0)}), first year ${formatNumber(plan.value.value)}`,
  );
  assert.ok(Math.abs(plan.value.value + plan.residual.value - worth.total) < 1e-8 * worth.total);

  const won = predictNewCustomerValue(models, { ...terms, horizon: { unit: "week", length: 104 } });
  assert.ok("first" in won && won.value.value > won.first.value);
  console.log(`winning one may cost ${formatNumber(won.value.value, 2)}, to be earned in two years`);

  // The same scores where the data is.
  const most = table.frequency.reduce((max, x) => Math.max(max, x), 0);
  const sql = clvToSql(models, {
    ...terms,
    horizon: "infinite",
    dialect: "duckdb",
    range: { frequency: most, age: 60 },
    as: "clv",
  });
  assert.ok(sql.endsWith('AS "clv"'));

  mkdirSync("out", { recursive: true });
  const frequencies = measurePurchaseFrequencies(bgNbd.model, history.table);
  for (const [name, chart] of [
    ["tracking", trackingChart(own)],
    ["frequency", frequencyChart(frequencies)],
    ["holdout", holdoutChart(pareto.holdout)],
    ["gains", buyingGainsChart(pareto.holdout)],
  ] as const) {
    writeFileSync(`out/lifetime-${name}.vl.json`, JSON.stringify(chart));
  }
} else {
  console.log("skipped: needs ../shared/data/cdnow/CDNOW_master.txt beside the project");
}
