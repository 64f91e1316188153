import { formatNumber, formatShare } from "../format.ts";
import { stageModelLabels } from "../labels/stage-model.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** What a segment does to a deal: how fast it goes on, what that rests on, and what it adds to the chance to win. */
export interface SegmentPullParams {
  readonly factor: number;
  /** Times that deals of the segment went on, and how much of their own ratio is in the factor. */
  readonly n: number;
  readonly weight: number;
  /** Added to the chance to win, 0.01 being one point. */
  readonly points: number;
}

/** A band of a number: from, and below. */
export interface SegmentBandParams {
  readonly from?: number;
  readonly below?: number;
}

/** Reason codes of `stage-model`, each with the parameters its wording needs. */
export interface StageModelReasonParams {
  /** A product, region or owner whose deals go on faster or slower. */
  funnel_segment: SegmentPullParams & { readonly field: "product" | "region" | "owner"; readonly value: string };
  /** Deals of this size go on faster or slower. */
  funnel_size: SegmentPullParams & SegmentBandParams;
  /** How often the promised close date was put off. */
  funnel_pushes: SegmentPullParams & SegmentBandParams;
  /** For how many days nothing was done about the deal. */
  funnel_silence: SegmentPullParams & SegmentBandParams;
  /** How many days the deal took from its first stage to the present one. */
  funnel_pace: SegmentPullParams & SegmentBandParams;
  /** Weekdays, holidays, month and quarter ends ahead. */
  funnel_calendar: { readonly factor: number; readonly points: number };
  /** The place of the time ahead in the season, for deals of this age. */
  funnel_season: { readonly factor: number; readonly points: number };
  /** No close date was promised. */
  deal_no_close_date: Record<string, never>;
  /** The promised close date lies farther ahead than anything can be foreseen. */
  deal_close_date_far: { readonly days: number; readonly longestDays: number };
}

const times = (factor: number): string => formatNumber(factor, 2);
const sign = (points: number): string => `${points < 0 ? "−" : "+"}${formatNumber(Math.abs(points) * 100, 1)}`;
const addsEn = (points: number): string =>
  `${sign(points)} ${sign(points).slice(1) === "1" ? "point" : "points"} of chance to win`;
const addsZh = (points: number): string => `赢单机会 ${sign(points)} 个百分点`;
const pullEn = ({ factor, n, weight, points }: SegmentPullParams): string =>
  `goes on ${times(factor)} times as fast (${formatNumber(n)} went on, weight ${formatShare(weight, 0)}): ${addsEn(points)}`;
const pullZh = ({ factor, n, weight, points }: SegmentPullParams): string =>
  `推进速度为平均的 ${times(factor)} 倍（${formatNumber(n)} 次推进，权重 ${formatShare(weight, 0)}）：${addsZh(points)}`;

function bandEn({ from = 0, below }: SegmentBandParams): string {
  if (below === undefined) return `of ${formatNumber(from, 2)} or more`;
  return from > 0
    ? `from ${formatNumber(from, 2)} to below ${formatNumber(below, 2)}`
    : `below ${formatNumber(below, 2)}`;
}

function bandZh({ from = 0, below }: SegmentBandParams): string {
  if (below === undefined) return `${formatNumber(from, 2)} 及以上`;
  return from > 0 ? `${formatNumber(from, 2)} 至 ${formatNumber(below, 2)}` : `${formatNumber(below, 2)} 以下`;
}

function paceEn({ from = 0, below }: SegmentBandParams): string {
  if (below === undefined) return `${formatNumber(from, 2)} days or more`;
  const end = `${formatNumber(below, 2)} days`;
  return from > 0 ? `${formatNumber(from, 2)} to ${end}` : `less than ${end}`;
}

/** Pushes are whole: a band of one number is called by it. */
function pushesEn({ from = 0, below }: SegmentBandParams): string {
  if (from === 0 && below === 1) return "a close date never put off";
  if (below === undefined) return `a close date put off ${counted(from, "time", "times")} or more`;
  return `a close date put off ${below - from === 1 ? counted(from, "time", "times") : `${formatNumber(from)} to ${formatNumber(below - 1)} times`}`;
}

function pushesZh({ from = 0, below }: SegmentBandParams): string {
  if (from === 0 && below === 1) return "成交日期从未推迟";
  if (below === undefined) return `成交日期推迟 ${formatNumber(from)} 次及以上`;
  return `成交日期推迟 ${formatNumber(from)}${below - from === 1 ? "" : ` 至 ${formatNumber(below - 1)}`} 次`;
}

export const stageModelEn: Messages<StageModelReasonParams> = {
  funnel_segment: ({ field, value, ...pull }) =>
    `${stageModelLabels.dealFactor[field].en.toLowerCase()} ${value} ${pullEn(pull)}`,
  funnel_size: (pull) => `an amount ${bandEn(pull)} ${pullEn(pull)}`,
  funnel_pushes: (pull) => `${pushesEn(pull)} ${pullEn(pull)}`,
  funnel_silence: (pull) =>
    pull.below !== undefined && (pull.from ?? 0) === 0
      ? `a deal touched within the last ${counted(pull.below, "day", "days")} ${pullEn(pull)}`
      : `a silence ${bandEn(pull)} days ${pullEn(pull)}`,
  funnel_pace: (pull) => `a deal that took ${paceEn(pull)} to reach this stage ${pullEn(pull)}`,
  funnel_calendar: ({ factor, points }) =>
    `on the days ahead it is ${times(factor)} times as likely to be won as on average days (weekdays, holidays, month and quarter ends): ${addsEn(points)}`,
  funnel_season: ({ factor, points }) =>
    `in the season ahead deals of its age are won ${times(factor)} times as fast as on average: ${addsEn(points)}`,
  deal_no_close_date: () => "no close date was promised, so none can slip",
  deal_close_date_far: ({ days, longestDays }) =>
    `the promised close date is ${counted(days, "day", "days")} ahead, more than the ${formatNumber(longestDays)} days that can be foreseen`,
};

export const stageModelZh: Messages<StageModelReasonParams> = {
  funnel_segment: ({ field, value, ...pull }) => `${stageModelLabels.dealFactor[field].zh}“${value}”${pullZh(pull)}`,
  funnel_size: (pull) => `金额 ${bandZh(pull)} 的商机${pullZh(pull)}`,
  funnel_pushes: (pull) => `${pushesZh(pull)}的商机${pullZh(pull)}`,
  funnel_silence: (pull) =>
    pull.below !== undefined && (pull.from ?? 0) === 0
      ? `最近 ${formatNumber(pull.below)} 天内有跟进的商机${pullZh(pull)}`
      : `${bandZh(pull)} 天无跟进的商机${pullZh(pull)}`,
  funnel_pace: (pull) => `用 ${bandZh(pull)} 天到达本阶段的商机${pullZh(pull)}`,
  funnel_calendar: ({ factor, points }) =>
    `未来日期的赢单可能性为平均日的 ${times(factor)} 倍（星期、节假日、月末与季末）：${addsZh(points)}`,
  funnel_season: ({ factor, points }) => `这一时期同龄商机的赢单速度为平均的 ${times(factor)} 倍：${addsZh(points)}`,
  deal_no_close_date: () => "没有承诺成交日期，谈不上推迟",
  deal_close_date_far: ({ days, longestDays }) =>
    `承诺的成交日期在 ${formatNumber(days)} 天之后，超出可预计的 ${formatNumber(longestDays)} 天`,
};
