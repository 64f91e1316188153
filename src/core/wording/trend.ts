import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `trend`, each with the parameters its wording needs. */
export interface TrendReasonParams {
  /** Neighbours resemble each other; test and interval were widened for it. */
  trend_autocorrelated: { readonly correlation: number; readonly n: number; readonly varianceFactor: number };
  /** Neighbours resemble each other so much that the series may be wandering. */
  trend_wanders: { readonly correlation: number };
  /** Resemblance that a first-order autoregression does not explain. */
  trend_beyond_lag_one: { readonly lags: number; readonly pValue: number };
  /** The periods of the year differ and no season was given. */
  trend_season_ignored: { readonly season: number; readonly pValue: number };
  /** Some seasons rise more than others, or fall while others rise. */
  trend_seasons_disagree: { readonly seasons: number; readonly pValue: number };
  /** Many values are equal. */
  trend_ties: { readonly share: number };
  /** No resemblance of neighbours can be measured: fewer than eight rows, too many gaps, or no scatter. */
  trend_no_neighbours: { readonly n: number };
  /** Periods without a row. */
  trend_gaps: { readonly missing: number; readonly periods: number };
  /** Zero or negative values have no logarithm. */
  trend_not_positive: { readonly count: number; readonly n: number };
  /** One slope describes a series that broke. */
  trend_broken: { readonly breaks: number };
  /** No row one period, or one year, before the last. */
  trend_no_counterpart: { readonly lag: number };
  /** Growth from nothing or less than nothing has no share. */
  trend_base_not_positive: { readonly value: number };
  /** How many periods make a year was not said. */
  trend_year_unknown: { readonly n: number };
  /** The search for breaks was left out. */
  trend_breaks_not_sought: { readonly n: number };
}

const figure = (value: number): string => formatNumber(value, 2);

export const trendEn: Messages<TrendReasonParams> = {
  trend_autocorrelated: ({ correlation, n, varianceFactor }) =>
    `neighbouring periods resemble each other (correlation ${figure(correlation)} over ${counted(n, "pair", "pairs")}); the variance was taken ${figure(varianceFactor)} times as large`,
  trend_wanders: ({ correlation }) =>
    `neighbouring periods resemble each other almost wholly (correlation ${figure(correlation)}), as in a random walk, and no correction can be trusted; measure the trend of the changes instead`,
  trend_beyond_lag_one: ({ lags, pValue }) =>
    `periods up to ${formatNumber(lags)} apart resemble each other beyond what neighbours explain (${pText(pValue)}); the p-value is too small: give the season, or measure longer periods`,
  trend_season_ignored: ({ season, pValue }) =>
    `periods differ by their place in a cycle of ${formatNumber(season)} (${pText(pValue)}); pass season: ${formatNumber(season)} so that like is compared with like`,
  trend_seasons_disagree: ({ seasons, pValue }) =>
    `the ${formatNumber(seasons)} seasons do not share one trend (${pText(pValue)}); measure the trend of each`,
  trend_ties: ({ share }) =>
    `${formatShare(share)} of all pairs are equal; the variance is corrected for it, but small slopes cannot be told from none: use finer figures`,
  trend_no_neighbours: ({ n }) =>
    `resemblance of neighbours cannot be measured in ${counted(n, "row", "rows")}: fewer than eight, too many gaps, or no scatter`,
  trend_gaps: ({ missing, periods }) =>
    `${counted(missing, "period", "periods")} of ${formatNumber(periods)} without a row; slopes use true distances, but nothing tells whether the missing were like the rest`,
  trend_not_positive: ({ count, n }) =>
    `no compound rate: ${formatNumber(count)} of ${counted(n, "value", "values")} are zero or negative; the slope stands`,
  trend_broken: ({ breaks }) =>
    `the series broke in ${counted(breaks, "place", "places")}, so one slope describes no part of it; read the slopes between breaks`,
  trend_no_counterpart: ({ lag }) => `no row ${counted(lag, "period", "periods")} before the last one`,
  trend_base_not_positive: ({ value }) => `no growth as a share: it would start from ${figure(value)}`,
  trend_year_unknown: () => "no growth over a year: pass periodsPerYear or season",
  trend_breaks_not_sought: () => "breaks were not sought, as breakRate is 0",
};

export const trendZh: Messages<TrendReasonParams> = {
  trend_autocorrelated: ({ correlation, n, varianceFactor }) =>
    `相邻各期彼此相似（${formatNumber(n)} 对的相关系数为 ${figure(correlation)}），方差已按 ${figure(varianceFactor)} 倍计算`,
  trend_wanders: ({ correlation }) =>
    `相邻各期几乎完全相似（相关系数 ${figure(correlation)}），近似随机游走，任何修正都不可靠；请改为测量变化量的趋势`,
  trend_beyond_lag_one: ({ lags, pValue }) =>
    `相隔至多 ${formatNumber(lags)} 期之间仍有相邻相关所不能解释的相似（${pText(pValue)}），p 值偏小；请给出季节周期，或改用更长的期间`,
  trend_season_ignored: ({ season, pValue }) =>
    `各期随 ${formatNumber(season)} 期的周期而不同（${pText(pValue)}）；请给出 season: ${formatNumber(season)}，使同类相比`,
  trend_seasons_disagree: ({ seasons, pValue }) =>
    `${formatNumber(seasons)} 个季节的趋势并不一致（${pText(pValue)}）；请分别测量各季节的趋势`,
  trend_ties: ({ share }) =>
    `${formatShare(share)} 的配对数值相等；方差已作修正，但微小的斜率无法与零区分：请使用更精细的数字`,
  trend_no_neighbours: ({ n }) =>
    `无法测量 ${formatNumber(n)} 期数据中相邻各期的相似程度：不足八期、缺口过多或毫无离散`,
  trend_gaps: ({ missing, periods }) =>
    `${formatNumber(periods)} 期中有 ${formatNumber(missing)} 期无数据；斜率按实际间隔计算，但缺失各期是否与其余相同无从得知`,
  trend_not_positive: ({ count, n }) =>
    `无法给出复合增长率：${formatNumber(n)} 个数值中有 ${formatNumber(count)} 个为零或负；斜率仍然有效`,
  trend_broken: ({ breaks }) =>
    `序列在 ${formatNumber(breaks)} 处发生断裂，单一斜率无法描述任何一段；请看断点之间的斜率`,
  trend_no_counterpart: ({ lag }) => `末期之前 ${formatNumber(lag)} 期没有数据`,
  trend_base_not_positive: ({ value }) => `无法给出增长率：基数为 ${figure(value)}`,
  trend_year_unknown: () => "无法给出同比：请给出 periodsPerYear 或 season",
  trend_breaks_not_sought: () => "未寻找断点，因为 breakRate 为 0",
};
