import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `survey`, each with the parameters its wording needs. */
export interface SurveyReasonParams {
  /** Nobody used the upper half of the scale, as happens when the wrong scale was stated. */
  survey_scale_top_unused: { readonly highest: number; readonly max: number; readonly n: number };
  /** Complaints cluster more than chance allows, so an interval that takes them as independent is too narrow. */
  complaints_clustered: { readonly dispersion: number; readonly pValue: number; readonly periods: number };
  /** Rows that lack an answer take no part; the driver named is the one most often unanswered. */
  drivers_rows_dropped: {
    readonly dropped: number;
    readonly rows: number;
    readonly driver: string;
    readonly missing: number;
  };
  /** Everybody answered alike, so the driver cannot explain a difference. */
  driver_constant: { readonly driver: string; readonly value: number };
  /** A driver is so well foretold by the others that its part can hardly be told from theirs. */
  driver_collinear: { readonly driver: string; readonly vif: number; readonly limit: number };
  /** A driver repeats others exactly. */
  driver_redundant: { readonly driver: string };
  /** Fewer rows than the rule of thumb asks for. */
  drivers_few_rows: { readonly n: number; readonly drivers: number; readonly needed: number };
  /** The drivers explain nothing at all, so there is nothing to share out. */
  drivers_explain_nothing: { readonly n: number };
  /** Too many resamples could not be computed for an interval. */
  drivers_no_interval: { readonly usable: number; readonly resamples: number };
}

const digits = (value: number): string => formatNumber(value, 2);
const chance = (pValue: number): string => (pValue < 0.001 ? "0.001" : formatNumber(pValue, 3));

export const surveyEn: Messages<SurveyReasonParams> = {
  survey_scale_top_unused: ({ highest, max, n }) =>
    `none of ${counted(n, "answer", "answers")} is above ${digits(highest)} on a scale up to ${digits(max)}; check that this is the scale that was asked`,
  complaints_clustered: ({ dispersion, pValue, periods }) =>
    `complaints cluster over the ${counted(periods, "row", "rows")} (dispersion ${digits(dispersion)} where chance gives 1, p ${pValue < 0.001 ? "<" : "="} ${chance(pValue)}), so the interval is too narrow`,
  drivers_rows_dropped: ({ dropped, rows, driver, missing }) =>
    `${formatNumber(dropped)} of ${counted(rows, "row", "rows")} ${dropped === 1 ? "lacks an answer and takes" : "lack an answer and take"} no part; most often it is ${driver} (${formatNumber(missing)})`,
  driver_constant: ({ driver, value }) =>
    `everybody answered ${digits(value)} to ${driver}, so it cannot explain a difference`,
  driver_collinear: ({ driver, vif, limit }) =>
    `${driver} is largely foretold by the other drivers (variance inflation ${formatNumber(vif, 1)}, above ${formatNumber(limit)}), so its part can hardly be told from theirs`,
  driver_redundant: ({ driver }) => `${driver} is fully determined by the other drivers and shares their part`,
  drivers_few_rows: ({ n, drivers, needed }) =>
    `${counted(n, "complete row is", "complete rows are")} few for ${counted(drivers, "driver", "drivers")}; from ${formatNumber(needed)} on the shares settle`,
  drivers_explain_nothing: ({ n }) =>
    `the drivers explain nothing of the outcome over ${counted(n, "row", "rows")}, so there are no shares`,
  drivers_no_interval: ({ usable, resamples }) =>
    `no intervals, because only ${formatNumber(usable)} of ${formatNumber(resamples)} resamples could be computed (${formatShare(usable / resamples)})`,
};

export const surveyZh: Messages<SurveyReasonParams> = {
  survey_scale_top_unused: ({ highest, max, n }) =>
    `${formatNumber(n)} 份回答都不超过 ${digits(highest)}，而量表上限为 ${digits(max)}；请核对问卷量表`,
  complaints_clustered: ({ dispersion, pValue, periods }) =>
    `${formatNumber(periods)} 行数据中的投诉呈聚集状（离散系数 ${digits(dispersion)}，随机时为 1，显著性 ${pValue < 0.001 ? "<" : "="} ${chance(pValue)}），区间因此偏窄`,
  drivers_rows_dropped: ({ dropped, rows, driver, missing }) =>
    `${formatNumber(rows)} 行中有 ${formatNumber(dropped)} 行缺少回答，未参与计算；缺失最多的是“${driver}”（${formatNumber(missing)} 行）`,
  driver_constant: ({ driver, value }) => `所有人对“${driver}”的回答都是 ${digits(value)}，无法解释差异`,
  driver_collinear: ({ driver, vif, limit }) =>
    `“${driver}”大部分可由其他因素推出（方差膨胀因子 ${formatNumber(vif, 1)}，超过 ${formatNumber(limit)}），其作用难以与其他因素区分`,
  driver_redundant: ({ driver }) => `“${driver}”完全由其他因素决定，与它们共享同一份作用`,
  drivers_few_rows: ({ n, drivers, needed }) =>
    `${formatNumber(drivers)} 个驱动因素只有 ${formatNumber(n)} 行完整数据，偏少；至少 ${formatNumber(needed)} 行时占比才趋于稳定`,
  drivers_explain_nothing: ({ n }) => `在 ${formatNumber(n)} 行数据中，各因素对结果毫无解释力，无法给出占比`,
  drivers_no_interval: ({ usable, resamples }) =>
    `无法给出区间：${formatNumber(resamples)} 次重抽样中只有 ${formatNumber(usable)} 次可用（${formatShare(usable / resamples)}）`,
};
