export { solveAhpHierarchy } from "./ahp/hierarchy.ts";
export { combineAhp, solveAhp } from "./ahp/solve.ts";
export type * from "./ahp/types.ts";
export { calibreAssessment, willingnessAssessment } from "./assessment/questions.ts";
export { scoreAssessment } from "./assessment/score.ts";
export type * from "./assessment/types.ts";
export { lorenzChart } from "./concentration/lorenz-chart.ts";
export { measureConcentration } from "./concentration/measure.ts";
export { planCoverage } from "./coverage/plan.ts";
export type * from "./coverage/plan-types.ts";
export type * from "./coverage/types.ts";
export { explainAccountScore } from "./criteria/explain.ts";
export { fitCriteria } from "./criteria/fit.ts";
export { keyAccountCriteria, nonMonetaryCriteria } from "./criteria/presets.ts";
export { scoreAccount, scoreAccounts } from "./criteria/score.ts";
export { measureWeightSensitivity } from "./criteria/sensitivity.ts";
export { type CriteriaToSqlOptions, criteriaToSql } from "./criteria/sql.ts";
export type * from "./criteria/types.ts";
export { planDossierQuestions, summarizeDossiers } from "./dossier/book.ts";
export { customerDossier } from "./dossier/facts.ts";
export { measureDossier } from "./dossier/measure.ts";
export type * from "./dossier/types.ts";
export { assignLifecycle, assignLifecycleColumn, explainLifecycle, lifecycleStatuses } from "./lifecycle/assign.ts";
export { summarizeLifecycle } from "./lifecycle/summarize.ts";
export type {
  LifecycleCustomer,
  LifecycleExplanation,
  LifecycleOptions,
  LifecycleRow,
  LifecycleStatus,
  LifecycleSummary,
  SummarizeLifecycleOptions,
} from "./lifecycle/types.ts";
export { nearestAccounts } from "./nearest/find.ts";
export type * from "./nearest/types.ts";
export { assignTier, assignTierColumn } from "./pyramid/assign.ts";
export { pyramidChart } from "./pyramid/chart.ts";
export { explainTier } from "./pyramid/explain.ts";
export { fitTiers } from "./pyramid/fit.ts";
export { type TiersToSqlOptions, tiersToSql } from "./pyramid/sql.ts";
export { abcClasses, customerPyramid } from "./pyramid/standard.ts";
export { summarizeTiers } from "./pyramid/summarize.ts";
export type {
  Concentration,
  ConcentrationFigure,
  FitTiersOptions,
  LorenzPoint,
  MeasureConcentrationOptions,
  ModelTier,
  NaturalTiersOptions,
  ShareTiersOptions,
  SummarizeTiersOptions,
  ThresholdTiersOptions,
  TierCustomer,
  TierDefinition,
  TierExplanation,
  TierMethod,
  TierModel,
  TierName,
  TierNote,
  TierRealised,
  TierSummary,
  TierSummaryRow,
  TierThreshold,
  TopShare,
} from "./pyramid/types.ts";
export { assignRfm, assignRfmColumn } from "./rfm/assign.ts";
export { rfmChart } from "./rfm/chart.ts";
export { explainRfm } from "./rfm/explain.ts";
export { fitRfm } from "./rfm/fit.ts";
export { summarizeRfmColumn } from "./rfm/purchases.ts";
export { rfmSegmentChart } from "./rfm/segment-chart.ts";
export { summarizeRfmSegments } from "./rfm/segment-summary.ts";
export { defineRfmSegments, rfmSegments } from "./rfm/segments.ts";
export { type RfmToSqlOptions, rfmToSql } from "./rfm/sql.ts";
export { summarizeRfm } from "./rfm/summarize.ts";
export type * from "./rfm/types.ts";
export { assignTierWithHysteresis } from "./stability/hysteresis.ts";
export type { HysteresisOptions, SteadyTier, TierPeriod, TierState } from "./stability/hysteresis-types.ts";
export { compareTiers } from "./stability/migration.ts";
export { migrationChart } from "./stability/migration-chart.ts";
export { forecastTiers } from "./stability/migration-forecast.ts";
export { compareMigrations } from "./stability/migration-test.ts";
export type {
  ChiSquaredTest,
  CompareMigrationsOptions,
  CompareTiersOptions,
  ForecastTiersOptions,
  MigrationComparison,
  MigrationCounts,
  MigrationCountsRow,
  MigrationFlow,
  MigrationRow,
  MigrationRowTest,
  MoveCause,
  TierBook,
  TierForecast,
  TierForecastRow,
  TierMigration,
  TierMove,
  TierPassage,
} from "./stability/migration-types.ts";
