/** Names of `clusters` that are shown, by family. */
export type ClustersLabels = Record<never, never>;

export const clustersLabels: ClustersLabels = {};
