import { show } from "./checks.ts";
import { ClienteleError } from "./errors.ts";
import { type AttributionLabels, attributionLabels } from "./labels/attribution.ts";
import { type BacktestLabels, backtestLabels } from "./labels/backtest.ts";
import { type CampaignLabels, campaignLabels } from "./labels/campaign.ts";
import { type CampaignActivityLabels, campaignActivityLabels } from "./labels/campaign-activity.ts";
import { type CampaignMoneyLabels, campaignMoneyLabels } from "./labels/campaign-money.ts";
import { type CareLabels, careLabels } from "./labels/care.ts";
import { type ChannelLabels, channelLabels } from "./labels/channel.ts";
import { type CohortLabels, cohortLabels } from "./labels/cohort.ts";
import { type CoverageLabels, coverageLabels } from "./labels/coverage.ts";
import { type CrmExportLabels, crmExportLabels } from "./labels/crm-export.ts";
import { type DealHealthLabels, dealHealthLabels } from "./labels/deal-health.ts";
import { type DecisionChainLabels, decisionChainLabels } from "./labels/decision-chain.ts";
import { type DefenceLabels, defenceLabels } from "./labels/defence.ts";
import { type ExperimentLabels, experimentLabels } from "./labels/experiment.ts";
import { type FunnelLabels, funnelLabels } from "./labels/funnel.ts";
import { type IntentionLabels, intentionLabels } from "./labels/intention.ts";
import { type JudgingLabels, judgingLabels } from "./labels/judging.ts";
import { type LeadLabels, leadLabels } from "./labels/lead.ts";
import { type LifetimeValueLabels, lifetimeValueLabels } from "./labels/lifetime-value.ts";
import { type LiftLabels, liftLabels } from "./labels/lift.ts";
import { type LockInLabels, lockInLabels } from "./labels/lock-in.ts";
import { type LoyaltyLabels, loyaltyLabels } from "./labels/loyalty.ts";
import { type LoyaltyCurveLabels, loyaltyCurveLabels } from "./labels/loyalty-curve.ts";
import { type MailingLabels, mailingLabels } from "./labels/mailing.ts";
import { type MarketModuleLabels, marketModuleLabels } from "./labels/market-module.ts";
import { type MediaBudgetLabels, mediaBudgetLabels } from "./labels/media-budget.ts";
import { type OpportunityLabels, opportunityLabels } from "./labels/opportunity.ts";
import { type PipelineChangeLabels, pipelineChangeLabels } from "./labels/pipeline-change.ts";
import { type PriceSensitivityLabels, priceSensitivityLabels } from "./labels/price-sensitivity.ts";
import { type QuotaLabels, quotaLabels } from "./labels/quota.ts";
import { type RelationshipLabels, relationshipLabels } from "./labels/relationship.ts";
import { type RfmLabels, rfmLabels } from "./labels/rfm.ts";
import { type ScorecardLabels, scorecardLabels } from "./labels/scorecard.ts";
import { type SegmentLabels, segmentLabels } from "./labels/segment.ts";
import { type ServiceLabels, serviceLabels } from "./labels/service.ts";
import { type SpendingLabels, spendingLabels } from "./labels/spending.ts";
import { type StageModelLabels, stageModelLabels } from "./labels/stage-model.ts";
import { type StrategyModuleLabels, strategyModuleLabels } from "./labels/strategy-module.ts";
import { type SubscriptionLabels, subscriptionLabels } from "./labels/subscription.ts";
import { type SurvivalLabels, survivalLabels } from "./labels/survival.ts";
import { type SwitchingLabels, switchingLabels } from "./labels/switching.ts";
import { type TierStabilityLabels, tierStabilityLabels } from "./labels/tier-stability.ts";
import { type TieringLabels, tieringLabels } from "./labels/tiering.ts";
import { type UpliftLabels, upliftLabels } from "./labels/uplift.ts";
import { type VelocityLabels, velocityLabels } from "./labels/velocity.ts";
import { type WinOverLabels, winOverLabels } from "./labels/win-over.ts";
import { type Label, type Locale, labelIn } from "./locale.ts";

/** Every family of labels. */
export interface LabelFamilies
  extends TieringLabels,
    LoyaltyLabels,
    FunnelLabels,
    SwitchingLabels,
    CampaignLabels,
    RfmLabels,
    StrategyModuleLabels,
    MarketModuleLabels,
    TierStabilityLabels,
    CoverageLabels,
    RelationshipLabels,
    ServiceLabels,
    CareLabels,
    OpportunityLabels,
    LeadLabels,
    IntentionLabels,
    DecisionChainLabels,
    QuotaLabels,
    PipelineChangeLabels,
    VelocityLabels,
    BacktestLabels,
    CrmExportLabels,
    StageModelLabels,
    DealHealthLabels,
    CampaignActivityLabels,
    CampaignMoneyLabels,
    AttributionLabels,
    LiftLabels,
    ExperimentLabels,
    MediaBudgetLabels,
    SegmentLabels,
    ScorecardLabels,
    JudgingLabels,
    MailingLabels,
    UpliftLabels,
    ChannelLabels,
    SpendingLabels,
    SubscriptionLabels,
    LifetimeValueLabels,
    SurvivalLabels,
    CohortLabels,
    LockInLabels,
    WinOverLabels,
    DefenceLabels,
    PriceSensitivityLabels,
    LoyaltyCurveLabels {}

// marked as pure, so that a bundle that names nothing leaves the names out
const labels: LabelFamilies = /* @__PURE__ */ (() => ({
  ...tieringLabels,
  ...loyaltyLabels,
  ...funnelLabels,
  ...switchingLabels,
  ...campaignLabels,
  ...loyaltyCurveLabels,
  ...tierStabilityLabels,
  ...rfmLabels,
  ...strategyModuleLabels,
  ...marketModuleLabels,
  ...priceSensitivityLabels,
  ...defenceLabels,
  ...winOverLabels,
  ...lockInLabels,
  ...cohortLabels,
  ...survivalLabels,
  ...lifetimeValueLabels,
  ...subscriptionLabels,
  ...spendingLabels,
  ...dealHealthLabels,
  ...stageModelLabels,
  ...crmExportLabels,
  ...backtestLabels,
  ...velocityLabels,
  ...pipelineChangeLabels,
  ...quotaLabels,
  ...decisionChainLabels,
  ...intentionLabels,
  ...leadLabels,
  ...opportunityLabels,
  ...careLabels,
  ...serviceLabels,
  ...relationshipLabels,
  ...coverageLabels,
  ...channelLabels,
  ...upliftLabels,
  ...mailingLabels,
  ...judgingLabels,
  ...scorecardLabels,
  ...segmentLabels,
  ...mediaBudgetLabels,
  ...experimentLabels,
  ...liftLabels,
  ...attributionLabels,
  ...campaignMoneyLabels,
  ...campaignActivityLabels,
}))();

/** The families of names that the package shows in two languages, such as `tier`, `quadrant`, `lever`, `stage`. */
export type LabelFamily = keyof LabelFamilies;

/**
 * Names a tier, quadrant, lever or stage in English or Chinese. An id that the caller made up is its own name.
 *
 * @param family - Which family the id belongs to.
 * @param id - The id, for example `"hostage"`.
 * @param locale - `"en"` (default) or `"zh"`.
 * @returns The label, or the id itself when the family does not hold it.
 * @throws `ClienteleError` `unknown_id` for an unknown family or language.
 * @example
 * ```ts
 * labelOf("quadrant", "hostage", "zh"); // => "囚禁者"
 * labelOf("tier", "my own tier"); // => "my own tier"
 * ```
 */
export function labelOf(family: LabelFamily, id: string, locale: Locale = "en"): string {
  if (typeof family !== "string" || !Object.hasOwn(labels, family)) {
    throw new ClienteleError("unknown_id", `no family of labels is called ${show(family)}`, { family });
  }
  if (locale !== "en" && locale !== "zh") {
    throw new ClienteleError("unknown_id", `locale must be "en" or "zh", got ${show(locale)}`, { locale });
  }
  return typeof id === "string" ? labelIn(labels[family], id, locale) : id;
}

/**
 * Lists a family of names in both languages, for a legend, a drop-down or a translation table.
 *
 * @param family - Which family.
 * @returns Every id of the family with both its names, in the order in which they are shown.
 * @throws `ClienteleError` `unknown_id` for an unknown family.
 * @example
 * ```ts
 * Object.keys(labelsOf("tier")); // => ["top", "large", "medium", "small"]
 * labelsOf("tier").top; // => { en: "Top", zh: "主顾客" }
 * ```
 */
export function labelsOf(family: LabelFamily): Readonly<Record<string, Label>> {
  if (typeof family !== "string" || !Object.hasOwn(labels, family)) {
    throw new ClienteleError("unknown_id", `no family of labels is called ${show(family)}`, { family });
  }
  return labels[family];
}
