import type { Abstention } from "../../core/estimate.ts";
import type { ApprovalState, OpportunityEventType } from "../../core/labels/opportunity.ts";
import type { Reason } from "../../core/reasons.ts";
import type { OpportunityRefusalParams } from "../../core/wording/opportunity.ts";
import type { ClosedOutcome, Pipeline, StageCategory } from "../pipeline/types.ts";
import type { DealHistory } from "../types.ts";
import type { CreditSplit, FieldValue, SplitShare } from "./events.ts";

/** A stage the deal came into. Times in a state are epoch milliseconds. */
export interface OpportunityStage {
  readonly stage: string;
  readonly entered: number;
}

/** An approval and how it stands. */
export interface OpportunityApprovalRecord {
  readonly id: string;
  readonly state: Exclude<ApprovalState, "not_asked">;
  /** When it came to stand so. */
  readonly since: number;
  readonly by?: string;
}

/** One thing that was done for the deal. */
export interface OpportunityActivityRecord {
  readonly id: string;
  readonly at: number;
  readonly by?: string;
  readonly kind?: string;
  readonly costMinor?: number;
}

/** One look back. */
export interface OpportunityReview {
  readonly at: number;
  readonly by?: string;
  readonly note?: string;
}

/** How the deal ended. */
export interface OpportunityClose {
  readonly at: number;
  readonly outcome: ClosedOutcome;
  readonly signedAmountMinor?: number;
  readonly reason?: string;
  readonly competitor?: string;
}

/** What is known about a deal, besides where it stands. */
export interface OpportunityFacts {
  /** Listed amount in minor units. */
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly expectedClose?: number;
  readonly owner?: string;
  readonly customerId?: string;
  readonly product?: string;
  readonly region?: string;
}

/** A life of a deal that has ended, as it was then; reopening begins the next one. */
export interface OpportunityLife extends OpportunityFacts {
  readonly begun: number;
  readonly stages: readonly OpportunityStage[];
  readonly close: OpportunityClose;
}

/** An opportunity as its events have made it. Plain JSON; `version` is the format's, `revision` counts events. */
export interface Opportunity extends OpportunityFacts {
  readonly kind: "opportunity";
  readonly version: 1;
  readonly dealId: string;
  /** Id of its pipeline. */
  readonly pipeline: string;
  readonly stage: string;
  /** How the deal stands: the stage's category, or `suspended` also where the pipeline has no stage for that. */
  readonly category: StageCategory;
  readonly created: number;
  /** Fields of the caller's own. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly revenueSplit?: readonly SplitShare[];
  readonly creditSplit?: CreditSplit;
  readonly approvals: readonly OpportunityApprovalRecord[];
  /** How often the promised close date was moved to a later one. */
  readonly closeDatePushes: number;
  /** When it was, all lives together; absent or shorter than the count in a state kept before the moments were. */
  readonly closeDatePushedAt?: readonly number[];
  readonly activities: readonly OpportunityActivityRecord[];
  /** Sum of the activities' costs, minor units. */
  readonly activityCostMinor: number;
  readonly reviews: readonly OpportunityReview[];
  /** When this life of the deal began: created, or reopened last. */
  readonly begun: number;
  /** The stages of this life in the order in which they were entered, its end included. */
  readonly stages: readonly OpportunityStage[];
  /** Lives that ended before the deal was reopened. */
  readonly earlierLives: readonly OpportunityLife[];
  readonly suspendedSince?: number;
  readonly suspensionReason?: string;
  readonly close?: OpportunityClose;
  readonly archived?: number;
  /** Events applied so far. */
  readonly revision: number;
  readonly lastEventAt: number;
}

/** Why an event was refused, with what was `allowed` among its parameters; `describe` words it. */
export type OpportunityRefusal = Reason<keyof OpportunityRefusalParams>;

/** The pipelines whose rules hold. */
export interface OpportunityOptions {
  readonly pipelines: readonly Pipeline[];
}

/** What became of an event. A refused one leaves the state as it was, the same object. */
export type OpportunityResult =
  | { readonly accepted: true; readonly state: Opportunity }
  | {
      readonly accepted: false;
      readonly state: Opportunity | undefined;
      readonly refusal: OpportunityRefusal;
      /** What would have been taken instead: events, stages, reasons…, as the code says. */
      readonly allowed: readonly string[];
    };

/** An event that was refused in a replay. */
export interface RefusedEvent {
  /** Row of the event as it was given. */
  readonly index: number;
  readonly dealId: string;
  readonly type: OpportunityEventType;
  readonly refusal: OpportunityRefusal;
  readonly allowed: readonly string[];
}

/** One deal, replayed. */
export interface OpportunityReplay {
  /** Absent where the deal was never created. */
  readonly state?: Opportunity;
  readonly refused: readonly RefusedEvent[];
}

/** Many deals, replayed. */
export interface OpportunitiesReplay {
  /** Sorted by `dealId`, by code units. */
  readonly opportunities: readonly Opportunity[];
  readonly refused: readonly RefusedEvent[];
}

declare const snapshotBrand: unique symbol;

/**
 * All deals as they were known at a moment. Only {@link snapshotAt} makes one (and its schema reads one back), so that
 * what asks for a snapshot cannot be handed the present by mistake. Plain JSON; the brand exists for the compiler alone.
 */
export interface Snapshot extends OpportunitiesReplay {
  readonly [snapshotBrand]: true;
  readonly kind: "opportunity_snapshot";
  readonly version: 1;
  /** ISO 8601 moment; nothing in here happened later. */
  readonly asOf: string;
}

/** Options of {@link toDealHistories}. */
export interface DealHistoriesOptions {
  /** Deals of other pipelines are left out. */
  readonly pipeline: Pipeline;
  /** Turns minor units into the plain amount of a history, zero or more; default: divided by 100, one currency only. */
  readonly toAmount?: (amountMinor: number, currency: string | undefined) => number;
}

/** One life of one deal, as the stage model takes it. */
export interface OpportunityHistory extends DealHistory {
  /** Id of the deal itself. */
  readonly opportunity: string;
  /** 1 for the first life, 2 after it was reopened once, and so on. */
  readonly life: number;
}

/** What an owner gets. */
export interface SplitPart {
  readonly owner: string;
  readonly amountMinor: number;
}

/** Revenue and quota credit of a deal by owner; both lists sum exactly to the totals beside them. */
export interface OpportunityParts {
  /** Signed amount of a won deal where it is known, else the listed amount. */
  readonly amountMinor: number;
  readonly revenue: readonly SplitPart[];
  /** Quota credit in all; other than `amountMinor` where the credit agreed is more or less than the whole. */
  readonly creditMinor: number;
  readonly credit: readonly SplitPart[];
}

/** Parts, or why there are none. */
export type OpportunitySplit = OpportunityParts | Abstention;

/** A stage the deal could be in next. */
export interface OpportunityMove {
  readonly stage: string;
  readonly category: StageCategory;
  /** The event that leads there. */
  readonly event: OpportunityEventType;
  /** What stands in the way; absent where nothing does. */
  readonly refusal?: OpportunityRefusal;
}
