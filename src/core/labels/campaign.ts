/** Label families of `campaign`. */
export type CampaignLabels = {};

export const campaignLabels: CampaignLabels = {};
