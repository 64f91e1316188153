export { describeAccountPlan } from "./account-plan/describe.ts";
export { planAccount } from "./account-plan/plan.ts";
export { accountMoveRules, accountNeeds } from "./account-plan/rules.ts";
export type {
  AccountCampaign,
  AccountFacts,
  AccountMove,
  AccountMoveRule,
  AccountMoveRuleId,
  AccountPart,
  AccountPartRow,
  AccountPlan,
  AccountProject,
  AccountUnknown,
  PlanAccountOptions,
} from "./account-plan/types.ts";
export { planStrategyExperiment } from "./doubt/experiment.ts";
export type { SizedTest, StrategyExperiment, StrategyExperimentOptions } from "./doubt/experiment-types.ts";
export { explainStrategies } from "./doubt/explain.ts";
export { type NpvFanChartOptions, npvFanChart } from "./doubt/fan-chart.ts";
export { measureStrategyFrontier } from "./doubt/frontier.ts";
export { strategyFrontierChart } from "./doubt/frontier-chart.ts";
export type { FrontierPoint, StrategyFrontier, StrategyFrontierOptions } from "./doubt/frontier-types.ts";
export { type TornadoChartOptions, tornadoChart } from "./doubt/tornado-chart.ts";
export type {
  AssumptionEnd,
  AssumptionWeight,
  BeliefShare,
  ExplainStrategiesOptions,
  InformationValue,
  StrategyExplanation,
} from "./doubt/types.ts";
export { planStrategy } from "./plan/plan.ts";
export type {
  BudgetPoint,
  InfeasiblePlan,
  PlanLimit,
  PlannedMove,
  PlannedStrategy,
  PlanStrategyOptions,
  StrategyResource,
} from "./plan/types.ts";
export { forecastProject } from "./project/forecast.ts";
export type {
  ForecastProjectOptions,
  PertFigures,
  ProjectForecast,
  ProjectPercentile,
  TaskForecast,
} from "./project/forecast-types.ts";
export { type GanttChartOptions, ganttChart } from "./project/gantt.ts";
export type {
  ObjectiveOptions,
  Ogsm,
  OgsmFinding,
  OgsmGoal,
  OgsmLevel,
  OgsmLight,
  OgsmLightRule,
  OgsmMeasure,
  OgsmObjective,
  OgsmReport,
  OgsmRow,
  OgsmStrategy,
} from "./project/goal-types.ts";
export { measureObjectives } from "./project/objectives.ts";
export type {
  OptionChoice,
  OptionScore,
  RatingMargin,
  ScoredOption,
  ScoreOptionsOptions,
  WeightMargin,
} from "./project/option-types.ts";
export { measureResponsibilities } from "./project/responsibilities.ts";
export { measureProjectRisks } from "./project/risks.ts";
export { scheduleProject } from "./project/schedule.ts";
export { scoreOptions } from "./project/score-options.ts";
export type {
  MissedDeadline,
  ProjectCalendarOptions,
  ProjectLink,
  ProjectLinkType,
  ProjectMoment,
  ProjectSchedule,
  ProjectTask,
  ScheduledTask,
  ScheduleProjectOptions,
  ThreePoint,
} from "./project/types.ts";
export { measureWorkBreakdown } from "./project/work.ts";
export type {
  PersonLoad,
  ProjectPerson,
  ProjectRisk,
  ProjectRiskOptions,
  ProjectRisks,
  Responsibility,
  ResponsibilityFinding,
  ResponsibilityMatrix,
  ResponsibilityOptions,
  ResponsibilityRole,
  ResponsibilityTask,
  RiskImpact,
  RiskRow,
  RiskTotal,
  WorkBreakdown,
  WorkBreakdownOptions,
  WorkRow,
} from "./project/work-types.ts";
export { type LoopDate, type LoopPhase, type PlanReviewsOptions, planReviews } from "./review/calendar.ts";
export { reviewStrategy } from "./review/review.ts";
export type {
  ActualCustomer,
  LearnedAssumption,
  ReviewLevel,
  ReviewMoney,
  ReviewPart,
  ReviewPartId,
  ReviewStrategyOptions,
  ReviewTier,
  StrategyActuals,
  StrategyPlan,
  StrategyReview,
} from "./review/types.ts";
export { updateBook, updateStrategy } from "./review/update.ts";
export { assignMoves } from "./simulate/assign.ts";
export type { AssignedCustomer, AssignMovesOptions, MoveAssignment } from "./simulate/assign-types.ts";
export { simulateStrategies } from "./simulate/simulate.ts";
export type {
  AssumptionPoint,
  LuckMethod,
  SimulatedAmount,
  SimulatedAssumption,
  SimulatedValue,
  SimulateStrategiesOptions,
  StrategyComparison,
  StrategyMonth,
  StrategyMoveShare,
  StrategyOutcome,
  StrategySimulation,
  StrategyTier,
} from "./simulate/types.ts";
export type {
  AssumptionKind,
  BelievedCost,
  BookDoubt,
  CustomerStanding,
  EffectDistribution,
  EffectKind,
  EffectSource,
  Move,
  MoveAim,
  MoveCost,
  MoveEffect,
  MoveMeans,
  Strategy,
  StrategyBook,
  StrategyCustomer,
  TargetCondition,
  TargetField,
  TargetRule,
} from "./types.ts";
