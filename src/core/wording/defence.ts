import { formatNumber, formatShare } from "../format.ts";
import { type DefenceLimit, defenceLabels } from "../labels/defence.ts";
import { switchingLabels } from "../labels/switching.ts";
import { type Locale, labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `defence`, each with the parameters its wording needs. */
export interface DefenceReasonParams {
  /** What the whole plan does. */
  defence_plan: {
    readonly accounts: number;
    readonly saved: number;
    readonly cost: number;
    readonly hours: number;
    readonly atStake: number;
  };
  /** How the plan compares with the naive list. */
  defence_naive: { readonly gain: number; readonly naive: number; readonly lever: string };
  /** What one account gets. */
  defence_action: {
    readonly account: string;
    readonly levers: readonly string[];
    readonly before: number;
    readonly after: number;
    readonly saved: number;
    readonly cost: number;
  };
  /** What more of a limit would bring. */
  defence_binding: {
    readonly limit: DefenceLimit;
    readonly lever?: string;
    readonly amount: number;
    readonly step: number;
    readonly gain: number;
  };
  /** No limit holds the plan back. */
  defence_nothing_binds: { readonly accounts: number };
  /** A price lever was given: the account is price-sensitive and at risk. */
  defence_price_fits: { readonly risk: number; readonly atRisk: number };
  /** No price: the account is not at risk. */
  defence_price_not_at_risk: { readonly risk: number; readonly atRisk: number };
  /** No price: the account does not answer to it. */
  defence_price_not_sensitive: { readonly elasticity?: number };
  /** No price: nobody measured whether the account answers to it. */
  defence_price_unknown: { readonly risk: number };
  /** Price was open to the account, and non-price value brings more. */
  defence_price_not_needed: { readonly levers: readonly string[] };
  /** The plan is not proved to be the best. */
  defence_gap: { readonly gap: number; readonly gain: number; readonly bound: number };
  /** Effects are stated, so the interval leaves their doubt out. */
  defence_effects_stated: { readonly levers: readonly string[] };
  /** Effects of several levers on one account are taken to act apart from each other. */
  defence_effects_multiply: { readonly accounts: number };
  /** No lever brings more than it costs. */
  defence_nothing_pays: { readonly accounts: number };
}

const figure = (value: number): string => formatNumber(value, 0);
const names = (levers: readonly string[], locale: Locale): string =>
  levers
    .map((id) => (locale === "en" ? nameOf(id) : labelIn(switchingLabels.lever, id, "zh")))
    .join(locale === "en" ? " + " : "＋");
function nameOf(id: string): string {
  return Object.hasOwn(switchingLabels.lever, id) ? labelIn(switchingLabels.lever, id, "en").toLowerCase() : id;
}

export const defenceEn: Messages<DefenceReasonParams> = {
  defence_plan: ({ accounts, saved, cost, hours, atStake }) =>
    `${counted(accounts, "account gets", "accounts get")} something: ${figure(saved)} of ${figure(atStake)} at stake is kept for ${figure(cost)} and ${counted(hours, "hour", "hours", 1)}`,
  defence_naive: ({ gain, naive, lever }) =>
    `the plan gains ${figure(gain)} after cost; giving ${nameOf(lever)} to the largest value at risk first gains ${figure(naive)}`,
  defence_action: ({ account, levers, before, after, saved, cost }) =>
    `${account}: ${names(levers, "en")} lowers the chance to leave from ${formatShare(before)} to ${formatShare(after)}, which keeps ${figure(saved)} for ${figure(cost)}`,
  defence_binding: ({ limit, lever, amount, step, gain }) =>
    `the limit on ${defenceLabels.defenceLimit[limit].en.toLowerCase()}${lever === undefined ? "" : ` (${nameOf(lever)})`} of ${figure(amount)} holds the plan back: ${limit === "lever_min" ? `${formatNumber(step)} fewer` : `${formatNumber(step, 2)} more`} would bring ${figure(gain)}`,
  defence_nothing_binds: ({ accounts }) =>
    `no limit holds the plan back: more for any of ${counted(accounts, "account", "accounts")} would cost more than it keeps`,
  defence_price_fits: ({ risk, atRisk }) =>
    `price fits: the account answers to it, and its chance to leave of ${formatShare(risk)} is at least ${formatShare(atRisk)}`,
  defence_price_not_at_risk: ({ risk, atRisk }) =>
    `no price: the chance to leave of ${formatShare(risk)} is below ${formatShare(atRisk)}, so a discount would mostly go to one who stays anyway`,
  defence_price_not_sensitive: ({ elasticity }) =>
    `no price: the account does not clearly answer to it${elasticity === undefined ? "" : ` (elasticity ${formatNumber(elasticity, 2)})`}; non-price value instead`,
  defence_price_unknown: ({ risk }) =>
    `no price: nobody measured whether the account answers to it (chance to leave ${formatShare(risk)}); measure before you give money away`,
  defence_price_not_needed: ({ levers }) => `price would be allowed; ${names(levers, "en")} brings more for its cost`,
  defence_gap: ({ gap, gain, bound }) =>
    `not proved best: the plan gains ${figure(gain)}, no plan more than ${figure(bound)} (${formatShare(gap, 3)} apart)`,
  defence_effects_stated: ({ levers }) =>
    `the effect of ${names(levers, "en")} is stated, not measured: the interval leaves its doubt out`,
  defence_effects_multiply: ({ accounts }) =>
    `at ${counted(accounts, "account", "accounts")} several levers act together: each is taken to lower what chance the others leave`,
  defence_nothing_pays: ({ accounts }) =>
    `nothing is done: at none of ${counted(accounts, "account", "accounts")} does a lever within the limits keep more than it costs`,
};

export const defenceZh: Messages<DefenceReasonParams> = {
  defence_plan: ({ accounts, saved, cost, hours, atStake }) =>
    `为 ${formatNumber(accounts)} 个客户采取措施：以 ${figure(cost)} 的费用和 ${formatNumber(hours, 1)} 小时，在 ${figure(atStake)} 的风险价值中保住 ${figure(saved)}`,
  defence_naive: ({ gain, naive, lever }) =>
    `本方案扣除成本后净得 ${figure(gain)}；若按风险价值从大到小一律使用“${names([lever], "zh")}”，净得 ${figure(naive)}`,
  defence_action: ({ account, levers, before, after, saved, cost }) =>
    `${account}：${names(levers, "zh")}使流失概率由 ${formatShare(before)} 降至 ${formatShare(after)}，以 ${figure(cost)} 保住 ${figure(saved)}`,
  defence_binding: ({ limit, lever, amount, step, gain }) =>
    `${defenceLabels.defenceLimit[limit].zh}${lever === undefined ? "" : `（${names([lever], "zh")}）`}限额 ${figure(amount)} 约束了方案：${limit === "lever_min" ? `减少 ${formatNumber(step)}` : `增加 ${formatNumber(step, 2)}`} 可多得 ${figure(gain)}`,
  defence_nothing_binds: ({ accounts }) =>
    `没有限制约束方案：对 ${formatNumber(accounts)} 个客户再做任何投入，成本都将高于所保住的价值`,
  defence_price_fits: ({ risk, atRisk }) =>
    `适合价格手段：该客户对价格敏感，且流失概率 ${formatShare(risk)} 不低于 ${formatShare(atRisk)}`,
  defence_price_not_at_risk: ({ risk, atRisk }) =>
    `不用价格：流失概率 ${formatShare(risk)} 低于 ${formatShare(atRisk)}，折扣多半给了本来就会留下的客户`,
  defence_price_not_sensitive: ({ elasticity }) =>
    `不用价格：该客户对价格并不明显敏感${elasticity === undefined ? "" : `（弹性 ${formatNumber(elasticity, 2)}）`}，应给予非价格价值`,
  defence_price_unknown: ({ risk }) =>
    `不用价格：尚未测量该客户是否对价格敏感（流失概率 ${formatShare(risk)}），先测量再让利`,
  defence_price_not_needed: ({ levers }) => `可以用价格，但${names(levers, "zh")}以其成本换来更多`,
  defence_gap: ({ gap, gain, bound }) =>
    `尚未证明最优：本方案净得 ${figure(gain)}，任何方案不超过 ${figure(bound)}（相差 ${formatShare(gap, 3)}）`,
  defence_effects_stated: ({ levers }) => `${names(levers, "zh")}的效果是设定值而非测量值：区间未包含其不确定性`,
  defence_effects_multiply: ({ accounts }) =>
    `${formatNumber(accounts)} 个客户同时使用多种手段：假定每种手段只降低其余手段留下的流失概率`,
  defence_nothing_pays: ({ accounts }) =>
    `不采取措施：在限制之内，对 ${formatNumber(accounts)} 个客户没有任何手段所保住的价值高于成本`,
};
