export { assignSwitchingBand } from "./bands.ts";
export { switchingBookChart } from "./book-chart.ts";
export { switchingLevers } from "./catalogue.ts";
export { switchingChart } from "./chart.ts";
export { explainSwitching } from "./explain.ts";
export { defaultSwitchingModel, defineSwitchingModel } from "./model.ts";
export { scoreSwitchingCosts } from "./score.ts";
export { summarizeSwitching } from "./summary.ts";
export type {
  Commitment,
  CommitmentKind,
  DefineSwitchingModelOptions,
  EvidenceAnchor,
  FacetShares,
  FreeCustomer,
  LeverContribution,
  LeverGain,
  LeverId,
  ScoreSwitchingOptions,
  SummarizeSwitchingOptions,
  SwitchingAccount,
  SwitchingBand,
  SwitchingBandRow,
  SwitchingBin,
  SwitchingContract,
  SwitchingFacet,
  SwitchingIndex,
  SwitchingLever,
  SwitchingModel,
  SwitchingMoney,
  SwitchingOrigin,
  SwitchingScore,
  SwitchingSummary,
} from "./types.ts";
