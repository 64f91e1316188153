/** Names of `strategy-review` that are shown, by family. */
export type StrategyReviewLabels = Record<never, never>;

export const strategyReviewLabels: StrategyReviewLabels = {};
