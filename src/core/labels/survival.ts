/** Names of `survival` that are shown, by family. */
export type SurvivalLabels = Record<never, never>;

export const survivalLabels: SurvivalLabels = {};
