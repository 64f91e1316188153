import fc from "fast-check";
import { expect, test } from "vitest";
import {
  comparePipeline,
  definePipeline,
  type OpportunityEvent,
  type PipelineDeal,
  type PipelineWaterfall,
  snapshotAt,
  toPipelineDeals,
} from "../../src/funnel/index.ts";

const pipeline = definePipeline({
  id: "p",
  stages: [
    { id: "a", category: "open" },
    { id: "b", category: "open" },
    { id: "h", category: "suspended" },
    { id: "w", category: "won" },
    { id: "l", category: "lost" },
    { id: "q", category: "cancelled" },
  ],
});
const CATEGORY = new Map(pipeline.stages.map((stage) => [stage.id, stage.category]));
const COMES = new Set(["created", "reopened", "resumed", "pulled_in", "slipped_in", "owner_in", "stage_in"]);

/** The law: opening and every flow make closing, in money and in deals. */
function expectClosed(part: PipelineWaterfall): void {
  const money = part.flows.reduce((total, { amountMinor }) => total + amountMinor, part.openingMinor);
  const deals = part.flows.reduce((total, { flow, dealIds }) => {
    if (flow === "amount_up" || flow === "amount_down") return total;
    return total + (COMES.has(flow) ? dealIds.length : -dealIds.length);
  }, part.openingDeals);
  expect(money).toBe(part.closingMinor);
  expect(deals).toBe(part.closingDeals);
}

function expectLaw(before: readonly PipelineDeal[], after: readonly PipelineDeal[], windowed: boolean): void {
  const options = { pipeline, ...(windowed && { window: { from: 5 * 864e5, to: 12 * 864e5 } }) };
  const change = comparePipeline(before, after, options);
  expectClosed(change);
  for (const part of [...change.owners, ...change.stages]) expectClosed(part);
  for (const parts of [change.owners, change.stages]) {
    for (const end of ["openingMinor", "closingMinor", "openingDeals", "closingDeals"] as const) {
      expect(parts.reduce((total, part) => total + part[end], 0)).toBe(change[end]);
    }
    for (const { flow, amountMinor, dealIds } of change.flows) {
      const shares = parts.flatMap((part) => part.flows.filter((one) => one.flow === flow));
      if (shares.length === 0) continue; // the other grouping's moves
      expect(shares.reduce((total, one) => total + one.amountMinor, 0)).toBe(amountMinor);
      expect(shares.flatMap((one) => one.dealIds).sort()).toEqual([...dealIds]);
    }
  }
  const moves = change.flows.filter(({ flow }) => /^(owner|stage)_/.test(flow));
  expect(moves.reduce((total, { amountMinor }) => total + amountMinor, 0)).toBe(0);
  expect(comparePipeline([...before].reverse(), [...after].reverse(), options)).toEqual(change);
}

const row = fc
  .record({
    dealId: fc.constantFrom("1", "2", "3", "4", "__proto__"),
    stage: fc.constantFrom(...CATEGORY.keys()),
    leftStage: fc.constantFrom("a", "b", undefined),
    amountMinor: fc.constantFrom(0, 1, 7, 1e15, undefined),
    owner: fc.constantFrom("x", "y", "__proto__", undefined),
    expectedClose: fc.constantFrom(0, 5 * 864e5, 9 * 864e5, 13 * 864e5, undefined),
    closed: fc.constantFrom(6 * 864e5, 20 * 864e5, undefined),
  })
  .map((draft) => {
    const kept = Object.entries(draft).filter(([, value]) => value !== undefined);
    return { ...Object.fromEntries(kept), category: CATEGORY.get(draft.stage) } as unknown as PipelineDeal;
  });
const list = fc.uniqueArray(row, { selector: (deal) => deal.dealId, maxLength: 5 });

test("the waterfall closes to the cent for the whole, every owner and every stage, whatever the two lists hold", () => {
  fc.assert(fc.property(list, list, fc.boolean(), expectLaw), { numRuns: 400 });
});

const event = fc.oneof(
  fc.record({ type: fc.constant("stage_moved"), stage: fc.constantFrom("a", "b") }),
  fc.record({ type: fc.constant("amount_changed"), amountMinor: fc.constantFrom(0, 1, 500, 1e12) }),
  fc.record({ type: fc.constant("close_date_changed"), expectedClose: fc.constantFrom(0, 7 * 864e5, 30 * 864e5) }),
  fc.record({ type: fc.constant("owner_transferred"), owner: fc.constantFrom("x", "y") }),
  fc.constantFrom(
    { type: "suspended" },
    { type: "resumed" },
    { type: "aborted" },
    { type: "won", signedAmountMinor: 33 },
    { type: "won" },
    { type: "lost" },
    { type: "reopened" },
  ),
);
const stream = fc
  .array(fc.tuple(fc.constantFrom("d", "e", "f"), event, fc.integer({ min: 0, max: 864e5 })), { maxLength: 60 })
  .map((steps) => {
    let at = 0;
    const log = steps.map(([dealId, one, gap]) => {
      at += gap;
      return { ...one, dealId, at } as OpportunityEvent;
    });
    const created = ["d", "e", "f"].map((dealId, i): OpportunityEvent => {
      return { type: "created", dealId, at: i * 864e5, pipeline: "p", amountMinor: 100 * i, expectedClose: 8 * 864e5 };
    });
    return [...created, ...log].sort((x, y) => (x.at as number) - (y.at as number));
  });

test("the waterfall closes between any two days of any stream of events", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      stream,
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 20 }),
      fc.boolean(),
      (log, a, b, windowed) => {
        const [first, second] = [Math.min(a, b) * 864e5, Math.max(a, b) * 864e5];
        const on = (at: number) => toPipelineDeals(snapshotAt(log, at, { pipelines: [pipeline] }), { pipeline });
        expectLaw(on(first), on(second), windowed);
        for (const { flow } of comparePipeline(on(first), on(second)).flows) seen.add(flow);
      },
    ),
    { numRuns: 150 },
  );
  // the streams reach the flows, or the law would say little
  for (const flow of ["created", "won", "lost", "suspended", "amount_up", "owner_in", "stage_in"]) {
    expect(seen).toContain(flow);
  }
});
