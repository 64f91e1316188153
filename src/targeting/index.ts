export { channelMapChart } from "./channel/chart.ts";
export { measureChannelPreferences } from "./channel/measure.ts";
export { planNextChannel } from "./channel/plan.ts";
export type * from "./channel/types.ts";
export {
  calibrateOutOfFold,
  calibrateScore,
  calibrateScoreColumn,
  type FitCalibrationOptions,
  fitCalibration,
} from "./judge/calibrate.ts";
export { type CompareScoresOptions, compareScores } from "./judge/compare.ts";
export { type CrossValidateOptions, crossValidate } from "./judge/cross-validate.ts";
export { type MeasureGainsOptions, measureGains } from "./judge/gains.ts";
export { type GainsChartOptions, gainsChart } from "./judge/gains-chart.ts";
export { type MeasureLeakageOptions, measureLeakage } from "./judge/leakage.ts";
export { type MeasureScoresOptions, measureScores } from "./judge/measure.ts";
export type { CustomerData } from "./judge/take-rows.ts";
export type * from "./judge/types.ts";
export { findLookalikes } from "./lookalike/find.ts";
export { splitByChance } from "./lookalike/split.ts";
export type * from "./lookalike/types.ts";
export { assignMailing, assignMailingColumn, type MailingAssignment } from "./mailing/assign.ts";
export { mailingChart } from "./mailing/chart.ts";
export { planMailing } from "./mailing/plan.ts";
export type * from "./mailing/types.ts";
export { explainScorecard } from "./scorecard/explain.ts";
export { type FitScorecardOptions, fitScorecard } from "./scorecard/fit.ts";
export { scoreScorecard, scoreScorecardColumn } from "./scorecard/score.ts";
export { type ScorecardToSqlOptions, scorecardToSql } from "./scorecard/sql.ts";
export type * from "./scorecard/types.ts";
export { type TreeChartOptions, treeChart } from "./segment/chart.ts";
export { describeSegments } from "./segment/describe.ts";
export { type FilterRule, type TreeToFilterOptions, treeToFilter } from "./segment/filter.ts";
export { type TreeToSqlOptions, treeToSql } from "./segment/sql.ts";
export type * from "./segment/types.ts";
export { binFeatures } from "./table/bin.ts";
export { readFeatures } from "./table/read.ts";
export type * from "./table/types.ts";
export { fitTree } from "./tree/fit.ts";
export { measureTreeImportance } from "./tree/importance.ts";
export { predictTree } from "./tree/predict.ts";
export { assignTreeLeafColumn, predictTreeColumn } from "./tree/predict-column.ts";
export { type PruneTreeOptions, pruneTree, treePruningPath } from "./tree/prune.ts";
export type * from "./tree/types.ts";
export { upliftChart, upliftGroupsChart } from "./uplift/chart.ts";
export { crossFitUplift, holdOutUplift } from "./uplift/cross-fit.ts";
export { fitUplift } from "./uplift/fit.ts";
export { measureUplift, measureUpliftCurve } from "./uplift/measure.ts";
export { planUpliftMailing } from "./uplift/plan.ts";
export { assignUpliftMailing } from "./uplift/plan-groups.ts";
export type * from "./uplift/plan-types.ts";
export { predictUplift } from "./uplift/predict.ts";
export { predictUpliftColumn } from "./uplift/predict-column.ts";
export {
  type DescribeUpliftOptions,
  describeUpliftSegments,
  type UpliftCondition,
  type UpliftSegment,
  type UpliftSegments,
} from "./uplift/segments.ts";
export { upliftToTree } from "./uplift/to-tree.ts";
export type * from "./uplift/types.ts";
