import type { DateLike } from "../../time/day.ts";

/** What every event says. */
export interface CampaignEventBase {
  readonly campaignId: string;
  /** When it happened. Text without an offset is UTC; a bare date is its first moment. */
  readonly at: DateLike;
  /** Who did it. */
  readonly by?: string;
}

/** What one line of a campaign may cost and is meant to bring. Amounts in one currency; counts are whole. */
export interface CampaignLinePlan {
  /** Id of the line, such as `venue`, `mailing` or `dinner in Suzhou`; unique within the campaign. */
  readonly line: string;
  /** Planned cost, from 0 to 1e290. */
  readonly planned: number;
  /** People to be invited. */
  readonly invited?: number;
  /** Of those invited, how many are expected to come; at most `invited`. */
  readonly attended?: number;
  readonly leads?: number;
  readonly opportunities?: number;
  readonly contracts?: number;
}

/** A campaign is drafted. */
export interface CampaignPlanned extends CampaignEventBase {
  readonly type: "planned";
  readonly name?: string;
  readonly region: string;
  /** Form of the campaign: seminar, exhibition, mailing, visit week… */
  readonly form: string;
  readonly start: DateLike;
  /** Last day; not before `start`. */
  readonly end?: DateLike;
  readonly lines: readonly CampaignLinePlan[];
}

/** The draft is handed in for approval. */
export interface CampaignSubmitted extends CampaignEventBase {
  readonly type: "submitted";
}

/** The plan, or a budget that was asked for, is approved. */
export interface CampaignApproved extends CampaignEventBase {
  readonly type: "approved";
  /** Up to which the budget may go without asking again, not below what is approved; default: what is approved. */
  readonly limit?: number;
}

/** The plan goes back to the drafter, or a budget that was asked for is turned down. */
export interface CampaignRejected extends CampaignEventBase {
  readonly type: "rejected";
  readonly reason?: string;
}

/** The campaign begins, goes on hold, goes on, or ends as meant. */
export interface CampaignMoved extends CampaignEventBase {
  readonly type: "started" | "resumed" | "completed";
}

/** The campaign goes on hold. */
export interface CampaignPaused extends CampaignEventBase {
  readonly type: "paused";
  readonly reason?: string;
}

/**
 * Lines get other amounts or aims, or are added; a line that is not named stays. Above the approved limit the change
 * waits for approval, and the old budget holds until then; a later change takes the place of one that waits.
 */
export interface CampaignBudgetChanged extends CampaignEventBase {
  readonly type: "budget_changed";
  readonly lines: readonly CampaignLinePlan[];
}

/** Money was spent on a line, or came back. */
export interface CampaignCostBooked extends CampaignEventBase {
  readonly type: "cost_booked";
  /** Unique within the campaign, so that a repeated delivery is not paid twice. */
  readonly recordId: string;
  readonly line: string;
  /** Amount, within ±1e290; negative for money that came back, though a line never falls below 0. */
  readonly amount: number;
}

/** People were invited or came; what a record says is added to what was known. */
export interface CampaignAttendanceRecorded extends CampaignEventBase {
  readonly type: "attendance_recorded";
  /** Unique within the campaign. */
  readonly recordId: string;
  readonly line: string;
  /** Who they are: a tier, an industry… */
  readonly segment?: string;
  /** People invited, whole. */
  readonly invited?: number;
  /** Of those invited, how many came. */
  readonly attended?: number;
  /** People who came without an invitation. */
  readonly walkIns?: number;
}

/** Leads, opportunities or contracts came of a line; what a record says is added to what was known. */
export interface CampaignResultRecorded extends CampaignEventBase {
  readonly type: "result_recorded";
  /** Unique within the campaign. */
  readonly recordId: string;
  readonly line: string;
  readonly leads?: number;
  readonly opportunities?: number;
  readonly contracts?: number;
}

/** What a campaign can have had a part in. */
export type CampaignTarget = "opportunity" | "contract";

/** The campaign had a part in an opportunity or a contract; said again it changes the credit. */
export interface CampaignLinked extends CampaignEventBase {
  readonly type: "linked";
  readonly to: CampaignTarget;
  /** Id of the opportunity or contract. */
  readonly targetId: string;
  /** Share that is the campaign's, 0–1; left out: what the others leave, in equal parts. */
  readonly credit?: number;
}

/** The campaign had no part in it after all. */
export interface CampaignUnlinked extends CampaignEventBase {
  readonly type: "unlinked";
  readonly to: CampaignTarget;
  readonly targetId: string;
}

/** The campaign is called off. */
export interface CampaignCancelled extends CampaignEventBase {
  readonly type: "cancelled";
  readonly reason: string;
}

/** Somebody looked back at what the campaign was worth. */
export interface CampaignReviewed extends CampaignEventBase {
  readonly type: "reviewed";
  readonly grade: string;
  readonly lessons?: string;
}

/** Anything that happens to a campaign; told apart by `type`. */
export type CampaignEvent =
  | CampaignPlanned
  | CampaignSubmitted
  | CampaignApproved
  | CampaignRejected
  | CampaignMoved
  | CampaignPaused
  | CampaignBudgetChanged
  | CampaignCostBooked
  | CampaignAttendanceRecorded
  | CampaignResultRecorded
  | CampaignLinked
  | CampaignUnlinked
  | CampaignCancelled
  | CampaignReviewed;
