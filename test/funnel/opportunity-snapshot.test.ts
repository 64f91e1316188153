import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/core/model.ts";
import {
  dealSpells,
  definePipeline,
  fitFunnel,
  type OpportunityEvent,
  type OpportunityHistory,
  replayOpportunities,
  type Snapshot,
  snapshotAt,
  standardPipeline,
  toDealHistories,
} from "../../src/funnel/index.ts";
import { opportunityEventSchema, opportunitySpec, snapshotSpec } from "../../src/funnel/opportunity/schema.ts";

const DAY = 86_400_000;
const options = { pipelines: [standardPipeline] };
const log: OpportunityEvent[] = [
  {
    type: "created",
    dealId: "d",
    at: "1970-01-01",
    stage: "bid",
    amountMinor: 10_050,
    owner: "ann",
    product: "p",
    region: "north",
    customerId: "c",
    expectedClose: 90 * DAY,
  },
  { type: "created", dealId: "e", at: DAY },
  { type: "amount_changed", dealId: "d", at: 2 * DAY, amountMinor: 20_000 },
  { type: "archived", dealId: "e", at: 2 * DAY },
  { type: "owner_transferred", dealId: "d", at: 3 * DAY, owner: "bo" },
  { type: "won", dealId: "d", at: 4 * DAY, signedAmountMinor: 18_000 },
  { type: "reopened", dealId: "d", at: 5 * DAY },
  { type: "close_date_changed", dealId: "d", at: 6 * DAY, expectedClose: 99 * DAY },
  { type: "lost", dealId: "d", at: 7 * DAY },
];

describe("a past day", () => {
  test("is what a replay up to its moment gives, events of that moment included", () => {
    for (let ms = -1; ms <= 8 * DAY; ms += DAY / 2) {
      const past = log.filter((event) => new Date(event.at).getTime() <= ms);
      const { opportunities, refused, asOf } = snapshotAt(log, ms, options);
      expect({ opportunities, refused }).toEqual(replayOpportunities(past, options));
      expect(asOf).toBe(new Date(Math.trunc(ms)).toISOString());
    }
  });

  test("knows nothing of what came later, also what was refused later", () => {
    const { opportunities, refused } = snapshotAt(log, 1.5 * DAY, options);
    expect(opportunities.map((deal) => [deal.dealId, deal.amountMinor, deal.owner])).toEqual([
      ["d", 10_050, "ann"],
      ["e", undefined, undefined],
    ]);
    expect(refused).toEqual([]);
  });

  test("a later event is still checked for its form", () => {
    const bad = [...log, { type: "won", dealId: "d", at: "some day" } as OpportunityEvent];
    expect(() => snapshotAt(bad, 0, options)).toThrow(
      expect.objectContaining({ code: "invalid_date", message: expect.stringContaining("events[9].at") }),
    );
  });
});

describe("histories for the stage model", () => {
  const at = (day: number) => snapshotAt(log, day * DAY, options);

  test("hold what was known on the day", () => {
    expect(toDealHistories(at(3), { pipeline: standardPipeline })[0]).toEqual({
      dealId: "d",
      opportunity: "d",
      life: 1,
      created: 0,
      stages: [{ stage: "bid", entered: 0 }],
      amount: 200,
      owner: "bo",
      product: "p",
      region: "north",
      customerId: "c",
      expectedClose: 90 * DAY,
      pushes: [],
    });
  });

  test("tell when a close date was put off and when something was done, in the life in which it was", () => {
    const more: OpportunityEvent[] = [
      { type: "created", dealId: "f", at: 0, expectedClose: 10 * DAY },
      { type: "activity", dealId: "f", at: DAY, activityId: "call" },
      { type: "close_date_changed", dealId: "f", at: 2 * DAY, expectedClose: 20 * DAY },
      { type: "close_date_changed", dealId: "f", at: 3 * DAY, expectedClose: 15 * DAY },
      { type: "lost", dealId: "f", at: 4 * DAY },
      { type: "reopened", dealId: "f", at: 5 * DAY },
      { type: "activity", dealId: "f", at: 6 * DAY, activityId: "visit" },
      { type: "close_date_changed", dealId: "f", at: 7 * DAY, expectedClose: 30 * DAY },
    ];
    const snapshot = snapshotAt([...log, ...more], 9 * DAY, options);
    const told = ({ dealId, pushes, activities }: OpportunityHistory) => [dealId, pushes, activities];
    expect(toDealHistories(snapshot, { pipeline: standardPipeline }).map(told)).toEqual([
      ["d", [], []],
      ["d#2", [6 * DAY], []],
      ["e", [], []],
      ["f", [2 * DAY], [DAY]],
      ["f#2", [7 * DAY], [6 * DAY]],
    ]);
    const older = JSON.parse(JSON.stringify(snapshot)) as Snapshot;
    for (const deal of older.opportunities) delete (deal as { closeDatePushedAt?: unknown }).closeDatePushedAt;
    const unknown = toDealHistories(older, { pipeline: standardPipeline }).map(({ pushes }) => pushes);
    expect(unknown).toEqual([undefined, undefined, [], undefined, undefined]);
  });

  test("say nothing of activities where none was ever booked", () => {
    const quiet = log.filter(({ type }) => type !== "activity");
    const histories = toDealHistories(snapshotAt(quiet, 9 * DAY, options), { pipeline: standardPipeline });
    expect(histories.every((history) => !("activities" in history))).toBe(true);
  });

  test("give each life of a reopened deal a history of its own, the ended one as it ended", () => {
    const histories = toDealHistories(at(9), { pipeline: standardPipeline });
    expect(
      histories.map(({ dealId, life, signedAmount, expectedClose }) => [dealId, life, signedAmount, expectedClose]),
    ).toEqual([
      ["d", 1, 180, 90 * DAY],
      ["d#2", 2, undefined, 99 * DAY],
      ["e", 1, undefined, undefined],
    ]);
    const spells = dealSpells(histories, { pipeline: standardPipeline, asOf: at(9).asOf });
    expect(spells.map(({ dealId, days, exit }) => [dealId, days, exit?.to])).toEqual([
      ["d", 4, "won"],
      ["d#2", 2, "lost"],
      ["e", 8, undefined],
    ]);
    expect(fitFunnel(histories, { pipeline: standardPipeline, asOf: at(9).asOf }).fittedOn).toMatchObject({
      deals: 3,
      won: 1,
      lost: 1,
      open: 1,
    });
  });

  test("ids stay apart, also where deals are called like the later lives of others", () => {
    const lives = (dealId: string): OpportunityEvent[] => [
      { type: "created", dealId, at: 0 },
      { type: "lost", dealId, at: 1 },
      { type: "reopened", dealId, at: 2 },
    ];
    const names = ["d", "d#1", "d#2", "d#2#1", "d#02", "#1", "d#"];
    const histories = toDealHistories(snapshotAt(names.flatMap(lives), 9, options), { pipeline: standardPipeline });
    const ids = histories.map((history) => history.dealId);
    expect(new Set(ids).size).toBe(2 * names.length);
    expect(ids).toContain("d#2#1#2");
    expect(new Set(histories.map((history) => history.opportunity))).toEqual(new Set(names));
  });

  test("take the deals of one pipeline, in one currency unless told how to convert", () => {
    const other = definePipeline({ ...standardPipeline, id: "other" });
    const both = { pipelines: [standardPipeline, other] };
    const mixed: OpportunityEvent[] = [
      { type: "created", dealId: "a", at: 0, pipeline: "standard", amountMinor: 100, currency: "EUR" },
      { type: "created", dealId: "b", at: 0, pipeline: "standard", amountMinor: 700, currency: "JPY" },
      { type: "created", dealId: "c", at: 0, pipeline: "other", amountMinor: 100, currency: "USD" },
    ];
    const snapshot = snapshotAt(mixed, 1, both);
    expect(toDealHistories(snapshot, { pipeline: other }).map(({ dealId, amount }) => [dealId, amount])).toEqual([
      ["c", 1],
    ]);
    expect(() => toDealHistories(snapshot, { pipeline: standardPipeline })).toThrow(
      expect.objectContaining({ code: "inconsistent", message: expect.stringContaining("toAmount") }),
    );
    const toAmount = (minor: number, currency: string | undefined) => (currency === "JPY" ? minor / 160 : minor / 100);
    expect(toDealHistories(snapshot, { pipeline: standardPipeline, toAmount }).map(({ amount }) => amount)).toEqual([
      1, 4.375,
    ]);
    expect(() => toDealHistories(snapshot, { pipeline: standardPipeline, toAmount: () => Number.NaN })).toThrow(
      expect.objectContaining({ code: "not_finite" }),
    );
  });

  test("refuse a present that was passed off as the past, and anything that is no snapshot", () => {
    const forged = { ...at(2), opportunities: at(9).opportunities };
    expect(() => toDealHistories(forged, { pipeline: standardPipeline })).toThrow(
      expect.objectContaining({ code: "inconsistent", message: expect.stringContaining("asOf") }),
    );
    expect(() => toDealHistories(log as unknown as Snapshot, { pipeline: standardPipeline })).toThrow(
      expect.objectContaining({ code: "invalid_type" }),
    );
    expect(() => loadModel(snapshotSpec, JSON.parse(JSON.stringify(forged)))).toThrow(
      expect.objectContaining({ code: "invalid_model" }),
    );
  });
});

describe("across a process boundary", () => {
  test("events, deals and snapshots come back as they were", () => {
    for (const event of log) expect(opportunityEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    const snapshot = snapshotAt(log, 9 * DAY, options);
    const copy = JSON.parse(JSON.stringify(snapshot));
    expect(loadModel(snapshotSpec, copy)).toEqual(snapshot);
    for (const deal of copy.opportunities) expect(loadModel(opportunitySpec, deal)).toEqual(deal);
  });

  test("a deal whose parts contradict each other is refused", () => {
    const deal = snapshotAt(log, 9 * DAY, options).opportunities[0];
    for (const change of [
      { stage: "bid" },
      { category: "open" },
      { category: "suspended" },
      { activityCostMinor: 5 },
      { amountMinor: 0.5 },
      { expectedClose: 9e15 },
      { unknown: 1 },
    ]) {
      expect(() => loadModel(opportunitySpec, { ...deal, ...change }), JSON.stringify(change)).toThrow(
        expect.objectContaining({ code: "invalid_model" }),
      );
    }
  });

  test("events with a wrong form are refused by the schema as by the replay", () => {
    for (const event of [
      { type: "won", dealId: "d" },
      { type: "sold", dealId: "d", at: 0 },
      { type: "stage_moved", dealId: "d", at: 0 },
      { type: "details_changed", dealId: "d", at: 0 },
      { type: "splits_agreed", dealId: "d", at: 0 },
      { type: "splits_agreed", dealId: "d", at: 0, revenue: [{ owner: "a", weight: 0 }] },
      { type: "amount_changed", dealId: "d", at: 0, amountMinor: 1.5 },
      { type: "close_date_changed", dealId: "d", at: 0, expectedClose: "soon" },
      { type: "created", dealId: "d", at: 0, fields: { a: [] } },
    ]) {
      expect(opportunityEventSchema.safeParse(event).success, JSON.stringify(event)).toBe(false);
      expect(() => replayOpportunities([event as unknown as OpportunityEvent], options), JSON.stringify(event)).toThrow(
        /events\[0\]/,
      );
    }
  });
});
