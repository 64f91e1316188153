// The same three deals as Salesforce and as HubSpot export them: two formats, one history, one model.
import assert from "node:assert/strict";
import { describe } from "clientele/core";
import { fitFunnel, fromHubSpot, fromSalesforce } from "clientele/funnel";

const steps = [
  { id: "1", day: "2026-01-05", stage: "open", amount: 1000 },
  { id: "1", day: "2026-02-01", stage: "won", amount: 900 },
  { id: "2", day: "2026-01-07", stage: "open", amount: 400 },
  { id: "2", day: "2026-01-30", stage: "lost", amount: 400 },
  { id: "3", day: "2026-01-20", stage: "open", amount: 700 },
];
const ids = ["1", "2", "3"];
const of = (id: string) => steps.filter((step) => step.id === id);
const last = (id: string) => of(id).at(-1);
const first = (id: string) => of(id)[0];

const salesforce = fromSalesforce({
  stages: [
    { MasterLabel: "open", SortOrder: 1, IsClosed: false, IsWon: false },
    { MasterLabel: "won", SortOrder: 2, IsClosed: true, IsWon: true },
    { MasterLabel: "lost", SortOrder: 3, IsClosed: true, IsWon: false },
  ],
  opportunities: ids.map((id) => ({
    Id: id,
    StageName: last(id)?.stage,
    Amount: last(id)?.amount,
    CreatedDate: `${first(id)?.day}T00:00:00.000+0000`,
  })),
  history: [
    ...steps.map(({ id, day, stage, amount }) => ({
      OpportunityId: id,
      StageName: stage,
      Amount: amount,
      CreatedDate: `${day}T00:00:00.000+0000`,
    })),
    { OpportunityId: "99", StageName: "open", Amount: 5, CreatedDate: "2026-01-05T00:00:00.000+0000" },
  ],
});

const hubspot = fromHubSpot({
  pipelines: [
    {
      id: "default",
      label: "Sales",
      displayOrder: 0,
      stages: [
        { id: "open", label: "Open", displayOrder: 0, metadata: { isClosed: "false", probability: "0.4" } },
        { id: "won", label: "Won", displayOrder: 1, metadata: { isClosed: "true", probability: "1.0" } },
        { id: "lost", label: "Lost", displayOrder: 2, metadata: { isClosed: "true", probability: "0.0" } },
      ],
    },
  ],
  deals: ids.map((id) => ({
    id,
    properties: {
      dealstage: last(id)?.stage,
      pipeline: "default",
      amount: String(last(id)?.amount),
      createdate: `${first(id)?.day}T00:00:00.000Z`,
    },
    propertiesWithHistory: {
      dealstage: of(id).map(({ stage, day }) => ({ value: stage, timestamp: String(Date.parse(day)) })),
      amount: of(id).map(({ amount, day }) => ({ value: String(amount), timestamp: String(Date.parse(day)) })),
    },
  })),
});

// both say the same; the row of a deal that was not exported comes back with its reason
const [book] = hubspot.pipelines;
assert.ok(book !== undefined);
assert.deepEqual(book.histories, salesforce.histories);
assert.deepEqual([salesforce.rejected.length, hubspot.rejected.length], [1, 0]);
const reason = salesforce.rejected[0]?.issues[0]?.reason;
assert.ok(reason !== undefined);
assert.equal(describe(reason), "deal 99 is not among the exported deals");

const model = fitFunnel(book.histories, { pipeline: book.pipeline, asOf: "2026-03-01" });
assert.deepEqual([model.fittedOn.won, model.fittedOn.lost, model.fittedOn.open], [1, 1, 1]);
assert.equal(model.amounts.n, 1);
console.log(
  `Salesforce and HubSpot tell the same ${book.histories.length} histories; given back: ${describe(reason)}.`,
);
