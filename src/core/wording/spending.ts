import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `spending`, each with the parameters its wording needs. */
export interface SpendingReasonParams {
  /** Some customers spend so much more than others that their mean has no limit. */
  spend_mean_infinite: { readonly q: number };
  /** The mean exists, but the data leave open whether it has a limit. */
  spend_mean_open: { readonly q: number };
  /** Those who buy often spend more or less per purchase than those who buy rarely. */
  spend_depends_on_frequency: { readonly correlation: number; readonly lower: number; readonly upper: number };
  /** Other parameters explain the spend practically as well. */
  spend_not_identifiable: { readonly repeaters: number };
  /** The search did not end at a point where the likelihood is flat and curved. */
  spend_not_converged: { readonly gradientNorm: number };
}

const figure = (value: number): string => formatNumber(value, 3);

export const spendingEn: Messages<SpendingReasonParams> = {
  spend_mean_infinite: ({ q }) =>
    `a few customers spend without limit, so the population has no mean spend: q = ${figure(q)} does not exceed 1`,
  spend_mean_open: ({ q }) =>
    `no interval: the data leave open whether there is a mean spend at all (q = ${figure(q)} may not exceed 1)`,
  spend_depends_on_frequency: ({ correlation, lower, upper }) =>
    `spend per purchase goes ${correlation > 0 ? "up" : "down"} with the number of purchases (correlation ${figure(correlation)}, ${figure(lower)} to ${figure(upper)}), which the model takes to be unrelated`,
  spend_not_identifiable: ({ repeaters }) =>
    `other parameters explain the spend of ${counted(repeaters, "repeat customer", "repeat customers")} practically as well: the parameters carry no interval`,
  spend_not_converged: ({ gradientNorm }) =>
    `no best parameters were found: the likelihood has no peak here (slope ${gradientNorm.toExponential(1)} per customer)`,
};

export const spendingZh: Messages<SpendingReasonParams> = {
  spend_mean_infinite: ({ q }) => `少数客户的消费没有上限，因此总体不存在平均消费：q = ${figure(q)}，不大于 1`,
  spend_mean_open: ({ q }) => `无法给出区间：数据不能确定平均消费是否存在（q = ${figure(q)}，可能不大于 1）`,
  spend_depends_on_frequency: ({ correlation, lower, upper }) =>
    `每次消费额随购买次数${correlation > 0 ? "上升" : "下降"}（相关系数 ${figure(correlation)}，区间 ${figure(lower)} 至 ${figure(upper)}），而模型假定两者无关`,
  spend_not_identifiable: ({ repeaters }) =>
    `另一组参数几乎同样能解释 ${formatNumber(repeaters)} 个复购客户的消费，因此参数没有区间`,
  spend_not_converged: ({ gradientNorm }) =>
    `未找到最佳参数：似然函数在此没有峰值（每位客户的斜率为 ${gradientNorm.toExponential(1)}）`,
};
