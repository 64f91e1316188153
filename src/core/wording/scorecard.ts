import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `scorecard`, each with the parameters its wording needs. */
export interface ScorecardReasonParams {
  /** Where every customer starts. */
  scorecard_base: { readonly points: number; readonly chance: number };
  /** What a field adds to the score. `rate` is the share of yes among those of the same group. */
  scorecard_effect: {
    readonly field: string;
    readonly value: string;
    readonly points: number;
    readonly rate: number;
    readonly n: number;
  };
  /** The field is not known. */
  scorecard_not_known: { readonly field: string; readonly points: number };
  /** A value that no customer of the fit had; it counts as not known. */
  scorecard_unseen: { readonly field: string; readonly value: string; readonly points: number };
  /** The coefficient contradicts the field's own groups: beside the other fields it points the other way. */
  scorecard_sign: {
    readonly field: string;
    readonly coefficient: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** The field tells yes from no no better than chance and brings no points. */
  scorecard_says_nothing: { readonly field: string };
  /** Too few customers of either kind for any field to be weighed. */
  scorecard_too_few: { readonly events: number; readonly nonEvents: number; readonly needed: number };
}

const signed = (points: number): string => (points > 0 ? `+${formatNumber(points)}` : formatNumber(points));

export const scorecardEn: Messages<ScorecardReasonParams> = {
  scorecard_base: ({ points, chance }) =>
    `everybody starts with ${counted(points, "point", "points")}, a chance of ${formatShare(chance)}`,
  scorecard_effect: ({ field, value, points, rate, n }) =>
    `${field} (${value}): ${signed(points)} points; ${formatShare(rate)} of ${counted(n, "such customer", "such customers")} said yes`,
  scorecard_not_known: ({ field, points }) => `${field} is not known: ${signed(points)} points`,
  scorecard_unseen: ({ field, value, points }) =>
    `${field} (${value}) was never seen before and counts as not known: ${signed(points)} points`,
  scorecard_sign: ({ field, coefficient, lower, upper }) =>
    `beside the other fields ${field} points the other way than alone (coefficient ${formatNumber(coefficient, 2)}, ${formatNumber(lower, 2)} to ${formatNumber(upper, 2)}); leave it out or look for a field that says the same`,
  scorecard_says_nothing: ({ field }) => `${field} tells yes from no no better than chance and brings no points`,
  scorecard_too_few: ({ events, nonEvents, needed }) =>
    `no field is weighed: ${counted(events, "customer", "customers")} said yes and ${formatNumber(nonEvents)} no, at least ${formatNumber(needed)} of either kind are needed`,
};

export const scorecardZh: Messages<ScorecardReasonParams> = {
  scorecard_base: ({ points, chance }) => `基础分 ${formatNumber(points)} 分，对应概率 ${formatShare(chance)}`,
  scorecard_effect: ({ field, value, points, rate, n }) =>
    `${field}（${value}）：${signed(points)} 分；同组 ${formatNumber(n)} 个客户中 ${formatShare(rate)} 回答“是”`,
  scorecard_not_known: ({ field, points }) => `${field} 无数据：${signed(points)} 分`,
  scorecard_unseen: ({ field, value, points }) => `${field}（${value}）从未出现过，按无数据处理：${signed(points)} 分`,
  scorecard_sign: ({ field, coefficient, lower, upper }) =>
    `与其他字段并列时，${field} 的方向与其单独表现相反（系数 ${formatNumber(coefficient, 2)}，区间 ${formatNumber(lower, 2)} 至 ${formatNumber(upper, 2)}）；请去掉它，或找出含义相同的字段`,
  scorecard_says_nothing: ({ field }) => `${field} 区分“是”与“否”的能力不强于偶然，不计分`,
  scorecard_too_few: ({ events, nonEvents, needed }) =>
    `没有字段可以计分：${formatNumber(events)} 个客户回答“是”，${formatNumber(nonEvents)} 个回答“否”，两类各至少需要 ${formatNumber(needed)} 个`,
};
