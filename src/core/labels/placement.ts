/** Names of `placement` that are shown, by family. */
export type PlacementLabels = Record<never, never>;

export const placementLabels: PlacementLabels = {};
