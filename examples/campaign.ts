// What did our campaigns return, and did the mailing change anything at all? Amounts: thousands of euros.
import assert from "node:assert/strict";
import { compareCampaigns, measureCampaignRoi, measureLift, measureSampleRatio } from "clientele/campaign";
import { describe, formatShare } from "clientele/core";

// region, form, cost, then what each linked opportunity brought (0 = not won)
const book = [
  ["North", "seminar", 20, [18, 0, 0, 24, 0, 15, 0, 0, 12, 21]],
  ["North", "exhibition", 60, [40, 0, 55, 0, 0, 0, 30, 0, 48, 0, 0, 36]],
  ["North", "seminar", 25, [0, 22, 0, 0, 16, 19, 0]],
  ["South", "seminar", 20, [0, 14, 0, 0, 9, 0]],
  ["South", "exhibition", 70, [0, 33, 0, 41, 0, 0, 0, 28, 0]],
  ["South", "dinner", 15, [0, 0, 12, 0]],
  ["West", "dinner", 12, [30, 34, 0]],
  ["West", "dinner", 14, [37, 0, 31]],
  ["South", "seminar", 30, [26, 0, 0, 11, 0, 17]],
  ["North", "exhibition", 55, [0, 62, 0, 0, 35, 0, 29, 0]],
] as const;

const campaigns = book.map(([region, form, plannedCost], i) => ({
  id: `c${i}`,
  region,
  form,
  start: "2026-01-12",
  plannedCost,
}));
const opportunities = book.flatMap(([, , , deals], i) =>
  deals.map((amount, k) => ({ id: `c${i}-${k}`, amount, won: amount > 0, wonOn: `2026-0${2 + (k % 4)}-15` })),
);
const links = opportunities.map(({ id }) => ({ campaignId: id.split("-")[0] ?? "", opportunityId: id }));
const options = { asOf: "2026-06-30", marginRate: 0.5 };

// 1. Every campaign, and all together: the parts sum to the totals.
const { campaigns: returns, totals } = measureCampaignRoi(campaigns, opportunities, links, options);
assert.equal(totals.cost, 321);
assert.equal(totals.contribution, 402.5);
assert.equal(
  totals.contribution,
  returns.reduce((total, campaign) => total + campaign.contribution, 0),
);
assert.ok(!("abstained" in totals.roi));
console.log(`all campaigns: ${formatShare(totals.roi.value, 0)} on cost, ${totals.contracts} contracts`);
const dinner = returns[6];
assert.ok(dinner !== undefined && "abstained" in dinner.roi);
console.log(
  `the best dinner booked ${formatShare(dinner.realizedRoi ?? 0, 0)}, but: ${describe(dinner.roi.abstained)}`,
);

// 2. Two lucky dinners lead the table; what to expect of the next one is less.
const comparison = compareCampaigns(campaigns, opportunities, links, { ...options, by: "region", seed: 7 });
const west = comparison.groups.find(({ id }) => id === "West");
assert.ok(west?.shrunk !== undefined && west.shrunk.value < west.realizedRoi);
console.log(`West booked ${formatShare(west.realizedRoi, 0)}; expect ${formatShare(west.shrunk.value, 0)}`);
console.log(describe(comparison.verdict));

// 3. An experiment with a control group says what a mailing changed (Hillstrom's e-mail challenge, men's mailing).
const split = measureSampleRatio([21307, 21387, 21306]);
assert.ok(!("abstained" in split) && !split.mismatch);
const lift = measureLift({ kind: "rate", n: 21307, successes: 3894 }, { kind: "rate", n: 21306, successes: 2262 });
assert.ok(!("abstained" in lift) && !("abstained" in lift.absolute));
assert.ok(lift.absolute.interval.lower > 0.069 && lift.absolute.interval.upper < 0.084);
console.log(`visits: ${formatShare(lift.absolute.value)} more of all customers came; ${describe(split.verdict)}`);
