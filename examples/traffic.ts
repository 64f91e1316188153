// Which form of campaign brings customers to the example book's operator, at what cost, and how much hangs on one of
// them: contacts, deals that followed, deals won.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  compareTraffic,
  measureChannelReach,
  measureTraffic,
  type TrafficRow,
  type TrafficTouch,
  trafficChart,
} from "clientele/market";
import { readCsv } from "./book/read.ts";

const table = (name: string) => readCsv(readFileSync(new URL(`./book/${name}.csv`, import.meta.url), "utf8")).rows;
const won = new Set(
  table("stage-history").flatMap(({ cells }) => (cells["stage"] === "contract" ? [cells["opportunity_id"]] : [])),
);
const customerOf = new Map(table("opportunities").map(({ cells }) => [cells["opportunity_id"], cells["customer_id"]]));
const links = table("campaign-links").map(({ cells }) => cells);
const campaigns = table("campaigns").map(({ cells }) => cells);

// One row per campaign: whom it contacted, the deals that followed, the deals won, what it really cost.
const rows: (TrafficRow & { readonly start: string })[] = campaigns.map((campaign) => {
  const deals = links.filter((link) => link["campaign_id"] === campaign["campaign_id"]);
  return {
    source: campaign["form"] as string,
    start: campaign["start"] as string,
    visits: Number(campaign["treated"]),
    leads: deals.length,
    customers: deals.filter((link) => won.has(link["opportunity_id"])).length,
    cost: Number(campaign["real_cost"]),
  };
});
const report = measureTraffic(rows);
for (const { channel, visits, leads, customers, visitToCustomer, costPerCustomer } of report.channels) {
  assert.ok("value" in visitToCustomer);
  const { lower, upper } = visitToCustomer.interval;
  const cost = "value" in costPerCustomer ? formatNumber(costPerCustomer.value) : describe(costPerCustomer.abstained);
  console.log(
    `${channel}: ${formatNumber(visits)} contacts, ${leads} deals, ${customers} won (${formatShare(lower, 2)}–${formatShare(upper, 2)}), each for ${cost}`,
  );
}
// Nothing is lost on the way.
assert.equal(report.total.leads, links.length);
assert.equal(
  report.channels.reduce((sum, { customers }) => sum + customers, 0),
  report.total.customers,
);
const test = report.difference.visitToCustomer;
assert.ok("pValue" in test && test.pValue < 0.001);
console.log(`forms differ beyond chance: chi-squared ${formatNumber(test.statistic)} on ${test.degreesOfFreedom}`);
assert.ok("reason" in report.concentration);
console.log(describe(report.concentration.reason));

// The customers behind the deals, each counted once although several campaigns met some of them.
const formOf = new Map(campaigns.map((campaign) => [campaign["campaign_id"], campaign["form"] as string]));
const touches: TrafficTouch[] = links.map((link) => ({
  person: customerOf.get(link["opportunity_id"]) as string,
  source: formOf.get(link["campaign_id"]) as string,
  customer: won.has(link["opportunity_id"]),
}));
const reach = measureChannelReach(touches);
assert.equal(reach.people, new Set(touches.map(({ person }) => person)).size);
assert.ok(reach.touches > reach.people);
console.log(`${reach.people} customers met, ${formatShare(reach.shared.value)} of them through two forms or more`);

// What changed from the campaigns of one half to those of the next.
const starts = rows.map(({ start }) => start).sort();
const middle = starts[Math.floor(starts.length / 2)] as string;
const change = compareTraffic(
  rows.filter(({ start }) => start < middle),
  rows.filter(({ start }) => start >= middle),
);
for (const reason of change.reasons) console.log(`- ${describe(reason)}`);
const parts = Object.values(change.effects).reduce((sum, { value }) => sum + value, 0);
assert.ok(Math.abs(parts - change.change.value) < 1e-9);

mkdirSync("out", { recursive: true });
writeFileSync("out/traffic.vl.json", JSON.stringify(trafficChart(report)));
