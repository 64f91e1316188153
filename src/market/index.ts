export { anomalyChart } from "./anomaly/chart.ts";
export { detectAnomalies } from "./anomaly/detect.ts";
export type {
  Anomaly,
  AnomalyColumns,
  AnomalyDispersion,
  AnomalyReport,
  DetectAnomaliesOptions,
  NoAnomalyReport,
} from "./anomaly/types.ts";
export { type AssociationChartOptions, associationChart } from "./association/chart.ts";
export { measureAssociation } from "./association/measure.ts";
export type {
  Association,
  AssociationLine,
  CategoryAssociation,
  Correlation,
  MeasureAssociationOptions,
  MixedAssociation,
  NumberAssociation,
  TableTest,
} from "./association/types.ts";
export { attainmentChart } from "./attainment/chart.ts";
export { type AttainmentCourseChartOptions, attainmentCourseChart } from "./attainment/course-chart.ts";
export { measureAttainment } from "./attainment/measure.ts";
export type * from "./attainment/types.ts";
export { assignCluster, assignClusterColumn } from "./clusters/assign.ts";
export { type ClusterChartOptions, clusterChart } from "./clusters/chart.ts";
export { explainClusters } from "./clusters/explain.ts";
export { fitClusters } from "./clusters/fit.ts";
export type * from "./clusters/types.ts";
export { type GroupsChartOptions, groupsChart } from "./groups/chart.ts";
export { compareGroups } from "./groups/compare.ts";
export type {
  AnovaTypeTest,
  CompareGroupsOptions,
  GroupAnswer,
  GroupComparison,
  GroupFigure,
  GroupPair,
  GroupSummary,
  MeansTest,
  PairMeans,
  PairRanks,
  RanksTest,
  SpreadCheck,
} from "./groups/types.ts";
export { portfolioChart } from "./portfolio/chart.ts";
export { measureChecklist } from "./portfolio/checklist.ts";
export type * from "./portfolio/checklist-types.ts";
export { marketingChecklists } from "./portfolio/checklists.ts";
export { assignPortfolio, measurePortfolio } from "./portfolio/growth-share.ts";
export { measurePest } from "./portfolio/pest.ts";
export { measureRelativeShare } from "./portfolio/relative-share.ts";
export { assignSpan, measureSpan } from "./portfolio/span.ts";
export type * from "./portfolio/swot-types.ts";
export { planTows } from "./portfolio/tows.ts";
export type * from "./portfolio/types.ts";
export { type PurchaseCriteriaChartOptions, purchaseCriteriaChart } from "./purchase-criteria/chart.ts";
export { fitPurchaseChoice } from "./purchase-criteria/fit.ts";
export { measurePurchaseCriteria } from "./purchase-criteria/measure.ts";
export { predictPurchaseChoice } from "./purchase-criteria/predict.ts";
export type * from "./purchase-criteria/types.ts";
export { type RegressionChartOptions, regressionChart } from "./regression/chart.ts";
export { explainRegression } from "./regression/explain.ts";
export { fitRegression } from "./regression/fit.ts";
export { predictRegression } from "./regression/predict.ts";
export type { RegressionRecord } from "./regression/record.ts";
export type {
  AliasedTerm,
  CategoryInput,
  FitRegressionOptions,
  InfluentialRow,
  NumberInput,
  RegressionChecks,
  RegressionCoefficient,
  RegressionFittedOn,
  RegressionModel,
  RegressionPrediction,
  RegressionPredictor,
  RegressionTerm,
  TermName,
  WaldTest,
} from "./regression/types.ts";
export { rivalProfileChart } from "./rival/chart.ts";
export { rivalFields } from "./rival/fields.ts";
export { measureRivalPosture } from "./rival/posture.ts";
export { measureRivalProfile } from "./rival/profile.ts";
export type * from "./rival/types.ts";
export type { MaybeName, MaybeNumber, RowField } from "./rows/field.ts";
export { type SeriesChartOptions, seriesChart } from "./series/chart.ts";
export { forecastSeries } from "./series/forecast.ts";
export type * from "./series/types.ts";
export { breakDownTarget } from "./target/break-down.ts";
export { summarizeTargets } from "./target/summarize.ts";
export type {
  BreakDownTargetOptions,
  InfeasibleTarget,
  LimitedTarget,
  SummarizeTargetsOptions,
  TargetAmount,
  TargetBasis,
  TargetBound,
  TargetBreakdown,
  TargetClash,
  TargetDimension,
  TargetGrowth,
  TargetLevel,
} from "./target/types.ts";
export { trafficChart } from "./traffic/chart.ts";
export { compareTraffic } from "./traffic/compare.ts";
export { measureTraffic } from "./traffic/measure.ts";
export { measureChannelReach } from "./traffic/reach.ts";
export type {
  ChannelChange,
  ReachedChannel,
  ReachPair,
  ReachReport,
  TrafficCause,
  TrafficChange,
  TrafficChannel,
  TrafficConcentration,
  TrafficCost,
  TrafficEffect,
  TrafficOptions,
  TrafficRate,
  TrafficReport,
  TrafficRow,
  TrafficStage,
  TrafficTest,
  TrafficTotals,
  TrafficTouch,
} from "./traffic/types.ts";
export { trendChart } from "./trend/chart.ts";
export { measureTrend } from "./trend/measure.ts";
export type {
  CompoundRate,
  MeasureTrendOptions,
  SeriesOptions,
  TrendAutocorrelation,
  TrendBreak,
  TrendBreaks,
  TrendDirection,
  TrendGrowth,
  TrendMeasure,
  TrendPoint,
  TrendTest,
} from "./trend/types.ts";
export { visitsChart } from "./visits/chart.ts";
export { type ExplainVisitsOptions, explainVisits } from "./visits/explain.ts";
export { planVisits } from "./visits/plan.ts";
export type {
  BrokenPromise,
  PlanVisitsOptions,
  VisitAccount,
  VisitAction,
  VisitBinding,
  VisitLimit,
  Visitor,
  VisitorUse,
  VisitPlan,
  VisitResponse,
  VisitRival,
  VisitShare,
  VisitTier,
  VisitTotals,
  VisitTravel,
} from "./visits/types.ts";
