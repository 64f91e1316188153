import type { Label } from "../locale.ts";

/** The two answers of a comparison of groups. */
export type GroupAnswerName = "means" | "ranks";

/** Names of `group-comparison` that are shown, by family. */
export interface GroupComparisonLabels {
  readonly groupAnswer: Readonly<Record<GroupAnswerName, Label>>;
}

export const groupComparisonLabels: GroupComparisonLabels = {
  groupAnswer: {
    means: { en: "Mean", zh: "均值" },
    ranks: { en: "Median", zh: "中位数" },
  },
};
