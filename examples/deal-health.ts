// How much of a CRM's open pipeline is still alive? 1,589 open deals against the ages of 4,238 that were won.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  dealHealthChart,
  definePipeline,
  explainDeal,
  fitFunnel,
  funnelToSql,
  measureDealHealth,
  predictDealTimes,
  predictSlip,
} from "clientele/funnel";

const folder = new URL("../../shared/data/pipeline/", import.meta.url);
if (existsSync(new URL("sales_pipeline.csv", folder))) {
  const rowsOf = (name: string) => {
    const [header = "", ...lines] = readFileSync(new URL(name, folder), "utf8").trim().split(/\r?\n/);
    const names = header.split(",");
    return lines.map((line) => new Map(line.split(",").map((cell, i) => [names[i], cell])));
  };
  const prices = new Map(rowsOf("products.csv").map((row) => [row.get("product"), Number(row.get("sales_price"))]));
  // the export spells one product in two ways
  prices.set("GTXPro", prices.get("GTX Pro") ?? 0);
  const pipeline = definePipeline({
    id: "crm",
    stages: [
      { id: "Engaging", category: "open" },
      { id: "Won", category: "won" },
      { id: "Lost", category: "lost" },
    ],
  });
  const deals = rowsOf("sales_pipeline.csv").flatMap((row) => {
    const text = (name: string): string => row.get(name) ?? "";
    if (text("engage_date") === "") return [];
    const end = text("deal_stage");
    const closed = end === "Won" || end === "Lost" ? [{ stage: end, entered: text("close_date") }] : [];
    return [
      {
        dealId: text("opportunity_id"),
        owner: text("sales_agent"),
        product: text("product"),
        amount: prices.get(text("product")) ?? 0,
        ...(end === "Won" ? { signedAmount: Number(text("close_value")) } : {}),
        stages: [{ stage: "Engaging", entered: text("engage_date") }, ...closed],
      },
    ];
  });
  assert.equal(deals.length, 8300);

  const asOf = "2017-12-31";
  const model = fitFunnel(deals, { pipeline, asOf });
  const health = measureDealHealth(model, deals, { asOf });
  for (const { status, deals: n, amount, expectedAmount } of health.byStatus) {
    console.log(
      `${status.padEnd(8)} ${formatNumber(n).padStart(6)} deals, listed ${formatNumber(amount)}, worth ${formatNumber(expectedAmount)}`,
    );
  }
  console.log(health.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
  const zombies = health.byStatus.find(({ status }) => status === "zombie");
  assert.ok(zombies !== undefined && zombies.deals === 1291);
  const share = zombies.amount / health.total.amount;
  assert.ok(share > 0.8 && zombies.expectedAmount < 0.02 * zombies.amount);
  console.log(`${formatShare(share)} of the open pipeline is older than any deal that ever closed`);

  // One deal that is alive: what moves it, when it may close, whether a promise for the end of January would hold.
  const alive = health.deals.find(({ status }) => status === "on_pace");
  const deal = deals.find(({ dealId }) => dealId === alive?.dealId);
  assert.ok(deal !== undefined);
  const { won, reasons } = explainDeal(model, deal, { asOf, horizonDays: 90 });
  console.log(`\n${deal.dealId}, ${deal.product}: ${formatShare(won)} to be won within 90 days`);
  console.log(reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
  const { wonIn, amount } = predictDealTimes(model, deal, { asOf });
  const [early, middle, late] = wonIn.map(({ days = Number.NaN }) => days);
  assert.ok(early !== undefined && middle !== undefined && late !== undefined && early < middle && middle < late);
  console.log(`if won, in ${formatNumber(middle)} days (P10 ${formatNumber(early)}, P90 ${formatNumber(late)})`);
  assert.ok(amount !== undefined && amount.expected < amount.listed);
  const slip = predictSlip(model, { ...deal, expectedClose: "2018-01-31" }, { asOf });
  assert.ok(slip.status === "ahead" && slip.slips > 0.5);
  console.log(`promised for ${slip.promised}: ${formatShare(slip.slips)} that it slips`);

  // The same chances in the warehouse, as a table to join.
  const sql = funnelToSql(model, {
    dialect: "duckdb",
    horizonDays: 30,
    columns: { stage: ["d", "stage"], ageDays: ["d", "days"], product: ["d", "product"], owner: ["d", "owner"] },
    as: "won",
  });
  assert.ok(sql.rows < 20_000);
  console.log(`${formatNumber(sql.rows)} rows of chances for SQL`);
  mkdirSync("out", { recursive: true });
  writeFileSync("out/deal-health.vl.json", JSON.stringify(dealHealthChart(health)));
  writeFileSync(
    "out/deal-health.sql",
    `SELECT d.id, ${sql.chance}\nFROM deals AS d\nLEFT JOIN ${sql.lookup}\nON ${sql.on}\n`,
  );
} else {
  console.log("skipped: needs ../shared/data/pipeline beside the project");
}
