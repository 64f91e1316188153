/** Label families of `campaign-activity`. */
export type CampaignActivityLabels = Record<never, never>;

export const campaignActivityLabels: CampaignActivityLabels = {};
