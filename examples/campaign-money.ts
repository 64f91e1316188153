// Two mailings of one cost: the same sales on the books, but only one of them changed what customers do.
import assert from "node:assert/strict";
import { measureCampaignMoney, measureCampaignNpv } from "clientele/campaign";
import { describe, formatNumber, formatShare } from "clientele/core";

const shared = {
  cost: 4000,
  contacted: 5000,
  responses: 80,
  leads: 200,
  contracts: 0,
  revenue: { sum: 32_000, sumOfSquares: 19_000_000 },
  marginRate: 0.4,
};
const spring = measureCampaignMoney({
  ...shared,
  control: { customers: 5000, revenue: { sum: 4000, sumOfSquares: 1_900_000 } },
});
const autumn = measureCampaignMoney({
  ...shared,
  control: { customers: 5000, revenue: { sum: 29_000, sumOfSquares: 17_000_000 } },
});
assert.deepEqual(spring.roi, autumn.roi);

for (const [name, money] of Object.entries({ spring, autumn })) {
  const { roi, romi, incremental } = money;
  assert.ok(!("abstained" in roi) && !("abstained" in romi) && !("abstained" in incremental));
  const range = `${formatShare(romi.interval.lower, 0)} to ${formatShare(romi.interval.upper, 0)}`;
  console.log(
    `${name}: ROI ${formatShare(roi.value, 0)}, ROMI ${formatShare(romi.value, 0)} (${range}): ${incremental.decision}`,
  );
  assert.equal(incremental.decision, name === "spring" ? "send" : "keep_testing");
}

// No contract yet: what can be said all the same.
const { costPerContract, breakEven } = spring;
assert.ok(costPerContract !== undefined && "abstained" in costPerContract);
console.log(describe(costPerContract.abstained));
console.log(describe(costPerContract.abstained, "zh"));
assert.ok(!("abstained" in breakEven.responses));
console.log(`the cost is covered by ${formatNumber(breakEven.responses.value, 1)} responses`);
assert.ok(breakEven.responses.interval.upper < shared.responses);

// Paid in instalments over two years, at 8 % a year.
const flows = [
  { date: "2026-03-01", amount: -4000 },
  ...["2026-06-01", "2026-12-01", "2027-06-01", "2027-12-01", "2028-03-01", "2028-06-01"].map((date) => ({
    date,
    amount: 1000,
  })),
];
const npv = measureCampaignNpv(flows, { rate: 0.08 });
assert.ok(npv.value > 0 && npv.value < 2000 && npv.paybackDate === "2028-03-01" && !("abstained" in npv.npv));
const { lower, upper } = npv.npv.interval;
console.log(`worth ${formatNumber(npv.value)} on ${npv.on} (${formatNumber(lower)} to ${formatNumber(upper)})`);
assert.ok(lower < 0 && upper > npv.value);
