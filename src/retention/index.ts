export type { CovariateColumn, CovariateRecord, Covariates, StayTable } from "./types.ts";
