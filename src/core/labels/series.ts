import type { Label } from "../locale.ts";

/** Rules of thumb that a forecast has to beat: as the last period, as the same period a season ago. */
export type SeriesBenchmark = "naive" | "seasonal_naive";

/** Names of `series` that are shown, by family. */
export interface SeriesLabels {
  readonly seriesBenchmark: Readonly<Record<SeriesBenchmark, Label>>;
}

export const seriesLabels: SeriesLabels = {
  seriesBenchmark: {
    naive: { en: "As the last period", zh: "与上期相同" },
    seasonal_naive: { en: "As the same period last season", zh: "与上季同期相同" },
  },
};
