import type { Label } from "../locale.ts";

/** What to do after an experiment, D30. */
export type LiftDecision = "send" | "hold" | "keep_testing";

/** Which figure of a lift is meant. */
export type LiftFigure = "absolute" | "relative" | "adjusted";

/** Label families of `lift`. */
export interface LiftLabels {
  readonly liftDecision: Readonly<Record<LiftDecision, Label>>;
  readonly liftFigure: Readonly<Record<LiftFigure, Label>>;
}

export const liftLabels: LiftLabels = {
  liftDecision: {
    send: { en: "Send", zh: "发送" },
    hold: { en: "Do not send", zh: "不发送" },
    keep_testing: { en: "Keep testing", zh: "继续测试" },
  },
  liftFigure: {
    absolute: { en: "Difference", zh: "差值" },
    relative: { en: "Relative lift", zh: "相对提升" },
    adjusted: { en: "Adjusted difference", zh: "调整后差值" },
  },
};
