import { formatNumber, formatShare } from "../format.ts";
import { type MediaParameter, mediaBudgetLabels } from "../labels/media-budget.ts";
import type { Locale, Messages } from "../locale.ts";

/** Reason codes of `media-budget`, each with the parameters its wording needs. */
export interface MediaBudgetReasonParams {
  /** The spend never changed, so nothing can be told about it. */
  media_no_variation: { readonly channel: string; readonly mean: number };
  /** The spend hardly changes; `variation` is its standard deviation over its mean. */
  media_little_variation: { readonly channel: string; readonly variation: number };
  /** Spent on in only a few weeks. */
  media_few_weeks: { readonly channel: string; readonly weeks: number };
  /** Two channels move together, so that their effects can be exchanged. */
  media_collinear: { readonly channel: string; readonly other: string; readonly correlation: number };
  /** Base, seasons, controls and the other channels together move as the channel does. */
  media_confounded: { readonly channel: string; readonly explained: number };
  /** The curve bends beyond what was ever spent. */
  media_half_beyond: { readonly channel: string; readonly half: number; readonly max: number };
  /** The best fit lies at the end of the searched range. */
  media_at_bound: { readonly channel: string; readonly parameter: MediaParameter; readonly value: number };
  /** The interval of the channel's contribution reaches zero. */
  media_effect_unclear: { readonly channel: string; readonly upper: number };
  /** Carryover is not told apart from none. */
  media_carryover_unclear: { readonly channel: string; readonly upper: number };
  /** The data rule out next to nothing of the searched range. */
  media_shape_unknown: { readonly channel: string; readonly parameter: MediaParameter; readonly learned: number };
  /** Half or more of the range of the half saturation stays open, so that the marginal return rests on the range too. */
  media_margin_assumed: { readonly channel: string; readonly learned: number };
  /** Search or simulation did not settle. */
  media_not_converged: { readonly rHat: number; readonly agreeing: number; readonly starts: number };
  /** Held-out weeks are predicted no better than without media. */
  media_holdout_worse: { readonly model: number; readonly withoutMedia: number };
  /** The errors of neighbouring weeks are strongly linked: something that moves revenue is missing. */
  media_errors_linked: { readonly autocorrelation: number };
  /** A control that says nothing beyond the others. */
  media_control_redundant: { readonly control: string };
  /** More a week than was ever seen. */
  media_beyond_observed: { readonly channel: string; readonly weekly: number; readonly max: number };
  /** All money is spent, and more would bring more. */
  budget_total_binds: { readonly total: number; readonly shadowPrice: number };
  /** The channel could use more than its limit allows. */
  budget_max_binds: { readonly channel: string; readonly max: number; readonly marginalReturn: number };
  /** The channel gets its least although others would use the money better. */
  budget_min_binds: { readonly channel: string; readonly min: number; readonly marginalReturn: number };
  /** Only whole packages: the remainder would have gone here or been taken from here. */
  budget_step_binds: { readonly channel: string; readonly step: number };
  /** Left out, because it must get at least so much once it is used. */
  budget_minimum_if_used: { readonly channel: string; readonly minIfUsed: number };
  /** Money that no channel can use within its limits. */
  budget_left_over: { readonly left: number };
  /** The least that the channels must get exceeds the total. */
  budget_infeasible: { readonly needed: number; readonly total: number };
  /** The search was ended before the best plan was proven. */
  budget_not_proven: { readonly gap: number; readonly nodes: number };
}

const figure = (value: number): string => formatNumber(value, 2);
const money = (value: number): string => formatNumber(value, Math.abs(value) < 100 ? 2 : 0);
const named = (parameter: MediaParameter, locale: Locale): string => {
  const label = mediaBudgetLabels.mediaParameter[parameter];
  return locale === "en" ? label.en.toLowerCase() : label.zh;
};

export const mediaBudgetEn: Messages<MediaBudgetReasonParams> = {
  media_no_variation: ({ channel, mean }) =>
    `${channel}: nothing can be told, its spend is ${money(mean)} in every week`,
  media_little_variation: ({ channel, variation }) =>
    `${channel}: its spend hardly changes (by ${formatShare(variation)} of its mean); vary it to learn its curve`,
  media_few_weeks: ({ channel, weeks }) => `${channel}: money was spent in only ${formatNumber(weeks)} weeks`,
  media_collinear: ({ channel, other, correlation }) =>
    `${channel} and ${other} move together (correlation ${figure(correlation)}); their effects can hardly be told apart`,
  media_confounded: ({ channel, explained }) =>
    `${channel}: season, controls and the other channels explain ${formatShare(explained)} of its movement; little is left to learn from`,
  media_half_beyond: ({ channel, half, max }) =>
    `${channel}: the curve bends at ${money(half)} a week, beyond the largest spend seen with carryover, ${money(max)}; its upper end is a guess`,
  media_at_bound: ({ channel, parameter, value }) =>
    `${channel}: ${named(parameter, "en")} lies at the end of the searched range, ${figure(value)}`,
  media_effect_unclear: ({ channel, upper }) =>
    `${channel}: no effect cannot be ruled out; it brought between nothing and ${money(upper)}`,
  media_carryover_unclear: ({ channel, upper }) =>
    `${channel}: carryover is not told apart from none (rate up to ${figure(upper)})`,
  media_shape_unknown: ({ channel, parameter, learned }) =>
    `${channel}: the weeks say next to nothing about the ${named(parameter, "en")} (${formatShare(learned)} of its range ruled out)`,
  media_margin_assumed: ({ channel, learned }) =>
    `${channel}: the interval of its marginal return rests on the searched range as much as on the weeks (${formatShare(learned)} of the range of half saturation ruled out)`,
  media_not_converged: ({ rHat, agreeing, starts }) =>
    `the fit did not settle: ${formatNumber(agreeing)} of ${formatNumber(starts)} starts agree, R̂ is ${figure(rHat)}; take the intervals as a guide`,
  media_holdout_worse: ({ model, withoutMedia }) =>
    `weeks held out are predicted no better with media (error ${formatShare(model)}) than without (${formatShare(withoutMedia)})`,
  media_errors_linked: ({ autocorrelation }) =>
    `errors of neighbouring weeks are linked (${figure(autocorrelation)}): something that moves revenue is missing`,
  media_control_redundant: ({ control }) => `control ${control} says nothing beyond the others and was left out`,
  media_beyond_observed: ({ channel, weekly, max }) =>
    `${channel}: ${money(weekly)} a week is more than was ever seen with carryover (${money(max)}); the curve is a guess there`,
  budget_total_binds: ({ total, shadowPrice }) =>
    `the total of ${money(total)} is spent; the next unit of money would bring ${figure(shadowPrice)}`,
  budget_max_binds: ({ channel, max, marginalReturn }) =>
    `${channel} is at its most, ${money(max)}; one unit more would bring ${figure(marginalReturn)}`,
  budget_min_binds: ({ channel, min, marginalReturn }) =>
    `${channel} gets its least, ${money(min)}; the last unit brings ${figure(marginalReturn)}, less than elsewhere`,
  budget_step_binds: ({ channel, step }) =>
    `${channel} comes in steps of ${money(step)}, which keeps it from its best spend`,
  budget_minimum_if_used: ({ channel, minIfUsed }) =>
    `${channel} is left out: once used it needs at least ${money(minIfUsed)}`,
  budget_left_over: ({ left }) => `${money(left)} is left over: no channel can use it within its limits`,
  budget_infeasible: ({ needed, total }) =>
    `no plan: the channels need at least ${money(needed)} and the total is ${money(total)}`,
  budget_not_proven: ({ gap, nodes }) =>
    `the search ended after ${formatNumber(nodes)} steps; a better plan could bring at most ${money(gap)} more`,
};

export const mediaBudgetZh: Messages<MediaBudgetReasonParams> = {
  media_no_variation: ({ channel, mean }) => `${channel}：无从判断，每周投入都是 ${money(mean)}`,
  media_little_variation: ({ channel, variation }) =>
    `${channel}：投入几乎不变（变动仅为均值的 ${formatShare(variation)}）；要了解其曲线，须变动投入`,
  media_few_weeks: ({ channel, weeks }) => `${channel}：只有 ${formatNumber(weeks)} 周有投入`,
  media_collinear: ({ channel, other, correlation }) =>
    `${channel} 与 ${other} 同涨同落（相关系数 ${figure(correlation)}），二者效果难以区分`,
  media_confounded: ({ channel, explained }) =>
    `${channel}：其变动的 ${formatShare(explained)} 可由季节、控制变量与其他渠道解释，可供学习的信息所剩无几`,
  media_half_beyond: ({ channel, half, max }) =>
    `${channel}：曲线在每周 ${money(half)} 处才弯，超过含延续的最高投入 ${money(max)}；曲线上端只是推测`,
  media_at_bound: ({ channel, parameter, value }) =>
    `${channel}：${named(parameter, "zh")}位于搜索范围的端点 ${figure(value)}`,
  media_effect_unclear: ({ channel, upper }) => `${channel}：不能排除毫无效果；带来的收入在零与 ${money(upper)} 之间`,
  media_carryover_unclear: ({ channel, upper }) => `${channel}：不能断定有延续效应（延续率最高 ${figure(upper)}）`,
  media_shape_unknown: ({ channel, parameter, learned }) =>
    `${channel}：数据几乎不能说明${named(parameter, "zh")}（仅排除了搜索范围的 ${formatShare(learned)}）`,
  media_margin_assumed: ({ channel, learned }) =>
    `${channel}：其边际回报的区间既取决于数据，也同样取决于所设的搜索范围（半饱和点的范围仅排除了 ${formatShare(learned)}）`,
  media_not_converged: ({ rHat, agreeing, starts }) =>
    `拟合未稳定：${formatNumber(starts)} 个起点中 ${formatNumber(agreeing)} 个一致，R̂ 为 ${figure(rHat)}；区间仅供参考`,
  media_holdout_worse: ({ model, withoutMedia }) =>
    `对留出的各周，计入媒体的预测（误差 ${formatShare(model)}）并不优于不计媒体（${formatShare(withoutMedia)}）`,
  media_errors_linked: ({ autocorrelation }) =>
    `相邻各周的误差相互关联（${figure(autocorrelation)}）：尚缺影响收入的因素`,
  media_control_redundant: ({ control }) => `控制变量 ${control} 未提供其他变量之外的信息，已略去`,
  media_beyond_observed: ({ channel, weekly, max }) =>
    `${channel}：每周 ${money(weekly)} 超过含延续的历史最高 ${money(max)}，此处的曲线只是推测`,
  budget_total_binds: ({ total, shadowPrice }) =>
    `总额 ${money(total)} 已用尽；再多一个单位的钱可带来 ${figure(shadowPrice)}`,
  budget_max_binds: ({ channel, max, marginalReturn }) =>
    `${channel} 已达上限 ${money(max)}；再多一个单位可带来 ${figure(marginalReturn)}`,
  budget_min_binds: ({ channel, min, marginalReturn }) =>
    `${channel} 只得下限 ${money(min)}；最后一个单位带来 ${figure(marginalReturn)}，低于别处`,
  budget_step_binds: ({ channel, step }) => `${channel} 只能按 ${money(step)} 的整数倍投入，因而达不到最佳投入`,
  budget_minimum_if_used: ({ channel, minIfUsed }) => `${channel} 未采用：一旦采用至少需要 ${money(minIfUsed)}`,
  budget_left_over: ({ left }) => `剩余 ${money(left)}：在限制之内没有渠道能用`,
  budget_infeasible: ({ needed, total }) => `无可行方案：各渠道至少需要 ${money(needed)}，而总额为 ${money(total)}`,
  budget_not_proven: ({ gap, nodes }) => `搜索在 ${formatNumber(nodes)} 步后结束；更好的方案最多再带来 ${money(gap)}`,
};
