export { defineBuyingModel } from "./buying/define.ts";
export { fitBgNbd, fitFromState, fitMbgNbd, fitParetoNbd } from "./buying/fit.ts";
export {
  type BuyingCohort,
  forecastPurchaseCounts,
  type PurchaseCountForecast,
  predictCohortPurchases,
} from "./buying/forecast.ts";
export { summarizePurchases } from "./buying/history.ts";
export {
  expectedPurchases,
  predictAlive,
  predictLifetimePurchases,
  predictPurchases,
  predictSilence,
} from "./buying/predict.ts";
export { predictAliveColumn, predictPurchasesColumn, predictSilenceColumn } from "./buying/predict-column.ts";
export { mergeStates, stateOf } from "./buying/state.ts";
export type {
  BetaGeometricParameters,
  BgNbdModel,
  BuyingCovariates,
  BuyingFittedOn,
  BuyingKind,
  BuyingModel,
  BuyingModelOf,
  BuyingNote,
  BuyingParameter,
  BuyingState,
  CovariateEffect,
  FitBuyingOptions,
  HoldoutColumns,
  MbgNbdModel,
  OrdersApart,
  ParetoNbdModel,
  ParetoParameters,
  PurchaseHistory,
  PurchaseHistoryOptions,
  SummarizePurchasesOptions,
} from "./buying/types.ts";
export { type BuyingNews, updateBuying } from "./buying/update.ts";
export { fitBgBb, fitBgBbFromState } from "./chances/fit.ts";
export {
  forecastOccasions,
  measureOccasionCounts,
  predictOccasions,
  predictOccasionsColumn,
} from "./chances/predict.ts";
export { mergeOccasionStates, occasionStateOf } from "./chances/state.ts";
export type {
  BgBbModel,
  BgBbParameters,
  FitBgBbOptions,
  OccasionCount,
  OccasionForecast,
  OccasionForecastColumns,
  OccasionOptions,
  OccasionRecord,
  OccasionState,
  OccasionTable,
} from "./chances/types.ts";
export type { BootstrapOptions, IntervalMethod, ModelFigure } from "./fit/types.ts";
export { forecastCashFlows } from "./lifetime/cash-flows.ts";
export { type PredictLifetimeValueColumnOptions, predictLifetimeValueColumn } from "./lifetime/column.ts";
export { compareBuyingModels } from "./lifetime/compare.ts";
export {
  type PredictDiscountedPurchasesOptions,
  predictDiscountedPurchases,
  type RecordOf,
} from "./lifetime/discounted.ts";
export { explainLifetimeValue } from "./lifetime/explain.ts";
export { measurePurchaseFrequencies } from "./lifetime/frequencies.ts";
export { frequencyChart } from "./lifetime/frequency-chart.ts";
export { type HoldoutHistory, measureBuyingHoldout } from "./lifetime/holdout.ts";
export { buyingGainsChart, holdoutChart } from "./lifetime/holdout-chart.ts";
export type {
  BuyingComparison,
  BuyingModelScore,
  CompareBuyingModelsOptions,
  HoldoutGroup,
  HoldoutScore,
  ModelPreference,
  PurchaseFrequency,
} from "./lifetime/holdout-types.ts";
export { type PredictNewCustomerValueOptions, predictNewCustomerValue } from "./lifetime/new-customer.ts";
export { predictLifetimeValue } from "./lifetime/predict.ts";
export { type ClvColumns, type ClvResult, type ClvToSqlOptions, clvToSql } from "./lifetime/to-sql.ts";
export { measureTracking } from "./lifetime/tracking.ts";
export { type TrackingChartOptions, trackingChart } from "./lifetime/tracking-chart.ts";
export type { MeasureTrackingOptions, Tracking, TrackingPoint, TrackingTotal } from "./lifetime/tracking-types.ts";
export type {
  CashFlowForecast,
  DiscountOptions,
  ExpectedCashFlow,
  ForecastCashFlowsOptions,
  LifetimeModels,
  LifetimeValue,
  LifetimeValueColumns,
  LifetimeValueExplanation,
  LifetimeValueOptions,
  MarginOptions,
  NewCustomerValue,
} from "./lifetime/types.ts";
export { fitGammaGamma, fitGammaGammaFromState } from "./spending/fit.ts";
export { measureSpendIndependence } from "./spending/independence.ts";
export { predictSpend, predictSpendColumn } from "./spending/predict.ts";
export { measureRefunds } from "./spending/refunds.ts";
export { mergeSpendingStates, spendingStateOf } from "./spending/state.ts";
export type {
  ExpectedSpend,
  FitGammaGammaOptions,
  GammaGammaModel,
  GammaGammaParameters,
  MeasureRefundsOptions,
  RefundSummary,
  SpendIndependence,
  SpendingRecord,
  SpendingState,
  SpendingTable,
} from "./spending/types.ts";
export { predictContractValue } from "./subscription/contract.ts";
export { fitBdw, fitBdwFromState, fitSbg, fitSbgFromState } from "./subscription/fit.ts";
export { measureValueLevers } from "./subscription/levers.ts";
export { mergeTenureStates, tenureStateOf } from "./subscription/state.ts";
export { forecastTenure, predictTenure } from "./subscription/tenure.ts";
export type {
  BdwModel,
  BdwParameters,
  ContractFigure,
  ContractTerms,
  ContractValue,
  FitTenureOptions,
  ForecastTenureOptions,
  HeterogeneousValue,
  LeverTerms,
  LeverWorth,
  PredictContractValueOptions,
  PredictTenureOptions,
  SbgComparison,
  SbgModel,
  SbgParameters,
  TenureCohort,
  TenureModel,
  TenurePoint,
  TenureState,
  UncertainInput,
  ValueLever,
  ValueLevers,
} from "./subscription/types.ts";
export type { BuyingRecord, BuyingTable, Duration, FitReport, TimeUnit } from "./types.ts";
