export { backtestChurn } from "./churn/backtest.ts";
export { fitChurnCalibration } from "./churn/calibrate.ts";
export { type ChurnChartEntry, churnChart } from "./churn/chart.ts";
export { predictChurnColumn } from "./churn/column.ts";
export { crossValidateChurn } from "./churn/cross-validate.ts";
export { explainChurn } from "./churn/explain.ts";
export type { ChurnChange, ChurnDriver, ChurnExplanation, ExplainChurnOptions } from "./churn/explain-types.ts";
export { fitChurn } from "./churn/fit.ts";
export type {
  BacktestChurnOptions,
  ChurnBacktest,
  ChurnGain,
  ChurnJudgement,
  ChurnOrigin,
  ChurnScorer,
  ChurnTopDecile,
  ChurnValidation,
  CrossValidateChurnOptions,
} from "./churn/judge-types.ts";
export { predictChurn } from "./churn/predict.ts";
export { type ChurnMonths, type ReadChurnMonthsOptions, readChurnMonths } from "./churn/read.ts";
export { type RiskToSqlOptions, riskToSql } from "./churn/sql.ts";
export type {
  ChurnAnswer,
  ChurnCalibration,
  ChurnCategoryField,
  ChurnColumn,
  ChurnColumns,
  ChurnCustomer,
  ChurnFacts,
  ChurnField,
  ChurnForecast,
  ChurnGroupsField,
  ChurnInteraction,
  ChurnLine,
  ChurnModel,
  ChurnNote,
  ChurnNumberField,
  ChurnPrediction,
  ChurnRows,
  ChurnShape,
  ChurnTable,
  FitChurnCalibrationOptions,
  FitChurnOptions,
  PredictChurnOptions,
  StayChurnForecast,
  StayChurnPrediction,
} from "./churn/types.ts";
export { cohortChart } from "./cohort/chart.ts";
export { measureCohorts } from "./cohort/measure.ts";
export type {
  ActiveCohortOptions,
  Cohort,
  CohortCell,
  CohortDefinition,
  CohortDrift,
  CohortOptions,
  CohortOrder,
  CohortTable,
  CohortValue,
  MeasureCohortsOptions,
  PooledAge,
  SubscribedCohortOptions,
  SubscriptionRecord,
} from "./cohort/types.ts";
export type { AftDistribution, AftModel, AftTerm, FitAftOptions } from "./hazard/aft-types.ts";
export { type CoxChartOptions, coxChart } from "./hazard/chart.ts";
export type {
  DiscreteBaseline,
  DiscreteHazardModel,
  DiscreteLink,
  DiscreteTerm,
  FitDiscreteHazardOptions,
} from "./hazard/discrete-types.ts";
export { fitAft } from "./hazard/fit-aft.ts";
export { fitCox } from "./hazard/fit-cox.ts";
export { fitDiscreteHazard } from "./hazard/fit-discrete.ts";
export { predictSurvival } from "./hazard/predict.ts";
export { predictSurvivalColumn } from "./hazard/predict-column.ts";
export { type PredictedStay, type PredictStayOptions, predictStay } from "./hazard/predict-stay.ts";
export type {
  PredictedAge,
  PredictedSurvival,
  PredictSurvivalColumnOptions,
  PredictSurvivalOptions,
  StayModel,
  SurvivalColumn,
  SurvivalPoint,
} from "./hazard/predict-types.ts";
export { measureProportionality } from "./hazard/proportionality.ts";
export type {
  AgeTransform,
  ColumnProportionality,
  Proportionality,
  ProportionalityOptions,
} from "./hazard/proportionality-types.ts";
export { predictHazardScore, predictHazardScoreColumn } from "./hazard/score.ts";
export type {
  CovariateCoding,
  CoxBaseline,
  CoxModel,
  CoxTies,
  EffectTerm,
  FitCoxOptions,
  HazardErrors,
  HazardNote,
  HazardOptions,
  HazardTerm,
  HazardTest,
  ScoreConcordance,
} from "./hazard/types.ts";
export { survivalChart } from "./survival/chart.ts";
export type { StayChartOptions } from "./survival/chart-rows.ts";
export { compareSurvival } from "./survival/compare.ts";
export { compareLeavingReasons } from "./survival/compare-reasons.ts";
export { measureSurvival } from "./survival/measure.ts";
export { measureLeavingReasons } from "./survival/reasons.ts";
export { leavingReasonsChart } from "./survival/reasons-chart.ts";
export { type MeasureStaysOptions, measureStays } from "./survival/stays.ts";
export type {
  ComparedGroup,
  CompareLeavingReasonsOptions,
  CompareSurvivalOptions,
  CurveCrossing,
  GroupDifference,
  LeavingAge,
  LeavingReason,
  LeavingReasonFigures,
  LeavingReasons,
  LeavingReasonsComparison,
  MeasureLeavingReasonsOptions,
  MeasureSurvivalOptions,
  ReasonAtAge,
  ReasonComparison,
  StayRecord,
  Stays,
  StayUnit,
  SurvivalAtAge,
  SurvivalComparison,
  SurvivalFigures,
  SurvivalGroup,
  SurvivalMeasure,
  SurvivalTest,
  SurvivalWeighting,
  SurvivalWeightingChoice,
} from "./survival/types.ts";
export type { CovariateColumn, CovariateRecord, Covariates, StayTable } from "./types.ts";
