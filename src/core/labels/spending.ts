import type { Label } from "../locale.ts";

/** Whether frequency and spend are unrelated, as a model of spending takes them to be. */
export type SpendVerdict = "holds" | "doubtful";

/** Names of `spending` that are shown, by family. */
export interface SpendingLabels {
  readonly spendVerdict: Readonly<Record<SpendVerdict, Label>>;
}

export const spendingLabels: SpendingLabels = {
  spendVerdict: {
    holds: { en: "The assumption holds", zh: "假设成立" },
    doubtful: { en: "The assumption is doubtful", zh: "假设存疑" },
  },
};
