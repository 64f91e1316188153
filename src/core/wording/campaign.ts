import { formatNumber, formatShare } from "../format.ts";
import { campaignLabels, type LiftArmId } from "../labels/campaign.ts";
import type { Label, Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `campaign`, each with the parameters its wording needs. ROI is a share: 0.5 is 50 %. */
export type CampaignReasonParams = {
  /** Nothing was spent, so no return on it can be named. */
  campaign_zero_cost: Readonly<Record<never, never>>;
  /** The campaign begins after the day on which the books are read. */
  campaign_not_started: { readonly start: string };
  /** No opportunity is linked. */
  campaign_no_opportunities: Readonly<Record<never, never>>;
  /** No linked opportunity has been won. */
  campaign_no_contracts: Readonly<Record<never, never>>;
  /** The contribution has not covered the cost within so many days; what is missing. */
  campaign_not_paid_back: { readonly days: number; readonly missing: number };
  /** Won deals without a date hide the day of payback. */
  campaign_undated_deals: { readonly n: number };
  /** Campaigns that run beyond the day; `until` is the last day of the last of them. */
  campaign_running: { readonly n: number; readonly until: string };
  /** Linked deals that are neither won nor lost. */
  campaign_open_deals: { readonly open: number; readonly of: number };
  /** Deals credited to the campaign were won before it began. */
  campaign_won_before_start: { readonly n: number };
  /** One deal makes up most of the contribution. */
  campaign_one_deal_dominates: { readonly share: number };
  /** The groups' returns differ by more than chance. */
  campaign_groups_differ: { readonly best: string; readonly roi: number; readonly pValue: number };
  /** The groups' returns differ by no more than chance. */
  campaign_groups_alike: { readonly pValue: number };
  /** The group that booked the highest return owes it to few campaigns. */
  campaign_leader_not_proven: {
    readonly group: string;
    readonly n: number;
    readonly roi: number;
    readonly expected: number;
  };
  /** Every campaign of a group returned the same, so the scatter between campaigns is unknown. */
  campaign_no_scatter: { readonly n: number };
  /** An arm of the experiment holds nobody. */
  lift_empty_arm: { readonly arm: LiftArmId };
  /** Neither arm varies, so chance cannot be told from effect. */
  lift_zero_variance: Readonly<Record<never, never>>;
  /** The control arm's figure is zero. */
  lift_zero_base: Readonly<Record<never, never>>;
  /** The control arm's mean cannot be told from zero. */
  lift_near_zero_base: { readonly mean: number; readonly standardError: number };
  /** Nobody in an arm responded, so a ratio on the logarithmic scale does not exist. */
  lift_zero_count: { readonly arm: LiftArmId };
  /** The arms are too small for the effect that is wanted. */
  lift_underpowered: { readonly detectable: number; readonly wanted: number; readonly power: number };
  /** An arm holds too few who responded, or too few who did not. */
  lift_few_events: { readonly arm: LiftArmId; readonly n: number; readonly needed: number };
  /** Customers were not split as planned. */
  lift_split_broken: { readonly pValue: number };
  /** The split agrees with the plan. */
  lift_split_as_planned: { readonly pValue: number };
};

const nameOf = (arm: LiftArmId): Label => (arm === "treated" ? campaignLabels.arm.treated : campaignLabels.arm.control);
const enArm = (arm: LiftArmId): string => nameOf(arm).en.toLowerCase();
const zhArm = (arm: LiftArmId): string => nameOf(arm).zh;

export const campaignEn: Messages<CampaignReasonParams> = {
  campaign_zero_cost: () => "nothing was spent, so no return on the cost can be named",
  campaign_not_started: ({ start }) => `the campaign begins only on ${start}`,
  campaign_no_opportunities: () => "no opportunity is linked to the campaign",
  campaign_no_contracts: () => "no linked opportunity has been won",
  campaign_not_paid_back: ({ days, missing }) =>
    `not paid back after ${counted(days, "day", "days")}; ${formatNumber(missing, 2)} is missing`,
  campaign_undated_deals: ({ n }) => `won deals without a date: ${formatNumber(n)}; they hide the day of payback`,
  campaign_running: ({ n, until }) =>
    `${n === 1 ? "the campaign still runs" : `${formatNumber(n)} campaigns still run`} (until ${until}): cost is counted in full, returns are not yet in`,
  campaign_open_deals: ({ open, of }) =>
    `${formatNumber(open)} of ${formatNumber(of)} linked opportunities are still open and count as no return yet`,
  campaign_won_before_start: ({ n }) =>
    `deals won before the campaign began: ${formatNumber(n)}; it cannot have caused them`,
  campaign_one_deal_dominates: ({ share }) => `one deal makes up ${formatShare(share, 0)} of the contribution`,
  campaign_groups_differ: ({ best, roi, pValue }) =>
    `the returns differ by more than chance (${pText(pValue)}); the best expectation is ${best} with ${formatShare(roi, 0)}`,
  campaign_groups_alike: ({ pValue }) => `the returns differ by no more than chance would make them (${pText(pValue)})`,
  campaign_leader_not_proven: ({ group, n, roi, expected }) =>
    `${group} booked the highest return, ${formatShare(roi, 0)}, but its campaigns (${formatNumber(n)}) do not prove it; expect ${formatShare(expected, 0)}`,
  campaign_no_scatter: ({ n }) =>
    `within each group all ${formatNumber(n)} campaigns returned the same, so chance cannot be measured`,
  lift_empty_arm: ({ arm }) => `the ${enArm(arm)} arm holds no customers`,
  lift_zero_variance: () => "neither arm varies, so chance cannot be told from effect",
  lift_zero_base: () => "the control arm's figure is zero, so no relative lift can be named",
  lift_near_zero_base: ({ mean, standardError }) =>
    `the control arm's mean ${formatNumber(mean, 4)} cannot be told from zero (standard error ${formatNumber(standardError, 4)}), so no relative lift can be named`,
  lift_zero_count: ({ arm }) => `nobody in the ${enArm(arm)} arm responded`,
  lift_underpowered: ({ detectable, wanted, power }) =>
    `arms of this size find a difference of ${formatNumber(detectable, 4)} with power ${formatShare(power, 0)}, more than the ${formatNumber(wanted, 4)} that would matter`,
  lift_few_events: ({ arm, n, needed }) =>
    `too few in the ${enArm(arm)} arm responded, or too few did not: ${formatNumber(n)} where ${formatNumber(needed)} are needed`,
  lift_split_broken: ({ pValue }) =>
    `the arms were not filled as planned (${pText(pValue)}); find the cause before trusting any difference`,
  lift_split_as_planned: ({ pValue }) => `the arms were filled as planned (${pText(pValue)})`,
};

export const campaignZh: Messages<CampaignReasonParams> = {
  campaign_zero_cost: () => "没有发生投入，无法给出投入产出比",
  campaign_not_started: ({ start }) => `活动要到 ${start} 才开始`,
  campaign_no_opportunities: () => "活动没有关联任何商机",
  campaign_no_contracts: () => "关联的商机尚无赢单",
  campaign_not_paid_back: ({ days, missing }) =>
    `${formatNumber(days)} 天后仍未收回投入，尚差 ${formatNumber(missing, 2)}`,
  campaign_undated_deals: ({ n }) => `有 ${formatNumber(n)} 个赢单没有日期，无法确定回本日`,
  campaign_running: ({ n, until }) =>
    `${n === 1 ? "活动仍在进行" : `${formatNumber(n)} 场活动仍在进行`}（至 ${until}）：费用已全额计入，回报尚未全部实现`,
  campaign_open_deals: ({ open, of }) =>
    `${formatNumber(of)} 个关联商机中有 ${formatNumber(open)} 个仍未结束，暂按无回报计`,
  campaign_won_before_start: ({ n }) => `有 ${formatNumber(n)} 个赢单早于活动开始，不可能由活动带来`,
  campaign_one_deal_dominates: ({ share }) => `单个合同占全部贡献的 ${formatShare(share, 0)}`,
  campaign_groups_differ: ({ best, roi, pValue }) =>
    `各组回报的差异超出偶然（${pText(pValue)}）；预期最好的是 ${best}，投入产出比 ${formatShare(roi, 0)}`,
  campaign_groups_alike: ({ pValue }) => `各组回报的差异没有超出偶然的范围（${pText(pValue)}）`,
  campaign_leader_not_proven: ({ group, n, roi, expected }) =>
    `${group} 账面回报最高（${formatShare(roi, 0)}），但仅凭 ${formatNumber(n)} 场活动不足以证明；预期为 ${formatShare(expected, 0)}`,
  campaign_no_scatter: ({ n }) => `各组内 ${formatNumber(n)} 场活动的回报完全相同，无法衡量偶然波动`,
  lift_empty_arm: ({ arm }) => `${zhArm(arm)}没有客户`,
  lift_zero_variance: () => "两组都没有波动，无法区分偶然与效果",
  lift_zero_base: () => "对照组的数值为零，无法给出相对提升",
  lift_near_zero_base: ({ mean, standardError }) =>
    `对照组均值 ${formatNumber(mean, 4)} 与零无法区分（标准误 ${formatNumber(standardError, 4)}），无法给出相对提升`,
  lift_zero_count: ({ arm }) => `${zhArm(arm)}无人响应`,
  lift_underpowered: ({ detectable, wanted, power }) =>
    `以这样的样本量，${formatShare(power, 0)} 的把握只能发现 ${formatNumber(detectable, 4)} 的差异，大于有意义的 ${formatNumber(wanted, 4)}`,
  lift_few_events: ({ arm, n, needed }) =>
    `${zhArm(arm)}中响应者或未响应者太少：只有 ${formatNumber(n)} 个，至少需要 ${formatNumber(needed)} 个`,
  lift_split_broken: ({ pValue }) => `分组比例与计划不符（${pText(pValue)}），请先查明原因再看结果`,
  lift_split_as_planned: ({ pValue }) => `分组比例与计划相符（${pText(pValue)}）`,
};
