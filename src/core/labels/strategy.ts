/** Names of `strategy` that are shown, by family. */
export type StrategyLabels = Record<never, never>;

export const strategyLabels: StrategyLabels = {};
