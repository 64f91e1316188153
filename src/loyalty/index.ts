export { assignLoyalty, assignLoyaltyColumn } from "./assign.ts";
export { loyaltyQuadrants } from "./axis.ts";
export { scoreLoyalty } from "./behaviour.ts";
export { measureCes } from "./ces.ts";
export { quadrantChart } from "./chart.ts";
export { measureComplaints } from "./complaints.ts";
export { measureCsat } from "./csat.ts";
export { fitLoyaltyCurve } from "./curve.ts";
export { loyaltyCurveChart } from "./curve-chart.ts";
export { predictLoyalty } from "./curve-predict.ts";
export type {
  ClassifyMarketOptions,
  ExpectedLoyalty,
  FitLoyaltyCurveOptions,
  LoyaltyCurveComparison,
  LoyaltyCurveFit,
  LoyaltyCurveModel,
  LoyaltyCurvePoint,
  LoyaltyScales,
  LoyaltySegmentCurve,
  LoyaltyStep,
  MarketClassification,
  MarketRegime,
  MarketTrait,
  MarketTraits,
  PowerCurve,
} from "./curve-types.ts";
export { measureDrivers } from "./drivers.ts";
export { measurePerformance } from "./drivers-performance.ts";
export type {
  DriverAnswer,
  DriverColumns,
  DriverFigure,
  DriverFindings,
  DriverImportance,
  DriverMethod,
  DriverNote,
  DriverOptions,
  DriverPerformance,
  DriverSource,
  PerformanceOptions,
} from "./drivers-types.ts";
export { explainLoyalty } from "./explain.ts";
export { fitLoyalty } from "./fit.ts";
export { type ImportanceChartOptions, importancePerformanceChart } from "./importance-chart.ts";
export { classifyMarket, marketTraits } from "./market.ts";
export { planLoyaltyMoves } from "./moves.ts";
export type {
  KeptShares,
  LoyaltyAction,
  LoyaltyMovePlan,
  LoyaltyRise,
  PlanLoyaltyMovesOptions,
  PlannedLoyaltyMove,
} from "./moves-types.ts";
export { measureNps } from "./nps.ts";
export { assignSatisfactionGrade, scoreSatisfaction } from "./satisfaction.ts";
export type {
  LoyaltyEvidence,
  LoyaltyPart,
  LoyaltyScore,
  SatisfactionEvidence,
  SatisfactionGrade,
  SatisfactionGradeAnswers,
  SatisfactionGradeCuts,
  SatisfactionGradeResult,
  SatisfactionPart,
  SatisfactionScore,
  ScoreLoyaltyOptions,
  ScorePart,
  ScoreSatisfactionOptions,
  WeightedScore,
} from "./score-types.ts";
export { type LoyaltyToSqlOptions, loyaltyToSql } from "./sql.ts";
export { summarizeLoyalty } from "./summarize.ts";
export { planSurvey } from "./survey-plan.ts";
export type {
  CesEstimate,
  CesOptions,
  CompareWavesOptions,
  ComplaintCounts,
  ComplaintEstimate,
  ComplaintOptions,
  CsatCounts,
  CsatEstimate,
  CsatOptions,
  RateRatio,
  SurveyEstimate,
  SurveyNote,
  SurveyOptions,
  SurveyPlan,
  SurveyPlanOptions,
  WaveComparison,
  WaveEstimate,
} from "./survey-types.ts";
export type {
  FitLoyaltyOptions,
  GivenLoyaltyCuts,
  LoyaltyAccessors,
  LoyaltyAxis,
  LoyaltyAxisName,
  LoyaltyCell,
  LoyaltyCounts,
  LoyaltyCut,
  LoyaltyExplanation,
  LoyaltyGroup,
  LoyaltyMethod,
  LoyaltyModel,
  LoyaltyMove,
  LoyaltyNote,
  LoyaltyPosition,
  LoyaltyQuadrant,
  LoyaltyRating,
  LoyaltySeparation,
  LoyaltySummary,
  NpsCounts,
  NpsEstimate,
  NpsOptions,
  OutcomeOptions,
  RatingScale,
  SatisfactionAnswer,
  SummarizeLoyaltyOptions,
} from "./types.ts";
export { compareWaves } from "./wave.ts";
