/** Label families of `campaign-money`. */
export type CampaignMoneyLabels = Record<never, never>;

export const campaignMoneyLabels: CampaignMoneyLabels = {};
