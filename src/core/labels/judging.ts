import type { Label } from "../locale.ts";

/** How scores become chances. */
export type CalibrationMethod = "isotonic" | "platt";

/** Label families of `judging`. */
export interface JudgingLabels {
  readonly calibrationMethod: Readonly<Record<CalibrationMethod, Label>>;
}

export const judgingLabels: JudgingLabels = {
  calibrationMethod: {
    isotonic: { en: "Monotone steps", zh: "保序阶梯" },
    platt: { en: "Logistic curve", zh: "逻辑曲线" },
  },
};
