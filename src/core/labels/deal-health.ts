import type { Label } from "../locale.ts";

/** How an open deal's age compares with that of the deals that were won from its stage. */
export type DealStatus = "fresh" | "on_pace" | "slow" | "stalled" | "zombie" | "unknown";

/** Label families of `deal-health`. */
export interface DealHealthLabels {
  readonly dealStatus: Readonly<Record<DealStatus, Label>>;
}

export const dealHealthLabels: DealHealthLabels = {
  dealStatus: {
    fresh: { en: "Fresh", zh: "新近" },
    on_pace: { en: "On pace", zh: "正常" },
    slow: { en: "Slow", zh: "偏慢" },
    stalled: { en: "Stalled", zh: "停滞" },
    zombie: { en: "Beyond all history", zh: "僵尸商机" },
    unknown: { en: "Cannot be told", zh: "无法判断" },
  },
};
