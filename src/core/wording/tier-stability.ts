import { formatNumber, formatShare } from "../format.ts";
import { tieringLabels } from "../labels/tiering.ts";
import type { Label, Locale, Messages } from "../locale.ts";
import { counted } from "./count.ts";
import { pText } from "./p-value.ts";

/** Reason codes of `tier-stability`, each with the parameters its wording needs. */
export interface TierStabilityReasonParams {
  /** Bought recently enough to be active. */
  lifecycle_bought: { readonly days: number; readonly within: number };
  /** Bought, but too long ago to be active. */
  lifecycle_bought_once: { readonly days: number; readonly within: number };
  /** Bought so long ago that it no longer counts. */
  lifecycle_forgotten: { readonly days: number; readonly after: number };
  lifecycle_never_bought: Readonly<Record<string, never>>;
  /** In touch recently enough to be a prospect. */
  lifecycle_in_touch: { readonly days: number; readonly within: number };
  /** The last contact was too long ago. */
  lifecycle_out_of_touch: { readonly days: number; readonly within: number };
  lifecycle_never_in_touch: Readonly<Record<string, never>>;
  lifecycle_fits: Readonly<Record<string, never>>;
  lifecycle_fits_not: Readonly<Record<string, never>>;
  /** Nobody has checked whether the offer fits. */
  lifecycle_fit_unknown: Readonly<Record<string, never>>;
  /** No tier before: the value alone decides. */
  tier_first: { readonly tier: string };
  /** The value belongs to the tier that the customer has. */
  tier_confirmed: { readonly tier: string };
  /** The value passes a cut, but by less than the margin. */
  tier_within_margin: {
    readonly tier: string;
    readonly measured: string;
    readonly cut: number;
    readonly margin: number;
  };
  /** The value passes a cut by more than the margin, and the change waits whether it lasts. */
  tier_waiting: { readonly tier: string; readonly target: string; readonly periods: number; readonly grace: number };
  /** The change has lasted beyond the grace period. */
  tier_lasting: { readonly from: string; readonly to: string; readonly periods: number };
  /** The value passes more than one tier at once. */
  tier_jump: { readonly from: string; readonly to: string; readonly value: number };
  /** Moved because the value changed: under the old cuts the customer would have moved the same way. */
  tier_moved_by_value: TierMoved;
  /** Moved because the cuts changed: with the old value the customer would have moved the same way. */
  tier_moved_by_cuts: TierMoved;
  /** Either change alone would have moved the customer the same way. */
  tier_moved_by_either: TierMoved;
  /** Only both changes together moved the customer there. */
  tier_moved_by_both: TierMoved;
  /** The pattern of moves differs from the period before. */
  migration_changed: MigrationTest;
  /** No difference from the period before can be shown. */
  migration_unchanged: MigrationTest;
  /** Too few customers, or no two destinations, to compare a tier's moves. */
  migration_row_too_thin: { readonly tier: string; readonly before: number; readonly after: number };
  /** No tier has enough customers to compare. */
  migration_too_thin: { readonly tiers: number };
  /** Nobody stood in the tier before, so nothing is known about where its customers go. */
  migration_row_unseen: { readonly tier: string; readonly customers: number };
}

/** A customer who changed tier. */
export interface TierMoved {
  readonly from: string;
  readonly to: string;
  /** Value before and after, in the unit of the input. */
  readonly before: number;
  readonly after: number;
  /** The cut that was passed, before and after. */
  readonly cutBefore: number;
  readonly cutAfter: number;
}

/** What a test of two periods' moves found. */
export interface MigrationTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

function tierName(id: string, locale: Locale): string {
  const tiers: Readonly<Record<string, Label>> = tieringLabels.tier;
  return Object.hasOwn(tiers, id) ? (tiers[id] as Label)[locale] : id;
}

const amount = (value: number): string => formatNumber(value, 2);
const days = (count: number): string => (count === 1 ? "1 day" : `${formatNumber(count)} days`);
const periods = (count: number): string => (count === 1 ? "1 period" : `${formatNumber(count)} periods`);
const valueEn = ({ before, after }: TierMoved): string => `the value went from ${amount(before)} to ${amount(after)}`;
const cutEn = ({ cutBefore, cutAfter }: TierMoved): string =>
  `the cut from ${amount(cutBefore)} to ${amount(cutAfter)}`;
const movedEn = ({ from, to }: TierMoved): string => `moved from ${tierName(from, "en")} to ${tierName(to, "en")}`;
const valueZh = ({ before, after }: TierMoved): string => `价值由 ${amount(before)} 变为 ${amount(after)}`;
const cutZh = ({ cutBefore, cutAfter }: TierMoved): string => `分界值由 ${amount(cutBefore)} 变为 ${amount(cutAfter)}`;
const movedZh = ({ from, to }: TierMoved): string => `由${tierName(from, "zh")}变为${tierName(to, "zh")}`;

export const tierStabilityEn: Messages<TierStabilityReasonParams> = {
  lifecycle_bought: (p) => `the last purchase was ${days(p.days)} ago, within ${days(p.within)}`,
  lifecycle_bought_once: (p) => `the last purchase was ${days(p.days)} ago, more than ${days(p.within)}`,
  lifecycle_forgotten: (p) =>
    `the last purchase was ${days(p.days)} ago, which no longer counts after ${days(p.after)}`,
  lifecycle_never_bought: () => "nothing was ever bought",
  lifecycle_in_touch: (p) => `the last contact was ${days(p.days)} ago, within ${days(p.within)}`,
  lifecycle_out_of_touch: (p) => `the last contact was ${days(p.days)} ago, more than ${days(p.within)}`,
  lifecycle_never_in_touch: () => "there was never any contact",
  lifecycle_fits: () => "the offer fits the need",
  lifecycle_fits_not: () => "the offer does not fit the need",
  lifecycle_fit_unknown: () => "nobody has checked whether the offer fits the need",
  tier_first: ({ tier }) => `there is no earlier tier, so the value alone decides: ${tierName(tier, "en")}`,
  tier_confirmed: ({ tier }) => `the value belongs to ${tierName(tier, "en")}, where the customer stands`,
  tier_within_margin: ({ tier, measured, cut, margin }) =>
    `the value alone would mean ${tierName(measured, "en")}, but does not pass the cut of ${amount(cut)} by the margin of ${formatShare(margin)}, so the customer stays in ${tierName(tier, "en")}`,
  tier_waiting: ({ tier, target, periods: n, grace }) =>
    `the value has meant ${tierName(target, "en")} for ${periods(n)}; the customer stays in ${tierName(tier, "en")} until that has lasted longer than ${periods(grace)}`,
  tier_lasting: ({ from, to, periods: n }) =>
    `moved from ${tierName(from, "en")} to ${tierName(to, "en")}, because the change has lasted for ${periods(n)}`,
  tier_jump: ({ from, to, value }) =>
    `moved from ${tierName(from, "en")} to ${tierName(to, "en")} at once, because a value of ${amount(value)} lies beyond the next tier`,
  tier_moved_by_value: (p) => `${movedEn(p)}, because ${valueEn(p)}`,
  tier_moved_by_cuts: (p) => `${movedEn(p)}, because ${cutEn(p).replace("the cut", "the cut went")}`,
  tier_moved_by_either: (p) => `${movedEn(p)}: ${valueEn(p)}, ${cutEn(p)}, and either alone would have been enough`,
  tier_moved_by_both: (p) => `${movedEn(p)}: ${valueEn(p)}, ${cutEn(p)}, and only both together were enough`,
  migration_changed: ({ statistic, degreesOfFreedom, pValue }) =>
    `customers move differently from the period before (G² = ${amount(statistic)}, ${formatNumber(degreesOfFreedom)} degrees of freedom, ${pText(pValue)})`,
  migration_unchanged: ({ statistic, degreesOfFreedom, pValue }) =>
    `no difference from the period before can be shown (G² = ${amount(statistic)}, ${formatNumber(degreesOfFreedom)} degrees of freedom, ${pText(pValue)})`,
  migration_row_too_thin: ({ tier, before, after }) =>
    `the moves out of ${tierName(tier, "en")} cannot be compared: ${counted(before, "customer", "customers")} before and ${formatNumber(after)} after are too few, or all went the same way`,
  migration_too_thin: ({ tiers }) =>
    `the moves cannot be compared: none of ${counted(tiers, "tier", "tiers")} has enough customers`,
  migration_row_unseen: ({ tier, customers }) =>
    `nobody stood in ${tierName(tier, "en")} before, so nothing is known about where its ${customers === 1 ? "1 customer" : `${formatNumber(customers)} customers`} will go`,
};

export const tierStabilityZh: Messages<TierStabilityReasonParams> = {
  lifecycle_bought: (p) => `最近一次购买在 ${formatNumber(p.days)} 天前，未超过 ${formatNumber(p.within)} 天`,
  lifecycle_bought_once: (p) => `最近一次购买在 ${formatNumber(p.days)} 天前，已超过 ${formatNumber(p.within)} 天`,
  lifecycle_forgotten: (p) => `最近一次购买在 ${formatNumber(p.days)} 天前，超过 ${formatNumber(p.after)} 天后不再计入`,
  lifecycle_never_bought: () => "从未购买",
  lifecycle_in_touch: (p) => `最近一次接触在 ${formatNumber(p.days)} 天前，未超过 ${formatNumber(p.within)} 天`,
  lifecycle_out_of_touch: (p) => `最近一次接触在 ${formatNumber(p.days)} 天前，已超过 ${formatNumber(p.within)} 天`,
  lifecycle_never_in_touch: () => "从未接触",
  lifecycle_fits: () => "产品符合其需求",
  lifecycle_fits_not: () => "产品不符合其需求",
  lifecycle_fit_unknown: () => "尚未确认产品是否符合其需求",
  tier_first: ({ tier }) => `此前没有层级，直接按价值归入${tierName(tier, "zh")}`,
  tier_confirmed: ({ tier }) => `价值与现有层级${tierName(tier, "zh")}相符`,
  tier_within_margin: ({ tier, measured, cut, margin }) =>
    `仅看价值应为${tierName(measured, "zh")}，但与分界值 ${amount(cut)} 的差距未超过 ${formatShare(margin)} 的缓冲，因此仍为${tierName(tier, "zh")}`,
  tier_waiting: ({ tier, target, periods: n, grace }) =>
    `价值已有 ${formatNumber(n)} 期达到${tierName(target, "zh")}的水平，持续超过 ${formatNumber(grace)} 期之前仍为${tierName(tier, "zh")}`,
  tier_lasting: ({ from, to, periods: n }) =>
    `变化已持续 ${formatNumber(n)} 期，由${tierName(from, "zh")}变为${tierName(to, "zh")}`,
  tier_jump: ({ from, to, value }) =>
    `价值 ${amount(value)} 已越过相邻层级，立即由${tierName(from, "zh")}变为${tierName(to, "zh")}`,
  tier_moved_by_value: (p) => `${movedZh(p)}，因为${valueZh(p)}`,
  tier_moved_by_cuts: (p) => `${movedZh(p)}，因为${cutZh(p)}`,
  tier_moved_by_either: (p) => `${movedZh(p)}：${valueZh(p)}，${cutZh(p)}，任一变化都足以引起`,
  tier_moved_by_both: (p) => `${movedZh(p)}：${valueZh(p)}，${cutZh(p)}，两者共同作用才引起`,
  migration_changed: ({ statistic, degreesOfFreedom, pValue }) =>
    `客户的层级变动与上期不同（G² = ${amount(statistic)}，自由度 ${formatNumber(degreesOfFreedom)}，${pText(pValue)}）`,
  migration_unchanged: ({ statistic, degreesOfFreedom, pValue }) =>
    `看不出客户的层级变动与上期有差异（G² = ${amount(statistic)}，自由度 ${formatNumber(degreesOfFreedom)}，${pText(pValue)}）`,
  migration_row_too_thin: ({ tier, before, after }) =>
    `${tierName(tier, "zh")}的变动无法比较：上期 ${formatNumber(before)} 户、本期 ${formatNumber(after)} 户，数量太少或去向相同`,
  migration_too_thin: ({ tiers }) => `变动无法比较：${formatNumber(tiers)} 个层级的客户数量都不够`,
  migration_row_unseen: ({ tier, customers }) =>
    `上期${tierName(tier, "zh")}中没有客户，无法判断其 ${formatNumber(customers)} 户的去向`,
};
