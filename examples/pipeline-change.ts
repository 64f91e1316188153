// How did the open pipeline of one quarter become that of the next, to the cent, and why did its forecast change?
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { formatNumber, formatShare, labelOf } from "clientele/core";
import {
  compareForecasts,
  comparePipeline,
  type DealHistory,
  definePipeline,
  fitFunnel,
  forecastFunnel,
  type PipelineDeal,
  waterfallChart,
} from "clientele/funnel";

const folder = new URL("../../shared/data/pipeline/", import.meta.url);
if (existsSync(folder)) {
  const rows = (file: string) =>
    readFileSync(new URL(file, folder), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
  const prices = new Map(rows("products.csv").map(([product, , price]) => [product, Number(price)]));
  // the export writes one product in two ways
  prices.set("GTXPro", prices.get("GTX Pro") ?? 0);
  const deals = rows("sales_pipeline.csv")
    .map(([dealId = "", owner = "", product = "", , end = "", engaged = "", closed = "", value = ""]) => {
      return { dealId, owner, product, end, engaged, closed, value: Number(value), price: prices.get(product) ?? 0 };
    })
    .filter(({ engaged }) => engaged !== "");

  // The book as it was known on a day: what closes later was still open.
  const on = (day: string): PipelineDeal[] =>
    deals
      .filter(({ engaged }) => engaged <= day)
      .map(({ dealId, owner, end, closed, value, price }): PipelineDeal => {
        const ended = closed !== "" && closed <= day;
        if (!ended) return { dealId, owner, stage: "Engaging", category: "open", amountMinor: price * 100 };
        const amountMinor = (end === "Won" ? value : price) * 100;
        return { dealId, owner, stage: end, category: end === "Won" ? "won" : "lost", amountMinor, closed };
      });
  const change = comparePipeline(on("2017-06-30"), on("2017-09-30"));
  for (const part of [change, ...change.owners, ...change.stages]) {
    const sum = part.flows.reduce((total, { amountMinor }) => total + amountMinor, part.openingMinor);
    assert.equal(sum, part.closingMinor);
  }
  console.log(
    `open on 30 June: ${formatNumber(change.openingMinor / 100)}, ${formatNumber(change.openingDeals)} deals`,
  );
  for (const { flow, amountMinor, dealIds } of change.flows) {
    const label = labelOf("pipelineFlow", flow);
    console.log(`  ${label}: ${formatNumber(amountMinor / 100)} (${formatNumber(dealIds.length)})`);
  }
  console.log(`open on 30 September: ${formatNumber(change.closingMinor / 100)}`);
  const won = change.flows.find(({ flow }) => flow === "won");
  const signed = deals.filter(
    (deal) => deal.end === "Won" && deal.closed > "2017-06-30" && deal.closed <= "2017-09-30",
  );
  assert.equal(won?.amountMinor, -100 * signed.reduce((total, { value }) => total + value, 0));
  assert.equal(won?.dealIds.length, signed.length);

  // The forecast to 30 September, made a month apart, each by the model of its day.
  const pipeline = definePipeline({
    id: "crm",
    stages: [
      { id: "Engaging", category: "open" },
      { id: "Won", category: "won" },
      { id: "Lost", category: "lost" },
    ],
  });
  const histories = deals.map(({ dealId, owner, product, end, engaged, closed, value, price }): DealHistory => {
    const stages = [{ stage: "Engaging", entered: engaged }];
    if (closed !== "") stages.push({ stage: end, entered: closed });
    return { dealId, owner, product, amount: price, stages, ...(end === "Won" && { signedAmount: value }) };
  });
  const modelOf = (asOf: string) => fitFunnel(histories, { pipeline, asOf });
  const [june, july] = [modelOf("2017-06-30"), modelOf("2017-07-31")];
  const forecast = (model: typeof june, asOf: string, horizonDays: number) =>
    forecastFunnel(model, histories, { asOf, horizonDays, seed: 1, draws: 1000 });
  const later = forecast(july, "2017-07-31", 61);
  const values = new Map(deals.map(({ dealId, value }) => [dealId, value]));
  const causes = compareForecasts(forecast(june, "2017-06-30", 92), later, {
    byEarlierModel: forecast(june, "2017-07-31", 61),
    signedAmount: (dealId) => values.get(dealId),
  });
  assert.equal(
    causes.flows.reduce((total, { amountMinor }) => total + amountMinor, causes.openingMinor),
    causes.closingMinor,
  );
  console.log(`the forecast moved by ${formatShare(causes.closingMinor / causes.openingMinor - 1)} in July`);
  mkdirSync("out", { recursive: true });
  writeFileSync("out/pipeline-change.vl.json", JSON.stringify(waterfallChart(change)));
  const title = "Why the forecast to 30 September changed in July";
  writeFileSync("out/forecast-change.vl.json", JSON.stringify(waterfallChart(causes, { title })));
} else {
  console.log("skipped: needs ../shared/data/pipeline beside the project");
}
