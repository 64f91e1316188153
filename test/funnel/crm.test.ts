import { describe, expect, test } from "vitest";
import {
  type CrmExport,
  fitFunnel,
  fromFrappe,
  fromHubSpot,
  fromOdoo,
  fromSalesforce,
  fromTwenty,
  isClienteleError,
  describe as word,
} from "../../src/index.ts";

// rows typed by hand in the manner of each product's documented export; no real deal is among them

const sfStages = [
  { ApiName: "Prospecting", MasterLabel: "Prospecting", SortOrder: 1, IsClosed: false, IsWon: false },
  { ApiName: "Proposal", MasterLabel: "Proposal/Price Quote", SortOrder: 2, IsClosed: false, IsWon: false },
  { ApiName: "Closed Won", MasterLabel: "Closed Won", SortOrder: 3, IsClosed: true, IsWon: true },
  { ApiName: "Closed Lost", MasterLabel: "Closed Lost", SortOrder: 4, IsClosed: true, IsWon: false },
];
const sfDeal = (Id: string, StageName: string, more: object = {}) => ({
  Id,
  Name: `Deal ${Id}`,
  StageName,
  CreatedDate: "2026-01-05T09:00:00.000+0000",
  ...more,
});
const sfRow = (OpportunityId: string, StageName: string, CreatedDate: string, more: object = {}) => ({
  OpportunityId,
  StageName,
  CreatedDate: `${CreatedDate}T09:00:00.000+0000`,
  ...more,
});
const path = ({ histories }: Pick<CrmExport, "histories">, dealId: string) =>
  histories
    .find((history) => history.dealId === dealId)
    ?.stages.map(({ stage, entered }) => [stage, new Date(entered).toISOString().slice(0, 10)]);
const codes = ({ notes }: Pick<CrmExport, "notes">, id: string) =>
  notes.find(({ opportunity }) => opportunity === id)?.reasons.map(({ code }) => code) ?? [];
const reasons = ({ rejected }: Pick<CrmExport, "rejected">) =>
  rejected.map(({ table, index, issues }) => [table, index, issues[0]?.reason.code]);

describe("Salesforce", () => {
  const exported = {
    stages: sfStages,
    opportunities: [
      sfDeal("006A", "Closed Won", {
        Amount: 900,
        CloseDate: "2026-03-01",
        OwnerId: "005X",
        AccountId: "001Y",
        Region__c: "N",
      }),
      sfDeal("006B", "Proposal", { Amount: "12000.5", LastStageChangeDate: "2026-02-10T00:00:00.000Z" }),
      sfDeal("006C", "Closed Lost", { Amount: 300 }),
    ],
    history: [
      sfRow("006A", "Closed Won", "2026-03-01", { Amount: 900, CloseDate: "2026-03-01" }),
      sfRow("006A", "Prospecting", "2026-01-05", { Amount: 1000, CloseDate: "2026-02-01" }),
      sfRow("006A", "Proposal", "2026-01-20", { Amount: 1000, CloseDate: "2026-02-15" }),
      sfRow("006A", "Proposal", "2026-01-20", { Amount: 1000, CloseDate: "2026-02-15" }),
      sfRow("006C", "Prospecting", "2026-01-05"),
      sfRow("006C", "Closed Won", "2026-01-15"),
      sfRow("006C", "Prospecting", "2026-02-01"),
      sfRow("006C", "Closed Lost", "2026-02-20"),
    ],
  };
  const result = fromSalesforce(exported);

  test("rows out of order and repeated rows give the way the deal went", () => {
    expect(path(result, "006A")).toEqual([
      ["Prospecting", "2026-01-05"],
      ["Proposal", "2026-01-20"],
      ["Closed Won", "2026-03-01"],
    ]);
    expect(result.rejected).toEqual([]);
  });

  test("what was listed before the win and what was signed stand apart", () => {
    const won = result.histories.find(({ dealId }) => dealId === "006A");
    expect([won?.amount, won?.signedAmount, won?.owner, won?.customerId]).toEqual([1000, 900, "005X", "001Y"]);
    // the date promised before the end, not the one that the end wrote
    expect(won?.expectedClose).toBe(Date.UTC(2026, 1, 15));
  });

  test("a close date moved on while the deal is open is a push, one moved at the end is none", () => {
    expect(result.histories.find(({ dealId }) => dealId === "006A")?.pushes).toEqual([Date.UTC(2026, 0, 20, 9)]);
    expect(result.histories.find(({ dealId }) => dealId === "006B")?.pushes).toBeUndefined();
  });

  test("a deal without history stands in its stage since the last change and says so", () => {
    expect(path(result, "006B")).toEqual([["Proposal", "2026-02-10"]]);
    expect(codes(result, "006B")).toEqual(["crm_stage_inferred"]);
    expect(result.histories.find(({ dealId }) => dealId === "006B")?.amount).toBe(12000.5);
  });

  test("a reopened deal is counted as two, numbered like those of toDealHistories", () => {
    expect(path(result, "006C")).toEqual([
      ["Prospecting", "2026-01-05"],
      ["Closed Won", "2026-01-15"],
    ]);
    expect(path(result, "006C#2")).toEqual([
      ["Prospecting", "2026-02-01"],
      ["Closed Lost", "2026-02-20"],
    ]);
    expect(codes(result, "006C")).toContain("crm_reopened");
  });

  test("fields that were not read are kept as they came", () => {
    const extra = result.extra.find(({ opportunity }) => opportunity === "006A");
    expect(extra?.fields).toEqual({ Name: "Deal 006A", Region__c: "N" });
    expect(extra?.history).toHaveLength(4);
  });

  test("rows that cannot be taken come back with the reason", () => {
    const bad = fromSalesforce({
      stages: sfStages,
      opportunities: [
        sfDeal("1", "Proposal", { Amount: "12,000.50" }),
        sfDeal("2", "Deleted stage"),
        sfDeal("3", "Proposal"),
        sfDeal("3", "Proposal"),
        sfDeal("4", "Proposal", { IsDeleted: "true" }),
        { Id: "5", StageName: "Proposal" },
        "text" as never,
        sfDeal("7", "Proposal", { Amount: -1 }),
      ],
      history: [
        sfRow("1", "Proposal", "2026-01-05"),
        sfRow("9", "Proposal", "2026-01-05"),
        sfRow("3", "Deleted stage", "2026-01-06"),
        sfRow("3", "Proposal", "soon"),
      ],
    });
    expect(reasons(bad)).toEqual([
      ["opportunities", 0, "crm_amount_unreadable"],
      ["opportunities", 1, "crm_unknown_stage"],
      ["opportunities", 3, "crm_duplicate_deal"],
      ["opportunities", 4, "crm_deal_deleted"],
      ["opportunities", 5, "crm_field_missing"],
      ["opportunities", 6, "crm_row_not_record"],
      ["opportunities", 7, "crm_amount_unreadable"],
      ["history", 0, "crm_deal_refused"],
      ["history", 1, "crm_deal_not_exported"],
      ["history", 2, "crm_unknown_stage"],
      ["history", 3, "crm_field_unreadable"],
    ]);
    expect(bad.histories.map(({ dealId }) => dealId)).toEqual(["3"]);
    expect(codes(bad, "3")).toContain("crm_history_refused");
    expect(bad.tables).toEqual([
      { table: "opportunities", rows: 8, taken: 1, rejected: 7 },
      { table: "history", rows: 4, taken: 0, rejected: 4 },
    ]);
    for (const { issues } of bad.rejected) {
      for (const { reason } of issues) expect(word(reason, "zh")).not.toBe(word(reason, "en"));
    }
  });

  test("field history alone tells the first stage, the pushes and the amount", () => {
    const row = (Field: string, OldValue: unknown, NewValue: unknown, day: string) => ({
      OpportunityId: "006000000000001AAA",
      Field,
      OldValue,
      NewValue,
      CreatedDate: `${day}T10:00:00Z`,
    });
    const { histories, notes } = fromSalesforce({
      stages: sfStages,
      opportunities: [sfDeal("006000000000001", "Proposal", { Amount: 70, CloseDate: "2026-06-01" })],
      history: [],
      fieldHistory: [
        row("created", null, null, "2026-01-05"),
        row("StageName", "Prospecting", "Proposal", "2026-02-01"),
        row("CloseDate", "2026-05-01", "2026-06-01", "2026-02-02"),
        row("Owner", "a", "b", "2026-02-03"),
      ],
    });
    expect(path({ histories }, "006000000000001")).toEqual([
      ["Prospecting", "2026-01-05"],
      ["Proposal", "2026-02-01"],
    ]);
    expect(histories[0]?.pushes).toEqual([Date.UTC(2026, 1, 2, 10)]);
    expect(notes).toEqual([]);
  });

  test("a history that was exported after the deals is followed", () => {
    const late = fromSalesforce({
      stages: sfStages,
      opportunities: [sfDeal("1", "Prospecting", { Amount: 1, LastModifiedDate: "2026-01-10T00:00:00Z" })],
      history: [sfRow("1", "Prospecting", "2026-01-05"), sfRow("1", "Closed Won", "2026-01-20")],
    });
    expect(path(late, "1")?.at(-1)).toEqual(["Closed Won", "2026-01-20"]);
    expect(codes(late, "1")).toEqual(["crm_history_differs"]);
  });

  test("what happened later never changes the way up to a day", () => {
    const day = Date.UTC(2026, 1, 5);
    const until = (all: CrmExport) =>
      all.histories
        .map(({ dealId, stages }) => ({ dealId, stages: stages.filter(({ entered }) => Number(entered) <= day) }))
        .filter(({ stages }) => stages.length > 0);
    const now = {
      ...exported,
      opportunities: exported.opportunities.map((deal) => ({ ...deal, LastModifiedDate: "2026-04-01T00:00:00Z" })),
    };
    const cut = { ...now, history: now.history.filter(({ CreatedDate }) => CreatedDate < "2026-02-05") };
    expect(cut.history.length).toBeLessThan(now.history.length);
    expect(until(fromSalesforce(cut))).toEqual(until(fromSalesforce(now)));
  });

  test("several currencies are never added up silently", () => {
    const mixed = {
      ...exported,
      opportunities: [
        sfDeal("1", "Proposal", { Amount: 1, CurrencyIsoCode: "EUR" }),
        sfDeal("2", "Proposal", { Amount: 2, CurrencyIsoCode: "USD" }),
      ],
      history: [],
    };
    expect(() => fromSalesforce(mixed)).toThrow(/options\.toAmount/);
    const { histories } = fromSalesforce(mixed, { toAmount: (amount, code) => (code === "USD" ? amount / 2 : amount) });
    expect(histories.map(({ amount }) => amount)).toEqual([1, 1]);
  });

  test("settings that cannot be read are the caller's mistake", () => {
    const act = (stages: unknown) => () => fromSalesforce({ ...exported, stages: stages as never });
    expect(act([{ MasterLabel: "A" }])).toThrow(/at least one stage of category "won"/);
    expect(act([{}])).toThrow(/exported\.stages\[0\]\.MasterLabel is missing/);
    expect(act([{ MasterLabel: "A", IsWon: "maybe" }])).toThrow(/IsWon cannot be read: "maybe"/);
    expect(act(undefined)).toThrow(/exported\.stages/);
    expect(() => fromSalesforce({ ...exported, history: undefined as never })).toThrow(/history/);
  });
});

describe("HubSpot", () => {
  const stage = (id: string, displayOrder: number, probability: string, isClosed: string) => ({
    id,
    label: id,
    displayOrder,
    metadata: { probability, isClosed },
  });
  const pipelines = [
    {
      id: "renewals",
      label: "Renewals",
      displayOrder: 1,
      stages: [stage("11", 0, "0.5", "false"), stage("12", 1, "1.0", "true"), stage("13", 2, "0.0", "true")],
    },
    {
      id: "default",
      label: "Sales",
      displayOrder: 0,
      stages: [
        stage("qualifiedtobuy", 0, "0.4", "false"),
        stage("contractsent", 1, "0.9", "false"),
        stage("closedwon", 2, "1.0", "true"),
        stage("closedlost", 3, "0.0", "true"),
      ],
    },
  ];
  const at = (value: string, timestamp: string) => ({ value, timestamp, sourceType: "CRM_UI" });
  const deals = [
    {
      id: "1",
      archived: false,
      properties: {
        dealstage: "closedwon",
        pipeline: "default",
        amount: "950",
        createdate: "1767603600000",
        dealname: "A",
        x__c: "1",
      },
      propertiesWithHistory: {
        dealstage: [
          at("closedwon", "2026-03-01T09:00:00.000Z"),
          at("contractsent", "1769936400000"),
          at("qualifiedtobuy", "2026-01-05T10:00:00.000+01:00"),
        ],
        amount: [at("950", "2026-03-01T09:00:00Z"), at("1000", "2026-01-05T09:00:00Z")],
        closedate: [
          at("2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z"),
          at("2026-02-20T00:00:00Z", "2026-02-02T09:00:00Z"),
          at("2026-02-10T00:00:00Z", "2026-01-05T09:00:00Z"),
        ],
        dealname: [at("A", "2026-01-05T09:00:00Z")],
      },
    },
    {
      id: "2",
      properties: { dealstage: "11", pipeline: "renewals", amount: "", createdate: "2026-01-05T09:00:00Z" },
      propertiesWithHistory: {
        dealstage: [
          at("11", "2026-02-01T09:00:00Z"),
          at("qualifiedtobuy", "2026-01-05T09:00:00Z"),
          at("gone", "2026-01-06"),
        ],
      },
    },
    { id: "3", properties: { dealstage: "x", pipeline: "nowhere", createdate: "2026-01-05T09:00:00Z" } },
    {
      id: "4",
      archived: true,
      properties: { dealstage: "11", pipeline: "renewals", createdate: "2026-01-05T09:00:00Z" },
    },
  ];
  const result = fromHubSpot({ deals, pipelines });

  test("pipelines come in the order shown, each with its deals", () => {
    expect(result.pipelines.map(({ pipeline }) => pipeline.id)).toEqual(["default", "renewals"]);
    expect(result.pipelines[0]?.pipeline.stages.map(({ category }) => category)).toEqual([
      "open",
      "open",
      "won",
      "lost",
    ]);
    expect(result.pipelines.map(({ histories }) => histories.map(({ dealId }) => dealId))).toEqual([["1"], ["2"]]);
  });

  test("property history gives stages, pushes and what was listed before the win", () => {
    const [won] = result.pipelines[0]?.histories ?? [];
    expect(path(result.pipelines[0] ?? { histories: [] }, "1")).toEqual([
      ["qualifiedtobuy", "2026-01-05"],
      ["contractsent", "2026-02-01"],
      ["closedwon", "2026-03-01"],
    ]);
    expect([won?.amount, won?.signedAmount, won?.pushes]).toEqual([1000, 950, [Date.UTC(2026, 1, 2, 9)]]);
    expect(result.extra[0]?.fields).toEqual({ dealname: "A", x__c: "1" });
  });

  test("a step in another pipeline is left out and noted, a deleted stage is given back", () => {
    expect(codes(result, "2")).toEqual([
      "crm_amount_missing",
      "crm_history_late",
      "crm_history_refused",
      "crm_other_pipeline",
    ]);
    expect(reasons(result)).toEqual([
      ["deals", 2, "crm_unknown_pipeline"],
      ["deals", 3, "crm_deal_deleted"],
      ["deals.propertiesWithHistory.dealstage", 1, "crm_unknown_stage"],
    ]);
  });
});

describe("Odoo", () => {
  const stages = [
    { id: 1, name: "New", sequence: 0, is_won: false },
    { id: 2, name: "Proposition", sequence: 1, is_won: false },
    { id: 4, name: "Won", sequence: 70, is_won: true },
  ];
  const lead = (id: number, stage: number, more: object = {}) => ({
    id,
    name: `Lead ${id}`,
    stage_id: [stage, "…"],
    expected_revenue: 500,
    create_date: "2026-01-05 09:00:00",
    active: true,
    user_id: [3, "Mitchell"],
    partner_id: false,
    country_id: [21, "Belgium"],
    ...more,
  });
  let next = 0;
  const messages: object[] = [];
  const track = (res_id: number, day: string, values: object) => {
    next++;
    messages.push({ id: 100 + next, model: "crm.lead", res_id, date: `${day} 09:00:00` });
    return { id: next, mail_message_id: [100 + next, "…"], ...values };
  };
  const tracking = [
    track(1, "2026-01-20", { field_id: [55, "Stage (crm.lead)"], old_value_integer: 1, new_value_integer: 2 }),
    track(1, "2026-02-20", { field_id: [55, "Stage (crm.lead)"], old_value_integer: 2, new_value_integer: 4 }),
    track(1, "2026-02-01", { field_id: [56, "Expected"], old_value_float: 600, new_value_float: 500 }),
    track(2, "2026-02-01", { field_id: [57, "Active"], old_value_integer: 1, new_value_integer: 0 }),
    track(2, "2026-03-01", { field_id: [57, "Active"], old_value_integer: 0, new_value_integer: 1 }),
    track(2, "2026-03-10", { field_id: [55, "Stage"], old_value_integer: 1, new_value_integer: 2 }),
    track(2, "2026-03-15", {
      field_id: [58, "Deadline"],
      old_value_datetime: "2026-04-01 00:00:00",
      new_value_datetime: "2026-05-01 00:00:00",
    }),
    track(1, "2026-03-20", { field_id: [57, "Active"], old_value_integer: 1, new_value_integer: 0 }),
  ];
  const fields = [
    { id: 55, name: "stage_id" },
    { id: 56, name: "expected_revenue" },
    { id: 57, name: "active" },
    { id: 58, name: "date_deadline" },
  ];
  const leads = [
    lead(1, 4, { active: false, expected_revenue: 480 }),
    lead(2, 2),
    lead(3, 1, {
      active: false,
      probability: 0,
      date_closed: "2026-02-10 09:00:00",
      date_last_stage_update: "2026-01-05 09:00:00",
    }),
    lead(4, 1, { active: false, won_status: "pending", write_date: "2026-02-10 09:00:00" }),
  ];
  const result = fromOdoo({ leads, stages, tracking, messages: messages as never, fields });

  test("tracked changes give the stages, and a won lead that is tidied away stays won", () => {
    expect(path(result, "1")).toEqual([
      ["1", "2026-01-05"],
      ["2", "2026-01-20"],
      ["4", "2026-02-20"],
    ]);
    const won = result.histories.find(({ dealId }) => dealId === "1");
    expect([won?.amount, won?.signedAmount, won?.region, won?.owner]).toEqual([500, 480, "Belgium", "3"]);
  });

  test("a lead that was archived and restored lives twice, back in the stage it was in", () => {
    expect(path(result, "2")).toEqual([
      ["1", "2026-01-05"],
      ["lost", "2026-02-01"],
    ]);
    expect(path(result, "2#2")).toEqual([
      ["1", "2026-03-01"],
      ["2", "2026-03-10"],
    ]);
    expect(result.histories.find(({ dealId }) => dealId === "2#2")?.pushes).toEqual([Date.UTC(2026, 2, 15, 9)]);
  });

  test("an archived lead without tracking is lost at its closing, or cancelled where it was only put away", () => {
    expect(path(result, "3")).toEqual([
      ["1", "2026-01-05"],
      ["lost", "2026-02-10"],
    ]);
    expect(path(result, "4")).toEqual([["archived", "2026-02-10"]]);
    expect(codes(result, "3")).toEqual(["crm_stage_inferred"]);
  });

  test("tracking without its message, its field or of another record is given back", () => {
    const bad = fromOdoo({
      leads,
      stages,
      messages: [
        { id: 1, model: "res.partner", res_id: 1, date: "2026-01-05 09:00:00" },
        { id: 2, model: "crm.lead", res_id: 1, date: "2026-01-05 09:00:00" },
      ],
      tracking: [
        { id: 1, mail_message_id: 9, field_id: "stage_id", new_value_integer: 2 },
        { id: 2, mail_message_id: 1, field_id: "stage_id", new_value_integer: 2 },
        { id: 3, mail_message_id: 2, field_id: [55, "Stage"], new_value_integer: 2 },
      ],
    });
    expect(reasons(bad)).toEqual([
      ["tracking", 0, "crm_field_missing"],
      ["tracking", 1, "crm_other_record"],
      ["tracking", 2, "crm_field_missing"],
    ]);
  });
});

describe("Twenty", () => {
  const result = fromTwenty({
    opportunities: [
      {
        id: "o1",
        stage: "CUSTOMER",
        amount: { amountMicros: 1_250_500_000, currencyCode: "EUR" },
        createdAt: "2026-01-05T09:00:00Z",
        companyId: "c1",
      },
      {
        id: "o2",
        stage: "NEW",
        amount: { amountMicros: "9007199254740993000001" },
        createdAt: "2026-01-05T09:00:00Z",
        deletedAt: "2026-01-06T09:00:00Z",
      },
      { id: "o3", stage: "NEW", amount: { amountMicros: 0.5 }, createdAt: "2026-01-05T09:00:00Z" },
      {
        id: "o4",
        stage: "NEW",
        amount: { amountMicros: "100000", currencyCode: "EUR" },
        createdAt: "2026-01-05T09:00:00Z",
      },
    ],
    timeline: [
      {
        targetOpportunityId: "o1",
        happensAt: "2026-02-01T09:00:00Z",
        properties: {
          diff: {
            stage: { before: "PROPOSAL", after: "CUSTOMER" },
            amount: { before: { amountMicros: 2e9 }, after: { amountMicros: 1_250_500_000 } },
          },
        },
      },
      {
        targetOpportunityId: "o1",
        happensAt: "2026-01-20T09:00:00Z",
        properties: {
          diff: {
            stage: { before: "NEW", after: "MEETING" },
            closeDate: { before: "2026-02-01", after: "2026-02-10" },
            amount: { before: null, after: { amountMicros: 2e9 } },
          },
        },
      },
      { targetOpportunityId: "o1", happensAt: "2026-01-05T09:00:00Z", name: "opportunity.created", properties: {} },
    ],
  });

  test("differences give stages from creation on, and name the gap between two that do not meet", () => {
    expect(path(result, "o1")).toEqual([
      ["NEW", "2026-01-05"],
      ["MEETING", "2026-01-20"],
      ["CUSTOMER", "2026-02-01"],
    ]);
    expect(codes(result, "o1")).toEqual(["crm_history_gap"]);
    const [won] = result.histories;
    expect([won?.amount, won?.signedAmount, won?.pushes]).toEqual([2000, 1250.5, [Date.UTC(2026, 0, 20, 9)]]);
  });

  test("millionths are exact, parts of one refused, deleted opportunities given back", () => {
    expect(result.histories.find(({ dealId }) => dealId === "o4")?.amount).toBe(0.1);
    expect(reasons(result)).toEqual([
      ["opportunities", 1, "crm_deal_deleted"],
      ["opportunities", 2, "crm_amount_unreadable"],
    ]);
  });

  test("stages of one's own need a category, which Twenty does not have", () => {
    const stages = [
      { value: "A", category: "open" },
      { value: "B", category: "gone" },
    ];
    expect(() => fromTwenty({ opportunities: [], timeline: [], stages })).toThrow(/exported\.stages\[1\]\.category/);
  });
});

describe("Frappe CRM", () => {
  const result = fromFrappe({
    statuses: [
      { deal_status: "Won", type: "Won", position: 4 },
      { deal_status: "Qualification", type: "Open", position: 1 },
      { deal_status: "Negotiation", type: "Ongoing", position: 2 },
      { deal_status: "On Hold", type: "On Hold", position: 3 },
      { deal_status: "Lost", type: "Lost", position: 5 },
    ],
    deals: [
      {
        name: "CRM-DEAL-2026-00001",
        status: "Won",
        deal_value: 0,
        expected_deal_value: 800,
        expected_closure_date: "2026-03-31",
        creation: "2026-01-05 09:00:00.123456",
        territory: "India",
        status_change_log: [
          {
            from: "Negotiation",
            to: "Won",
            from_date: "2026-01-20 09:00:00.2",
            to_date: "2026-02-01 09:00:00",
            duration: 1,
          },
          // the product dates the first row of an old deal one minute before the change
          {
            from: "Qualification",
            to: "Negotiation",
            from_date: "2026-01-20 08:59:00",
            to_date: "2026-01-20 09:00:00",
          },
          { from: "Won", to: "", from_date: "2026-02-01 09:00:00.3", to_date: null },
          { from: "Removed", to: "Won", from_date: "2026-02-01 09:00:00.3", to_date: null },
        ],
      },
    ],
  });

  test("the status change log gives the stages, the first one from creation on", () => {
    expect(path(result, "CRM-DEAL-2026-00001")).toEqual([
      ["Qualification", "2026-01-05"],
      ["Negotiation", "2026-01-20"],
      ["Won", "2026-02-01"],
    ]);
    expect(result.pipeline.stages.map(({ category }) => category)).toEqual([
      "open",
      "open",
      "suspended",
      "won",
      "lost",
    ]);
    const [won] = result.histories;
    expect([won?.amount, won?.signedAmount, won?.pushes, won?.region]).toEqual([800, undefined, undefined, "India"]);
  });

  test("a row of the log that cannot be placed is given back with its deal's place", () => {
    expect(reasons(result)).toEqual([["deals.status_change_log", 0, "crm_unknown_stage"]]);
  });
});

describe("every product", () => {
  test("the histories go straight into the stage model", () => {
    const opportunities = Array.from({ length: 60 }, (_, i) =>
      sfDeal(`d${i}`, i % 3 === 0 ? "Closed Won" : i % 3 === 1 ? "Closed Lost" : "Proposal", { Amount: 100 + i }),
    );
    const history = opportunities.flatMap(({ Id, StageName }, i) => [
      sfRow(Id, "Prospecting", "2026-01-05", { Amount: 110 + i }),
      sfRow(Id, "Proposal", `2026-01-${10 + (i % 20)}`, { Amount: 110 + i }),
      ...(StageName === "Proposal" ? [] : [sfRow(Id, StageName, `2026-02-${10 + (i % 18)}`, { Amount: 100 + i })]),
    ]);
    const { pipeline, histories } = fromSalesforce({ stages: sfStages, opportunities, history });
    const model = fitFunnel(histories, { pipeline, asOf: "2026-04-01" });
    expect(model.fittedOn).toMatchObject({ deals: 60, won: 20, lost: 20, open: 20 });
    expect(model.amounts.n).toBe(20);
  });

  test("an argument that is no export is refused with a typed error", () => {
    for (const act of [fromSalesforce, fromHubSpot, fromOdoo, fromTwenty, fromFrappe]) {
      for (const bad of [undefined, null, 3, "x", [], {}]) {
        let caught: unknown;
        try {
          act(bad as never);
        } catch (error) {
          caught = error;
        }
        expect(isClienteleError(caught), act.name).toBe(true);
      }
    }
  });

  test("ids such as __proto__ are ordinary ids, and their fields ordinary fields", () => {
    const row = JSON.parse('{"Id":"__proto__","StageName":"Proposal","CreatedDate":"2026-01-05","__proto__":{"a":1}}');
    const { histories, extra } = fromSalesforce({ stages: sfStages, opportunities: [row], history: [] });
    expect(histories[0]?.dealId).toBe("__proto__");
    expect(Object.keys(extra[0]?.fields ?? {})).toEqual(["__proto__"]);
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});
