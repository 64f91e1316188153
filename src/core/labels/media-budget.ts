/** Label families of `media-budget`. */
export type MediaBudgetLabels = Record<never, never>;

export const mediaBudgetLabels: MediaBudgetLabels = {};
