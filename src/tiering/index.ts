export { assignTier, assignTierColumn } from "./assign.ts";
export { measureConcentration } from "./concentration.ts";
export { explainTier } from "./explain.ts";
export { fitTiers } from "./fit.ts";
export { lorenzChart } from "./lorenz-chart.ts";
export { customerPyramid } from "./pyramid.ts";
export { pyramidChart } from "./pyramid-chart.ts";
export { summarizeTiers } from "./summarize.ts";
export type {
  Concentration,
  ConcentrationFigure,
  FitTiersOptions,
  LorenzPoint,
  MeasureConcentrationOptions,
  SummarizeTiersOptions,
  TierCustomer,
  TierDefinition,
  TierExplanation,
  TierModel,
  TierNote,
  TierRealised,
  TierSummary,
  TierSummaryRow,
  TopShare,
} from "./types.ts";
