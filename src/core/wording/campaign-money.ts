import type { Messages } from "../locale.ts";

/** Reason codes of `campaign-money`, each with the parameters its wording needs. */
export type CampaignMoneyReasonParams = Record<never, never>;

export const campaignMoneyEn: Messages<CampaignMoneyReasonParams> = {};

export const campaignMoneyZh: Messages<CampaignMoneyReasonParams> = {};
