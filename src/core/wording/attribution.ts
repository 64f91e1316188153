import { formatNumber } from "../format.ts";
import { type AttributionMethod, attributionLabels } from "../labels/attribution.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `attribution`, each with the parameters its wording needs. */
export interface AttributionReasonParams {
  /** What attribution cannot say. Stands in every result. */
  attribution_not_causal: Readonly<Record<never, never>>;
  /** Nobody converted, so there is nothing to credit. */
  attribution_no_conversions: { readonly journeys: number };
  /** Whoever converted did so without a touch. */
  attribution_no_touches: { readonly conversions: number };
  /** The method needs dates of touches, and a journey has none. */
  attribution_undated: { readonly method: AttributionMethod };
  /** The chain's equations were not settled in so many sweeps. */
  attribution_not_settled: { readonly sweeps: number };
  /** Touches after the conversion, which are left out. */
  attribution_after_conversion: { readonly n: number };
  /** Touches before the look-back window, which are left out. */
  attribution_before_window: { readonly n: number; readonly days: number };
  /** Conversions that no channel is credited with. */
  attribution_unattributed: { readonly conversions: number };
  /** No journey ended without a conversion. */
  attribution_only_converting: Readonly<Record<never, never>>;
  /** Journeys with touches of different channels at the same instant, shared over the possible orders. */
  attribution_tied: { readonly n: number };
  /** Journeys with so many orders that only rotations of the tied touches were taken. */
  attribution_tied_rotated: { readonly n: number };
  /** None of the channels named as direct was touched. */
  attribution_no_direct: Readonly<Record<never, never>>;
  /** Shapley credits come from sampled orders. */
  attribution_sampled: { readonly channels: number; readonly orders: number };
  /** The credit cannot be told from zero, so no cost of one conversion can be named. */
  attribution_no_credit: { readonly channel: string };
  /** The method credits more than the experiment found. */
  attribution_gap_over: { readonly gap: number; readonly lower: number; readonly upper: number };
  /** The method credits less than the experiment found. */
  attribution_gap_under: { readonly gap: number; readonly lower: number; readonly upper: number };
  /** The gap may as well be zero. */
  attribution_gap_open: { readonly gap: number; readonly lower: number; readonly upper: number };
  /** The experiment's answer may be zero, so no ratio to it can be named. */
  attribution_ratio_unclear: { readonly lower: number; readonly upper: number };
  /** A channel with an experiment that no credited touch names. */
  attribution_channel_unseen: { readonly channel: string };
  /** Channels that no experiment has tested. */
  attribution_untested: { readonly channels: number };
}

const figure = (value: number): string => formatNumber(value, Math.abs(value) < 10 ? 2 : 1);
const methodEn = (method: AttributionMethod): string => attributionLabels.attributionMethod[method].en.toLowerCase();

export const attributionEn: Messages<AttributionReasonParams> = {
  attribution_not_causal: () =>
    "not causal: credit says who was present before a conversion, not what would be lost without the channel; only an experiment tells that",
  attribution_no_conversions: ({ journeys }) =>
    `nothing to credit: none of ${counted(journeys, "journey", "journeys")} ended in a conversion`,
  attribution_no_touches: ({ conversions }) =>
    `nothing to credit: ${counted(conversions, "conversion", "conversions")}, none after a touch`,
  attribution_undated: ({ method }) => `${methodEn(method)} needs a date on every touch, and some have none`,
  attribution_not_settled: ({ sweeps }) =>
    `the chain's equations were not settled in ${counted(sweeps, "sweep", "sweeps")}; ask for a lower order`,
  attribution_after_conversion: ({ n }) =>
    `${counted(n, "touch", "touches")} after the conversion left out: ${n === 1 ? "it" : "they"} cannot have led to it`,
  attribution_before_window: ({ n, days }) =>
    `${counted(n, "touch", "touches")} more than ${counted(days, "day", "days", 1)} before the end of a journey left out`,
  attribution_unattributed: ({ conversions }) =>
    `${counted(conversions, "conversion", "conversions")} without a counted touch, credited to no channel`,
  attribution_only_converting: () =>
    "no journey ended without a conversion: what a channel adds to the chance of converting cannot be learned from successes alone",
  attribution_tied: ({ n }) =>
    `${counted(n, "journey", "journeys")} with channels touched at the same instant, shared equally over the possible orders`,
  attribution_tied_rotated: ({ n }) =>
    `${counted(n, "journey", "journeys")} with too many possible orders: tied touches were rotated, so that each stands in each place equally often`,
  attribution_no_direct: () => "none of the channels named as direct was touched: last non-direct equals last touch",
  attribution_sampled: ({ channels, orders }) =>
    `${formatNumber(channels)} channels are too many for every subset: Shapley credits come from ${formatNumber(orders)} sampled orders`,
  attribution_no_credit: ({ channel }) =>
    `the credit of ${channel} cannot be told from zero, so no cost of a conversion can be named`,
  attribution_gap_over: ({ gap, lower, upper }) =>
    `credited ${figure(gap)} conversions more than the experiment found (${figure(lower)} to ${figure(upper)} more)`,
  attribution_gap_under: ({ gap, lower, upper }) =>
    `credited ${figure(-gap)} conversions fewer than the experiment found (${figure(-upper)} to ${figure(-lower)} fewer)`,
  attribution_gap_open: ({ gap, lower, upper }) =>
    `credit and experiment differ by ${figure(gap)} conversions, no more than chance may make (${figure(lower)} to ${figure(upper)})`,
  attribution_ratio_unclear: ({ lower, upper }) =>
    `no ratio: what the experiment found may be zero (${figure(lower)} to ${figure(upper)} conversions)`,
  attribution_channel_unseen: ({ channel }) => `${channel} was tested, but no counted touch names it: its credit is 0`,
  attribution_untested: ({ channels }) => `${counted(channels, "channel", "channels")} not tested by any experiment`,
};

export const attributionZh: Messages<AttributionReasonParams> = {
  attribution_not_causal: () =>
    "并非因果：归因只说明转化之前接触过哪些渠道，并不说明没有该渠道会损失什么；后者只有实验能回答",
  attribution_no_conversions: ({ journeys }) => `无可归因：${formatNumber(journeys)} 条路径均未转化`,
  attribution_no_touches: ({ conversions }) => `无可归因：${formatNumber(conversions)} 次转化之前均无触点`,
  attribution_undated: ({ method }) =>
    `${attributionLabels.attributionMethod[method].zh}要求每个触点都有日期，但部分触点没有`,
  attribution_not_settled: ({ sweeps }) => `转移方程迭代 ${formatNumber(sweeps)} 轮仍未收敛，请降低阶数`,
  attribution_after_conversion: ({ n }) => `${formatNumber(n)} 个触点发生在转化之后，不可能促成转化，已剔除`,
  attribution_before_window: ({ n, days }) =>
    `${formatNumber(n)} 个触点早于路径结束前 ${formatNumber(days, 1)} 天的回溯期，已剔除`,
  attribution_unattributed: ({ conversions }) =>
    `${formatNumber(conversions)} 次转化之前没有计入的触点，不归于任何渠道`,
  attribution_only_converting: () => "没有未转化的路径：只看成功的路径，无法得知渠道对转化机会的贡献",
  attribution_tied: ({ n }) => `${formatNumber(n)} 条路径在同一时刻接触多个渠道，按各种可能的顺序平均分摊`,
  attribution_tied_rotated: ({ n }) =>
    `${formatNumber(n)} 条路径的可能顺序过多：对同时触点轮换排列，使每个触点出现在各位置的次数相同`,
  attribution_no_direct: () => "没有触及被指定为直接访问的渠道：末次非直接触点与末次触点相同",
  attribution_sampled: ({ channels, orders }) =>
    `${formatNumber(channels)} 个渠道无法穷举所有子集：沙普利值由 ${formatNumber(orders)} 个抽样顺序得出`,
  attribution_no_credit: ({ channel }) => `${channel} 的归因量与零无法区分，无法给出单次转化成本`,
  attribution_gap_over: ({ gap, lower, upper }) =>
    `归因比实验结果多 ${figure(gap)} 次转化（多 ${figure(lower)} 至 ${figure(upper)} 次）`,
  attribution_gap_under: ({ gap, lower, upper }) =>
    `归因比实验结果少 ${figure(-gap)} 次转化（少 ${figure(-upper)} 至 ${figure(-lower)} 次）`,
  attribution_gap_open: ({ gap, lower, upper }) =>
    `归因与实验结果相差 ${figure(gap)} 次转化，未超出偶然范围（${figure(lower)} 至 ${figure(upper)}）`,
  attribution_ratio_unclear: ({ lower, upper }) =>
    `无法给出比值：实验测得的增量可能为零（${figure(lower)} 至 ${figure(upper)} 次转化）`,
  attribution_channel_unseen: ({ channel }) => `${channel} 做过实验，但计入的触点中没有该渠道：归因量为 0`,
  attribution_untested: ({ channels }) => `${formatNumber(channels)} 个渠道未经任何实验检验`,
};
