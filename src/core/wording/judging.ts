import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `judging`, each with the parameters its wording needs. */
export interface JudgingReasonParams {
  /** Too few customers who said yes, or who said no, to tell both kinds apart. */
  judging_too_few: { readonly events: number; readonly nonEvents: number; readonly needed: number };
  /** A score lies outside [0, 1], so it is no chance and only its order can be judged. */
  judging_not_chances: { readonly lowest: number; readonly highest: number };
  /** Fewer groups of customers than folds. */
  judging_groups_short: { readonly groups: number; readonly folds: number };
  /** No calibration line is decided: chances that never change, or that tell both kinds apart without a miss. */
  judging_no_line: { readonly n: number };
  /** The score ranks the wrong way round; every customer gets the base rate. */
  judging_calibration_reversed: { readonly slope: number; readonly baseRate: number };
  /** One field alone tells yes from no almost without a miss. */
  judging_leak_alone: {
    readonly field: string;
    readonly auc: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** One field explains almost all that all fields explain. */
  judging_leak_dominates: { readonly field: string; readonly shareOfAll: number; readonly auc: number };
  /** One field explains far more than any other. */
  judging_leak_stands_out: {
    readonly field: string;
    readonly shareOfAll: number;
    readonly timesNext: number;
    readonly auc: number;
  };
  /** That a field is known, or not known, gives the outcome away. */
  judging_leak_missing: {
    readonly field: string;
    readonly missing: number;
    readonly rateMissing: number;
    readonly rateKnown: number;
  };
}

const figure = (value: number): string => formatNumber(value, 3);
const customersEn = (n: number): string => counted(n, "customer", "customers");

export const judgingEn: Messages<JudgingReasonParams> = {
  judging_too_few: ({ events, nonEvents, needed }) =>
    `no figure: ${customersEn(events)} said yes and ${formatNumber(nonEvents)} no; at least ${formatNumber(needed)} of either kind are needed`,
  judging_not_chances: ({ lowest, highest }) =>
    `the scores run from ${figure(lowest)} to ${figure(highest)}, so they are no chances and only their order is judged`,
  judging_groups_short: ({ groups, folds }) =>
    `no cross-validation: ${counted(groups, "group", "groups")} cannot fill ${formatNumber(folds)} folds`,
  judging_no_line: ({ n }) =>
    `no calibration line: the chances of ${customersEn(n)} are all alike, or tell both kinds apart without a miss`,
  judging_calibration_reversed: ({ slope, baseRate }) =>
    `the score ranks the wrong way round (slope ${figure(slope)}); everybody gets the base rate of ${formatShare(baseRate)}`,
  judging_leak_alone: ({ field, auc, lower, upper }) =>
    `${field} alone ranks a yes above a no in ${formatShare(auc)} of pairs (${formatShare(lower)} to ${formatShare(upper)}): is it known only afterwards?`,
  judging_leak_dominates: ({ field, shareOfAll, auc }) =>
    `${field} alone explains ${formatShare(shareOfAll)} of what all fields together explain (it ranks ${formatShare(auc)} of pairs right): is it known only afterwards?`,
  judging_leak_stands_out: ({ field, shareOfAll, timesNext, auc }) =>
    `${field} explains ${formatNumber(timesNext, 1)} times as much as the next best field and ${formatShare(shareOfAll)} of what all fields explain (it ranks ${formatShare(auc)} of pairs right): check that it is known beforehand`,
  judging_leak_missing: ({ field, missing, rateMissing, rateKnown }) =>
    `whether ${field} is known gives the outcome away: ${formatShare(rateKnown)} said yes where it is known, ${formatShare(rateMissing)} of ${customersEn(missing)} where it is not`,
};

export const judgingZh: Messages<JudgingReasonParams> = {
  judging_too_few: ({ events, nonEvents, needed }) =>
    `无法给出数值：${formatNumber(events)} 个客户回答“是”，${formatNumber(nonEvents)} 个回答“否”；两类各至少需要 ${formatNumber(needed)} 个`,
  judging_not_chances: ({ lowest, highest }) =>
    `评分介于 ${figure(lowest)} 与 ${figure(highest)} 之间，并非概率，因此只评判其排序`,
  judging_groups_short: ({ groups, folds }) =>
    `无法交叉验证：${formatNumber(groups)} 个分组不足以分成 ${formatNumber(folds)} 折`,
  judging_no_line: ({ n }) => `无法得出校准线：${formatNumber(n)} 个客户的概率完全相同，或已将两类客户毫无差错地分开`,
  judging_calibration_reversed: ({ slope, baseRate }) =>
    `评分的排序方向相反（斜率 ${figure(slope)}），所有客户一律取基准比例 ${formatShare(baseRate)}`,
  judging_leak_alone: ({ field, auc, lower, upper }) =>
    `仅凭 ${field} 就能在 ${formatShare(auc)} 的配对中把“是”排在“否”之前（区间 ${formatShare(lower)} 至 ${formatShare(upper)}）：它是否事后才可知？`,
  judging_leak_dominates: ({ field, shareOfAll, auc }) =>
    `仅 ${field} 一项就解释了全部字段所能解释的 ${formatShare(shareOfAll)}（配对排序正确率 ${formatShare(auc)}）：它是否事后才可知？`,
  judging_leak_stands_out: ({ field, shareOfAll, timesNext, auc }) =>
    `${field} 的解释力是次优字段的 ${formatNumber(timesNext, 1)} 倍，占全部字段解释力的 ${formatShare(shareOfAll)}（配对排序正确率 ${formatShare(auc)}）：请确认它事前可知`,
  judging_leak_missing: ({ field, missing, rateMissing, rateKnown }) =>
    `${field} 是否有值本身就泄露了结果：有值时 ${formatShare(rateKnown)} 回答“是”，无值的 ${formatNumber(missing)} 个客户中为 ${formatShare(rateMissing)}`,
};
