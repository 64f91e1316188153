/** Names of `visits` that are shown, by family. */
export type VisitsLabels = Record<never, never>;

export const visitsLabels: VisitsLabels = {};
