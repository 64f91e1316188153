import type { Label } from "../locale.ts";

/** The steps of winning a customer over or back, D27. */
export type WinOverStepId = "study" | "goal" | "prepare" | "act" | "secure";

/** Whether a try is worth it. */
export type WinOverVerdict = "worth_it" | "not_worth_it" | "learn_first";

/** Names of `win-over` that are shown, by family. */
export interface WinOverLabels {
  readonly winOverStep: Readonly<Record<WinOverStepId, Label>>;
  readonly winOverVerdict: Readonly<Record<WinOverVerdict, Label>>;
}

export const winOverLabels: WinOverLabels = {
  winOverStep: {
    study: { en: "Study the rival", zh: "研究对手" },
    goal: { en: "Set goal and plan", zh: "定目标、定方案" },
    prepare: { en: "Prepare", zh: "准备" },
    act: { en: "Act in steps", zh: "分步实施" },
    secure: { en: "Secure the win or plan the next try", zh: "巩固成果或策划下一次" },
  },
  winOverVerdict: {
    worth_it: { en: "Worth it", zh: "值得" },
    not_worth_it: { en: "Not worth it", zh: "不值得" },
    learn_first: { en: "Learn first", zh: "先了解清楚" },
  },
};
