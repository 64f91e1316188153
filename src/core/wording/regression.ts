import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { allowedList } from "./allowed.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** What one coefficient says. */
export interface RegressionEffectFigures {
  readonly predictor: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly clear: boolean;
}

/** Reason codes of `regression`, each with the parameters its wording needs. */
export interface RegressionReasonParams {
  /** How much the formula explains. */
  regression_fit: {
    readonly rSquared: number;
    readonly adjustedRSquared: number;
    readonly n: number;
    readonly pValue?: number;
  };
  /** What one unit more of a figure goes along with. */
  regression_effect: RegressionEffectFigures & { readonly sd: number };
  /** What a category goes along with against the reference. */
  regression_category: RegressionEffectFigures & { readonly category: string; readonly reference: string };
  /** The starting point and the end of one customer's expected value. */
  regression_start: { readonly center: number; readonly value: number; readonly from: number; readonly to: number };
  /** What one field of a customer adds. */
  regression_part: { readonly predictor: string; readonly value: string | number | boolean; readonly adds: number };
  /** Nothing is left over to tell a spread from. */
  regression_no_rows_left: { readonly n: number; readonly coefficients: number; readonly needed: number };
  /** A single cluster tells nothing of how clusters differ. */
  regression_too_few_clusters: { readonly clusters: number; readonly needed: number };
  /** The formula meets every row. */
  regression_exact: { readonly n: number };
  /** Rows left out. */
  regression_missing: { readonly missing: number; readonly rows: number };
  /** A column that others make up. */
  regression_aliased: { readonly term: string; readonly of: readonly string[] };
  /** A row that decides a coefficient alone. */
  regression_row_alone: { readonly row: string };
  /** A row that moves the coefficients visibly. */
  regression_strong_row: { readonly row: string; readonly distance: number };
  /** The outcome bends along a figure. */
  regression_bent: { readonly predictor: string; readonly pValue: number };
  /** Spread is not the same everywhere. */
  regression_spread: { readonly pValue: number; readonly classic: boolean };
  /** Misses are lopsided. */
  regression_skewed: { readonly skewness: number; readonly pValue: number; readonly n: number };
  /** A figure that others nearly make up. */
  regression_collinear: { readonly term: string; readonly inflation: number; readonly other: string };
  /** Few rows for the number of coefficients. */
  regression_few_rows: { readonly n: number; readonly terms: number; readonly needed: number };
  /** Few clusters for errors by clusters. */
  regression_few_clusters: { readonly clusters: number; readonly needed: number };
  /** A figure outside what was seen. */
  regression_outside: {
    readonly predictor: string;
    readonly value: number;
    readonly min: number;
    readonly max: number;
  };
  /** A value that a prediction needs is not known. */
  regression_value_missing: { readonly predictor: string };
  /** A category that was never seen. */
  regression_unknown_category: { readonly predictor: string; readonly category: string };
}

/** Digits that suit the size of a figure. */
const figure = (value: number): string =>
  formatNumber(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 0.1 ? 2 : 6);
const shown = (value: string | number | boolean): string => (typeof value === "number" ? figure(value) : String(value));

export const regressionEn: Messages<RegressionReasonParams> = {
  regression_fit: ({ rSquared, adjustedRSquared, n, pValue }) =>
    `the formula explains ${formatShare(rSquared)} of the differences over ${counted(n, "row", "rows")} (${formatShare(adjustedRSquared)} without chance${pValue === undefined ? "" : `; ${pText(pValue)}`})`,
  regression_effect: ({ predictor, value, from, to, clear, sd }) =>
    `one more ${predictor} goes along with ${figure(value)} (${figure(from)} to ${figure(to)}), a usual difference of ${figure(sd)} with ${figure(value * sd)}${clear ? "" : "; it may be none"}`,
  regression_category: ({ predictor, category, reference, value, from, to, clear }) =>
    `${predictor} ${category} against ${reference} goes along with ${figure(value)} (${figure(from)} to ${figure(to)})${clear ? "" : "; it may be none"}`,
  regression_start: ({ center, value, from, to }) =>
    `expected ${figure(value)} (one customer: ${figure(from)} to ${figure(to)}), starting from the mean ${figure(center)}`,
  regression_part: ({ predictor, value, adds }) =>
    `${predictor} = ${shown(value)} ${adds < 0 ? "takes away" : "adds"} ${figure(Math.abs(adds))}`,
  regression_no_rows_left: ({ n, coefficients, needed }) =>
    `${counted(n, "row", "rows")} for ${counted(coefficients, "coefficient", "coefficients")} leave nothing to tell a spread from; at least ${formatNumber(needed)} are needed`,
  regression_too_few_clusters: ({ clusters, needed }) =>
    `errors by clusters need ${formatNumber(needed)} clusters at least, there ${clusters === 1 ? "is 1" : `are ${formatNumber(clusters)}`}`,
  regression_exact: ({ n }) =>
    `the formula meets all ${counted(n, "row", "rows")} exactly: the outcome is made up of these fields, no doubt can be told`,
  regression_missing: ({ missing, rows }) =>
    `${formatNumber(missing)} of ${counted(rows, "row", "rows")} left out because something in them is not known; if that is not by chance, the formula leans`,
  regression_aliased: ({ term, of }) =>
    of.length === 0
      ? `${term} does not vary and is left out`
      : `${term} only repeats ${allowedList(of, "en")} and is left out`,
  regression_row_alone: ({ row }) =>
    `row ${row} decides a coefficient alone; put its category together with another, or leave it out`,
  regression_strong_row: ({ row, distance }) =>
    `row ${row} moves the formula (Cook's distance ${figure(distance)}); check it, and fit once without it`,
  regression_bent: ({ predictor, pValue }) =>
    `the outcome bends along ${predictor} (${pText(pValue)}); add its square or take its logarithm`,
  regression_spread: ({ pValue, classic }) =>
    `misses are wider in some places than in others (${pText(pValue)}); ${classic ? "use errors hc3, and " : "the errors allow for it, but "}read intervals for a single customer as an average`,
  regression_skewed: ({ skewness, pValue, n }) =>
    `misses are lopsided (skewness ${figure(skewness)}, ${pText(pValue)}) over ${counted(n, "row", "rows")}: try the logarithm of the outcome; intervals for a single customer are off`,
  regression_collinear: ({ term, inflation, other }) =>
    `${term} is nearly made up by other fields, above all ${other}: the variance of its coefficient is ${formatNumber(inflation)} times as large; leave one out or put them together`,
  regression_few_rows: ({ n, terms, needed }) =>
    `${counted(n, "row", "rows")} for ${counted(terms, "term", "terms")} learn chance too; ${formatNumber(needed)} would be better`,
  regression_few_clusters: ({ clusters, needed }) =>
    `${counted(clusters, "cluster is", "clusters are")} few: below ${formatNumber(needed)} their errors come out too small`,
  regression_outside: ({ predictor, value, min, max }) =>
    `${predictor} = ${figure(value)} lies outside what was seen (${figure(min)} to ${figure(max)})`,
  regression_value_missing: ({ predictor }) => `nothing can be expected, because ${predictor} is not known`,
  regression_unknown_category: ({ predictor, category }) =>
    `nothing can be expected, because ${predictor} ${category} was never seen`,
};

export const regressionZh: Messages<RegressionReasonParams> = {
  regression_fit: ({ rSquared, adjustedRSquared, n, pValue }) =>
    `公式解释了 ${formatNumber(n)} 行中 ${formatShare(rSquared)} 的差异（扣除偶然后为 ${formatShare(adjustedRSquared)}${pValue === undefined ? "" : `；${pText(pValue)}`}）`,
  regression_effect: ({ predictor, value, from, to, clear, sd }) =>
    `${predictor} 每增加 1，结果相应变化 ${figure(value)}（${figure(from)} 至 ${figure(to)}）；按常见差距 ${figure(sd)} 计为 ${figure(value * sd)}${clear ? "" : "；也可能为零"}`,
  regression_category: ({ predictor, category, reference, value, from, to, clear }) =>
    `${predictor} 为 ${category}，与 ${reference} 相比，结果相差 ${figure(value)}（${figure(from)} 至 ${figure(to)}）${clear ? "" : "；也可能为零"}`,
  regression_start: ({ center, value, from, to }) =>
    `预期为 ${figure(value)}（单个客户：${figure(from)} 至 ${figure(to)}），从均值 ${figure(center)} 算起`,
  regression_part: ({ predictor, value, adds }) =>
    `${predictor} = ${shown(value)}，${adds < 0 ? "减少" : "增加"} ${figure(Math.abs(adds))}`,
  regression_no_rows_left: ({ n, coefficients, needed }) =>
    `${formatNumber(n)} 行估计 ${formatNumber(coefficients)} 个系数，没有余量判断离散程度；至少需要 ${formatNumber(needed)} 行`,
  regression_too_few_clusters: ({ clusters, needed }) =>
    `按群计算误差至少需要 ${formatNumber(needed)} 个群，只有 ${formatNumber(clusters)} 个`,
  regression_exact: ({ n }) => `公式与全部 ${formatNumber(n)} 行完全吻合：结果由这些字段直接构成，无从判断其不确定性`,
  regression_missing: ({ missing, rows }) =>
    `${formatNumber(rows)} 行中有 ${formatNumber(missing)} 行因数据缺失未使用；若缺失并非偶然，公式会有偏差`,
  regression_aliased: ({ term, of }) =>
    of.length === 0 ? `${term} 没有变化，未予使用` : `${term} 只是重复了${allowedList(of, "zh")}，未予使用`,
  regression_row_alone: ({ row }) => `第 ${row} 行独自决定了一个系数；请将其类别与其他类别合并，或去掉该行`,
  regression_strong_row: ({ row, distance }) =>
    `第 ${row} 行明显左右公式（Cook 距离 ${figure(distance)}）；请核查该行，并去掉它再拟合一次`,
  regression_bent: ({ predictor, pValue }) => `结果随 ${predictor} 呈弯曲（${pText(pValue)}）；请加入其平方项或取对数`,
  regression_spread: ({ pValue, classic }) =>
    `各处误差大小不一（${pText(pValue)}）；${classic ? "请改用 hc3 误差，并且" : "系数误差已考虑这一点，但"}单个客户的区间只能当作平均情况`,
  regression_skewed: ({ skewness, pValue, n }) =>
    `${formatNumber(n)} 行的误差偏向一侧（偏度 ${figure(skewness)}，${pText(pValue)}）：可对结果取对数；单个客户的区间不准`,
  regression_collinear: ({ term, inflation, other }) =>
    `${term} 几乎可由其他字段（尤其是 ${other}）推出：其系数的方差放大到 ${formatNumber(inflation)} 倍；请去掉一个或将它们合并`,
  regression_few_rows: ({ n, terms, needed }) =>
    `${formatNumber(n)} 行拟合 ${formatNumber(terms)} 项，难免学到偶然；最好有 ${formatNumber(needed)} 行`,
  regression_few_clusters: ({ clusters, needed }) =>
    `只有 ${formatNumber(clusters)} 个群，不足 ${formatNumber(needed)} 个时误差会偏小`,
  regression_outside: ({ predictor, value, min, max }) =>
    `${predictor} = ${figure(value)} 超出见过的范围（${figure(min)} 至 ${figure(max)}）`,
  regression_value_missing: ({ predictor }) => `无法预期，因为 ${predictor} 未知`,
  regression_unknown_category: ({ predictor, category }) => `无法预期，因为从未见过 ${predictor} 为 ${category} 的情况`,
};
