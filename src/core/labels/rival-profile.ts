/** Names of `rival-profile` that are shown, by family. */
export type RivalProfileLabels = Record<never, never>;

export const rivalProfileLabels: RivalProfileLabels = {};
