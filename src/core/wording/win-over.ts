import { formatNumber, formatShare } from "../format.ts";
import { survivalLabels } from "../labels/survival.ts";
import { type LeverId, switchingLabels } from "../labels/switching.ts";
import { type Locale, labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `win-over`, each with the parameters its wording needs. */
export interface WinOverReasonParams {
  /** A lever of the rival that holds the customer. */
  barrier_lever: { readonly lever: LeverId; readonly evidence: number; readonly points: number };
  /** Money that the customer would lose. */
  barrier_money: { readonly total: number; readonly kinds: number };
  /** No rate was given, so points of the index stay points. */
  barrier_no_rate: { readonly points: number };
  /** The rate is stated, not measured. */
  barrier_rate_stated: { readonly perPoint: number };
  /** Part of the levers is not known. */
  barrier_partly_known: { readonly coverage: number; readonly lower: number; readonly upper: number };
  /** Nothing is known about the levers. */
  barrier_unknown: { readonly levers: number };
  /** The same effort may stand in the money and in the points. */
  barrier_overlap: { readonly amount: number };
  /** When moving is cheapest. */
  barrier_cheapest: { readonly date: string; readonly inducement: number; readonly today: number };
  /** Where the chance comes from. */
  win_over_chance_measured: {
    readonly chance: number;
    readonly lower: number;
    readonly upper: number;
    readonly n: number;
  };
  win_over_chance_stated: { readonly chance: number };
  win_over_worth: { readonly expectedValue: number; readonly inducement: number; readonly ceiling: number };
  win_over_not_worth: { readonly expectedValue: number; readonly cost: number };
  win_over_learn_first: { readonly lower: number; readonly upper: number };
  /** The chance of a larger dose is not known. */
  win_over_dose_capped: { readonly dose: number; readonly inducement: number };
  /** Past attempts do not show that a larger offer wins more. */
  win_over_dose_no_effect: { readonly attempts: number };
  /** Won and lost attempts are told apart perfectly, so that effects were drawn to 0. */
  win_over_separated: { readonly attempts: number; readonly ridge: number };
  /** Only one kind of outcome. */
  win_over_one_outcome: { readonly attempts: number; readonly won: number };
  /** A reason to leave that no past attempt had. */
  win_over_unseen_reason: { readonly reason: string };
  win_over_stop: { readonly tries: number; readonly spend: number; readonly next: number; readonly cost: number };
  /** The limit of tries ends it, not the numbers. */
  win_over_stop_limit: { readonly tries: number; readonly spend: number };
  /** A stated chance without an interval: failures teach nothing. */
  win_over_no_learning: { readonly tries: number };
  win_over_budget: { readonly committed: number; readonly budget: number };
  /** Why a lost customer left, and what therefore comes first. */
  win_back_price_first: { readonly reason: string };
  win_back_cause_first: { readonly reason: string };
  win_back_reason_unknown: { readonly months: number };
  win_back_since: { readonly months: number };
  win_over_task_study: { readonly levers: readonly LeverId[]; readonly coverage: number };
  win_over_task_study_bare: { readonly id: string };
  win_over_task_goal: { readonly inducement: number; readonly value: number };
  win_over_task_prepare: { readonly date: string; readonly wait: number };
  win_over_task_act: { readonly cost: number; readonly chance: number };
  win_over_task_secure: { readonly tries: number; readonly spend: number };
}

const figure = (value: number): string => formatNumber(value, 0);
const leverIn = (lever: LeverId, locale: Locale): string => {
  const name = switchingLabels.lever[lever][locale];
  return locale === "en" ? name.toLowerCase() : name;
};
const reasonIn = (reason: string, locale: Locale): string => {
  const name = labelIn(survivalLabels.leavingReason, reason, locale);
  return locale === "en" && name !== reason ? name.toLowerCase() : name;
};

export const winOverEn: Messages<WinOverReasonParams> = {
  barrier_lever: ({ lever, evidence, points }) =>
    `the rival holds the customer by ${leverIn(lever, "en")} (${formatShare(evidence, 0)} at work): ${formatNumber(points, 1)} points`,
  barrier_money: ({ total, kinds }) =>
    kinds === 0
      ? "the customer would lose no money on leaving the rival"
      : `the customer would lose ${figure(total)} on leaving the rival, of ${counted(kinds, "kind", "kinds")}`,
  barrier_no_rate: ({ points }) =>
    `${formatNumber(points, 1)} points of effort and closeness are not turned into money: state or measure what a point is worth; the inducement is the least it can be`,
  barrier_rate_stated: ({ perPoint }) => `a point is stated to be worth ${formatNumber(perPoint, 2)}, not measured`,
  barrier_partly_known: ({ coverage, lower, upper }) =>
    `${formatShare(coverage, 0)} of what could hold the customer is known; the inducement may be ${figure(lower)} to ${figure(upper)}`,
  barrier_unknown: ({ levers }) =>
    `nothing is known about ${counted(levers, "lever", "levers")} of the rival: ask first`,
  barrier_overlap: ({ amount }) =>
    `${figure(amount)} for migration, retraining and equipment is counted as money; leave it out if the points count the same effort`,
  barrier_cheapest: ({ date, inducement, today }) =>
    `moving is cheapest on ${date}: ${figure(inducement)} offsets the barrier then, ${figure(today)} today`,
  win_over_chance_measured: ({ chance, lower, upper, n }) =>
    `chance to win ${formatShare(chance)} (${formatShare(lower)} to ${formatShare(upper)}), measured from ${counted(n, "attempt", "attempts")}`,
  win_over_chance_stated: ({ chance }) => `chance to win ${formatShare(chance)}, stated and not measured`,
  win_over_worth: ({ expectedValue, inducement, ceiling }) =>
    `worth it: an inducement of ${figure(inducement)} brings ${figure(expectedValue)} a try on average; not worth it above ${figure(ceiling)}`,
  win_over_not_worth: ({ expectedValue, cost }) =>
    `not worth it: at the best inducement a try of ${figure(cost)} brings ${figure(expectedValue)} on average`,
  win_over_learn_first: ({ lower, upper }) =>
    `learn first: a try may bring ${figure(lower)} or ${figure(upper)}, so find out more before you spend`,
  win_over_dose_capped: ({ dose, inducement }) =>
    `the chance is not known beyond ${formatNumber(dose, 2)} units, so the inducement stops at ${figure(inducement)}`,
  win_over_dose_no_effect: ({ attempts }) =>
    `${counted(attempts, "past attempt does", "past attempts do")} not show that a larger offer wins more: offer none`,
  win_over_separated: ({ attempts, ridge }) =>
    `won and lost ones among ${counted(attempts, "attempt", "attempts")} are told apart too well for a plain fit; effects were drawn to 0 (ridge ${formatNumber(ridge, 2)})`,
  win_over_one_outcome: ({ attempts, won }) =>
    `no chance can be learned: ${formatNumber(won)} of ${counted(attempts, "attempt was", "attempts were")} won`,
  win_over_unseen_reason: ({ reason }) =>
    `no past attempt was at a customer who left for ${reasonIn(reason, "en")}; the most frequent reason stands in`,
  win_over_stop: ({ tries, spend, next, cost }) =>
    `stop after ${counted(tries, "try", "tries")} and ${figure(spend)}: the next would bring ${figure(next)} on average and cost ${figure(cost)}`,
  win_over_stop_limit: ({ tries, spend }) =>
    `stop after ${counted(tries, "try", "tries")} and ${figure(spend)}: the limit set`,
  win_over_no_learning: ({ tries }) =>
    `the stated chance names no doubt, so failures would not lower it; only the limit of ${counted(tries, "try", "tries")} ends it`,
  win_over_budget: ({ committed, budget }) =>
    `left out: up to ${figure(committed)} is better spent elsewhere within the budget of ${figure(budget)}`,
  win_back_price_first: ({ reason }) => `left for ${reasonIn(reason, "en")}: an offer in money speaks to the reason`,
  win_back_cause_first: ({ reason }) =>
    `left for ${reasonIn(reason, "en")}: mend that first and show it; money alone buys time`,
  win_back_reason_unknown: ({ months }) =>
    `nobody asked why the customer left ${counted(months, "month", "months", 1)} ago: ask before you offer`,
  win_back_since: ({ months }) => `left ${counted(months, "month", "months", 1)} ago`,
  win_over_task_study: ({ levers, coverage }) =>
    `find out how the rival holds the customer (${formatShare(coverage, 0)} known): ${levers.map((lever) => leverIn(lever, "en")).join(", ")}`,
  win_over_task_study_bare: ({ id }) => `find out how the rival holds ${id}, and what leaving would cost on which day`,
  win_over_task_goal: ({ inducement, value }) =>
    `goal: a customer worth ${figure(value)}; offer ${figure(inducement)}, paid when they come`,
  win_over_task_prepare: ({ date, wait }) =>
    wait > 0
      ? `have offer and people ready by ${date}, when moving is cheapest`
      : `have offer and people ready by ${date}`,
  win_over_task_act: ({ cost, chance }) =>
    `make the try for ${figure(cost)}: first one part of the business, then the rest; chance ${formatShare(chance)}`,
  win_over_task_secure: ({ tries, spend }) =>
    tries > 1
      ? `won: build your own levers at once; lost: plan the next try, at most ${formatNumber(tries)} and ${figure(spend)} in all`
      : "won: build your own levers at once; lost: stop and keep in touch",
};

export const winOverZh: Messages<WinOverReasonParams> = {
  barrier_lever: ({ lever, evidence, points }) =>
    `对手以“${leverIn(lever, "zh")}”留住客户（已起作用 ${formatShare(evidence, 0)}）：${formatNumber(points, 1)} 分`,
  barrier_money: ({ total, kinds }) =>
    kinds === 0 ? "客户离开对手不会损失金钱" : `客户离开对手将损失 ${figure(total)}，共 ${formatNumber(kinds)} 类`,
  barrier_no_rate: ({ points }) =>
    `${formatNumber(points, 1)} 分的精力与关系未折算成钱：请设定或测量每分的价值；目前的诱因只是下限`,
  barrier_rate_stated: ({ perPoint }) => `每分价值 ${formatNumber(perPoint, 2)} 为设定值，并非测量所得`,
  barrier_partly_known: ({ coverage, lower, upper }) =>
    `可能留住客户的因素已知 ${formatShare(coverage, 0)}；诱因可能在 ${figure(lower)} 至 ${figure(upper)} 之间`,
  barrier_unknown: ({ levers }) => `对手的 ${formatNumber(levers)} 种手段均不清楚：先打听`,
  barrier_overlap: ({ amount }) => `迁移、培训与设备 ${figure(amount)} 已按金额计入；若分数已含同样的精力，请去掉其一`,
  barrier_cheapest: ({ date, inducement, today }) =>
    `${date} 转移成本最低：届时 ${figure(inducement)} 即可抵消壁垒，今天需要 ${figure(today)}`,
  win_over_chance_measured: ({ chance, lower, upper, n }) =>
    `成功概率 ${formatShare(chance)}（${formatShare(lower)} 至 ${formatShare(upper)}），由 ${formatNumber(n)} 次尝试测得`,
  win_over_chance_stated: ({ chance }) => `成功概率 ${formatShare(chance)}，为设定值而非测量值`,
  win_over_worth: ({ expectedValue, inducement, ceiling }) =>
    `值得：给出 ${figure(inducement)} 的诱因，每次平均得 ${figure(expectedValue)}；超过 ${figure(ceiling)} 则不值得`,
  win_over_not_worth: ({ expectedValue, cost }) =>
    `不值得：即使诱因最佳，花费 ${figure(cost)} 的一次尝试平均只得 ${figure(expectedValue)}`,
  win_over_learn_first: ({ lower, upper }) =>
    `先了解清楚：一次尝试可能得 ${figure(lower)}，也可能得 ${figure(upper)}，花钱之前先弄明白`,
  win_over_dose_capped: ({ dose, inducement }) =>
    `超过 ${formatNumber(dose, 2)} 个单位时的概率未知，因此诱因止于 ${figure(inducement)}`,
  win_over_dose_no_effect: ({ attempts }) => `以往 ${formatNumber(attempts)} 次尝试看不出给得多就赢得多：不必给诱因`,
  win_over_separated: ({ attempts, ridge }) =>
    `${formatNumber(attempts)} 次尝试的胜负区分过于彻底，普通拟合不成立；各效应已向 0 收缩（岭参数 ${formatNumber(ridge, 2)}）`,
  win_over_one_outcome: ({ attempts, won }) =>
    `无法得出成功概率：${formatNumber(attempts)} 次尝试中赢了 ${formatNumber(won)} 次`,
  win_over_unseen_reason: ({ reason }) => `以往没有因“${reasonIn(reason, "zh")}”离开的客户，暂以最常见的原因代替`,
  win_over_stop: ({ tries, spend, next, cost }) =>
    `尝试 ${formatNumber(tries)} 次、花费 ${figure(spend)} 后停止：再试一次平均得 ${figure(next)}，成本却为 ${figure(cost)}`,
  win_over_stop_limit: ({ tries, spend }) =>
    `尝试 ${formatNumber(tries)} 次、花费 ${figure(spend)} 后停止：已到设定上限`,
  win_over_no_learning: ({ tries }) =>
    `设定的概率没有给出不确定范围，失败不会使其降低；只有 ${formatNumber(tries)} 次的上限能使其停止`,
  win_over_budget: ({ committed, budget }) =>
    `未选：最多 ${figure(committed)} 的投入，在 ${figure(budget)} 的预算内用于别处更好`,
  win_back_price_first: ({ reason }) => `因“${reasonIn(reason, "zh")}”离开：金钱上的优惠正对症结`,
  win_back_cause_first: ({ reason }) => `因“${reasonIn(reason, "zh")}”离开：先改好并让客户看到，单靠钱只能拖延时间`,
  win_back_reason_unknown: ({ months }) => `客户 ${formatNumber(months, 1)} 个月前离开，尚未问明原因：先问再给`,
  win_back_since: ({ months }) => `已离开 ${formatNumber(months, 1)} 个月`,
  win_over_task_study: ({ levers, coverage }) =>
    `弄清对手如何留住客户（已知 ${formatShare(coverage, 0)}）：${levers.map((lever) => leverIn(lever, "zh")).join("、")}`,
  win_over_task_study_bare: ({ id }) => `弄清对手如何留住 ${id}，以及哪一天离开要付出多少`,
  win_over_task_goal: ({ inducement, value }) =>
    `目标：价值 ${figure(value)} 的客户；给出 ${figure(inducement)}，客户过来才付`,
  win_over_task_prepare: ({ date, wait }) =>
    wait > 0 ? `在转移成本最低的 ${date} 之前备好方案与人员` : `在 ${date} 之前备好方案与人员`,
  win_over_task_act: ({ cost, chance }) =>
    `以 ${figure(cost)} 实施：先取一部分业务，再取其余；成功概率 ${formatShare(chance)}`,
  win_over_task_secure: ({ tries, spend }) =>
    tries > 1
      ? `成功：立即建立自己的转移成本；失败：策划下一次，合计不超过 ${formatNumber(tries)} 次、${figure(spend)}`
      : "成功：立即建立自己的转移成本；失败：停止投入，保持联系",
};
