import type { Label } from "../locale.ts";

/** Where a series goes; `unclear` where its rise or fall may as well be chance. */
export type TrendDirection = "rising" | "falling" | "unclear";

/** Names of `trend` that are shown, by family. */
export interface TrendLabels {
  readonly trendDirection: Readonly<Record<TrendDirection, Label>>;
}

export const trendLabels: TrendLabels = {
  trendDirection: {
    rising: { en: "Rising", zh: "上升" },
    falling: { en: "Falling", zh: "下降" },
    unclear: { en: "No clear trend", zh: "趋势不明" },
  },
};
