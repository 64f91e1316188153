import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { OpportunityStanding } from "../../core/labels/opportunity.ts";
import type { OpportunityRefusalParams } from "../../core/wording/opportunity.ts";
import { requireId } from "../pipeline/rules.ts";
import type { PipelineBook, PipelineRules } from "./book.ts";
import type {
  Opportunity,
  OpportunityActivityRecord,
  OpportunityApprovalRecord,
  OpportunityLife,
  OpportunityRefusal,
  OpportunityReview,
  OpportunityStage,
} from "./types.ts";

/** A state that may still be written to: a replay grows its lists in place instead of copying them at every event. */
export type DraftState = { -readonly [Key in keyof Omit<Opportunity, Lists>]: Opportunity[Key] } & {
  approvals: OpportunityApprovalRecord[];
  activities: OpportunityActivityRecord[];
  reviews: OpportunityReview[];
  closeDatePushedAt: number[];
  stages: OpportunityStage[];
  earlierLives: OpportunityLife[];
};

type Lists = "approvals" | "activities" | "reviews" | "closeDatePushedAt" | "stages" | "earlierLives";

/** A deal in the making, with the rules it follows. */
export interface Draft {
  state: DraftState;
  readonly rules: PipelineRules;
  /** Ids of the activities, laid out at the first one. */
  activityIds?: Set<string>;
}

/** The range in which ECMAScript dates exist, in milliseconds either side of 1970. */
const MAX_MS = 8.64e15;

/** A draft of its own, so that what it was taken from never changes. */
export function openDraft(state: Opportunity, book: PipelineBook): Draft {
  requireState(state);
  const rules = book.get(state.pipeline);
  if (rules === undefined) {
    throw new ClienteleError(
      "unknown_id",
      `options.pipelines must hold ${show(state.pipeline)}, the pipeline of deal ${show(state.dealId)}`,
      { pipeline: state.pipeline, allowed: [...book.keys()] },
    );
  }
  if (!rules.stageOf.has(state.stage)) {
    throw new ClienteleError(
      "unknown_id",
      `state.stage must be a stage of pipeline ${show(state.pipeline)}, got ${show(state.stage)}`,
      { stage: state.stage },
    );
  }
  return {
    rules,
    state: {
      ...state,
      approvals: [...state.approvals],
      activities: [...state.activities],
      reviews: [...state.reviews],
      closeDatePushedAt: [...(state.closeDatePushedAt ?? [])],
      stages: [...state.stages],
      earlierLives: [...state.earlierLives],
    },
  };
}

/** Refuses what is plainly no opportunity; JSON from outside goes through `loadModel` for the full check. */
export function requireState(state: Opportunity, name: string = "state"): void {
  requireObject(state, name);
  if (state.kind !== "opportunity") {
    throw new ClienteleError("invalid_type", `${name} must come from events, got kind ${show(state.kind)}`, { name });
  }
  if (state.version !== 1) {
    throw new ClienteleError("unsupported_version", `${name}.version must be 1, got ${show(state.version)}`, { name });
  }
  requireId(state.dealId, `${name}.dealId`);
  requireId(state.pipeline, `${name}.pipeline`);
  requireId(state.stage, `${name}.stage`);
  requireObject(state.fields, `${name}.fields`);
  for (const list of ["approvals", "activities", "reviews", "stages", "earlierLives"] as const) {
    requireColumn(state[list], `${name}.${list}`);
  }
  if (state.closeDatePushedAt !== undefined) requireColumn(state.closeDatePushedAt, `${name}.closeDatePushedAt`);
  for (const count of ["closeDatePushes", "activityCostMinor", "revision"] as const) {
    requireNumber(state[count], `${name}.${count}`, { min: 0, integer: true });
  }
  for (const time of ["created", "begun", "lastEventAt"] as const) {
    requireNumber(state[time], `${name}.${time}`, { min: -MAX_MS, max: MAX_MS });
  }
}

/** How a deal stands: its category, unless it is put away. */
export function standingOf(state: Opportunity | DraftState): OpportunityStanding {
  return state.archived === undefined ? state.category : "archived";
}

/** A refusal as data. */
export function refuse<Code extends keyof OpportunityRefusalParams>(
  code: Code,
  params: OpportunityRefusalParams[Code],
): OpportunityRefusal {
  // code and parameters belong together by the signature; the compiler cannot carry that into the union
  return { code, params } as OpportunityRefusal;
}
