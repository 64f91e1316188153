import { formatNumber } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `cohort`, each with the parameters its wording needs. */
export interface CohortReasonParams {
  /** Nobody started by the day of the data. */
  cohort_none_started: { readonly rows: number };
  /** Rows that had not happened yet on the day of the data. */
  cohort_later_rows: { readonly n: number };
  /** Cells that are still running and not counted as lost. */
  cohort_cells_running: { readonly n: number };
  /** Cohorts that keep more or fewer customers the later they start. */
  cohort_drift: {
    readonly age: number;
    readonly slope: number;
    readonly cohorts: number;
    readonly pValue: number;
    readonly ages: number;
  };
  /** Cohorts that differ more than chance about a straight drift. */
  cohort_scatter: { readonly age: number; readonly dispersion: number; readonly ages: number };
}

export const cohortEn: Messages<CohortReasonParams> = {
  cohort_none_started: ({ rows }) =>
    `no customer had started by the day of the data, though ${counted(rows, "row was", "rows were")} given`,
  cohort_later_rows: ({ n }) =>
    `${counted(n, "row lies", "rows lie")} after the day of the data and ${n === 1 ? "is" : "are"} left out`,
  cohort_cells_running: ({ n }) =>
    `${counted(n, "cell is", "cells are")} still running: whoever is missing there may still come, and is not counted as lost`,
  cohort_drift: ({ age, slope, cohorts, pValue, ages }) =>
    `retention drifts at ${counted(ages, "age", "ages")}, clearest at age ${formatNumber(age)}: each later cohort keeps ${formatNumber(Math.abs(slope) * 100, 2)} points ${slope < 0 ? "less" : "more"} than the one before (${formatNumber(cohorts)} cohorts, adjusted ${pText(pValue)})`,
  cohort_scatter: ({ age, dispersion, ages }) =>
    `cohorts scatter about a straight drift at ${counted(ages, "age", "ages")}, most at age ${formatNumber(age)} with ${formatNumber(dispersion, 1)} times the variance of chance: look for a season or for what sets single cohorts apart`,
};

export const cohortZh: Messages<CohortReasonParams> = {
  cohort_none_started: ({ rows }) => `截至数据日期还没有任何客户开始，虽然给出了 ${formatNumber(rows)} 行数据`,
  cohort_later_rows: ({ n }) => `${formatNumber(n)} 行数据晚于数据日期，未计入`,
  cohort_cells_running: ({ n }) => `${formatNumber(n)} 个单元格仍在进行中：尚未出现的客户仍可能出现，不计为流失`,
  cohort_drift: ({ age, slope, cohorts, pValue, ages }) =>
    `留存在 ${formatNumber(ages)} 个期次上有趋势，以第 ${formatNumber(age)} 期最明显：每一批新客户的留存比前一批${slope < 0 ? "低" : "高"} ${formatNumber(Math.abs(slope) * 100, 2)} 个百分点（共 ${formatNumber(cohorts)} 批，校正后 ${pText(pValue)}）`,
  cohort_scatter: ({ age, dispersion, ages }) =>
    `各批客户在 ${formatNumber(ages)} 个期次上偏离直线趋势，以第 ${formatNumber(age)} 期最甚，方差是随机波动的 ${formatNumber(dispersion, 1)} 倍：请查找季节因素或个别批次的特殊原因`,
};
