export { careChart } from "./care/care-chart.ts";
export { measureContact } from "./care/contact.ts";
export { contactChart } from "./care/contact-chart.ts";
export type {
  AccountContact,
  CadencePromise,
  Contact,
  ContactAccount,
  ContactKind,
  ContactMeasurement,
  ContactStatus,
  MeasureContactOptions,
  SilenceRule,
  TierContact,
} from "./care/contact-types.ts";
export { planCare } from "./care/plan.ts";
export { measureSilenceCost } from "./care/silence.ts";
export type {
  SilenceCost,
  SilenceCostOptions,
  SilenceHistory,
  SilenceTest,
  SilenceTier,
} from "./care/silence-types.ts";
export { careTriggers } from "./care/triggers.ts";
export type {
  CareDate,
  CareDone,
  CareFollowUp,
  CarePlan,
  CareStatus,
  CareSubject,
  CareSubjectKind,
  CareTrigger,
  CareTriggerCount,
  CareTriggerName,
  GivenCareTrigger,
  OccasionCareTrigger,
  PlanCareOptions,
  PlannedCare,
  TermCareTrigger,
  YearlyCareTrigger,
} from "./care/types.ts";
export { loyaltyCurveChart } from "./curve/chart.ts";
export { fitLoyaltyCurve } from "./curve/fit.ts";
export { classifyMarket, marketTraits } from "./curve/market.ts";
export { predictLoyalty } from "./curve/predict.ts";
export type {
  ClassifyMarketOptions,
  ExpectedLoyalty,
  FitLoyaltyCurveOptions,
  LoyaltyCurveComparison,
  LoyaltyCurveFit,
  LoyaltyCurveModel,
  LoyaltyCurvePoint,
  LoyaltyScales,
  LoyaltySegmentCurve,
  LoyaltyStep,
  MarketClassification,
  MarketRegime,
  MarketTrait,
  MarketTraits,
  PowerCurve,
} from "./curve/types.ts";
export { type ImportanceChartOptions, importancePerformanceChart } from "./drivers/importance-chart.ts";
export { measureDrivers } from "./drivers/measure.ts";
export { measurePerformance } from "./drivers/performance.ts";
export type {
  DriverAnswer,
  DriverColumns,
  DriverFigure,
  DriverFindings,
  DriverImportance,
  DriverMethod,
  DriverNote,
  DriverOptions,
  DriverPerformance,
  DriverSource,
  PerformanceOptions,
} from "./drivers/types.ts";
export { planLoyaltyMoves } from "./moves/plan.ts";
export type {
  KeptShares,
  LoyaltyAction,
  LoyaltyMovePlan,
  LoyaltyRise,
  PlanLoyaltyMovesOptions,
  PlannedLoyaltyMove,
} from "./moves/types.ts";
export { placementChart } from "./placement/chart.ts";
export { explainPlacement } from "./placement/explain.ts";
export { fitPlacement } from "./placement/fit.ts";
export { predictPlacement, predictPlacementColumn } from "./placement/predict.ts";
export { measureRatingError } from "./placement/rating-error.ts";
export type {
  FitPlacementOptions,
  Placement,
  PlacementAxis,
  PlacementExplanation,
  PlacementModel,
  PlacementNote,
  PlacementRating,
  PlacementSize,
  QuadrantProbabilities,
  RatingErrorOptions,
} from "./placement/types.ts";
export { assignLoyalty, assignLoyaltyColumn } from "./quadrant/assign.ts";
export { loyaltyQuadrants } from "./quadrant/axis.ts";
export { quadrantChart } from "./quadrant/chart.ts";
export { explainLoyalty } from "./quadrant/explain.ts";
export { fitLoyalty } from "./quadrant/fit.ts";
export { type LoyaltyToSqlOptions, loyaltyToSql } from "./quadrant/sql.ts";
export { summarizeLoyalty } from "./quadrant/summarize.ts";
export type {
  FitLoyaltyOptions,
  GivenLoyaltyCuts,
  LoyaltyAccessors,
  LoyaltyAxis,
  LoyaltyAxisName,
  LoyaltyCell,
  LoyaltyCounts,
  LoyaltyCut,
  LoyaltyExplanation,
  LoyaltyGroup,
  LoyaltyMethod,
  LoyaltyModel,
  LoyaltyMove,
  LoyaltyNote,
  LoyaltyPosition,
  LoyaltyQuadrant,
  LoyaltyRating,
  LoyaltySeparation,
  LoyaltySummary,
  NpsCounts,
  NpsEstimate,
  NpsOptions,
  OutcomeOptions,
  RatingScale,
  SatisfactionAnswer,
  SummarizeLoyaltyOptions,
} from "./quadrant/types.ts";
export { measureAgreement } from "./relationship/agreement.ts";
export type {
  AgreementEstimate,
  AgreementRating,
  AgreementScale,
  IntraclassCorrelation,
  IntraclassPair,
  MeasureAgreementOptions,
  MeasureIntraclassOptions,
  RelationshipAgreementReport,
  SignAgreement,
} from "./relationship/agreement-types.ts";
export { measureRelationshipAgreement, type RelationshipAgreementOptions } from "./relationship/book.ts";
export { relationshipChart } from "./relationship/chart.ts";
export { explainRelationship } from "./relationship/explain.ts";
export { measureIntraclass } from "./relationship/intraclass.ts";
export { scoreRelationship } from "./relationship/score.ts";
export { relationshipLevels, relationshipSigns } from "./relationship/signs.ts";
export {
  type RelationshipGroup,
  type RelationshipLevelCount,
  type RelationshipSummary,
  type SummarizeRelationshipsOptions,
  summarizeRelationships,
} from "./relationship/summarize.ts";
export type {
  RelationshipAgreement,
  RelationshipAnswer,
  RelationshipAnswers,
  RelationshipDriver,
  RelationshipDrivers,
  RelationshipLevel,
  RelationshipNote,
  RelationshipPart,
  RelationshipPartScore,
  RelationshipRecord,
  RelationshipRespondent,
  RelationshipResponse,
  RelationshipScore,
  RelationshipSign,
  RelationshipSignQuestion,
  ScoreRelationshipOptions,
  SignKind,
} from "./relationship/types.ts";
export { scoreLoyalty } from "./score/behaviour.ts";
export { assignSatisfactionGrade, scoreSatisfaction } from "./score/satisfaction.ts";
export type {
  LoyaltyEvidence,
  LoyaltyPart,
  LoyaltyScore,
  SatisfactionEvidence,
  SatisfactionGrade,
  SatisfactionGradeAnswers,
  SatisfactionGradeCuts,
  SatisfactionGradeResult,
  SatisfactionPart,
  SatisfactionScore,
  ScoreLoyaltyOptions,
  ScorePart,
  ScoreSatisfactionOptions,
  WeightedScore,
} from "./score/types.ts";
export { greenChannelClocks, serviceClocks, serviceLightRules } from "./service/catalogue.ts";
export { type ServiceChartOptions, serviceChart } from "./service/chart.ts";
export { measureService } from "./service/measure.ts";
export { planServiceQueue } from "./service/queue.ts";
export type {
  GreenChannelOptions,
  MeasureServiceOptions,
  PlanServiceQueueOptions,
  ServiceCaseState,
  ServiceClock,
  ServiceClockDefinition,
  ServiceClockFigures,
  ServiceClockId,
  ServiceEvent,
  ServiceFigures,
  ServiceGroup,
  ServiceGrouping,
  ServiceLight,
  ServiceLightRule,
  ServiceMeasurement,
  ServicePercentile,
  ServiceQueue,
  ServiceQueueCase,
  ServiceShare,
  ServiceTrend,
} from "./service/types.ts";
export { measureCes } from "./survey/ces.ts";
export { measureComplaints } from "./survey/complaints.ts";
export { measureCsat } from "./survey/csat.ts";
export { measureNps } from "./survey/nps.ts";
export { planSurvey } from "./survey/plan.ts";
export type {
  CesEstimate,
  CesOptions,
  CompareWavesOptions,
  ComplaintCounts,
  ComplaintEstimate,
  ComplaintOptions,
  CsatCounts,
  CsatEstimate,
  CsatOptions,
  RateRatio,
  SurveyEstimate,
  SurveyNote,
  SurveyOptions,
  SurveyPlan,
  SurveyPlanOptions,
  WaveComparison,
  WaveEstimate,
} from "./survey/types.ts";
export { compareWaves } from "./survey/wave.ts";
