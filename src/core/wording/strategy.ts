import { formatNumber, formatShare } from "../format.ts";
import { strategyLabels } from "../labels/strategy.ts";
import { type Locale, labelIn, type Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `strategy`, each with the parameters its wording needs. */
export interface StrategyReasonParams {
  /** Some draws of an assumption lie beyond what can be and count as the limit. */
  strategy_draws_at_limit: { readonly assumption: string; readonly share: number };
  /** Nobody meets the target rule of a move, or its capacity is 0. */
  strategy_move_touches_nobody: { readonly strategy: string; readonly move: string };
  /** The strategy with the highest expected value and how sure its lead is. */
  strategy_best: {
    readonly strategy: string;
    readonly second: string;
    readonly lead: number;
    readonly lower: number;
    readonly upper: number;
    readonly chance: number;
  };
  /** The assumption that moves the lead most. */
  strategy_decided_by: {
    readonly assumption: string;
    readonly low: number;
    readonly high: number;
    readonly share: number;
  };
  /** Beyond some value of an assumption another strategy is best. */
  strategy_switches: { readonly assumption: string; readonly value: number; readonly to: string };
  /** No single assumption within its range makes another strategy the best. */
  strategy_holds: { readonly strategy: string };
  /** What the best strategy gains on beliefs without evidence. */
  strategy_on_beliefs: { readonly assumptions: number; readonly gain: number; readonly varianceShare: number };
  /** What it is worth at most to know more, and about what. */
  strategy_information: { readonly value: number; readonly assumption: string; readonly of: number };
  /** A strategy that another one beats in value without more risk or spend. */
  strategy_dominated: { readonly strategy: string; readonly by: string };
  /** A strategy that costs more than the budget. */
  strategy_over_budget: { readonly strategy: string; readonly spend: number; readonly budget: number };
  /** The test that is worth most after its cost. */
  strategy_test_pays: {
    readonly assumption: string;
    readonly size: number;
    readonly value: number;
    readonly cost: number;
  };
  /** No test is worth its cost. */
  strategy_test_too_dear: { readonly assumption: string; readonly value: number };
  /** An assumption that is not in doubt, or takes too few values to learn about. */
  strategy_nothing_to_learn: { readonly assumption: string };
  /** No rates lie on both sides of what a test should decide. */
  strategy_no_decisive_test: { readonly assumption: string; readonly mean: number; readonly against: number };
}

const amount = (value: number): string => formatNumber(value, Math.abs(value) < 100 ? 2 : 0);
const figure = (value: number): string => formatNumber(value, 3);
/** A strategy inside a sentence: by its label where the package named it, else as the user's own words. */
export const strategyIn = (id: string, locale: Locale): string =>
  Object.hasOwn(strategyLabels.strategyName, id)
    ? lower(labelIn(strategyLabels.strategyName, id, locale), locale)
    : locale === "zh"
      ? `“${id}”`
      : `"${id}"`;
const doubtIn = (id: string, locale: Locale): string =>
  Object.hasOwn(strategyLabels.marketDoubt, id)
    ? lower(labelIn(strategyLabels.marketDoubt, id, locale), locale)
    : locale === "zh"
      ? `“${id}”`
      : `"${id}"`;

function lower(text: string, locale: Locale): string {
  return locale === "en" ? text.toLowerCase() : text;
}

export const strategyEn: Messages<StrategyReasonParams> = {
  strategy_draws_at_limit: ({ assumption, share }) =>
    `${formatShare(share)} of the draws of "${assumption}" lie beyond what can be and count as the limit: choose a distribution that stays within it`,
  strategy_move_touches_nobody: ({ strategy, move }) => `the move "${move}" of strategy "${strategy}" touches nobody`,
  strategy_best: ({ strategy, second, lead, lower: from, upper, chance }) =>
    `${strategyIn(strategy, "en")} is worth most: ${amount(lead)} (${amount(from)} to ${amount(upper)}) more than ${strategyIn(second, "en")}; best in ${formatShare(chance)} of the draws`,
  strategy_decided_by: ({ assumption, low, high, share }) =>
    `${doubtIn(assumption, "en")} moves the lead most, from ${amount(low)} to ${amount(high)}; it explains ${formatShare(share)} of the lead's variance`,
  strategy_switches: ({ assumption, value, to }) =>
    `where ${doubtIn(assumption, "en")} passes ${figure(value)}, ${strategyIn(to, "en")} is better`,
  strategy_holds: ({ strategy }) =>
    `${strategyIn(strategy, "en")} stays best whichever single assumption goes to its 10% or 90% point`,
  strategy_on_beliefs: ({ assumptions, gain, varianceShare }) =>
    `${counted(assumptions, "assumption is a belief", "assumptions are beliefs")} without evidence: moves that rest on beliefs contribute ${amount(gain)}; beliefs explain ${formatShare(varianceShare)} of the variance`,
  strategy_information: ({ value, assumption, of }) =>
    `to know everything before choosing is worth ${amount(value)} at most; to know ${doubtIn(assumption, "en")} alone ${amount(of)}`,
  strategy_dominated: ({ strategy, by }) =>
    `${strategyIn(strategy, "en")} is dominated: ${strategyIn(by, "en")} is worth at least as much with no more risk and no more spend`,
  strategy_over_budget: ({ strategy, spend, budget }) =>
    `${strategyIn(strategy, "en")} costs ${amount(spend)}, more than the budget of ${amount(budget)}`,
  strategy_test_pays: ({ assumption, size, value, cost }) =>
    `a test of ${counted(size, "customer", "customers")} on ${doubtIn(assumption, "en")} is worth ${amount(value)} and costs ${amount(cost)}`,
  strategy_test_too_dear: ({ assumption, value }) =>
    `no test of ${doubtIn(assumption, "en")} is worth its cost; the best would bring ${amount(value)}`,
  strategy_nothing_to_learn: ({ assumption }) =>
    `${doubtIn(assumption, "en")} is not in doubt, so there is nothing to learn`,
  strategy_no_decisive_test: ({ assumption, mean, against }) =>
    `no test can tell ${figure(mean)} from ${figure(against)} for ${doubtIn(assumption, "en")}`,
};

export const strategyZh: Messages<StrategyReasonParams> = {
  strategy_draws_at_limit: ({ assumption, share }) =>
    `假设“${assumption}”的抽样中有 ${formatShare(share)} 超出可能范围，按边界值计；请改用不越界的分布`,
  strategy_move_touches_nobody: ({ strategy, move }) => `策略“${strategy}”的举措“${move}”没有覆盖任何客户`,
  strategy_best: ({ strategy, second, lead, lower: from, upper, chance }) =>
    `${strategyIn(strategy, "zh")}价值最高：比${strategyIn(second, "zh")}高 ${amount(lead)}（${amount(from)} 至 ${amount(upper)}）；在 ${formatShare(chance)} 的抽样中最优`,
  strategy_decided_by: ({ assumption, low, high, share }) =>
    `${doubtIn(assumption, "zh")}对领先幅度影响最大：从 ${amount(low)} 到 ${amount(high)}，解释其方差的 ${formatShare(share)}`,
  strategy_switches: ({ assumption, value, to }) =>
    `当${doubtIn(assumption, "zh")}越过 ${figure(value)} 时，${strategyIn(to, "zh")}更优`,
  strategy_holds: ({ strategy }) => `任一假设单独取其 10% 或 90% 分位点，${strategyIn(strategy, "zh")}仍为最优`,
  strategy_on_beliefs: ({ assumptions, gain, varianceShare }) =>
    `有 ${formatNumber(assumptions)} 项假设只是判断、没有证据：依赖它们的举措贡献 ${amount(gain)}，它们解释方差的 ${formatShare(varianceShare)}`,
  strategy_information: ({ value, assumption, of }) =>
    `决策前若知道全部真相，最多值 ${amount(value)}；只弄清${doubtIn(assumption, "zh")}值 ${amount(of)}`,
  strategy_dominated: ({ strategy, by }) =>
    `${strategyIn(strategy, "zh")}被${strategyIn(by, "zh")}支配：后者价值不低，风险与花费均不更高`,
  strategy_over_budget: ({ strategy, spend, budget }) =>
    `${strategyIn(strategy, "zh")}需花费 ${amount(spend)}，超出预算 ${amount(budget)}`,
  strategy_test_pays: ({ assumption, size, value, cost }) =>
    `就${doubtIn(assumption, "zh")}对 ${formatNumber(size)} 位客户做试验，价值 ${amount(value)}，成本 ${amount(cost)}`,
  strategy_test_too_dear: ({ assumption, value }) =>
    `就${doubtIn(assumption, "zh")}做任何试验都不值其成本；最好的试验只值 ${amount(value)}`,
  strategy_nothing_to_learn: ({ assumption }) => `${doubtIn(assumption, "zh")}没有疑问，无从学习`,
  strategy_no_decisive_test: ({ assumption, mean, against }) =>
    `就${doubtIn(assumption, "zh")}而言，没有试验能区分 ${figure(mean)} 与 ${figure(against)}`,
};
