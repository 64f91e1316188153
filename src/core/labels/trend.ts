/** Names of `trend` that are shown, by family. */
export type TrendLabels = Record<never, never>;

export const trendLabels: TrendLabels = {};
