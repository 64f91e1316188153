import type { DateLike } from "../../time/day.ts";

/** What every event says. */
export interface OpportunityEventBase {
  readonly dealId: string;
  /** When it happened. Text without an offset is UTC; a bare date is its first moment. */
  readonly at: DateLike;
  /** Who did it. */
  readonly by?: string;
}

/** Value of a field of the caller's own. */
export type FieldValue = string | number | boolean;

/** One owner's part; weights are whole numbers from 0 to 1,000,000,000. */
export interface SplitShare {
  readonly owner: string;
  readonly weight: number;
}

/** Quota credit by owner: each gets `weight / per` of the amount, in all perhaps more or less than the whole. */
export interface CreditSplit {
  /** The weight that stands for the whole amount, for example 100 where weights are percentages. */
  readonly per: number;
  readonly shares: readonly SplitShare[];
}

/** A deal is recorded, in an open stage. */
export interface OpportunityCreated extends OpportunityEventBase {
  readonly type: "created";
  /** Id of its pipeline; may be left out where only one is given. */
  readonly pipeline?: string;
  /** Default: the pipeline's first open stage. */
  readonly stage?: string;
  /** Listed amount in minor units (cents, fen), zero or more. */
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly expectedClose?: DateLike;
  readonly owner?: string;
  readonly customerId?: string;
  readonly product?: string;
  readonly region?: string;
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** The deal moves to another open stage, forward, back or past stages in between. */
export interface OpportunityStageMoved extends OpportunityEventBase {
  readonly type: "stage_moved";
  readonly stage: string;
}

/** The listed amount changes. */
export interface OpportunityAmountChanged extends OpportunityEventBase {
  readonly type: "amount_changed";
  readonly amountMinor: number;
  /** May name the currency while the deal has none; a deal keeps its currency. */
  readonly currency?: string;
}

/** The promised close date changes; a later one counts as a push. */
export interface OpportunityCloseDateChanged extends OpportunityEventBase {
  readonly type: "close_date_changed";
  readonly expectedClose: DateLike;
}

/** The deal goes to another owner; agreed splits stay until they are agreed anew. */
export interface OpportunityOwnerTransferred extends OpportunityEventBase {
  readonly type: "owner_transferred";
  readonly owner: string;
}

/** What is known about the deal changes; `null` clears a field of the caller's own. */
export interface OpportunityDetailsChanged extends OpportunityEventBase {
  readonly type: "details_changed";
  readonly customerId?: string;
  readonly product?: string;
  readonly region?: string;
  readonly fields?: Readonly<Record<string, FieldValue | null>>;
}

/** Revenue, quota credit or both are shared by agreement; what is not named stays as it was agreed. */
export interface OpportunitySplitsAgreed extends OpportunityEventBase {
  readonly type: "splits_agreed";
  /** Parts of the whole revenue, by weight. */
  readonly revenue?: readonly SplitShare[];
  readonly credit?: CreditSplit;
}

/** An approval is asked for, given or refused. */
export interface OpportunityApproval extends OpportunityEventBase {
  readonly type: "approval_asked" | "approval_given" | "approval_refused";
  /** Id of the approval, as in a stage's guard. */
  readonly approval: string;
}

/** The deal is put on hold: into a suspended stage where the pipeline has one, else where it stands. */
export interface OpportunitySuspended extends OpportunityEventBase {
  readonly type: "suspended";
  /** Default: the pipeline's first suspended stage, if it has one. */
  readonly stage?: string;
  readonly reason?: string;
}

/** The deal goes on. */
export interface OpportunityResumed extends OpportunityEventBase {
  readonly type: "resumed";
  /** Default: the open stage in which it was suspended. */
  readonly stage?: string;
}

/** The deal is given up by either side without a winner. */
export interface OpportunityAborted extends OpportunityEventBase {
  readonly type: "aborted";
  /** Default: the pipeline's first cancelled stage. */
  readonly stage?: string;
  readonly reason?: string;
}

/** The deal is signed. */
export interface OpportunityWon extends OpportunityEventBase {
  readonly type: "won";
  /** Default: the pipeline's first won stage. */
  readonly stage?: string;
  /** Amount that was signed, minor units. */
  readonly signedAmountMinor?: number;
  /** Whom it was won against. */
  readonly competitor?: string;
}

/** The deal goes elsewhere, or nowhere. */
export interface OpportunityLost extends OpportunityEventBase {
  readonly type: "lost";
  /** Default: the pipeline's first lost stage. */
  readonly stage?: string;
  readonly reason?: string;
  /** Whom it was lost to. */
  readonly competitor?: string;
}

/** A closed deal is taken up again and begins a new life. */
export interface OpportunityReopened extends OpportunityEventBase {
  readonly type: "reopened";
  /** Default: the open stage in which it stood last. */
  readonly stage?: string;
}

/** Somebody looked back at the deal. */
export interface OpportunityReviewed extends OpportunityEventBase {
  readonly type: "reviewed";
  readonly note?: string;
}

/** A closed deal is put away. */
export interface OpportunityArchived extends OpportunityEventBase {
  readonly type: "archived";
}

/** A visit, a call, a sample: what was done for the deal and what it cost. */
export interface OpportunityActivity extends OpportunityEventBase {
  readonly type: "activity";
  /** Unique within the deal, so that a repeated delivery is not paid twice. */
  readonly activityId: string;
  readonly kind?: string;
  /** Cost in minor units of the deal's currency, zero or more. */
  readonly costMinor?: number;
}

/** Anything that happens to an opportunity; told apart by `type`. */
export type OpportunityEvent =
  | OpportunityCreated
  | OpportunityStageMoved
  | OpportunityAmountChanged
  | OpportunityCloseDateChanged
  | OpportunityOwnerTransferred
  | OpportunityDetailsChanged
  | OpportunitySplitsAgreed
  | OpportunityApproval
  | OpportunitySuspended
  | OpportunityResumed
  | OpportunityAborted
  | OpportunityWon
  | OpportunityLost
  | OpportunityReopened
  | OpportunityReviewed
  | OpportunityArchived
  | OpportunityActivity;
