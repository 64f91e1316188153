/** Names of `hazard` that are shown, by family. */
export type HazardLabels = Record<never, never>;

export const hazardLabels: HazardLabels = {};
