/** Names of `decision-chain` that are shown, by family. */
export type DecisionChainLabels = Record<never, never>;

export const decisionChainLabels: DecisionChainLabels = {};
