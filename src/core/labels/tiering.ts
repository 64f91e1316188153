import type { Label } from "../locale.ts";

/** The tiers of the customer pyramid, D1, best first. */
export type PyramidTier = "top" | "large" | "medium" | "small";

/** Label families of `tiering`. */
export interface TieringLabels {
  readonly tier: Readonly<Record<PyramidTier, Label>>;
}

export const tieringLabels: TieringLabels = {
  tier: {
    top: { en: "Top", zh: "主顾客" },
    large: { en: "Large", zh: "大顾客" },
    medium: { en: "Medium", zh: "普通顾客" },
    small: { en: "Small", zh: "小顾客" },
  },
};
