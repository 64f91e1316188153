import type { Label } from "../locale.ts";

/** How a lead score is learned. */
export type LeadMethod = "naive_bayes" | "logistic";

/** How a raw score becomes a chance. */
export type LeadCalibrationMethod = "none" | "platt" | "isotonic";

/** Names of `lead` that are shown, by family. */
export interface LeadLabels {
  readonly leadMethod: Readonly<Record<LeadMethod, Label>>;
  readonly leadCalibration: Readonly<Record<LeadCalibrationMethod, Label>>;
}

export const leadLabels: LeadLabels = {
  leadMethod: {
    naive_bayes: { en: "Naive Bayes", zh: "朴素贝叶斯" },
    logistic: { en: "Logistic regression", zh: "逻辑回归" },
  },
  leadCalibration: {
    none: { en: "Not calibrated", zh: "未校准" },
    platt: { en: "Logistic curve (Platt)", zh: "逻辑曲线校准（Platt）" },
    isotonic: { en: "Isotonic steps", zh: "保序回归校准" },
  },
};
