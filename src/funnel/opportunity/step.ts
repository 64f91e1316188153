import type { OpportunityEventType, OpportunityStanding } from "../../core/labels/opportunity.ts";
import type { PipelineBook } from "./book.ts";
import { type Draft, refuse, standingOf } from "./draft.ts";
import type { OpportunityEvent } from "./events.ts";
import {
  agreeSplits,
  approve,
  archive,
  book as bookActivity,
  changeAmount,
  changeCloseDate,
  changeDetails,
  review,
  transferOwner,
} from "./fact-events.ts";
import { create, end, moveStage, reopen, resume, suspend } from "./stage-events.ts";
import type { OpportunityRefusal } from "./types.ts";

const KNOWLEDGE = [
  "amount_changed",
  "close_date_changed",
  "owner_transferred",
  "details_changed",
  "splits_agreed",
  "approval_asked",
  "approval_given",
  "approval_refused",
  "activity",
  "reviewed",
] as const;

/** After the end nothing about the deal itself changes any more; its cost and who is credited may still be settled. */
const AFTERWARDS = ["reopened", "reviewed", "archived", "activity", "splits_agreed"] as const;

/** What may happen to a deal as it stands. */
const ALLOWED: Readonly<Record<OpportunityStanding, readonly OpportunityEventType[]>> = {
  none: ["created"],
  open: ["stage_moved", "won", "lost", "aborted", "suspended", ...KNOWLEDGE],
  suspended: ["resumed", "lost", "aborted", ...KNOWLEDGE],
  won: AFTERWARDS,
  lost: AFTERWARDS,
  cancelled: AFTERWARDS,
  archived: ["reopened"],
};

/** Begins a deal with its first event, or says why not. */
export function begin(event: OpportunityEvent, at: number, pipelines: PipelineBook): Draft | OpportunityRefusal {
  return event.type === "created" ? create(event, at, pipelines) : notAllowed(event.type, "none");
}

/** Applies an event to a draft. What it refuses has changed nothing. */
export function step(draft: Draft, event: OpportunityEvent, at: number): OpportunityRefusal | undefined {
  const { state } = draft;
  if (event.dealId !== state.dealId) {
    return refuse("opportunity_other_deal", { deal: event.dealId, allowed: [state.dealId] });
  }
  if (at < state.lastEventAt) {
    const [given, earliest] = [at, state.lastEventAt].map((ms) => new Date(ms).toISOString()) as [string, string];
    return refuse("opportunity_out_of_order", { at: given, allowed: [earliest] });
  }
  const standing = standingOf(state);
  const refusal = ALLOWED[standing].includes(event.type) ? change(draft, event, at) : notAllowed(event.type, standing);
  if (refusal === undefined) {
    // a change of standing makes a new state, so it is asked for again
    draft.state.revision++;
    draft.state.lastEventAt = at;
  }
  return refusal;
}

function notAllowed(event: OpportunityEventType, standing: OpportunityStanding): OpportunityRefusal {
  return refuse("opportunity_event_not_allowed", { event, standing, allowed: ALLOWED[standing] });
}

function change(draft: Draft, event: OpportunityEvent, at: number): OpportunityRefusal | undefined {
  switch (event.type) {
    case "created":
      return notAllowed(event.type, standingOf(draft.state));
    case "stage_moved":
      return moveStage(draft, event, at);
    case "amount_changed":
      return changeAmount(draft, event);
    case "close_date_changed":
      return changeCloseDate(draft, event);
    case "owner_transferred":
      return transferOwner(draft, event);
    case "details_changed":
      return changeDetails(draft, event);
    case "splits_agreed":
      return agreeSplits(draft, event);
    case "approval_asked":
    case "approval_given":
    case "approval_refused":
      return approve(draft, event, at);
    case "suspended":
      return suspend(draft, event, at);
    case "resumed":
      return resume(draft, event, at);
    case "aborted":
    case "won":
    case "lost":
      return end(draft, event, at);
    case "reopened":
      return reopen(draft, event, at);
    case "reviewed":
      return review(draft, event, at);
    case "archived":
      return archive(draft, event, at);
    case "activity":
      return bookActivity(draft, event, at);
  }
}
