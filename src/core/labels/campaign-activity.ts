import type { Label } from "../locale.ts";

/** What can happen to a campaign, D30. */
export type CampaignEventType =
  | "planned"
  | "submitted"
  | "approved"
  | "rejected"
  | "started"
  | "paused"
  | "resumed"
  | "budget_changed"
  | "cost_booked"
  | "attendance_recorded"
  | "result_recorded"
  | "linked"
  | "unlinked"
  | "completed"
  | "cancelled"
  | "reviewed";

/** How a campaign stands; `none` is one that was not planned yet. */
export type CampaignStanding =
  | "none"
  | "planned"
  | "submitted"
  | "approved"
  | "running"
  | "paused"
  | "completed"
  | "cancelled";

/** What a campaign is counted by, planned and real. */
export type CampaignMeasure = "invited" | "attended" | "leads" | "opportunities" | "contracts";

/** The two arms of a comparison in time. */
export type GrowthArmId = "campaign" | "comparison";

/** Label families of `campaign-activity`. */
export interface CampaignActivityLabels {
  readonly campaignEvent: Readonly<Record<CampaignEventType, Label>>;
  readonly campaignStanding: Readonly<Record<CampaignStanding, Label>>;
  readonly campaignMeasure: Readonly<Record<CampaignMeasure, Label>>;
  readonly growthArm: Readonly<Record<GrowthArmId, Label>>;
}

export const campaignActivityLabels: CampaignActivityLabels = {
  campaignEvent: {
    planned: { en: "Planned", zh: "策划" },
    submitted: { en: "Submitted", zh: "提交审批" },
    approved: { en: "Approved", zh: "审批通过" },
    rejected: { en: "Rejected", zh: "审批驳回" },
    started: { en: "Started", zh: "启动" },
    paused: { en: "Paused", zh: "暂停" },
    resumed: { en: "Resumed", zh: "恢复" },
    budget_changed: { en: "Budget changed", zh: "预算调整" },
    cost_booked: { en: "Cost booked", zh: "费用入账" },
    attendance_recorded: { en: "Attendance recorded", zh: "到场登记" },
    result_recorded: { en: "Result recorded", zh: "成果登记" },
    linked: { en: "Linked", zh: "关联" },
    unlinked: { en: "Unlinked", zh: "取消关联" },
    completed: { en: "Completed", zh: "完成" },
    cancelled: { en: "Cancelled", zh: "取消" },
    reviewed: { en: "Reviewed", zh: "复盘" },
  },
  campaignStanding: {
    none: { en: "Not planned", zh: "未策划" },
    planned: { en: "Planned", zh: "策划中" },
    submitted: { en: "Waiting for approval", zh: "待审批" },
    approved: { en: "Approved", zh: "已批准" },
    running: { en: "Running", zh: "进行中" },
    paused: { en: "Paused", zh: "已暂停" },
    completed: { en: "Completed", zh: "已完成" },
    cancelled: { en: "Cancelled", zh: "已取消" },
  },
  campaignMeasure: {
    invited: { en: "Invited", zh: "邀请人数" },
    attended: { en: "Attended", zh: "到场人数" },
    leads: { en: "Leads", zh: "线索" },
    opportunities: { en: "Opportunities", zh: "商机" },
    contracts: { en: "Contracts", zh: "合同" },
  },
  growthArm: {
    campaign: { en: "With the campaign", zh: "有活动" },
    comparison: { en: "Comparison group", zh: "对照组" },
  },
};
