/** Label families of `campaign`. */
export interface CampaignLabels {}

export const campaignLabels: CampaignLabels = {};
