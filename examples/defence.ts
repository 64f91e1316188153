// Which levers for which of 300 accounts, with 12,000 euros and 600 hours? Values, risks and levers are made up; how the
// plan compares with the list that would be made by hand is not.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, formatNumber } from "clientele/core";
import { createRandom } from "clientele/math";
import { defenceChart, explainDefence, planDefence } from "clientele/switching";

const random = createRandom(7);
const accounts = Array.from({ length: 300 }, (_, i) => {
  const measured = random.uniform();
  return {
    id: `account ${i + 1}`,
    value: Math.round(Math.exp(9 + 1.1 * random.normal())),
    risk: random.beta(1.5, 6),
    ...(measured < 0.3 ? { priceSensitivity: true } : measured < 0.8 ? { priceSensitivity: false } : {}),
  };
});
const levers = [
  {
    id: "planned_visits",
    cost: 250,
    hours: 8,
    effect: { value: 0.15, n: 420, interval: { lower: 0.08, upper: 0.22, level: 0.95 } },
  },
  { id: "personal_care", cost: 120, hours: 3, effect: 0.08 },
  { id: "contacts", hours: 6, effect: 0.1 },
  { id: "agreements", cost: 200, hours: 2, effect: 0.12, requires: ["contacts"], max: 30 },
  { id: "clubs", cost: 100, hours: 1, effect: 0.06, fixedCost: 1500, max: 40 },
  { id: "discount", costShare: 0.06, effect: 0.35, price: true },
];
const limits = { budget: 12_000, staffHours: 600 };
const plan = planDefence(accounts, levers, {
  ...limits,
  step: { budget: 1000 },
  budgets: [0, 3000, 6000, 9000, 12_000, 15_000, 18_000],
});

// The plan keeps its limits, is near to the best that is possible, and beats the list made by hand by far.
assert.ok(plan.cost <= limits.budget && plan.hours <= limits.staffHours);
assert.ok(plan.method.gap < 0.005);
assert.ok(plan.gain > 1.3 * plan.naive.gain);
// Price reaches only accounts that are price-sensitive and at risk.
const byId = new Map(accounts.map((account) => [account.id, account]));
for (const { account, levers: given } of plan.actions) {
  const row = byId.get(account);
  if (given.includes("discount")) assert.ok(row?.priceSensitivity === true && row.risk >= 0.2);
}
for (const { gain, naive } of plan.curve) assert.ok(gain >= naive * (1 - 1e-9));

for (const reason of explainDefence(plan, { top: 2 })) console.log(`- ${describe(reason)}`);
console.log(`gain ${formatNumber(plan.gain)}, list by hand ${formatNumber(plan.naive.gain)}`);
mkdirSync("out", { recursive: true });
writeFileSync("out/defence.vl.json", JSON.stringify(defenceChart(plan)));
