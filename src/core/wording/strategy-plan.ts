import { formatNumber } from "../format.ts";
import type { Locale, Messages } from "../locale.ts";
import { strategyIn } from "./strategy.ts";

/** Reason codes of `strategy-plan`, each with the parameters its wording needs. */
export interface StrategyPlanReasonParams {
  /** No mix of moves keeps all limits and rules. */
  plan_infeasible: { readonly limits: readonly string[] };
  /** A move is in the plan. */
  plan_move_in: { readonly move: string; readonly worth: number; readonly spend: number };
  /** A move is in the plan because it must be. */
  plan_move_required: { readonly move: string; readonly worth: number; readonly spend: number };
  /** A move would cost more than it brings. */
  plan_move_costs_more: { readonly move: string; readonly loss: number };
  /** A move would pay but does not fit beside better ones. */
  plan_move_limited: { readonly move: string; readonly worth: number; readonly limits: readonly string[] };
  /** A move would pay but is excluded by one that is worth more, or needs one that is not. */
  plan_move_excluded: { readonly move: string; readonly worth: number };
  /** The next best mix is as good within the Monte Carlo error. */
  plan_tie: { readonly other: string; readonly lead: number; readonly standardError: number };
  /** The search was cut short. */
  plan_not_proved: Readonly<Record<never, never>>;
  /** Moves would pay, but none fits. */
  plan_nothing_fits: Readonly<Record<never, never>>;
  /** No move pays. */
  plan_nothing_pays: Readonly<Record<never, never>>;
}

/** A limit as it is called; a resource by the user's own words. */
function limitIn(limit: string, locale: Locale): string {
  if (limit === "budget") return locale === "zh" ? "预算" : "budget";
  if (limit === "movesAtMost") return locale === "zh" ? "举措数量" : "number of moves";
  const own = limit.replace(/^resource:/, "");
  return locale === "zh" ? `“${own}”` : `"${own}"`;
}

const limitsIn = (limits: readonly string[], locale: Locale): string =>
  limits.map((limit) => limitIn(limit, locale)).join(locale === "zh" ? "、" : ", ");

const money = (value: number): string => formatNumber(value, 0);

export const strategyPlanEn: Messages<StrategyPlanReasonParams> = {
  plan_infeasible: ({ limits }) =>
    `No mix of moves keeps all rules${limits.length > 0 ? ` and limits (${limitsIn(limits, "en")})` : ""}`,
  plan_move_in: ({ move, worth, spend }) =>
    `${move} is in the plan: without it the plan would be worth ${money(worth)} less; it costs ${money(spend)}`,
  plan_move_required: ({ move, worth, spend }) =>
    `${move} must be in the plan: it is worth ${money(worth)} there and costs ${money(spend)}`,
  plan_move_costs_more: ({ move, loss }) => `${move} is left out: adding it would lose ${money(loss)}`,
  plan_move_limited: ({ move, worth, limits }) =>
    `${move} would bring ${money(worth)} but does not fit beside the plan: limited by ${limitsIn(limits, "en")}`,
  plan_move_excluded: ({ move, worth }) =>
    `${move} would bring ${money(worth)} but is shut out by a move worth more, or needs one that is not`,
  plan_tie: ({ other, lead, standardError }) =>
    `The plan leads ${strategyIn(other, "en")} by ${money(lead)} with a simulation error of ${money(standardError)}: take either`,
  plan_not_proved: () => "The search was cut short: a better mix may exist",
  plan_nothing_fits: () => "Moves would pay, but none fits within the limits: the best plan is to do nothing",
  plan_nothing_pays: () => "No move brings more than it costs: the best plan is to do nothing",
};

export const strategyPlanZh: Messages<StrategyPlanReasonParams> = {
  plan_infeasible: ({ limits }) =>
    `没有任何举措组合能同时满足全部规则${limits.length > 0 ? `与限制（${limitsIn(limits, "zh")}）` : ""}`,
  plan_move_in: ({ move, worth, spend }) =>
    `${move} 列入计划：去掉它计划价值将减少 ${money(worth)}；其费用为 ${money(spend)}`,
  plan_move_required: ({ move, worth, spend }) => `${move} 为必选：在计划中价值 ${money(worth)}，费用 ${money(spend)}`,
  plan_move_costs_more: ({ move, loss }) => `${move} 未列入：加入它会损失 ${money(loss)}`,
  plan_move_limited: ({ move, worth, limits }) =>
    `${move} 本可带来 ${money(worth)}，但受${limitsIn(limits, "zh")}所限，无法再列入计划`,
  plan_move_excluded: ({ move, worth }) =>
    `${move} 本可带来 ${money(worth)}，但被价值更高的举措排斥，或其前提举措不划算`,
  plan_tie: ({ other, lead, standardError }) =>
    `计划仅领先${strategyIn(other, "zh")} ${money(lead)}，而模拟误差为 ${money(standardError)}：两者皆可`,
  plan_not_proved: () => "搜索提前结束：可能存在更好的组合",
  plan_nothing_fits: () => "有举措本可获益，但在限制之内均无法实施：最佳方案是不采取行动",
  plan_nothing_pays: () => "没有任何举措的收益超过成本：最佳方案是不采取行动",
};
