/** Label families of `uplift`. */
export type UpliftLabels = Record<never, never>;

export const upliftLabels: UpliftLabels = {};
