import { formatNumber, formatShare } from "../format.ts";
import { type LockInSide, lockInLabels } from "../labels/lock-in.ts";
import { type LeverId, switchingLabels } from "../labels/switching.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `lock-in`, each with the parameters its wording needs. */
export interface LockInReasonParams {
  /** Money that holds the customers now and after the months looked at. */
  lock_in_money: {
    readonly side: LockInSide;
    readonly now: number;
    readonly later: number;
    readonly months: number;
  };
  /** By when half of the money has gone. */
  lock_in_half_gone: { readonly month: number; readonly day: string };
  /** How many can leave within the months, and what they are worth per month. */
  lock_in_coming_free: {
    readonly n: number;
    readonly of: number;
    readonly value: number;
    readonly months: number;
  };
  /** The month in which most value comes free. */
  lock_in_peak: { readonly day: string; readonly n: number; readonly value: number };
  /** One customer who can leave on a day. */
  lock_in_customer_free: {
    readonly id: string;
    readonly freeOn: string;
    readonly value?: number;
    readonly noticeBy?: string;
  };
  /** The mean index now and after the months looked at. */
  lock_in_index: { readonly now: number; readonly later: number; readonly months: number };
  /** Customers of whom nobody knows when they can leave. */
  lock_in_contract_unknown: { readonly n: number; readonly of: number };
  /** Answers say that a lever holds, though what it rests on has ended. */
  lock_in_outlived: { readonly lever: LeverId; readonly n: number };
  /** How fast levers fade is assumed. */
  lock_in_assumed_half_lives: { readonly stated: number };
  /** Little is known about the levers. */
  lock_in_thin_evidence: { readonly coverage: number };
}

const amount = (value: number): string => formatNumber(value, 0);
const point = (value: number): string => formatNumber(value, 1);
const leverName = (lever: LeverId, locale: "en" | "zh"): string => switchingLabels.lever[lever]?.[locale] ?? lever;
const sideName = (side: LockInSide, locale: "en" | "zh"): string => lockInLabels.lockInSide[side]?.[locale] ?? side;

export const lockInEn: Messages<LockInReasonParams> = {
  lock_in_money: ({ side, now, later, months }) =>
    `${sideName(side, "en")}: leaving would cost them ${amount(now)} today and ${amount(later)} in ${counted(months, "month", "months")}`,
  lock_in_half_gone: ({ month, day }) =>
    `half of today's money has gone by ${day}, after ${counted(month, "month", "months")}`,
  lock_in_coming_free: ({ n, of, value, months }) =>
    `${formatNumber(n)} of ${counted(of, "customer", "customers")} can leave within ${counted(months, "month", "months")}, worth ${amount(value)} a month`,
  lock_in_peak: ({ day, n, value }) =>
    `most comes free in the month up to ${day}: ${counted(n, "customer", "customers")}, worth ${amount(value)} a month`,
  lock_in_customer_free: ({ id, freeOn, value, noticeBy }) =>
    `${id} can leave on ${freeOn}${noticeBy === undefined ? "" : `, with notice by ${noticeBy}`}${value === undefined ? "" : `: ${amount(value)} a month at stake`}`,
  lock_in_index: ({ now, later, months }) =>
    `mean switching index ${point(now)} today, ${point(later)} in ${counted(months, "month", "months")}`,
  lock_in_contract_unknown: ({ n, of }) =>
    `for ${formatNumber(n)} of ${counted(of, "customer", "customers")} nobody knows when they can leave: ask for the contract`,
  lock_in_outlived: ({ lever, n }) =>
    `${counted(n, "answer says", "answers say")} that ${leverName(lever, "en").toLowerCase()} still holds, though what it rests on has ended: ask again`,
  lock_in_assumed_half_lives: ({ stated }) =>
    `how fast levers fade is ${stated === 0 ? "assumed, not measured" : `stated for ${counted(stated, "lever", "levers")} and assumed for the others`}`,
  lock_in_thin_evidence: ({ coverage }) =>
    `only ${formatShare(coverage, 0)} of the weight is answered on average, so the index says little`,
};

export const lockInZh: Messages<LockInReasonParams> = {
  lock_in_money: ({ side, now, later, months }) =>
    `${sideName(side, "zh")}：现在离开将损失 ${amount(now)}，${formatNumber(months)} 个月后为 ${amount(later)}`,
  lock_in_half_gone: ({ month, day }) => `到 ${day}（${formatNumber(month)} 个月后），锁定金额减少一半`,
  lock_in_coming_free: ({ n, of, value, months }) =>
    `${formatNumber(of)} 个客户中有 ${formatNumber(n)} 个可在 ${formatNumber(months)} 个月内离开，每月价值 ${amount(value)}`,
  lock_in_peak: ({ day, n, value }) =>
    `截至 ${day} 的一个月内可离开的价值最大：${formatNumber(n)} 个客户，每月价值 ${amount(value)}`,
  lock_in_customer_free: ({ id, freeOn, value, noticeBy }) =>
    `${id} 可于 ${freeOn} 离开${noticeBy === undefined ? "" : `（最迟 ${noticeBy} 提出）`}${value === undefined ? "" : `，涉及每月 ${amount(value)}`}`,
  lock_in_index: ({ now, later, months }) =>
    `平均转移成本指数现为 ${point(now)}，${formatNumber(months)} 个月后为 ${point(later)}`,
  lock_in_contract_unknown: ({ n, of }) =>
    `${formatNumber(of)} 个客户中有 ${formatNumber(n)} 个不知何时可以离开：请先了解其合同`,
  lock_in_outlived: ({ lever, n }) =>
    `有 ${formatNumber(n)} 个客户的“${leverName(lever, "zh")}”仍被评为有效，但其依据已到期：请重新了解`,
  lock_in_assumed_half_lives: ({ stated }) =>
    stated === 0
      ? "各项方法消退的快慢为假设值，并非实测"
      : `${formatNumber(stated)} 种方法的消退快慢由使用者给定，其余为假设值`,
  lock_in_thin_evidence: ({ coverage }) => `平均仅有 ${formatShare(coverage, 0)} 的权重有依据，指数参考价值有限`,
};
