import { readBook } from "./book.ts";
import { checkEvent } from "./check-event.ts";
import { openDraft } from "./draft.ts";
import type { OpportunityEvent } from "./events.ts";
import { begin, step } from "./step.ts";
import type { Opportunity, OpportunityOptions, OpportunityResult } from "./types.ts";

/**
 * Lets something happen to a deal: it is created, moves on, back or past stages, is suspended, won, lost, reopened…, if
 * the rules of its pipeline allow it. What they do not allow is refused with a code that says what was allowed.
 *
 * @param state - The deal as it stands, or `undefined` before it was created. Not mutated.
 * @param event - What happened, not earlier than the deal's last event. Amounts are whole minor units (cents, fen).
 * @param options - `pipelines`, whose rules hold; the deal's own must be among them.
 * @returns `{ accepted: true, state }` with the deal as it stands now, or `{ accepted: false, refusal, allowed, state }`
 * with the very state that was given; `describe(refusal)` words it.
 * @throws `ClienteleError` for a malformed event, state or pipeline, whatever the rules say: `invalid_type`,
 * `invalid_date`, `not_finite`, `out_of_range`, `empty_input`, `unknown_id` (an event type that does not exist, a state
 * whose pipeline is not given), `duplicate_id`, `inconsistent`, `unsupported_version`.
 * @example
 * ```ts
 * const options = { pipelines: [standardPipeline] };
 * const made = applyOpportunityEvent(undefined, { type: "created", dealId: "d1", at: "2026-01-05", amountMinor: 90_000 }, options);
 * made.state.stage; // => "prospect"
 * const won = applyOpportunityEvent(made.state, { type: "won", dealId: "d1", at: "2026-02-01" }, options);
 * won.state.category; // => "won"
 * const late = applyOpportunityEvent(won.state, { type: "stage_moved", dealId: "d1", at: "2026-02-02", stage: "bid" }, options);
 * late.accepted; // => false
 * late.allowed; // => ["reopened", "reviewed", "archived", "activity", "splits_agreed"]
 * late.state === won.state; // => true
 * ```
 */
export function applyOpportunityEvent(
  state: Opportunity | undefined,
  event: OpportunityEvent,
  options: OpportunityOptions,
): OpportunityResult {
  const book = readBook(options);
  const at = checkEvent(event, "event");
  const draft = state === undefined ? begin(event, at, book) : openDraft(state, book);
  const refusal = "code" in draft ? draft : state === undefined ? undefined : step(draft, event, at);
  if ("code" in draft || refusal !== undefined) {
    const why = refusal as NonNullable<typeof refusal>;
    return { accepted: false, state, refusal: why, allowed: why.params.allowed };
  }
  return { accepted: true, state: draft.state };
}
