export type { ForecastUnit } from "./calendar/outlook.ts";
export type {
  CalendarFactor,
  FunnelCalendar,
  FunnelSeason,
  FunnelShock,
  LikelyVariance,
  SeasonPace,
  SeasonPeriod,
} from "./calendar/types.ts";
export { type WaterfallChartOptions, waterfallChart } from "./change/chart.ts";
export { comparePipeline } from "./change/compare.ts";
export { compareForecasts } from "./change/forecast.ts";
export { toPipelineDeals } from "./change/snapshot.ts";
export type {
  CloseWindow,
  ComparableForecast,
  CompareForecastsOptions,
  ComparePipelineOptions,
  Flow,
  ForecastChange,
  ForecastedDeal,
  OwnerChange,
  PipelineChange,
  PipelineDeal,
  PipelineWaterfall,
  Slippage,
  StageChange,
  Waterfall,
} from "./change/types.ts";
export type { CreationEntry, FunnelCreation } from "./creation/types.ts";
export { forecastChart } from "./forecast/chart.ts";
export { forecastFunnel } from "./forecast/forecast.ts";
export type {
  AmountBin,
  CountShare,
  DealForecast,
  ForecastContents,
  ForecastFunnelOptions,
  ForecastMethod,
  ForecastPeriod,
  ForecastRange,
  FunnelForecast,
  FunnelSummary,
  NewDealsForecast,
  StageSummary,
  SummarizeFunnelOptions,
} from "./forecast/types.ts";
export { type ReliabilityChartOptions, reliabilityChart } from "./judge/reliability-chart.ts";
export { explainLead } from "./lead/explain.ts";
export { fitLeadScore } from "./lead/fit.ts";
export { scoreLead, scoreLeadColumn } from "./lead/score.ts";
export type {
  FitLeadScoreOptions,
  LeadCalibration,
  LeadCalibrationMethod,
  LeadContribution,
  LeadExplanation,
  LeadField,
  LeadFieldModel,
  LeadJudgement,
  LeadLevel,
  LeadMethod,
  LeadNote,
  LeadRecord,
  LeadRest,
  LeadScore,
  LeadScoreModel,
} from "./lead/types.ts";
export { applyOpportunityEvent } from "./opportunity/apply.ts";
export type {
  CreditSplit,
  FieldValue,
  OpportunityAborted,
  OpportunityActivity,
  OpportunityAmountChanged,
  OpportunityApproval,
  OpportunityArchived,
  OpportunityCloseDateChanged,
  OpportunityCreated,
  OpportunityDetailsChanged,
  OpportunityEvent,
  OpportunityEventBase,
  OpportunityLost,
  OpportunityOwnerTransferred,
  OpportunityReopened,
  OpportunityResumed,
  OpportunityReviewed,
  OpportunitySplitsAgreed,
  OpportunityStageMoved,
  OpportunitySuspended,
  OpportunityWon,
  SplitShare,
} from "./opportunity/events.ts";
export { toDealHistories } from "./opportunity/histories.ts";
export { explainOpportunityMoves } from "./opportunity/moves.ts";
export { splitOpportunity } from "./opportunity/parts.ts";
export { replayOpportunities, replayOpportunity, snapshotAt } from "./opportunity/replay.ts";
export { splitAmount } from "./opportunity/split.ts";
export type {
  DealHistoriesOptions,
  OpportunitiesReplay,
  Opportunity,
  OpportunityActivityRecord,
  OpportunityApprovalRecord,
  OpportunityClose,
  OpportunityFacts,
  OpportunityHistory,
  OpportunityLife,
  OpportunityMove,
  OpportunityOptions,
  OpportunityParts,
  OpportunityRefusal,
  OpportunityReplay,
  OpportunityResult,
  OpportunityReview,
  OpportunitySplit,
  OpportunityStage,
  RefusedEvent,
  Snapshot,
  SplitPart,
} from "./opportunity/types.ts";
export { definePipeline, standardPipeline } from "./pipeline/define.ts";
export { dealSpells } from "./pipeline/spells.ts";
export { explainDeal, predictDeal } from "./predict/deal.ts";
export type { FunnelSegment, SegmentEffect, SegmentField, SegmentStage } from "./segments/types.ts";
export { funnelChart } from "./stages/chart.ts";
export { fitFunnel } from "./stages/fit.ts";
export { measureIncidence } from "./stages/incidence.ts";
export { summarizeFunnel } from "./stages/summarize.ts";
export type {
  AsOfOptions,
  ClosedOutcome,
  DayFraction,
  DealChances,
  DealExplanation,
  DealHistory,
  FitFunnelOptions,
  FunnelAmounts,
  FunnelExit,
  FunnelModel,
  FunnelStage,
  HorizonOptions,
  Incidence,
  IncidenceAt,
  IncidenceBeyond,
  IncidenceOptions,
  MedianDays,
  Pipeline,
  PipelineDefinition,
  PipelineStage,
  PipelineTerm,
  Spell,
  StageCategory,
  StageEntry,
  StageExit,
  StageGrid,
  StageGuard,
  StageTransition,
  SteadyChance,
} from "./types.ts";
