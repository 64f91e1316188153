import type { Messages } from "../locale.ts";

/** Reason codes of `campaign-activity`, each with the parameters its wording needs. */
export type CampaignActivityReasonParams = Record<never, never>;

export const campaignActivityEn: Messages<CampaignActivityReasonParams> = {};

export const campaignActivityZh: Messages<CampaignActivityReasonParams> = {};
