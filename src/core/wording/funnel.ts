import { formatNumber, formatShare } from "../format.ts";
import { funnelLabels } from "../labels/funnel.ts";
import { type Locale, labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `funnel`, each with the parameters its wording needs. */
export interface FunnelReasonParams {
  /** Where the deal stands, and what became of those that stood there. */
  funnel_stage: { readonly stage: string; readonly share: number; readonly n: number };
  /** A stage that no deal was ever seen in. */
  funnel_stage_unseen: { readonly stage: string };
  /** How long the deal has stood there, against those that went on. */
  funnel_age: { readonly ageDays: number; readonly medianDays: number };
  /** Older than 95 % of those that went on. */
  funnel_stalled: { readonly ageDays: number; readonly p95Days: number };
  /** Older than anything observed. */
  beyond_history: { readonly days: number; readonly longestDays: number };
  /** A stage seen too seldom to speak for itself. */
  funnel_thin_stage: { readonly stage: string; readonly n: number; readonly weight: number };
  /** The deal has ended. */
  funnel_closed: { readonly outcome: "won" | "lost" | "cancelled" };
  /** Fewer than half of the deals are closed by the longest time watched. */
  funnel_median_not_reached: { readonly closedShare: number; readonly n: number };
  /** Nothing to forecast. */
  funnel_no_open_deals: { readonly given: number };
  /** Closed deals handed to a forecast. */
  funnel_closed_deals: { readonly n: number };
  /** Deals that enter their first stage only after the day. */
  funnel_not_started: { readonly n: number };
  /** Open deals without an amount. */
  funnel_amount_missing: { readonly n: number };
  /** Open deals older than all history. */
  funnel_beyond_history_deals: { readonly n: number };
  /** By the horizon the deal may be older than anything observed. */
  funnel_horizon_beyond_history: { readonly days: number; readonly longestDays: number };
  /** Open deals that may be older than all history by the horizon. */
  funnel_horizon_beyond_deals: { readonly n: number; readonly days: number };
  /** Next to no deal has closed. */
  funnel_few_closed: { readonly n: number; readonly needed: number };
  /** A stage that deals entered and none has left. */
  funnel_no_exits: { readonly stage: string; readonly n: number };
  /** Open deals in stages that none has left. */
  funnel_no_exits_deals: { readonly n: number };
  /** Open deals in stages seen too seldom. */
  funnel_thin_stage_deals: { readonly n: number; readonly needed: number };
  /** All deals came in together, so age and calendar are one. */
  funnel_shock_one_cohort: Record<string, never>;
  /** Deals not yet created could not be foreseen. */
  funnel_new_deals_unknown: { readonly why: "few_periods" | "one_cohort" | "stale" };
  /** Too few past periods to tell how much they swing. */
  funnel_shock_unmeasured: { readonly periods: number; readonly needed: number };
}

const OUTCOME_EN: Readonly<Record<FunnelReasonParams["funnel_closed"]["outcome"], string>> = {
  won: "won",
  lost: "lost",
  cancelled: "cancelled",
};
const OUTCOME_ZH: Readonly<Record<FunnelReasonParams["funnel_closed"]["outcome"], string>> = {
  won: "赢单",
  lost: "丢单",
  cancelled: "取消",
};

const NEW_DEALS_EN: Readonly<Record<FunnelReasonParams["funnel_new_deals_unknown"]["why"], string>> = {
  few_periods: "too few past periods to tell how many come in",
  one_cohort: "all past deals came in at once",
  stale: "the model is too old to tell how many come in today",
};
const NEW_DEALS_ZH: Readonly<Record<FunnelReasonParams["funnel_new_deals_unknown"]["why"], string>> = {
  few_periods: "历史周期太少，无法判断新增数量",
  one_cohort: "历史商机都在同一时间创建",
  stale: "模型过旧，无法判断目前的新增数量",
};

/** A stage of the standard pipeline by its label; a stage of the user's own is called as the pipeline calls it. */
export function stageName(stage: string, locale: Locale): string {
  return labelIn(funnelLabels.stage, stage, locale);
}

export const funnelEn: Messages<FunnelReasonParams> = {
  funnel_new_deals_unknown: ({ why }) => `deals not yet created are not included: ${NEW_DEALS_EN[why]}`,
  funnel_stage: ({ stage, share, n }) =>
    `stands in ${stageName(stage, "en")}, from where ${formatShare(share)} of ${counted(n, "stay has", "stays have")} gone on so far`,
  funnel_stage_unseen: ({ stage }) => `stands in ${stageName(stage, "en")}, in which no past deal was seen`,
  funnel_age: ({ ageDays, medianDays }) =>
    `has been in this stage for ${counted(ageDays, "day", "days", 1)}; half of those that went on had done so by day ${formatNumber(medianDays, 1)}`,
  funnel_stalled: ({ ageDays, p95Days }) =>
    `has stalled: at ${counted(ageDays, "day", "days", 1)} it is older than 95% of those that went on from here (day ${formatNumber(p95Days, 1)})`,
  beyond_history: ({ days, longestDays }) =>
    `${counted(days, "day", "days", 1)} is beyond the ${counted(longestDays, "day", "days", 1)} ever observed, so no chance can be estimated there`,
  funnel_thin_stage: ({ stage, n, weight }) =>
    weight > 0
      ? `${stageName(stage, "en")} was seen only ${counted(n, "time", "times")}, so ${formatShare(weight)} of the deals behind its figures come from other stages`
      : `${stageName(stage, "en")} was seen only ${counted(n, "time", "times")}, so its figures are rough`,
  funnel_horizon_beyond_history: ({ days, longestDays }) =>
    `by the horizon it may have stood here for ${counted(days, "day", "days", 1)}, where no deal was watched for more than ${formatNumber(longestDays, 1)}: little is foreseen past that`,
  funnel_horizon_beyond_deals: ({ n, days }) =>
    `within ${counted(days, "day", "days", 1)} ${counted(n, "open deal", "open deals")} may grow older than anything observed: little is foreseen past that`,
  funnel_few_closed: ({ n, needed }) =>
    `only ${counted(n, "past deal has", "past deals have")} closed, fewer than ${formatNumber(needed)}: take every figure as a rough guess`,
  funnel_no_exits: ({ stage, n }) =>
    `${n === 1 ? "the one deal" : `none of the ${formatNumber(n)} deals`} seen in ${stageName(stage, "en")} has ${n === 1 ? "not left" : "left"} it yet, so its chances are assumed rather than observed`,
  funnel_no_exits_deals: ({ n }) =>
    `${counted(n, "open deal stands in a stage", "open deals stand in stages")} that no past deal was seen to leave, so ${n === 1 ? "its" : "their"} chances are assumed rather than observed`,
  funnel_thin_stage_deals: ({ n, needed }) =>
    `${counted(n, "open deal stands in a stage", "open deals stand in stages")} seen fewer than ${formatNumber(needed)} times, so ${n === 1 ? "its" : "their"} chances are rough`,
  funnel_shock_one_cohort: () =>
    "all past deals came in at about the same time, so good and bad periods cannot be told from the deals' age",
  funnel_closed: ({ outcome }) => `is closed already: ${OUTCOME_EN[outcome]}`,
  funnel_median_not_reached: ({ closedShare, n }) =>
    `only ${formatShare(closedShare)} of ${counted(n, "deal closes", "deals close")} within the time observed, so the median is not reached`,
  funnel_no_open_deals: ({ given }) =>
    `${given === 1 ? "the deal given is not" : `none of the ${formatNumber(given)} deals given is`} open, so nothing can be won`,
  funnel_closed_deals: ({ n }) =>
    `${counted(n, "deal is closed already and counts", "deals are closed already and count")} as zero`,
  funnel_not_started: ({ n }) =>
    `${counted(n, "deal enters its first stage only later and counts", "deals enter their first stage only later and count")} as zero`,
  funnel_amount_missing: ({ n }) =>
    `${counted(n, "open deal has no amount: counted as a deal", "open deals have no amount: counted as deals")}, not as money`,
  funnel_beyond_history_deals: ({ n }) =>
    `${counted(n, "open deal is older than anything observed and adds", "open deals are older than anything observed and add")} next to nothing`,
  funnel_shock_unmeasured: ({ periods, needed }) =>
    `only ${counted(periods, "complete past period", "complete past periods", 1)} of full weight, where ${formatNumber(needed)} are needed to tell how much good and bad periods swing`,
};

export const funnelZh: Messages<FunnelReasonParams> = {
  funnel_new_deals_unknown: ({ why }) => `未计入尚未创建的商机：${NEW_DEALS_ZH[why]}`,
  funnel_stage: ({ stage, share, n }) =>
    `处于“${stageName(stage, "zh")}”阶段，历史上 ${formatNumber(n)} 次停留中已有 ${formatShare(share)} 继续推进`,
  funnel_stage_unseen: ({ stage }) => `处于“${stageName(stage, "zh")}”阶段，历史上没有商机到过该阶段`,
  funnel_age: ({ ageDays, medianDays }) =>
    `已在本阶段停留 ${formatNumber(ageDays, 1)} 天；继续推进的商机有一半在第 ${formatNumber(medianDays, 1)} 天前离开`,
  funnel_stalled: ({ ageDays, p95Days }) =>
    `已停滞：停留 ${formatNumber(ageDays, 1)} 天，超过 95% 从本阶段继续推进的商机（第 ${formatNumber(p95Days, 1)} 天）`,
  beyond_history: ({ days, longestDays }) =>
    `${formatNumber(days, 1)} 天超出历史上观察到的最长 ${formatNumber(longestDays, 1)} 天，无法估计机会`,
  funnel_thin_stage: ({ stage, n, weight }) =>
    weight > 0
      ? `“${stageName(stage, "zh")}”阶段只出现过 ${formatNumber(n)} 次，其数值所依据的商机有 ${formatShare(weight)} 取自其他阶段`
      : `“${stageName(stage, "zh")}”阶段只出现过 ${formatNumber(n)} 次，其数值较为粗略`,
  funnel_horizon_beyond_history: ({ days, longestDays }) =>
    `到预测期末可能已停留 ${formatNumber(days, 1)} 天，而历史上最长只观察到 ${formatNumber(longestDays, 1)} 天，此后几乎不作预计`,
  funnel_horizon_beyond_deals: ({ n, days }) =>
    `${formatNumber(days, 1)} 天内有 ${formatNumber(n)} 个进行中的商机可能超出历史上观察到的最长时间，此后几乎不作预计`,
  funnel_few_closed: ({ n, needed }) =>
    `历史上只有 ${formatNumber(n)} 个商机结束，不足 ${formatNumber(needed)} 个，所有数值仅供粗略参考`,
  funnel_no_exits: ({ stage, n }) =>
    `“${stageName(stage, "zh")}”阶段的 ${formatNumber(n)} 个商机尚无一个离开，其机会出于假设而非观察`,
  funnel_no_exits_deals: ({ n }) => `${formatNumber(n)} 个进行中的商机所处阶段尚无商机离开过，其机会出于假设而非观察`,
  funnel_thin_stage_deals: ({ n, needed }) =>
    `${formatNumber(n)} 个进行中的商机所处阶段出现不足 ${formatNumber(needed)} 次，其机会较为粗略`,
  funnel_shock_one_cohort: () => "历史商机几乎同时进入漏斗，无法区分旺季淡季与商机时长的影响",
  funnel_closed: ({ outcome }) => `已结束：${OUTCOME_ZH[outcome]}`,
  funnel_median_not_reached: ({ closedShare, n }) =>
    `观察期内 ${formatNumber(n)} 个商机只有 ${formatShare(closedShare)} 结束，达不到中位数`,
  funnel_no_open_deals: ({ given }) => `给出的 ${formatNumber(given)} 个商机都不在进行中，没有可赢的单`,
  funnel_closed_deals: ({ n }) => `${formatNumber(n)} 个商机已经结束，按零计`,
  funnel_not_started: ({ n }) => `${formatNumber(n)} 个商机以后才进入第一个阶段，按零计`,
  funnel_amount_missing: ({ n }) => `${formatNumber(n)} 个进行中的商机没有金额：只计单数，不计金额`,
  funnel_beyond_history_deals: ({ n }) => `${formatNumber(n)} 个进行中的商机比历史上任何商机都久，几乎不计`,
  funnel_shock_unmeasured: ({ periods, needed }) =>
    `完整的历史周期折算只有 ${formatNumber(periods, 1)} 个，至少需要 ${formatNumber(needed)} 个才能看出旺季淡季的波动`,
};
