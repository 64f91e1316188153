/** Names of `anomaly` that are shown, by family. */
export type AnomalyLabels = Record<never, never>;

export const anomalyLabels: AnomalyLabels = {};
