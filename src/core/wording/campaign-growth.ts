import { formatNumber, formatShare } from "../format.ts";
import type { GrowthArmId } from "../labels/campaign-activity.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of growth against a comparison group, each with the parameters its wording needs. */
export interface CampaignGrowthReasonParams {
  /** A unit whose panel has holes. */
  growth_cells_missing: { readonly missing: number; readonly of: number };
  /** A unit whose campaign leaves nothing before it to compare with. */
  growth_no_before: { readonly start: string };
  /** A unit whose campaign begins after the last period. */
  growth_no_after: { readonly start: string };
  /** Too few units in an arm. */
  growth_few_units: { readonly arm: GrowthArmId; readonly n: number; readonly needed: number };
  /** So few units in an arm that the interval leans on an assumption. */
  growth_few_clusters: { readonly arm: GrowthArmId; readonly n: number; readonly comfortable: number };
  /** No unit grew differently from another of its arm, so chance cannot be measured. */
  growth_no_scatter: { readonly n: number };
  /** The weights give one unit nearly everything to say. */
  growth_one_unit_carries: { readonly n: number };
  /** What the campaign group would have had without the campaign cannot be told from zero. */
  growth_base_near_zero: { readonly base: number };
  /** Too few units for so many periods before the campaign. */
  growth_too_many_periods: { readonly periods: number; readonly units: number };
  /** Only one period before the campaign, so a trend cannot be seen. */
  growth_trend_unseen: { readonly periods: number };
  /** The groups went apart before the campaign began. */
  growth_trend_apart: { readonly pValue: number };
  /** No difference in trend before the campaign was found; that does not prove there is none. */
  growth_trend_alike: { readonly pValue: number };
  /** The campaign group grew more than the comparison group. */
  growth_rose: GrowthParams;
  /** The campaign group grew less than the comparison group. */
  growth_fell: GrowthParams;
  /** The growth of the groups cannot be told apart. */
  growth_not_told: GrowthParams;
}

export interface GrowthParams {
  readonly effect: number;
  readonly lower: number;
  readonly upper: number;
  /** What the figures are: money or a count, shares of a rate (points), or shares of the level. */
  readonly outcome: "amount" | "rate" | "log";
}

const money = (value: number): string => formatNumber(value, 2);
const armEn = (arm: GrowthArmId): string => (arm === "campaign" ? "campaign group" : "comparison group");
const armZh = (arm: GrowthArmId): string => (arm === "campaign" ? "活动组" : "对照组");

type Outcome = GrowthParams["outcome"];
const figure = (value: number, outcome: Outcome): string =>
  outcome === "log" ? formatShare(value) : outcome === "rate" ? formatNumber(100 * value, 1) : money(value);
const rangeEn = ({ effect, lower, upper, outcome }: GrowthParams): string =>
  `${figure(effect, outcome)}, ${figure(lower, outcome)} to ${figure(upper, outcome)}${outcome === "rate" ? " points" : ""}`;
const rangeZh = ({ effect, lower, upper, outcome }: GrowthParams): string =>
  `${figure(effect, outcome)}，区间 ${figure(lower, outcome)} 至 ${figure(upper, outcome)}${outcome === "rate" ? " 个百分点" : ""}`;

export const campaignGrowthEn: Messages<CampaignGrowthReasonParams> = {
  growth_cells_missing: ({ missing, of }) =>
    `left out: ${formatNumber(missing)} of ${counted(of, "period", "periods")} missing`,
  growth_no_before: ({ start }) => `left out: no period before the campaign began in ${start}`,
  growth_no_after: ({ start }) => `left out: the campaign begins in ${start}, after the last period`,
  growth_few_units: ({ arm, n, needed }) =>
    `the ${armEn(arm)} holds ${counted(n, "unit", "units")}, at least ${formatNumber(needed)} are needed`,
  growth_few_clusters: ({ arm, n, comfortable }) =>
    `the ${armEn(arm)} holds only ${counted(n, "unit", "units")}; below ${formatNumber(comfortable)} the interval leans on growth that is roughly normal between units`,
  growth_no_scatter: ({ n }) =>
    `the growth of ${counted(n, "unit", "units")} does not scatter, so chance cannot be measured`,
  growth_one_unit_carries: ({ n }) =>
    `of ${counted(n, "unit", "units")} one carries nearly all the weight, so chance cannot be measured`,
  growth_base_near_zero: ({ base }) =>
    `what would have been without the campaign (${money(base)}) cannot be told from zero, so no relative growth can be named`,
  growth_too_many_periods: ({ periods, units }) =>
    `no joint test: ${counted(periods, "period", "periods")} before the campaign are too many for ${counted(units, "unit", "units")}`,
  growth_trend_unseen: ({ periods }) =>
    `only ${counted(periods, "period", "periods")} before the campaign: whether both groups moved alike cannot be seen`,
  growth_trend_apart: ({ pValue }) =>
    `the groups moved apart before the campaign began (${pText(pValue)}): the difference afterwards may be no effect of it`,
  growth_trend_alike: ({ pValue }) =>
    `before the campaign both groups moved alike as far as the data tell (${pText(pValue)}); that is no proof`,
  growth_rose: (params) => `the campaign group grew more than the comparison group (${rangeEn(params)})`,
  growth_fell: (params) => `the campaign group grew less than the comparison group (${rangeEn(params)})`,
  growth_not_told: (params) => `the growth of both groups cannot be told apart (${rangeEn(params)})`,
};

export const campaignGrowthZh: Messages<CampaignGrowthReasonParams> = {
  growth_cells_missing: ({ missing, of }) => `已剔除：${formatNumber(of)} 期中缺 ${formatNumber(missing)} 期`,
  growth_no_before: ({ start }) => `已剔除：活动自第 ${start} 期开始，之前没有数据`,
  growth_no_after: ({ start }) => `已剔除：活动自第 ${start} 期开始，晚于最后一期`,
  growth_few_units: ({ arm, n, needed }) =>
    `${armZh(arm)}只有 ${formatNumber(n)} 个单位，至少需要 ${formatNumber(needed)} 个`,
  growth_few_clusters: ({ arm, n, comfortable }) =>
    `${armZh(arm)}只有 ${formatNumber(n)} 个单位；少于 ${formatNumber(comfortable)} 个时，区间有赖于各单位增长近似正态`,
  growth_no_scatter: ({ n }) => `${formatNumber(n)} 个单位的增长毫无离散，无法衡量偶然波动`,
  growth_one_unit_carries: ({ n }) => `${formatNumber(n)} 个单位中几乎全部权重在一个单位上，无法衡量偶然波动`,
  growth_base_near_zero: ({ base }) => `若无活动的水平（${money(base)}）与零无法区分，无法给出相对增长`,
  growth_too_many_periods: ({ periods, units }) =>
    `无法联合检验：活动前有 ${formatNumber(periods)} 期，而单位只有 ${formatNumber(units)} 个`,
  growth_trend_unseen: ({ periods }) => `活动前只有 ${formatNumber(periods)} 期，看不出两组走势是否一致`,
  growth_trend_apart: ({ pValue }) => `活动开始前两组走势已经分离（${pText(pValue)}），之后的差异未必是活动的效果`,
  growth_trend_alike: ({ pValue }) => `就数据所见，活动前两组走势一致（${pText(pValue)}），但这并非证明`,
  growth_rose: (params) => `活动组的增长高于对照组（${rangeZh(params)}）`,
  growth_fell: (params) => `活动组的增长低于对照组（${rangeZh(params)}）`,
  growth_not_told: (params) => `两组的增长无法区分（${rangeZh(params)}）`,
};
