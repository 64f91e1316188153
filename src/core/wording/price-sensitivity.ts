import { formatNumber, formatShare } from "../format.ts";
import type { Messages } from "../locale.ts";
import { counted } from "./count.ts";

/** Reason codes of `price-sensitivity`, each with the parameters its wording needs. */
export interface PriceSensitivityReasonParams {
  /** Nobody bought at more than one price. */
  price_no_variation: { readonly customers: number };
  /** Fewer customers with more than one price than an interval needs. */
  price_few_customers: { readonly informative: number; readonly needed: number };
  /** Few customers with more than one price: the interval is wide and leans on each of them. */
  price_thin_data: { readonly informative: number; readonly wanted: number };
  /** The price moved for all customers at once, so that its effect cannot be told from that of the season. */
  price_only_with_time: { readonly share: number };
  /** Prices were not set by chance: who is offered which price may depend on what they would buy. */
  price_not_randomised: { readonly rows: number };
  /** More is bought at higher prices, which points at something else that moves both. */
  price_rises_with_demand: { readonly elasticity: number; readonly lower: number };
  /** Rows of customers who never bought. */
  price_never_bought: { readonly customers: number; readonly rows: number };
  /** The search for the elasticity runs away: next to nothing is bought at all but the lowest prices. */
  price_runs_away: { readonly rows: number };
  /** The quantities are all told by customer and period, so no scatter is left. */
  price_no_scatter: { readonly rows: number };
  /** Respondents whose four prices do not rise. */
  price_inconsistent_answers: { readonly inconsistent: number; readonly respondents: number };
  /** Respondents who would buy at a price and not at a lower one. */
  price_reversed_answers: { readonly reversed: number; readonly respondents: number };
  /** The share who would buy does not fall clearly with the price. */
  price_slope_unclear: { readonly slope: number; readonly lower: number; readonly upper: number };
  /** The best price lies outside the prices that were asked. */
  price_beyond_asked: { readonly price: number; readonly lowest: number; readonly highest: number };
  /** The fitted curve misses the observed shares by more than chance explains. */
  price_poor_fit: { readonly pValue: number };
  /** Purchase intents sell nothing above cost at any price. */
  price_no_demand: { readonly unitCost: number };
  /** Answers in a survey, not sales. */
  price_survey_not_sales: { readonly respondents: number };
  /** The discount is at least what the customer is worth. */
  price_discount_exceeds_value: { readonly discount: number; readonly value: number };
  /** Nobody left without a discount, so there is nobody to keep. */
  price_nobody_leaves: { readonly n: number };
  /** To pay, a discount would have to keep more than all who are about to leave. */
  price_discount_cannot_pay: { readonly rate: number };
  /** What a discount must keep and what it keeps. */
  price_discount_verdict: { readonly saveRate: number; readonly needed: number };
}

const figure = (value: number): string => formatNumber(value, 2);
const one = (n: number, single: string, many: string): string => counted(n, single, many);

export const priceSensitivityEn: Messages<PriceSensitivityReasonParams> = {
  price_no_variation: ({ customers }) =>
    `no elasticity: none of ${one(customers, "customer", "customers")} was offered more than one price`,
  price_few_customers: ({ informative, needed }) =>
    `${one(informative, "customer", "customers")} bought at more than one price, at least ${formatNumber(needed)} are needed`,
  price_thin_data: ({ informative, wanted }) =>
    `only ${one(informative, "customer", "customers")} bought at more than one price; from ${formatNumber(wanted)} on the interval leans less on each`,
  price_only_with_time: ({ share }) =>
    `the price moved for all customers at once: only ${formatShare(share)} of its changes differ between them, so its effect cannot be told from the season's`,
  price_not_randomised: ({ rows }) =>
    `the prices in ${one(rows, "row", "rows")} were not set by chance; if low prices went to those who would have bought more anyway, the elasticity is overstated`,
  price_rises_with_demand: ({ elasticity, lower }) =>
    `more is bought at higher prices (elasticity ${figure(elasticity)}, at least ${figure(lower)}): something else moves both, look for it before you set a price`,
  price_never_bought: ({ customers, rows }) =>
    `${one(customers, "customer", "customers")} never bought; their ${one(rows, "row tells", "rows tell")} nothing about the price`,
  price_runs_away: ({ rows }) =>
    `no elasticity: the search over ${one(rows, "row", "rows")} does not settle, as happens where purchases stop at one price`,
  price_no_scatter: ({ rows }) =>
    `no interval: customer, period and price explain all quantities of ${one(rows, "row", "rows")} exactly`,
  price_inconsistent_answers: ({ inconsistent, respondents }) =>
    `${formatNumber(inconsistent)} of ${one(respondents, "respondent", "respondents")} named prices that do not rise from too cheap to too expensive and were set apart`,
  price_reversed_answers: ({ reversed, respondents }) =>
    `${formatNumber(reversed)} of ${one(respondents, "respondent", "respondents")} would buy at a price and not at a lower one`,
  price_slope_unclear: ({ slope, lower, upper }) =>
    `no best price: demand does not fall clearly with the price (slope ${formatNumber(slope, 4)}, ${formatNumber(lower, 4)} to ${formatNumber(upper, 4)})`,
  price_beyond_asked: ({ price, lowest, highest }) =>
    `the best price of ${figure(price)} lies outside the prices asked, ${figure(lowest)} to ${figure(highest)}: ask there before you trust it`,
  price_poor_fit: ({ pValue }) =>
    `the demand curve misses the observed shares by more than chance explains (p = ${formatNumber(pValue, 4)}): read the points`,
  price_no_demand: ({ unitCost }) => `no best price: nobody intends to buy above the unit cost of ${figure(unitCost)}`,
  price_survey_not_sales: ({ respondents }) =>
    `what ${one(respondents, "respondent says", "respondents say")} in a survey is not what they pay; check against sales`,
  price_discount_exceeds_value: ({ discount, value }) =>
    `a discount of ${figure(discount)} is at least what a customer who stays is worth, ${figure(value)}: it cannot pay`,
  price_nobody_leaves: ({ n }) =>
    `none of ${one(n, "customer", "customers")} left without a discount: there is nobody to keep`,
  price_discount_cannot_pay: ({ rate }) =>
    `to pay, the discount would have to keep ${formatShare(rate)} of those about to leave`,
  price_discount_verdict: ({ saveRate, needed }) =>
    `the discount keeps ${formatShare(saveRate)} of those about to leave; it pays from ${formatShare(needed)}`,
};

export const priceSensitivityZh: Messages<PriceSensitivityReasonParams> = {
  price_no_variation: ({ customers }) =>
    `无法给出价格弹性：${formatNumber(customers)} 个客户中没有一个遇到过不止一种价格`,
  price_few_customers: ({ informative, needed }) =>
    `只有 ${formatNumber(informative)} 个客户在不止一种价格下购买，至少需要 ${formatNumber(needed)} 个`,
  price_thin_data: ({ informative, wanted }) =>
    `只有 ${formatNumber(informative)} 个客户在不止一种价格下购买；达到 ${formatNumber(wanted)} 个后，区间才不太依赖个别客户`,
  price_only_with_time: ({ share }) =>
    `价格对所有客户同时变动：只有 ${formatShare(share)} 的变动因客户而异，无法与季节影响区分`,
  price_not_randomised: ({ rows }) =>
    `${formatNumber(rows)} 行中的价格并非随机设定；若低价给了本来就会多买的客户，弹性会被高估`,
  price_rises_with_demand: ({ elasticity, lower }) =>
    `价格越高买得越多（弹性 ${figure(elasticity)}，至少 ${figure(lower)}）：另有因素同时推动两者，定价之前先找出来`,
  price_never_bought: ({ customers, rows }) =>
    `${formatNumber(customers)} 个客户从未购买，其 ${formatNumber(rows)} 行对价格没有信息`,
  price_runs_away: ({ rows }) =>
    `无法给出价格弹性：对 ${formatNumber(rows)} 行的计算不收敛，常见于某一价格以上完全无人购买`,
  price_no_scatter: ({ rows }) => `无法给出区间：客户、时期与价格完全解释了 ${formatNumber(rows)} 行的数量`,
  price_inconsistent_answers: ({ inconsistent, respondents }) =>
    `${formatNumber(respondents)} 位受访者中有 ${formatNumber(inconsistent)} 位的四个价格不是由低到高，已单独列出`,
  price_reversed_answers: ({ reversed, respondents }) =>
    `${formatNumber(respondents)} 位受访者中有 ${formatNumber(reversed)} 位在较高价格愿买、较低价格却不买`,
  price_slope_unclear: ({ slope, lower, upper }) =>
    `无法给出最佳价格：需求并未随价格明显下降（斜率 ${formatNumber(slope, 4)}，区间 ${formatNumber(lower, 4)} 至 ${formatNumber(upper, 4)}）`,
  price_beyond_asked: ({ price, lowest, highest }) =>
    `最佳价格 ${figure(price)} 在所问价格 ${figure(lowest)} 至 ${figure(highest)} 之外：先在该处询问再采信`,
  price_poor_fit: ({ pValue }) => `需求曲线与实际比例之差超出偶然范围（p = ${formatNumber(pValue, 4)}）：请以各点为准`,
  price_no_demand: ({ unitCost }) => `无法给出最佳价格：没有人愿意以高于单位成本 ${figure(unitCost)} 的价格购买`,
  price_survey_not_sales: ({ respondents }) =>
    `${formatNumber(respondents)} 位受访者在问卷中的回答不等于实际支付，请用销售数据核对`,
  price_discount_exceeds_value: ({ discount, value }) =>
    `折扣 ${figure(discount)} 不低于留存客户的价值 ${figure(value)}，不可能划算`,
  price_nobody_leaves: ({ n }) => `没有折扣时 ${formatNumber(n)} 个客户无一流失，没有需要挽留的人`,
  price_discount_cannot_pay: ({ rate }) => `要划算，折扣须留住将流失客户的 ${formatShare(rate)}`,
  price_discount_verdict: ({ saveRate, needed }) =>
    `折扣留住将流失客户的 ${formatShare(saveRate)}；达到 ${formatShare(needed)} 才划算`,
};
