/** Names of `group-comparison` that are shown, by family. */
export type GroupComparisonLabels = Record<never, never>;

export const groupComparisonLabels: GroupComparisonLabels = {};
