import { formatNumber, formatShare } from "../format.ts";
import { type BuyingModelId, lifetimeValueLabels, type TimeUnitId } from "../labels/lifetime-value.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `lifetime-value`, each with the parameters its wording needs. */
export interface LifetimeValueReasonParams {
  /** Every purchase costs money: the value is below 0, the lower the more the customer buys. */
  lifetime_negative_margin: { readonly marginRate: number };
  /** Some customers' purchases cost money. */
  lifetime_negative_margins: { readonly customers: number; readonly value: number };
  /** Everything sold is given back. */
  lifetime_all_refunded: Readonly<Record<never, never>>;
  /** The chance to leave has so much mass at 0 that purchases at set occasions grow for ever. */
  lifetime_endless_occasions: { readonly gamma: number };
  /** How likely the customer still buys, and what tells. */
  lifetime_alive: {
    readonly alive: number;
    readonly frequency: number;
    readonly silence: number;
    readonly unit: TimeUnitId;
  };
  /** Purchases expected; without `length`, ever. */
  lifetime_purchases: { readonly purchases: number; readonly unit: TimeUnitId; readonly length?: number };
  /** What waiting takes off, as a share. */
  lifetime_discounted: { readonly rate: number; readonly discounted: number; readonly taken: number };
  /** Without discount the purchases would have no limit. */
  lifetime_discounted_endless: { readonly rate: number; readonly discounted: number };
  /** Expected spend; without `ownWeight` the amount was given. */
  lifetime_spend: { readonly spend: number; readonly ownWeight?: number };
  lifetime_margin: { readonly marginRate: number; readonly refundShare: number };
  /** Which model explains the purchases best, or that luck could have made the difference. */
  lifetime_model_by_likelihood: {
    readonly best: BuyingModelId;
    readonly second: BuyingModelId;
    readonly gap: number;
    readonly lower: number;
    readonly upper: number;
    readonly clear: boolean;
  };
  /** Which model forecast the holdout best. */
  lifetime_model_by_holdout: {
    readonly best: BuyingModelId;
    readonly second: BuyingModelId;
    readonly bestError: number;
    readonly secondError: number;
    readonly clear: boolean;
  };
  /** A model without a peak of its likelihood is not preferred. */
  lifetime_model_left_out: { readonly model: BuyingModelId };
}

const figure = (value: number): string => formatNumber(value, 2);

const spanEn = (length: number, unit: TimeUnitId): string => {
  const one = lifetimeValueLabels.timeUnit[unit].en.toLowerCase();
  return counted(length, one, `${one}s`, 2);
};

/** 月 and 季度 take a measure word. */
const spanZh = (length: number, unit: TimeUnitId): string =>
  `${figure(length)} ${unit === "month" || unit === "quarter" ? "个" : ""}${lifetimeValueLabels.timeUnit[unit].zh}`;

const modelName = (model: BuyingModelId): string => lifetimeValueLabels.buyingModel[model].en;

export const lifetimeValueEn: Messages<LifetimeValueReasonParams> = {
  lifetime_negative_margin: ({ marginRate }) =>
    `every purchase costs money (margin ${formatShare(marginRate)}): the more this customer buys, the lower the value`,
  lifetime_negative_margins: ({ customers, value }) =>
    `${counted(customers, "customer has", "customers have")} a negative margin, worth ${figure(value)} together: not set to zero, look at them apart`,
  lifetime_all_refunded: () => "all that is sold is given back, so that nothing is earned",
  lifetime_endless_occasions: ({ gamma }) =>
    `gamma = ${formatNumber(gamma, 3)} does not exceed 1: some customers hardly ever leave, and without a discount expected purchases have no limit`,
  lifetime_alive: ({ alive, frequency, silence, unit }) =>
    `still a customer with a chance of ${formatShare(alive)}: ${counted(frequency, "repeat purchase", "repeat purchases")}, silent for ${spanEn(silence, unit)}`,
  lifetime_purchases: ({ purchases, unit, length }) =>
    `${counted(purchases, "purchase", "purchases", 2)} expected ${length === undefined ? "in all the time to come" : `in the next ${spanEn(length, unit)}`}`,
  lifetime_discounted: ({ rate, discounted, taken }) =>
    `worth ${figure(discounted)} of today: waiting takes off ${formatShare(taken)} at ${formatShare(rate)} a year`,
  lifetime_discounted_endless: ({ rate, discounted }) =>
    `worth ${counted(discounted, "purchase", "purchases", 2)} of today at ${formatShare(rate)} a year; without a discount there would be no limit`,
  lifetime_spend: ({ spend, ownWeight }) =>
    ownWeight === undefined
      ? `each at ${figure(spend)}, as given`
      : `each at ${figure(spend)}: the customer's own mean counts ${formatShare(ownWeight)}, that of all customers the rest`,
  lifetime_margin: ({ marginRate, refundShare }) =>
    `${formatShare(marginRate)} of it is margin${refundShare === 0 ? "" : `, after ${formatShare(refundShare)} is given back`}`,
  lifetime_model_by_likelihood: ({ best, second, gap, lower, upper, clear }) =>
    `${modelName(best)} explains the purchases best, ahead of ${modelName(second)} by ${figure(gap)} of log-likelihood (${figure(lower)} to ${figure(upper)} with the penalty for parameters)${clear ? "" : ": luck could have made the difference"}`,
  lifetime_model_by_holdout: ({ best, second, bestError, secondError, clear }) =>
    `${modelName(best)} forecast the holdout best: off by ${formatNumber(bestError, 4)} purchases per customer, ${modelName(second)} by ${formatNumber(secondError, 4)}${clear ? "" : ": luck could have made the difference"}`,
  lifetime_model_left_out: ({ model }) =>
    `${modelName(model)} is not preferred: its likelihood has no peak for these customers`,
};

export const lifetimeValueZh: Messages<LifetimeValueReasonParams> = {
  lifetime_negative_margin: ({ marginRate }) =>
    `每次购买都在亏损（利润率 ${formatShare(marginRate)}）：该客户买得越多，价值越低`,
  lifetime_negative_margins: ({ customers, value }) =>
    `${formatNumber(customers)} 位客户利润率为负，合计价值 ${figure(value)}：未归零，请单独查看`,
  lifetime_all_refunded: () => "售出的全部退回，因此没有收益",
  lifetime_endless_occasions: ({ gamma }) =>
    `gamma = ${formatNumber(gamma, 3)}，不超过 1：部分客户几乎从不离开，若不折现，预期购买次数没有上限`,
  lifetime_alive: ({ alive, frequency, silence, unit }) =>
    `仍是客户的概率为 ${formatShare(alive)}：复购 ${formatNumber(frequency)} 次，已沉默 ${spanZh(silence, unit)}`,
  lifetime_purchases: ({ purchases, unit, length }) =>
    `预计${length === undefined ? "今后总共" : `未来 ${spanZh(length, unit)}`}购买 ${figure(purchases)} 次`,
  lifetime_discounted: ({ rate, discounted, taken }) =>
    `折合今日 ${figure(discounted)} 次：年利率 ${formatShare(rate)} 下，等待使其减少 ${formatShare(taken)}`,
  lifetime_discounted_endless: ({ rate, discounted }) =>
    `年利率 ${formatShare(rate)} 下折合今日 ${figure(discounted)} 次购买；若不折现则没有上限`,
  lifetime_spend: ({ spend, ownWeight }) =>
    ownWeight === undefined
      ? `每次 ${figure(spend)}（给定）`
      : `每次 ${figure(spend)}：该客户自身均值占 ${formatShare(ownWeight)}，其余取全体客户的均值`,
  lifetime_margin: ({ marginRate, refundShare }) =>
    `${refundShare === 0 ? "" : `扣除退款 ${formatShare(refundShare)} 后，`}其中 ${formatShare(marginRate)} 为利润`,
  lifetime_model_by_likelihood: ({ best, second, gap, lower, upper, clear }) =>
    `${modelName(best)} 最能解释购买行为，对数似然比 ${modelName(second)} 高 ${figure(gap)}（计入参数惩罚后为 ${figure(lower)} 至 ${figure(upper)}）${clear ? "" : "：差异可能出于偶然"}`,
  lifetime_model_by_holdout: ({ best, second, bestError, secondError, clear }) =>
    `${modelName(best)} 对留出期的预测最准：每位客户平均偏差 ${formatNumber(bestError, 4)} 次，${modelName(second)} 为 ${formatNumber(secondError, 4)} 次${clear ? "" : "：差异可能出于偶然"}`,
  lifetime_model_left_out: ({ model }) => `不优先采用 ${modelName(model)}：其似然函数对这些客户没有峰值`,
};
