import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `attainment`, each with the parameters its wording needs. */
export interface AttainmentReasonParams {
  /** Nothing came in by the day of looking, so there is no run-rate. */
  attainment_no_run_rate: { readonly actual: number };
  /** Too few finished periods to tell how amounts scatter. */
  attainment_thin: { readonly periods: number; readonly pastYears: number };
  /** Every period lies exactly on the season, so no doubt can be told. */
  attainment_no_scatter: { readonly periods: number };
  /** Usually nothing of the year is done by the day of looking. */
  attainment_before_season: { readonly usualShare: number };
  /** Actuals in cells that have no target. */
  attainment_without_target: { readonly cells: number; readonly amount: number };
  /** Cells that have a target and no row yet. */
  attainment_without_actual: { readonly cells: number; readonly target: number };
  /** Rows within the plan, but after the day of looking. */
  attainment_later_rows: { readonly rows: number; readonly amount: number };
  /** Rows after the end of the plan. */
  attainment_rows_after_plan: { readonly rows: number; readonly amount: number };
  /** Groups that have no past of their own and take the season of the group above. */
  attainment_season_from_above: { readonly groups: number };
  /** No season is known: days count alike, and the outlook holds for a business without a season. */
  attainment_no_season: { readonly periods: number };
}

export const attainmentEn: Messages<AttainmentReasonParams> = {
  attainment_no_run_rate: ({ actual }) =>
    `no outlook: ${formatNumber(actual, 2)} to date is no run-rate from which the rest of the year could be told`,
  attainment_thin: ({ periods, pastYears }) =>
    `no outlook: ${counted(periods, "finished period", "finished periods")} this year and ${counted(pastYears, "past year", "past years")} do not tell how much amounts scatter`,
  attainment_no_scatter: ({ periods }) =>
    `no outlook: ${counted(periods, "period lies", "periods lie")} on the season to the unit, so no doubt can be told`,
  attainment_before_season: ({ usualShare }) =>
    `no outlook: usually only ${formatShare(usualShare)} of the year is done by this day`,
  attainment_without_target: ({ cells, amount }) =>
    `${counted(cells, "cell has", "cells have")} actuals of ${formatNumber(amount, 2)} and no target`,
  attainment_without_actual: ({ cells, target }) =>
    `${counted(cells, "cell has", "cells have")} a target of ${formatNumber(target, 2)} in all and no actuals yet`,
  attainment_later_rows: ({ rows, amount }) =>
    `${counted(rows, "row", "rows")} of ${formatNumber(amount, 2)} after the day of looking left aside`,
  attainment_rows_after_plan: ({ rows, amount }) =>
    `${counted(rows, "row", "rows")} of ${formatNumber(amount, 2)} after the end of the plan left aside`,
  attainment_season_from_above: ({ groups }) =>
    `${counted(groups, "group has", "groups have")} no full past year and ${groups === 1 ? "takes" : "take"} the season of the group above`,
  attainment_no_season: ({ periods }) =>
    `no season is known, so the ${counted(periods, "period", "periods")} of the plan count by their days; the outlook holds where there is none`,
};

export const attainmentZh: Messages<AttainmentReasonParams> = {
  attainment_no_run_rate: ({ actual }) => `无法预计：至今 ${formatNumber(actual, 2)}，没有可供推算全年其余部分的进度`,
  attainment_thin: ({ periods, pastYears }) =>
    `无法预计：今年已结束 ${formatNumber(periods)} 期，过往 ${formatNumber(pastYears)} 年，不足以判断金额的波动`,
  attainment_no_scatter: ({ periods }) => `无法预计：${formatNumber(periods)} 期全部与季节完全一致，无从判断不确定性`,
  attainment_before_season: ({ usualShare }) => `无法预计：到这一天通常只完成全年的 ${formatShare(usualShare)}`,
  attainment_without_target: ({ cells, amount }) =>
    `${formatNumber(cells)} 个单元有实际 ${formatNumber(amount, 2)}，但没有指标`,
  attainment_without_actual: ({ cells, target }) =>
    `${formatNumber(cells)} 个单元有指标（合计 ${formatNumber(target, 2)}），但尚无实际`,
  attainment_later_rows: ({ rows, amount }) =>
    `观察日之后的 ${formatNumber(rows)} 行（${formatNumber(amount, 2)}）未计入`,
  attainment_rows_after_plan: ({ rows, amount }) =>
    `计划期之后的 ${formatNumber(rows)} 行（${formatNumber(amount, 2)}）未计入`,
  attainment_season_from_above: ({ groups }) => `${formatNumber(groups)} 个组没有完整的过往年份，采用上级组的季节`,
  attainment_no_season: ({ periods }) =>
    `季节未知，计划的 ${formatNumber(periods)} 期按天数计算；预计仅在没有季节的情况下成立`,
};
