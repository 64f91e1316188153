export { assignSwitchingBand } from "./bands.ts";
export { switchingBookChart } from "./book-chart.ts";
export { switchingLevers } from "./catalogue.ts";
export { switchingChart } from "./chart.ts";
export { explainSwitching } from "./explain.ts";
export { lockInChart } from "./lock-in/chart.ts";
export { explainLockIn } from "./lock-in/explain.ts";
export { forecastLockIn } from "./lock-in/forecast.ts";
export type {
  ContestableCustomer,
  ForecastLockInOptions,
  LockInCustomer,
  LockInEvent,
  LockInEventKind,
  LockInForecast,
  LockInMonth,
  LockInSide,
  LockInStatus,
} from "./lock-in/types.ts";
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
  LeavingScale,
  LeverContribution,
  LeverCost,
  LeverCostKind,
  LeverCostUnit,
  LeverDecay,
  LeverEvent,
  LeverGain,
  LeverId,
  PointLot,
  ScoreSwitchingOptions,
  SummarizeSwitchingOptions,
  SwitchingAccount,
  SwitchingBand,
  SwitchingBandRow,
  SwitchingBin,
  SwitchingContract,
  SwitchingDiscount,
  SwitchingEquipment,
  SwitchingFacet,
  SwitchingIndex,
  SwitchingLever,
  SwitchingMigration,
  SwitchingModel,
  SwitchingMoney,
  SwitchingOrigin,
  SwitchingRetraining,
  SwitchingScore,
  SwitchingSummary,
  TerminationStep,
  WeightDoubt,
} from "./types.ts";
