import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `uplift`, each with the parameters its wording needs. */
export interface UpliftReasonParams {
  /** Even the perfect order of these customers gains nothing over a random one. */
  uplift_no_perfect_order: { readonly n: number };
  /** The order by score may be no better than a random one. */
  uplift_not_beyond_chance: { readonly pValue: number };
  /** Many customers share one score. */
  uplift_scores_tied: { readonly n: number; readonly share: number };
  /** The arms' scores differ, so that contact was hardly given by chance. */
  uplift_arms_differ: { readonly pValue: number };
  /** Few customers of an arm answered at all. */
  uplift_few_outcomes: { readonly n: number; readonly needed: number };
  /** The figures come from the customers that shaped the tree. */
  uplift_tree_not_honest: { readonly leaves: number };
  /** Nowhere do the uplifts of two sides differ beyond chance. */
  uplift_tree_no_split: { readonly n: number; readonly significance: number };
}

const pText = (p: number): string => (p < 0.001 ? "< 0.001" : `= ${formatNumber(p, 3)}`);

export const upliftEn: Messages<UpliftReasonParams> = {
  uplift_no_perfect_order: ({ n }) =>
    `no coefficient can be named: even the perfect order of ${counted(n, "customer", "customers")} gains nothing over a random one`,
  uplift_not_beyond_chance: ({ pValue }) => `the order may be no better than a random one (p ${pText(pValue)})`,
  uplift_scores_tied: ({ n, share }) =>
    `${counted(n, "customer shares", "customers share")} one score (${formatShare(share)} of all): within them the curve is a straight line`,
  uplift_arms_differ: ({ pValue }) =>
    `contacted and control customers differ in their scores (p ${pText(pValue)}): contact was hardly given by chance, and the uplift may be no effect of it`,
  uplift_few_outcomes: ({ n, needed }) =>
    `only ${counted(n, "customer", "customers")} of an arm answered; below ${formatNumber(needed)} the intervals are rough`,
  uplift_tree_not_honest: ({ leaves }) =>
    `the figures of ${counted(leaves, "segment", "segments")} come from the customers that shaped them and flatter: high ones are too high, low ones too low; ask for an honest split`,
  uplift_tree_no_split: ({ n, significance }) =>
    `${counted(n, "customer", "customers")} form one segment: no field parts them into groups whose uplifts differ beyond chance (at ${formatShare(significance)})`,
};

export const upliftZh: Messages<UpliftReasonParams> = {
  uplift_no_perfect_order: ({ n }) =>
    `无法给出系数：对这 ${formatNumber(n)} 个客户，即使最理想的排序也不比随机排序更好`,
  uplift_not_beyond_chance: ({ pValue }) => `该排序可能并不比随机排序更好（p ${pText(pValue)}）`,
  uplift_scores_tied: ({ n, share }) =>
    `${formatNumber(n)} 个客户的评分相同（占全部的 ${formatShare(share)}）：曲线在这一段是直线`,
  uplift_arms_differ: ({ pValue }) =>
    `联系组与对照组的评分分布不同（p ${pText(pValue)}）：联系对象很可能不是随机决定的，增量未必是联系的效果`,
  uplift_few_outcomes: ({ n, needed }) =>
    `某一组中有响应的客户只有 ${formatNumber(n)} 个；不足 ${formatNumber(needed)} 个时区间较为粗略`,
  uplift_tree_not_honest: ({ leaves }) =>
    `${formatNumber(leaves)} 个细分群体的数字来自用于划分它们的同一批客户，因而偏向极端：高者过高，低者过低；请使用诚实拆分`,
  uplift_tree_no_split: ({ n, significance }) =>
    `${formatNumber(n)} 个客户合为一个群体：没有任何字段能把他们分成增量差异超出偶然（显著性水平 ${formatShare(significance)}）的群体`,
};
