/** Label families of `rfm`. */
export type RfmLabels = {};

export const rfmLabels: RfmLabels = {};
