/** Label families of `experiment`. */
export type ExperimentLabels = Record<never, never>;

export const experimentLabels: ExperimentLabels = {};
