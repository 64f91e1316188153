export { compareCampaigns } from "./compare.ts";
export type {
  CampaignComparison,
  CampaignGroup,
  CampaignGrouping,
  CompareCampaignsOptions,
  ExcludedCampaign,
  GroupTest,
  ShrunkRoi,
} from "./comparison-types.ts";
export { measureLift } from "./lift.ts";
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
} from "./lift-types.ts";
export { measureCampaignRoi } from "./roi.ts";
export { roiChart } from "./roi-chart.ts";
export { measureSampleRatio } from "./sample-ratio.ts";
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
} from "./types.ts";
