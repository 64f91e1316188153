import type { Label } from "../locale.ts";

/** What customers weigh when they buy ($APPEALS). */
export type PurchaseCriterion =
  | "price"
  | "availability"
  | "packaging"
  | "performance"
  | "ease_of_use"
  | "assurances"
  | "life_cycle_cost"
  | "social_acceptance";

/** Label families of `purchase-criteria`. */
export interface PurchaseCriteriaLabels {
  readonly purchaseCriterion: Readonly<Record<PurchaseCriterion, Label>>;
}

export const purchaseCriteriaLabels: PurchaseCriteriaLabels = {
  purchaseCriterion: {
    price: { en: "Price", zh: "价格" },
    availability: { en: "Availability", zh: "可获得性" },
    packaging: { en: "Packaging", zh: "包装" },
    performance: { en: "Performance", zh: "性能" },
    ease_of_use: { en: "Ease of use", zh: "易用性" },
    assurances: { en: "Assurances", zh: "保证" },
    life_cycle_cost: { en: "Life-cycle cost", zh: "生命周期成本" },
    social_acceptance: { en: "Social acceptance", zh: "社会接受度" },
  },
};
