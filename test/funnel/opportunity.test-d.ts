import { expectTypeOf, test } from "vitest";
import type * as z from "zod/mini";
import {
  applyOpportunityEvent,
  type Opportunity,
  type OpportunityEvent,
  type OpportunityRefusal,
  replayOpportunities,
  type Snapshot,
  snapshotAt,
  splitOpportunity,
  standardPipeline,
  toDealHistories,
} from "../../src/funnel/index.ts";
import type { opportunityEventSchema, opportunitySchema } from "../../src/funnel/opportunity/schema.ts";

const options = { pipelines: [standardPipeline] };
const events: readonly OpportunityEvent[] = [];

test("what needs a past view takes a snapshot and nothing else", () => {
  const into = { pipeline: standardPipeline };
  expectTypeOf(toDealHistories).parameter(0).toEqualTypeOf<Snapshot>();
  toDealHistories(snapshotAt(events, "2026-01-01", options), into);
  // @ts-expect-error a log of events has no day
  expectTypeOf(toDealHistories).toBeCallableWith(events, into);
  // @ts-expect-error the present is no past
  expectTypeOf(toDealHistories).toBeCallableWith(replayOpportunities(events, options), into);
  const dated = { ...replayOpportunities(events, options), asOf: "2026-01-01" } as const;
  // @ts-expect-error neither is the present with a date written on it
  expectTypeOf(toDealHistories).toBeCallableWith({ ...dated, kind: "opportunity_snapshot", version: 1 }, into);
  // @ts-expect-error a snapshot needs its moment
  expectTypeOf(snapshotAt).toBeCallableWith(events, options);
});

test("a result has a refusal or a state, never both unseen", () => {
  const result = applyOpportunityEvent(undefined, { type: "created", dealId: "d", at: 0 }, options);
  expectTypeOf(result).not.toHaveProperty("refusal");
  if (result.accepted) expectTypeOf(result.state).toEqualTypeOf<Opportunity>();
  else expectTypeOf(result.refusal).toEqualTypeOf<OpportunityRefusal>();
  expectTypeOf<OpportunityRefusal["params"]["allowed"]>().toExtend<readonly string[]>();
  expectTypeOf(splitOpportunity).returns.not.toHaveProperty("revenue");
});

test("an event carries what its type says", () => {
  // @ts-expect-error a move names its stage
  const move: OpportunityEvent = { type: "stage_moved", dealId: "d", at: 0 };
  // @ts-expect-error a loss has no signed amount
  const loss: OpportunityEvent = { type: "lost", dealId: "d", at: 0, signedAmountMinor: 1 };
  expectTypeOf([move, loss]).toExtend<OpportunityEvent[]>();
});

test("schemas give the interfaces", () => {
  expectTypeOf<z.infer<typeof opportunityEventSchema>>().toEqualTypeOf<OpportunityEvent>();
  expectTypeOf<z.infer<typeof opportunitySchema>>().toEqualTypeOf<Opportunity>();
});
