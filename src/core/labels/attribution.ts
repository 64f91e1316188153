/** Label families of `attribution`. */
export type AttributionLabels = Record<never, never>;

export const attributionLabels: AttributionLabels = {};
