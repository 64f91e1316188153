import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `association`, each with the parameters its wording needs. */
export interface AssociationReasonParams {
  /** The coefficient to read, and whether it is told from none. */
  association_numbers: {
    readonly read: "pearson" | "spearman";
    readonly value: number;
    readonly from: number;
    readonly to: number;
    readonly n: number;
    readonly clear: boolean;
  };
  /** The relation bends. */
  association_bent: { readonly pValue: number };
  /** One row makes or breaks the coefficient. */
  association_strong_row: { readonly row: number; readonly pearson: number; readonly without: number };
  /** The order goes together more closely than a straight line. */
  association_ranks_closer: { readonly pearson: number; readonly spearman: number };
  /** Cramér's V, and whether it is told from none. */
  association_categories: {
    readonly value: number;
    readonly from: number;
    readonly to: number;
    readonly n: number;
    readonly pValue: number;
    readonly clear: boolean;
  };
  /** Too few rows expected in some cells for the chi-squared distribution. */
  association_thin_cells: { readonly share: number; readonly smallest: number; readonly reshuffled: boolean };
  /** One of the two has a single category. */
  association_one_category: { readonly x: number; readonly y: number };
}

const figure = (value: number): string => formatNumber(value, 2);

export const associationEn: Messages<AssociationReasonParams> = {
  association_numbers: ({ read, value, from, to, n, clear }) =>
    `read ${read === "pearson" ? "Pearson" : "Spearman"}: ${figure(value)} (${figure(from)} to ${figure(to)}) over ${counted(n, "row", "rows")}${clear ? "" : ", which may be none at all"}`,
  association_bent: ({ pValue }) =>
    `the relation bends (${pText(pValue)}), so a straight line tells only part of it; look at the picture, try a logarithm or a square`,
  association_strong_row: ({ row, pearson, without }) =>
    `row ${formatNumber(row)} pulls: without it Pearson would be ${figure(without)} instead of ${figure(pearson)}; check that row`,
  association_ranks_closer: ({ pearson, spearman }) =>
    `the order goes together more closely (${figure(spearman)}) than a straight line (${figure(pearson)}): rows far outside or a bend`,
  association_categories: ({ value, from, to, n, pValue, clear }) =>
    `Cramér's V ${figure(value)} (${figure(from)} to ${figure(to)}) over ${counted(n, "row", "rows")}, ${clear ? "not by chance" : "may be chance"} (${pText(pValue)})`,
  association_thin_cells: ({ share, smallest, reshuffled }) =>
    `${formatShare(share)} of the cells expect fewer than 5 rows, the least ${figure(smallest)}; ${reshuffled ? "the p-value is by reshuffling" : "merge rare categories before reading the p-value"}`,
  association_one_category: ({ x, y }) =>
    `nothing to compare: x has ${counted(x, "category", "categories")}, y has ${counted(y, "category", "categories")}, and each needs two`,
};

export const associationZh: Messages<AssociationReasonParams> = {
  association_numbers: ({ read, value, from, to, n, clear }) =>
    `以${read === "pearson" ? "皮尔逊" : "斯皮尔曼"}相关系数为准：${figure(value)}（${figure(from)} 至 ${figure(to)}），共 ${formatNumber(n)} 行${clear ? "" : "，也可能毫无关联"}`,
  association_bent: ({ pValue }) =>
    `关系呈弯曲（${pText(pValue)}），直线只能说明一部分；请看图，并尝试取对数或加入平方项`,
  association_strong_row: ({ row, pearson, without }) =>
    `第 ${formatNumber(row)} 行影响很大：去掉它，皮尔逊系数为 ${figure(without)}，而不是 ${figure(pearson)}；请核查该行`,
  association_ranks_closer: ({ pearson, spearman }) =>
    `次序的关联（${figure(spearman)}）比直线更紧密（${figure(pearson)}）：存在极端行或弯曲`,
  association_categories: ({ value, from, to, n, pValue, clear }) =>
    `克莱姆 V 系数 ${figure(value)}（${figure(from)} 至 ${figure(to)}），共 ${formatNumber(n)} 行，${clear ? "并非偶然" : "可能出于偶然"}（${pText(pValue)}）`,
  association_thin_cells: ({ share, smallest, reshuffled }) =>
    `${formatShare(share)} 的单元格期望不足 5 行，最小为 ${figure(smallest)}；${reshuffled ? "p 值由随机重排得到" : "请先合并稀少的类别，再看 p 值"}`,
  association_one_category: ({ x, y }) =>
    `无从比较：x 有 ${formatNumber(x)} 个类别，y 有 ${formatNumber(y)} 个类别，各需至少两个`,
};
