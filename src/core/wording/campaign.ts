import type { Messages } from "../locale.ts";

/** Reason codes of `campaign`, each with the parameters its wording needs. */
export type CampaignReasonParams = {};

export const campaignEn: Messages<CampaignReasonParams> = {};

export const campaignZh: Messages<CampaignReasonParams> = {};
