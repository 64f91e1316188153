import type { Label } from "../locale.ts";

/** How the chance of a yes may move with a number. */
export type ScorecardDirection = "up" | "down" | "free";

/** Label families of `scorecard`. */
export interface ScorecardLabels {
  readonly scorecardDirection: Readonly<Record<ScorecardDirection, Label>>;
}

export const scorecardLabels: ScorecardLabels = {
  scorecardDirection: {
    up: { en: "Rises with the value", zh: "随数值上升" },
    down: { en: "Falls with the value", zh: "随数值下降" },
    free: { en: "Any shape", zh: "任意形状" },
  },
};
