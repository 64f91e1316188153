export { forecastChart } from "./forecast/chart.ts";
export { forecastFunnel } from "./forecast/forecast.ts";
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
} from "./forecast/types.ts";
export { definePipeline, standardPipeline } from "./pipeline/define.ts";
export { dealSpells } from "./pipeline/spells.ts";
export { funnelChart } from "./stages/chart.ts";
export { fitFunnel } from "./stages/fit.ts";
export { measureIncidence } from "./stages/incidence.ts";
export { explainDeal, predictDeal } from "./stages/predict.ts";
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
