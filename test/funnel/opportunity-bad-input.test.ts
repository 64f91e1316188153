import { expect, test } from "vitest";
import {
  applyOpportunityEvent,
  explainOpportunityMoves,
  type Opportunity,
  type OpportunityEvent,
  replayOpportunities,
  replayOpportunity,
  standardPipeline,
} from "../../src/funnel/index.ts";

const options = { pipelines: [standardPipeline] };
const deal = (): Opportunity =>
  replayOpportunity([{ type: "created", dealId: "d", at: 5 }], options).state as Opportunity;
const loose = (event: object) => ({ dealId: "d", at: 9, ...event }) as unknown as OpportunityEvent;

test.each<[object, string, string]>([
  [{ type: "sold" }, "unknown_id", "event.type"],
  [{ type: "toString" }, "unknown_id", "event.type"],
  [{ type: 5 }, "unknown_id", "event.type"],
  [{ type: "won", dealId: "" }, "empty_input", "event.dealId"],
  [{ type: "won", dealId: 7 }, "invalid_type", "event.dealId"],
  [{ type: "won", at: Number.NaN }, "invalid_date", "event.at"],
  [{ type: "won", at: "2026-02-30" }, "invalid_date", "event.at"],
  [{ type: "won", at: undefined }, "invalid_type", "event.at"],
  [{ type: "won", by: 1 }, "invalid_type", "event.by"],
  [{ type: "won", signedAmountMinor: -1 }, "out_of_range", "event.signedAmountMinor"],
  [{ type: "won", stage: 1 }, "invalid_type", "event.stage"],
  [{ type: "lost", reason: "" }, "empty_input", "event.reason"],
  [{ type: "stage_moved" }, "invalid_type", "event.stage"],
  [{ type: "amount_changed" }, "invalid_type", "event.amountMinor"],
  [{ type: "amount_changed", amountMinor: 0.5 }, "out_of_range", "event.amountMinor"],
  [{ type: "amount_changed", amountMinor: 2 ** 53 }, "out_of_range", "event.amountMinor"],
  [{ type: "amount_changed", amountMinor: Number.POSITIVE_INFINITY }, "not_finite", "event.amountMinor"],
  [{ type: "close_date_changed" }, "invalid_type", "event.expectedClose"],
  [{ type: "owner_transferred" }, "invalid_type", "event.owner"],
  [{ type: "details_changed" }, "empty_input", "event must name"],
  [{ type: "details_changed", fields: { a: Number.NaN } }, "not_finite", "event.fields.a"],
  [{ type: "details_changed", fields: { a: {} } }, "invalid_type", "event.fields.a"],
  [{ type: "created", fields: { a: null } }, "invalid_type", "event.fields.a"],
  [{ type: "created", expectedClose: "soon" }, "invalid_date", "event.expectedClose"],
  [{ type: "splits_agreed" }, "empty_input", "event must name"],
  [{ type: "splits_agreed", revenue: [] }, "inconsistent", "event.revenue"],
  [{ type: "splits_agreed", revenue: [null] }, "invalid_type", "event.revenue[0]"],
  [
    { type: "splits_agreed", revenue: [0, 1].map(() => ({ owner: "a", weight: 1 })) },
    "duplicate_id",
    "event.revenue[1]",
  ],
  [{ type: "splits_agreed", revenue: [{ owner: "a", weight: 0.5 }] }, "out_of_range", "event.revenue[0].weight"],
  [{ type: "splits_agreed", credit: { per: 0, shares: [] } }, "out_of_range", "event.credit.per"],
  [{ type: "splits_agreed", credit: 1 }, "invalid_type", "event.credit"],
  [{ type: "approval_given" }, "invalid_type", "event.approval"],
  [{ type: "activity" }, "invalid_type", "event.activityId"],
  [{ type: "activity", activityId: "a", costMinor: "5" }, "invalid_type", "event.costMinor"],
])("%j is malformed, whatever the deal stands like", (event, code, where) => {
  const thrown = expect.objectContaining({ code, message: expect.stringContaining(where) });
  for (const state of [undefined, deal()]) {
    expect(() => applyOpportunityEvent(state, loose(event), options)).toThrow(thrown);
  }
  expect(() => replayOpportunities([loose({ type: "created" }), loose(event)], options)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining("events[1]") }),
  );
});

test("a state that no event made is refused", () => {
  const won = loose({ type: "won" });
  for (const [change, code] of [
    [{ kind: "pipeline" }, "invalid_type"],
    [{ version: 2 }, "unsupported_version"],
    [{ stage: "nowhere" }, "unknown_id"],
    [{ pipeline: "nowhere" }, "unknown_id"],
    [{ stages: 5 }, "invalid_type"],
    [{ fields: [] }, "invalid_type"],
    [{ lastEventAt: 1e300 }, "out_of_range"],
    [{ revision: Number.NaN }, "not_finite"],
  ] as const) {
    const state = { ...deal(), ...change } as unknown as Opportunity;
    expect(() => applyOpportunityEvent(state, won, options)).toThrow(expect.objectContaining({ code }));
    expect(() => explainOpportunityMoves(state, options)).toThrow(expect.objectContaining({ code }));
  }
});

test("pipelines are needed, each once", () => {
  const created = loose({ type: "created" });
  for (const [pipelines, code] of [
    [[], "empty_input"],
    [undefined, "invalid_type"],
    [[standardPipeline, standardPipeline], "duplicate_id"],
    [[{}], "invalid_type"],
  ] as const) {
    expect(() => applyOpportunityEvent(undefined, created, { pipelines } as never)).toThrow(
      expect.objectContaining({ code }),
    );
  }
});

test("costs whose sum is beyond exact numbers are refused, and nothing is booked", () => {
  const booked = replayOpportunity(
    [loose({ type: "created" }), loose({ type: "activity", activityId: "a", costMinor: Number.MAX_SAFE_INTEGER })],
    options,
  ).state as Opportunity;
  const copy = structuredClone(booked);
  expect(() =>
    applyOpportunityEvent(booked, loose({ type: "activity", activityId: "b", costMinor: 1 }), options),
  ).toThrow(expect.objectContaining({ code: "out_of_range" }));
  expect(booked).toEqual(copy);
});

test("what a refusal lists is the caller's own: changing it changes no later one", () => {
  const allowed = () => {
    const result = applyOpportunityEvent(undefined, loose({ type: "won" }), options);
    return result.accepted ? [] : (result.allowed as string[]);
  };
  allowed().push("anything");
  expect(allowed()).toEqual(["created"]);
});
