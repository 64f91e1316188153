export { applyCampaignEvent } from "./activity/apply.ts";
export type {
  CampaignBook,
  CampaignBookOptions,
  CampaignContract,
  CampaignYield,
  CampaignYieldOptions,
} from "./activity/book-types.ts";
export { toCampaigns } from "./activity/book.ts";
export type {
  CampaignApproved,
  CampaignAttendanceRecorded,
  CampaignBudgetChanged,
  CampaignCancelled,
  CampaignCostBooked,
  CampaignEvent,
  CampaignEventBase,
  CampaignLinePlan,
  CampaignLinked,
  CampaignMoved,
  CampaignPaused,
  CampaignPlanned,
  CampaignRejected,
  CampaignResultRecorded,
  CampaignReviewed,
  CampaignSubmitted,
  CampaignTarget,
  CampaignUnlinked,
} from "./activity/events.ts";
export type {
  CampaignAttendanceVariance,
  CampaignCostVariance,
  CampaignCountVariance,
  CampaignPlanLine,
  CampaignPlanOptions,
  CampaignPlanVariance,
} from "./activity/plan-types.ts";
export { measureCampaignPlan } from "./activity/plan.ts";
export { campaignSnapshotAt, replayCampaign, replayCampaigns } from "./activity/replay.ts";
export type {
  CampaignActivity,
  CampaignActivityOptions,
  CampaignApprovalRecord,
  CampaignAttendance,
  CampaignBudgetRequest,
  CampaignCostRecord,
  CampaignEventResult,
  CampaignHold,
  CampaignLineResult,
  CampaignRefusal,
  CampaignRejectionRecord,
  CampaignReplay,
  CampaignReviewRecord,
  CampaignRules,
  CampaignSnapshot,
  CampaignsReplay,
  CampaignTargetLink,
  RefusedCampaignEvent,
} from "./activity/types.ts";
export { measureCampaignYield } from "./activity/yield.ts";
export { compareCampaigns } from "./compare/compare.ts";
export type {
  CampaignComparison,
  CampaignGroup,
  CampaignGrouping,
  CompareCampaignsOptions,
  ExcludedCampaign,
  GroupTest,
  ShrunkRoi,
} from "./compare/types.ts";
export { measureLift } from "./lift/lift.ts";
export { measureSampleRatio } from "./lift/sample-ratio.ts";
export type {
  Lift,
  LiftArm,
  LiftEffect,
  LiftOptions,
  MeanArm,
  RateArm,
  RateDifferenceMethod,
  SampleRatio,
  SampleRatioArm,
} from "./lift/types.ts";
export { roiChart } from "./roi/roi-chart.ts";
export { measureCampaignRoi } from "./roi/roi.ts";
export type {
  Campaign,
  CampaignCostLine,
  CampaignFigures,
  CampaignLink,
  CampaignOpportunity,
  CampaignPayback,
  CampaignRatios,
  CampaignRoi,
  CampaignRoiOptions,
  CampaignRoiResult,
  CampaignTotals,
  UnlinkedOpportunities,
} from "./roi/types.ts";
