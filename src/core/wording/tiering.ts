import { formatNumber, formatShare } from "../format.ts";
import { tieringLabels } from "../labels/tiering.ts";
import type { Label, Locale, Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `tiering`, each with the parameters its wording needs. */
export interface TieringReasonParams {
  /** Customers whose value equals a cut: all of them belong to the better tier, so it holds more than was asked. */
  tier_ties: { readonly tier: string; readonly customers: number; readonly cut: number };
  /** The tier's share of this book is less than one customer. */
  tier_book_too_small: { readonly tier: string; readonly share: number; readonly customers: number };
  /** Customers who cost more than they brought. */
  tier_negative_values: { readonly customers: number; readonly sum: number };
  /** Customers without any value stand in a tier better than the last. */
  tier_zeros_in_better_tier: { readonly tier: string; readonly customers: number };
  /** The book brings nothing on balance, so no tier has a share of it. */
  tier_value_share_undefined: { readonly total: number };
  /** No customer of the book stands in the tier. */
  tier_empty: { readonly tier: string };
  /** Nobody has a positive value, so nobody has a share of what customers bring. */
  tier_no_gains: { readonly customers: number };
  /** Shares of value are of what is brought, before losses. */
  tier_shares_of_gains: { readonly gains: number; readonly losses: number };
  /** The book has fewer different values than tiers. */
  tier_too_few_values: { readonly distinct: number; readonly tiers: number };
  /** Why a customer is in a tier: the value reaches its lower bound. */
  tier_reached: { readonly tier: string; readonly cut: number; readonly above: number };
  /** Why a customer is in the last tier: the value reaches no cut. */
  tier_last: { readonly tier: string };
  /** What is missing to the next better tier. */
  tier_next: { readonly tier: string; readonly cut: number; readonly missing: number };
  /** Concentration cannot be measured, because the book brings nothing on balance. */
  concentration_no_total: { readonly total: number };
  /** The Gini coefficient has no upper bound of one once values are negative. */
  concentration_gini_negative: { readonly customers: number; readonly sum: number };
  /** Shares are shares of the net total, and may pass 100 % before losses take it back. */
  concentration_negatives: { readonly customers: number; readonly sum: number };
  /** Too few customers stand behind a share for an interval. */
  concentration_thin_group: { readonly share: number; readonly customers: number; readonly needed: number };
  /** The values differ too little, or too regularly, to carry an interval. */
  concentration_no_spread: { readonly customers: number };
  /** Single customers weigh so much that no interval can be trusted: (Σx)² / Σx² is below what is needed. */
  concentration_few_decide: { readonly carriers: number; readonly needed: number; readonly largestShare: number };
  /** The interval of the best fifth's share of value holds 80 %. */
  eighty_twenty_holds: EightyTwenty;
  /** Value is spread more evenly than 80/20. */
  eighty_twenty_flatter: EightyTwenty;
  /** Value is concentrated more than 80/20. */
  eighty_twenty_steeper: EightyTwenty;
  /** The book is too small to tell. */
  eighty_twenty_open: { readonly valueShare: number; readonly customersFor80: number };
}

/** How far the book is from 80/20. */
export interface EightyTwenty {
  /** Share of value that the best 20 % of customers bring, with its interval. */
  readonly valueShare: number;
  readonly lower: number;
  readonly upper: number;
  /** Share of customers that brings 80 % of the value. */
  readonly customersFor80: number;
}

function tierName(id: string, locale: Locale): string {
  const tiers: Readonly<Record<string, Label>> = tieringLabels.tier;
  return Object.hasOwn(tiers, id) ? (tiers[id] as Label)[locale] : id;
}

const amount = (value: number): string => formatNumber(value, 2);
const people = (count: number): string => (count === 1 ? "1 customer" : `${formatNumber(count)} customers`);
const top20 = ({ valueShare, lower, upper }: EightyTwenty): string =>
  `${formatShare(valueShare)} (${formatShare(lower)}–${formatShare(upper)})`;

export const tieringEn: Messages<TieringReasonParams> = {
  tier_ties: ({ tier, customers, cut }) =>
    `${people(customers)} more than asked ${customers === 1 ? "stands" : "stand"} in ${tierName(tier, "en")} or better, because equal values at the cut of ${amount(cut)} are kept together`,
  tier_book_too_small: ({ tier, share, customers }) =>
    `${formatShare(share)} of ${people(customers)} is less than one customer, so ${tierName(tier, "en")} cannot have its share`,
  tier_negative_values: ({ customers, sum }) =>
    `${people(customers)} ${customers === 1 ? "has" : "have"} a negative value, ${amount(sum)} in all`,
  tier_zeros_in_better_tier: ({ tier, customers }) =>
    `${people(customers)} without any value ${customers === 1 ? "stands" : "stand"} in ${tierName(tier, "en")}, because too few have more`,
  tier_value_share_undefined: ({ total }) =>
    `no tier has a share of the value, because the book brings ${amount(total)} in all`,
  tier_empty: ({ tier }) => `no customer of this book stands in ${tierName(tier, "en")}`,
  tier_no_gains: ({ customers }) =>
    `none of ${people(customers)} brings a positive value, so all stand in the last tier`,
  tier_shares_of_gains: ({ gains, losses }) =>
    `shares of value are of the ${amount(gains)} that customers bring, before losses of ${amount(losses)}`,
  tier_too_few_values: ({ distinct, tiers }) =>
    `the book has only ${formatNumber(distinct)} different ${distinct === 1 ? "value" : "values"} for ${counted(tiers, "tier", "tiers")}, so the worse tiers stay empty`,
  tier_reached: ({ tier, cut, above }) =>
    `the value lies ${amount(above)} above ${amount(cut)}, where ${tierName(tier, "en")} begins`,
  tier_last: ({ tier }) => `the value lies below every cut, so the tier is ${tierName(tier, "en")}`,
  tier_next: ({ tier, cut, missing }) =>
    `${amount(missing)} more would lift it into ${tierName(tier, "en")}, which begins at ${amount(cut)}`,
  concentration_no_total: ({ total }) =>
    `concentration cannot be measured, because the book brings ${amount(total)} in all`,
  concentration_gini_negative: ({ customers, sum }) =>
    `the Gini coefficient has no fixed scale here, because ${people(customers)} ${customers === 1 ? "has" : "have"} a negative value (${amount(sum)} in all)`,
  concentration_negatives: ({ customers, sum }) =>
    `shares are of the net total and may pass 100%, because ${people(customers)} ${customers === 1 ? "takes" : "take"} ${amount(-sum)} back`,
  concentration_thin_group: ({ share, customers, needed }) =>
    `no interval for the best ${formatShare(share)}: ${counted(customers, "customer", "customers", 1)} where at least ${formatNumber(needed)} are needed`,
  concentration_no_spread: ({ customers }) =>
    `no interval, because the values of the ${counted(customers, "customer", "customers")} show too little spread to judge it by`,
  concentration_few_decide: ({ carriers, needed, largestShare }) =>
    `no interval, because the value rests on too few customers: spread as if over ${formatNumber(carriers, 1)} equal ones where at least ${formatNumber(needed)} are needed (the largest alone brings ${formatShare(largestShare)})`,
  eighty_twenty_holds: (params) =>
    `80/20 fits: the best 20% of customers bring ${top20(params)} of the value, and ${formatShare(params.customersFor80)} bring 80%`,
  eighty_twenty_flatter: (params) =>
    `flatter than 80/20: the best 20% of customers bring ${top20(params)} of the value, and it takes ${formatShare(params.customersFor80)} to bring 80%`,
  eighty_twenty_steeper: (params) =>
    `steeper than 80/20: the best 20% of customers bring ${top20(params)} of the value, and ${formatShare(params.customersFor80)} already bring 80%`,
  eighty_twenty_open: ({ valueShare, customersFor80 }) =>
    `the best 20% of customers bring ${formatShare(valueShare)} of the value and ${formatShare(customersFor80)} bring 80%; the book cannot say how firm that is`,
};

export const tieringZh: Messages<TieringReasonParams> = {
  tier_ties: ({ tier, customers, cut }) =>
    `${tierName(tier, "zh")}及以上层级比设定多 ${formatNumber(customers)} 个客户，因为价值同为分界值 ${amount(cut)} 的客户不拆分`,
  tier_book_too_small: ({ tier, share, customers }) =>
    `${formatNumber(customers)} 个客户的 ${formatShare(share)} 不足一户，${tierName(tier, "zh")}无法达到设定比例`,
  tier_negative_values: ({ customers, sum }) => `${formatNumber(customers)} 个客户的价值为负，合计 ${amount(sum)}`,
  tier_zeros_in_better_tier: ({ tier, customers }) =>
    `${formatNumber(customers)} 个零价值客户落在${tierName(tier, "zh")}，因为有价值的客户太少`,
  tier_value_share_undefined: ({ total }) => `客户总价值为 ${amount(total)}，无法计算各层级的价值占比`,
  tier_empty: ({ tier }) => `${tierName(tier, "zh")}中没有客户`,
  tier_no_gains: ({ customers }) => `${formatNumber(customers)} 个客户都没有正的价值，全部归入最后一层`,
  tier_shares_of_gains: ({ gains, losses }) =>
    `价值占比以客户带来的 ${amount(gains)} 计算，未扣除亏损 ${amount(losses)}`,
  tier_too_few_values: ({ distinct, tiers }) =>
    `客户价值只有 ${formatNumber(distinct)} 种，不足以分成 ${formatNumber(tiers)} 层，较低层级没有客户`,
  tier_reached: ({ tier, cut, above }) => `价值比${tierName(tier, "zh")}的起点 ${amount(cut)} 高出 ${amount(above)}`,
  tier_last: ({ tier }) => `价值低于所有分界值，因此属于${tierName(tier, "zh")}`,
  tier_next: ({ tier, cut, missing }) =>
    `再增加 ${amount(missing)} 即可升入${tierName(tier, "zh")}（起点 ${amount(cut)}）`,
  concentration_no_total: ({ total }) => `客户总价值为 ${amount(total)}，无法衡量集中度`,
  concentration_gini_negative: ({ customers, sum }) =>
    `${formatNumber(customers)} 个客户的价值为负（合计 ${amount(sum)}），基尼系数失去固定的取值范围`,
  concentration_negatives: ({ customers, sum }) =>
    `占比以净总值计算，可能超过 100%，因为 ${formatNumber(customers)} 个客户抵减了 ${amount(-sum)}`,
  concentration_thin_group: ({ share, customers, needed }) =>
    `前 ${formatShare(share)} 只有 ${formatNumber(customers, 1)} 个客户，至少需要 ${formatNumber(needed)} 个才能给出区间`,
  concentration_no_spread: ({ customers }) => `${formatNumber(customers)} 个客户的价值差异太小，无法给出区间`,
  concentration_few_decide: ({ carriers, needed, largestShare }) =>
    `价值过于集中在少数客户，无法给出区间：相当于 ${formatNumber(carriers, 1)} 个同等客户，至少需要 ${formatNumber(needed)} 个（最大的一户占 ${formatShare(largestShare)}）`,
  eighty_twenty_holds: (params) =>
    `符合二八法则：前 20% 的客户带来 ${top20(params)} 的价值，80% 的价值来自 ${formatShare(params.customersFor80)} 的客户`,
  eighty_twenty_flatter: (params) =>
    `比二八法则分散：前 20% 的客户带来 ${top20(params)} 的价值，要 ${formatShare(params.customersFor80)} 的客户才带来 80% 的价值`,
  eighty_twenty_steeper: (params) =>
    `比二八法则集中：前 20% 的客户带来 ${top20(params)} 的价值，${formatShare(params.customersFor80)} 的客户就带来 80% 的价值`,
  eighty_twenty_open: ({ valueShare, customersFor80 }) =>
    `前 20% 的客户带来 ${formatShare(valueShare)} 的价值，80% 的价值来自 ${formatShare(customersFor80)} 的客户；数据不足以判断其可靠程度`,
};
