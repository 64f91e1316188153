import { show } from "./checks.ts";
import type { CodedUnion } from "./coded-union.ts";
import { ClienteleError } from "./errors.ts";
import type { Locale, Messages } from "./locale.ts";
import { wordReason } from "./word-reason.ts";
import { type AttributionReasonParams, attributionEn, attributionZh } from "./wording/attribution.ts";
import { type BacktestReasonParams, backtestEn, backtestZh } from "./wording/backtest.ts";
import { type BuyingReasonParams, buyingEn, buyingZh } from "./wording/buying.ts";
import { type CampaignReasonParams, campaignEn, campaignZh } from "./wording/campaign.ts";
import {
  type CampaignActivityReasonParams,
  campaignActivityEn,
  campaignActivityZh,
} from "./wording/campaign-activity.ts";
import { type CampaignGrowthReasonParams, campaignGrowthEn, campaignGrowthZh } from "./wording/campaign-growth.ts";
import { type CampaignMoneyReasonParams, campaignMoneyEn, campaignMoneyZh } from "./wording/campaign-money.ts";
import { type CareReasonParams, careEn, careZh } from "./wording/care.ts";
import { type ChannelReasonParams, channelEn, channelZh } from "./wording/channel.ts";
import { type ChurnReasonParams, churnEn, churnZh } from "./wording/churn.ts";
import { type CohortReasonParams, cohortEn, cohortZh } from "./wording/cohort.ts";
import { type CoverageReasonParams, coverageEn, coverageZh } from "./wording/coverage.ts";
import { type CriteriaReasonParams, criteriaEn, criteriaZh } from "./wording/criteria.ts";
import { type CrmExportReasonParams, crmExportEn, crmExportZh } from "./wording/crm-export.ts";
import { type DealHealthReasonParams, dealHealthEn, dealHealthZh } from "./wording/deal-health.ts";
import { type DecisionChainReasonParams, decisionChainEn, decisionChainZh } from "./wording/decision-chain.ts";
import { type DefenceReasonParams, defenceEn, defenceZh } from "./wording/defence.ts";
import { type ExperimentReasonParams, experimentEn, experimentZh } from "./wording/experiment.ts";
import { type FunnelReasonParams, funnelEn, funnelZh } from "./wording/funnel.ts";
import { type GeneralReasonParams, generalEn, generalZh } from "./wording/general.ts";
import { type HazardReasonParams, hazardEn, hazardZh } from "./wording/hazard.ts";
import { type IntentionReasonParams, intentionEn, intentionZh } from "./wording/intention.ts";
import { type JudgingReasonParams, judgingEn, judgingZh } from "./wording/judging.ts";
import { type LeadReasonParams, leadEn, leadZh } from "./wording/lead.ts";
import { type LifetimeValueReasonParams, lifetimeValueEn, lifetimeValueZh } from "./wording/lifetime-value.ts";
import { type LiftReasonParams, liftEn, liftZh } from "./wording/lift.ts";
import { type LockInReasonParams, lockInEn, lockInZh } from "./wording/lock-in.ts";
import { type LoyaltyReasonParams, loyaltyEn, loyaltyZh } from "./wording/loyalty.ts";
import { type LoyaltyCurveReasonParams, loyaltyCurveEn, loyaltyCurveZh } from "./wording/loyalty-curve.ts";
import { type MailingReasonParams, mailingEn, mailingZh } from "./wording/mailing.ts";
import { type MarketModuleReasonParams, marketModuleEn, marketModuleZh } from "./wording/market-module.ts";
import { type MediaBudgetReasonParams, mediaBudgetEn, mediaBudgetZh } from "./wording/media-budget.ts";
import { type OpportunityReasonParams, opportunityEn, opportunityZh } from "./wording/opportunity.ts";
import { type PipelineChangeReasonParams, pipelineChangeEn, pipelineChangeZh } from "./wording/pipeline-change.ts";
import { type PlacementReasonParams, placementEn, placementZh } from "./wording/placement.ts";
import {
  type PriceSensitivityReasonParams,
  priceSensitivityEn,
  priceSensitivityZh,
} from "./wording/price-sensitivity.ts";
import { type QuotaReasonParams, quotaEn, quotaZh } from "./wording/quota.ts";
import { type RelationshipReasonParams, relationshipEn, relationshipZh } from "./wording/relationship.ts";
import { type RfmReasonParams, rfmEn, rfmZh } from "./wording/rfm.ts";
import { type ScorecardReasonParams, scorecardEn, scorecardZh } from "./wording/scorecard.ts";
import { type SegmentReasonParams, segmentEn, segmentZh } from "./wording/segment.ts";
import { type ServiceReasonParams, serviceEn, serviceZh } from "./wording/service.ts";
import { type SpendingReasonParams, spendingEn, spendingZh } from "./wording/spending.ts";
import { type StageModelReasonParams, stageModelEn, stageModelZh } from "./wording/stage-model.ts";
import { type StrategyModuleReasonParams, strategyModuleEn, strategyModuleZh } from "./wording/strategy-module.ts";
import { type SubscriptionReasonParams, subscriptionEn, subscriptionZh } from "./wording/subscription.ts";
import { type SurveyReasonParams, surveyEn, surveyZh } from "./wording/survey.ts";
import { type SurvivalReasonParams, survivalEn, survivalZh } from "./wording/survival.ts";
import { type SwitchingReasonParams, switchingEn, switchingZh } from "./wording/switching.ts";
import { type TierStabilityReasonParams, tierStabilityEn, tierStabilityZh } from "./wording/tier-stability.ts";
import { type TieringReasonParams, tieringEn, tieringZh } from "./wording/tiering.ts";
import { type TreeReasonParams, treeEn, treeZh } from "./wording/tree.ts";
import { type UpliftReasonParams, upliftEn, upliftZh } from "./wording/uplift.ts";
import { type VelocityReasonParams, velocityEn, velocityZh } from "./wording/velocity.ts";
import { type WinOverReasonParams, winOverEn, winOverZh } from "./wording/win-over.ts";

/** Every reason code of the package with the parameters it carries. */
export interface ReasonParams
  extends GeneralReasonParams,
    BacktestReasonParams,
    CampaignReasonParams,
    CampaignGrowthReasonParams,
    CareReasonParams,
    CoverageReasonParams,
    CriteriaReasonParams,
    CrmExportReasonParams,
    DealHealthReasonParams,
    DecisionChainReasonParams,
    FunnelReasonParams,
    IntentionReasonParams,
    LeadReasonParams,
    LoyaltyReasonParams,
    LoyaltyCurveReasonParams,
    OpportunityReasonParams,
    PipelineChangeReasonParams,
    PlacementReasonParams,
    QuotaReasonParams,
    RelationshipReasonParams,
    RfmReasonParams,
    ServiceReasonParams,
    StageModelReasonParams,
    SurveyReasonParams,
    StrategyModuleReasonParams,
    MarketModuleReasonParams,
    SwitchingReasonParams,
    TierStabilityReasonParams,
    TieringReasonParams,
    CampaignActivityReasonParams,
    CampaignMoneyReasonParams,
    AttributionReasonParams,
    LiftReasonParams,
    ExperimentReasonParams,
    MediaBudgetReasonParams,
    TreeReasonParams,
    SegmentReasonParams,
    ScorecardReasonParams,
    JudgingReasonParams,
    MailingReasonParams,
    UpliftReasonParams,
    ChannelReasonParams,
    VelocityReasonParams,
    BuyingReasonParams,
    SpendingReasonParams,
    SubscriptionReasonParams,
    LifetimeValueReasonParams,
    SurvivalReasonParams,
    CohortReasonParams,
    HazardReasonParams,
    ChurnReasonParams,
    LockInReasonParams,
    WinOverReasonParams,
    DefenceReasonParams,
    PriceSensitivityReasonParams {}

/** A stable, machine-readable code that says why a figure is as it is. */
export type ReasonCode = keyof ReasonParams;

/** Why something is as it is, as data: a code and the numbers behind it. {@link describe} words it. */
export type Reason<Codes extends ReasonCode = ReasonCode> = CodedUnion<ReasonParams, Codes>;

// marked as pure, so that a bundle that words nothing leaves the words out
const catalogues: Readonly<Record<Locale, Messages<ReasonParams>>> = /* @__PURE__ */ (() => ({
  en: {
    ...generalEn,
    ...tieringEn,
    ...loyaltyEn,
    ...funnelEn,
    ...switchingEn,
    ...campaignEn,
    ...tierStabilityEn,
    ...criteriaEn,
    ...rfmEn,
    ...loyaltyCurveEn,
    ...surveyEn,
    ...strategyModuleEn,
    ...marketModuleEn,
    ...priceSensitivityEn,
    ...defenceEn,
    ...winOverEn,
    ...lockInEn,
    ...churnEn,
    ...hazardEn,
    ...cohortEn,
    ...survivalEn,
    ...lifetimeValueEn,
    ...subscriptionEn,
    ...spendingEn,
    ...buyingEn,
    ...dealHealthEn,
    ...stageModelEn,
    ...crmExportEn,
    ...backtestEn,
    ...velocityEn,
    ...pipelineChangeEn,
    ...quotaEn,
    ...decisionChainEn,
    ...intentionEn,
    ...leadEn,
    ...opportunityEn,
    ...placementEn,
    ...careEn,
    ...serviceEn,
    ...relationshipEn,
    ...coverageEn,
    ...channelEn,
    ...upliftEn,
    ...mailingEn,
    ...judgingEn,
    ...scorecardEn,
    ...segmentEn,
    ...treeEn,
    ...mediaBudgetEn,
    ...experimentEn,
    ...liftEn,
    ...attributionEn,
    ...campaignMoneyEn,
    ...campaignActivityEn,
    ...campaignGrowthEn,
  },
  zh: {
    ...generalZh,
    ...tieringZh,
    ...loyaltyZh,
    ...funnelZh,
    ...switchingZh,
    ...campaignZh,
    ...tierStabilityZh,
    ...criteriaZh,
    ...rfmZh,
    ...loyaltyCurveZh,
    ...surveyZh,
    ...strategyModuleZh,
    ...marketModuleZh,
    ...priceSensitivityZh,
    ...defenceZh,
    ...winOverZh,
    ...lockInZh,
    ...churnZh,
    ...hazardZh,
    ...cohortZh,
    ...survivalZh,
    ...lifetimeValueZh,
    ...subscriptionZh,
    ...spendingZh,
    ...buyingZh,
    ...dealHealthZh,
    ...stageModelZh,
    ...crmExportZh,
    ...backtestZh,
    ...velocityZh,
    ...pipelineChangeZh,
    ...quotaZh,
    ...decisionChainZh,
    ...intentionZh,
    ...leadZh,
    ...opportunityZh,
    ...placementZh,
    ...careZh,
    ...serviceZh,
    ...relationshipZh,
    ...coverageZh,
    ...channelZh,
    ...upliftZh,
    ...mailingZh,
    ...judgingZh,
    ...scorecardZh,
    ...segmentZh,
    ...treeZh,
    ...mediaBudgetZh,
    ...experimentZh,
    ...liftZh,
    ...attributionZh,
    ...campaignMoneyZh,
    ...campaignActivityZh,
    ...campaignGrowthZh,
  },
}))();

/** Every reason code of the package, for those who word them in a third language. */
export const reasonCodes: readonly ReasonCode[] = /* @__PURE__ */ (() => Object.keys(catalogues.en))() as ReasonCode[];

/**
 * Words a reason in English or Chinese, for a screen, a report or a letter.
 *
 * @param reason - A reason as any `explainX` returns it.
 * @param locale - `"en"` (default) or `"zh"`.
 * @returns One sentence without a closing full stop.
 * @throws `ClienteleError` `unknown_id` for a code or a language this package does not know.
 * @example
 * ```ts
 * const reason = { code: "too_few_rows", params: { n: 2, needed: 10 } } as const;
 * describe(reason, "en"); // => "too few observations: 2 where at least 10 are needed"
 * describe(reason, "zh"); // => "样本太少：只有 2 个，至少需要 10 个"
 * ```
 */
export function describe(reason: Reason, locale: Locale = "en"): string {
  if (locale !== "en" && locale !== "zh") {
    throw new ClienteleError("unknown_id", `locale must be "en" or "zh", got ${show(locale)}`, { locale });
  }
  return wordReason(catalogues[locale], reason);
}
