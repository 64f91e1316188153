export { applyCampaignEvent } from "./activity/apply.ts";
export { toCampaigns } from "./activity/book.ts";
export type {
  CampaignBook,
  CampaignBookOptions,
  CampaignContract,
  CampaignYield,
  CampaignYieldOptions,
} from "./activity/book-types.ts";
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
export { measureCampaignPlan } from "./activity/plan.ts";
export type {
  CampaignAttendanceVariance,
  CampaignCostVariance,
  CampaignCountVariance,
  CampaignPlanLine,
  CampaignPlanOptions,
  CampaignPlanVariance,
} from "./activity/plan-types.ts";
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
export { measureAttribution } from "./attribution/attribution.ts";
export { type AttributionChartOptions, attributionChart } from "./attribution/attribution-chart.ts";
export { compareAttribution } from "./attribution/compare.ts";
export type {
  Attribution,
  AttributionComparison,
  AttributionOptions,
  ChannelComparison,
  ChannelCost,
  ChannelCredit,
  ChannelExperiment,
  ChannelReach,
  CreditGap,
  MethodAbstention,
  MethodCredits,
  PathTouch,
  TouchPath,
} from "./attribution/types.ts";
export { budgetChart } from "./budget/chart.ts";
export { planBudget } from "./budget/plan.ts";
export type {
  BudgetChannel,
  BudgetGain,
  BudgetPlan,
  BudgetStep,
  PlanBudgetOptions,
  PlannedChannel,
} from "./budget/types.ts";
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
export { type ExperimentChartOptions, experimentChart } from "./experiment/chart.ts";
export { planExperiment } from "./experiment/plan.ts";
export type {
  ExperimentArmSizes,
  ExperimentClusters,
  ExperimentCommonOptions,
  ExperimentDesign,
  ExperimentDuration,
  ExperimentEffect,
  ExperimentOptions,
  ExperimentPace,
  ExperimentPlan,
  ExperimentQuantity,
  ExperimentQuestion,
  ExperimentRange,
  ExperimentSequential,
  ExperimentSizes,
  ExperimentTest,
  ExperimentTraffic,
  KnownCorrelation,
  MeanExperimentOptions,
  PastCorrelation,
  PastMean,
  PastRate,
  RateExperimentOptions,
} from "./experiment/types.ts";
export { growthChart } from "./growth/chart.ts";
export { toCoverageRows } from "./growth/coverage.ts";
export { measureGrowth } from "./growth/growth.ts";
export type {
  CoverageRowsOptions,
  Growth,
  GrowthArm,
  GrowthEffect,
  GrowthOptions,
  GrowthOutcome,
  GrowthPeriod,
  GrowthPoint,
  GrowthRow,
  GrowthSeriesPoint,
  GrowthTrend,
  GrowthTrendTest,
  GrowthUnit,
  LeftOutUnit,
  ProductRow,
} from "./growth/types.ts";
export type {
  CovariateSums,
  LiftArm,
  LiftKind,
  LiftState,
  MeanArm,
  NamedArm,
  NamedState,
  RateArm,
  RatioArm,
  ReceivedCounts,
} from "./lift/arm-types.ts";
export { liftChart } from "./lift/chart.ts";
export type { LiftChartEntry, LiftChartOptions } from "./lift/chart-rows.ts";
export { measureLift } from "./lift/lift.ts";
export { mergeLiftStates } from "./lift/merge-states.ts";
export { type CampaignOverlap, type LiftOverlap, measureOverlap, type OverlapRow } from "./lift/overlap.ts";
export {
  type EffectPrior,
  type LiftPosterior,
  type LiftPosteriorOptions,
  measureLiftPosterior,
} from "./lift/posterior.ts";
export { measureIncrementalProfit } from "./lift/profit.ts";
export type { IncrementalProfit, IncrementalProfitOptions } from "./lift/profit-types.ts";
export { type ReadLiftStatesOptions, readLiftStates } from "./lift/read-states.ts";
export { measureSampleRatio } from "./lift/sample-ratio.ts";
export { measureArms } from "./lift/several.ts";
export type { ArmComparison, LiftComparison, LiftCorrection, MeasureArmsOptions } from "./lift/several-types.ts";
export { liftStateColumn, liftStateOf } from "./lift/state-of.ts";
export {
  type LiftBoundSqlOptions,
  type LiftSqlColumns,
  type LiftStateSqlOptions,
  liftBoundSql,
  liftStateSql,
} from "./lift/state-sql.ts";
export type { LiftColumns, LiftStateColumnOptions, LiftStateOptions, Winsorize } from "./lift/state-types.ts";
export type {
  AdjustedLift,
  ComplierLift,
  Lift,
  LiftEffect,
  LiftOptions,
  RateDifferenceMethod,
  SampleRatio,
  SampleRatioArm,
} from "./lift/types.ts";
export { measureCampaignMoney } from "./money/money.ts";
export { measureCampaignNpv } from "./money/npv.ts";
export type {
  BookedMoney,
  CampaignMoney,
  CampaignMoneyOptions,
  CampaignMoneyParts,
  CampaignNpv,
  CampaignNpvOptions,
  CashFlow,
  DiscountedFlow,
  MoneyBreakEven,
  MoneyControl,
  MoneyEstimate,
  MoneyMethod,
  RevenueSums,
} from "./money/types.ts";
export { responseChart } from "./response/chart.ts";
export type { CurveSource } from "./response/curves.ts";
export { fitResponseCurve } from "./response/fit.ts";
export { measureResponse } from "./response/measure.ts";
export { predictResponse } from "./response/predict.ts";
export type {
  Adstock,
  ChannelSpend,
  FitResponseOptions,
  FittedChannel,
  ObservedSpend,
  ParameterBounds,
  PredictedChannel,
  PredictedResponse,
  ReportedChannel,
  ResponseBaseline,
  ResponseChannel,
  ResponseControl,
  ResponseCurve,
  ResponseCurveModel,
  ResponseDraw,
  ResponseErrors,
  ResponseReport,
  Saturation,
  ShapeParameter,
} from "./response/types.ts";
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
