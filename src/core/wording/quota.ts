import { formatNumber, formatShare } from "../format.ts";
import { type ForecastCategory, type PaceLight, type PipelineSufficiency, quotaLabels } from "../labels/quota.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** How somebody's calls compare with what came. */
export interface QuotaBiasParams {
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
}

/** Reason codes of `quota`, each with the parameters its wording needs. */
export interface QuotaReasonParams {
  /** A deal that is not open is not counted on. */
  quota_category_not_open: { readonly status: string };
  /** The chance decides the category. */
  quota_category_chance: { readonly category: ForecastCategory; readonly chance: number; readonly cut: number };
  /** A manager sees the deal otherwise. */
  quota_category_overridden: {
    readonly by: string;
    readonly why: string;
    readonly model: ForecastCategory;
    readonly override: ForecastCategory;
  };
  /** The deal has closed since; the override no longer counts. */
  quota_override_stale: { readonly by: string };
  /** Fewer periods with a call than a verdict needs. */
  quota_bias_few_periods: { readonly n: number; readonly needed: number };
  /** Too few forecasters to tell what is typical of them. */
  quota_bias_few_forecasters: { readonly n: number; readonly needed: number };
  /** Every period came out at the same ratio. */
  quota_bias_no_scatter: { readonly n: number };
  /** Periods called as nothing. */
  quota_bias_zero_calls: { readonly n: number; readonly actual: number };
  /** Calls too much. */
  quota_bias_over: QuotaBiasParams;
  /** Calls too little. */
  quota_bias_under: QuotaBiasParams;
  /** The interval holds one. */
  quota_bias_unclear: QuotaBiasParams;
  /** More credit than revenue. */
  quota_overlay: { readonly creditMinor: number; readonly revenueMinor: number };
  /** A team's own quota differs from what its people have. */
  quota_team_mismatch: { readonly givenMinor: number; readonly peopleMinor: number };
  /** Start date or ramp lower a quota. */
  quota_ramped: { readonly share: number };
  /** The outlook holds open deals alone. */
  quota_without_new_deals: { readonly units: number };
  /** Deals are taken as independent, so ranges are too narrow if good and bad periods are shared. */
  quota_without_shared_shock: { readonly units: number };
  /** Open coverage against need. */
  quota_coverage_verdict: {
    readonly sufficiency: PipelineSufficiency;
    readonly coverage: number;
    readonly p50: number;
    readonly p80: number;
  };
  /** A period in which nothing was won has no finite need. */
  quota_coverage_nothing_won: { readonly periods: number; readonly n: number };
  /** What is won does not grow with what is open. */
  quota_coverage_not_proportional: { readonly elasticity: number; readonly lower: number; readonly upper: number };
  /** Where the period stands. */
  quota_pace_standing: {
    readonly light: PaceLight;
    readonly won: number;
    readonly expected: number;
    readonly lower: number;
    readonly level: number;
  };
  /** Past periods in which nothing was won. */
  quota_pace_empty_periods: { readonly periods: number };
}

const ratio = (value: number): string => formatNumber(value, 2);
const money = (value: number): string => formatNumber(value);
const categoryEn = (id: ForecastCategory): string => quotaLabels.forecastCategory[id].en.toLowerCase();
const categoryZh = (id: ForecastCategory): string => quotaLabels.forecastCategory[id].zh;
const STATUS_ZH = new Map([
  ["won", "已赢单"],
  ["lost", "已丢单"],
  ["cancelled", "已取消"],
  ["suspended", "已搁置"],
  ["not_started", "尚未开始"],
]);

export const quotaEn: Messages<QuotaReasonParams> = {
  quota_category_not_open: ({ status }) => `not counted, because the deal is not open (${status.replace("_", " ")})`,
  quota_category_chance: ({ category, chance, cut }) =>
    `${categoryEn(category)}: a chance of ${formatShare(chance)} is ${category === "omitted" ? "below" : "at least"} ${formatShare(cut)}`,
  quota_category_overridden: ({ by, why, model, override }) =>
    model === override
      ? `${by} keeps ${categoryEn(model)} and names another amount: ${why}`
      : `${by} says ${categoryEn(override)}, the model ${categoryEn(model)}: ${why}`,
  quota_override_stale: ({ by }) => `the deal has closed; the override by ${by} no longer counts`,
  quota_bias_few_periods: ({ n, needed }) =>
    `no verdict: ${counted(n, "period", "periods")} with a call, at least ${formatNumber(needed)} are needed`,
  quota_bias_few_forecasters: ({ n, needed }) =>
    `nothing typical can be told of ${counted(n, "forecaster", "forecasters")}, at least ${formatNumber(needed)} are needed`,
  quota_bias_no_scatter: ({ n }) =>
    `no interval: the ratio does not scatter over ${counted(n, "period", "periods")} with a call`,
  quota_bias_zero_calls: ({ n, actual }) =>
    `${counted(n, "period was", "periods were")} called as zero and brought ${money(actual)}; left out of the ratio`,
  quota_bias_over: ({ ratio: value, lower, upper }) =>
    `calls too much: ${ratio(value)} of every 1 called arrives (${ratio(lower)} to ${ratio(upper)})`,
  quota_bias_under: ({ ratio: value, lower, upper }) =>
    `calls too little: ${ratio(value)} for every 1 called arrives (${ratio(lower)} to ${ratio(upper)})`,
  quota_bias_unclear: ({ ratio: value, lower, upper }) =>
    `cannot tell: ${ratio(value)} for every 1 called arrives, and 1 lies within ${ratio(lower)} to ${ratio(upper)}`,
  quota_overlay: ({ creditMinor, revenueMinor }) =>
    `credit of ${money(creditMinor)} was agreed on revenue of ${money(revenueMinor)} (minor units)`,
  quota_team_mismatch: ({ givenMinor, peopleMinor }) =>
    `the team's quota is ${money(givenMinor)}, its people's quotas sum to ${money(peopleMinor)} (minor units)`,
  quota_ramped: ({ share }) => `start date and ramp leave ${formatShare(share)} of the full quota`,
  quota_without_new_deals: ({ units }) =>
    `the outlook of ${counted(units, "unit", "units")} holds open deals alone; deals yet to come are not in it`,
  quota_without_shared_shock: ({ units }) =>
    `the outlook of ${counted(units, "unit", "units")} takes deals as independent; good and bad periods would make it wider`,
  quota_coverage_verdict: ({ sufficiency, coverage, p50, p80 }) =>
    `${quotaLabels.pipelineSufficiency[sufficiency].en.toLowerCase()}: ${ratio(coverage)} times the quota is open; ${ratio(p50)} was needed in one period of two, ${ratio(p80)} to reach it in eight of ten`,
  quota_coverage_nothing_won: ({ periods, n }) =>
    `no need can be named: nothing was won in ${formatNumber(periods)} of ${counted(n, "period", "periods")}`,
  quota_coverage_not_proportional: ({ elasticity, lower, upper }) =>
    `twice as much open does not bring twice as much: 1% more open went with ${ratio(elasticity)}% more won (${ratio(lower)} to ${ratio(upper)}); use the need near the amounts of the past alone`,
  quota_pace_standing: ({ light, won, expected, lower, level }) =>
    `${quotaLabels.paceLight[light].en.toLowerCase()}: ${money(won)} won where a period on plan usually has ${money(expected)} by now, and at least ${money(lower)} in ${formatShare(0.5 + level / 2)} of such periods`,
  quota_pace_empty_periods: ({ periods }) =>
    `${counted(periods, "past period", "past periods")} without a win left aside`,
};

export const quotaZh: Messages<QuotaReasonParams> = {
  quota_category_not_open: ({ status }) => `不计入：商机不在进行中（${STATUS_ZH.get(status) ?? status}）`,
  quota_category_chance: ({ category, chance, cut }) =>
    `${categoryZh(category)}：赢率 ${formatShare(chance)} ${category === "omitted" ? "低于" : "不低于"} ${formatShare(cut)}`,
  quota_category_overridden: ({ by, why, model, override }) =>
    model === override
      ? `${by} 维持“${categoryZh(model)}”，但改了金额：${why}`
      : `${by} 认为是“${categoryZh(override)}”，模型认为是“${categoryZh(model)}”：${why}`,
  quota_override_stale: ({ by }) => `商机已关闭，${by} 的调整不再生效`,
  quota_bias_few_periods: ({ n, needed }) =>
    `无法判断：只有 ${formatNumber(n)} 期有预测，至少需要 ${formatNumber(needed)} 期`,
  quota_bias_few_forecasters: ({ n, needed }) =>
    `只有 ${formatNumber(n)} 人的预测，无法给出典型水平，至少需要 ${formatNumber(needed)} 人`,
  quota_bias_no_scatter: ({ n }) => `无法给出区间：${formatNumber(n)} 期的兑现比例毫无波动`,
  quota_bias_zero_calls: ({ n, actual }) => `有 ${formatNumber(n)} 期预测为零，实际为 ${money(actual)}，未计入比例`,
  quota_bias_over: ({ ratio: value, lower, upper }) =>
    `预测偏高：每预测 1，实际只有 ${ratio(value)}（${ratio(lower)} 至 ${ratio(upper)}）`,
  quota_bias_under: ({ ratio: value, lower, upper }) =>
    `预测偏低：每预测 1，实际有 ${ratio(value)}（${ratio(lower)} 至 ${ratio(upper)}）`,
  quota_bias_unclear: ({ ratio: value, lower, upper }) =>
    `无法判断：每预测 1，实际为 ${ratio(value)}，而 1 在区间 ${ratio(lower)} 至 ${ratio(upper)} 之内`,
  quota_overlay: ({ creditMinor, revenueMinor }) =>
    `按约定，收入 ${money(revenueMinor)} 计入业绩 ${money(creditMinor)}（最小货币单位）`,
  quota_team_mismatch: ({ givenMinor, peopleMinor }) =>
    `团队指标为 ${money(givenMinor)}，成员指标合计为 ${money(peopleMinor)}（最小货币单位）`,
  quota_ramped: ({ share }) => `按入职日期和新人爬坡，指标为全额的 ${formatShare(share)}`,
  quota_without_new_deals: ({ units }) => `${formatNumber(units)} 个单位的展望只含进行中的商机，不含将来新增的商机`,
  quota_without_shared_shock: ({ units }) =>
    `${formatNumber(units)} 个单位的展望视各商机相互独立；若好坏时期共同影响，范围会更宽`,
  quota_coverage_verdict: ({ sufficiency, coverage, p50, p80 }) =>
    `${quotaLabels.pipelineSufficiency[sufficiency].zh}：进行中的金额为指标的 ${ratio(coverage)} 倍；要有一半的时期达标需 ${ratio(p50)} 倍，八成时期达标需 ${ratio(p80)} 倍`,
  quota_coverage_nothing_won: ({ periods, n }) =>
    `无法给出所需倍数：${formatNumber(n)} 期中有 ${formatNumber(periods)} 期一无所获`,
  quota_coverage_not_proportional: ({ elasticity, lower, upper }) =>
    `进行中的金额翻倍，赢单并不翻倍：每增加 1%，赢单增加 ${ratio(elasticity)}%（${ratio(lower)} 至 ${ratio(upper)}）；所需倍数只适用于与以往相近的金额`,
  quota_pace_standing: ({ light, won, expected, lower, level }) =>
    `${quotaLabels.paceLight[light].zh}：已赢 ${money(won)}；按计划进行的时期此时通常为 ${money(expected)}，其中 ${formatShare(0.5 + level / 2)} 不低于 ${money(lower)}`,
  quota_pace_empty_periods: ({ periods }) => `${formatNumber(periods)} 个没有赢单的往期未计入`,
};
