import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `strategy-review`, each with the parameters its wording needs. */
export interface StrategyReviewReasonParams {
  /** Customers of ours of whom nothing was told. */
  review_untold: { readonly customers: number; readonly planned: number };
  /** Customers whom the book does not have. */
  review_unplanned: { readonly rows: number };
  /** Customers who came while no move with a chance to win them ran. */
  review_came_alone: { readonly customers: number };
  /** What is put down to luck is more than luck usually gives. */
  review_luck_unusual: { readonly amount: number; readonly lower: number; readonly upper: number };
}

const money = (value: number): string => formatNumber(value, 0);

export const strategyReviewEn: Messages<StrategyReviewReasonParams> = {
  review_untold: ({ customers, planned }) =>
    `Nothing is told of ${counted(customers, "customer", "customers")} of ours, planned to bring ${money(planned)}: they stand on neither side`,
  review_unplanned: ({ rows }) =>
    `${counted(rows, "row", "rows")} of actual customers ${rows === 1 ? "is" : "are"} not in the book: valued at the mean of their tier, as volume and mix`,
  review_came_alone: ({ customers }) =>
    `${counted(customers, "customer", "customers")} came while no move that could win them ran: counted as chance`,
  review_luck_unusual: ({ amount, lower, upper }) =>
    `${money(amount)} is put down to luck, which usually gives ${money(lower)} to ${money(upper)}: look for what the plan does not know`,
};

export const strategyReviewZh: Messages<StrategyReviewReasonParams> = {
  review_untold: ({ customers, planned }) =>
    `有 ${formatNumber(customers)} 位本方客户未提供实际情况（计划贡献 ${money(planned)}）：计划与实际两边均不计入`,
  review_unplanned: ({ rows }) =>
    `实际客户中有 ${formatNumber(rows)} 行不在客户簿中：按其层级的平均值计为数量与结构差异`,
  review_came_alone: ({ customers }) => `有 ${formatNumber(customers)} 位客户在没有任何争取措施进行时到来：计为偶然`,
  review_luck_unusual: ({ amount, lower, upper }) =>
    `归于偶然的金额为 ${money(amount)}，而通常在 ${money(lower)} 至 ${money(upper)} 之间：请查找计划所不知道的原因`,
};
