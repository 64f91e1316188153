import type { OpportunityEventType, OpportunityStanding } from "../../core/labels/opportunity.ts";
import type { PipelineBook, PipelineRules } from "./book.ts";
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
  if (event.type !== "created") return notAllowed(event.type, "none");
  const id = event.pipeline ?? (pipelines.size === 1 ? [...pipelines.keys()][0] : undefined);
  const rules = id === undefined ? undefined : pipelines.get(id);
  if (rules === undefined) {
    const named = event.pipeline === undefined ? {} : { pipeline: event.pipeline };
    return refuse("opportunity_unknown_pipeline", { ...named, allowed: [...pipelines.keys()] });
  }
  const draft = create(event, at, rules);
  if (!("code" in draft)) return draft;
  return withStages(draft, rules, (stage) => !("code" in create({ ...event, stage }, at, rules)));
}

/** Applies an event to a draft. What it refuses has changed nothing. */
export function step(draft: Draft, event: OpportunityEvent, at: number): OpportunityRefusal | undefined {
  const { state, rules } = draft;
  if (event.dealId !== state.dealId) {
    return refuse("opportunity_other_deal", { deal: event.dealId, allowed: [state.dealId] });
  }
  if (at < state.lastEventAt) {
    const [given, earliest] = [at, state.lastEventAt].map((ms) => new Date(ms).toISOString()) as [string, string];
    return refuse("opportunity_out_of_order", { at: given, allowed: [earliest] });
  }
  const standing = standingOf(state);
  if (!ALLOWED[standing].includes(event.type)) return notAllowed(event.type, standing);
  const refusal = change(draft, event, at);
  if (refusal !== undefined) {
    return withStages(refusal, rules, (stage) => {
      // enough to find the last open stage: behind it there is at most a suspended one and an end
      const trial: Draft = { rules, state: { ...state, stages: state.stages.slice(-3), earlierLives: [] } };
      return change(trial, { ...event, stage } as OpportunityEvent, at) === undefined;
    });
  }
  // some changes make a new state, so it is asked for again
  draft.state.revision++;
  draft.state.lastEventAt = at;
  return undefined;
}

/** Refusals of a stage, for which another one may be allowed. */
const OF_STAGES: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set<OpportunityRefusal["code"]>([
    "opportunity_unknown_stage",
    "opportunity_move_not_allowed",
    "opportunity_fields_missing",
    "opportunity_approvals_missing",
  ]))();

/** Adds the stages for which the same event would have been taken. */
function withStages(
  refusal: OpportunityRefusal,
  rules: PipelineRules,
  isTaken: (stage: string) => boolean,
): OpportunityRefusal {
  const { code, params } = refusal;
  const again = code === "opportunity_no_change" && params.event === "stage_moved";
  if (!again && !OF_STAGES.has(code)) return refusal;
  const allowed = rules.pipeline.stages.map(({ id }) => id).filter(isTaken);
  return { code, params: { ...params, allowed } } as OpportunityRefusal;
}

function notAllowed(event: OpportunityEventType, standing: OpportunityStanding): OpportunityRefusal {
  return refuse("opportunity_event_not_allowed", { event, standing, allowed: [...ALLOWED[standing]] });
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
      return changeCloseDate(draft, event, at);
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
