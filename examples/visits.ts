// Who in the example book is visited how often next quarter: 2,000 customers in four regions, eight account managers, a
// promise to each of the upper tiers.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import { explainVisits, type PlanVisitsOptions, planVisits, visitsChart } from "clientele/market";
import { assignTier, fitTiers } from "clientele/tiering";
import { readCsv } from "./book/read.ts";

const { rows } = readCsv(readFileSync(new URL("./book/customers.csv", import.meta.url), "utf8"));
const customers = rows.flatMap(({ cells }) => {
  const revenue = Number(cells["annual_revenue"]);
  return cells["annual_revenue"] && revenue >= 0
    ? [{ id: cells["customer_id"] as string, region: cells["region"] as string, revenue }]
    : [];
});
const pyramid = fitTiers(customers, { value: (customer) => customer.revenue });
// A tenth of a quarter's revenue is contribution that hangs on being looked after: a belief, and stated as one.
const accounts = customers.map(({ id, region, revenue }) => ({
  id,
  region,
  tier: assignTier(pyramid, revenue),
  worth: (revenue / 4) * 0.1,
  ...(assignTier(pyramid, revenue) === "top" ? { skills: ["senior"] } : {}),
}));
const regions = [...new Set(customers.map(({ region }) => region))].sort();
const options: PlanVisitsOptions = {
  people: regions.flatMap((region) => [
    { id: `${region} senior`, hours: 380, regions: [region], skills: ["senior"] },
    { id: `${region} junior`, hours: 420, regions: [region] },
  ]),
  tiers: [{ id: "top", promised: 1 }, { id: "large", promised: 1 }, { id: "medium" }, { id: "small" }],
  // a visit takes a fifth to two fifths of what is left to take
  response: { rate: { value: 0.35, n: 60, interval: { lower: 0.22, upper: 0.51, level: 0.95 } } },
  travel: regions.map((region) => ({ region, hours: 1.5, cost: 40 })),
  visitHours: 2,
  max: 12,
};
const plan = planVisits(accounts, options);
for (const { person, visits, accounts: n, hours, available } of plan.people) {
  console.log(`${person}: ${visits} visits to ${n} accounts, ${formatShare(hours / available)} of the hours`);
  assert.ok(hours <= available + 1e-9);
}
for (const tier of ["top", "large", "medium", "small"]) {
  const own = plan.actions.filter((action) => action.tier === tier);
  const visits = own.reduce((sum, action) => sum + action.visits, 0);
  console.log(`${labelOf("tier", tier)}: ${formatNumber(visits / own.length, 1)} visits an account`);
}

// The same hours spread equally, or by tier, bring less; how much less hangs on the response.
assert.ok(plan.byTier !== undefined && plan.gainInterval !== undefined && plan.equal.advantageInterval !== undefined);
assert.ok(plan.gain > plan.byTier.gain && plan.byTier.gain > plan.equal.gain);
const { lower, upper } = plan.equal.advantageInterval;
assert.ok(lower > 0 && plan.gainInterval.lower < plan.gain && plan.gain < plan.gainInterval.upper);
console.log(
  `beyond equal shares: ${formatNumber(plan.equal.advantage)} (${formatNumber(lower)} to ${formatNumber(upper)})`,
);
assert.ok(plan.missing === 0 && plan.method.gap < 0.01);
console.log(
  explainVisits(plan, { top: 2 })
    .map((reason) => `- ${describe(reason)}`)
    .join("\n"),
);

// One promise more than the seniors can keep is named, with what is missing.
const tiers = [{ id: "top", promised: 24, max: 24 }, { id: "large" }, { id: "medium" }, { id: "small" }];
const promised = planVisits(accounts, { ...options, tiers });
assert.ok(promised.missing > 0 && promised.broken.every(({ tier }) => tier === "top"));
console.log(promised.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));

mkdirSync("out", { recursive: true });
writeFileSync("out/visits.vl.json", JSON.stringify(visitsChart(plan)));
