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
  /** The kind of a segment is told on average, not of a person. */
  uplift_types_not_personal: Record<never, never>;
  /** Contacting the best share pays, also on customers without a say in the choice. */
  uplift_mailing_pays: UpliftMailingFigures;
  /** A share looks best, but its profit cannot be told from zero. */
  uplift_mailing_unproven: UpliftMailingFigures;
  /** Nobody is worth a contact. */
  uplift_mailing_nobody: { readonly customers: number };
}

/** What a decision about a mailing rests on. */
export interface UpliftMailingFigures {
  readonly share: number;
  readonly customers: number;
  readonly profit: number;
  readonly lower: number;
  readonly upper: number;
}

const pText = (p: number): string => (p < 0.001 ? "< 0.001" : `= ${formatNumber(p, 3)}`);

const amount = (value: number): string => formatNumber(value, Math.abs(value) < 100 ? 2 : 0);
const money = ({ profit, lower, upper }: UpliftMailingFigures): string =>
  `${amount(profit)} (interval ${amount(lower)} to ${amount(upper)})`;
const moneyZh = ({ profit, lower, upper }: UpliftMailingFigures): string =>
  `${amount(profit)}（区间 ${amount(lower)} 至 ${amount(upper)}）`;

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
  uplift_types_not_personal: () =>
    "persuadable, sure thing, lost cause and leave alone are told of a segment on average: nobody is seen both with and without contact, so no customer can be called one of them in person",
  uplift_mailing_pays: (p) =>
    `contact ${counted(p.customers, "customer", "customers")} (${formatShare(p.share)} of the book): choosing so brings ${money(p)} more than contacting nobody`,
  uplift_mailing_unproven: (p) =>
    `contacting ${counted(p.customers, "customer", "customers")} (${formatShare(p.share)} of the book) looks best, but choosing so cannot be told from contacting nobody: ${money(p)}; keep a control group and test again`,
  uplift_mailing_nobody: ({ customers }) =>
    `contact nobody: for no part of the ${counted(customers, "customer", "customers")} does the answer that contact adds cover its cost`,
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
  uplift_types_not_personal: () =>
    "“可打动、必定响应、无动于衷、请勿打扰”说的是群体的平均情况：没有人既被联系又未被联系，因此无法据此判定某个客户本人",
  uplift_mailing_pays: (p) =>
    `联系 ${formatNumber(p.customers)} 个客户（占全部的 ${formatShare(p.share)}）：与不联系任何人相比，这样选择可多得 ${moneyZh(p)}`,
  uplift_mailing_unproven: (p) =>
    `联系 ${formatNumber(p.customers)} 个客户（占全部的 ${formatShare(p.share)}）看似最优，但与不联系任何人无法区分：${moneyZh(p)}；请保留对照组并再次测试`,
  uplift_mailing_nobody: ({ customers }) =>
    `不联系任何人：在 ${formatNumber(customers)} 个客户中，没有任何部分因联系而增加的响应足以抵偿成本`,
  uplift_tree_no_split: ({ n, significance }) =>
    `${formatNumber(n)} 个客户合为一个群体：没有任何字段能把他们分成增量差异超出偶然（显著性水平 ${formatShare(significance)}）的群体`,
};
