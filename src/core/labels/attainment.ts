/** Names of `attainment` that are shown, by family. */
export type AttainmentLabels = Record<never, never>;

export const attainmentLabels: AttainmentLabels = {};
