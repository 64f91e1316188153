/** Label families of `judging`. */
export type JudgingLabels = Record<never, never>;

export const judgingLabels: JudgingLabels = {};
