import type { Label } from "../locale.ts";

/** Arms of an experiment. */
export type LiftArmId = "treated" | "control";

/** Bands of campaign spending by terciles, D30. */
export type SpendingBand = "small" | "medium" | "large";

/** What campaigns are compared by, D30. */
export type CampaignGroupingId = "region" | "form" | "scale";

/** Label families of `campaign`. */
export type CampaignLabels = {
  readonly arm: Readonly<Record<LiftArmId, Label>>;
  readonly spendingBand: Readonly<Record<SpendingBand, Label>>;
  readonly campaignGrouping: Readonly<Record<CampaignGroupingId, Label>>;
};

export const campaignLabels: CampaignLabels = {
  arm: {
    treated: { en: "Treated", zh: "实验组" },
    control: { en: "Control", zh: "对照组" },
  },
  spendingBand: {
    small: { en: "Small", zh: "小规模" },
    medium: { en: "Medium", zh: "中规模" },
    large: { en: "Large", zh: "大规模" },
  },
  campaignGrouping: {
    region: { en: "Region", zh: "区域" },
    form: { en: "Form", zh: "活动形式" },
    scale: { en: "Scale of spending", zh: "投入规模" },
  },
};
