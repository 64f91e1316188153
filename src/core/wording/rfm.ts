import { formatNumber, formatShare } from "../format.ts";
import { rfmLabels } from "../labels/rfm.ts";
import type { Label, Locale, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `rfm` and of look-alikes, each with the parameters its wording needs. */
export interface RfmReasonParams {
  /** Why a customer is in a segment. */
  rfm_segment: { readonly segment: string; readonly cell: string };
  /** What stands behind the recency score. */
  rfm_recency: { readonly days: number; readonly score: number; readonly scores: number };
  /** What stands behind the frequency score. */
  rfm_frequency: { readonly purchases: number; readonly score: number; readonly scores: number };
  /** What stands behind the monetary score; `figure` says which money is scored. */
  rfm_monetary: {
    readonly amount: number;
    readonly figure: "sum" | "mean";
    readonly score: number;
    readonly scores: number;
  };
  /** Equal values share a score, so some scores are held by nobody. */
  rfm_scores_unused: { readonly dimension: "recency" | "frequency" | "monetary"; readonly scores: readonly number[] };
  /** Every customer has the same value in a dimension, so it tells nobody apart. */
  rfm_all_equal: { readonly dimension: "recency" | "frequency" | "monetary"; readonly customers: number };
  /** The best accounts have more of an attribute than the others. */
  lookalike_higher: LookalikeMedians;
  /** The best accounts have less of an attribute than the others. */
  lookalike_lower: LookalikeMedians;
  /** The best accounts are spread differently around the same middle. */
  lookalike_level: LookalikeMedians;
  /** How often a category stands among the best accounts and among the others. */
  lookalike_category: {
    readonly attribute: string;
    readonly level: string;
    readonly targetShare: number;
    readonly otherShare: number;
  };
  /** An attribute is the same for all accounts, or known for too few, and plays no part. */
  lookalike_constant: { readonly attribute: string; readonly known: number };
  /** Accounts lack an attribute; their distance rests on the others. */
  lookalike_missing: { readonly attribute: string; readonly missing: number; readonly accounts: number };
  /** Accounts share too few known attributes with any target to be compared. */
  lookalike_uncomparable: { readonly accounts: number };
}

/** The middle of an attribute among the best accounts and among the others. */
export interface LookalikeMedians {
  readonly attribute: string;
  readonly targetMedian: number;
  readonly otherMedian: number;
  /** Cliff's delta, in [−1, 1]. */
  readonly effect: number;
}

function segmentName(id: string, locale: Locale): string {
  const names: Readonly<Record<string, Label>> = rfmLabels.rfmSegment;
  return Object.hasOwn(names, id) ? (names[id] as Label)[locale] : id;
}

const DIMENSION = {
  recency: { en: "recency", zh: "最近购买" },
  frequency: { en: "frequency", zh: "购买频次" },
  monetary: { en: "money", zh: "购买金额" },
} as const;

const amount = (value: number): string => formatNumber(value, 2);

export const rfmEn: Messages<RfmReasonParams> = {
  rfm_segment: ({ segment, cell }) => `cell ${cell} belongs to ${segmentName(segment, "en")}`,
  rfm_recency: ({ days, score, scores }) =>
    `the last purchase was ${counted(days, "day", "days")} ago: recency ${score} of ${scores}`,
  rfm_frequency: ({ purchases, score, scores }) =>
    `purchases on ${counted(purchases, "day", "days")}: frequency ${score} of ${scores}`,
  rfm_monetary: ({ amount: money, figure, score, scores }) =>
    `${amount(money)} ${figure === "sum" ? "in all" : "per purchase day"}: money ${score} of ${scores}`,
  rfm_scores_unused: ({ dimension, scores }) =>
    `nobody can have ${DIMENSION[dimension].en} score ${scores.join(", ")}, because too many customers share one value`,
  rfm_all_equal: ({ dimension, customers }) =>
    customers === 1
      ? `there is one customer alone, so ${DIMENSION[dimension].en} tells nobody apart`
      : `all ${counted(customers, "customer has", "customers have")} the same ${DIMENSION[dimension].en}, so it tells nobody apart`,
  lookalike_higher: ({ attribute, targetMedian, otherMedian, effect }) =>
    `${attribute} is higher: ${amount(targetMedian)} in the middle against ${amount(otherMedian)} (effect ${amount(effect)})`,
  lookalike_lower: ({ attribute, targetMedian, otherMedian, effect }) =>
    `${attribute} is lower: ${amount(targetMedian)} in the middle against ${amount(otherMedian)} (effect ${amount(effect)})`,
  lookalike_level: ({ attribute, targetMedian, otherMedian }) =>
    `${attribute} is as high as elsewhere: ${amount(targetMedian)} in the middle against ${amount(otherMedian)}`,
  lookalike_category: ({ attribute, level, targetShare, otherShare }) =>
    `${attribute} is ${level} for ${formatShare(targetShare)} of them against ${formatShare(otherShare)} of the others`,
  lookalike_constant: ({ attribute, known }) =>
    `${attribute} tells nobody apart (known for ${counted(known, "account", "accounts")}) and plays no part`,
  lookalike_missing: ({ attribute, missing, accounts }) =>
    `${attribute} is missing for ${formatNumber(missing)} of ${counted(accounts, "account", "accounts")}, whose distance rests on the other attributes`,
  lookalike_uncomparable: ({ accounts }) =>
    `${counted(accounts, "account shares", "accounts share")} too few known attributes with any target to be compared`,
};

export const rfmZh: Messages<RfmReasonParams> = {
  rfm_segment: ({ segment, cell }) => `单元格 ${cell} 属于${segmentName(segment, "zh")}`,
  rfm_recency: ({ days, score, scores }) =>
    `最近一次购买在 ${formatNumber(days)} 天前：最近购买得 ${score} 分（满分 ${scores}）`,
  rfm_frequency: ({ purchases, score, scores }) =>
    `共有 ${formatNumber(purchases)} 个购买日：购买频次得 ${score} 分（满分 ${scores}）`,
  rfm_monetary: ({ amount: money, figure, score, scores }) =>
    `${figure === "sum" ? "累计金额" : "每个购买日平均"} ${amount(money)}：购买金额得 ${score} 分（满分 ${scores}）`,
  rfm_scores_unused: ({ dimension, scores }) =>
    `${DIMENSION[dimension].zh}没有客户得 ${scores.join("、")} 分，因为数值相同的客户太多`,
  rfm_all_equal: ({ dimension, customers }) =>
    `全部 ${formatNumber(customers)} 个客户的${DIMENSION[dimension].zh}相同，无法区分`,
  lookalike_higher: ({ attribute, targetMedian, otherMedian, effect }) =>
    `${attribute}更高：中位数 ${amount(targetMedian)}，其他客户为 ${amount(otherMedian)}（效应量 ${amount(effect)}）`,
  lookalike_lower: ({ attribute, targetMedian, otherMedian, effect }) =>
    `${attribute}更低：中位数 ${amount(targetMedian)}，其他客户为 ${amount(otherMedian)}（效应量 ${amount(effect)}）`,
  lookalike_level: ({ attribute, targetMedian, otherMedian }) =>
    `${attribute}与其他客户相当：中位数 ${amount(targetMedian)}，其他客户为 ${amount(otherMedian)}`,
  lookalike_category: ({ attribute, level, targetShare, otherShare }) =>
    `${formatShare(targetShare)} 的优质客户，其${attribute}为“${level}”；其他客户中这一比例为 ${formatShare(otherShare)}`,
  lookalike_constant: ({ attribute, known }) =>
    `${attribute}无法区分客户（${formatNumber(known)} 户有数据），未参与计算`,
  lookalike_missing: ({ attribute, missing, accounts }) =>
    `${formatNumber(accounts)} 户中有 ${formatNumber(missing)} 户缺少${attribute}，其距离由其余属性计算`,
  lookalike_uncomparable: ({ accounts }) => `${formatNumber(accounts)} 户与目标客户共有的已知属性太少，无法比较`,
};
