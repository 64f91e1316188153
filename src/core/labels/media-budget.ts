import type { Label } from "../locale.ts";

/** What shapes a response curve: how long spend works on, how the curve bends, and where it is half way up. */
export type MediaParameter = "rate" | "shape" | "reach";

/** Label families of `media-budget`. */
export interface MediaBudgetLabels {
  readonly mediaParameter: Readonly<Record<MediaParameter, Label>>;
}

export const mediaBudgetLabels: MediaBudgetLabels = {
  mediaParameter: {
    rate: { en: "Carryover rate", zh: "延续率" },
    shape: { en: "Bend of the curve", zh: "曲线弯度" },
    reach: { en: "Point of half saturation", zh: "半饱和点" },
  },
};
