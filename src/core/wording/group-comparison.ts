import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `group-comparison`, each with the parameters its wording needs. */
export interface GroupComparisonReasonParams {
  /** The answer to be read, and what it says. */
  group_answer: {
    readonly read: "means" | "ranks";
    readonly differ: boolean;
    /** The test that decides. */
    readonly test: "welch" | "anova_type" | "kruskal_wallis";
    readonly pValue: number;
    readonly groups: number;
  };
  /** Which test of ranks is followed, with the p-value of Kruskal and Wallis beside it. */
  group_ranks_judged: { readonly follows: "anova_type" | "kruskal_wallis"; readonly kruskal: number };
  /** The pair whose means are told apart most clearly. */
  group_pair_means: {
    readonly higher: string;
    readonly lower: string;
    readonly difference: number;
    readonly from: number;
    readonly to: number;
  };
  /** The pair whose rows are told apart most clearly. */
  group_pair_ranks: {
    readonly higher: string;
    readonly lower: string;
    readonly share: number;
    readonly from: number;
    readonly to: number;
  };
  /** Too lopsided for its number of rows, so that the interval of its mean is not to be trusted. */
  group_skewed: { readonly group: string; readonly n: number; readonly skewness: number; readonly needed: number };
  /** Rows far outside that pull the mean. */
  group_outliers: { readonly group: string; readonly n: number; readonly outliers: number };
  /** Spreads differ; what that means for the answer to be read. */
  group_spread_unequal: { readonly ratio: number; readonly pValue: number; readonly read: "means" | "ranks" };
  /** Too few rows to judge shape or spread. */
  group_tiny: { readonly group: string; readonly n: number; readonly needed: number };
  /** One row has no spread. */
  group_single_row: { readonly group: string };
  /** Every row of the group is the same. */
  group_constant: { readonly group: string; readonly n: number; readonly value: number };
  /** Even the smallest and largest row together do not bound the median at the level. */
  group_median_unbounded: { readonly group: string; readonly n: number; readonly level: number };
  /** Fewer than two groups. */
  group_too_few: { readonly groups: number; readonly needed: number };
  /** Fewer than two groups with a spread of their own. */
  group_spread_unknown: { readonly groups: number; readonly needed: number };
  /** Two groups of which neither varies, or one has a single row. */
  group_pair_no_spread: { readonly first: string; readonly second: string; readonly n: number };
}

/** Digits that suit the size of a figure. */
const figure = (value: number): string =>
  formatNumber(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 4);

const TESTS = {
  welch: { en: "Welch", zh: "Welch 检验" },
  anova_type: { en: "ANOVA-type statistic of ranks", zh: "秩次的 ANOVA 型统计量" },
  kruskal_wallis: { en: "Kruskal–Wallis", zh: "Kruskal–Wallis 检验" },
} as const;

export const groupComparisonEn: Messages<GroupComparisonReasonParams> = {
  group_answer: ({ read, differ, test, pValue, groups }) =>
    `read the ${read}: ${formatNumber(groups)} groups ${differ ? "differ" : "cannot be told apart"} (${TESTS[test].en}, ${pText(pValue)})`,
  group_ranks_judged: ({ follows, kruskal }) =>
    follows === "anova_type"
      ? `ranks are judged by the ANOVA-type statistic, which holds whatever the spreads; Kruskal–Wallis (${pText(kruskal)}) would suppose equal ones`
      : "ranks are judged by Kruskal–Wallis, which supposes equal spreads: single rows, or groups without any overlap, carry no other test",
  group_pair_means: ({ higher, lower, difference, from, to }) =>
    `clearest pair: the mean of ${higher} lies ${figure(difference)} above that of ${lower} (${figure(from)} to ${figure(to)})`,
  group_pair_ranks: ({ higher, lower, share, from, to }) =>
    `clearest pair: a row of ${higher} lies above one of ${lower} in ${formatShare(share)} of pairs (${formatShare(from)} to ${formatShare(to)})`,
  group_skewed: ({ group, n, skewness, needed }) =>
    `${group} is lopsided (skewness ${figure(skewness)}): its mean needs more than ${counted(needed, "row", "rows")} and has ${formatNumber(n)}; read ranks and medians`,
  group_outliers: ({ group, n, outliers }) =>
    `${group} has ${formatNumber(outliers)} of ${counted(n, "row", "rows")} far outside, which pull its mean; check them, and read ranks and medians`,
  group_spread_unequal: ({ ratio, pValue, read }) =>
    `spreads differ, the widest by ${formatNumber(ratio, 1)} times (${pText(pValue)}); ${
      read === "means"
        ? "Welch's answer allows for it, a classic analysis of variance would not"
        : "so ranks tell who stands higher more often, not whose median is higher"
    }`,
  group_tiny: ({ group, n, needed }) =>
    `${group} has ${counted(n, "row", "rows")}, below ${formatNumber(needed)}: its shape cannot be judged, take its intervals as a guide`,
  group_single_row: ({ group }) => `${group} has one row, which tells no spread; it takes part by its rank alone`,
  group_constant: ({ group, n, value }) =>
    `all ${counted(n, "row", "rows")} of ${group} equal ${figure(value)}; it takes part by its ranks alone`,
  group_median_unbounded: ({ group, n, level }) =>
    `${counted(n, "row", "rows")} of ${group} cannot bound its median at ${formatShare(level)}`,
  group_too_few: ({ groups, needed }) =>
    `nothing to compare: ${counted(groups, "group", "groups")} where ${formatNumber(needed)} are needed`,
  group_spread_unknown: ({ groups, needed }) =>
    `means cannot be compared: ${counted(groups, "group has", "groups have")} a spread of its own where ${formatNumber(needed)} are needed`,
  group_pair_no_spread: ({ first, second, n }) =>
    n < 2
      ? `the means of ${first} and ${second} cannot be compared: one of them has a single row`
      : `the means of ${first} and ${second} cannot be compared: neither varies`,
};

export const groupComparisonZh: Messages<GroupComparisonReasonParams> = {
  group_answer: ({ read, differ, test, pValue, groups }) =>
    `以${read === "means" ? "均值" : "秩次"}为准：${formatNumber(groups)} 个组${differ ? "存在差异" : "无法区分"}（${TESTS[test].zh}，${pText(pValue)}）`,
  group_ranks_judged: ({ follows, kruskal }) =>
    follows === "anova_type"
      ? `秩次以 ANOVA 型统计量判断，离散程度不同时也成立；Kruskal–Wallis 检验（${pText(kruskal)}）则要求离散程度相同`
      : "秩次以 Kruskal–Wallis 检验判断，它要求离散程度相同：组内只有一行或各组毫无重叠时，无法采用其他检验",
  group_pair_means: ({ higher, lower, difference, from, to }) =>
    `差异最明显的一对：${higher} 的均值比 ${lower} 高 ${figure(difference)}（${figure(from)} 至 ${figure(to)}）`,
  group_pair_ranks: ({ higher, lower, share, from, to }) =>
    `差异最明显的一对：两两相比，${higher} 高于 ${lower} 的占 ${formatShare(share)}（${formatShare(from)} 至 ${formatShare(to)}）`,
  group_skewed: ({ group, n, skewness, needed }) =>
    `${group} 的分布偏斜（偏度 ${figure(skewness)}）：均值需要 ${formatNumber(needed)} 行以上，只有 ${formatNumber(n)} 行；请看秩次与中位数`,
  group_outliers: ({ group, n, outliers }) =>
    `${group} 的 ${formatNumber(n)} 行中有 ${formatNumber(outliers)} 行远离其余，拉动了均值；请核查这些行，并看秩次与中位数`,
  group_spread_unequal: ({ ratio, pValue, read }) =>
    `各组离散程度不同，最大为最小的 ${formatNumber(ratio, 1)} 倍（${pText(pValue)}）；${
      read === "means" ? "Welch 检验已考虑这一点，传统方差分析则没有" : "因此秩次说明谁更常居上，而不是谁的中位数更高"
    }`,
  group_tiny: ({ group, n, needed }) =>
    `${group} 只有 ${formatNumber(n)} 行，不足 ${formatNumber(needed)} 行：无法判断其分布形状，区间仅供参考`,
  group_single_row: ({ group }) => `${group} 只有一行，看不出离散程度，仅以秩次参与比较`,
  group_constant: ({ group, n, value }) =>
    `${group} 的 ${formatNumber(n)} 行全部等于 ${figure(value)}，仅以秩次参与比较`,
  group_median_unbounded: ({ group, n, level }) =>
    `${group} 只有 ${formatNumber(n)} 行，无法给出中位数的 ${formatShare(level)} 区间`,
  group_too_few: ({ groups, needed }) =>
    `无从比较：只有 ${formatNumber(groups)} 个组，至少需要 ${formatNumber(needed)} 个`,
  group_spread_unknown: ({ groups, needed }) =>
    `无法比较均值：自身有离散的组只有 ${formatNumber(groups)} 个，至少需要 ${formatNumber(needed)} 个`,
  group_pair_no_spread: ({ first, second, n }) =>
    n < 2
      ? `无法比较 ${first} 与 ${second} 的均值：其中一组只有一行`
      : `无法比较 ${first} 与 ${second} 的均值：两组均无离散`,
};
