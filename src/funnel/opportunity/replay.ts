import { requireColumn } from "../../core/checks.ts";
import { type DateLike, toEpochMs } from "../../time/day.ts";
import { readBook } from "./book.ts";
import { checkEvent } from "./check-event.ts";
import type { Draft } from "./draft.ts";
import type { OpportunityEvent } from "./events.ts";
import { begin, step } from "./step.ts";
import type {
  OpportunitiesReplay,
  Opportunity,
  OpportunityOptions,
  OpportunityRefusal,
  OpportunityReplay,
  RefusedEvent,
  Snapshot,
} from "./types.ts";

/**
 * Rebuilds one deal from its events.
 *
 * @param events - The events of one deal in the order in which they happened. Not mutated.
 * @param options - `pipelines`, whose rules hold.
 * @returns `state`, absent where the deal was never created, and the refused events with their row and reason: the same
 * as {@link applyOpportunityEvent} one after the other, in time that grows with the number of events alone. An event of
 * another deal is refused.
 * @throws `ClienteleError` as {@link applyOpportunityEvent}, with the row.
 * @example
 * ```ts
 * const { state, refused } = replayOpportunity(
 *   [
 *     { type: "created", dealId: "d1", at: "2026-01-05", expectedClose: "2026-03-01" },
 *     { type: "close_date_changed", dealId: "d1", at: "2026-02-20", expectedClose: "2026-04-01" },
 *     { type: "resumed", dealId: "d1", at: "2026-02-21" },
 *   ],
 *   { pipelines: [standardPipeline] },
 * );
 * state.closeDatePushes; // => 1
 * refused.map(({ index, refusal }) => [index, refusal.code]); // => [[2, "opportunity_event_not_allowed"]]
 * ```
 */
export function replayOpportunity(events: readonly OpportunityEvent[], options: OpportunityOptions): OpportunityReplay {
  const { drafts, refused } = run(events, options, Number.POSITIVE_INFINITY, true);
  const [draft] = drafts.values();
  return { ...(draft === undefined ? {} : { state: draft.state }), refused };
}

/**
 * Rebuilds many deals from one log of events.
 *
 * @param events - Events of any number of deals, each deal's in the order in which they happened; how the deals are
 * interleaved makes no difference. Not mutated.
 * @param options - `pipelines`, whose rules hold.
 * @returns The deals, sorted by id, and the refused events with their row and reason: every event is in one of the two.
 * @throws `ClienteleError` as {@link applyOpportunityEvent}, with the row.
 * @example
 * ```ts
 * const log = [
 *   { type: "created", dealId: "b", at: "2026-01-05" },
 *   { type: "created", dealId: "a", at: "2026-01-06" },
 *   { type: "lost", dealId: "b", at: "2026-01-09", reason: "price" },
 * ];
 * const { opportunities } = replayOpportunities(log, { pipelines: [standardPipeline] });
 * opportunities.map((deal) => [deal.dealId, deal.category]); // => [["a", "open"], ["b", "lost"]]
 * ```
 */
export function replayOpportunities(
  events: readonly OpportunityEvent[],
  options: OpportunityOptions,
): OpportunitiesReplay {
  const { drafts, refused } = run(events, options, Number.POSITIVE_INFINITY, false);
  return { opportunities: sorted(drafts), refused };
}

/**
 * Rebuilds all deals as they were known on a past day. The result is of a type of its own, so that what must not see the
 * future (histories for the stage model) can be given nothing else.
 *
 * @param events - The log of events, as for {@link replayOpportunities}. Not mutated.
 * @param asOf - The moment of looking. What happened later is checked for its form and otherwise never looked at; a bare
 * date is its first moment (00:00 UTC).
 * @param options - `pipelines`, whose rules hold.
 * @returns Deals and refusals as a replay of the events up to `asOf` gives them, with `asOf`.
 * @throws `ClienteleError` as {@link applyOpportunityEvent}, with the row; `invalid_date` for `asOf`.
 * @example
 * ```ts
 * const log = [
 *   { type: "created", dealId: "d1", at: "2026-01-05", amountMinor: 50_000 },
 *   { type: "amount_changed", dealId: "d1", at: "2026-02-01", amountMinor: 80_000 },
 *   { type: "won", dealId: "d1", at: "2026-03-01" },
 * ];
 * const january = snapshotAt(log, "2026-01-31", { pipelines: [standardPipeline] });
 * january.opportunities[0].amountMinor; // => 50000
 * january.opportunities[0].category; // => "open"
 * ```
 */
export function snapshotAt(events: readonly OpportunityEvent[], asOf: DateLike, options: OpportunityOptions): Snapshot {
  const until = toEpochMs(asOf, "asOf");
  const { drafts, refused } = run(events, options, until, false);
  const snapshot: Omit<Snapshot, keyof Brand> = {
    kind: "opportunity_snapshot",
    version: 1,
    asOf: new Date(until).toISOString(),
    opportunities: sorted(drafts),
    refused,
  };
  // the brand exists for the compiler alone
  return snapshot as Snapshot;
}

/** The keys of a snapshot that only the compiler sees. */
type Brand = { readonly [Key in Extract<keyof Snapshot, symbol>]: Snapshot[Key] };

function run(
  events: readonly OpportunityEvent[],
  options: OpportunityOptions,
  until: number,
  single: boolean,
): { readonly drafts: ReadonlyMap<string, Draft>; readonly refused: RefusedEvent[] } {
  const book = readBook(options);
  requireColumn(events, "events");
  const drafts = new Map<string, Draft>();
  const refused: RefusedEvent[] = [];
  let only: Draft | undefined;
  for (let index = 0; index < events.length; index++) {
    const event = events[index] as OpportunityEvent;
    const at = checkEvent(event, `events[${index}]`);
    if (at > until) continue;
    const draft = single ? only : drafts.get(event.dealId);
    let refusal: OpportunityRefusal | undefined;
    if (draft !== undefined) refusal = step(draft, event, at);
    else {
      const begun = begin(event, at, book);
      if ("code" in begun) refusal = begun;
      else {
        only = begun;
        drafts.set(event.dealId, begun);
      }
    }
    if (refusal !== undefined) {
      const { dealId, type } = event;
      refused.push({ index, dealId, type, refusal, allowed: refusal.params.allowed });
    }
  }
  return { drafts, refused };
}

function sorted(drafts: ReadonlyMap<string, Draft>): Opportunity[] {
  return Array.from(drafts.values(), (draft) => draft.state).sort((a, b) =>
    a.dealId < b.dealId ? -1 : a.dealId > b.dealId ? 1 : 0,
  );
}
