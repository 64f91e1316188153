import { formatNumber, formatShare } from "../format.ts";
import { type ChannelEvidence, channelLabels } from "../labels/channel.ts";
import { type Locale, labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `channel`, each with the parameters its wording needs. */
export interface ChannelReasonParams {
  /** Nobody is open to the channel, so nothing can be bought there. */
  channel_no_open: { readonly channel: string; readonly n: number };
  /** Nobody answered for the channel. */
  channel_unanswered: { readonly channel: string };
  /** Too few customers answered for all channels, or all answered alike. */
  channel_no_contrast: { readonly n: number };
  /** The customer would never buy through any channel. */
  channel_all_closed: { readonly channels: number };
  /** Every open channel costs more than it is expected to bring. */
  channel_none_pays: { readonly channel: string; readonly margin: number };
  /** Why a channel stands where it does. */
  channel_next: { readonly channel: string; readonly evidence: ChannelEvidence };
  /** How often such customers have bought through the channel. */
  channel_chance: { readonly channel: string; readonly chance: number; readonly lower: number; readonly upper: number };
  /** Expected margin of the channel. */
  channel_margin: { readonly channel: string; readonly margin: number };
  /** Hidden answers are told better by similar customers than by the overall order. */
  channel_similar_helps: ChannelCheckFigures;
  /** Similar customers tell hidden answers no better than the overall order, which is used. */
  channel_similar_no_help: ChannelCheckFigures;
  /** Too few customers whose answers differ to hide any. */
  channel_check_thin: { readonly n: number; readonly needed: number };
}

/** How many pairs of channels were put in the right order. */
export interface ChannelCheckFigures {
  readonly similar: number;
  readonly overall: number;
  readonly lower: number;
  readonly upper: number;
}

const named = (channel: string, locale: Locale): string => labelIn(channelLabels.salesChannel, channel, locale);
const amount = (value: number): string => formatNumber(value, Math.abs(value) < 100 ? 2 : 0);
const points = (value: number): string => formatNumber(100 * value, 1);

export const channelEn: Messages<ChannelReasonParams> = {
  channel_no_open: ({ channel, n }) =>
    `no conversion for ${named(channel, "en")}: none of ${counted(n, "customer", "customers")} would buy there`,
  channel_unanswered: ({ channel }) => `nobody answered for ${named(channel, "en")}`,
  channel_no_contrast: ({ n }) =>
    `channels cannot be compared: of ${counted(n, "customer", "customers")} with an answer for every channel none is open to some and closed to others`,
  channel_all_closed: ({ channels }) => `would never buy through any of ${counted(channels, "channel", "channels")}`,
  channel_none_pays: ({ channel, margin }) =>
    `no open channel pays: the best, ${named(channel, "en")}, is expected to bring ${amount(margin)}`,
  channel_next: ({ channel, evidence }) =>
    `${named(channel, "en")}: ${labelIn(channelLabels.channelEvidence, evidence, "en")}`,
  channel_chance: ({ channel, chance, lower, upper }) =>
    `of such customers ${formatShare(chance)} have bought through ${named(channel, "en")} (interval ${formatShare(lower)} to ${formatShare(upper)})`,
  channel_margin: ({ channel, margin }) => `${named(channel, "en")} is expected to bring ${amount(margin)}`,
  channel_similar_helps: ({ similar, overall, lower, upper }) =>
    `hidden answers: similar customers order ${formatShare(similar)} of the pairs of channels rightly, the overall order ${formatShare(overall)} (gain ${points(lower)} to ${points(upper)} points)`,
  channel_similar_no_help: ({ similar, overall, lower, upper }) =>
    `hidden answers: similar customers order ${formatShare(similar)} of the pairs of channels rightly, the overall order ${formatShare(overall)} (gain ${points(lower)} to ${points(upper)} points); the overall order is used`,
  channel_check_thin: ({ n, needed }) =>
    `the overall order is used: only ${counted(n, "customer", "customers")} bought through some channels and not through others, at least ${formatNumber(needed)} are needed to learn from similar customers`,
};

export const channelZh: Messages<ChannelReasonParams> = {
  channel_no_open: ({ channel, n }) => `${named(channel, "zh")}无转化率：${formatNumber(n)} 个客户中无人愿意在此购买`,
  channel_unanswered: ({ channel }) => `无人就${named(channel, "zh")}作答`,
  channel_no_contrast: ({ n }) =>
    `无法比较渠道：在 ${formatNumber(n)} 个对所有渠道均作答的客户中，没有人对部分渠道开放而对其他渠道封闭`,
  channel_all_closed: ({ channels }) => `绝不会通过 ${formatNumber(channels)} 个渠道中的任何一个购买`,
  channel_none_pays: ({ channel, margin }) =>
    `没有合算的开放渠道：最好的${named(channel, "zh")}预计带来 ${amount(margin)}`,
  channel_next: ({ channel, evidence }) =>
    `${named(channel, "zh")}：${labelIn(channelLabels.channelEvidence, evidence, "zh")}`,
  channel_chance: ({ channel, chance, lower, upper }) =>
    `此类客户中有 ${formatShare(chance)} 曾通过${named(channel, "zh")}购买（区间 ${formatShare(lower)} 至 ${formatShare(upper)}）`,
  channel_margin: ({ channel, margin }) => `${named(channel, "zh")}预计带来 ${amount(margin)}`,
  channel_similar_helps: ({ similar, overall, lower, upper }) =>
    `隐藏回答检验：按相似客户可正确排列 ${formatShare(similar)} 的渠道对，按总体顺序为 ${formatShare(overall)}（提高 ${points(lower)} 至 ${points(upper)} 个百分点）`,
  channel_similar_no_help: ({ similar, overall, lower, upper }) =>
    `隐藏回答检验：按相似客户可正确排列 ${formatShare(similar)} 的渠道对，按总体顺序为 ${formatShare(overall)}（提高 ${points(lower)} 至 ${points(upper)} 个百分点）；故采用总体顺序`,
  channel_check_thin: ({ n, needed }) =>
    `采用总体顺序：只有 ${formatNumber(n)} 个客户在部分渠道买过而在其他渠道没有，至少需要 ${formatNumber(needed)} 个才能借鉴相似客户`,
};
