/** Names of `series` that are shown, by family. */
export type SeriesLabels = Record<never, never>;

export const seriesLabels: SeriesLabels = {};
