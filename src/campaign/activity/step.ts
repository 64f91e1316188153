import type { CampaignEventType, CampaignStanding } from "../../core/labels/campaign-activity.ts";
import { type Draft, type RuleBook, refuse } from "./draft.ts";
import type { CampaignEvent } from "./events.ts";
import { bookCost, link, recordAttendance, recordResult, unlink } from "./fact-events.ts";
import { approve, cancel, changeBudget, move, pause, plan, refuseUnapproved, reject, review } from "./stand-events.ts";
import type { CampaignRefusal } from "./types.ts";

const LINKS = ["linked", "unlinked"] as const;
const FACTS = ["cost_booked", "attendance_recorded", "result_recorded", ...LINKS] as const;

/** After the end bills, late contracts and looks back still come in. */
const AFTERWARDS = [...FACTS, "reviewed"] as const;

/** What may happen to a campaign as it stands. */
const ALLOWED: Readonly<Record<CampaignStanding, readonly CampaignEventType[]>> = {
  none: ["planned"],
  planned: ["submitted", "budget_changed", "started", "cancelled", ...FACTS],
  submitted: ["approved", "rejected", "cancelled", ...LINKS],
  approved: ["started", "budget_changed", "cancelled", ...FACTS],
  running: ["paused", "completed", "budget_changed", "cancelled", ...FACTS],
  paused: ["resumed", "completed", "budget_changed", "cancelled", ...FACTS],
  completed: AFTERWARDS,
  cancelled: AFTERWARDS,
};

/** A budget that waits can be decided whatever else goes on. */
const DECISIONS = ["approved", "rejected"] as const;

/** What a draft above its limit has to be approved for. */
const SPENDING: readonly CampaignEventType[] = ["started", "cost_booked"];

/** Begins a campaign with its first event, or says why not. */
export function begin(event: CampaignEvent, at: number, rules: RuleBook): Draft | CampaignRefusal {
  if (event.type === "planned") return plan(event, at, rules);
  return refuse("campaign_event_not_allowed", { event: event.type, standing: "none", allowed: [...ALLOWED.none] });
}

/** Applies an event to a draft. What it refuses has changed nothing. */
export function step(draft: Draft, event: CampaignEvent, at: number): CampaignRefusal | undefined {
  const { state } = draft;
  if (event.campaignId !== state.campaignId) {
    return refuse("campaign_event_other_campaign", { campaign: event.campaignId, allowed: [state.campaignId] });
  }
  if (at < state.lastEventAt) {
    const [given, earliest] = [at, state.lastEventAt].map((ms) => new Date(ms).toISOString()) as [string, string];
    return refuse("campaign_event_out_of_order", { at: given, allowed: [earliest] });
  }
  const { standing } = state;
  const allowed: readonly CampaignEventType[] =
    state.request === undefined ? ALLOWED[standing] : [...DECISIONS, ...ALLOWED[standing]];
  if (!allowed.includes(event.type)) {
    // what would be refused for want of approval is not on offer
    const held = refuseUnapproved(draft, event.type) === undefined ? [] : SPENDING;
    const offered = allowed.filter((type) => !held.includes(type));
    return refuse("campaign_event_not_allowed", { event: event.type, standing, allowed: offered });
  }
  const refusal = change(draft, event, at);
  if (refusal !== undefined) return refusal;
  state.revision++;
  state.lastEventAt = at;
  return undefined;
}

function change(draft: Draft, event: CampaignEvent, at: number): CampaignRefusal | undefined {
  switch (event.type) {
    case "planned":
      // stands in no list of what may happen to a campaign that exists
      return undefined;
    case "submitted":
      draft.state.standing = "submitted";
      return undefined;
    case "approved":
      return approve(draft, event, at);
    case "rejected":
      return reject(draft, event, at);
    case "started":
    case "resumed":
    case "completed":
      return move(draft, event, at);
    case "paused":
      return pause(draft, event, at);
    case "budget_changed":
      return changeBudget(draft, event, at);
    case "cost_booked":
      return bookCost(draft, event, at);
    case "attendance_recorded":
      return recordAttendance(draft, event);
    case "result_recorded":
      return recordResult(draft, event);
    case "linked":
      return link(draft, event);
    case "unlinked":
      return unlink(draft, event);
    case "cancelled":
      return cancel(draft, event, at);
    case "reviewed":
      return review(draft, event, at);
  }
}
