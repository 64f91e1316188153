export { fitCox } from "./hazard/fit-cox.ts";
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
export type { CovariateColumn, CovariateRecord, Covariates, StayTable } from "./types.ts";
