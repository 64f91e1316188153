/** Names of `churn` that are shown, by family. */
export type ChurnLabels = Record<never, never>;

export const churnLabels: ChurnLabels = {};
