/** Names of `spending` that are shown, by family. */
export type SpendingLabels = Record<never, never>;

export const spendingLabels: SpendingLabels = {};
