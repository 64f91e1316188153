import fc from "fast-check";
import { expect, test } from "vitest";
import { loadModel } from "../../src/core/model.ts";
import {
  applyOpportunityEvent,
  dealSpells,
  definePipeline,
  explainOpportunityMoves,
  type Opportunity,
  type OpportunityEvent,
  replayOpportunities,
  replayOpportunity,
  snapshotAt,
  toDealHistories,
} from "../../src/funnel/index.ts";
import { EVENT_TYPES } from "../../src/funnel/opportunity/check-event.ts";
import { opportunitySpec } from "../../src/funnel/opportunity/schema.ts";

const free = definePipeline({
  id: "free",
  stages: [
    { id: "a", category: "open" },
    { id: "b", category: "open", guard: { approvals: ["x"] } },
    { id: "c", category: "open", guard: { fields: ["amount", "note"] } },
    { id: "w", category: "won", guard: { fields: ["signedAmount"] } },
    { id: "w2", category: "won" },
    { id: "l", category: "lost" },
    { id: "q", category: "cancelled" },
  ],
  competitors: [{ id: "k" }],
});
const strict = definePipeline({
  ...free,
  id: "strict",
  stages: [...free.stages, { id: "h", category: "suspended" }, { id: "h2", category: "suspended" }],
  transitions: [
    { from: "a", to: "b" },
    { from: "b", to: "c" },
    { from: "c", to: "a" },
    { from: "c", to: "w" },
    { from: "h", to: "a" },
    { from: "l", to: "b" },
    { from: "b", to: "h2" },
  ],
  lossReasons: [{ id: "r" }],
});
const options = { pipelines: [free, strict] };

const option = <T>(key: string, arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }));
const stage = fc.constantFrom("a", "b", "c", "w", "w2", "l", "q", "h", "h2", "nowhere");
const minor = fc.constantFrom(0, 1, 500);
const shares = fc.constantFrom(
  [{ owner: "o", weight: 1 }],
  [
    { owner: "o", weight: 1 },
    { owner: "p", weight: 2 },
  ],
);
const merge = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((list) => Object.assign({}, ...list));
const sketch: fc.Arbitrary<object> = fc.oneof(
  merge(
    fc.constant({ type: "created" }),
    option("pipeline", fc.constantFrom("free", "strict", "free", "strict", "none")),
    option("stage", stage),
    option("amountMinor", minor),
    option("owner", fc.constantFrom("o", "p")),
    option("currency", fc.constantFrom("EUR", "USD")),
  ),
  merge(fc.constant({ type: "stage_moved" }), fc.record({ stage })),
  merge(fc.constant({ type: "stage_moved" }), fc.record({ stage: fc.constantFrom("a", "b", "c") })),
  merge(
    fc.constant({ type: "amount_changed" }),
    fc.record({ amountMinor: minor }),
    option("currency", fc.constantFrom("EUR", "USD")),
  ),
  fc.record({ type: fc.constant("close_date_changed"), expectedClose: fc.constantFrom(0, 10, "1970-03-01") }),
  fc.record({ type: fc.constant("owner_transferred"), owner: fc.constantFrom("o", "p") }),
  fc.record({
    type: fc.constant("details_changed"),
    fields: fc.constantFrom({ note: "n" }, { note: null }, JSON.parse('{"__proto__": 1}')),
  }),
  merge(
    fc.constant({ type: "splits_agreed", revenue: [{ owner: "o", weight: 3 }] }),
    option("credit", fc.record({ per: fc.constantFrom(1, 2), shares })),
  ),
  fc.record({
    type: fc.constantFrom("approval_asked", "approval_asked", "approval_given", "approval_refused"),
    approval: fc.constant("x"),
  }),
  fc.record({
    type: fc.constantFrom("approval_asked", "approval_asked", "approval_given", "approval_refused"),
    approval: fc.constant("x"),
  }),
  merge(fc.constant({ type: "suspended" }), option("stage", stage), option("reason", fc.constant("r"))),
  merge(fc.constant({ type: "resumed" }), option("stage", stage)),
  merge(fc.constant({ type: "aborted" }), option("stage", stage)),
  merge(
    fc.constant({ type: "won" }),
    option("stage", stage),
    option("signedAmountMinor", minor),
    option("competitor", fc.constantFrom("k", "?")),
  ),
  merge(
    fc.constant({ type: "lost" }),
    option("reason", fc.constantFrom("r", "?")),
    option("competitor", fc.constantFrom("k", "?")),
  ),
  merge(fc.constant({ type: "reopened" }), option("stage", stage)),
  merge(fc.constant({ type: "reviewed" }), option("note", fc.constantFrom("n", "m"))),
  fc.constantFrom({ type: "archived" }, { type: "resumed" }, { type: "suspended" }, { type: "won", stage: "w2" }),
  merge(
    fc.constant({ type: "activity" }),
    fc.record({ activityId: fc.constantFrom("1", "2", "3") }),
    option("costMinor", minor),
  ),
);
// mostly forward in time, sometimes at the same moment, seldom before
const step = fc.record({
  sketch,
  gap: fc.constantFrom(0, 1, 1, 5, 5, 5, 5, 5, -3),
  by: option("by", fc.constant("cy")),
});

/** A stream of events of one deal; most begin with its creation. */
const stream = (dealId: string): fc.Arbitrary<OpportunityEvent[]> =>
  fc
    .tuple(fc.constantFrom("free", "strict", undefined), fc.array(step, { maxLength: 40, size: "max" }))
    .map(([pipeline, steps]) => {
      let at = 0;
      const events = steps.map(({ sketch: one, gap, by }) => {
        at += gap;
        return { ...one, ...by, dealId, at } as OpportunityEvent;
      });
      return pipeline === undefined
        ? events
        : [{ type: "created", dealId, at: 0, pipeline, fields: { note: "n" } }, ...events];
    });

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

test("no stream of events corrupts a deal: what is refused leaves the very same state, what is taken a valid new one", () => {
  const taken = new Set<string>();
  const refused = new Set<string>();
  fc.assert(
    fc.property(stream("d"), (events) => {
      let state: Opportunity | undefined;
      for (const event of deepFreeze(events)) {
        const result = applyOpportunityEvent(state, event, options);
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
      expect(replayOpportunity(events, options).state).toEqual(state);
      if (state === undefined) return;
      expect(loadModel(opportunitySpec, JSON.parse(JSON.stringify(state)))).toEqual(state);
    }),
    { numRuns: 200 },
  );
  // the streams reach every kind of event and nearly every refusal, or the law would say little
  expect([...EVENT_TYPES].filter((type) => !taken.has(type))).toEqual([]);
  expect(refused.size).toBeGreaterThanOrEqual(14);
});

test("an event that is delivered twice counts once", () => {
  fc.assert(
    fc.property(stream("d"), (events) => {
      const once = replayOpportunity(events, options);
      const twice = replayOpportunity(
        events.flatMap((event) => [event, event]),
        options,
      );
      expect(twice.state).toEqual(once.state);
      expect(twice.refused).toHaveLength(once.refused.length + events.length);
    }),
  );
});

test("a deal that crossed a process boundary goes on as if it had not", () => {
  fc.assert(
    fc.property(stream("d"), fc.nat({ max: 30 }), (events, cut) => {
      const { state } = replayOpportunity(events.slice(0, cut), options);
      let here = state;
      let there: Opportunity | undefined = state === undefined ? undefined : JSON.parse(JSON.stringify(state));
      for (const event of events.slice(cut)) {
        here = applyOpportunityEvent(here, event, options).state;
        there = applyOpportunityEvent(there, JSON.parse(JSON.stringify(event)), options).state;
      }
      expect(there).toEqual(here);
    }),
  );
});

test("what a refusal says was allowed is taken", () => {
  fc.assert(
    fc.property(stream("d"), (events) => {
      let state: Opportunity | undefined;
      for (const event of events) {
        const result = applyOpportunityEvent(state, event, options);
        if (!result.accepted) {
          for (const instead of result.allowed) {
            const change = repair(result.refusal.code, instead, event);
            if (change === undefined) continue;
            expect(applyOpportunityEvent(state, { ...event, ...change } as OpportunityEvent, options).accepted).toBe(
              true,
            );
          }
        }
        state = result.state;
      }
    }),
  );
});

/** The event with what was allowed in its place, where that alone must do. */
function repair(code: string, instead: string, event: OpportunityEvent): object | undefined {
  switch (code) {
    case "opportunity_unknown_stage":
    case "opportunity_move_not_allowed":
    case "opportunity_fields_missing":
    case "opportunity_approvals_missing":
      return { stage: instead };
    case "opportunity_no_change":
      return { stage: instead };
    case "opportunity_approval_not_due":
      return { type: instead };
    case "opportunity_currency_fixed":
      return "amountMinor" in event ? { currency: instead, amountMinor: 7 } : undefined;
    default:
      return undefined;
  }
}

test("the moves that are explained are those that the events make", () => {
  fc.assert(
    fc.property(stream("d"), (events) => {
      const { state } = replayOpportunity(events, options);
      if (state === undefined) return;
      for (const { stage: to, event, refusal } of explainOpportunityMoves(state, options)) {
        const move = { type: event, dealId: "d", at: state.lastEventAt, stage: to } as OpportunityEvent;
        const result = applyOpportunityEvent(state, move, options);
        expect(result.accepted ? undefined : result.refusal).toEqual(refusal);
        if (result.accepted) expect(result.state.stage).toBe(to);
      }
    }),
  );
});

const NAMES = ["d", "d#1", "d#2", "__proto__"] as const;
const streams = fc.tuple(...NAMES.map(stream));
const shuffled = streams.chain((lists) =>
  fc.tuple(
    fc.constant(lists),
    fc.shuffledSubarray(
      lists.flatMap((list, k) => list.map(() => k)),
      { minLength: lists.flat().length },
    ),
  ),
);

function interleave(lists: readonly OpportunityEvent[][], turns: readonly number[]): OpportunityEvent[] {
  const next = lists.map(() => 0);
  return turns.map((k) => {
    const i = next[k] as number;
    next[k] = i + 1;
    return (lists[k] as OpportunityEvent[])[i] as OpportunityEvent;
  });
}

test("how the deals of a log are interleaved makes no difference", () => {
  fc.assert(
    fc.property(shuffled, ([lists, turns]) => {
      const straight = replayOpportunities(lists.flat(), options);
      const mixed = replayOpportunities(interleave(lists, turns), options);
      expect(mixed.opportunities).toEqual(straight.opportunities);
      const byDeal = (refused: typeof mixed.refused) =>
        NAMES.map((name) => refused.filter((one) => one.dealId === name).map(({ index: _, ...one }) => one));
      expect(byDeal(mixed.refused)).toEqual(byDeal(straight.refused));
      // alone each deal is what it is among the others, and every event is in a deal or refused
      lists.forEach((list, k) => {
        const alone = replayOpportunity(list, options);
        expect(alone.state).toEqual(mixed.opportunities.find((one) => one.dealId === NAMES[k]));
      });
      const applied = mixed.opportunities.reduce((sum, one) => sum + one.revision, 0);
      expect(applied + mixed.refused.length).toBe(turns.length);
    }),
    { numRuns: 60 },
  );
});

test("a snapshot is the replay of its past, and its histories are taken by the stage model", () => {
  fc.assert(
    fc.property(shuffled, fc.integer({ min: -1, max: 100 }), ([lists, turns], asOf) => {
      const log = interleave(lists, turns);
      const snapshot = snapshotAt(log, asOf, options);
      const past = replayOpportunities(
        log.filter((event) => (event.at as number) <= asOf),
        options,
      );
      expect(snapshot.opportunities).toEqual(past.opportunities);
      expect(snapshot.opportunities.every((one) => one.lastEventAt <= asOf)).toBe(true);
      for (const pipeline of options.pipelines) {
        const histories = toDealHistories(snapshot, { pipeline, toAmount: (minor) => minor });
        const lives = snapshot.opportunities
          .filter((one) => one.pipeline === pipeline.id)
          .reduce((sum, one) => sum + one.earlierLives.length + 1, 0);
        expect(histories).toHaveLength(lives);
        // refuses repeated ids, unknown stages and lives that go on after their end
        const spells = dealSpells(histories, { pipeline, asOf: snapshot.asOf });
        const going = new Set(spells.filter((spell) => spell.exit === undefined).map((spell) => spell.dealId));
        const open = snapshot.opportunities.filter((one) => one.pipeline === pipeline.id && one.close === undefined);
        expect(going.size).toBe(open.length);
      }
    }),
    { numRuns: 60 },
  );
});
