import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";

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

export const funnelEn: Messages<FunnelReasonParams> = {
  funnel_stage: ({ stage, share, n }) =>
    `stands in ${stage}, from where ${formatShare(share)} of ${formatNumber(n)} stays have gone on so far`,
  funnel_stage_unseen: ({ stage }) => `stands in ${stage}, in which no past deal was seen`,
  funnel_age: ({ ageDays, medianDays }) =>
    `has been in this stage for ${formatNumber(ageDays, 1)} days; half of those that went on had done so by day ${formatNumber(medianDays, 1)}`,
  funnel_stalled: ({ ageDays, p95Days }) =>
    `has stalled: at ${formatNumber(ageDays, 1)} days it is older than 95% of those that went on from here (day ${formatNumber(p95Days, 1)})`,
  beyond_history: ({ days, longestDays }) =>
    `${formatNumber(days, 1)} days is beyond the ${formatNumber(longestDays, 1)} days ever observed, so no chance can be estimated there`,
  funnel_thin_stage: ({ stage, n, weight }) =>
    `${stage} was seen only ${formatNumber(n)} times, so ${formatShare(weight)} of its figures come from the pipeline as a whole`,
  funnel_closed: ({ outcome }) => `is closed already: ${OUTCOME_EN[outcome]}`,
  funnel_median_not_reached: ({ closedShare, n }) =>
    `only ${formatShare(closedShare)} of ${formatNumber(n)} deals close within the time observed, so the median is not reached`,
  funnel_no_open_deals: ({ given }) => `none of the ${formatNumber(given)} deals given is open, so nothing can be won`,
  funnel_closed_deals: ({ n }) => `${formatNumber(n)} deals are closed already and count as zero`,
  funnel_not_started: ({ n }) => `${formatNumber(n)} deals enter their first stage only later and count as zero`,
  funnel_amount_missing: ({ n }) => `${formatNumber(n)} open deals have no amount: counted as deals, not as money`,
  funnel_beyond_history_deals: ({ n }) =>
    `${formatNumber(n)} open deals are older than anything observed and add next to nothing`,
  funnel_shock_unmeasured: ({ periods, needed }) =>
    `only ${formatNumber(periods)} complete past periods, where ${formatNumber(needed)} are needed to tell how much good and bad periods swing`,
};

export const funnelZh: Messages<FunnelReasonParams> = {
  funnel_stage: ({ stage, share, n }) =>
    `处于“${stage}”阶段，历史上 ${formatNumber(n)} 次停留中已有 ${formatShare(share)} 继续推进`,
  funnel_stage_unseen: ({ stage }) => `处于“${stage}”阶段，历史上没有商机到过该阶段`,
  funnel_age: ({ ageDays, medianDays }) =>
    `已在本阶段停留 ${formatNumber(ageDays, 1)} 天；继续推进的商机有一半在第 ${formatNumber(medianDays, 1)} 天前离开`,
  funnel_stalled: ({ ageDays, p95Days }) =>
    `已停滞：停留 ${formatNumber(ageDays, 1)} 天，超过 95% 从本阶段继续推进的商机（第 ${formatNumber(p95Days, 1)} 天）`,
  beyond_history: ({ days, longestDays }) =>
    `${formatNumber(days, 1)} 天超出历史上观察到的最长 ${formatNumber(longestDays, 1)} 天，无法估计机会`,
  funnel_thin_stage: ({ stage, n, weight }) =>
    `“${stage}”阶段只出现过 ${formatNumber(n)} 次，其数值有 ${formatShare(weight)} 取自整个漏斗`,
  funnel_closed: ({ outcome }) => `已结束：${OUTCOME_ZH[outcome]}`,
  funnel_median_not_reached: ({ closedShare, n }) =>
    `观察期内 ${formatNumber(n)} 个商机只有 ${formatShare(closedShare)} 结束，达不到中位数`,
  funnel_no_open_deals: ({ given }) => `给出的 ${formatNumber(given)} 个商机都不在进行中，没有可赢的单`,
  funnel_closed_deals: ({ n }) => `${formatNumber(n)} 个商机已经结束，按零计`,
  funnel_not_started: ({ n }) => `${formatNumber(n)} 个商机以后才进入第一个阶段，按零计`,
  funnel_amount_missing: ({ n }) => `${formatNumber(n)} 个进行中的商机没有金额：只计单数，不计金额`,
  funnel_beyond_history_deals: ({ n }) => `${formatNumber(n)} 个进行中的商机比历史上任何商机都久，几乎不计`,
  funnel_shock_unmeasured: ({ periods, needed }) =>
    `完整的历史周期只有 ${formatNumber(periods)} 个，至少需要 ${formatNumber(needed)} 个才能看出旺季淡季的波动`,
};
