export type { Accessor, ColumnOptions } from "./column.ts";
export { ClienteleError, type ClienteleErrorCode, isClienteleError } from "./errors.ts";
export type { Abstention, Estimate, Interval } from "./estimate.ts";
export { formatNumber, formatShare } from "./format.ts";
export type * from "./labels/account-plan.ts";
export type * from "./labels/anomaly.ts";
export type * from "./labels/attainment.ts";
export type * from "./labels/attribution.ts";
export type * from "./labels/backtest.ts";
export type * from "./labels/campaign.ts";
export type * from "./labels/campaign-activity.ts";
export type * from "./labels/campaign-money.ts";
export type * from "./labels/care.ts";
export type * from "./labels/channel.ts";
export type * from "./labels/clusters.ts";
export type * from "./labels/cohort.ts";
export type * from "./labels/coverage.ts";
export type * from "./labels/crm-export.ts";
export type * from "./labels/deal-health.ts";
export type * from "./labels/decision-chain.ts";
export type * from "./labels/defence.ts";
export type * from "./labels/experiment.ts";
export type * from "./labels/funnel.ts";
export type * from "./labels/group-comparison.ts";
export type * from "./labels/intention.ts";
export type * from "./labels/judging.ts";
export type * from "./labels/lead.ts";
export type * from "./labels/lifetime-value.ts";
export type * from "./labels/lift.ts";
export type * from "./labels/lock-in.ts";
export type * from "./labels/loyalty.ts";
export type * from "./labels/loyalty-curve.ts";
export type * from "./labels/mailing.ts";
export type * from "./labels/media-budget.ts";
export type * from "./labels/opportunity.ts";
export type * from "./labels/pipeline-change.ts";
export type * from "./labels/portfolio.ts";
export type * from "./labels/price-sensitivity.ts";
export type * from "./labels/project.ts";
export type * from "./labels/purchase-criteria.ts";
export type * from "./labels/quota.ts";
export type * from "./labels/relationship.ts";
export type * from "./labels/rfm.ts";
export type * from "./labels/rival-profile.ts";
export type * from "./labels/scorecard.ts";
export type * from "./labels/segment.ts";
export type * from "./labels/series.ts";
export type * from "./labels/service.ts";
export type * from "./labels/spending.ts";
export type * from "./labels/stage-model.ts";
export type * from "./labels/strategy.ts";
export type * from "./labels/strategy-plan.ts";
export type * from "./labels/strategy-review.ts";
export type * from "./labels/subscription.ts";
export type * from "./labels/survival.ts";
export type * from "./labels/switching.ts";
export type * from "./labels/tier-stability.ts";
export type * from "./labels/tiering.ts";
export type * from "./labels/traffic.ts";
export type * from "./labels/trend.ts";
export type * from "./labels/uplift.ts";
export type * from "./labels/velocity.ts";
export type * from "./labels/visits.ts";
export type * from "./labels/win-over.ts";
export { type LabelFamilies, type LabelFamily, labelOf, labelsOf } from "./labels.ts";
export type { Label, Locale } from "./locale.ts";
export {
  loadModel,
  type ModelEnvelope,
  type ModelJson,
  type ModelSpec,
  type RecordSchema,
  type SchemaIssue,
} from "./model.ts";
export { describe, type Reason, type ReasonCode, type ReasonParams, reasonCodes } from "./reasons.ts";
export {
  type ParsedRecords,
  type ParseRecordsOptions,
  parseRecords,
  type RecordIssue,
  type RejectedRecord,
} from "./records.ts";
export type { BacktestVerdictFigures } from "./wording/backtest.ts";
export type {
  CampaignAttendanceParams,
  CampaignCountParams,
  CampaignRefusalParams,
} from "./wording/campaign-activity.ts";
export type { GrowthParams } from "./wording/campaign-growth.ts";
export type { ChannelCheckFigures } from "./wording/channel.ts";
export type { CoverageGain, CoverageStranded } from "./wording/coverage.ts";
export type { CrmIssueParams } from "./wording/crm-export.ts";
export type { MailingFigures, MailingRuleFigures } from "./wording/mailing.ts";
export type { OpportunityRefusalParams } from "./wording/opportunity.ts";
export type { QuotaBiasParams } from "./wording/quota.ts";
export type { RegressionEffectFigures } from "./wording/regression.ts";
export type { LookalikeMedians } from "./wording/rfm.ts";
export type { SegmentBandParams, SegmentPullParams } from "./wording/stage-model.ts";
export type { MigrationTest, TierMoved } from "./wording/tier-stability.ts";
export type { EightyTwenty } from "./wording/tiering.ts";
export type { UpliftMailingFigures } from "./wording/uplift.ts";
