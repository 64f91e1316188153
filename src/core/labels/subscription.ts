import type { Label } from "../locale.ts";

/** What moves a contractual customer's value. */
export type ValueLever = "retention" | "margin" | "price" | "discount";

/** Models of how long customers stay and when they come, besides those of buying. */
export type TenureModelId = "sbg" | "bdw" | "bg_bb";

/** Names of `subscription` that are shown, by family. */
export interface SubscriptionLabels {
  readonly valueLever: Readonly<Record<ValueLever, Label>>;
  readonly tenureModel: Readonly<Record<TenureModelId, Label>>;
}

export const subscriptionLabels: SubscriptionLabels = {
  valueLever: {
    retention: { en: "Retention rate", zh: "留存率" },
    margin: { en: "Margin", zh: "毛利" },
    price: { en: "Price", zh: "价格" },
    discount: { en: "Discount rate", zh: "折现率" },
  },
  tenureModel: {
    sbg: { en: "Shifted beta-geometric", zh: "移位贝塔几何模型" },
    bdw: { en: "Beta discrete Weibull", zh: "贝塔离散威布尔模型" },
    bg_bb: { en: "BG/BB", zh: "BG/BB" },
  },
};
