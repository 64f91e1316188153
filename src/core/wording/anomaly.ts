import { formatNumber, formatShare } from "../format.ts";
import { type AnomalyDirection, anomalyLabels } from "../labels/anomaly.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `anomaly`, each with the parameters its wording needs. */
export interface AnomalyReasonParams {
  /** Why a value is an anomaly. */
  anomaly_beyond: {
    readonly direction: AnomalyDirection;
    readonly gap: number;
    readonly expected: number;
    readonly z: number;
    readonly p: number;
  };
  /** It stands only if ordinary values do not have heavy tails. */
  anomaly_if_normal: { readonly tails: number };
  /** At least half of the values meet their expectation exactly, or most are anomalies. */
  anomaly_no_spread: { readonly n: number };
  /** Ordinary values stray further than the normal curve allows. */
  anomaly_heavy_tails: { readonly tails: number };
  /** Some anomalies hang on the shape of the tails. */
  anomaly_tails_decide: { readonly unclear: number; readonly anomalies: number; readonly tails: number };
  /** Too few rows to tell the shape of the tails. */
  anomaly_tails_unknown: { readonly n: number; readonly needed: number };
  /** Neighbours resemble each other. */
  anomaly_autocorrelated: { readonly correlation: number };
  /** The spread changed on the way. */
  anomaly_spread_changed: { readonly ratio: number; readonly pValue: number };
  /** Counts vary more than chance. */
  anomaly_over_dispersed: { readonly dispersion: number; readonly pValue: number };
  /** Few seasons to learn each season's level from. */
  anomaly_few_seasons: { readonly seasons: number };
  /** Many values are anomalies. */
  anomaly_many: { readonly share: number };
}

const figure = (value: number): string => formatNumber(value, 2);

export const anomalyEn: Messages<AnomalyReasonParams> = {
  anomaly_beyond: ({ direction, gap, expected, z, p }) =>
    `${anomalyLabels.anomalyDirection[direction].en.toLowerCase()} by ${figure(Math.abs(gap))} (expected ${figure(expected)}, ${figure(Math.abs(z))} spreads off, ${pText(p)})`,
  anomaly_if_normal: ({ tails }) =>
    `stands only if ordinary values stray no further than the reference allows; with the tails of Student's t with ${formatNumber(tails)} degrees of freedom it would be ordinary`,
  anomaly_no_spread: ({ n }) =>
    `no anomalies can be told: at least half of ${counted(n, "value", "values")} equal what is expected, or most lie off it; use finer figures, or counts: true for counts`,
  anomaly_heavy_tails: ({ tails }) =>
    `ordinary values stray further than the normal curve allows; they were judged by Student's t with ${formatNumber(tails)} degrees of freedom`,
  anomaly_tails_decide: ({ unclear, anomalies, tails }) =>
    `${formatNumber(unclear)} of ${counted(anomalies, "anomaly", "anomalies")} would be ordinary if values had heavy tails, which so few extremes cannot exclude; pass tails: ${formatNumber(tails)} to hold the rate even then`,
  anomaly_tails_unknown: ({ n, needed }) =>
    `the shape of the tails cannot be told from ${counted(n, "row", "rows")} (${formatNumber(needed)} needed); the normal curve was taken, so trust the anomalies marked clear`,
  anomaly_autocorrelated: ({ correlation }) =>
    `neighbouring periods resemble each other (correlation ${figure(correlation)}); a level that moves hides in the spread or makes several anomalies of one: try trend: "local"`,
  anomaly_spread_changed: ({ ratio, pValue }) =>
    `the spread changed to ${figure(ratio)} times what it was (${pText(pValue)}); the rate does not hold in the wider part: judge both parts by themselves, or take logarithms`,
  anomaly_over_dispersed: ({ dispersion, pValue }) =>
    `counts vary ${figure(dispersion)} times as much as chance alone (${pText(pValue)}); they were judged with that spread`,
  anomaly_few_seasons: ({ seasons }) =>
    `each season's level rests on ${figure(seasons)} values; limits are wide, and two odd values in one season pass for its level`,
  anomaly_many: ({ share }) =>
    `${formatShare(share)} of all values are anomalies: what was taken for ordinary may be the smaller of two groups, so look at the values before acting`,
};

export const anomalyZh: Messages<AnomalyReasonParams> = {
  anomaly_beyond: ({ direction, gap, expected, z, p }) =>
    `${anomalyLabels.anomalyDirection[direction].zh} ${figure(Math.abs(gap))}（预期 ${figure(expected)}，偏离 ${figure(Math.abs(z))} 个离散单位，${pText(p)}）`,
  anomaly_if_normal: ({ tails }) =>
    `仅当正常值的尾部不厚于参照分布时成立；若尾部如自由度 ${formatNumber(tails)} 的 t 分布，则属正常`,
  anomaly_no_spread: ({ n }) =>
    `无法判别异常：${formatNumber(n)} 个数值中至少一半恰等于预期，或多数偏离预期；请使用更精细的数字，计数数据请设 counts: true`,
  anomaly_heavy_tails: ({ tails }) => `正常值的波动超出正态曲线，已按自由度 ${formatNumber(tails)} 的 t 分布判定`,
  anomaly_tails_decide: ({ unclear, anomalies, tails }) =>
    `${formatNumber(anomalies)} 个异常中有 ${formatNumber(unclear)} 个在厚尾情形下属正常，而现有极端值不足以排除厚尾；如需此时仍守住误报率，请设 tails: ${formatNumber(tails)}`,
  anomaly_tails_unknown: ({ n, needed }) =>
    `${formatNumber(n)} 行不足以判断尾部形状（至少 ${formatNumber(needed)} 行），已按正态曲线判定；请以标为明确的异常为准`,
  anomaly_autocorrelated: ({ correlation }) =>
    `相邻各期彼此相似（相关系数 ${figure(correlation)}）；移动的水平会混入离散或使一次变化显示为多个异常：可试 trend: "local"`,
  anomaly_spread_changed: ({ ratio, pValue }) =>
    `离散程度变为原来的 ${figure(ratio)} 倍（${pText(pValue)}）；离散较大的一段误报率不再成立：请分段判定，或取对数`,
  anomaly_over_dispersed: ({ dispersion, pValue }) =>
    `计数的波动是纯随机的 ${figure(dispersion)} 倍（${pText(pValue)}），已按此离散程度判定`,
  anomaly_few_seasons: ({ seasons }) =>
    `每个季节的水平仅依据 ${figure(seasons)} 个数值；界限较宽，同一季节若有两个异常值会被当作其水平`,
  anomaly_many: ({ share }) =>
    `${formatShare(share)} 的数值为异常：被视为正常的可能是两群中较小的一群，行动前请先查看数值`,
};
