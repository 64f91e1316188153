import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `experiment`, each with the parameters its wording needs. */
export interface ExperimentReasonParams {
  /** The effect would need more customers than a plan can have. */
  experiment_size_too_large: { readonly effect: number; readonly limit: number };
  /** Arms of this size find no effect whatever with the wanted power. */
  experiment_effect_unreachable: { readonly control: number; readonly treated: number; readonly power: number };
  /** Nobody, or everybody, responded in the past: no rate to plan on. */
  experiment_baseline_edge: { readonly n: number; readonly successes: number };
  /** The covariate equals the outcome up to a scale: nothing would be left to test. */
  experiment_covariate_tells_all: { readonly n: number };
  /** No baseline was stated, so no effect can be put in per cent. */
  experiment_no_baseline: { readonly effect: number };
  /** The traffic never brings so many customers. */
  experiment_never_ends: { readonly size: number; readonly perWeek: number; readonly weeks: number };
  /** The test takes longer than wanted. */
  experiment_long: { readonly weeks: number; readonly longest: number };
  /** Less than a week of entries: weekdays would not count alike. */
  experiment_part_week: { readonly days: number };
  /** So few clusters that a test errs more often than it says. */
  experiment_few_clusters: { readonly clusters: number; readonly needed: number };
  /** The effect is smaller than the half-width of the interval that the test will report. */
  experiment_below_noise: { readonly effect: number; readonly halfWidth: number; readonly power: number };
  /** So few responders (or others) in the smallest arm that the normal approximation is rough. */
  experiment_few_events: { readonly n: number; readonly needed: number };
  /** The amounts are so skewed that more customers are needed for a normal mean. */
  experiment_skewed: { readonly n: number; readonly needed: number };
  /** The campaign misses some of the treated, which costs customers by the square. */
  experiment_diluted: { readonly reached: number; readonly times: number };
  /** Several arms share one chance of error. */
  experiment_correction: { readonly treatments: number; readonly level: number };
  /** Several arms, and nothing done about it. */
  experiment_no_correction: { readonly treatments: number; readonly chance: number };
  /** Looking while the test runs costs customers at worst. */
  experiment_sequential_cost: { readonly times: number; readonly expected: number };
  /** The answer hangs on an estimate that is too thin. */
  experiment_wide_range: { readonly lower: number; readonly upper: number; readonly n: number };
  /** The range of the spread is that of normal amounts. */
  experiment_normal_spread: { readonly n: number };
}

/** Digits that show an effect of any scale. */
const effectText = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(2) : formatNumber(value, 5);

export const experimentEn: Messages<ExperimentReasonParams> = {
  experiment_size_too_large: ({ effect, limit }) =>
    `an effect of ${effectText(effect)} would need more than ${formatNumber(limit)} customers`,
  experiment_effect_unreachable: ({ control, treated, power }) =>
    `no effect is found with a power of ${formatShare(power)} by ${formatNumber(control, 1)} in the control and ${formatNumber(treated, 1)} treated`,
  experiment_baseline_edge: ({ n, successes }) =>
    `${formatNumber(successes)} of ${formatNumber(n)} responded in the past, which tells no rate to plan on: state one`,
  experiment_covariate_tells_all: ({ n }) =>
    `the earlier figure tells the outcome completely in ${counted(n, "customer", "customers")}: are they the same?`,
  experiment_no_baseline: ({ effect }) =>
    `the effect of ${effectText(effect)} cannot be put in per cent, because no baseline was stated`,
  experiment_never_ends: ({ size, perWeek, weeks }) =>
    `${formatNumber(perWeek, 2)} customers a week do not bring ${formatNumber(size)} within ${counted(weeks, "week", "weeks")}`,
  experiment_long: ({ weeks, longest }) =>
    `too long: ${counted(weeks, "week", "weeks")}, where ${formatNumber(longest, 1)} are wanted at most`,
  experiment_part_week: ({ days }) =>
    `${counted(days, "day", "days")} would do, but a whole week lets every weekday count alike`,
  experiment_few_clusters: ({ clusters, needed }) =>
    `few clusters: ${formatNumber(clusters)} in a comparison; below ${formatNumber(needed)} tests of clusters err more often than they say`,
  experiment_below_noise: ({ effect, halfWidth, power }) =>
    `the effect lies below the noise: it changes the treated by ${effectText(effect)}, the result will be known to ±${effectText(halfWidth)}; it would be found in ${formatShare(power)} of such tests`,
  experiment_few_events: ({ n, needed }) =>
    `only ${formatNumber(n, 1)} responders (or others) are expected in the smallest arm; below ${formatNumber(needed)} the figures are rough`,
  experiment_skewed: ({ n, needed }) =>
    `the amounts are so skewed that an arm needs ${formatNumber(needed)} customers for a normal mean; it has ${formatNumber(n)}`,
  experiment_diluted: ({ reached, times }) =>
    `the campaign reaches ${formatShare(reached)} of the treated, which multiplies the customers needed by about ${formatNumber(times, 1)}`,
  experiment_correction: ({ treatments, level }) =>
    `${formatNumber(treatments)} comparisons share one chance of error: each is planned at a level of ${formatShare(level, 2)}`,
  experiment_no_correction: ({ treatments, chance }) =>
    `${formatNumber(treatments)} comparisons without correction: the chance that some useless campaign looks useful is up to ${formatShare(chance)}`,
  experiment_sequential_cost: ({ times, expected }) =>
    `looking while it runs costs up to ${formatNumber(times, 2)} times the customers of a test with one look, and ${formatNumber(expected, 2)} times on average if the effect is there`,
  experiment_wide_range: ({ lower, upper, n }) =>
    `the answer hangs on an estimate from ${counted(n, "customer", "customers")}: anything from ${effectText(lower)} to ${effectText(upper)} is possible`,
  experiment_normal_spread: ({ n }) =>
    `the range takes the ${formatNumber(n)} past amounts as normal; state their kurtosis where they are skewed`,
};

export const experimentZh: Messages<ExperimentReasonParams> = {
  experiment_size_too_large: ({ effect, limit }) =>
    `要检出 ${effectText(effect)} 的效应，需要超过 ${formatNumber(limit)} 位顾客`,
  experiment_effect_unreachable: ({ control, treated, power }) =>
    `对照组 ${formatNumber(control, 1)}、实验组 ${formatNumber(treated, 1)} 的规模下，任何效应都达不到 ${formatShare(power)} 的检验功效`,
  experiment_baseline_edge: ({ n, successes }) =>
    `过去 ${formatNumber(n)} 人中有 ${formatNumber(successes)} 人响应，无法据此得出基准率，请直接给出`,
  experiment_covariate_tells_all: ({ n }) =>
    `在 ${formatNumber(n)} 位顾客中，先前指标完全决定结果：两者是否为同一指标？`,
  experiment_no_baseline: ({ effect }) => `未给出基准值，${effectText(effect)} 的效应无法换算为百分比`,
  experiment_never_ends: ({ size, perWeek, weeks }) =>
    `每周 ${formatNumber(perWeek, 2)} 位顾客，${formatNumber(weeks)} 周内也凑不齐 ${formatNumber(size)} 位`,
  experiment_long: ({ weeks, longest }) =>
    `时间过长：需要 ${formatNumber(weeks)} 周，最多希望 ${formatNumber(longest, 1)} 周`,
  experiment_part_week: ({ days }) => `${formatNumber(days)} 天就够了，但整周才能让每个星期几的权重相同`,
  experiment_few_clusters: ({ clusters, needed }) =>
    `群组太少：每次比较只有 ${formatNumber(clusters)} 个；少于 ${formatNumber(needed)} 个时，整群检验的实际错误率高于名义值`,
  experiment_below_noise: ({ effect, halfWidth, power }) =>
    `效应低于噪声：实验组只改变 ${effectText(effect)}，而结果的误差为 ±${effectText(halfWidth)}；此类试验只有 ${formatShare(power)} 能发现它`,
  experiment_few_events: ({ n, needed }) =>
    `最小的组预计只有 ${formatNumber(n, 1)} 个响应（或未响应），少于 ${formatNumber(needed)} 个时数字较粗略`,
  experiment_skewed: ({ n, needed }) =>
    `金额偏度很大，每组需要 ${formatNumber(needed)} 位顾客均值才近似正态；现有 ${formatNumber(n)} 位`,
  experiment_diluted: ({ reached, times }) =>
    `活动只触达实验组的 ${formatShare(reached)}，所需顾客数约变为 ${formatNumber(times, 1)} 倍`,
  experiment_correction: ({ treatments, level }) =>
    `${formatNumber(treatments)} 个比较共用一个错误率：每个比较按 ${formatShare(level, 2)} 的置信水平规划`,
  experiment_no_correction: ({ treatments, chance }) =>
    `${formatNumber(treatments)} 个比较未作校正：某个无效活动看似有效的概率最高达 ${formatShare(chance)}`,
  experiment_sequential_cost: ({ times, expected }) =>
    `边做边看的代价：顾客数最多为一次性检验的 ${formatNumber(times, 2)} 倍；若效应属实，平均为 ${formatNumber(expected, 2)} 倍`,
  experiment_wide_range: ({ lower, upper, n }) =>
    `答案依赖于 ${formatNumber(n)} 位顾客的估计：从 ${effectText(lower)} 到 ${effectText(upper)} 都有可能`,
  experiment_normal_spread: ({ n }) => `范围假定过去 ${formatNumber(n)} 笔金额服从正态分布；若有偏斜，请给出峰度`,
};
