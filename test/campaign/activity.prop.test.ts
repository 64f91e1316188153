import fc from "fast-check";
import { expect, test } from "vitest";
import { EVENT_TYPES } from "../../src/campaign/activity/check-event.ts";
import { campaignActivitySpec, campaignEventSchema, campaignSnapshotSpec } from "../../src/campaign/activity/schema.ts";
import {
  applyCampaignEvent,
  type CampaignActivity,
  type CampaignEvent,
  campaignSnapshotAt,
  measureCampaignPlan,
  measureCampaignRoi,
  measureCampaignYield,
  replayCampaign,
  replayCampaigns,
  toCampaigns,
} from "../../src/campaign/index.ts";
import { loadModel } from "../../src/core/model.ts";

const options = { rules: { approvalAbove: 50, cancelReasons: ["venue", "money"], grades: ["A", "B"] } };

const option = <T>(key: string, arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }));
const merge = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((list) => Object.assign({}, ...list));
const lineId = fc.constantFrom("hall", "mail", "__proto__");
const money = fc.constantFrom(0, 0.1, 0.2, 40, 100);
const line = fc
  .record({ line: lineId, planned: money, invited: fc.nat({ max: 9 }) }, { requiredKeys: ["line", "planned"] })
  .map((one) => (one.invited === undefined ? one : { ...one, attended: Math.floor(one.invited / 2), leads: 2 }));
const lines = fc.uniqueArray(line, { selector: (one) => one.line, minLength: 1, maxLength: 3 });
const recordId = fc.constantFrom("1", "2", "3", "4", "5", "6", "7", "8", "9");
const small = fc.nat({ max: 4 });
const target = fc.record({ to: fc.constantFrom("opportunity", "contract"), targetId: fc.constantFrom("x", "y") });
const type = (...names: string[]) => fc.record({ type: fc.constantFrom(...names) });

const sketch: fc.Arbitrary<object> = fc.oneof(
  { weight: 1, arbitrary: merge(type("planned"), fc.record({ region: lineId, form: lineId, start: small, lines })) },
  { weight: 8, arbitrary: type("submitted", "approved", "started", "paused", "resumed", "completed") },
  { weight: 2, arbitrary: merge(type("approved"), option("limit", fc.constantFrom(10, 150, 400))) },
  { weight: 1, arbitrary: merge(type("rejected", "paused"), option("reason", fc.constant("r"))) },
  { weight: 2, arbitrary: merge(type("budget_changed"), fc.record({ lines })) },
  {
    weight: 4,
    arbitrary: merge(
      type("cost_booked"),
      fc.record({ recordId, line: lineId, amount: fc.constantFrom(0.1, 0.2, -0.3, 50, -60) }),
    ),
  },
  {
    weight: 3,
    arbitrary: merge(
      type("attendance_recorded"),
      fc.record({ recordId, line: lineId, invited: small, attended: small }),
      option("segment", fc.constantFrom("top", "small")),
    ),
  },
  { weight: 2, arbitrary: merge(type("result_recorded"), fc.record({ recordId, line: lineId, leads: small })) },
  { weight: 2, arbitrary: merge(type("linked"), target, option("credit", fc.constantFrom(0, 0.3, 1))) },
  { weight: 1, arbitrary: merge(type("unlinked"), target) },
  { weight: 1, arbitrary: merge(type("cancelled"), fc.record({ reason: fc.constantFrom("venue", "mood") })) },
  { weight: 2, arbitrary: merge(type("reviewed"), fc.record({ grade: fc.constantFrom("A", "Z") })) },
);
// mostly forward in time, sometimes at the same moment, seldom before
const step = fc.record({ sketch, gap: fc.constantFrom(0, 1, 1, 5, 5, 5, -3), by: option("by", fc.constant("cy")) });

/** A stream of events of one campaign; most begin with its plan. */
const stream = (campaignId: string): fc.Arbitrary<CampaignEvent[]> =>
  fc.tuple(fc.option(lines), fc.array(step, { maxLength: 40, size: "max" })).map(([first, steps]) => {
    let at = 0;
    const events = steps.map(({ sketch: one, gap, by }) => {
      at += gap;
      return { ...one, ...by, campaignId, at } as CampaignEvent;
    });
    return first === null
      ? events
      : [
          { type: "planned", campaignId, at: 0, region: "East", form: "fair", start: 0, end: 5, lines: first },
          ...events,
        ];
  });

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

test("no stream of events corrupts a campaign: what is refused leaves the very same state, what is taken a valid new one", () => {
  const taken = new Set<string>();
  const refused = new Set<string>();
  fc.assert(
    fc.property(stream("c"), (events) => {
      let state: CampaignActivity | undefined;
      for (const event of deepFreeze(events)) {
        expect(campaignEventSchema.safeParse(event).success).toBe(true);
        const result = applyCampaignEvent(state, event, options);
        if (result.accepted) {
          taken.add(event.type);
          expect(result.state.revision).toBe((state?.revision ?? 0) + 1);
          // frozen from here on: a later event that wrote to it would throw
          state = deepFreeze(result.state);
        } else {
          refused.add(result.refusal.code);
          expect(result.state).toBe(state);
        }
      }
      expect(replayCampaign(events, options).state).toEqual(state);
      if (state === undefined) return;
      expect(loadModel(campaignActivitySpec, JSON.parse(JSON.stringify(state)))).toEqual(state);
    }),
    { numRuns: 300 },
  );
  // the streams reach every kind of event and nearly every refusal, or the law would say little
  expect(EVENT_TYPES.filter((one) => !taken.has(one))).toEqual([]);
  expect(refused.size).toBeGreaterThanOrEqual(11);
});

test("an event that is delivered twice counts once", () => {
  fc.assert(
    fc.property(stream("c"), (events) => {
      const once = replayCampaign(events, options);
      const twice = replayCampaign(
        events.flatMap((event) => [event, event]),
        options,
      );
      expect(twice.state).toEqual(once.state);
      expect(twice.refused).toHaveLength(once.refused.length + events.length);
    }),
  );
});

/** The event with what was allowed in its place, where that alone must do. */
function repair(code: string, instead: string, event: CampaignEvent): object | undefined {
  switch (code) {
    case "campaign_event_out_of_order":
      return { at: instead };
    case "campaign_event_limit_low":
      return { limit: Number(instead) };
    case "campaign_event_unapproved":
      return { type: instead };
    case "campaign_event_unknown_line":
      return event.type === "cost_booked" ? { line: instead, amount: 1, recordId: "new" } : undefined;
    case "campaign_event_refund_high":
      return { amount: Number(instead) };
    case "campaign_event_attended_high":
      return { attended: Number(instead) };
    case "campaign_event_not_linked":
      return { targetId: instead };
    case "campaign_event_unlisted_reason":
      return { reason: instead };
    case "campaign_event_unlisted_grade":
      return { grade: instead };
    default:
      return undefined;
  }
}

test("what a refusal says was allowed is taken, or at least no longer refused for that", () => {
  let repaired = 0;
  fc.assert(
    fc.property(stream("c"), (events) => {
      let state: CampaignActivity | undefined;
      for (const event of events) {
        const result = applyCampaignEvent(state, event, options);
        if (!result.accepted) {
          for (const instead of result.allowed) {
            const change = repair(result.refusal.code, instead, event);
            if (change === undefined) continue;
            const again = applyCampaignEvent(state, { ...event, ...change } as CampaignEvent, options);
            // at the earliest moment something else may still stand in the way
            if (result.refusal.code !== "campaign_event_out_of_order") expect(again.accepted).toBe(true);
            else if (!again.accepted) expect(again.refusal.code).not.toBe("campaign_event_out_of_order");
            repaired++;
          }
        }
        state = result.state;
      }
    }),
  );
  expect(repaired).toBeGreaterThan(50);
});

const NAMES = ["c", "d", "__proto__"] as const;
const shuffled = fc.tuple(...NAMES.map(stream)).chain((lists) =>
  fc.tuple(
    fc.constant(lists),
    fc.shuffledSubarray(
      lists.flatMap((list, k) => list.map(() => k)),
      { minLength: lists.flat().length },
    ),
  ),
);

function interleave(lists: readonly CampaignEvent[][], turns: readonly number[]): CampaignEvent[] {
  const next = lists.map(() => 0);
  return turns.map((k) => {
    const i = next[k] as number;
    next[k] = i + 1;
    return (lists[k] as CampaignEvent[])[i] as CampaignEvent;
  });
}

test("how the campaigns of a log are interleaved makes no difference, and every event is kept or refused", () => {
  fc.assert(
    fc.property(shuffled, ([lists, turns]) => {
      const straight = replayCampaigns(lists.flat(), options);
      const mixed = replayCampaigns(interleave(lists, turns), options);
      expect(mixed.campaigns).toEqual(straight.campaigns);
      const byCampaign = (refused: typeof mixed.refused) =>
        NAMES.map((name) => refused.filter((one) => one.campaignId === name).map(({ index: _, ...one }) => one));
      expect(byCampaign(mixed.refused)).toEqual(byCampaign(straight.refused));
      const applied = mixed.campaigns.reduce((total, one) => total + one.revision, 0);
      expect(applied + mixed.refused.length).toBe(turns.length);
    }),
    { numRuns: 60 },
  );
});

test("a snapshot is the replay of its past and survives JSON", () => {
  fc.assert(
    fc.property(shuffled, fc.integer({ min: -1, max: 100 }), ([lists, turns], asOf) => {
      const log = interleave(lists, turns);
      const snapshot = campaignSnapshotAt(log, asOf, options);
      const past = log.filter((event) => (event.at as number) <= asOf);
      expect(snapshot.campaigns).toEqual(replayCampaigns(past, options).campaigns);
      expect(loadModel(campaignSnapshotSpec, JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
    }),
    { numRuns: 60 },
  );
});

test("credits of every target sum to one, and the books take what comes of the events", () => {
  fc.assert(
    fc.property(shuffled, ([lists]) => {
      const { campaigns } = replayCampaigns(lists.flat(), options);
      const book = toCampaigns(campaigns, { contracts: [{ id: "z", opportunityId: "x" }] });
      for (const links of [book.links, book.contractLinks]) {
        const totals = new Map<string, number>();
        for (const { opportunityId, credit = Number.NaN } of links) {
          totals.set(opportunityId, (totals.get(opportunityId) ?? 0) + credit);
        }
        for (const total of totals.values()) expect(total).toBeCloseTo(1, 12);
      }
      measureCampaignYield(book);
      const plans = measureCampaignPlan(campaigns, { asOf: "1970-02-01" });
      for (const { lines: parts, total } of plans) {
        const cost = parts.reduce((all, part) => all + part.cost.real, 0);
        expect(total.cost.real).toBeCloseTo(cost, 9);
        expect(total.counts.leads.real).toBe(parts.reduce((all, part) => all + part.counts.leads.real, 0));
      }
      if (campaigns.length === 0) return;
      const deals = ["x", "y"].map((id) => ({ id, amount: 10, won: true, wonOn: "1970-01-03" }));
      const roi = measureCampaignRoi(book.campaigns, deals, book.links, { asOf: "1970-02-01", marginRate: 1 });
      expect(roi.totals.contribution).toBeCloseTo(10 * new Set(book.links.map((one) => one.opportunityId)).size, 9);
    }),
    { numRuns: 60 },
  );
});
