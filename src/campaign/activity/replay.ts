import { requireColumn } from "../../core/checks.ts";
import { type DateLike, toEpochMs } from "../../time/day.ts";
import { checkEvent } from "./check-event.ts";
import { type Draft, readRules } from "./draft.ts";
import type { CampaignEvent } from "./events.ts";
import { begin, step } from "./step.ts";
import type {
  CampaignActivity,
  CampaignActivityOptions,
  CampaignRefusal,
  CampaignReplay,
  CampaignSnapshot,
  CampaignsReplay,
  RefusedCampaignEvent,
} from "./types.ts";

/**
 * Rebuilds one campaign from its events.
 *
 * @param events - The events of one campaign in the order in which they happened. Not mutated.
 * @param options - `rules` that hold for all campaigns.
 * @returns `state`, absent where the campaign was never planned, and the refused events with their row and reason: the
 * same as {@link applyCampaignEvent} one after the other. An event of another campaign is refused.
 * @throws `ClienteleError` as {@link applyCampaignEvent}, with the row.
 * @example
 * ```ts
 * const base = { campaignId: "fair", at: "2026-01-05" };
 * const lines = [{ line: "stand", planned: 900 }];
 * const { state, refused } = replayCampaign([
 *   { ...base, type: "planned", region: "East", form: "exhibition", start: "2026-02-01", lines },
 *   { ...base, type: "submitted" },
 *   { ...base, type: "approved", limit: 1000 },
 *   { ...base, type: "budget_changed", lines: [{ line: "stand", planned: 1200 }] },
 *   { ...base, type: "paused" },
 * ]);
 * state.lines[0].planned; // => 900
 * state.request.lines[0].planned; // => 1200
 * refused.map(({ index, refusal }) => [index, refusal.code]); // => [[4, "campaign_event_not_allowed"]]
 * ```
 */
export function replayCampaign(
  events: readonly CampaignEvent[],
  options: CampaignActivityOptions = {},
): CampaignReplay {
  const { drafts, refused } = run(events, options, Number.POSITIVE_INFINITY, true);
  const [draft] = drafts.values();
  return { ...(draft === undefined ? {} : { state: draft.state }), refused };
}

/**
 * Rebuilds many campaigns from one log of events.
 *
 * @param events - Events of any number of campaigns, each campaign's in the order in which they happened; how the
 * campaigns are interleaved makes no difference. Not mutated.
 * @param options - `rules` that hold for all campaigns.
 * @returns The campaigns, sorted by id, and the refused events with their row and reason: every event is in one of the
 * two.
 * @throws `ClienteleError` as {@link applyCampaignEvent}, with the row.
 * @example
 * ```ts
 * const plan = (campaignId) => ({
 *   type: "planned", campaignId, at: "2026-01-05", region: "East", form: "dinner", start: "2026-02-01",
 *   lines: [{ line: "table", planned: 300 }],
 * });
 * const log = [plan("b"), plan("a"), { type: "cancelled", campaignId: "b", at: "2026-01-09", reason: "venue" }];
 * replayCampaigns(log).campaigns.map((one) => [one.campaignId, one.standing]); // => [["a", "planned"], ["b", "cancelled"]]
 * ```
 */
export function replayCampaigns(
  events: readonly CampaignEvent[],
  options: CampaignActivityOptions = {},
): CampaignsReplay {
  const { drafts, refused } = run(events, options, Number.POSITIVE_INFINITY, false);
  return { campaigns: sorted(drafts), refused };
}

/**
 * Rebuilds all campaigns as they were known on a past day.
 *
 * @param events - The log of events, as for {@link replayCampaigns}. Not mutated.
 * @param asOf - The moment of looking. What happened later is checked for its form and otherwise never looked at; a bare
 * date is its first moment (00:00 UTC).
 * @param options - `rules` that hold for all campaigns.
 * @returns Campaigns and refusals as a replay of the events up to `asOf` gives them, with `asOf`.
 * @throws `ClienteleError` as {@link applyCampaignEvent}, with the row; `invalid_date` for `asOf`.
 * @example
 * ```ts
 * const log = [
 *   { type: "planned", campaignId: "c", at: "2026-01-05", region: "East", form: "dinner", start: "2026-02-01",
 *     lines: [{ line: "table", planned: 300 }] },
 *   { type: "submitted", campaignId: "c", at: "2026-01-09" },
 * ];
 * campaignSnapshotAt(log, "2026-01-06").campaigns[0].standing; // => "planned"
 * ```
 */
export function campaignSnapshotAt(
  events: readonly CampaignEvent[],
  asOf: DateLike,
  options: CampaignActivityOptions = {},
): CampaignSnapshot {
  const until = toEpochMs(asOf, "asOf");
  const { drafts, refused } = run(events, options, until, false);
  const snapshot: Omit<CampaignSnapshot, keyof Brand> = {
    kind: "campaign_snapshot",
    version: 1,
    asOf: new Date(until).toISOString(),
    campaigns: sorted(drafts),
    refused,
  };
  // the brand exists for the compiler alone
  return snapshot as CampaignSnapshot;
}

/** The keys of a snapshot that only the compiler sees. */
type Brand = { readonly [Key in Extract<keyof CampaignSnapshot, symbol>]: CampaignSnapshot[Key] };

function run(
  events: readonly CampaignEvent[],
  options: CampaignActivityOptions,
  until: number,
  single: boolean,
): { readonly drafts: ReadonlyMap<string, Draft>; readonly refused: RefusedCampaignEvent[] } {
  const rules = readRules(options);
  requireColumn(events, "events");
  const drafts = new Map<string, Draft>();
  const refused: RefusedCampaignEvent[] = [];
  let only: Draft | undefined;
  for (let index = 0; index < events.length; index++) {
    const event = events[index] as CampaignEvent;
    const at = checkEvent(event, `events[${index}]`);
    if (at > until) continue;
    const draft = single ? only : drafts.get(event.campaignId);
    let refusal: CampaignRefusal | undefined;
    if (draft !== undefined) refusal = step(draft, event, at);
    else {
      const begun = begin(event, at, rules);
      if ("code" in begun) refusal = begun;
      else {
        only = begun;
        drafts.set(event.campaignId, begun);
      }
    }
    if (refusal !== undefined) {
      const { campaignId, type } = event;
      refused.push({ index, campaignId, type, refusal, allowed: refusal.params.allowed });
    }
  }
  return { drafts, refused };
}

function sorted(drafts: ReadonlyMap<string, Draft>): CampaignActivity[] {
  return Array.from(drafts.values(), (draft) => draft.state).sort((a, b) => (a.campaignId < b.campaignId ? -1 : 1));
}
