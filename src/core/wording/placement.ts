import { formatNumber, formatShare } from "../format.ts";
import { type LoyaltyAxisName, type LoyaltyQuadrant, loyaltyLabels } from "../labels/loyalty.ts";
import type { Messages } from "../locale.ts";

/** Reason codes of `placement`, each with the parameters its wording needs. */
export interface PlacementReasonParams {
  /** How far the quadrant observed can be believed. */
  placement_observed: { readonly quadrant: LoyaltyQuadrant; readonly probability: number };
  /** Another quadrant where the customer may truly belong. */
  placement_other: {
    readonly observed: LoyaltyQuadrant;
    readonly quadrant: LoyaltyQuadrant;
    readonly probability: number;
  };
  /** The ratings of an axis are mostly error, so nothing can be said about the true ones. */
  placement_error_too_large: {
    readonly axis: LoyaltyAxisName;
    readonly errorSd: number;
    readonly observedSd: number;
    readonly n: number;
  };
  /** The ratings do not look as any spread of true ratings with the stated error makes them. */
  placement_misfit: {
    readonly statistic: number;
    readonly groups: number;
    readonly pValue: number;
    readonly n: number;
  };
  /** Asked twice, customers differ by no more than rounding explains. */
  placement_error_below_rounding: { readonly sd: number; readonly n: number };
}

const en = (quadrant: LoyaltyQuadrant): string => loyaltyLabels.quadrant[quadrant].en.toLowerCase();
const zh = (quadrant: LoyaltyQuadrant): string => loyaltyLabels.quadrant[quadrant].zh;
const inEn = (quadrant: LoyaltyQuadrant): string =>
  quadrant === "indifferent"
    ? "to lie in the zone of indifference"
    : `to be ${quadrant === "apostle" ? "an" : "a"} ${en(quadrant)}`;
/** A probability that is not certain is never worded as 0 % or 100 %. */
const percent = (p: number): string => (p > 0.99 && p < 1 ? ">99%" : p < 0.01 && p > 0 ? "<1%" : formatShare(p, 0));
const points = (value: number): string => formatNumber(value, 2);

export const placementEn: Messages<PlacementReasonParams> = {
  placement_observed: ({ quadrant, probability }) =>
    `observed ${quadrant === "indifferent" ? "in the" : "as"} ${en(quadrant)}, which is true with a probability of ${percent(probability)}`,
  placement_other: ({ observed, quadrant, probability }) =>
    `observed ${observed === "indifferent" ? "in the" : "as"} ${en(observed)}, but with a chance of ${percent(probability)} ${inEn(quadrant)} in truth`,
  placement_error_too_large: ({ axis, errorSd, observedSd, n }) =>
    `the error of ${axis} (sd ${points(errorSd)}) is too large beside the spread of the ratings of ${formatNumber(n)} customers (sd ${points(observedSd)}) to tell where they truly stand`,
  placement_misfit: ({ n, pValue }) =>
    `the ratings of ${formatNumber(n)} customers do not fit the stated error (p ${pValue < 0.0001 ? "< 0.0001" : `= ${formatNumber(pValue, 4)}`}): check the error and whether answers are whole`,
  placement_error_below_rounding: ({ sd, n }) =>
    `${formatNumber(n)} customers who were asked twice differ by no more than rounding explains (sd ${points(sd)}), so their error cannot be told`,
};

export const placementZh: Messages<PlacementReasonParams> = {
  placement_observed: ({ quadrant, probability }) => `观测为${zh(quadrant)}，属实的概率为 ${percent(probability)}`,
  placement_other: ({ observed, quadrant, probability }) =>
    `观测为${zh(observed)}，但有 ${percent(probability)} 的可能实为${zh(quadrant)}`,
  placement_error_too_large: ({ axis, errorSd, observedSd, n }) =>
    `${loyaltyLabels.loyaltyAxis[axis].zh}的误差（标准差 ${points(errorSd)}）相对 ${formatNumber(n)} 位客户评分的离散程度（标准差 ${points(observedSd)}）过大，无法判断其真实位置`,
  placement_misfit: ({ n, pValue }) =>
    `${formatNumber(n)} 位客户的评分与所给误差不符（p ${pValue < 0.0001 ? "< 0.0001" : `= ${formatNumber(pValue, 4)}`}）：请核对误差及评分是否为整数`,
  placement_error_below_rounding: ({ sd, n }) =>
    `${formatNumber(n)} 位客户两次作答的差异不超过取整所致（标准差 ${points(sd)}），无法得出误差`,
};
