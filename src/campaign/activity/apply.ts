import { checkEvent } from "./check-event.ts";
import { openDraft, readRules } from "./draft.ts";
import type { CampaignEvent } from "./events.ts";
import { begin, step } from "./step.ts";
import type { CampaignActivity, CampaignActivityOptions, CampaignEventResult } from "./types.ts";

/**
 * Lets something happen to a campaign: it is planned, submitted, approved, started, paused, gets another budget, is
 * completed, cancelled, reviewed…, if the rules allow it. What they do not allow is refused with a code that says what
 * was allowed.
 *
 * @param state - The campaign as it stands, or `undefined` before it was planned. Not mutated.
 * @param event - What happened, not earlier than the campaign's last event. Amounts in one currency, at least 0.
 * @param options - `rules` that hold for all campaigns: `approvalAbove` (planned cost up to which no approval is
 * needed, default 0), `cancelReasons`, `grades`.
 * @returns `{ accepted: true, state }` with the campaign as it stands now, or `{ accepted: false, refusal, allowed,
 * state }` with the very state that was given; `describe(refusal)` words it.
 * @throws `ClienteleError` for a malformed event, state or rule, whatever the campaign stands like: `invalid_type`,
 * `invalid_date`, `not_finite`, `out_of_range`, `empty_input`, `unknown_id` (an event type that does not exist),
 * `duplicate_id`, `inconsistent` (an end before its start, more expected than invited), `unsupported_version`.
 * @example
 * ```ts
 * const base = { campaignId: "fair", at: "2026-01-05" };
 * const lines = [{ line: "stand", planned: 900 }];
 * const draft = applyCampaignEvent(undefined, { ...base, type: "planned", region: "East", form: "exhibition", start: "2026-02-01", lines });
 * draft.state.standing; // => "planned"
 * const early = applyCampaignEvent(draft.state, { ...base, type: "started" });
 * early.allowed; // => ["submitted"]
 * describe(early.refusal); // => "“Started” needs approval first: the budget is 900, approved is 0; allowed: “Submitted”"
 * early.state === draft.state; // => true
 * ```
 */
export function applyCampaignEvent(
  state: CampaignActivity | undefined,
  event: CampaignEvent,
  options: CampaignActivityOptions = {},
): CampaignEventResult {
  const rules = readRules(options);
  const at = checkEvent(event, "event");
  const draft = state === undefined ? begin(event, at, rules) : openDraft(state, rules);
  const refusal = "code" in draft ? draft : state === undefined ? undefined : step(draft, event, at);
  if (refusal !== undefined) return { accepted: false, state, refusal, allowed: refusal.params.allowed };
  return { accepted: true, state: (draft as Exclude<typeof draft, { code: unknown }>).state };
}
