import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { CampaignMeasure, CampaignStanding } from "../../core/labels/campaign-activity.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

/** Options of {@link measureCampaignPlan}. */
export interface CampaignPlanOptions {
  /** The day of looking, not before the campaigns' last event. */
  readonly asOf: DateLike;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Planned against real cost. */
export interface CampaignCostVariance {
  readonly planned: number;
  readonly real: number;
  /** What an even pace would have spent by now; the planned cost after the end, absent without a pace. */
  readonly due?: number;
  /** Real − planned. */
  readonly difference: number;
  /** Difference ÷ planned; absent where nothing was planned. */
  readonly share?: number;
}

/** Planned against real count of people, leads or deals. */
export interface CampaignCountVariance {
  readonly planned: number;
  readonly real: number;
  /** What an even pace would have brought by now; the planned count after the end, absent without a pace. */
  readonly due?: number;
  /** Real − due. */
  readonly difference?: number;
  /** Difference ÷ due; absent where nothing was due. */
  readonly share?: number;
  /** Exact Poisson interval of what such a line brings in that time; too short where people come in parties. */
  readonly interval: Interval;
}

/** Planned against real rate of attendance. */
export interface CampaignAttendanceVariance {
  /** Planned attended ÷ invited; absent where nobody was to be invited. */
  readonly planned?: number;
  /** Attended ÷ invited with Wilson's interval, `n` invited. */
  readonly rate: Estimate | Abstention;
  /** People who came without an invitation. */
  readonly walkIns: number;
}

/** One line of a campaign, or all of them together, planned against real. */
export interface CampaignPlanLine {
  readonly cost: CampaignCostVariance;
  readonly attendance: CampaignAttendanceVariance;
  readonly counts: Readonly<Record<CampaignMeasure, CampaignCountVariance>>;
}

/** A campaign, planned against real. */
export interface CampaignPlanVariance {
  readonly campaignId: string;
  readonly name?: string;
  readonly standing: Exclude<CampaignStanding, "none">;
  /** Share of the planned time that has passed without holds, 0–1; 1 after completion; absent without a pace. */
  readonly elapsed?: number;
  readonly lines: readonly (CampaignPlanLine & { readonly line: string })[];
  readonly total: CampaignPlanLine;
  /** Attendance by segment, where records name one. */
  readonly segments: readonly {
    readonly segment: string;
    readonly rate: Estimate | Abstention;
    readonly walkIns: number;
  }[];
  /** What a reader should look at, the whole before its lines. */
  readonly reasons: readonly Reason[];
}
