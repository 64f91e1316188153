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
export { measureCampaignRoi } from "./roi/roi.ts";
export { roiChart } from "./roi/roi-chart.ts";
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
