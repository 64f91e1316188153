import { formatNumber, formatShare } from "../format.ts";
import { type LoyaltyAxisName, type LoyaltyQuadrant, loyaltyLabels } from "../labels/loyalty.ts";
import {
  type LoyaltyAction,
  type LoyaltyPart,
  loyaltyCurveLabels,
  type MarketRegime,
  type MarketTrait,
  type SatisfactionPart,
} from "../labels/loyalty-curve.ts";
import type { Label, Locale, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `loyalty-curve`, each with the parameters its wording needs. */
export interface LoyaltyCurveReasonParams {
  /** Nothing that carries weight was answered, so there is no score. */
  loyalty_score_unanswered: { readonly missing: readonly (LoyaltyPart | SatisfactionPart)[] };
  /** A part of a score that was not answered; the others carry its weight. */
  loyalty_part_missing: { readonly part: LoyaltyPart | SatisfactionPart; readonly weightShare: number };
  /** Says they would come again or bring friends, and is not satisfied. */
  loyalty_grade_contradiction: { readonly satisfaction: number; readonly cut: number };
  /** The axis does not tell stayers from leavers: the area under its curve may as well be one half. */
  loyalty_cut_weak: { readonly axis: LoyaltyAxisName; readonly lower: number; readonly upper: number };
  /** Only one kind of outcome, or one rating, so nothing can be told apart. */
  loyalty_curve_no_interior: { readonly n: number; readonly needed: number };
  /** The best exponent lies at the edge of the search: loyalty does not rise with satisfaction as a power curve. */
  loyalty_curve_unbounded: { readonly exponent: number; readonly n: number };
  /** Customers lie on the curve without any scatter, so no interval can be told. */
  loyalty_curve_no_scatter: { readonly exponent: number; readonly n: number };
  /** The power curve explains the ratings less well than one loyalty for all would. */
  loyalty_curve_poor_fit: { readonly explained: number; readonly gap: number };
  /** Fewer than two segments carry a curve of their own. */
  loyalty_segments_too_few: { readonly segments: number };
  /** The exponent of the curve tells the regime. */
  loyalty_regime_fitted: {
    readonly regime: MarketRegime;
    readonly exponent: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** The traits tell the regime. */
  loyalty_regime_traits: {
    readonly regime: MarketRegime;
    readonly holding: number;
    readonly loosening: number;
    readonly answered: number;
  };
  /** The traits say one regime, the customers' answers the other. */
  loyalty_regime_disagree: { readonly traits: MarketRegime; readonly fitted: MarketRegime };
  /** Traits and answers say the same. */
  loyalty_regime_agree: { readonly regime: MarketRegime };
  /** Two traits that exclude each other are both said to hold. */
  loyalty_traits_contradict: { readonly first: MarketTrait; readonly second: MarketTrait };
  /** What to do about a group of customers, and what stands behind it. */
  loyalty_plan_move: {
    readonly quadrant: LoyaltyQuadrant;
    readonly action: LoyaltyAction;
    readonly n: number;
    readonly atStake: number;
    readonly tier?: string;
  };
  /** How far the ratings of a group have to rise. */
  loyalty_plan_distance: { readonly axis: LoyaltyAxisName; readonly meanRise: number; readonly n: number };
  /** What the group loses as it stands, and what is won where it is kept like the apostles. */
  loyalty_plan_worth: { readonly expectedLoss: number; readonly gain: number };
}

const PARTS: Readonly<Record<LoyaltyPart | SatisfactionPart, Label>> = /* @__PURE__ */ (() => ({
  ...loyaltyCurveLabels.loyaltyPart,
  ...loyaltyCurveLabels.satisfactionPart,
}))();

const figure = (value: number): string => formatNumber(value, 2);

function named(label: Label, locale: Locale): string {
  return locale === "en" ? label.en.toLowerCase() : label.zh;
}
const partEn = (part: LoyaltyPart | SatisfactionPart): string => named(PARTS[part], "en");
const partZh = (part: LoyaltyPart | SatisfactionPart): string => PARTS[part].zh;
const regimeEn = (regime: MarketRegime): string => named(loyaltyCurveLabels.marketRegime[regime], "en");
const regimeZh = (regime: MarketRegime): string => loyaltyCurveLabels.marketRegime[regime].zh;
const traitEn = (trait: MarketTrait): string => named(loyaltyCurveLabels.marketTrait[trait], "en");
const traitZh = (trait: MarketTrait): string => loyaltyCurveLabels.marketTrait[trait].zh;
const customersEn = (n: number): string => `${formatNumber(n)} ${n === 1 ? "customer" : "customers"}`;

export const loyaltyCurveEn: Messages<LoyaltyCurveReasonParams> = {
  loyalty_score_unanswered: ({ missing }) => `no score: nothing is known about ${missing.map(partEn).join(", ")}`,
  loyalty_part_missing: ({ part, weightShare }) =>
    `${partEn(part)} is not known; its weight of ${formatShare(weightShare)} is carried by the rest`,
  loyalty_grade_contradiction: ({ satisfaction, cut }) =>
    `would come again or bring friends, although a satisfaction of ${figure(satisfaction)} is below ${figure(cut)}`,
  loyalty_cut_weak: ({ axis, lower, upper }) =>
    `${named(loyaltyLabels.loyaltyAxis[axis], "en")} does not reliably tell stayers from leavers: a stayer outranks a leaver in ${formatShare(lower)} to ${formatShare(upper)} of pairs`,
  loyalty_curve_no_interior: ({ n, needed }) =>
    `no power curve: ${customersEn(n)} with a satisfaction between the ends of the scale, at least ${formatNumber(needed)} are needed`,
  loyalty_curve_unbounded: ({ exponent, n }) =>
    `no power curve: the ratings of ${customersEn(n)} ask for an exponent beyond ${figure(exponent)}`,
  loyalty_curve_no_scatter: ({ exponent, n }) =>
    `no interval: ${customersEn(n)} lie on the curve with exponent ${figure(exponent)} without any scatter`,
  loyalty_curve_poor_fit: ({ explained, gap }) =>
    `the power curve describes these customers badly: it explains ${formatShare(explained)} of the spread of loyalty and lies ${formatShare(gap)} of the scale from the observed curve; trust the steps`,
  loyalty_segments_too_few: ({ segments }) =>
    `no comparison: ${formatNumber(segments)} ${segments === 1 ? "segment carries" : "segments carry"} a curve, two are needed`,
  loyalty_regime_fitted: ({ regime, exponent, lower, upper }) =>
    `the customers' answers say: ${regimeEn(regime)} (exponent ${figure(exponent)}, ${figure(lower)} to ${figure(upper)})`,
  loyalty_regime_traits: ({ regime, holding, loosening, answered }) =>
    `the market's traits say: ${regimeEn(regime)} (${formatShare(holding)} of what holds customers is present, ${formatShare(loosening)} of what lets them go; ${formatNumber(answered)} traits answered)`,
  loyalty_regime_disagree: ({ traits, fitted }) =>
    `traits and answers disagree: the market looks ${regimeEn(traits)}, the customers behave as in a ${regimeEn(fitted)} one`,
  loyalty_regime_agree: ({ regime }) => `traits and answers agree: ${regimeEn(regime)}`,
  loyalty_traits_contradict: ({ first, second }) => `${traitEn(first)} and ${traitEn(second)} are both said to hold`,
  loyalty_plan_move: ({ quadrant, action, n, atStake, tier }) =>
    `${loyaltyCurveLabels.loyaltyAction[action].en}: ${customersEn(n)}${tier === undefined ? "" : ` of tier ${tier}`} (${named(loyaltyLabels.quadrant[quadrant], "en")}), ${figure(atStake)} at stake`,
  loyalty_plan_distance: ({ axis, meanRise, n }) =>
    `${named(loyaltyLabels.loyaltyAxis[axis], "en")} of ${customersEn(n)} would have to rise by ${counted(meanRise, "point", "points", 2)} on average`,
  loyalty_plan_worth: ({ expectedLoss, gain }) =>
    `${figure(expectedLoss)} of it is expected to be lost; kept as apostles are, ${figure(gain)} more would stay`,
};

export const loyaltyCurveZh: Messages<LoyaltyCurveReasonParams> = {
  loyalty_score_unanswered: ({ missing }) => `无法评分：${missing.map(partZh).join("、")}均无数据`,
  loyalty_part_missing: ({ part, weightShare }) =>
    `${partZh(part)}无数据，其 ${formatShare(weightShare)} 的权重由其余各项分担`,
  loyalty_grade_contradiction: ({ satisfaction, cut }) =>
    `表示会再来或介绍朋友，但满意度 ${figure(satisfaction)} 低于 ${figure(cut)}`,
  loyalty_cut_weak: ({ axis, lower, upper }) =>
    `${loyaltyLabels.loyaltyAxis[axis].zh}不足以区分留存与流失：留存客户高于流失客户的配对占 ${formatShare(lower)} 至 ${formatShare(upper)}`,
  loyalty_curve_no_interior: ({ n, needed }) =>
    `无法拟合幂曲线：满意度处于量表两端之间的客户只有 ${formatNumber(n)} 个，至少需要 ${formatNumber(needed)} 个`,
  loyalty_curve_unbounded: ({ exponent, n }) =>
    `无法拟合幂曲线：${formatNumber(n)} 个客户的评分要求指数超出 ${figure(exponent)}`,
  loyalty_curve_no_scatter: ({ exponent, n }) =>
    `无法给出区间：${formatNumber(n)} 个客户全部落在指数为 ${figure(exponent)} 的曲线上，毫无离散`,
  loyalty_curve_poor_fit: ({ explained, gap }) =>
    `幂曲线不能很好地描述这些客户：仅解释忠诚度差异的 ${formatShare(explained)}，与实际曲线相差量表的 ${formatShare(gap)}；请以阶梯线为准`,
  loyalty_segments_too_few: ({ segments }) =>
    `无法比较：只有 ${formatNumber(segments)} 个细分群体能拟合曲线，至少需要两个`,
  loyalty_regime_fitted: ({ regime, exponent, lower, upper }) =>
    `客户的回答表明：${regimeZh(regime)}（指数 ${figure(exponent)}，区间 ${figure(lower)} 至 ${figure(upper)}）`,
  loyalty_regime_traits: ({ regime, holding, loosening, answered }) =>
    `市场特征表明：${regimeZh(regime)}（留住客户的因素具备 ${formatShare(holding)}，放走客户的因素具备 ${formatShare(loosening)}；共回答 ${formatNumber(answered)} 项）`,
  loyalty_regime_disagree: ({ traits, fitted }) =>
    `特征与回答不一致：市场看似${regimeZh(traits)}，客户表现却如${regimeZh(fitted)}`,
  loyalty_regime_agree: ({ regime }) => `特征与回答一致：${regimeZh(regime)}`,
  loyalty_traits_contradict: ({ first, second }) => `“${traitZh(first)}”与“${traitZh(second)}”同时成立，互相矛盾`,
  loyalty_plan_move: ({ quadrant, action, n, atStake, tier }) =>
    `${loyaltyCurveLabels.loyaltyAction[action].zh}：${tier === undefined ? "" : `层级 ${tier} 的 `}${formatNumber(n)} 个客户（${loyaltyLabels.quadrant[quadrant].zh}），涉及价值 ${figure(atStake)}`,
  loyalty_plan_distance: ({ axis, meanRise, n }) =>
    `${formatNumber(n)} 个客户的${loyaltyLabels.loyaltyAxis[axis].zh}平均需要提高 ${figure(meanRise)} 分`,
  loyalty_plan_worth: ({ expectedLoss, gain }) =>
    `其中预计流失 ${figure(expectedLoss)}；若能像传道者一样留住，可多保住 ${figure(gain)}`,
};
