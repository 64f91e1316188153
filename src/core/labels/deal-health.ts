/** Names of `deal-health` that are shown, by family. */
export type DealHealthLabels = Record<never, never>;

export const dealHealthLabels: DealHealthLabels = {};
