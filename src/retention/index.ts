export type { AftDistribution, AftModel, AftTerm, FitAftOptions } from "./hazard/aft-types.ts";
export type {
  DiscreteBaseline,
  DiscreteHazardModel,
  DiscreteLink,
  DiscreteTerm,
  FitDiscreteHazardOptions,
} from "./hazard/discrete-types.ts";
export { fitCox } from "./hazard/fit-cox.ts";
export { predictSurvival } from "./hazard/predict.ts";
export type {
  PredictedAge,
  PredictedSurvival,
  PredictSurvivalOptions,
  StayModel,
  SurvivalPoint,
} from "./hazard/predict-types.ts";
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
export { compareSurvival } from "./survival/compare.ts";
export { compareLeavingReasons } from "./survival/compare-reasons.ts";
export { measureSurvival } from "./survival/measure.ts";
export { measureLeavingReasons } from "./survival/reasons.ts";
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
