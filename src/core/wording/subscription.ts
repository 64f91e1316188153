import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `subscription` and of purchases at set occasions, each with the parameters its wording needs. */
export interface SubscriptionReasonParams {
  /** Everybody stayed, so the chance to leave has no lower end. */
  tenure_nobody_left: { readonly customers: number };
  /** Everybody left in the first period. */
  tenure_nobody_stayed: { readonly customers: number };
  /** Other parameters explain who left practically as well. */
  tenure_not_identifiable: { readonly customers: number; readonly periods: number };
  /** The search did not end where the likelihood is flat. */
  tenure_not_converged: { readonly gradientNorm: number };
  /** Whether a customer's own chance to leave changes with tenure cannot be told from customers' being different. */
  tenure_shape_undecided: { readonly c: number; readonly pValue: number };
  /** Margins grow as fast as customers leave and time costs, or faster. */
  contract_value_infinite: { readonly retention: number; readonly growth: number; readonly discount: number };
  /** At an end of an input's interval the value has no limit. */
  contract_interval_open: Record<never, never>;
  /** One retention rate for all undervalues the customers one has. */
  contract_constant_retention: Record<never, never>;
  /** Value by one retention rate beside that by customers who differ. */
  contract_heterogeneity: { readonly constant: number; readonly heterogeneous: number };
  /** Nobody used an occasion. */
  occasions_nobody_came: { readonly customers: number };
  /** Other parameters explain who came practically as well. */
  occasions_not_identifiable: { readonly customers: number; readonly periods: number };
  /** The search did not end where the likelihood is flat. */
  occasions_not_converged: { readonly gradientNorm: number };
}

const customersEn = (n: number): string => counted(n, "customer", "customers");
const periodsEn = (n: number): string => counted(n, "period", "periods");
const slope = (gradientNorm: number): string => gradientNorm.toExponential(1);

export const subscriptionEn: Messages<SubscriptionReasonParams> = {
  tenure_nobody_left: ({ customers }) =>
    `none of ${customersEn(customers)} left: how small the chance to leave is, and how it differs, cannot be told`,
  tenure_nobody_stayed: ({ customers }) =>
    `all of ${customersEn(customers)} left in the first period: nothing can be told of those who stay`,
  tenure_not_identifiable: ({ customers, periods }) =>
    `other parameters explain ${customersEn(customers)} over ${periodsEn(periods)} practically as well: the parameters carry no interval`,
  tenure_not_converged: ({ gradientNorm }) =>
    `no best parameters were found: the likelihood has no peak here (slope ${slope(gradientNorm)} per customer)`,
  tenure_shape_undecided: ({ c, pValue }) =>
    `c = ${formatNumber(c, 2)} is not told from 1 (p = ${formatNumber(pValue, 2)}): customers who differ and a chance to leave that changes with tenure look alike here; the simpler model (sBG) says as much`,
  contract_value_infinite: ({ retention, growth, discount }) =>
    `the value has no limit: with ${formatShare(retention)} retention and ${formatShare(growth)} growth a period, a discount of ${formatShare(discount)} never catches up; count a number of periods`,
  contract_interval_open: () => "no interval: at an end of the terms' intervals the value has no limit",
  contract_constant_retention: () =>
    "one retention rate is taken for all customers, for ever; where they differ, this undervalues those who have stayed",
  contract_heterogeneity: ({ constant, heterogeneous }) =>
    `one retention rate for all gives ${formatNumber(constant, 2)}, customers who differ in their chance to leave ${formatNumber(heterogeneous, 2)}`,
  occasions_nobody_came: ({ customers }) =>
    `none of ${customersEn(customers)} used an occasion: how often they would, and whether they left, cannot be told`,
  occasions_not_identifiable: ({ customers, periods }) =>
    `other parameters explain ${customersEn(customers)} over ${counted(periods, "occasion", "occasions")} practically as well: the parameters carry no interval`,
  occasions_not_converged: ({ gradientNorm }) =>
    `no best parameters were found: the likelihood has no peak here (slope ${slope(gradientNorm)} per customer)`,
};

export const subscriptionZh: Messages<SubscriptionReasonParams> = {
  tenure_nobody_left: ({ customers }) =>
    `${formatNumber(customers)} 个客户无一流失：流失概率有多小、客户之间差异多大，均无从判断`,
  tenure_nobody_stayed: ({ customers }) =>
    `${formatNumber(customers)} 个客户在第一期全部流失：留下的客户如何，无从判断`,
  tenure_not_identifiable: ({ customers, periods }) =>
    `另一组参数几乎同样能解释 ${formatNumber(customers)} 个客户 ${formatNumber(periods)} 期的去留，因此参数没有区间`,
  tenure_not_converged: ({ gradientNorm }) =>
    `未找到最佳参数：似然函数在此没有峰值（每位客户的斜率为 ${slope(gradientNorm)}）`,
  tenure_shape_undecided: ({ c, pValue }) =>
    `c = ${formatNumber(c, 2)} 与 1 无法区分（p = ${formatNumber(pValue, 2)}）：客户之间的差异与随合作时间变化的流失概率在此看不出区别；更简单的模型（sBG）已经足够`,
  contract_value_infinite: ({ retention, growth, discount }) =>
    `价值没有上限：每期留存 ${formatShare(retention)}、增长 ${formatShare(growth)}，${formatShare(discount)} 的折现率追不上；请限定期数`,
  contract_interval_open: () => "无法给出区间：在条件区间的一端，价值没有上限",
  contract_constant_retention: () => "此处假定所有客户永远是同一个留存率；若客户之间有差异，留下来的客户会被低估",
  contract_heterogeneity: ({ constant, heterogeneous }) =>
    `按统一留存率计为 ${formatNumber(constant, 2)}，按客户各不相同的流失概率计为 ${formatNumber(heterogeneous, 2)}`,
  occasions_nobody_came: ({ customers }) =>
    `${formatNumber(customers)} 个客户没有一次参与：参与的频率以及是否已流失，均无从判断`,
  occasions_not_identifiable: ({ customers, periods }) =>
    `另一组参数几乎同样能解释 ${formatNumber(customers)} 个客户在 ${formatNumber(periods)} 次机会中的表现，因此参数没有区间`,
  occasions_not_converged: ({ gradientNorm }) =>
    `未找到最佳参数：似然函数在此没有峰值（每位客户的斜率为 ${slope(gradientNorm)}）`,
};
