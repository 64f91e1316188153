export { backtestFunnel } from "./backtest/backtest.ts";
export { type BacktestChartOptions, backtestChart } from "./backtest/chart.ts";
export type {
  BacktestAbstention,
  BacktestBaseline,
  BacktestFunnelOptions,
  BacktestMeasure,
  BacktestOriginSteps,
  BacktestSkill,
  BacktestTotal,
  BacktestTotalAt,
  BacktestVerdict,
  BacktestVerdictCode,
  BaselineAt,
  BaselineJudgement,
  DealJudgement,
  FunnelBacktest,
  JudgedOrigin,
  TotalJudgement,
  UnjudgedOrigin,
} from "./backtest/types.ts";
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
export { fromFrappe } from "./crm/frappe.ts";
export { fromHubSpot } from "./crm/hubspot.ts";
export { fromOdoo } from "./crm/odoo.ts";
export { fromSalesforce } from "./crm/salesforce.ts";
export { fromTwenty } from "./crm/twenty.ts";
export type * from "./crm/types.ts";
export { measureDecisionChain } from "./decision/chain.ts";
export { maturityChart } from "./decision/chart.ts";
export { explainDealMaturity, type MaturityReason } from "./decision/explain.ts";
export { scoreDealMaturity } from "./decision/maturity.ts";
export { dealMaturityParts, decisionChainRoles } from "./decision/parts.ts";
export { measureScoreSeparation } from "./decision/separation.ts";
export type * from "./decision/types.ts";
export { forecastChart } from "./forecast/chart.ts";
export { forecastFanChart } from "./forecast/fan-chart.ts";
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
export { dealHealthChart } from "./health/chart.ts";
export { measureDealHealth } from "./health/measure.ts";
export type {
  DealHealth,
  DealHealthEntry,
  DealHealthOptions,
  DealHealthTotals,
  DealStatus,
} from "./health/types.ts";
export { assignIntention } from "./intention/assign.ts";
export { type FlowChartOptions, flowChart } from "./intention/chart.ts";
export { summarizeFlow } from "./intention/flow.ts";
export { intentionGrades, intentionSignals } from "./intention/grades.ts";
export { measureIntentionGrades } from "./intention/measure.ts";
export type * from "./intention/types.ts";
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
export { type DealColumns, predictDealColumn } from "./predict/column.ts";
export { predictDeal } from "./predict/deal.ts";
export { explainDeal } from "./predict/explain.ts";
export { predictSlip } from "./predict/slip.ts";
export { predictDealTimes } from "./predict/times.ts";
export type {
  DealAmount,
  DealSlip,
  DealTimeQuantile,
  DealTimes,
  DealTimesOptions,
  SlipAhead,
  SlipClosed,
  SlipOptions,
  SlipOver,
  SlipUnknown,
} from "./predict/types.ts";
export type { QuestionnaireAnswers, QuestionnaireItem, QuestionnaireOption } from "./questionnaire/types.ts";
export { measureQuotaAttainment } from "./quota/attainment.ts";
export type * from "./quota/attainment-types.ts";
export { measureForecastBias } from "./quota/bias.ts";
export { assignForecastCategory } from "./quota/category.ts";
export { summarizeForecastCategories } from "./quota/category-summary.ts";
export { type QuotaChartOptions, quotaChart } from "./quota/chart.ts";
export { predictFromCall } from "./quota/correct.ts";
export { measureCoverageNeed } from "./quota/need.ts";
export type * from "./quota/need-types.ts";
export { measurePace } from "./quota/pace.ts";
export type * from "./quota/types.ts";
export type { FunnelSegment, SegmentEffect, SegmentField, SegmentStage } from "./segments/types.ts";
export { funnelChart } from "./stages/chart.ts";
export { fitFunnel } from "./stages/fit.ts";
export { measureIncidence } from "./stages/incidence.ts";
export { type FunnelSql, type FunnelToSqlOptions, funnelToSql } from "./stages/sql.ts";
export { summarizeFunnel } from "./stages/summarize.ts";
export type {
  AsOfOptions,
  ClosedOutcome,
  DayFraction,
  DealChances,
  DealEffect,
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
  WonAges,
} from "./types.ts";
export { ageingChart } from "./velocity/ageing-chart.ts";
export { type CompetitorChartOptions, competitorChart } from "./velocity/competitor-chart.ts";
export { measureVelocity } from "./velocity/measure.ts";
export type {
  ClosedDeal,
  LossReason,
  MeasureVelocityOptions,
  MeasureWinLossOptions,
  StageBetter,
  StageGain,
  StageHolding,
  StageVelocity,
  Velocity,
  WinLoss,
  WinLossGroup,
  WinLossTest,
  WinRate,
} from "./velocity/types.ts";
export { measureWinLoss } from "./velocity/win-loss.ts";
