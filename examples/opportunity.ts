// A deal with rules: what is refused and why, a past day rebuilt, histories for the stage model, and who gets how much.
import assert from "node:assert/strict";
import { describe } from "clientele/core";
import {
  applyOpportunityEvent,
  definePipeline,
  explainOpportunityMoves,
  fitFunnel,
  type OpportunityEvent,
  replayOpportunities,
  snapshotAt,
  splitOpportunity,
  toDealHistories,
} from "clientele/funnel";

const pipeline = definePipeline({
  id: "machines",
  stages: [
    { id: "contact", category: "open" },
    { id: "offer", category: "open", guard: { fields: ["amount"], approvals: ["discount"] } },
    { id: "on_hold", category: "suspended" },
    { id: "ordered", category: "won" },
    { id: "lost", category: "lost", guard: { fields: ["lossReason"] } },
  ],
  lossReasons: [{ id: "price" }, { id: "timing" }],
  competitors: [{ id: "northern" }, { id: "southern" }],
});
const options = { pipelines: [pipeline] };

const log: OpportunityEvent[] = [
  { type: "created", dealId: "press 7", at: "2026-01-12", owner: "ann", amountMinor: 4_800_001, currency: "CNY" },
  { type: "activity", dealId: "press 7", at: "2026-01-20", activityId: "v1", kind: "visit", costMinor: 120_000 },
  { type: "stage_moved", dealId: "press 7", at: "2026-01-25", stage: "offer" },
  { type: "approval_asked", dealId: "press 7", at: "2026-01-25", approval: "discount", by: "ann" },
  { type: "approval_given", dealId: "press 7", at: "2026-01-28", approval: "discount", by: "cy" },
  { type: "stage_moved", dealId: "press 7", at: "2026-01-29", stage: "offer" },
  { type: "suspended", dealId: "press 7", at: "2026-02-10", reason: "new plant" },
  { type: "resumed", dealId: "press 7", at: "2026-04-01" },
  { type: "lost", dealId: "press 7", at: "2026-04-20", reason: "price", competitor: "northern" },
  { type: "reopened", dealId: "press 7", at: "2026-05-04" },
  {
    type: "splits_agreed",
    dealId: "press 7",
    at: "2026-05-05",
    revenue: [
      { owner: "ann", weight: 1 },
      { owner: "bo", weight: 1 },
    ],
    credit: {
      per: 100,
      shares: [
        { owner: "ann", weight: 100 },
        { owner: "bo", weight: 50 },
      ],
    },
  },
  { type: "won", dealId: "press 7", at: "2026-05-20", signedAmountMinor: 4_500_001 },
];

const { opportunities, refused } = replayOpportunities(log, options);
for (const { index, refusal } of refused) console.log(`event ${index}: ${describe(refusal)}`);
assert.deepEqual(
  refused.map(({ index, refusal }) => [index, refusal.code]),
  [[2, "opportunity_approvals_missing"]],
);
const [deal] = opportunities;
assert(deal !== undefined && deal.category === "won" && deal.activityCostMinor === 120_000);

const parts = splitOpportunity(deal);
assert(!("abstained" in parts));
console.log(parts.revenue.map(({ owner, amountMinor }) => `${owner} ${(amountMinor / 100).toFixed(2)}`).join(", "));
assert.deepEqual(
  parts.revenue.map((part) => part.amountMinor),
  [2_250_001, 2_250_000],
);
assert.equal(parts.creditMinor, 6_750_002);

// the past as it was known: in March the deal was on hold, and nobody knew of its loss
const march = snapshotAt(log, "2026-03-01", options);
const [then] = march.opportunities;
assert(then !== undefined && then.category === "suspended" && then.close === undefined);
const moves = explainOpportunityMoves(then, options);
for (const { stage, event, refusal } of moves) {
  console.log(`in March to ${stage} by ${event}${refusal === undefined ? "" : `: ${describe(refusal)}`}`);
}
assert.deepEqual(
  moves.map((move) => move.stage),
  ["contact", "offer", "lost"],
);

// won, so it cannot be lost any more: the state is the very same object
const late = applyOpportunityEvent(
  deal,
  { type: "lost", dealId: "press 7", at: "2026-06-01", reason: "price" },
  options,
);
assert(!late.accepted && late.state === deal);
console.log(describe(late.refusal), "·", describe(late.refusal, "zh"));

// two lives, two histories
const june = snapshotAt(log, "2026-06-01", options);
const histories = toDealHistories(june, { pipeline });
console.log(histories.map(({ dealId, stages }) => `${dealId}: ${stages.map(({ stage }) => stage).join(" → ")}`));
const model = fitFunnel(histories, { pipeline, asOf: june.asOf });
assert.equal(model.fittedOn.won, 1);
assert.equal(model.fittedOn.lost, 1);
