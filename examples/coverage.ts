// Who looks after whom in the example book: 2,000 customers in four regions, fourteen managers, one promise per tier.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf, parseRecords } from "clientele/core";
import { coverageManagerSchema } from "clientele/schemas";
import { assignTier, type CoverageTier, fitTiers, planCoverage } from "clientele/tiering";
import { readCsv } from "./book/read.ts";

const { rows } = readCsv(readFileSync(new URL("./book/customers.csv", import.meta.url), "utf8"));
const customers = rows.flatMap(({ cells }) => {
  const revenue = Number(cells["annual_revenue"]);
  return cells["annual_revenue"] && Number.isFinite(revenue)
    ? [{ id: cells["customer_id"] as string, region: cells["region"] as string, revenue }]
    : [];
});
const pyramid = fitTiers(customers, { value: (customer) => customer.revenue });
const accounts = customers.map(({ id, region, revenue }) => ({ id, region, tier: assignTier(pyramid, revenue) }));

// What each tier is promised, the four levels of service by their standards.
const tiers: CoverageTier[] = [
  {
    id: "top",
    minGrade: "senior",
    promises: [
      { level: "relationship", visitsPerYear: 24, hoursPerVisit: 4 },
      { level: "whole_solution", hoursPerYear: 80 },
    ],
  },
  { id: "large", minGrade: "middle", promises: [{ level: "proactive", visitsPerYear: 12, hoursPerVisit: 4 }] },
  { id: "medium", minGrade: "middle", promises: [{ level: "proactive", visitsPerYear: 4, hoursPerVisit: 3 }] },
  { id: "small", promises: [{ level: "responsive", hoursPerYear: 6 }] },
];
const regions = [...new Set(accounts.map((account) => account.region))].sort();
const staff = parseRecords(coverageManagerSchema, [
  { id: "Lin", grade: "senior", region: regions[0], hoursPerYear: 1500 },
  { id: "Mo", grade: "senior", region: regions[2], hoursPerYear: 1500 },
  ...regions.flatMap((region) => [
    { grade: "middle", region, hoursPerYear: 1000, n: 2 },
    { grade: "junior", region, hoursPerYear: 1500 },
  ]),
]);
assert.deepEqual(staff.rejected, []);

const plan = planCoverage(accounts, staff.accepted, { tiers, travel: { hoursPerVisit: 2 } });
for (const { tier, accounts: all, served } of plan.tiers) {
  console.log(`${labelOf("tier", tier)}: ${served} of ${all} accounts served`);
}
for (const { id, grade, region, accounts: n, utilisation } of plan.managers) {
  console.log(
    `${id ?? "one"} (${labelOf("managerGrade", grade)}, ${region}): ${n} accounts, ${formatShare(utilisation)} of the year`,
  );
}
console.log(
  `missing: ${plan.shortage.people} people (${plan.shortage.hires.map((row) => `${row.people} ${row.grade} in ${row.region}`).join(", ")})`,
);
console.log(
  [...plan.binding.map((row) => row.reason), ...plan.notes].map((reason) => `- ${describe(reason)}`).join("\n"),
);
console.log(`weighted hours: ${formatNumber(plan.total.score)}, naive ${formatNumber(plan.naive.score)}`);

assert.equal(plan.total.served + plan.unmet.reduce((total, row) => total + row.accounts, 0), accounts.length);
assert.ok(plan.total.score > plan.naive.score && plan.method.gap < 0.02);
assert.ok(plan.managers.every((row) => row.serviceHours + row.travelHours <= row.hoursPerYear + 1e-9));
assert.deepEqual(plan.cannot, []);
