import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `buying`, each with the parameters its wording needs. */
export interface BuyingReasonParams {
  /** Nobody bought again, so that rate and chance to stop cannot be told. */
  buying_no_repeats: { readonly customers: number };
  /** Other parameters explain the data practically as well, so there are no intervals. */
  buying_not_identifiable: { readonly customers: number; readonly repeatShare: number };
  /** The search did not end at a point where the likelihood is flat. */
  buying_not_converged: { readonly gradientNorm: number };
  /** The chance (or rate) to stop has a distribution with so much mass at 0 that expected purchases grow for ever. */
  buying_endless_mean: { readonly parameter: "a" | "s"; readonly value: number };
}

const customersEn = (n: number): string => counted(n, "customer", "customers");

export const buyingEn: Messages<BuyingReasonParams> = {
  buying_no_repeats: ({ customers }) =>
    `none of ${customersEn(customers)} bought again: how often they buy and when they stop cannot be told`,
  buying_not_identifiable: ({ customers, repeatShare }) =>
    `other parameters explain these ${customersEn(customers)} practically as well (${formatShare(repeatShare)} bought again): the parameters carry no interval`,
  buying_not_converged: ({ gradientNorm }) =>
    `the best parameters were not found: the likelihood still slopes by ${gradientNorm.toExponential(1)} per customer`,
  buying_endless_mean: ({ parameter, value }) =>
    `${parameter} = ${formatNumber(value, 3)} does not exceed 1: some customers hardly ever stop, and expected purchases grow without limit as the horizon does`,
};

export const buyingZh: Messages<BuyingReasonParams> = {
  buying_no_repeats: ({ customers }) => `${formatNumber(customers)} 位客户无一复购：无法判断其购买频率与流失时间`,
  buying_not_identifiable: ({ customers, repeatShare }) =>
    `另有其他参数几乎同样好地解释这 ${formatNumber(customers)} 位客户（复购占 ${formatShare(repeatShare)}）：参数不附区间`,
  buying_not_converged: ({ gradientNorm }) =>
    `未找到最优参数：似然函数每位客户仍有 ${gradientNorm.toExponential(1)} 的斜率`,
  buying_endless_mean: ({ parameter, value }) =>
    `${parameter} = ${formatNumber(value, 3)}，不超过 1：部分客户几乎从不流失，预期购买次数随时间跨度无限增长`,
};
