import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `purchase-criteria`, each with the parameters its wording needs. */
export interface PurchaseCriteriaReasonParams {
  /** A supplier that too few respondents rated on some criterion. */
  purchase_supplier_unrated: {
    readonly supplier: string;
    readonly criterion: string;
    readonly n: number;
    readonly needed: number;
  };
  /** Too few respondents said what they weigh. */
  purchase_weights_missing: { readonly n: number; readonly needed: number };
  /** Respondents left out because an answer is missing. */
  purchase_rows_incomplete: { readonly skipped: number; readonly used: number };
  /** A supplier that nobody, or everybody, chose. */
  purchase_choice_one_sided: { readonly supplier: string; readonly chosen: number; readonly n: number };
  /** Ratings part the choices completely, or do not differ, so no sensitivity fits best. */
  purchase_choice_unbounded: { readonly n: number };
  /** The interval of the sensitivity holds zero or lies below it. */
  purchase_sensitivity_unsure: { readonly value: number; readonly lower: number; readonly upper: number };
  /** The sensitivity was given by hand and carries no doubt. */
  purchase_sensitivity_given: { readonly value: number };
  /** The first move is not clearly the best. */
  purchase_move_unsure: { readonly criterion: string; readonly chance: number };
}

export const purchaseCriteriaEn: Messages<PurchaseCriteriaReasonParams> = {
  purchase_supplier_unrated: ({ supplier, criterion, n, needed }) =>
    `${supplier} is left out: ${counted(n, "respondent", "respondents")} rated its ${criterion}, at least ${formatNumber(needed)} are needed`,
  purchase_weights_missing: ({ n, needed }) =>
    `${counted(n, "respondent", "respondents")} said what they weigh, at least ${formatNumber(needed)} are needed`,
  purchase_rows_incomplete: ({ skipped, used }) =>
    `${counted(skipped, "respondent", "respondents")} left out because an answer is missing, ${formatNumber(used)} used`,
  purchase_choice_one_sided: ({ supplier, chosen, n }) =>
    `no choice model: ${supplier} was chosen by ${formatNumber(chosen)} of ${counted(n, "respondent", "respondents")}`,
  purchase_choice_unbounded: ({ n }) =>
    `no choice model: the ratings of ${counted(n, "respondent", "respondents")} part their choices completely or do not differ`,
  purchase_sensitivity_unsure: ({ value, lower, upper }) =>
    `ratings do not reliably move choice: sensitivity ${formatNumber(value, 2)} (${formatNumber(lower, 2)} to ${formatNumber(upper, 2)})`,
  purchase_sensitivity_given: ({ value }) =>
    `the sensitivity of ${formatNumber(value, 2)} was given, not learned: intervals do not hold its doubt`,
  purchase_move_unsure: ({ criterion, chance }) =>
    `${criterion} comes first, but only with a chance of ${formatShare(chance)}`,
};

export const purchaseCriteriaZh: Messages<PurchaseCriteriaReasonParams> = {
  purchase_supplier_unrated: ({ supplier, criterion, n, needed }) =>
    `不计 ${supplier}：仅 ${formatNumber(n)} 位受访者对其 ${criterion} 评分，至少需要 ${formatNumber(needed)} 位`,
  purchase_weights_missing: ({ n, needed }) =>
    `仅 ${formatNumber(n)} 位受访者给出权重，至少需要 ${formatNumber(needed)} 位`,
  purchase_rows_incomplete: ({ skipped, used }) =>
    `${formatNumber(skipped)} 位受访者因答案不全未计入，采用 ${formatNumber(used)} 位`,
  purchase_choice_one_sided: ({ supplier, chosen, n }) =>
    `无法建立选择模型：${formatNumber(n)} 位受访者中有 ${formatNumber(chosen)} 位选择 ${supplier}`,
  purchase_choice_unbounded: ({ n }) => `无法建立选择模型：${formatNumber(n)} 位受访者的评分把选择完全分开，或毫无差别`,
  purchase_sensitivity_unsure: ({ value, lower, upper }) =>
    `评分不足以左右选择：敏感度 ${formatNumber(value, 2)}（${formatNumber(lower, 2)} 至 ${formatNumber(upper, 2)}）`,
  purchase_sensitivity_given: ({ value }) =>
    `敏感度 ${formatNumber(value, 2)} 为人工给定而非估计所得：区间不含其不确定性`,
  purchase_move_unsure: ({ criterion, chance }) => `${criterion} 居首，但把握仅 ${formatShare(chance)}`,
};
