import type { CampaignEventType, CampaignStanding } from "../../core/labels/campaign-activity.ts";
import type { Reason } from "../../core/reasons.ts";
import type { CampaignRefusalParams } from "../../core/wording/campaign-activity.ts";
import type { CampaignLinePlan, CampaignTarget } from "./events.ts";

/** What was approved. Times in a state are epoch milliseconds. */
export interface CampaignApprovalRecord {
  readonly at: number;
  /** Up to which the budget may go without asking again. */
  readonly limit: number;
  readonly by?: string;
}

/** A budget that waits for approval; the lines as they would then be. */
export interface CampaignBudgetRequest {
  readonly since: number;
  readonly lines: readonly CampaignLinePlan[];
  readonly by?: string;
}

/** A plan or a budget that was turned down. */
export interface CampaignRejectionRecord {
  readonly at: number;
  readonly by?: string;
  readonly reason?: string;
}

/** Money that was spent, or came back. */
export interface CampaignCostRecord {
  readonly id: string;
  readonly at: number;
  readonly line: string;
  readonly amount: number;
}

/** Who was invited to a line and who came, all records of one segment together. */
export interface CampaignAttendance {
  readonly line: string;
  readonly segment?: string;
  readonly invited: number;
  /** Of those invited. */
  readonly attended: number;
  readonly walkIns: number;
}

/** What came of a line, all records together. */
export interface CampaignLineResult {
  readonly line: string;
  readonly leads: number;
  readonly opportunities: number;
  readonly contracts: number;
}

/** An opportunity or contract in which the campaign had a part. */
export interface CampaignTargetLink {
  readonly to: CampaignTarget;
  readonly targetId: string;
  readonly credit?: number;
}

/** One look back. */
export interface CampaignReviewRecord {
  readonly at: number;
  readonly grade: string;
  readonly lessons?: string;
  readonly by?: string;
}

/** A time on hold; `until` is absent while it lasts. */
export interface CampaignHold {
  readonly since: number;
  readonly until?: number;
  readonly reason?: string;
}

/** A campaign as its events have made it. Plain JSON; `version` is the format's, `revision` counts events. */
export interface CampaignActivity {
  readonly kind: "campaign_activity";
  readonly version: 1;
  readonly campaignId: string;
  readonly name?: string;
  readonly region: string;
  readonly form: string;
  readonly standing: Exclude<CampaignStanding, "none">;
  /** Planned first and last day, as the moment at which each begins. */
  readonly start: number;
  readonly end?: number;
  readonly plannedAt: number;
  /** The budget that holds. */
  readonly lines: readonly CampaignLinePlan[];
  /** The budget as it was first drafted. */
  readonly draft: readonly CampaignLinePlan[];
  readonly approval?: CampaignApprovalRecord;
  readonly request?: CampaignBudgetRequest;
  readonly rejections: readonly CampaignRejectionRecord[];
  readonly startedAt?: number;
  readonly holds: readonly CampaignHold[];
  /** When it was completed or cancelled. */
  readonly endedAt?: number;
  readonly cancelReason?: string;
  readonly costs: readonly CampaignCostRecord[];
  readonly attendance: readonly CampaignAttendance[];
  readonly results: readonly CampaignLineResult[];
  /** Ids of the records of attendance and results; those of costs stand with the costs. */
  readonly recordIds: readonly string[];
  readonly links: readonly CampaignTargetLink[];
  readonly reviews: readonly CampaignReviewRecord[];
  /** Events applied so far. */
  readonly revision: number;
  readonly lastEventAt: number;
}

/** The rules that hold for all campaigns; what is left out is not restricted. */
export interface CampaignRules {
  /** Planned cost up to which no approval is needed, at least 0; default 0: whatever costs money is approved first. */
  readonly approvalAbove?: number;
  /** Reasons for which a campaign may be called off. */
  readonly cancelReasons?: readonly string[];
  /** Grades that a review may give. */
  readonly grades?: readonly string[];
}

/** Options of {@link applyCampaignEvent} and of the replays. */
export interface CampaignActivityOptions {
  readonly rules?: CampaignRules;
}

/** Why an event was refused, with what was `allowed` among its parameters; `describe` words it. */
export type CampaignRefusal = Reason<keyof CampaignRefusalParams>;

/** What became of an event. A refused one leaves the state as it was, the same object. */
export type CampaignEventResult =
  | { readonly accepted: true; readonly state: CampaignActivity }
  | {
      readonly accepted: false;
      readonly state: CampaignActivity | undefined;
      readonly refusal: CampaignRefusal;
      /** What would have been taken instead: events, lines, amounts…, as the code says. */
      readonly allowed: readonly string[];
    };

/** An event that was refused in a replay. */
export interface RefusedCampaignEvent {
  /** Row of the event as it was given. */
  readonly index: number;
  readonly campaignId: string;
  readonly type: CampaignEventType;
  readonly refusal: CampaignRefusal;
  readonly allowed: readonly string[];
}

/** One campaign, replayed. */
export interface CampaignReplay {
  /** Absent where the campaign was never planned. */
  readonly state?: CampaignActivity;
  readonly refused: readonly RefusedCampaignEvent[];
}

/** Many campaigns, replayed. */
export interface CampaignsReplay {
  /** Sorted by `campaignId`, by code units. */
  readonly campaigns: readonly CampaignActivity[];
  readonly refused: readonly RefusedCampaignEvent[];
}

declare const snapshotBrand: unique symbol;

/**
 * All campaigns as they were known at a moment. Only {@link campaignSnapshotAt} makes one (and its schema reads one
 * back). Plain JSON; the brand exists for the compiler alone.
 */
export interface CampaignSnapshot extends CampaignsReplay {
  readonly [snapshotBrand]: true;
  readonly kind: "campaign_snapshot";
  readonly version: 1;
  /** ISO 8601 moment; nothing in here happened later. */
  readonly asOf: string;
}
