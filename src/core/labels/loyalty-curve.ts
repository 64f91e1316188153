/** Label families of `loyalty-curve`. */
export type LoyaltyCurveLabels = {};

export const loyaltyCurveLabels: LoyaltyCurveLabels = {};
