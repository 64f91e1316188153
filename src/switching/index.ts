export { assignSwitchingBand } from "./bands.ts";
export { switchingBookChart } from "./book-chart.ts";
export { switchingLevers } from "./catalogue.ts";
export { switchingChart } from "./chart.ts";
export { defenceChart } from "./defence/chart.ts";
export { type ExplainDefenceOptions, explainDefence } from "./defence/explain.ts";
export { planDefence } from "./defence/plan.ts";
export type {
  DefenceAccount,
  DefenceAction,
  DefenceBinding,
  DefenceCurvePoint,
  DefenceLever,
  DefenceLeverUse,
  DefenceLimit,
  DefencePlan,
  DefenceTotals,
  PlanDefenceOptions,
} from "./defence/types.ts";
export { explainSwitching } from "./explain.ts";
export { explainSwitchingFit } from "./fit/explain.ts";
export { fitSwitchingModel } from "./fit/fit.ts";
export { predictLeaving } from "./fit/leaving.ts";
export type {
  FitSwitchingOptions,
  LeverFinding,
  LeverSilence,
  LeverVerdict,
  SwitchingFit,
  SwitchingFitReport,
  SwitchingFitResult,
} from "./fit/types.ts";
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
export { priceSensitivityChart } from "./price/chart.ts";
export { measureDiscountCost } from "./price/discount.ts";
export { measureGaborGranger } from "./price/gabor-granger.ts";
export { measurePriceSensitivity } from "./price/history.ts";
export type {
  DiscountCost,
  GaborGranger,
  GaborGrangerAnswer,
  GaborGrangerPoint,
  MeasureDiscountCostOptions,
  MeasureGaborGrangerOptions,
  MeasurePriceSensitivityOptions,
  MeasureVanWestendorpOptions,
  PricePurchase,
  PriceSensitivity,
  PriceVerdict,
  SegmentSensitivity,
  StayCount,
  VanWestendorp,
  VanWestendorpAnswer,
  VanWestendorpPoint,
} from "./price/types.ts";
export { measureVanWestendorp } from "./price/van-westendorp.ts";
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
export { measureRivalBarrier } from "./win-over/barrier.ts";
export { explainWinOver } from "./win-over/explain.ts";
export { fitWinOver } from "./win-over/fit.ts";
export { planWinBack, planWinOver } from "./win-over/plan.ts";
export type {
  BarrierAmount,
  BarrierDay,
  BarrierLever,
  FitWinOverOptions,
  LostCustomer,
  MeasureRivalBarrierOptions,
  PlanWinOverOptions,
  PointRate,
  RivalBarrier,
  StatedChance,
  WinChance,
  WinOverAttempt,
  WinOverModel,
  WinOverPlan,
  WinOverPlans,
  WinOverStep,
  WinOverStepDays,
  WinOverStepId,
  WinOverStop,
  WinOverTarget,
  WinOverVerdict,
} from "./win-over/types.ts";
