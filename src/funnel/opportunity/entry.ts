import type { OpportunityEventType } from "../../core/labels/opportunity.ts";
import type { PipelineStage, StageCategory } from "../pipeline/types.ts";
import { mayMove, type PipelineRules, stagesOf } from "./book.ts";
import { type DraftState, refuse } from "./draft.ts";
import type { OpportunityEvent } from "./events.ts";
import type { OpportunityRefusal } from "./types.ts";

/** The event by which a stage of each category is entered. */
export const ENTERED_BY: Readonly<Record<StageCategory, OpportunityEventType>> = {
  open: "stage_moved",
  suspended: "suspended",
  won: "won",
  lost: "lost",
  cancelled: "aborted",
};

/** The stage an event leads to: the one it names, if it is of that category, or else the first of the category. */
export function targetOf(
  rules: PipelineRules,
  event: OpportunityEvent & { readonly stage?: string },
  category: StageCategory,
): PipelineStage | OpportunityRefusal {
  const { stage, type } = event;
  const stages = stagesOf(rules, category);
  if (stage === undefined) {
    const [first] = stages;
    if (first !== undefined) return first;
    const ends = (["won", "lost", "cancelled"] as const).filter((end) => rules.byCategory.has(end));
    return refuse("opportunity_no_such_stage", { event: type, allowed: ends.map((end) => ENTERED_BY[end]) });
  }
  const known = rules.stageOf.get(stage);
  if (known?.category === category) return known;
  if (known !== undefined && type === "stage_moved") {
    return refuse("opportunity_stage_needs_event", { stage, allowed: [ENTERED_BY[known.category]] });
  }
  return refuse("opportunity_unknown_stage", { stage, event: type, allowed: [] });
}

/**
 * Why an event may not bring a deal into a stage from where it stands: the pipeline does not list the move, or the stage
 * asks for something that neither the deal nor the event holds. Which stages are allowed is found out by trying.
 */
export function refuseEntry(
  rules: PipelineRules,
  state: DraftState,
  to: PipelineStage,
  event: OpportunityEvent,
): OpportunityRefusal | undefined {
  const from = state.stage;
  if (from !== to.id && !mayMove(rules, from, to.id)) {
    return refuse("opportunity_move_not_allowed", { from, to: to.id, allowed: [] });
  }
  const missing = missingFor(state, to, event);
  return missing === undefined
    ? undefined
    : refuse(missing.code, { stage: to.id, missing: missing.missing, allowed: [] });
}

/** What a stage asks for and the deal does not have; fields come before approvals. */
function missingFor(
  state: DraftState,
  { guard }: PipelineStage,
  event: OpportunityEvent,
):
  | {
      readonly code: "opportunity_fields_missing" | "opportunity_approvals_missing";
      readonly missing: readonly string[];
    }
  | undefined {
  if (guard === undefined) return undefined;
  const fields = guard.fields?.filter((field) => !isFilled(state, field, event)) ?? [];
  if (fields.length > 0) return { code: "opportunity_fields_missing", missing: fields };
  const approvals =
    guard.approvals?.filter((id) => !state.approvals.some((one) => one.id === id && one.state === "given")) ?? [];
  return approvals.length > 0 ? { code: "opportunity_approvals_missing", missing: approvals } : undefined;
}

function isFilled(state: DraftState, field: string, event: OpportunityEvent): boolean {
  switch (field) {
    case "amount":
      return state.amountMinor !== undefined;
    case "expectedClose":
    case "owner":
    case "customerId":
    case "product":
    case "region":
      return state[field] !== undefined;
    case "signedAmount":
      return event.type === "won" && event.signedAmountMinor !== undefined;
    case "lossReason":
      return event.type === "lost" && event.reason !== undefined;
    case "competitor":
      return (event.type === "won" || event.type === "lost") && event.competitor !== undefined;
    default:
      return Object.hasOwn(state.fields, field);
  }
}
