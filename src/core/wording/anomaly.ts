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
  /** It is an anomaly only if ordinary values do not have heavy tails. */
  anomaly_if_light_tails: { readonly tails: number };
  /** It is an anomaly only if counts do not vary more than they seem to. */
  anomaly_if_steady_counts: { readonly dispersion: number };
  /** At least half of the values meet their expectation exactly, or most are anomalies. */
  anomaly_no_spread: { readonly n: number };
  /** Ordinary values stray further than the normal curve allows. */
  anomaly_heavy_tails: { readonly tails: number };
  /** Some values would be anomalies if tails were light. */
  anomaly_tails_decide: { readonly doubtful: number; readonly tails: number };
  /** Some counts would be anomalies if counts varied as little as they seem to. */
  anomaly_dispersion_decides: { readonly doubtful: number; readonly dispersion: number };
  /** Too few rows to tell the shape of the tails. */
  anomaly_tails_unknown: { readonly n: number; readonly needed: number; readonly tails: number };
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
  anomaly_if_light_tails: ({ tails }) =>
    `an anomaly only if ordinary values have lighter tails than Student's t with ${formatNumber(tails, 1)} degrees of freedom, which the values do not show`,
  anomaly_if_steady_counts: ({ dispersion }) =>
    `an anomaly only if counts vary less than ${figure(dispersion)} times as much as chance, which the counts do not show`,
  anomaly_no_spread: ({ n }) =>
    `no anomalies can be told: at least half of ${counted(n, "value", "values")} equal what is expected, or most lie off it; use finer figures, or counts: true for counts`,
  anomaly_heavy_tails: ({ tails }) =>
    `ordinary values stray further than the normal curve allows; they were judged by Student's t with ${formatNumber(tails, 1)} degrees of freedom`,
  anomaly_tails_decide: ({ doubtful, tails }) =>
    `${counted(doubtful, "further value is", "further values are")} doubtful: ordinary if tails are as heavy as Student's t with ${formatNumber(tails, 1)} degrees of freedom, which so few extremes cannot exclude; pass tails: "normal" where it is known that values follow the normal curve`,
  anomaly_dispersion_decides: ({ doubtful, dispersion }) =>
    `${counted(doubtful, "further count is", "further counts are")} doubtful: ordinary if counts vary ${figure(dispersion)} times as much as chance, which so few counts cannot exclude; more periods decide it`,
  anomaly_tails_unknown: ({ n, needed, tails }) =>
    `the shape of the tails cannot be told from ${counted(n, "row", "rows")} (${formatNumber(needed)} needed); anomalies were held against Student's t with ${formatNumber(tails, 1)} degrees of freedom`,
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
  anomaly_if_light_tails: ({ tails }) =>
    `仅当正常值的尾部轻于自由度 ${formatNumber(tails, 1)} 的 t 分布时才算异常，而现有数值不足以证明`,
  anomaly_if_steady_counts: ({ dispersion }) =>
    `仅当计数的波动小于纯随机的 ${figure(dispersion)} 倍时才算异常，而现有计数不足以证明`,
  anomaly_no_spread: ({ n }) =>
    `无法判别异常：${formatNumber(n)} 个数值中至少一半恰等于预期，或多数偏离预期；请使用更精细的数字，计数数据请设 counts: true`,
  anomaly_heavy_tails: ({ tails }) => `正常值的波动超出正态曲线，已按自由度 ${formatNumber(tails, 1)} 的 t 分布判定`,
  anomaly_tails_decide: ({ doubtful, tails }) =>
    `另有 ${formatNumber(doubtful)} 个数值存疑：若尾部厚如自由度 ${formatNumber(tails, 1)} 的 t 分布，则属正常，而现有极端值不足以排除；若已知数值服从正态分布，请设 tails: "normal"`,
  anomaly_dispersion_decides: ({ doubtful, dispersion }) =>
    `另有 ${formatNumber(doubtful)} 个计数存疑：若波动为纯随机的 ${figure(dispersion)} 倍，则属正常，而现有计数不足以排除；积累更多期数后方可判定`,
  anomaly_tails_unknown: ({ n, needed, tails }) =>
    `${formatNumber(n)} 行不足以判断尾部形状（至少 ${formatNumber(needed)} 行），已按自由度 ${formatNumber(tails, 1)} 的 t 分布从严判定`,
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
