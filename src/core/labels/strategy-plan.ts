/** Names of `strategy-plan` that are shown, by family. */
export type StrategyPlanLabels = Record<never, never>;

export const strategyPlanLabels: StrategyPlanLabels = {};
