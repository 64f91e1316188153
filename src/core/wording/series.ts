import { formatNumber, formatShare } from "../format.ts";
import { type SeriesBenchmark, seriesLabels } from "../labels/series.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `series`, each with the parameters its wording needs. */
export interface SeriesReasonParams {
  /** Periods between the first and the last about which nothing is known. */
  series_gaps: { readonly missing: number; readonly periods: number };
  /** Rows left out because their period is not over. */
  series_period_open: { readonly rows: number };
  /** Too short to be judged from past moments, so the form was chosen by AICc. */
  series_short: { readonly n: number };
  /** Too short to tell a season. */
  series_season_unseen: { readonly n: number; readonly seasonLength: number };
  /** Periods that no form expects. */
  series_outliers: { readonly count: number; readonly largest: string; readonly deviations: number };
  /** So many zeros that demand comes now and then rather than by level and season. */
  series_many_zeros: { readonly zeros: number; readonly n: number };
  /** The forecast cannot be said to beat a rule of thumb. */
  series_no_skill: { readonly benchmark: SeriesBenchmark; readonly lower: number; readonly upper: number };
  /** From longer ahead than half the past moments allow, errors were not measured. */
  series_horizon_unjudged: { readonly horizon: number; readonly judged: number };
}

const benchmarkEn = (id: SeriesBenchmark): string => seriesLabels.seriesBenchmark[id].en.toLowerCase();

export const seriesEn: Messages<SeriesReasonParams> = {
  series_gaps: ({ missing, periods }) =>
    `${formatNumber(missing)} of ${counted(periods, "period", "periods")} are not known; nothing was learned from them`,
  series_period_open: ({ rows }) => `${counted(rows, "row", "rows")} left out, because the period is not over`,
  series_short: ({ n }) =>
    `with ${counted(n, "period", "periods")} no past forecast can be checked; the form was chosen by AICc alone`,
  series_season_unseen: ({ n, seasonLength }) =>
    `no season was looked for: ${counted(n, "period", "periods")} are fewer than two seasons of ${formatNumber(seasonLength)}`,
  series_outliers: ({ count, largest, deviations }) =>
    `${counted(count, "period", "periods")} far from what was expected, the farthest ${largest} (${formatNumber(deviations, 1)} robust standard deviations); look at ${count === 1 ? "it" : "them"} before you trust the forecast`,
  series_many_zeros: ({ zeros, n }) =>
    `${formatNumber(zeros)} of ${counted(n, "period", "periods")} are zero: demand comes now and then, and a longer period would tell more`,
  series_no_skill: ({ benchmark, lower, upper }) =>
    `the forecast cannot be said to beat “${benchmarkEn(benchmark)}”: it saves ${formatShare(lower, 0)} to ${formatShare(upper, 0)} of that rule's error`,
  series_horizon_unjudged: ({ horizon, judged }) =>
    `past forecasts were checked ${counted(judged, "period", "periods")} ahead; beyond that, to ${formatNumber(horizon)}, the form is trusted unseen`,
};

export const seriesZh: Messages<SeriesReasonParams> = {
  series_gaps: ({ missing, periods }) =>
    `${formatNumber(periods)} 期中有 ${formatNumber(missing)} 期数据缺失，未用于学习`,
  series_period_open: ({ rows }) => `有 ${formatNumber(rows)} 行因所属期间尚未结束而未计入`,
  series_short: ({ n }) => `仅有 ${formatNumber(n)} 期，无法检验过去的预测；模型仅按 AICc 选定`,
  series_season_unseen: ({ n, seasonLength }) =>
    `未考虑季节性：${formatNumber(n)} 期不足两个长度为 ${formatNumber(seasonLength)} 的季节周期`,
  series_outliers: ({ count, largest, deviations }) =>
    `有 ${formatNumber(count)} 期与预期相差很大，最远的是 ${largest}（${formatNumber(deviations, 1)} 个稳健标准差）；采信预测前请先核查`,
  series_many_zeros: ({ zeros, n }) =>
    `${formatNumber(n)} 期中有 ${formatNumber(zeros)} 期为零：需求时有时无，改用更长的期间会更有把握`,
  series_no_skill: ({ benchmark, lower, upper }) =>
    `不能断定预测优于“${seriesLabels.seriesBenchmark[benchmark].zh}”：相对该法的误差节省 ${formatShare(lower, 0)} 至 ${formatShare(upper, 0)}`,
  series_horizon_unjudged: ({ horizon, judged }) =>
    `过去的预测只检验到未来 ${formatNumber(judged)} 期；其后直到第 ${formatNumber(horizon)} 期，只能信任模型本身`,
};
