import { formatNumber, formatShare } from "../format.ts";
import { type CampaignUnit, campaignMoneyLabels } from "../labels/campaign-money.ts";
import type { Messages } from "../locale.ts";

/** Reason codes of `campaign-money`, each with the parameters its wording needs. Amounts in the campaign's currency. */
export interface CampaignMoneyReasonParams {
  /** None came, so only the least that one costs can be named. */
  campaign_none_yet: { readonly unit: CampaignUnit; readonly atLeast: number; readonly level: number };
  /** Without customers who were left alone, nobody knows what would have come anyway. */
  campaign_no_control: Readonly<Record<never, never>>;
  /** A response brings nothing or loses money, so no number of responses covers the cost. */
  campaign_value_not_positive: { readonly value: number };
  /** What a response brings cannot be told from nothing. */
  campaign_value_near_zero: { readonly value: number; readonly standardError: number };
  /** More responses would be needed than customers were contacted. */
  campaign_break_even_out_of_reach: { readonly needed: number; readonly contacted: number };
  /** Responses that cover the cost, against those that came. */
  campaign_break_even: {
    readonly responses: number;
    readonly needed: number;
    readonly lower: number;
    readonly upper: number;
  };
  /** The whole interval of the profit lies above zero. */
  campaign_money_gain: { readonly profit: number; readonly lower: number; readonly upper: number };
  /** The whole interval of the profit lies below zero. */
  campaign_money_loss: { readonly profit: number; readonly lower: number; readonly upper: number };
  /** Profit or loss is not settled. */
  campaign_money_open: { readonly profit: number; readonly lower: number; readonly upper: number };
  /** Every flow of money is known, so nothing is left to chance. */
  campaign_flows_known: { readonly n: number };
}

type Range = CampaignMoneyReasonParams["campaign_money_gain"];
const money = (value: number): string => formatNumber(value, 2);
const range = ({ lower, upper }: Range, to: string): string => `${money(lower)}${to}${money(upper)}`;
const nameEn = (unit: CampaignUnit): string => campaignMoneyLabels.campaignUnit[unit].en.toLowerCase();
const nameZh = (unit: CampaignUnit): string => campaignMoneyLabels.campaignUnit[unit].zh;

export const campaignMoneyEn: Messages<CampaignMoneyReasonParams> = {
  campaign_none_yet: ({ unit, atLeast, level }) =>
    `no ${nameEn(unit)} has come of it; with ${formatShare(level)} confidence one costs at least ${money(atLeast)}`,
  campaign_no_control: () =>
    "no customers were left alone, so what would have come anyway is not known and no ROMI can be named",
  campaign_value_not_positive: ({ value }) => `a response brings ${money(value)}, so no number of them covers the cost`,
  campaign_value_near_zero: ({ value, standardError }) =>
    `what a response brings, ${money(value)}, cannot be told from nothing (standard error ${money(standardError)})`,
  campaign_break_even_out_of_reach: ({ needed, contacted }) =>
    `${formatNumber(needed, 1)} responses would cover the cost, more than the ${formatNumber(contacted)} contacted`,
  campaign_break_even: ({ responses, needed, lower, upper }) =>
    `responses that came: ${formatNumber(responses)}; the cost is covered by ${formatNumber(needed, 1)} (${formatNumber(lower, 1)} to ${formatNumber(upper, 1)})`,
  campaign_money_gain: (params) =>
    `contribution exceeds cost by ${money(params.profit)} (${range(params, " to ")}): a gain beyond chance`,
  campaign_money_loss: (params) =>
    `contribution falls short of cost by ${money(-params.profit)} (result ${range(params, " to ")}): a loss beyond chance`,
  campaign_money_open: (params) =>
    `contribution less cost is ${money(params.profit)} (${range(params, " to ")}): gain or loss is not settled`,
  campaign_flows_known: ({ n }) => `all flows of money (${formatNumber(n)}) are known, so no interval is needed`,
};

export const campaignMoneyZh: Messages<CampaignMoneyReasonParams> = {
  campaign_none_yet: ({ unit, atLeast, level }) =>
    `尚未带来任何${nameZh(unit)}；以 ${formatShare(level)} 的把握，每个${nameZh(unit)}成本至少为 ${money(atLeast)}`,
  campaign_no_control: () => "没有留出未触达的对照客户，无法知道本来就会发生多少，因此无法给出营销投资回报率（ROMI）",
  campaign_value_not_positive: ({ value }) => `每个响应带来 ${money(value)}，再多响应也无法覆盖费用`,
  campaign_value_near_zero: ({ value, standardError }) =>
    `每个响应带来的 ${money(value)} 与零无法区分（标准误 ${money(standardError)}）`,
  campaign_break_even_out_of_reach: ({ needed, contacted }) =>
    `需要 ${formatNumber(needed, 1)} 个响应才能覆盖费用，多于所触达的 ${formatNumber(contacted)} 人`,
  campaign_break_even: ({ responses, needed, lower, upper }) =>
    `实际响应 ${formatNumber(responses)} 个；覆盖费用需要 ${formatNumber(needed, 1)} 个（${formatNumber(lower, 1)} 至 ${formatNumber(upper, 1)}）`,
  campaign_money_gain: (params) => `贡献超出费用 ${money(params.profit)}（${range(params, " 至 ")}）：盈利超出偶然范围`,
  campaign_money_loss: (params) =>
    `贡献低于费用 ${money(-params.profit)}（结果 ${range(params, " 至 ")}）：亏损超出偶然范围`,
  campaign_money_open: (params) => `贡献减费用为 ${money(params.profit)}（${range(params, " 至 ")}）：盈亏未定`,
  campaign_flows_known: ({ n }) => `全部 ${formatNumber(n)} 笔现金流均已确定，无需区间`,
};
