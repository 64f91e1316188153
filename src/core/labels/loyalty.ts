import type { Label } from "../locale.ts";

/** The four satisfaction–loyalty quadrants, D10 (Jones & Sasser 1995), and the zone of indifference between them. */
export type LoyaltyQuadrant = "apostle" | "hostage" | "mercenary" | "defector" | "indifferent";

/** The two things asked of a customer: how satisfied (drawn across) and how loyal (drawn upwards). */
export type LoyaltyAxisName = "satisfaction" | "loyalty";

/** Label families of `loyalty`. */
export interface LoyaltyLabels {
  readonly quadrant: Readonly<Record<LoyaltyQuadrant, Label>>;
  readonly loyaltyAxis: Readonly<Record<LoyaltyAxisName, Label>>;
}

export const loyaltyLabels: LoyaltyLabels = {
  quadrant: {
    apostle: { en: "Apostle", zh: "传道者" },
    hostage: { en: "Hostage", zh: "囚禁者" },
    mercenary: { en: "Mercenary", zh: "图利者" },
    defector: { en: "Defector", zh: "破坏者" },
    indifferent: { en: "Zone of indifference", zh: "无差异区" },
  },
  loyaltyAxis: {
    satisfaction: { en: "Satisfaction", zh: "满意度" },
    loyalty: { en: "Loyalty", zh: "忠诚度" },
  },
};
