import { toEpochMs } from "../../time/day.ts";
import type { ClosedOutcome } from "../pipeline/types.ts";
import { mayMove, type PipelineRules, stagesOf } from "./book.ts";
import { type Draft, type DraftState, refuse } from "./draft.ts";
import { refuseEntry, targetOf } from "./entry.ts";
import type {
  OpportunityAborted,
  OpportunityCreated,
  OpportunityLost,
  OpportunityReopened,
  OpportunityResumed,
  OpportunityStageMoved,
  OpportunitySuspended,
  OpportunityWon,
} from "./events.ts";
import type { OpportunityClose, OpportunityFacts, OpportunityRefusal } from "./types.ts";

type Verdict = OpportunityRefusal | undefined;

/** Begins a deal in a pipeline, or says why not. */
export function create(event: OpportunityCreated, at: number, rules: PipelineRules): Draft | OpportunityRefusal {
  const stage = targetOf(rules, event, "open");
  if ("code" in stage) return stage;
  const { amountMinor, currency, expectedClose, owner, customerId, product, region, fields } = event;
  const state: DraftState = {
    kind: "opportunity",
    version: 1,
    dealId: event.dealId,
    pipeline: rules.pipeline.id,
    stage: stage.id,
    category: "open",
    created: at,
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(currency === undefined ? {} : { currency }),
    ...(expectedClose === undefined ? {} : { expectedClose: toEpochMs(expectedClose) }),
    ...(owner === undefined ? {} : { owner }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(product === undefined ? {} : { product }),
    ...(region === undefined ? {} : { region }),
    fields: { ...fields },
    approvals: [],
    closeDatePushes: 0,
    closeDatePushedAt: [],
    activities: [],
    activityCostMinor: 0,
    reviews: [],
    begun: at,
    stages: [{ stage: stage.id, entered: at }],
    earlierLives: [],
    revision: 1,
    lastEventAt: at,
  };
  return refuseEntry(rules, state, stage, event) ?? { state, rules };
}

/** Moves a deal among its open stages. */
export function moveStage({ state, rules }: Draft, event: OpportunityStageMoved, at: number): Verdict {
  const to = targetOf(rules, event, "open");
  if ("code" in to) return to;
  if (to.id === state.stage) return refuse("opportunity_no_change", { event: event.type, allowed: [] });
  const refusal = refuseEntry(rules, state, to, event);
  if (refusal === undefined) enter(state, to.id, at);
  return refusal;
}

/** Puts a deal on hold; where the pipeline has no stage for that, it stays where it stands. */
export function suspend({ state, rules }: Draft, event: OpportunitySuspended, at: number): Verdict {
  if (event.stage !== undefined || stagesOf(rules, "suspended").length > 0) {
    const to = targetOf(rules, event, "suspended");
    if ("code" in to) return to;
    const refusal = refuseEntry(rules, state, to, event);
    if (refusal !== undefined) return refusal;
    enter(state, to.id, at);
  }
  state.category = "suspended";
  state.suspendedSince = at;
  if (event.reason !== undefined) state.suspensionReason = event.reason;
  return undefined;
}

/** Takes a deal off hold: back to where it was without asking again, or elsewhere as if it moved there. */
export function resume(draft: Draft, event: OpportunityResumed, at: number): Verdict {
  const { state, rules } = draft;
  const origin = lastOpenStage(state, rules);
  const to = targetOf(rules, { ...event, stage: event.stage ?? origin }, "open");
  if ("code" in to) return to;
  if (to.id !== origin) {
    // asked from the stage in which it was suspended: a hold is no way around the rules
    const refusal = refuseEntry(rules, { ...state, stage: origin }, to, event) ?? refuseEntry(rules, state, to, event);
    if (refusal !== undefined) return refusal;
  }
  draft.state = withoutSuspension(state);
  draft.state.category = "open";
  if (to.id !== state.stage) enter(draft.state, to.id, at);
  return undefined;
}

/** Ends a deal. */
export function end(draft: Draft, event: OpportunityAborted | OpportunityWon | OpportunityLost, at: number): Verdict {
  const { state, rules } = draft;
  const outcome: ClosedOutcome = event.type === "aborted" ? "cancelled" : event.type;
  const to = targetOf(rules, event, outcome);
  if ("code" in to) return to;
  const refusal = refuseTerms(rules, event) ?? refuseEntry(rules, state, to, event);
  if (refusal !== undefined) return refusal;
  const close: OpportunityClose = {
    at,
    outcome,
    ...("signedAmountMinor" in event && event.signedAmountMinor !== undefined
      ? { signedAmountMinor: event.signedAmountMinor }
      : {}),
    ...("reason" in event && event.reason !== undefined ? { reason: event.reason } : {}),
    ...("competitor" in event && event.competitor !== undefined ? { competitor: event.competitor } : {}),
  };
  draft.state = withoutSuspension(state);
  draft.state.category = outcome;
  draft.state.close = close;
  enter(draft.state, to.id, at);
  return undefined;
}

/** Begins a new life of a closed deal; the old one is kept as it ended. */
export function reopen(draft: Draft, event: OpportunityReopened, at: number): Verdict {
  const { state, rules } = draft;
  const origin = lastOpenStage(state, rules);
  const to = targetOf(rules, { ...event, stage: event.stage ?? origin }, "open");
  if ("code" in to) return to;
  const refusal =
    to.id === origin && mayMove(rules, state.stage, to.id) ? undefined : refuseEntry(rules, state, to, event);
  if (refusal !== undefined) return refusal;
  const { close, archived: _, ...kept } = state;
  kept.earlierLives.push({
    begun: state.begun,
    stages: state.stages,
    close: close as OpportunityClose,
    ...factsOf(state),
  });
  draft.state = { ...kept, category: "open", stage: to.id, begun: at, stages: [{ stage: to.id, entered: at }] };
  return undefined;
}

function enter(state: DraftState, stage: string, at: number): void {
  state.stage = stage;
  state.stages.push({ stage, entered: at });
}

/** The open stage in which a suspended or closed deal stood last; a deal begins in one, so there always is one. */
function lastOpenStage({ stages, stage }: DraftState, { stageOf }: PipelineRules): string {
  for (let i = stages.length - 1; i >= 0; i--) {
    const id = stages[i]?.stage as string;
    if (stageOf.get(id)?.category === "open") return id;
  }
  return stage;
}

function withoutSuspension(state: DraftState): DraftState {
  const { suspendedSince: _, suspensionReason: __, ...kept } = state;
  return kept;
}

function refuseTerms(rules: PipelineRules, event: OpportunityAborted | OpportunityWon | OpportunityLost): Verdict {
  const { lossReasons, competitors } = rules;
  if (event.type === "lost" && event.reason !== undefined && lossReasons?.includes(event.reason) === false) {
    return refuse("opportunity_unlisted_reason", { reason: event.reason, allowed: lossReasons });
  }
  if (event.type !== "aborted" && event.competitor !== undefined && competitors?.includes(event.competitor) === false) {
    return refuse("opportunity_unlisted_competitor", { competitor: event.competitor, allowed: competitors });
  }
  return undefined;
}

/** What is known about a deal, without the rest of its state. */
function factsOf(state: DraftState): OpportunityFacts {
  const { amountMinor, currency, expectedClose, owner, customerId, product, region } = state;
  return {
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(currency === undefined ? {} : { currency }),
    ...(expectedClose === undefined ? {} : { expectedClose }),
    ...(owner === undefined ? {} : { owner }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(product === undefined ? {} : { product }),
    ...(region === undefined ? {} : { region }),
  };
}
