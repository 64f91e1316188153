import type { Label } from "../locale.ts";

/** The satisfaction–loyalty quadrants, D10 (Jones & Sasser 1995). */
export type LoyaltyQuadrant = "apostle" | "hostage" | "mercenary" | "defector";

/** Label families of `loyalty`. */
export interface LoyaltyLabels {
  readonly quadrant: Readonly<Record<LoyaltyQuadrant | "indifferent", Label>>;
}

export const loyaltyLabels: LoyaltyLabels = {
  quadrant: {
    apostle: { en: "Apostle", zh: "传道者" },
    hostage: { en: "Hostage", zh: "囚禁者" },
    mercenary: { en: "Mercenary", zh: "图利者" },
    defector: { en: "Defector", zh: "破坏者" },
    indifferent: { en: "Zone of indifference", zh: "无差异区" },
  },
};
