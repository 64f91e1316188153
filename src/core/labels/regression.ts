/** Names of `regression` that are shown, by family. */
export type RegressionLabels = Record<never, never>;

export const regressionLabels: RegressionLabels = {};
