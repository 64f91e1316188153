import type { Label } from "../locale.ts";

/** What a campaign brings that can be counted. */
export type CampaignUnit = "lead" | "opportunity" | "contract" | "response";

/** Label families of `campaign-money`. */
export type CampaignMoneyLabels = {
  readonly campaignUnit: Readonly<Record<CampaignUnit, Label>>;
};

export const campaignMoneyLabels: CampaignMoneyLabels = {
  campaignUnit: {
    lead: { en: "Lead", zh: "线索" },
    opportunity: { en: "Opportunity", zh: "商机" },
    contract: { en: "Contract", zh: "合同" },
    response: { en: "Response", zh: "响应" },
  },
};
