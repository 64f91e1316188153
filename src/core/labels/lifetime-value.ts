/** Names of `lifetime-value` that are shown, by family. */
export type LifetimeValueLabels = Record<never, never>;

export const lifetimeValueLabels: LifetimeValueLabels = {};
