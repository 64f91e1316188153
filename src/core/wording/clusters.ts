import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `clusters`, each with the parameters its wording needs. */
export interface ClustersReasonParams {
  /** All rows are alike in every field. */
  clusters_nothing_differs: { readonly n: number };
  /** Fewer different rows than clusters asked for. */
  clusters_few_kinds: { readonly n: number; readonly kinds: number };
  /** Rows look like one cloud. */
  clusters_none: { readonly pValue: number };
  /** The number asked for was followed, although rows look like one cloud. */
  clusters_cut_a_cloud: { readonly pValue: number };
  /** Clusters come out differently from resampled rows. */
  clusters_unstable: { readonly stability: number; readonly needed: number };
  /** A field is unknown for many rows, which count as its median or as a name of their own. */
  clusters_missing: { readonly field: string; readonly share: number };
  /** A field was left out, because all rows are alike in it. */
  clusters_constant: { readonly field: string };
  /** How large a cluster is. */
  cluster_size: { readonly n: number; readonly share: number };
  /** Numbers higher or lower than elsewhere. */
  cluster_number_apart: {
    readonly field: string;
    readonly typical: number;
    readonly rest: number;
    readonly difference: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** A name more or less frequent than elsewhere. */
  cluster_level_apart: {
    readonly field: string;
    /** Empty where it is not known. */
    readonly level: string;
    readonly share: number;
    readonly rest: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** The cluster comes out differently from resampled rows. */
  cluster_unstable: { readonly stability: number };
}

const figure = (value: number): string => formatNumber(value, Math.abs(value) >= 100 ? 0 : 2);

export const clustersEn: Messages<ClustersReasonParams> = {
  clusters_nothing_differs: ({ n }) => `no clusters: all ${counted(n, "row", "rows")} are alike in every field`,
  clusters_few_kinds: ({ n, kinds }) =>
    `no clusters: ${counted(n, "row", "rows")} hold only ${counted(kinds, "kind", "kinds")} of different rows; count them instead`,
  clusters_none: ({ pValue }) =>
    `no clusters: the rows look like one cloud (p = ${formatNumber(pValue, 3)} against rows without clusters)`,
  clusters_cut_a_cloud: ({ pValue }) =>
    `the number of clusters was given; the rows look like one cloud (p = ${formatNumber(pValue, 3)}), so the borders cut through a continuum`,
  clusters_unstable: ({ stability, needed }) =>
    `the clusters come out differently from resampled rows: stability ${formatNumber(stability, 2)}, where ${formatNumber(needed, 2)} is needed`,
  clusters_missing: ({ field, share }) =>
    `${field} is not known for ${formatShare(share)} of rows; unknown numbers count as the median, unknown names as a name of their own`,
  clusters_constant: ({ field }) => `${field} was left out: all rows are alike in it`,
  cluster_size: ({ n, share }) => `${counted(n, "customer", "customers")}, ${formatShare(share)} of all`,
  cluster_number_apart: ({ field, typical, rest, difference, lower, upper }) =>
    `${field} is ${difference < 0 ? "lower" : "higher"}: typically ${figure(typical)}, elsewhere ${figure(rest)} (${figure(difference)} standard deviations, ${figure(lower)} to ${figure(upper)})`,
  cluster_level_apart: ({ field, level, share, rest, lower, upper }) =>
    `${field} is ${level === "" ? "unknown" : level} for ${formatShare(share, 0)}, elsewhere for ${formatShare(rest, 0)} (difference ${formatShare(lower, 0)} to ${formatShare(upper, 0)})`,
  cluster_unstable: ({ stability }) =>
    `comes out differently from resampled rows: stability ${formatNumber(stability, 2)}; do not build on it`,
};

export const clustersZh: Messages<ClustersReasonParams> = {
  clusters_nothing_differs: ({ n }) => `没有聚类：全部 ${formatNumber(n)} 行在各字段上都相同`,
  clusters_few_kinds: ({ n, kinds }) =>
    `没有聚类：${formatNumber(n)} 行中只有 ${formatNumber(kinds)} 种不同的行，直接计数即可`,
  clusters_none: ({ pValue }) => `没有聚类：数据呈一整团（与无聚类数据相比 p = ${formatNumber(pValue, 3)}）`,
  clusters_cut_a_cloud: ({ pValue }) =>
    `聚类数由调用方给定；数据呈一整团（p = ${formatNumber(pValue, 3)}），分界线只是切开了连续体`,
  clusters_unstable: ({ stability, needed }) =>
    `重抽样后聚类结果不一致：稳定性 ${formatNumber(stability, 2)}，需要达到 ${formatNumber(needed, 2)}`,
  clusters_missing: ({ field, share }) =>
    `${field} 有 ${formatShare(share)} 的行未知；未知数值按中位数计，未知类别单列一类`,
  clusters_constant: ({ field }) => `${field} 未使用：所有行都相同`,
  cluster_size: ({ n, share }) => `${formatNumber(n)} 个客户，占全部的 ${formatShare(share)}`,
  cluster_number_apart: ({ field, typical, rest, difference, lower, upper }) =>
    `${field} ${difference < 0 ? "偏低" : "偏高"}：典型值 ${figure(typical)}，其余为 ${figure(rest)}（相差 ${figure(difference)} 个标准差，区间 ${figure(lower)} 至 ${figure(upper)}）`,
  cluster_level_apart: ({ field, level, share, rest, lower, upper }) =>
    `${field} 为${level === "" ? "未知" : `“${level}”`}的占 ${formatShare(share, 0)}，其余为 ${formatShare(rest, 0)}（差值区间 ${formatShare(lower, 0)} 至 ${formatShare(upper, 0)}）`,
  cluster_unstable: ({ stability }) => `重抽样后结果不一致：稳定性 ${formatNumber(stability, 2)}，不宜据此行动`,
};
