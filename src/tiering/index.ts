export { combineAhp, solveAhp } from "./ahp.ts";
export { solveAhpHierarchy } from "./ahp-hierarchy.ts";
export type * from "./ahp-types.ts";
export { scoreAssessment } from "./assessment.ts";
export { calibreAssessment, willingnessAssessment } from "./assessment-questions.ts";
export type * from "./assessment-types.ts";
export { assignTier, assignTierColumn } from "./assign.ts";
export { measureConcentration } from "./concentration.ts";
export { explainAccountScore } from "./criteria-explain.ts";
export { fitCriteria } from "./criteria-fit.ts";
export { keyAccountCriteria, nonMonetaryCriteria } from "./criteria-presets.ts";
export { scoreAccount, scoreAccounts } from "./criteria-score.ts";
export { measureWeightSensitivity } from "./criteria-sensitivity.ts";
export { type CriteriaToSqlOptions, criteriaToSql } from "./criteria-sql.ts";
export type * from "./criteria-types.ts";
export { measureDossier } from "./dossier.ts";
export { planDossierQuestions, summarizeDossiers } from "./dossier-book.ts";
export { customerDossier } from "./dossier-facts.ts";
export type * from "./dossier-types.ts";
export { explainTier } from "./explain.ts";
export { fitTiers } from "./fit.ts";
export { assignTierWithHysteresis } from "./hysteresis.ts";
export type { HysteresisOptions, SteadyTier, TierPeriod, TierState } from "./hysteresis-types.ts";
export { assignLifecycle, assignLifecycleColumn, explainLifecycle, lifecycleStatuses } from "./lifecycle.ts";
export { summarizeLifecycle } from "./lifecycle-summary.ts";
export type {
  LifecycleCustomer,
  LifecycleExplanation,
  LifecycleOptions,
  LifecycleRow,
  LifecycleStatus,
  LifecycleSummary,
  SummarizeLifecycleOptions,
} from "./lifecycle-types.ts";
export { lorenzChart } from "./lorenz-chart.ts";
export { compareTiers } from "./migration.ts";
export { migrationChart } from "./migration-chart.ts";
export { forecastTiers } from "./migration-forecast.ts";
export { compareMigrations } from "./migration-test.ts";
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
} from "./migration-types.ts";
export { nearestAccounts } from "./nearest.ts";
export type * from "./nearest-types.ts";
export { abcClasses, customerPyramid } from "./pyramid.ts";
export { pyramidChart } from "./pyramid-chart.ts";
export { assignRfm, assignRfmColumn } from "./rfm-assign.ts";
export { rfmChart } from "./rfm-chart.ts";
export { explainRfm } from "./rfm-explain.ts";
export { fitRfm } from "./rfm-fit.ts";
export { summarizeRfmColumn } from "./rfm-purchases.ts";
export { summarizeRfmSegments } from "./rfm-segment-summary.ts";
export { defineRfmSegments, rfmSegments } from "./rfm-segments.ts";
export { type RfmToSqlOptions, rfmToSql } from "./rfm-sql.ts";
export { summarizeRfm } from "./rfm-summarize.ts";
export type * from "./rfm-types.ts";
export { type TiersToSqlOptions, tiersToSql } from "./sql.ts";
export { summarizeTiers } from "./summarize.ts";
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
} from "./types.ts";
