/** Label families of `scorecard`. */
export type ScorecardLabels = Record<never, never>;

export const scorecardLabels: ScorecardLabels = {};
