import { formatNumber, formatShare } from "../format.ts";
import type { Locale, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `segment`, each with the parameters its wording needs. */
export interface SegmentReasonParams {
  /** A segment's condition on a number: above `above` and at or below `upTo`; an end that is absent is open. */
  segment_number: {
    readonly field: string;
    /** False where no known value belongs to the segment. */
    readonly known: boolean;
    readonly above?: number;
    readonly upTo?: number;
    /** Whether customers belong whose value is not known. */
    readonly missing: boolean;
  };
  /** A segment's condition on a category: one of `levels`. */
  segment_category: {
    readonly field: string;
    /** The levels that belong to the segment. */
    readonly levels: readonly string[];
    /** The levels that the tree knows and that do not belong. */
    readonly others: readonly string[];
    /** Whether customers belong whose level is not known, or was never seen by the tree. */
    readonly missing: boolean;
  };
  /** A segment's condition on a yes/no field. */
  segment_yes_no: { readonly field: string; readonly yes: boolean; readonly missing: boolean };
  /** A tree of one segment has no condition. */
  segment_everyone: { readonly n: number };
  /** The figures are those of the customers that shaped the segments. */
  segment_in_sample: { readonly n: number; readonly segments: number };
  /** Customers whom the tree has not seen tell how far its own figures hold. */
  segment_held_out: {
    readonly n: number;
    /** Segments with an interval of their own among those customers. */
    readonly segments: number;
    /** How many of those intervals leave out the tree's own figure. */
    readonly outside: number;
  };
  /** No customer of the held-out table falls into some segments. */
  segment_not_held_out: { readonly segments: number };
  /** No segment reaches the threshold of a list; `nearest` is the closest value. */
  segment_list_empty: {
    readonly list: "likely" | "unlikely";
    readonly unit: "share" | "amount";
    readonly threshold: number;
    readonly nearest: number;
  };
  /** Customers count by weight, which the intervals leave aside. */
  segment_weighted: { readonly n: number; readonly weight: number };
}

/** Digits that tell neighbouring values of a field apart without drowning the reader. */
const SIGNIFICANT = 6;

/** A boundary as it is read: written short, and whether the written number itself lies just beyond it. */
function boundary(value: number): { readonly text: string; readonly beyond: boolean } {
  const size = Math.abs(value);
  const digits = size < Number.MIN_VALUE * 2 ** 60 ? 0 : SIGNIFICANT - 1 - Math.floor(Math.log10(size));
  const text = formatNumber(value, Math.min(20, Math.max(0, digits)));
  const gap = Number(text.replaceAll(",", "")) - value;
  // the neighbour below a round number means "below that number", and is no matter of rounding
  return { text, beyond: gap > 0 && gap <= 4 * Number.EPSILON * size + Number.MIN_VALUE };
}

type NumberParams = SegmentReasonParams["segment_number"];

function rangeEn({ above, upTo }: NumberParams): string {
  const parts: string[] = [];
  if (above !== undefined) {
    const { text, beyond } = boundary(above);
    parts.push(beyond ? `at least ${text}` : `above ${text}`);
  }
  if (upTo !== undefined) {
    const { text, beyond } = boundary(upTo);
    parts.push(beyond ? `below ${text}` : `at most ${text}`);
  }
  return parts.length === 0 ? "known" : parts.join(" and ");
}

function rangeZh({ above, upTo }: NumberParams): string {
  const parts: string[] = [];
  if (above !== undefined) {
    const { text, beyond } = boundary(above);
    parts.push(beyond ? `不低于 ${text}` : `高于 ${text}`);
  }
  if (upTo !== undefined) {
    const { text, beyond } = boundary(upTo);
    parts.push(beyond ? `低于 ${text}` : `不超过 ${text}`);
  }
  return parts.length === 0 ? "已知" : parts.join("且");
}

function listed(names: readonly string[], comma: string, last: string): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(comma)}${last}${names.at(-1)}`;
}

type CategoryParams = SegmentReasonParams["segment_category"];

function levelsEn({ levels, others, missing }: CategoryParams): string {
  if (others.length === 0) return "known";
  if (levels.length <= others.length) return `is ${listed(levels, ", ", " or ")}`;
  const known = missing ? "is" : "is known and";
  return others.length === 1 ? `${known} not ${others[0]}` : `${known} none of ${others.join(", ")}`;
}

function levelsZh({ levels, others, missing }: CategoryParams): string {
  if (others.length === 0) return "已知";
  if (levels.length <= others.length) return `为 ${listed(levels, "、", " 或 ")}`;
  return `${missing ? "" : "已知且"}不为 ${others.join("、")}`;
}

/** A question about a category, which leaves aside on which side those not known stand. */
export function categoryQuestion(params: CategoryParams, locale: Locale): string {
  const asked = { ...params, missing: true };
  return `${params.field} ${locale === "zh" ? levelsZh(asked) : levelsEn(asked)}`;
}

const bound = (unit: "share" | "amount", value: number): string =>
  unit === "share" ? formatShare(value) : formatNumber(value, 2);

export const segmentEn: Messages<SegmentReasonParams> = {
  segment_number: (p) => {
    if (!p.known) return p.missing ? `${p.field} not known` : `no value of ${p.field}`;
    return `${p.field} ${rangeEn(p)}${p.missing ? " (or not known)" : ""}`;
  },
  segment_category: (p) => {
    if (p.levels.length === 0) return p.missing ? `${p.field} not known` : `no value of ${p.field}`;
    return `${p.field} ${levelsEn(p)}${p.missing ? " (or not known)" : ""}`;
  },
  segment_yes_no: ({ field, yes, missing }) => `${field}: ${yes ? "yes" : "no"}${missing ? " (or not known)" : ""}`,
  segment_everyone: ({ n }) => (n === 1 ? "the one customer" : `all ${formatNumber(n)} customers`),
  segment_in_sample: ({ n, segments }) =>
    `the figures of ${counted(segments, "segment", "segments")} come from the ${counted(n, "customer", "customers")} that shaped them and flatter: high ones are too high, low ones too low; give heldOut customers`,
  segment_held_out: ({ n, segments, outside }) =>
    `${counted(n, "customer", "customers")} whom the tree has not seen: in ${formatNumber(outside)} of ${counted(segments, "segment", "segments")} their interval leaves out the tree's own figure`,
  segment_not_held_out: ({ segments }) =>
    `no customer held out falls into ${counted(segments, "segment", "segments")}; nothing is known of them beyond the tree`,
  segment_list_empty: ({ list, unit, threshold, nearest }) =>
    `no segment is ${list} at ${bound(unit, threshold)}: the ${list === "likely" ? "highest" : "lowest"} stands at ${bound(unit, nearest)}`,
  segment_weighted: ({ n, weight }) =>
    `${counted(n, "customer counts", "customers count")} by weight (${formatNumber(weight, 2)} in all); intervals rest on their number alone`,
};

export const segmentZh: Messages<SegmentReasonParams> = {
  segment_number: (p) => {
    if (!p.known) return p.missing ? `${p.field} 未知` : `${p.field} 无可取之值`;
    return `${p.field} ${rangeZh(p)}${p.missing ? "（含未知）" : ""}`;
  },
  segment_category: (p) => {
    if (p.levels.length === 0) return p.missing ? `${p.field} 未知` : `${p.field} 无可取之值`;
    return `${p.field} ${levelsZh(p)}${p.missing ? "（含未知）" : ""}`;
  },
  segment_yes_no: ({ field, yes, missing }) => `${field}：${yes ? "是" : "否"}${missing ? "（含未知）" : ""}`,
  segment_everyone: ({ n }) => `全部 ${formatNumber(n)} 个客户`,
  segment_in_sample: ({ n, segments }) =>
    `${formatNumber(segments)} 个细分群体的数字来自用于划分它们的同一批 ${formatNumber(n)} 个客户，因而偏向极端：高者过高，低者过低；请提供 heldOut 客户`,
  segment_held_out: ({ n, segments, outside }) =>
    `以树未见过的 ${formatNumber(n)} 个客户检验：${formatNumber(segments)} 个细分群体中，有 ${formatNumber(outside)} 个的区间不含树自身的数字`,
  segment_not_held_out: ({ segments }) =>
    `有 ${formatNumber(segments)} 个细分群体没有检验客户落入，除树自身的数字外无从得知`,
  segment_list_empty: ({ list, unit, threshold, nearest }) =>
    `没有细分群体达到“${list === "likely" ? "很可能" : "不太可能"}”的界限 ${bound(unit, threshold)}：${list === "likely" ? "最高" : "最低"}为 ${bound(unit, nearest)}`,
  segment_weighted: ({ n, weight }) =>
    `${formatNumber(n)} 个客户按权重计入（合计 ${formatNumber(weight, 2)}）；区间只以客户数为依据`,
};
