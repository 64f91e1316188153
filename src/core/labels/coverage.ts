/** Names of `coverage` that are shown, by family. */
export type CoverageLabels = Record<never, never>;

export const coverageLabels: CoverageLabels = {};
