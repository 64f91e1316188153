/** Label families of `tier-stability`. */
export type TierStabilityLabels = {};

export const tierStabilityLabels: TierStabilityLabels = {};
