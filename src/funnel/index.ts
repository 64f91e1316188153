export { fitFunnel } from "./fit.ts";
export { forecastFunnel } from "./forecast.ts";
export { forecastChart } from "./forecast-chart.ts";
export type {
  AmountBin,
  CountShare,
  DealForecast,
  ForecastContents,
  ForecastFunnelOptions,
  ForecastMethod,
  ForecastRange,
  FunnelForecast,
  FunnelSummary,
  StageSummary,
  SummarizeFunnelOptions,
} from "./forecast-types.ts";
export { funnelChart } from "./funnel-chart.ts";
export { measureIncidence } from "./incidence.ts";
export { definePipeline, standardPipeline } from "./pipeline.ts";
export { explainDeal, predictDeal } from "./predict.ts";
export { dealSpells } from "./spells.ts";
export { summarizeFunnel } from "./summary.ts";
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
  FunnelShock,
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
  Spell,
  StageCategory,
  StageEntry,
  StageExit,
  StageGrid,
  SteadyChance,
} from "./types.ts";
