import { formatNumber, formatShare } from "../format.ts";
import { type VisitLimit, visitsLabels } from "../labels/visits.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `visits`, each with the parameters its wording needs. */
export interface VisitsReasonParams {
  /** What the plan does and brings. */
  visits_plan: {
    readonly visits: number;
    readonly accounts: number;
    readonly hours: number;
    readonly cost: number;
    readonly worth: number;
    readonly gain: number;
  };
  /** What the plan gains beside a plain way of planning. */
  visits_rival: {
    readonly by: "equal" | "tier";
    readonly gain: number;
    readonly rival: number;
    readonly missing: number;
  };
  /** What one account gets. */
  visits_action: {
    readonly account: string;
    readonly visits: number;
    readonly people: readonly string[];
    readonly worth: number;
    readonly hours: number;
  };
  /** A limit holds the plan back. */
  visits_binding: {
    readonly limit: VisitLimit;
    readonly id?: string;
    readonly amount: number;
    readonly step: number;
    readonly gain: number;
    readonly kept: number;
    readonly solved: boolean;
  };
  /** Nobody has the skills and covers the region. */
  visits_account_nobody: { readonly visits: number };
  /** As many visits as are allowed. */
  visits_account_max: { readonly visits: number; readonly next: number };
  /** One more visit brings nothing. */
  visits_account_no_response: { readonly visits: number };
  /** One more visit brings less than the money it costs. */
  visits_account_not_worth: { readonly visits: number; readonly next: number; readonly cost: number };
  /** One more visit would pay, and its hours and money bring more elsewhere. */
  visits_account_elsewhere: { readonly visits: number; readonly next: number; readonly price: number };
  /** One more visit would pay, and no whole visit fits into what is left. */
  visits_account_full: { readonly visits: number; readonly next: number };
  /** Promised visits that hours and money do not allow. */
  visits_broken: {
    readonly account: string;
    readonly promised: number;
    readonly missing: number;
    readonly hours: number;
  };
  /** Promised visits that nobody may make. */
  visits_broken_nobody: { readonly account: string; readonly promised: number };
  /** Not all promises can be kept together. */
  visits_promises_missing: { readonly missing: number; readonly promised: number; readonly least: number };
  /** What a visit brings is believed, not measured. */
  visits_response_belief: { readonly accounts: number };
  /** Accounts that nobody may visit. */
  visits_uncovered: { readonly accounts: number };
  /** The plan is not proved to be the best. */
  visits_gap: { readonly gap: number; readonly gain: number; readonly bound: number };
  /** No visit is made. */
  visits_none: { readonly accounts: number };
}

const figure = (value: number): string => formatNumber(value, 0);
const times = (visits: number): string => counted(visits, "visit", "visits");
const amountEn = (limit: VisitLimit, amount: number): string =>
  limit === "hours" ? counted(amount, "hour", "hours", 1) : limit === "budget" ? figure(amount) : times(amount);
const amountZh = (limit: VisitLimit, amount: number): string =>
  limit === "hours" ? `${formatNumber(amount, 1)} 小时` : limit === "budget" ? figure(amount) : `${figure(amount)} 次`;

export const visitsEn: Messages<VisitsReasonParams> = {
  visits_plan: ({ visits, accounts, hours, cost, worth, gain }) =>
    `${times(visits)} to ${counted(accounts, "account", "accounts")} in ${counted(hours, "hour", "hours", 1)}: they bring ${figure(worth)} for ${figure(cost)}, a gain of ${figure(gain)}`,
  visits_rival: ({ by, gain, rival, missing }) =>
    `${by === "equal" ? "the same number of visits for all" : "visits by tier"} would gain ${figure(rival)}${missing > 0 ? ` and miss ${counted(missing, "promised visit", "promised visits")}` : ""}, the plan gains ${figure(gain)}`,
  visits_action: ({ account, visits, people, worth, hours }) =>
    `${account}: ${times(visits)}${people.length > 0 ? ` by ${people.join(", ")}` : ""} in ${counted(hours, "hour", "hours", 1)}, bringing ${figure(worth)}`,
  visits_binding: ({ limit, id, amount, step, gain, kept, solved }) => {
    const name = visitsLabels.visitLimit[limit].en;
    const change = limit === "promise" ? `${formatNumber(step, 1)} fewer` : `${formatNumber(step, 1)} more`;
    const keeps =
      kept > 0 ? `keep ${counted(kept, "promised visit", "promised visits")} more${gain > 0 ? " and " : ""}` : "";
    const brings = gain > 0 || kept <= 0 ? `bring ${solved ? "" : "at most "}${figure(gain)}` : "";
    return `${name}${id === undefined ? "" : ` (${id})`} of ${amountEn(limit, amount)} hold the plan back: ${change} would ${keeps}${brings}`;
  },
  visits_account_nobody: () => "nobody covers the region with the skills asked for",
  visits_account_max: ({ visits, next }) =>
    `${times(visits)} are all that is allowed; one more would bring ${figure(next)}`,
  visits_account_no_response: ({ visits }) => `after ${times(visits)} one more brings nothing`,
  visits_account_not_worth: ({ visits, next, cost }) =>
    `after ${times(visits)} one more would bring ${figure(next)} and cost ${figure(cost)}`,
  visits_account_elsewhere: ({ visits, next, price }) =>
    `after ${times(visits)} one more would bring ${figure(next)}; its hours and money are worth ${figure(price)} elsewhere`,
  visits_account_full: ({ visits, next }) =>
    `after ${times(visits)} one more would bring ${figure(next)}, but no whole visit fits into the hours and money left`,
  visits_broken: ({ account, promised, missing, hours }) =>
    `${account}: ${formatNumber(missing)} of ${counted(promised, "promised visit", "promised visits")} cannot be made; they take ${counted(hours, "hour", "hours", 1)} or more that nobody has`,
  visits_broken_nobody: ({ account, promised }) =>
    `${account}: ${counted(promised, "visit is", "visits are")} promised, and nobody covers the region with the skills asked for`,
  visits_promises_missing: ({ missing, promised, least }) =>
    `${formatNumber(missing)} of ${counted(promised, "promised visit", "promised visits")} cannot be made within the limits (no plan misses fewer than ${formatNumber(least)})`,
  visits_response_belief: ({ accounts }) =>
    `what a visit brings at ${counted(accounts, "account", "accounts")} is believed, not measured: the interval leaves that doubt out`,
  visits_uncovered: ({ accounts }) => `${counted(accounts, "account", "accounts")} cannot be visited by anybody`,
  visits_gap: ({ gap, gain, bound }) =>
    `not proved best: the plan gains ${figure(gain)}, no plan more than ${figure(bound)} (${formatShare(gap, 3)} apart)`,
  visits_none: ({ accounts }) =>
    `no visit is made: at none of ${counted(accounts, "account", "accounts")} does one fit and bring more than it costs`,
};

export const visitsZh: Messages<VisitsReasonParams> = {
  visits_plan: ({ visits, accounts, hours, cost, worth, gain }) =>
    `对 ${figure(accounts)} 个客户共拜访 ${figure(visits)} 次，用时 ${formatNumber(hours, 1)} 小时：带来 ${figure(worth)}，费用 ${figure(cost)}，净得 ${figure(gain)}`,
  visits_rival: ({ by, gain, rival, missing }) =>
    `${by === "equal" ? "若对所有客户拜访次数相同" : "若按层级分配拜访"}，净得 ${figure(rival)}${missing > 0 ? `，且少 ${figure(missing)} 次承诺拜访` : ""}；本方案净得 ${figure(gain)}`,
  visits_action: ({ account, visits, people, worth, hours }) =>
    `${account}：拜访 ${figure(visits)} 次${people.length > 0 ? `（${people.join("、")}）` : ""}，用时 ${formatNumber(hours, 1)} 小时，带来 ${figure(worth)}`,
  visits_binding: ({ limit, id, amount, step, gain, kept, solved }) => {
    const name = visitsLabels.visitLimit[limit].zh;
    const change = `${limit === "promise" ? "减少" : "增加"} ${formatNumber(step, 1)}`;
    const keeps = kept > 0 ? `可多兑现 ${figure(kept)} 次承诺拜访` : "";
    const brings = gain > 0 || kept <= 0 ? `${solved ? "可" : "至多可"}多得 ${figure(gain)}` : "";
    return `${name}${id === undefined ? "" : `（${id}）`} ${amountZh(limit, amount)} 约束了方案：${change} ${[keeps, brings].filter((text) => text !== "").join("，")}`;
  },
  visits_account_nobody: () => "没有人既覆盖该区域又具备所需技能",
  visits_account_max: ({ visits, next }) => `已达上限 ${figure(visits)} 次；再拜访一次可带来 ${figure(next)}`,
  visits_account_no_response: ({ visits }) => `拜访 ${figure(visits)} 次之后，再拜访不再带来收益`,
  visits_account_not_worth: ({ visits, next, cost }) =>
    `拜访 ${figure(visits)} 次之后，再拜访一次带来 ${figure(next)}，却要花费 ${figure(cost)}`,
  visits_account_elsewhere: ({ visits, next, price }) =>
    `拜访 ${figure(visits)} 次之后，再拜访一次带来 ${figure(next)}；所需工时和费用用在别处值 ${figure(price)}`,
  visits_account_full: ({ visits, next }) =>
    `拜访 ${figure(visits)} 次之后，再拜访一次可带来 ${figure(next)}，但剩余工时和费用已容不下一次完整的拜访`,
  visits_broken: ({ account, promised, missing, hours }) =>
    `${account}：承诺的 ${figure(promised)} 次拜访中有 ${figure(missing)} 次无法兑现，至少还需 ${formatNumber(hours, 1)} 小时`,
  visits_broken_nobody: ({ account, promised }) =>
    `${account}：承诺了 ${figure(promised)} 次拜访，但没有人既覆盖该区域又具备所需技能`,
  visits_promises_missing: ({ missing, promised, least }) =>
    `承诺的 ${figure(promised)} 次拜访中有 ${figure(missing)} 次在限制之内无法兑现（任何方案至少缺 ${figure(least)} 次）`,
  visits_response_belief: ({ accounts }) =>
    `${figure(accounts)} 个客户的拜访效果是设定值而非测量值：区间未包含其不确定性`,
  visits_uncovered: ({ accounts }) => `${figure(accounts)} 个客户无人可以拜访`,
  visits_gap: ({ gap, gain, bound }) =>
    `尚未证明最优：本方案净得 ${figure(gain)}，任何方案不超过 ${figure(bound)}（相差 ${formatShare(gap, 3)}）`,
  visits_none: ({ accounts }) => `不作拜访：对 ${figure(accounts)} 个客户，没有一次拜访既安排得下又收益高于花费`,
};
