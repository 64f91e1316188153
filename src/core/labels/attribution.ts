import type { Label } from "../locale.ts";

/** The ways to share the credit for a conversion among the channels that were touched before it. */
export type AttributionMethod =
  | "first"
  | "last"
  | "last_non_direct"
  | "linear"
  | "time_decay"
  | "position"
  | "markov"
  | "shapley";

/** Label families of `attribution`. */
export interface AttributionLabels {
  readonly attributionMethod: Readonly<Record<AttributionMethod, Label>>;
}

export const attributionLabels: AttributionLabels = {
  attributionMethod: {
    first: { en: "First touch", zh: "首次触点" },
    last: { en: "Last touch", zh: "末次触点" },
    last_non_direct: { en: "Last non-direct touch", zh: "末次非直接触点" },
    linear: { en: "Linear", zh: "线性均分" },
    time_decay: { en: "Time decay", zh: "时间衰减" },
    position: { en: "Position-based", zh: "位置加权" },
    markov: { en: "Markov removal", zh: "马尔可夫移除" },
    shapley: { en: "Shapley", zh: "沙普利值" },
  },
};
