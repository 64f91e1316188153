import { formatNumber } from "../format.ts";
import { type LoyaltyAxisName, type LoyaltyQuadrant, loyaltyLabels } from "../labels/loyalty.ts";
import type { Label, Locale, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `loyalty`, each with the parameters its wording needs. Ratings and distances are scale points. */
export interface LoyaltyReasonParams {
  /** A rating at or above the upper cut, and how far above. */
  loyalty_axis_high: { readonly axis: LoyaltyAxisName; readonly value: number; readonly cut: number };
  /** A rating on the low side, and how far it is below the lower cut. */
  loyalty_axis_low: { readonly axis: LoyaltyAxisName; readonly value: number; readonly cut: number };
  /** A rating inside the zone of indifference. */
  loyalty_axis_between: {
    readonly axis: LoyaltyAxisName;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  };
  /** The change of one rating that leads to another quadrant; `reached` tells whether touching `to` is enough. */
  loyalty_move: {
    readonly axis: LoyaltyAxisName;
    readonly direction: "rise" | "fall";
    readonly to: number;
    readonly change: number;
    readonly reached: boolean;
    readonly quadrant: LoyaltyQuadrant;
  };
  /** All customers lie on one side of an axis, so the axis tells nobody apart. */
  loyalty_axis_one_sided: {
    readonly axis: LoyaltyAxisName;
    readonly position: "low" | "between" | "high";
    readonly n: number;
  };
  /** A zone of indifference was asked for, and nobody lies in it. */
  loyalty_zone_empty: {
    readonly axis: LoyaltyAxisName;
    readonly low: number;
    readonly high: number;
    readonly n: number;
  };
  /** Nobody used the upper half of the scale, as happens when the wrong scale was stated. */
  loyalty_scale_top_unused: {
    readonly axis: LoyaltyAxisName;
    readonly highest: number;
    readonly max: number;
    readonly n: number;
  };
  /** Some quadrant's value is negative, so its share of the whole would be no share. */
  loyalty_value_negative: { readonly quadrant: LoyaltyQuadrant; readonly value: number };
  /** The customers are worth nothing together, so no share of their value exists. */
  loyalty_value_zero: { readonly n: number };
}

/** Three significant digits, so that a scale of 0 to 0.1 is not worded as zeros. */
function points(value: number): string {
  const magnitude = Math.abs(value) < Number.MIN_VALUE ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return formatNumber(value, Math.min(20, Math.max(2, 2 - magnitude)));
}

function named(label: Label, locale: Locale): string {
  return locale === "en" ? label.en.toLowerCase() : label.zh;
}

const axisEn = (axis: LoyaltyAxisName): string => named(loyaltyLabels.loyaltyAxis[axis], "en");
const axisZh = (axis: LoyaltyAxisName): string => loyaltyLabels.loyaltyAxis[axis].zh;
const POSITION = {
  low: { en: "on the low side of the cut", zh: "切分点的低侧" },
  between: { en: "inside the zone of indifference", zh: "无差异区内" },
  high: { en: "on the high side of the cut", zh: "切分点的高侧" },
} as const;

function placeEn(value: number, cut: number): string {
  if (value === cut) return `exactly at the cut ${points(cut)}`;
  return `${points(Math.abs(value - cut))} ${value > cut ? "above" : "below"} the cut ${points(cut)}`;
}

function placeZh(value: number, cut: number): string {
  if (value === cut) return `恰好等于切分点 ${points(cut)}`;
  return `${value > cut ? "高于" : "低于"}切分点 ${points(cut)} 共 ${points(Math.abs(value - cut))} 分`;
}

export const loyaltyEn: Messages<LoyaltyReasonParams> = {
  loyalty_axis_high: ({ axis, value, cut }) => `${axisEn(axis)} ${points(value)} is high: ${placeEn(value, cut)}`,
  loyalty_axis_low: ({ axis, value, cut }) => `${axisEn(axis)} ${points(value)} is low: ${placeEn(value, cut)}`,
  loyalty_axis_between: ({ axis, value, low, high }) =>
    `${axisEn(axis)} ${points(value)} is neither high nor low: it lies between ${points(low)} and ${points(high)}`,
  loyalty_move: ({ axis, direction, to, change, reached, quadrant }) => {
    const goal = named(loyaltyLabels.quadrant[quadrant], "en");
    const step = change === 0 ? `any ${direction}` : `a ${direction} by ${points(Math.abs(change))}`;
    return `${step} in ${axisEn(axis)}, ${reached ? "to" : "past"} ${points(to)}, would lead to: ${goal}`;
  },
  loyalty_axis_one_sided: ({ axis, position, n }) =>
    `${n === 1 ? "the one customer lies" : `all ${formatNumber(n)} customers lie`} ${POSITION[position].en} of ${axisEn(axis)}, so it tells nobody apart`,
  loyalty_zone_empty: ({ axis, low, high, n }) =>
    `${n === 1 ? "no customer of one" : `none of ${formatNumber(n)} customers`} has a ${axisEn(axis)} strictly between ${points(low)} and ${points(high)}`,
  loyalty_scale_top_unused: ({ axis, highest, max, n }) =>
    `${n === 1 ? "no customer of one" : `none of ${formatNumber(n)} customers`} gave a ${axisEn(axis)} above ${points(highest)} on a scale up to ${points(max)}; check that this is the scale that was asked`,
  loyalty_value_negative: ({ quadrant, value }) =>
    `no shares of value can be named, because the value of one group is negative (${named(loyaltyLabels.quadrant[quadrant], "en")}: ${formatNumber(value, 2)})`,
  loyalty_value_zero: ({ n }) =>
    `no shares of value can be named, because the value of ${counted(n, "customer", "customers")} together is zero`,
};

export const loyaltyZh: Messages<LoyaltyReasonParams> = {
  loyalty_axis_high: ({ axis, value, cut }) => `${axisZh(axis)} ${points(value)} 属于高：${placeZh(value, cut)}`,
  loyalty_axis_low: ({ axis, value, cut }) => `${axisZh(axis)} ${points(value)} 属于低：${placeZh(value, cut)}`,
  loyalty_axis_between: ({ axis, value, low, high }) =>
    `${axisZh(axis)} ${points(value)} 不高不低：介于 ${points(low)} 与 ${points(high)} 之间`,
  loyalty_move: ({ axis, direction, to, change, reached, quadrant }) => {
    const way = direction === "fall" ? "下降" : "上升";
    const step = change === 0 ? `只要${way}` : `${way} ${points(Math.abs(change))} 分`;
    const end = reached ? `达到 ${points(to)}` : `越过 ${points(to)}`;
    return `${axisZh(axis)}${step}、${end}，即转为${loyaltyLabels.quadrant[quadrant].zh}`;
  },
  loyalty_axis_one_sided: ({ axis, position, n }) =>
    `全部 ${formatNumber(n)} 个客户的${axisZh(axis)}都在${POSITION[position].zh}，无法据此区分客户`,
  loyalty_zone_empty: ({ axis, low, high, n }) =>
    `${formatNumber(n)} 个客户中没有一个的${axisZh(axis)}介于 ${points(low)} 与 ${points(high)} 之间`,
  loyalty_scale_top_unused: ({ axis, highest, max, n }) =>
    `${formatNumber(n)} 个客户的${axisZh(axis)}都不超过 ${points(highest)}，而量表上限为 ${points(max)}；请核对问卷量表`,
  loyalty_value_negative: ({ quadrant, value }) =>
    `无法给出价值占比，因为${loyaltyLabels.quadrant[quadrant].zh}的价值为负（${formatNumber(value, 2)}）`,
  loyalty_value_zero: ({ n }) => `无法给出价值占比，因为 ${formatNumber(n)} 个客户的价值合计为零`,
};
