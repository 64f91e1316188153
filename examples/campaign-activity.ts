// A campaign from its plan to its review, what was off, what it earned, and whether sales grew more than elsewhere.
import assert from "node:assert/strict";
import {
  type CampaignEvent,
  measureCampaignPlan,
  measureCampaignRoi,
  measureGrowth,
  replayCampaigns,
  toCampaigns,
} from "clientele/campaign";
import { describe } from "clientele/core";

const on = (at: string, event: object) => ({ campaignId: "fair", at, ...event }) as CampaignEvent;
const lines = [
  { line: "stand", planned: 6000, invited: 200, attended: 100, leads: 40, opportunities: 10 },
  { line: "dinner", planned: 3000, invited: 20, attended: 16, leads: 10, opportunities: 4 },
];
const log = [
  on("2026-01-05", {
    type: "planned",
    region: "East",
    form: "exhibition",
    start: "2026-02-01",
    end: "2026-02-10",
    lines,
  }),
  on("2026-01-06", { type: "submitted", by: "ann" }),
  on("2026-01-07", { type: "approved", limit: 10_000, by: "cy" }),
  on("2026-02-01", { type: "started" }),
  on("2026-02-01", { type: "cost_booked", recordId: "b1", line: "stand", amount: 7000 }),
  on("2026-02-01", { type: "cost_booked", recordId: "b1", line: "stand", amount: 7000 }),
  on("2026-02-02", { type: "budget_changed", lines: [{ line: "bus", planned: 1500 }] }),
  on("2026-02-03", { type: "rejected", reason: "too late", by: "cy" }),
  on("2026-02-04", { type: "cost_booked", recordId: "b2", line: "dinner", amount: 2600 }),
  on("2026-02-04", { type: "attendance_recorded", recordId: "a1", line: "stand", invited: 200, attended: 70 }),
  on("2026-02-04", { type: "attendance_recorded", recordId: "a2", line: "dinner", invited: 20, attended: 17 }),
  on("2026-02-09", { type: "result_recorded", recordId: "r1", line: "stand", leads: 38, opportunities: 9 }),
  on("2026-02-10", { type: "completed" }),
  on("2026-02-20", { type: "linked", to: "opportunity", targetId: "o1" }),
  on("2026-03-20", { type: "reviewed", grade: "B", lessons: "invite by telephone" }),
];

const { campaigns, refused } = replayCampaigns(log);
for (const { index, refusal } of refused) console.log(`event ${index}: ${describe(refusal)}`);
assert.deepEqual(
  refused.map(({ index, refusal }) => [index, refusal.code]),
  [[5, "campaign_event_repeated"]],
);

const [plan] = measureCampaignPlan(campaigns, { asOf: "2026-03-31" });
assert(plan !== undefined && plan.total.cost.difference === 600);
console.log(plan.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));
assert(plan.reasons.some(({ code }) => code === "campaign_plan_attendance_low"));

const book = toCampaigns(campaigns);
const deals = [{ id: "o1", amount: 40_000, won: true, wonOn: "2026-03-10" }];
const roi = measureCampaignRoi(book.campaigns, deals, book.links, { asOf: "2026-03-31", marginRate: 0.3 });
assert.equal(roi.totals.profit, 12_000 - 9600);

// twelve outlets of the region against twelve elsewhere, six months; from May the campaign brings 3 a month
const units = Array.from({ length: 24 }, (_, i) => (i < 12 ? { unit: `u${i}`, start: "2026-05" } : { unit: `u${i}` }));
const rows = units.flatMap(({ unit }, i) =>
  Array.from({ length: 6 }, (_, m) => ({
    unit,
    period: `2026-0${m + 1}`,
    value: 30 + i + 2 * m + ((i * 7 + m * 5) % 11) / 5 + (i < 12 && m >= 4 ? 3 : 0),
  })),
);
const growth = measureGrowth(units, rows);
console.log(describe(growth.verdict), "·", describe(growth.verdict, "zh"));
assert.equal(growth.verdict.code, "growth_rose");
assert(!("abstained" in growth.result));
assert(growth.result.effect.interval.lower < 3 && growth.result.effect.interval.upper > 3);
