import { formatNumber, formatShare } from "../format.ts";
import { type TrafficCause, type TrafficStage, trafficLabels } from "../labels/traffic.ts";
import { type Locale, labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `traffic`, each with the parameters its wording needs. */
export interface TrafficReasonParams {
  /** No rate: nothing of the earlier stage was counted. */
  traffic_no_base: { readonly stage: TrafficStage };
  /** No rate: more of the later stage than of the earlier one, so that one is not part of the other. */
  traffic_not_nested: {
    readonly from: TrafficStage;
    readonly to: TrafficStage;
    readonly n: number;
    readonly x: number;
  };
  /** Leads of a channel that counted no visits. */
  traffic_leads_without_visits: { readonly channel: string; readonly leads: number };
  /** More leads than visits. */
  traffic_leads_above_visits: { readonly channel: string; readonly leads: number; readonly visits: number };
  /** More customers than leads. */
  traffic_customers_above_leads: { readonly channel: string; readonly customers: number; readonly leads: number };
  /** Rows that name no source, kept in a bucket of their own. */
  traffic_unknown_source: {
    readonly rows: number;
    readonly visits: number;
    readonly customers: number;
    readonly share: number;
  };
  /** No cost was given. */
  traffic_no_cost: { readonly rows: number };
  /** No revenue was given. */
  traffic_no_revenue: { readonly rows: number };
  /** Cost stands in some rows only; figures of cost rest on those. */
  traffic_cost_partial: { readonly channel: string; readonly rows: number; readonly of: number };
  /** The ratio of two sums has no ends: the lower one may be zero. */
  traffic_ratio_unbounded: { readonly periods: number };
  /** Channels too small for a test each, taken together. */
  traffic_pooled: { readonly channels: number; readonly kept: number };
  /** Fewer than two channels are large enough to be compared. */
  traffic_no_test: { readonly channels: number; readonly needed: number };
  /** What the loss of the largest channel would cost. */
  traffic_dependence: {
    readonly channel: string;
    readonly stage: TrafficStage;
    readonly share: number;
    readonly lower: number;
    readonly upper: number;
    readonly effective: number;
  };
  /** What moved the number of customers. */
  traffic_change: { readonly cause: TrafficCause; readonly customers: number; readonly of: number };
}

const count = (value: number): string => formatNumber(value);
const signed = (value: number): string => `${value > 0 ? "+" : ""}${formatNumber(value, 1)}`;
const channelOf = (id: string, locale: Locale): string => labelIn(trafficLabels.trafficChannel, id, locale);
const stageEn = (stage: TrafficStage): string => trafficLabels.trafficStage[stage].en.toLowerCase();
const stageZh = (stage: TrafficStage): string => trafficLabels.trafficStage[stage].zh;

export const trafficEn: Messages<TrafficReasonParams> = {
  traffic_no_base: ({ stage }) => `no rate: no ${stageEn(stage)} were counted`,
  traffic_not_nested: ({ from, to, n, x }) =>
    `no rate: ${count(x)} ${stageEn(to)} on ${count(n)} ${stageEn(from)}, so they were not counted from one another`,
  traffic_leads_without_visits: ({ channel, leads }) =>
    `${channelOf(channel, "en")}: ${counted(leads, "lead", "leads")} and no visit; are its visits counted at all?`,
  traffic_leads_above_visits: ({ channel, leads, visits }) =>
    `${channelOf(channel, "en")}: ${counted(leads, "lead", "leads")} on ${counted(visits, "visit", "visits")}; some visits were not counted`,
  traffic_customers_above_leads: ({ channel, customers, leads }) =>
    `${channelOf(channel, "en")}: ${counted(customers, "customer", "customers")} on ${counted(leads, "lead", "leads")}; some came without being a lead`,
  traffic_unknown_source: ({ rows, visits, customers, share }) =>
    `${counted(rows, "row names", "rows name")} no source: ${counted(visits, "visit", "visits")} and ${counted(customers, "customer", "customers")} (${formatShare(share)} of all) stand under unknown source`,
  traffic_no_cost: ({ rows }) => `no cost is given in ${counted(rows, "row", "rows")}`,
  traffic_no_revenue: ({ rows }) => `no revenue is given in ${counted(rows, "row", "rows")}`,
  traffic_cost_partial: ({ channel, rows, of }) =>
    `${channelOf(channel, "en")}: cost is given in ${count(rows)} of ${counted(of, "row", "rows")}; figures of cost rest on those`,
  traffic_ratio_unbounded: ({ periods }) =>
    `no interval: over ${counted(periods, "period", "periods")} the counts vary so much that none at all cannot be ruled out`,
  traffic_pooled: ({ channels, kept }) =>
    `${counted(channels, "channel is", "channels are")} too small to be tested alone and ${channels === 1 ? "stands" : "stand"} as one beside ${count(kept)}`,
  traffic_no_test: ({ channels, needed }) =>
    `no test: ${counted(channels, "channel expects", "channels expect")} at least ${count(needed)} of either outcome, two are needed`,
  traffic_dependence: ({ channel, stage, share, lower, upper, effective }) =>
    `${channelOf(channel, "en")} brings ${formatShare(share)} of ${stageEn(stage)} (${formatShare(lower)} to ${formatShare(upper)}); the ${stageEn(stage)} are as concentrated as with ${counted(effective, "equal channel", "equal channels", 1)}`,
  traffic_change: ({ cause, customers, of }) =>
    `${trafficLabels.trafficCause[cause].en.toLowerCase()}: ${signed(customers)} of ${signed(of)} customers`,
};

export const trafficZh: Messages<TrafficReasonParams> = {
  traffic_no_base: ({ stage }) => `无法给出比率：没有${stageZh(stage)}记录`,
  traffic_not_nested: ({ from, to, n, x }) =>
    `无法给出比率：${stageZh(to)} ${count(x)} 多于${stageZh(from)} ${count(n)}，二者口径不一致`,
  traffic_leads_without_visits: ({ channel, leads }) =>
    `${channelOf(channel, "zh")}：有 ${count(leads)} 条线索却没有访问，访问是否未被统计？`,
  traffic_leads_above_visits: ({ channel, leads, visits }) =>
    `${channelOf(channel, "zh")}：线索 ${count(leads)} 条，访问仅 ${count(visits)} 次，部分访问未被统计`,
  traffic_customers_above_leads: ({ channel, customers, leads }) =>
    `${channelOf(channel, "zh")}：客户 ${count(customers)} 个，线索仅 ${count(leads)} 条，部分客户未经线索`,
  traffic_unknown_source: ({ rows, visits, customers, share }) =>
    `${count(rows)} 行没有来源：${count(visits)} 次访问和 ${count(customers)} 个客户（占全部 ${formatShare(share)}）归入“来源不明”`,
  traffic_no_cost: ({ rows }) => `${count(rows)} 行都没有费用`,
  traffic_no_revenue: ({ rows }) => `${count(rows)} 行都没有收入`,
  traffic_cost_partial: ({ channel, rows, of }) =>
    `${channelOf(channel, "zh")}：${count(of)} 行中只有 ${count(rows)} 行有费用，费用指标仅据此计算`,
  traffic_ratio_unbounded: ({ periods }) => `无法给出区间：${count(periods)} 期的数量波动过大，不能排除为零`,
  traffic_pooled: ({ channels, kept }) =>
    `${count(channels)} 个渠道太小，无法单独检验，合为一组与其余 ${count(kept)} 个比较`,
  traffic_no_test: ({ channels, needed }) =>
    `无法检验：两种结果的期望数均不少于 ${count(needed)} 的渠道仅 ${count(channels)} 个，至少需要两个`,
  traffic_dependence: ({ channel, stage, share, lower, upper, effective }) =>
    `${channelOf(channel, "zh")}占${stageZh(stage)}的 ${formatShare(share)}（${formatShare(lower)} 至 ${formatShare(upper)}）；集中程度相当于 ${formatNumber(effective, 1)} 个均等渠道`,
  traffic_change: ({ cause, customers, of }) =>
    `${trafficLabels.trafficCause[cause].zh}：客户 ${signed(customers)}（总变化 ${signed(of)}）`,
};
